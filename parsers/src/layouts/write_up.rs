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
use super::prose::{assemble, contents, furniture, labelled, legend, margin, mark, notes, title};
use crate::cell::Cell;
use crate::ledger::Class;
use crate::problem::ProblemKind;
use crate::reading::Reading;
use crate::row::{DatePlace, Layout};
use crate::span::Span;
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
    let (drafts, headless) = Walk::new(reading, &outline, &inside).read();
    for spans in headless {
        reading.ledger.claim_all(&spans, Class::Unplaced);
        let message = "these lines look like rows of a table, but no header row above them could be understood";
        reading.problem(ProblemKind::NoHeader, message, spans);
    }
    claim_headings(reading, &outline, &inside);
    assemble::add(reading, drafts);
    claim_rest(reading, &inside);
}

/// Tells for every line whether it stands between the first and the last row of one table. What stands outside the frames
/// of a drawn table is no part of it.
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
    let drawn = |table: usize| reading.tables.get(table).is_some_and(|table| table.layout == Layout::Grid);
    let mut steps = vec![(0_i64, 0_i64); reading.lines.len() + 1];
    for (table, (first, last)) in reach.into_iter().enumerate().filter_map(|(table, reach)| Some((table, reach?))) {
        let mut step = |line: usize, by: i64| {
            if let Some((all, framed)) = steps.get_mut(line) {
                *all += by;
                *framed += if drawn(table) { by } else { 0 };
            }
        };
        step(first as usize, 1);
        step(last as usize + 1, -1);
    }
    let mut open = (0, 0);
    let inside = steps.into_iter().enumerate().map(|(line, (all, framed))| {
        open = (open.0 + all, open.1 + framed);
        open.0 > open.1 || open.1 > 0 && reading.in_grid(line)
    });
    inside.collect()
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
    /// Lists whose items are cut into cells: tables without a header row that could be read.
    headless: Vec<Vec<Span>>,
}

impl<'r, 'a> Walk<'r, 'a> {
    fn new(reading: &'r Reading<'a>, outline: &'r Outline, inside: &'r [bool]) -> Self {
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

    fn read(mut self) -> (Vec<Draft>, Vec<Vec<Span>>) {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::columns::Vocabulary;
    use crate::row::{Field, Parsed, Role};
    use crate::{ProblemKind, parse};

    fn read(text: &str) -> Parsed {
        parse(text, &Vocabulary::default())
    }

    /// Returns for each row its table's role, section, label and action.
    fn rows(text: &str) -> Vec<(Role, String, String, String)> {
        let parsed = read(text);
        let text = |cell: Option<&crate::Cell>| cell.map_or_else(String::new, |cell| cell.text.clone());
        let row = |row: &crate::Row| {
            let role = parsed.tables[row.table].role;
            (role, text(row.section.as_ref()), text(row.label.as_ref()), text(row.cell(Field::Action)))
        };
        parsed.rows.iter().map(row).collect()
    }

    fn expected(rows: &[(Role, &str, &str, &str)]) -> Vec<(Role, String, String, String)> {
        rows.iter().map(|row| (row.0, row.1.to_owned(), row.2.to_owned(), row.3.to_owned())).collect()
    }

    #[test]
    fn a_summary_may_stand_at_the_end() {
        let text = "BAND NOTES 3 MAY 2021\n\nDRUMS\n\nThe skins are worn.\n\nActions\n\n- Mr Dale to buy skins\n  before the fair\n\n\
                    PIPES\n\nActions\n\n- Mrs Fry to tune the pipes\n\nSUMMARY OF ACTIONS\n\n1. Mr Dale to buy skins.\n2. Mrs Fry to tune the pipes.\n";
        let expected = expected(&[
            (Role::Sections, "DRUMS", "", "Mr Dale to buy skins before the fair"),
            (Role::Sections, "PIPES", "", "Mrs Fry to tune the pipes"),
            (Role::Summary, "", "1.", "Mr Dale to buy skins."),
            (Role::Summary, "", "2.", "Mrs Fry to tune the pipes."),
        ]);
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn talk_yields_no_rows() {
        let text = "Evening at the hall, 6 March 2020\n\nYou asked\n\n- Why is the bin day to change?\n- Who is to blame?\n\nWe said\n\n\
                    - The bin day follows the contract.\n- Nobody asked the wardens.\n\nTopics to discuss\n\n- Bins\n- The hall roof\n";
        assert_eq!(rows(text), []);
    }

    #[test]
    fn items_under_other_headings_are_judged_by_their_form() {
        let text = "Hall notes\n\nKitchen\n\n- Clerk to order a new oven\n- The treasurer will find the money\n\nGarden\n\n- The roses did well\n\
                    - Clerk to order a spade\n- Moles were seen\n";
        let found: Vec<_> = rows(text).into_iter().map(|row| (row.1, row.3)).collect();
        let expected = [("Kitchen", "Clerk to order a new oven"), ("Kitchen", "The treasurer will find the money")];
        assert_eq!(found, expected.map(|(section, action)| (section.to_owned(), action.to_owned())));
    }

    #[test]
    fn a_list_runs_on_over_the_page() {
        let text = "Lamp notes\n\nActions\n\n\u{2022} County to list all lamps that\n\n- 1 -\n\u{c}are out\n\u{2022} Board to ask for money\n";
        let actions: Vec<_> = rows(text).into_iter().map(|row| row.3).collect();
        assert_eq!(actions, ["County to list all lamps that are out", "Board to ask for money"]);
    }

    #[test]
    fn rows_without_a_header_are_said_to_be_unread() {
        let parsed = read("Boats\n\n1.\tMend the keel\tMay\tOpen\n2.\tPaint the hull\tJune\tOpen\n");
        assert!(parsed.rows.is_empty());
        assert_eq!(parsed.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [ProblemKind::NoHeader]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_the_ledger_adds_up(lines in prop::collection::vec(line(), 0..30)) {
            let words = read(&lines.join("\n")).words;
            let sum = words.cells + words.headings + words.legend + words.notes + words.furniture + words.prose + words.unplaced;
            prop_assert_eq!(sum, words.total);
        }
    }

    /// Lines as write-ups have them, and lines of anything.
    fn line() -> impl Strategy<Value = String> {
        let marks = prop::sample::select(vec![
            "",
            "",
            "- ",
            " - ",
            "1. ",
            "2. ",
            "(a) ",
            "3.1 ",
            "## ",
            "\u{c}",
            "• ",
            "\t",
            "Action 3: ",
            "Action (JS): ",
            "[ACTION ",
            "Owner: ",
        ]);
        let words = prop::sample::select(vec![
            "",
            "Actions",
            "SUMMARY OF ACTIONS",
            "Clerk to write to the yard.",
            "CONTENTS",
            "Opening\t3",
            "Page 2 of 7",
            "---",
            "====",
            "** = old numbering",
            "4 May 2021",
            "Due: June",
            "è‘’…(M. Aske)",
            "**bold**",
            "Note on action 4: it",
            "]",
            "and the rest",
            "?",
        ]);
        prop_oneof![4 => (marks, words).prop_map(|(mark, words)| format!("{mark}{words}")), 1 => any::<String>()]
    }
}
