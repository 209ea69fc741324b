//! Lists: items with marks, what wraps below them, and what is nested in them.
//!
//! In: the free lines from an item on. Out: the items, with places only. Whether they are actions is decided elsewhere.

use super::heading::Outline;
use super::labelled::{self, Labelled};
use super::mark::{self, Mark, Style};
use super::style;
use crate::cell::Cell;
use crate::layouts::minutes;
use crate::reading::Reading;
use crate::span::Span;

/// One item of the outer level.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// The lines it takes up, in order.
    pub lines: Vec<usize>,
    /// Its number or letter, where it has one.
    pub label: Option<Span>,
    /// The places of its own wording.
    pub own: Vec<Span>,
    /// The places of each nested item, mark included.
    pub parts: Vec<Vec<Span>>,
    /// The labelled lines below it.
    pub fields: Vec<Labelled>,
}

/// A list and the line behind it.
#[derive(Debug, Default)]
pub struct List {
    /// Its items.
    pub items: Vec<Item>,
    /// The first line that is not of the list.
    pub end: usize,
}

impl Item {
    /// Returns the item's own wording, without what is nested in it.
    pub fn own_text(&self, reading: &Reading<'_>) -> String {
        Cell::from_spans(self.own.clone(), &reading.lines).text
    }

    /// Returns the item's wording with all that is nested in it.
    pub fn wording(&self, reading: &Reading<'_>) -> Cell {
        let spans = self.own.iter().chain(self.parts.iter().flatten()).copied();
        Cell::from_spans(spans.collect(), &reading.lines)
    }

    fn add(&mut self, line: usize, span: Span) {
        self.lines.push(line);
        match self.parts.last_mut() {
            Some(part) => part.push(span),
            None => self.own.push(span),
        }
    }
}

/// Reads the list whose first item stands in line `start`.
pub fn read(reading: &Reading<'_>, outline: &Outline, start: usize) -> List {
    let lines = &reading.lines;
    let mut list = List { items: Vec::new(), end: start + 1 };
    let Some(first) = mark::leading(lines.text(start)) else { return list };
    let mut top = first;
    let mut number = None;
    let mut gap = Gap::None;
    let mut width = 60;
    let mut last = start;
    let mut index = start;
    while index < lines.len() {
        if lines.is_blank(index) || !super::is_told(reading, index) {
            gap = gap.wider(reading, index, last);
            index += 1;
            continue;
        }
        if !reading.ledger.is_free(index)
            || outline.at(index).is_some()
            || (index > start && minutes::opens(reading, index))
        {
            break;
        }
        if let Some(item) = list.items.last_mut()
            && labelled::read(reading, index).is_some()
        {
            let (fields, end) = labelled::group(reading, outline, index, &item.fields);
            if !fields.is_empty() {
                item.lines.extend((index..end).filter(|&line| !lines.is_blank(line) && reading.ledger.is_free(line)));
                item.fields.extend(fields);
                (last, list.end, index, gap) = (end - 1, end, end, Gap::None);
                continue;
            }
        }
        let line = lines.text(index);
        let before = lines.text(last).trim_end();
        let found = mark::leading(line).filter(|mark| index == start || !is_wrapped(line, mark, before, gap, number));
        let kind = match &found {
            Some(_) if index == start => Step::Top,
            Some(mark) => step(mark, &top, gap, number, line),
            None if carries_on(reading, index, last, gap, &top, width) => Step::Wrap,
            None => Step::End,
        };
        match (kind, found) {
            (Step::Top, Some(mark)) => {
                top = mark;
                number = mark.number;
                let label = mark.label.map(|(from, to)| Span::new(index, from, to));
                let text = Span::new(index, mark.text, mark.text.max(line.trim_end().len()));
                list.items.push(Item { lines: vec![index], label, own: vec![text], ..Item::default() });
            }
            (Step::Nested, Some(_)) => {
                if let Some(item) = list.items.last_mut() {
                    item.lines.push(index);
                    item.parts.push(vec![lines.trimmed(index)]);
                }
            }
            (Step::Wrap, _) => {
                if let Some(item) = list.items.last_mut() {
                    item.add(index, lines.trimmed(index));
                }
            }
            _ => break,
        }
        width = width.max(line.trim_end().chars().take(200).count());
        (last, list.end, gap) = (index, index + 1, Gap::None);
        index += 1;
    }
    list
}

enum Step {
    Top,
    Nested,
    Wrap,
    End,
}

/// What stands between a line and the one read before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Page,
}

impl Gap {
    fn wider(self, reading: &Reading<'_>, index: usize, last: usize) -> Self {
        let page = !reading.lines.is_blank(index) || reading.lines.page(index + 1) != reading.lines.page(last);
        self.max(if page { Self::Page } else { Self::Blank })
    }
}

/// Says where an item with `mark` belongs, given the mark of the last outer item.
fn step(mark: &Mark, top: &Mark, gap: Gap, number: Option<u64>, line: &str) -> Step {
    let follows = matches!((mark.number, number), (Some(this), Some(last)) if this == last + 1);
    if mark.style == top.style {
        if mark.indent > top.indent && !follows {
            return Step::Nested;
        }
        let restarts = matches!((mark.number, number), (Some(this), Some(last)) if this <= last) && gap == Gap::Blank;
        return if restarts { Step::End } else { Step::Top };
    }
    if mark.indent > top.indent {
        return Step::Nested;
    }
    let close = gap != Gap::Blank;
    match (top.style, mark.style) {
        (Style::Number(1), Style::Number(_)) => {
            let parent = mark.label.and_then(|(from, to)| line.get(from..to)).and_then(|label| label.split('.').next());
            if parent.and_then(|parent| parent.parse().ok()) == number && number.is_some() {
                Step::Nested
            } else {
                Step::End
            }
        }
        (Style::Number(_), Style::Letter) => Step::Nested,
        (Style::Number(_) | Style::Letter, Style::Bullet(_)) | (Style::Bullet(_), Style::Letter)
            if close && mark.indent >= top.indent =>
        {
            Step::Nested
        }
        (Style::Bullet(_), Style::Bullet(_)) if close && mark.indent >= top.indent => Step::Nested,
        // Less far in than the item before: the list began with what turns out to be nested.
        (Style::Bullet(_), Style::Bullet(_)) if close => Step::Top,
        _ => Step::End,
    }
}

/// Tells whether what looks like a mark is the wrapped text of the item above: `… – for all\n– and more`, `… in\n2019. Then …`
fn is_wrapped(line: &str, mark: &Mark, before: &str, gap: Gap, number: Option<u64>) -> bool {
    if gap == Gap::Blank {
        return false;
    }
    let unfinished = !before.ends_with(['.', ';', ':', '?', '!', ')']);
    let text = line.get(mark.text..).unwrap_or("");
    match mark.style {
        Style::Bullet('–' | '—' | '-') => {
            unfinished && mark.label.is_none() && text.starts_with(char::is_lowercase) && before.chars().count() > 60
        }
        Style::Number(1) => match (mark.number, number) {
            (Some(this), Some(last)) => unfinished && !(last < this && this <= last + 5) && this != 1,
            _ => false,
        },
        _ => false,
    }
}

/// Tells whether a line without a mark goes on with the item above.
fn carries_on(reading: &Reading<'_>, index: usize, last: usize, gap: Gap, top: &Mark, width: usize) -> bool {
    let (line, before) = (reading.lines.text(index), reading.lines.text(last).trim_end());
    let text = line.trim_start();
    let indent = mark::column(line.get(..line.len() - text.len()).unwrap_or(""));
    let finished = before.ends_with(['.', '?', '!', ';', ':']);
    let small = text.starts_with(|c: char| c.is_lowercase() || matches!(c, ')' | ',' | ';'));
    match gap {
        Gap::None => {
            let word = text.split_whitespace().next().map_or(0, |word| word.chars().count());
            if reading.shapes.are_known() {
                // A line ended on purpose ends the item.
                return indent > top.indent || small || !style::is_ended(reading, last, index);
            }
            let broken_early = before.chars().take(200).count() + word + 1 < width * 4 / 5;
            indent > top.indent || small || !(finished && broken_early)
        }
        Gap::Blank | Gap::Page => indent > top.indent + 1 || (small && !finished),
    }
}
