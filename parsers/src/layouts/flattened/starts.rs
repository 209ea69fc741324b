//! At which lines rows begin: the best chain of labels.
//!
//! A number at the front of a line may be a row's label, an item of a list inside a cell, or a year. Each candidate is
//! scored by its surroundings (a blank line or a finished row before it, a date cell below it), each pair that follows one
//! another by how well the numbers follow; the chain with the highest sum wins.

use std::collections::BTreeSet;

use super::body::BodyLine;
use super::evidence::{self, Dates};
use crate::date::{self, DatePart};
use crate::label::{self, Label};
use crate::lines::Lines;

/// How far back a chain may skip candidates.
const REACH: usize = 30;
/// How many lines of a row are looked at for its cells.
const AHEAD: usize = 60;

/// A row begins at line `at` of the body.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// The index in the body's lines.
    pub at: usize,
    /// Its label.
    pub label: Label<'a>,
}

/// What the table's columns let a row be known by.
#[derive(Debug, Clone, Copy)]
pub struct Expect {
    /// Whether there is a column with dates after the action.
    pub dates: bool,
    /// Whether there is a status column.
    pub status: bool,
    /// Whether rows end in a date or an owner.
    pub closed_by_cell: bool,
}

/// Finds where rows begin among `body`.
pub fn find<'a>(body: &[BodyLine], lines: &Lines<'a>, expect: Expect) -> Vec<Start<'a>> {
    let mut candidates: Vec<Start<'a>> = body
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            let text = lines.slice(line.span);
            label::leading(text).filter(|label| !is_dated(text, label)).map(|label| Start { at, label })
        })
        .collect();
    // A table whose first row bears a bare number has no labels with letters: `M3` is a deadline there.
    if candidates.first().is_some_and(|first| starts_with_digit(&first.label)) {
        candidates.retain(|candidate| starts_with_digit(&candidate.label));
    }
    let shapes = common_shapes(&candidates);
    let set_apart = candidates.iter().filter(|candidate| is_apart(&body[candidate.at])).count();
    let around = Around { body, lines, expect, shapes: &shapes, dense: set_apart * 3 < candidates.len() };
    let mut best: Vec<(i32, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        // A number at the front of a line in the middle of a paragraph ends no row.
        let rival = candidates[index + 1..].iter().find(|next| around.dense || is_boundary(next.at, body, lines));
        let own = local(candidate, rival.map_or(body.len(), |next| next.at), &around);
        let mut score = (own, None);
        for before in index.saturating_sub(REACH)..index {
            let through = best[before].0 + own + follows(&candidates[before], candidate);
            if through > score.0 {
                score = (through, Some(before));
            }
        }
        best.push(score);
    }
    // The chain ends at the candidate with the highest sum; later ones would lower it.
    let mut at = (0..best.len())
        .max_by_key(|&index| (best[index].0, std::cmp::Reverse(index)))
        .filter(|&index| best[index].0 > 0);
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.push(candidates[index]);
        at = best[index].1;
    }
    chain.reverse();
    chain
}

/// Tells whether a row may end before line `at`: at a blank line, at a page's end, or behind a last cell.
fn is_boundary(at: usize, body: &[BodyLine], lines: &Lines<'_>) -> bool {
    is_apart(&body[at]) || at.checked_sub(1).is_none_or(|before| ends_in_cell(lines.slice(body[before].span)))
}

fn is_apart(line: &BodyLine) -> bool {
    line.blank > 0 || line.torn
}

fn starts_with_digit(label: &Label<'_>) -> bool {
    label.bare.starts_with(|c: char| c.is_ascii_digit())
}

/// Tells whether what looks like a label is the front of a date: `5 Dec 2020`, `Q4 2021`, `05/12/2018`.
fn is_dated(text: &str, label: &Label<'_>) -> bool {
    match date::leading(text) {
        Some((DatePart::Day { year, .. } | DatePart::Quarter { year, .. }, length)) => {
            // A whole line that is a day and a month: its year has wrapped.
            let whole = length == text.trim_end().len() && length > label.printed.len();
            whole || year.is_some() && length >= label.printed.len()
        }
        Some((DatePart::Week { .. }, _)) => true,
        // `2 weeks`
        _ => label.printed.len() < text.trim_end().len() && date::is_span(text),
    }
}

/// Returns how candidates are mostly written: with a full stop, in brackets, with letters.
fn common_shapes(candidates: &[Start<'_>]) -> BTreeSet<String> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for candidate in candidates {
        *counts.entry(shape(&candidate.label)).or_default() += 1;
    }
    let enough = candidates.len() / 6;
    counts.into_iter().filter(|&(_, count)| count >= enough.max(1)).map(|(shape, _)| shape).collect()
}

fn shape(label: &Label<'_>) -> String {
    let printed = label.printed.trim_start_matches(label.mark);
    let mut shape: String = printed
        .chars()
        .map(|c| {
            if c.is_ascii_digit() {
                '9'
            } else if c.is_alphabetic() {
                'a'
            } else {
                c
            }
        })
        .collect();
    while shape.contains("99") {
        shape = shape.replace("99", "9");
    }
    shape
}

/// What a candidate is judged by besides itself.
struct Around<'s, 'a> {
    body: &'s [BodyLine],
    lines: &'s Lines<'a>,
    expect: Expect,
    /// How labels are mostly written here.
    shapes: &'s BTreeSet<String>,
    /// Whether rows follow one another without blank lines.
    dense: bool,
}

fn local(candidate: &Start<'_>, next: usize, around: &Around<'_, '_>) -> i32 {
    let &Around { body, lines, expect, shapes, dense } = around;
    let line = &body[candidate.at];
    let text = lines.slice(line.span);
    let rest = text.get(candidate.label.printed.len()..).unwrap_or("").trim_start();
    let before = candidate.at.checked_sub(1).map(|at| lines.slice(body[at].span));
    let mut score = match (line.blank > 0 || line.torn, before) {
        (true, _) | (_, None) => 20,
        (_, Some(before)) if expect.closed_by_cell && ends_in_cell(before) => 15,
        // Where no row is set apart from the one before, a blank line tells nothing.
        _ if dense && !expect.closed_by_cell => 0,
        _ if expect.closed_by_cell => -60,
        _ => -30,
    };
    score += if rest.is_empty() || rest.starts_with(|c: char| !c.is_lowercase()) { 5 } else { -10 };
    if is_year(&candidate.label) {
        score -= 70;
    }
    if !shapes.contains(&shape(&candidate.label)) {
        score -= 8;
    }
    if !candidate.label.mark.is_empty() {
        score += 5;
    }
    if looks_like_row(candidate.at, next, body, lines, expect) { score + 30 } else { score - 10 }
}

/// Tells whether a cell of another column follows the action within the row.
fn looks_like_row(at: usize, next: usize, body: &[BodyLine], lines: &Lines<'_>, expect: Expect) -> bool {
    if !expect.dates && !expect.status {
        return true;
    }
    (at..next.min(at + AHEAD)).any(|index| {
        let text = lines.slice(body[index].span);
        let text = if index == at { after_action(text, expect) } else { Some(text) };
        // What follows the action on the row's own line was found by its look already.
        let found =
            |text| expect.dates && begins_with_date_cell(text) || expect.status && opens_cell(text, &body[index]);
        text.is_some_and(|text| index == at || found(text))
    })
}

/// Returns what may be further cells on a row's first line: its words from a date or a status on.
fn after_action(text: &str, expect: Expect) -> Option<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let rest = |at: usize| text.get(words[at].as_ptr() as usize - text.as_ptr() as usize..);
    (2..words.len().min(60)).filter_map(rest).find(|rest| {
        expect.dates && begins_with_date_cell(rest)
            || expect.status && rest.starts_with(char::is_uppercase) && evidence::has_status_word(rest)
    })
}

fn opens_cell(text: &str, line: &BodyLine) -> bool {
    (line.blank > 0 || line.torn || text.split_whitespace().count() <= 3) && evidence::has_status_word(text)
}

fn begins_with_date_cell(text: &str) -> bool {
    (1..=3).any(|count| front(text, count).is_some_and(|front| evidence::date_fit(front, Dates::Deadline).is_some()))
}

/// Returns the first `count` words of `text`, where it has so many.
fn front(text: &str, count: usize) -> Option<&str> {
    let text = text.trim();
    let last = text.split_whitespace().nth(count - 1)?;
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    text.get(..end)
}

/// Tells whether `text` ends as the last cell of a row: in a date, or in redaction marks.
pub fn ends_in_cell(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let tail = |count: usize| words.len().checked_sub(count).map(|from| words[from..].join(" "));
    (1..=2)
        .filter_map(tail)
        .any(|tail| evidence::date_fit(&tail, Dates::Raised).is_some() || crate::mark::is_redacted(&tail))
}

fn is_year(label: &Label<'_>) -> bool {
    label.bare.len() == 4 && label.number().is_some_and(|number| (1900..2100).contains(&number))
}

/// How well one label follows another.
fn follows(before: &Start<'_>, after: &Start<'_>) -> i32 {
    if !before.label.mark.is_empty() || !after.label.mark.is_empty() {
        return 10;
    }
    let (Some(first), Some(second)) = (order(before.label.bare), order(after.label.bare)) else { return 5 };
    if first.0 != second.0 {
        return 5;
    }
    match second.1 - first.1 {
        1 => 30,
        0 => -10,
        2..=30 => 15,
        31.. => 0,
        _ => -20,
    }
}

/// Splits a label into what stands before its last number, and that number: `ACT-2019-`, 7.
fn order(bare: &str) -> Option<(&str, i64)> {
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let start = bare.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let number = bare.get(start..)?.parse().ok()?;
    Some((bare.get(..start)?, number))
}

/// Tells whether row `index` of `starts` is out of order, so that the rows around it follow one another without it.
pub fn is_foreign(starts: &[Start<'_>], index: usize) -> bool {
    let number = |at: usize| starts.get(at).and_then(|start| start.label.number());
    let before = index.checked_sub(1).and_then(number);
    match (before, number(index), number(index + 1)) {
        (Some(before), Some(own), Some(after)) => before < after && (own > after || own < before),
        _ => false,
    }
}
