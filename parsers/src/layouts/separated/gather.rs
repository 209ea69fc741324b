//! Walks down the lines below a header row and says what each is: a record, a section heading, text that goes on.
//!
//! In: lines. Out: items in reading order and the line where the table ends. Rows are made of them elsewhere.

use std::ops::Range;

use super::split::{self, Style};
use crate::cell::Cell;
use crate::label;
use crate::layouts::furniture;
use crate::layouts::heading;
use crate::layouts::legacy;
use crate::layouts::records::{Item, LONGEST_LABEL, Record};
use crate::lines::Lines;
use crate::problem::ProblemKind;
use crate::reading::Reading;

/// How many lines a cell that is wrapped without quotes may take up.
const TALLEST: usize = 60;
/// How many lines that are no part of it may stand between two rows.
const STRAY: usize = 6;
/// Sorts the lines of `region` and returns them with the line at which the table ends.
pub fn gather(reading: &mut Reading<'_>, style: &Style, region: Range<usize>) -> (Vec<Item>, usize) {
    let mut walk = Walk { reading, style, end: region.end, endless: false, items: Vec::new(), problems: Vec::new() };
    let stop = walk.run(region.start);
    let Walk { items, problems, .. } = walk;
    for span in problems {
        let message = format!(
            "the quote that opens in line {} has no end; the cell was taken to end with its line",
            span.line + 1
        );
        reading.problem(ProblemKind::UnbalancedQuote, message, vec![span]);
    }
    (items, stop)
}

struct Walk<'r, 'a> {
    reading: &'r Reading<'a>,
    style: &'r Style,
    end: usize,
    endless: bool,
    items: Vec<Item>,
    problems: Vec<crate::span::Span>,
}

impl<'a> Walk<'_, 'a> {
    fn lines(&self) -> &Lines<'a> {
        &self.reading.lines
    }

    fn run(&mut self, start: usize) -> usize {
        let mut at = start;
        let mut gap = false;
        while at < self.end {
            if self.lines().is_blank(at) {
                gap = true;
                at += 1;
            } else if self.is_passed_over(at) {
                gap |= !split::is_rule(self.lines().text(at));
                at += 1;
            } else if self.is_record(at) {
                let found = self
                    .record(at, gap)
                    .filter(|(record, surely)| !gap || *surely || self.rows_follow(record.lines.end));
                let Some((record, _)) = found else {
                    let Some(stray) = self.stray(at) else { return at };
                    self.items.push(stray);
                    at += 1;
                    continue;
                };
                at = record.lines.end;
                self.items.push(Item::Record { record, gap });
                gap = false;
            } else {
                let Some(item) = self.plain(at, gap).or_else(|| self.stray(at)) else { return at };
                self.items.push(item);
                gap = false;
                at += 1;
            }
        }
        self.end
    }

    /// Page furniture, rules and legends may stand between rows.
    fn is_passed_over(&self, at: usize) -> bool {
        let text = self.lines().text(at);
        split::is_rule(text) || furniture::of(self.reading).contains(at) || legacy::is_legend(self.reading, at)
    }

    fn is_record(&self, at: usize) -> bool {
        let text = self.lines().text(at);
        text.contains(self.style.separator) || text.starts_with('"') && text.len() < 2000 && self.opens_row(at)
    }

    /// A line without a separator may open a row whose first cell holds a line break.
    fn opens_row(&self, at: usize) -> bool {
        let (record, open) =
            split::record(self.lines(), at, (at + TALLEST).min(self.end), self.style, &mut self.endless.clone());
        open.is_none() && record.lines.len() > 1 && record.cells.len() > 1
    }

    /// Reads the record at line `at`, and whether it is surely a row of this table; nothing where the table ends.
    fn record(&mut self, at: usize, gap: bool) -> Option<(Record, bool)> {
        let mut endless = self.endless;
        let (mut record, open) = split::record(&self.reading.lines, at, self.end, self.style, &mut endless);
        self.endless = endless;
        if let Some(joined) = self.wrapped(&record) {
            record = joined;
        }
        if self.is_foreign(&record) {
            let next = self.next_full(record.lines.end);
            return if !gap && next.is_some_and(|next| self.is_surely_row(next)) { Some((record, true)) } else { None };
        }
        self.problems.extend(open);
        let surely = record.cells.len() >= self.style.width || self.is_labelled(&record);
        Some((record, surely))
    }

    /// Puts a record together whose cells are wrapped over lines without quotes.
    fn wrapped(&self, first: &Record) -> Option<Record> {
        if matches!(self.style.separator, '|' | '│') || first.cells.len() >= self.style.width {
            return None;
        }
        let mut whole = first.clone();
        let mut gap = false;
        for at in first.lines.end..(first.lines.end + TALLEST).min(self.end) {
            let text = self.lines().text(at);
            if text.trim().is_empty() || self.is_passed_over(at) {
                // Tabs say how many cells are still to come: a page may end inside one of them.
                if self.style.separator != '\t' || !self.is_broken_off(&whole) {
                    return None;
                }
                gap = true;
                continue;
            }
            if text.len() > 20_000 {
                return None;
            }
            let (more, _) = split::record(self.lines(), at, at + 1, self.style, &mut true);
            let unlabelled = more.cells.len() == 1 || label::whole(more.text(0)).is_none() && !more.text(0).is_empty();
            if !unlabelled || whole.cells.len() + more.cells.len() - 1 > self.style.width {
                return None;
            }
            if more.cells.len() == 1 && self.is_heading_between(at) {
                return None;
            }
            let mut pieces = more.cells.into_iter();
            if let (Some(last), Some(piece)) = (whole.cells.last_mut(), pieces.next()) {
                last.append(&piece);
            }
            whole.cells.extend(pieces);
            whole.lines.end = at + 1;
            if whole.cells.len() == self.style.width {
                let repair = if gap { "continued over page" } else { "continued on next line" };
                whole.repairs.push(repair.to_owned());
                return Some(whole);
            }
        }
        None
    }

    /// Tells whether `record` ends in the middle of a sentence, with cells still to come.
    fn is_broken_off(&self, record: &Record) -> bool {
        let wording = record.cells.last().map_or("", |cell| cell.text.as_str());
        self.is_labelled(record)
            && record.cells.len() < self.style.width
            && wording.split_whitespace().nth(3).is_some()
            && !wording.ends_with(['.', '!', '?', ':', ';'])
    }

    /// Takes a line that is no part of a row, where labelled rows of this table go on below it.
    fn stray(&self, at: usize) -> Option<Item> {
        let text = self.lines().text(at);
        if self.style.number.is_none() || text.len() > 20_000 || heading::is_note(text) {
            return None;
        }
        let number = |record: &Record| {
            self.style.number.and_then(|column| label::whole(record.text(column))).and_then(|label| label.number())
        };
        let records = self.items.iter().rev().filter_map(|item| match item {
            Item::Record { record, .. } => Some(record),
            _ => None,
        });
        // Rows that count on: a table of figures below begins anew.
        let last = records.filter_map(number).next()?;
        let full = (at + 1..self.end).filter(|&at| !self.lines().is_blank(at) && !self.is_passed_over(at));
        let goes_on = full.take(STRAY).any(|next| {
            let (record, _) = split::record(self.lines(), next, next + 1, self.style, &mut true);
            self.is_surely_row(next)
                && record.cells.len() == self.style.width
                && number(&record).is_some_and(|number| number > last)
        });
        goes_on.then(|| Item::Stray(Cell::from_span(self.lines().trimmed(at), self.lines())))
    }

    /// A sentence in the column of labels, with more beside it, is no row.
    fn is_foreign(&self, record: &Record) -> bool {
        let sentence = self.style.separator == ','
            && !self.style.spaced
            && record.cells.len() > 1
            && split::is_spaced(record, self.lines());
        let Some(column) = self.style.number else { return sentence };
        let cell = record.text(column);
        if sentence && label::whole(cell).is_none() {
            return true;
        }
        let long = cell.len() > LONGEST_LABEL.0 || cell.split_whitespace().count() > LONGEST_LABEL.1;
        long && record.only().is_none() || record.only().is_some() && cell.len() > 400
    }

    fn is_labelled(&self, record: &Record) -> bool {
        self.style.number.is_some_and(|column| label::whole(record.text(column)).is_some()) && record.only().is_none()
    }

    /// Sorts a line that has no separator in it.
    fn plain(&self, at: usize, gap: bool) -> Option<Item> {
        let text = self.lines().text(at).trim();
        if heading::is_note(text) || heading::is_metadata(text) && gap {
            return None;
        }
        let cell = || Cell::from_span(self.lines().trimmed(at), self.lines());
        let goes_on = self.is_unfinished(text, gap);
        let headed = heading::is_heading_like(text) && !goes_on;
        if headed && self.is_heading_between(at) {
            let bare = heading::bare(self.lines().text(at));
            let named = Cell::from_span(heading::span_of(self.lines(), at, bare), self.lines());
            let no_rows_yet = !self.items.iter().any(|item| matches!(item, Item::Record { .. }));
            return Some(if heading::names_a_state(text) && !no_rows_yet {
                Item::Table(named)
            } else {
                Item::Section(named)
            });
        }
        let last = self.items.last().is_some_and(|item| matches!(item, Item::Record { .. } | Item::Text { .. }));
        if !last || self.style.separator == ',' && !goes_on || matches!(self.style.separator, '|' | '│') {
            return None;
        }
        match gap {
            true => (goes_on && self.rows_follow(at + 1)).then(|| Item::Text { cell: cell(), gap }),
            // A heading below the last row belongs to what follows.
            false if headed && self.next_full(at + 1).is_some() => None,
            false if headed && self.end < self.lines().len() => None,
            false => Some(Item::Text { cell: cell(), gap }),
        }
    }

    /// Tells whether the wording before `text` is unfinished and `text` may finish it.
    fn is_unfinished(&self, text: &str, gap: bool) -> bool {
        let before = match self.items.last() {
            Some(Item::Record { record, .. }) => {
                record.cells.iter().rev().find(|cell| !cell.is_empty()).map_or("", |cell| cell.text.as_str())
            }
            Some(Item::Text { cell, .. }) => cell.text.as_str(),
            _ => return false,
        };
        let joins = before.ends_with(['&', ',', '-', '/', '(', '–'])
            || [" and", " or", " the", " of", " to", " a"].iter().any(|it| before.ends_with(it));
        let ends = before.ends_with(['.', '!', '?', ':', ';']);
        joins || text.starts_with(|c: char| c.is_lowercase()) && !(gap && ends)
    }

    /// Tells whether line `at` is a heading with rows of this table below it.
    fn is_heading_between(&self, at: usize) -> bool {
        heading::is_heading_like(self.lines().text(at))
            && self.next_full(at + 1).is_some_and(|next| self.is_surely_row(next))
    }

    /// Tells whether a row with every cell, or with a label, begins at line `at`.
    fn is_surely_row(&self, at: usize) -> bool {
        if !self.lines().text(at).contains(self.style.separator) {
            return false;
        }
        let (record, _) =
            split::record(self.lines(), at, (at + TALLEST).min(self.end), self.style, &mut self.endless.clone());
        if self.is_foreign(&record) {
            return false;
        }
        match self.style.number {
            Some(_) => {
                self.is_labelled(&record)
                    || record.cells.len() == self.style.width && record.only().is_some_and(|it| it == 0)
            }
            None => record.cells.len() == self.style.width,
        }
    }

    fn rows_follow(&self, from: usize) -> bool {
        self.next_full(from).is_some_and(|next| self.is_surely_row(next))
    }

    /// Returns the next line that is neither blank nor passed over.
    fn next_full(&self, from: usize) -> Option<usize> {
        (from..self.end.min(from + TALLEST)).find(|&at| !self.lines().is_blank(at) && !self.is_passed_over(at))
    }
}
