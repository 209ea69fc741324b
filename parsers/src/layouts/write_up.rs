//! Write-ups and minutes: what stands between and after tables, and texts without any.
//!
//! In: every line that no table took. Out: the title, lists of actions, action paragraphs, notes, and a place in the ledger
//! for all the rest. What lies inside a table's region and is no furniture, legend or strong heading stays unplaced.

use std::ops::Range;

use super::minutes;
use super::prose::form::{self, Form};
use super::prose::heading::{Outline, Place};
use super::prose::list::{self, Item};
use super::prose::wording::{self, Says};
use super::prose::{assemble, contents, furniture, labelled, legend, mark, notes, title};
use crate::cell::Cell;
use crate::ledger::Class;
use crate::reading::Reading;
use crate::row::DatePlace;
use assemble::{Draft, Kind};

/// Reads every line that no table took.
pub fn read(reading: &mut Reading<'_>) {
    furniture::read(reading);
    legend::read(reading);
    let title = title::read(reading);
    title::repeated(reading);
    let named = contents::read(reading);
    title::dates(reading);
    let inside = inside_tables(reading);
    let outline = Outline::find(reading, &named, title);
    notes::read(reading, &outline);
    let drafts = Walk::new(reading, &outline, &inside).drafts();
    claim_headings(reading, &outline, &inside);
    assemble::add(reading, drafts);
    claim_rest(reading, &inside);
}

/// Tells for every line whether it stands between the first and the last row of one table.
fn inside_tables(reading: &Reading<'_>) -> Vec<bool> {
    let mut reach: Vec<Option<(u32, u32)>> = vec![None; reading.tables.len()];
    for row in &reading.rows {
        let cells =
            row.cells.iter().map(|(_, cell)| cell).chain(row.extra.iter().map(|(_, cell)| cell)).chain(&row.label);
        for span in cells.flat_map(|cell| &cell.spans) {
            if let Some(reach) = reach.get_mut(row.table) {
                let (first, last) = reach.unwrap_or((span.line, span.line));
                *reach = Some((first.min(span.line), last.max(span.line)));
            }
        }
    }
    let mut steps = vec![0_i64; reading.lines.len() + 1];
    for (first, last) in reach.into_iter().flatten() {
        if let Some(step) = steps.get_mut(first as usize) {
            *step += 1;
        }
        if let Some(step) = steps.get_mut(last as usize + 1) {
            *step -= 1;
        }
    }
    let open = steps.into_iter().scan(0, |open, step| {
        *open += step;
        Some(*open > 0)
    });
    open.collect()
}

/// Places the headings, and notes the dates in those that speak of actions.
fn claim_headings(reading: &mut Reading<'_>, outline: &Outline, inside: &[bool]) {
    for heading in outline.iter() {
        let within = inside.get(heading.lines.start) == Some(&true);
        if (within && !heading.is_strong()) || !reading.ledger.is_free(heading.lines.start) {
            continue;
        }
        for line in heading.lines.clone() {
            reading.ledger.claim_line(line, &reading.lines, Class::Headings);
        }
        if heading.says == Says::Actions && wording::is_dated(&heading.cell.text) {
            reading.dates.push((DatePlace::Heading, heading.cell.clone()));
        }
    }
}

/// Places what is left: as prose, or as unplaced where it lies inside a table.
fn claim_rest(reading: &mut Reading<'_>, inside: &[bool]) {
    let mut stray = Vec::new();
    for index in 0..=reading.lines.len() {
        let open = index < reading.lines.len() && !reading.lines.is_blank(index) && reading.ledger.is_free(index);
        if open && inside.get(index) == Some(&true) {
            stray.push(reading.lines.trimmed(index));
        } else {
            if !stray.is_empty() && !reading.lines.is_blank(index) || index == reading.lines.len() && !stray.is_empty()
            {
                reading.leave_unplaced(
                    std::mem::take(&mut stray),
                    "these words stand between the rows of a table and belong to none of them",
                );
            }
            if open {
                reading.ledger.claim_line(index, &reading.lines, Class::Prose);
            }
        }
    }
}

/// The walk over the free lines, heading by heading.
struct Walk<'r, 'a> {
    reading: &'r Reading<'a>,
    outline: &'r Outline,
    inside: &'r [bool],
    place: Place<'r>,
    /// The wording of the paragraph or item read last, where it was no action.
    above: Option<Cell>,
    drafts: Vec<Draft>,
}

impl<'r, 'a> Walk<'r, 'a> {
    fn new(reading: &'r Reading<'a>, outline: &'r Outline, inside: &'r [bool]) -> Self {
        Self { reading, outline, inside, place: Place::start(outline), above: None, drafts: Vec::new() }
    }

    fn drafts(mut self) -> Vec<Draft> {
        let mut index = 0;
        while index < self.reading.lines.len() {
            index = self.step(index).max(index + 1);
        }
        self.drafts
    }

    /// Reads what begins at line `index` and returns the line behind it.
    fn step(&mut self, index: usize) -> usize {
        let reading = self.reading;
        if reading.lines.is_blank(index) || !reading.ledger.is_free(index) {
            return index + 1;
        }
        if let Some(heading) =
            self.outline.at(index).filter(|heading| self.inside.get(index) != Some(&true) || heading.is_strong())
        {
            self.place.enter(heading);
            self.above = None;
            return heading.lines.end;
        }
        if self.inside.get(index) == Some(&true) {
            return index + 1;
        }
        if let Some(found) =
            minutes::block(reading, self.outline, index).or_else(|| minutes::paragraph(reading, self.outline, index))
        {
            return self.take_paragraph(found);
        }
        if mark::leading(reading.lines.text(index)).is_some() { self.take_list(index) } else { self.take_text(index) }
    }

    fn take_paragraph(&mut self, found: minutes::Paragraph) -> usize {
        let above = self.above.take();
        if found.only_owner && above.is_none() {
            return found.end;
        }
        let mut draft = Draft::of_item(self.reading, Kind::Minutes, self.place.section(), &found.item);
        if let (true, Some(above)) = (found.only_owner, above) {
            draft.take_wording(above);
        }
        draft.give_owner(found.owner.map(|owner| Cell::from_span(owner, &self.reading.lines)));
        self.drafts.push(draft);
        found.end
    }

    fn take_list(&mut self, index: usize) -> usize {
        let list = list::read(self.reading, self.outline, index);
        let with_fields = list.items.iter().any(|item| item.fields.iter().any(labelled::Labelled::is_telling));
        let actions = self.lists_actions(&list.items);
        for item in &list.items {
            let telling = item.fields.iter().any(labelled::Labelled::is_telling);
            let kind = match (with_fields, self.place.summary()) {
                (true, _) => Kind::Minutes,
                (false, Some(_)) => Kind::Summary,
                (false, None) => Kind::Sections,
            };
            if (actions || telling) && !minutes::is_trivial(&item.own_text(self.reading)) {
                self.drafts.push(self.draft(kind, item));
            }
        }
        // `ACTION: JS` may follow an item as it may follow a paragraph.
        self.above = match list.items.last() {
            Some(last) if !actions && !with_fields => Some(last.wording(self.reading)),
            _ => None,
        };
        list.end
    }

    fn draft(&self, kind: Kind, item: &Item) -> Draft {
        let mut draft = Draft::of_item(self.reading, kind, self.place.section(), item);
        if kind == Kind::Summary {
            draft.title = self.place.summary().map(|heading| heading.cell.clone());
        }
        draft
    }

    /// Decides whether a list is one of actions: by the line that leads in to it, the headings above it, or its items' form.
    fn lists_actions(&self, items: &[Item]) -> bool {
        let forms: Vec<Form> = items.iter().take(500).map(|item| form::of(&item.own_text(self.reading))).collect();
        let count = |form| forms.iter().filter(|&&found| found == form).count();
        let (all, strong, weak) = (forms.len(), count(Form::Strong), count(Form::Weak));
        let questions = items.iter().take(500).filter(|item| item.own_text(self.reading).ends_with('?')).count();
        let lead_in = self.lead_in().map_or(Says::Topic, |text| wording::says(&text));
        let says = if lead_in == Says::Topic { self.place.says() } else { lead_in };
        match says {
            Says::Actions => questions * 2 <= all,
            Says::NextSteps => (strong + weak) * 5 >= all * 3 && strong + weak > 0,
            Says::Topic => strong > 0 && (strong * 2 + weak) * 5 >= all * 6,
            Says::Discussion => strong > 0 && strong * 5 >= all * 4,
        }
    }

    /// Returns the last line of the paragraph above, where it ends in a colon.
    fn lead_in(&self) -> Option<String> {
        let text = self.above.as_ref()?.text.as_str();
        if !text.ends_with(':') || text.len() > 2000 {
            return None;
        }
        let sentence = text.rsplit(". ").next().unwrap_or(text);
        (sentence.split_whitespace().count() <= 20).then(|| sentence.to_owned())
    }

    /// Reads a paragraph. Below a heading that announces actions, its lines may be actions without a mark.
    fn take_text(&mut self, index: usize) -> usize {
        let reading = self.reading;
        let ends = |line: usize| {
            reading.lines.is_blank(line)
                || !reading.ledger.is_free(line)
                || self.outline.at(line).is_some()
                || minutes::opens(reading, line)
                || mark::leading(reading.lines.text(line)).is_some()
                || labelled::read(reading, line).is_some()
        };
        let end = (index + 1..reading.lines.len()).find(|&line| ends(line)).unwrap_or(reading.lines.len());
        if labelled::read(reading, end).is_some_and(|labels| labels.iter().any(labelled::Labelled::is_telling))
            && reading.ledger.is_free(end)
        {
            let (fields, behind) = labelled::group(reading, self.outline, end, &[]);
            let below_title = self.place.is_at_head();
            if fields.len() >= 2 && !below_title && labelled::read(reading, index).is_none() {
                let own = (index..end).map(|line| reading.lines.trimmed(line)).collect();
                let lines = (index..behind)
                    .filter(|&line| !reading.lines.is_blank(line) && reading.ledger.is_free(line))
                    .collect();
                let item = Item { lines, own, fields, ..Item::default() };
                self.drafts.push(self.draft(Kind::Minutes, &item));
                self.above = None;
                return behind;
            }
        }
        let taken = if self.place.says() == Says::Actions { self.take_bare_actions(index..end) } else { false };
        self.above = (!taken).then(|| Cell::from_lines(index..end, &reading.lines));
        end
    }

    /// Takes the lines of a paragraph that are actions by their form; returns whether there were any.
    fn take_bare_actions(&mut self, lines: Range<usize>) -> bool {
        let reading = self.reading;
        let mut chunks: Vec<Vec<usize>> = Vec::new();
        for line in lines {
            let begins = match chunks.last().and_then(|chunk| chunk.last()) {
                None => true,
                Some(&last) => {
                    let before = reading.lines.text(last).trim_end();
                    before.ends_with(['.', ';', ')']) && form::of(reading.lines.text(line)) != Form::Other
                }
            };
            match chunks.last_mut() {
                Some(chunk) if !begins => chunk.push(line),
                _ => chunks.push(vec![line]),
            }
        }
        let before = self.drafts.len();
        for lines in chunks {
            let own: Vec<_> = lines.iter().map(|&line| reading.lines.trimmed(line)).collect();
            let item = Item { lines, own, ..Item::default() };
            if form::of(&item.own_text(reading)) != Form::Other {
                let kind = if self.place.summary().is_some() { Kind::Summary } else { Kind::Sections };
                self.drafts.push(self.draft(kind, &item));
            }
        }
        self.drafts.len() > before
    }
}
