//! What every table does with its rows in the end: labels parted from wording, sub-items, marks of older numberings.
//!
//! In: rows as their cells were collected. Out: rows in the reading, their words placed.

use crate::cell::Cell;
use crate::label;
use crate::layouts::legacy;
use crate::ledger::Class;
use crate::lines::Lines;
use crate::problem::ProblemKind;
use crate::reading::Reading;
use crate::row::{Field, Row};
use crate::span::Span;

/// A cell longer than this, in bytes, is remarked upon.
const HUGE: usize = 50_000;

/// Adds `rows` to the reading. With `fused`, the label of a row is the one its action begins with.
pub fn add_rows(reading: &mut Reading<'_>, rows: Vec<Row>, fused: bool) {
    let marks = legacy::explained_marks(reading);
    let mut bears_mark = false;
    for mut row in rows {
        if fused {
            part_label(&mut row);
        }
        row.legacy = row.label.as_ref().is_some_and(|label| legacy::bears(&label.text, &marks));
        bears_mark |= row.legacy;
        row.parts = parts(row.cell(Field::Action), &reading.lines);
        for (_, cell) in row.cells.iter().filter(|(_, cell)| cell.text.len() > HUGE) {
            let message = format!("a cell of {} bytes: perhaps several rows in one", cell.text.len());
            reading.problem(ProblemKind::HugeCell, message, cell.spans.first().copied().into_iter().collect());
        }
        reading.add_row(row);
    }
    if bears_mark {
        for (_, span) in marks {
            reading.ledger.claim(span, Class::Legend);
        }
    }
}

/// Notes in `row` that it was put together from pieces.
pub fn mark_continued(row: &mut Row, over_page: bool) {
    mark(row, if over_page { "continued over page" } else { "continued on next line" });
}

/// Notes in `row` what had to be mended, once.
pub fn mark(row: &mut Row, repair: &str) {
    if !row.repairs.iter().any(|it| it == repair) {
        row.repairs.push(repair.to_owned());
    }
}

/// Two columns of one heading keep their cells apart: `Notes`, `Notes~2`.
pub fn unique(headings: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::new();
    let tell = |heading: String| {
        let count = seen.entry(heading.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *count == 1 { heading } else { format!("{heading}~{count}") }
    };
    headings.into_iter().map(tell).collect()
}

/// Reads the label that an action begins with: `7. Paint …`.
pub fn fused_label(wording: &str) -> Option<&str> {
    let label = label::leading(wording)?;
    let more = wording.get(label.printed.len()..)?.trim();
    let plain = label.bare.len() == label.printed.len();
    // A bare number may count what follows: "7 bollards to be painted".
    let counts = plain && more.starts_with(char::is_lowercase);
    (!more.is_empty() && !counts).then_some(label.printed)
}

/// Parts the label from the action that begins with it.
fn part_label(row: &mut Row) {
    let action = row.cell_mut(Field::Action);
    let Some(printed) = fused_label(&action.text).map(str::to_owned) else { return };
    let Some(first) = action.spans.first_mut() else { return };
    let Ok(length) = u32::try_from(printed.len()) else { return };
    if first.end - first.start < length {
        return;
    }
    // White space may stand before the wording within its span, but never inside the label.
    let label = Span { end: first.start + length, ..*first };
    let rest = Span { start: first.start + length, ..*first };
    *first = rest;
    action.text = action.text[printed.len()..].trim_start().to_owned();
    row.label = Some(Cell { text: printed, spans: vec![label] });
}

/// Returns the sub-items of an action that stand on lines of their own: `a. …`, `- …`.
fn parts(action: Option<&Cell>, lines: &Lines<'_>) -> Vec<Cell> {
    let Some(action) = action else { return Vec::new() };
    let mut parts: Vec<Cell> = Vec::new();
    for (index, &span) in action.spans.iter().enumerate() {
        let piece = lines.slice(span).trim();
        let cell = Cell::from_span(span, lines);
        if index > 0 && begins_part(piece) {
            parts.push(cell);
        } else if let Some(part) = parts.last_mut() {
            part.append(&cell);
        }
    }
    for part in &mut parts {
        part.text = part.text.replace("\"\"", "\"");
    }
    parts
}

fn begins_part(piece: &str) -> bool {
    let Some(mark) = piece.split_whitespace().next() else { return false };
    if mark.len() == piece.len() {
        return false;
    }
    let bullet = matches!(mark, "-" | "–" | "—" | "•" | "*" | "o" | "◦" | "▪" | "\u{f0b7}");
    let inner = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    let closed = mark.ends_with(['.', ')']);
    let lettered = inner.len() == 1 && inner.chars().all(|c| c.is_ascii_lowercase());
    let roman = inner.len() <= 4 && !inner.is_empty() && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    bullet || closed && (lettered || roman)
}
