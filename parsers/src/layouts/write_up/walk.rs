//! Free lines to drafts of rows, heading by heading: lists, action paragraphs and running text.
//!
//! In: the lines that no table took, and the headings above them. Out: [`Draft`]s, and lists that look like rows of a table
//! whose header could not be read. Nothing is placed in the ledger here.

use std::ops::Range;

use crate::cell::Cell;
use crate::layouts::minutes;
use crate::layouts::prose::assemble::{Draft, Kind};
use crate::layouts::prose::form::{self, Form};
use crate::layouts::prose::heading::{Outline, Place};
use crate::layouts::prose::list::{self, Item};
use crate::layouts::prose::wording::{self, Says};
use crate::layouts::prose::{labelled, margin, mark};
use crate::reading::Reading;
use crate::span::Span;

/// The walk over the free lines, heading by heading.
pub(super) struct Walk<'r, 'a> {
    reading: &'r Reading<'a>,
    outline: &'r Outline,
    inside: &'r [bool],
    place: Place<'r>,
    /// The wording of the paragraph or item read last, where it was no action.
    above: Option<Cell>,
    drafts: Vec<Draft>,
    /// Lists whose items are cut into cells: tables without a header row that could be read.
    headless: Vec<Vec<Span>>,
}

impl<'r, 'a> Walk<'r, 'a> {
    pub(super) fn new(reading: &'r Reading<'a>, outline: &'r Outline, inside: &'r [bool]) -> Self {
        Self {
            reading,
            outline,
            inside,
            place: Place::start(outline),
            above: None,
            drafts: Vec::new(),
            headless: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> (Vec<Draft>, Vec<Vec<Span>>) {
        let mut index = 0;
        while index < self.reading.lines.len() {
            index = self.step(index).max(index + 1);
        }
        (self.drafts, self.headless)
    }

    /// Reads what begins at line `index` and returns the line behind it.
    fn step(&mut self, index: usize) -> usize {
        let reading = self.reading;
        if reading.lines.is_blank(index) || !reading.ledger.is_free(index) || reading.in_figures(index) {
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
        let mut list = list::read(self.reading, self.outline, index);
        let margins = margin::read(self.reading, &list.items);
        for (item, margin) in list.items.iter_mut().zip(&margins) {
            if let Some(margin) = margin {
                margin.take(item);
            }
        }
        if let Some(cells) = cells_of_rows(self.reading, &list.items) {
            self.headless.push(cells);
            self.above = None;
            return list.end;
        }
        let with_fields = list.items.iter().any(|item| item.fields.iter().any(labelled::Labelled::is_telling));
        let actions = self.lists_actions(&list.items);
        let noted = margins.iter().flatten().count() > 0;
        for (item, margin) in list.items.iter().zip(margins) {
            let telling = item.fields.iter().any(labelled::Labelled::is_telling);
            let kind = match (with_fields || noted, self.place.summary()) {
                (true, _) => Kind::Minutes,
                (false, Some(_)) => Kind::Summary,
                (false, None) => Kind::Sections,
            };
            let initialled = margin.as_ref().is_some_and(margin::Margin::is_telling);
            if (actions || telling || initialled) && !minutes::is_trivial(&item.own_text(self.reading)) {
                let mut draft = self.draft(kind, item);
                let cell = |span| Cell::from_span(span, &self.reading.lines);
                if let Some(margin) = margin {
                    draft.give_owner(margin.owner.map(cell));
                    draft.give_deadline(margin.deadline.map(cell));
                }
                self.drafts.push(draft);
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

/// Returns the places of a list most of whose items are cut into cells by tabs or pipes.
fn cells_of_rows(reading: &Reading<'_>, items: &[Item]) -> Option<Vec<Span>> {
    let cut = |item: &&Item| {
        let inner = item.own.iter().map(|&span| reading.lines.slice(span)).flat_map(|text| text.split(['\t', '|']));
        inner.filter(|cell| !cell.trim().is_empty()).take(item.own.len() + 2).count() > item.own.len() + 1
    };
    let rows = items.iter().filter(cut).count();
    let lines = items.iter().flat_map(|item| item.lines.iter().map(|&line| reading.lines.trimmed(line)));
    (items.len() >= 2 && rows * 2 > items.len()).then(|| lines.collect())
}
