//! Wording that runs out of the frame of the last row: on over the page, where no ruling goes with it.
//!
//! In: a table so far and the lines behind it. Out: what goes on from its last row, piece by piece, each with its column. A
//! line is taken only where its pieces stand within one column each, below wording of the same row.

use std::ops::Range;

use super::draft::Draft;
use super::join;
use crate::pages::LinePlace;
use crate::reading::Reading;
use crate::span::Span;

/// How far wording may stand out of its column, and to the left of what stands above it, in tenths of a point.
const SLACK: i32 = 20;
const INDENT: i32 = 200;

/// Returns what of `lines` goes on from the last row of `draft`, up to the first line that does not: pieces of lines, each
/// with its column.
pub fn pieces(reading: &Reading<'_>, draft: &Draft, lines: Range<usize>) -> Vec<(Span, usize)> {
    let mut found: Vec<(Span, usize)> = Vec::new();
    let Some(pages) = reading.pages else { return found };
    for line in lines {
        if join::is_passed_over(reading, line) {
            continue;
        }
        let Some(shape) = pages.lines.get(line).filter(|shape| !shape.bold && !reading.in_grid(line)) else { break };
        let pieces: Option<Vec<(Span, usize)>> = chunks(reading, line)
            .into_iter()
            .map(|span| {
                let (left, right) = shape.place.extent(span)?;
                let column = column(draft, left, right).filter(|&column| Some(column) != draft.number)?;
                let last = found.iter().rev().find(|(_, of)| *of == column).map(|&(span, _)| span);
                let started = last.is_some();
                let last = last.or_else(|| draft.last_span(column))?;
                let above = &pages.lines.get(last.line as usize)?.place;
                let goes_on = match above.page == shape.place.page {
                    true => started || draft.open,
                    // A line at the left edge of a page may as well begin a paragraph of its own.
                    false => column > 0 || reading.lines.slice(span).starts_with(char::is_lowercase),
                };
                let further_in = left.saturating_add(INDENT) >= above.extent(last)?.0;
                (goes_on && further_in && follows(above, &shape.place)).then_some((span, column))
            })
            .collect();
        match pieces {
            Some(pieces) => found.extend(pieces),
            None => break,
        }
    }
    found
}

/// Cuts a line where its words stand far apart.
fn chunks(reading: &Reading<'_>, line: usize) -> Vec<Span> {
    let mut chunks: Vec<Span> = Vec::new();
    for word in reading.lines.words(line) {
        match chunks.last_mut() {
            Some(last) if word.start < last.end + 2 => last.end = word.end,
            _ => chunks.push(word),
        }
    }
    chunks
}

/// Returns the column of the table within which something from `left` to `right` stands.
fn column(draft: &Draft, left: i32, right: i32) -> Option<usize> {
    let within = |pair: &[i32]| pair[0].saturating_sub(SLACK) <= left && right <= pair[1].saturating_add(SLACK);
    let column = draft.edges.windows(2).position(within)?;
    draft.of.get(column).filter(|columns| columns.len() == 1).map(|columns| columns.start)
}

/// Tells whether a line follows on the one above it: closely, or on the next page.
fn follows(above: &LinePlace, place: &LinePlace) -> bool {
    let height = (i64::from(place.bottom) - i64::from(place.top)).max(1);
    match above.page == place.page {
        true => i64::from(place.top) - i64::from(above.bottom) <= height && place.top > above.top,
        false => place.page == above.page + 1,
    }
}
