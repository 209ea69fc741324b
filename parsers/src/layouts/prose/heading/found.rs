//! Which lines are headings, and how strong: by their type on pages, by their wording elsewhere.
//!
//! In: a line. Out: a heading that begins there, if one does. How headings rank among one another is not judged here.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::style::Styles;
use super::super::{form, furniture, mark, wording};
use crate::layouts::minutes;
use crate::reading::Reading;

/// A heading as it was found.
pub(super) struct Found {
    /// Its rank: the lower, the further out.
    pub(super) rank: u32,
    /// Whether it is set apart by more than standing alone.
    pub(super) strong: bool,
    /// The lines it takes up.
    pub(super) lines: Range<usize>,
}

/// Finds the heading that begins at line `index`, by its type or by its wording.
pub(super) fn find(reading: &Reading<'_>, index: usize, named: &BTreeSet<String>, styles: &Styles) -> Option<Found> {
    /// Ranks by wording within one type.
    const FORMS: u32 = 8;
    let told = form(reading, index, named);
    if !reading.shapes.are_known() {
        return told.map(|(rank, lines)| Found { rank, strong: rank < 3, lines });
    }
    let typed = styles.heading(reading, index).filter(|_| may_be_heading(reading, index));
    let depth = match mark::leading(reading.lines.text(index)) {
        Some(mark) => typed_depth(reading, index, mark),
        None => Some(1),
    };
    if let (Some((rank, lines)), Some(depth)) = (typed, depth) {
        let lines = lines.start..told.map_or(lines.end, |(_, told)| lines.end.max(told.end));
        return Some(Found { rank: rank * FORMS + depth, strong: true, lines });
    }
    told.map(|(form, lines)| Found { rank: styles.plain() * FORMS + form, strong: form < 3, lines })
}

/// Returns how deep the numbering goes of a line that its type tells a heading; nothing for items of a list.
fn typed_depth(reading: &Reading<'_>, index: usize, mark: mark::Mark) -> Option<u32> {
    let wording = reading.lines.text(index).get(mark.text..).unwrap_or("").trim();
    let lone = !has_like_beside(reading, index, mark);
    let larger = reading.shapes.is_larger(index);
    match mark.style {
        _ if wording.is_empty() => None,
        mark::Style::Number(parts) if larger || lone => Some(u32::try_from(parts).unwrap_or(3).min(3)),
        mark::Style::Letter if larger && lone => Some(3),
        _ => None,
    }
}

/// Tells whether line `index` is free, has letters, is no longer than headings are, and opens no action.
fn may_be_heading(reading: &Reading<'_>, index: usize) -> bool {
    let text = reading.lines.text(index).trim();
    !text.is_empty()
        && text.len() <= 300
        && reading.ledger.is_free(index)
        && !reading.in_figures(index)
        && text.split_whitespace().nth(30).is_none()
        && !minutes::opens(reading, index)
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Returns how strong a heading begins at line `index` by its wording (0 is strongest), and the lines it takes.
fn form(reading: &Reading<'_>, index: usize, named: &BTreeSet<String>) -> Option<(u32, Range<usize>)> {
    let lines = &reading.lines;
    let text = lines.text(index).trim();
    if !may_be_heading(reading, index) {
        return None;
    }
    let one = index..index + 1;
    if let Some(level) = markdown_level(text) {
        return Some((level, one));
    }
    let numbered = mark::leading(lines.text(index));
    if named.contains(&wording::key(text)) && numbered.is_none_or(|mark| mark.label.is_some()) && !text.ends_with('.') {
        return Some((0, one));
    }
    if let Some(lines) = named_over_two_lines(reading, index, named) {
        return Some((0, lines));
    }
    let below = lines.text(index + 1).trim();
    let stands_off = is_break(reading, index.checked_sub(1));
    if stands_off
        && numbered.is_none()
        && below.len() >= 3
        && (below.chars().all(|c| c == '=') || below.chars().all(|c| c == '-' || c == '~'))
    {
        return Some((if below.starts_with('=') { 1 } else { 2 }, index..index + 2));
    }
    if text.ends_with([';', ',', '?', '!'])
        || text.trim_start_matches(|c: char| !c.is_alphabetic()).contains('\t')
        || numbered.is_some() && is_labelled(reading, index + 1) && !minutes::opens_numbered(reading, index + 1)
    {
        return None;
    }
    match numbered {
        Some(mark) if mark.label.is_some() && !matches!(mark.style, mark::Style::Bullet(_)) => {
            return numbered_heading(reading, index, mark).map(|form| (form, one));
        }
        Some(_) => return None,
        None => {}
    }
    if is_upper(text) && !text.ends_with('.') {
        let mut end = index + 1;
        // A long heading may run over lines; another heading stands apart.
        while end < index + 3
            && reading.ledger.is_free(end)
            && is_upper(lines.text(end).trim())
            && mark::leading(lines.text(end)).is_none()
            && text.len() > 40
        {
            end += 1;
        }
        return Some((1, index..end));
    }
    let bold = text
        .strip_prefix("**")
        .and_then(|rest| rest.trim_end_matches(':').strip_suffix("**"))
        .or_else(|| text.strip_prefix("__").and_then(|rest| rest.strip_suffix("__")));
    if bold.is_some_and(|inner| !inner.contains("**") && inner.split_whitespace().nth(14).is_none()) {
        return Some((3, one));
    }
    weak(reading, index, text, stands_off).then_some((4, one))
}

fn markdown_level(text: &str) -> Option<u32> {
    let level = text.chars().take_while(|&c| c == '#').count();
    let spaced = text.get(level..).is_some_and(|rest| rest.starts_with(' ') && rest.contains(char::is_alphabetic));
    // Levels from 1 to 6 all rank before bold and bare lines.
    ((1..=6).contains(&level) && spaced).then(|| u32::try_from(level).map_or(2, |level| level.saturating_sub(1).min(3)))
}

fn named_over_two_lines(reading: &Reading<'_>, index: usize, named: &BTreeSet<String>) -> Option<Range<usize>> {
    let (first, second) = (reading.lines.text(index), reading.lines.text(index + 1));
    if named.is_empty() || second.trim().is_empty() || second.len() > 300 || !reading.ledger.is_free(index + 1) {
        return None;
    }
    named.contains(&wording::key(&format!("{first} {second}"))).then_some(index..index + 2)
}

/// Tells numbered headings from numbered items: an item has its like next to it, or a sentence for a wording.
fn numbered_heading(reading: &Reading<'_>, index: usize, mark: mark::Mark) -> Option<u32> {
    let lines = &reading.lines;
    let wording = lines.text(index).get(mark.text..).unwrap_or("").trim();
    let depth = match mark.style {
        mark::Style::Number(parts) => u32::try_from(parts).unwrap_or(3).min(3),
        _ => return None,
    };
    if wording.is_empty() || wording.ends_with('.') || wording.split_whitespace().nth(13).is_some() || mark.indent > 4 {
        return None;
    }
    if is_upper(wording) {
        return Some(depth);
    }
    let plain = wording.starts_with(char::is_uppercase) && form::of(wording) == form::Form::Other;
    (plain
        && is_break(reading, index.checked_sub(1))
        && !has_like_beside(reading, index, mark)
        && (lines.is_blank(index + 1) || after_is_longer(reading, index)))
    .then_some(depth)
}

/// Tells whether the line before or after line `index` is an item that counts up to or from the one with `mark`.
fn has_like_beside(reading: &Reading<'_>, index: usize, mark: mark::Mark) -> bool {
    let lines = &reading.lines;
    // Items count up from one to the next; a list that begins below a heading begins anew.
    // `AP3:` below `4.` counts something else.
    let coded = |line: usize, mark: mark::Mark| {
        let label = mark.label.and_then(|(start, end)| lines.text(line).get(start..end));
        label.is_some_and(|label| label.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let alike = |other: Option<usize>, step: i64| {
        let found = other.and_then(|other| Some((other, mark::leading(lines.text(other))?)));
        found.is_some_and(|(other, found)| {
            let counts_up = match (found.number, mark.number) {
                (Some(other), Some(this)) => {
                    i64::try_from(other).ok() == i64::try_from(this).ok().map(|this| this + step)
                }
                _ => true,
            };
            found.style == mark.style
                && coded(other, found) == coded(index, mark)
                && found.indent.abs_diff(mark.indent) < 3
                && counts_up
        })
    };
    let before = (0..index).rev().take(4).find(|&other| !lines.is_blank(other));
    let after = (index + 1..lines.len()).take(4).find(|&other| !lines.is_blank(other));
    alike(before, -1) || alike(after, 1)
}

/// Tells whether `text` is a short line that stands by itself or right above what it heads.
fn weak(reading: &Reading<'_>, index: usize, text: &str, stands_off: bool) -> bool {
    let lines = &reading.lines;
    let bare = text.trim_end_matches(':');
    let lists_below = mark::leading(lines.text(index + 1)).is_some();
    if wording::is_inner(bare)
        && bare.starts_with(char::is_uppercase)
        && (stands_off || lists_below || is_break(reading, Some(index + 1)))
    {
        return true;
    }
    let last = (index + 1..lines.len()).take(6).all(|other| lines.is_blank(other));
    let shape = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '“' | '"'))
        && text.split_whitespace().nth(10).is_none()
        && bare.len() <= 90;
    let sentence = text.ends_with('.') || text.contains(". ") || form::of(text) == form::Form::Strong;
    let lead_in = text.ends_with(':')
        && (text.split_whitespace().nth(4).is_some() || !is_break(reading, Some(index + 1)) && !lists_below);
    let labelled = text.contains(": ");
    let below = is_break(reading, Some(index + 1)) || lists_below || after_is_longer(reading, index);
    shape && stands_off && below && !last && !sentence && !lead_in && !labelled
}

/// Tells whether line `index` was ended on purpose: the line below is a sentence, or much longer.
fn after_is_longer(reading: &Reading<'_>, index: usize) -> bool {
    let (this, below) = (reading.lines.text(index), reading.lines.text(index + 1));
    let indent = |line: &str| mark::column(line.get(..line.len() - line.trim_start().len()).unwrap_or(""));
    if !reading.ledger.is_free(index + 1) || indent(below) > indent(this) {
        return false;
    }
    let (this, below) = (this.trim(), below.trim());
    let numbered_below = mark::leading(below).is_some_and(|mark| matches!(mark.style, mark::Style::Number(2..)));
    let sentence =
        this.split_whitespace().nth(5).is_none() && below.ends_with(['.', '!', '?']) && below.len() > this.len();
    let capital = below.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    this.len() < 50 && capital && (below.len() > 60 || sentence || numbered_below)
}

/// Tells whether nothing to be read on with stands in line `index`: it is blank, outside, or was taken.
fn is_break(reading: &Reading<'_>, index: Option<usize>) -> bool {
    index.is_none_or(|index| {
        index >= reading.lines.len() || reading.lines.is_blank(index) || !reading.ledger.is_free(index)
    })
}

fn is_labelled(reading: &Reading<'_>, index: usize) -> bool {
    minutes::labelled(reading, index).is_some()
}

pub(super) fn is_underline(reading: &Reading<'_>, line: usize, first: usize) -> bool {
    line > first && furniture::is_rule(reading.lines.text(line).trim())
}

fn is_upper(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (all, upper) = letters.fold((0, 0), |(all, upper), c| (all + 1, upper + usize::from(!c.is_lowercase())));
    let word = text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 3);
    all >= 3 && word && upper == all
}
