//! Headings above and between rows: what looks like one, and which of them names a table.
//!
//! In: lines. Out: the table's title, and whether a wording carries a date. A document's own title is never taken here.

use std::sync::LazyLock;

use regex::Regex;

use crate::cell::Cell;
use crate::columns;
use crate::layouts::furniture;
use crate::ledger::Class;
use crate::lines::Lines;
use crate::pattern::{LETTER, pattern};
use crate::problem::ProblemKind;
use crate::reading::{HeaderColumn, Reading};
use crate::row::{DatePlace, Field};
use crate::span::Span;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    pattern(&format!(
        r"(?i)\b(?:19|20)[0-9][0-9]\b|\b[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{2,4}}\b|\b(?:{months})[a-z]*\.?\s*['’‘]?\s*[0-9]"
    ))
});
static METADATA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?ix)^(?:(?:date|published|updated|last\s+updated|issued|revised|reviewed|printed|version|status|correct|position|produced)
        (?:\s+(?:on|as\s+at|at|of))?\b\s*:?\s*[^0-9A-Za-z_]?[0-9] | (?:as\s+(?:at|of)|correct\s+at|updated|published|issued|version)\b | [{LETTER}][{LETTER}\s]{{0,24}}:\s+\S)",
    ))
});
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:actions?|items?|notes?|points?)\s+[#(]?[A-Z]{0,4}[-/.]?[0-9][0-9A-Za-z_./-]*\)?\s*[:.–—-]")
});
static STATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?:list\s+of\s+|all\s+|table\s+of\s+)?(?:proposed|completed?|closed?|ongoing|on-going|open|outstanding|current|new|live|active|
        pending|carried|cancelled|superseded|partially|recently|remaining|previous|not\s+started|in\s+progress)\b.*\b(?:actions?|items?|tasks?|points?|recommendations?)\b",
    )
});
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:log|register|tracker|action list|action plan|list of actions|minutes|committee|forum|board|group)\b",
    )
});

/// The longest heading, in words.
const LONGEST: usize = 16;

/// Tells whether `text` reads like a heading: short, begun like one, no sentence, no note on a row, no `Updated: …`.
pub fn is_heading_like(text: &str) -> bool {
    let text = text.trim();
    let mut words = text.split_whitespace();
    let begins = text.trim_start_matches(['#', '*', '_', '"', '“', '‘', '(', ' ']).chars().next();
    text.len() <= 400
        && words.by_ref().take(LONGEST + 1).count() <= LONGEST
        && begins.is_some_and(|c| c.is_uppercase() || c.is_numeric())
        && !text.ends_with(['.', ',', ';', '!'])
        && !is_metadata(text)
        && !is_note(text)
}

/// Tells whether `text` begins a note on a row: `Action 4: …`.
pub fn is_note(text: &str) -> bool {
    NOTE.is_match(text.trim_start())
}

/// Tells whether `text` says something of the document as a whole: `Updated: …`, `As at …`.
pub fn is_metadata(text: &str) -> bool {
    METADATA.is_match(text.trim_start())
}

/// Tells whether `text` names the state of the actions below it: `Completed actions`, `Open items`.
pub fn names_a_state(text: &str) -> bool {
    STATE.is_match(bare(text))
}

/// Tells whether a date, or a month with a figure, stands in `text`.
pub fn has_date(text: &str) -> bool {
    DATE.is_match(text)
}

/// Returns the span of `part`, which must be a piece of line `index`.
pub fn span_of(lines: &Lines<'_>, index: usize, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(lines.text(index).as_ptr() as usize);
    Span::new(index, start, start + part.len())
}

/// Takes the heading that stands directly above line `start` as a table's title, and places its words. The document's
/// own title is left alone.
pub fn take_title(reading: &mut Reading<'_>, start: usize) -> Option<Cell> {
    let index = title_line(reading, start)?;
    let span = span_of(&reading.lines, index, bare(reading.lines.text(index)));
    let title = Cell::from_span(span, &reading.lines);
    reading.ledger.claim(reading.lines.trimmed(index), Class::Headings);
    note_date(reading, &title);
    Some(title)
}

/// Says aloud which column was taken for that of the actions, where no heading names them.
pub fn note_choice(reading: &mut Reading<'_>, columns: &[HeaderColumn]) {
    let Some(action) = columns.iter().find(|column| column.field == Field::Action) else { return };
    if columns::is_chosen(reading.vocabulary, &action.cell.text) {
        let message = format!(
            "no heading of this table names actions; what stands below “{}” was taken for them, for its wordings are the longest",
            action.cell.text
        );
        reading.problem(ProblemKind::NoHeader, message, action.cell.spans.clone());
    }
}

/// Keeps the wording of a heading that carries a date.
pub fn note_date(reading: &mut Reading<'_>, heading: &Cell) {
    if has_date(&heading.text) {
        reading.dates.push((DatePlace::Heading, heading.clone()));
    }
}

/// Returns `text` without the marks of a Markdown heading or of bold type around it.
pub fn bare(text: &str) -> &str {
    unbold(text.trim().trim_start_matches('#').trim_end_matches('#'))
}

/// Returns `text` without the marks of bold type around it.
pub fn unbold(text: &str) -> &str {
    let text = text.trim();
    match text.len() > 4 && ["**", "__"].iter().any(|mark| text.starts_with(mark) && text.ends_with(mark)) {
        true => text.get(2..text.len() - 2).unwrap_or(text).trim(),
        false => text,
    }
}

fn title_line(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let lines = &reading.lines;
    let mut index = start;
    let mut skipped = 0;
    let mut passed = 0;
    loop {
        index = (index.saturating_sub(4)..index).rev().find(|&at| !lines.is_blank(at))?;
        let text = lines.text(index).trim();
        // On a page as it is drawn, a page heading or a line of the legend may stand between as well.
        let aside = reading.pages.is_some()
            && (furniture::of(reading).contains(index)
                || reading.ledger.class_of(lines.trimmed(index)) == Some(Class::Legend));
        if aside && passed < 8 {
            passed += 1;
            continue;
        }
        if !reading.ledger.is_free(index) || reading.in_grid(index) || skipped > 1 {
            return None;
        }
        // A date line, or a rule below the heading, may stand between the heading and its table.
        if !is_metadata(text) && text.chars().any(char::is_alphanumeric) {
            break;
        }
        skipped += 1;
    }
    let text = lines.text(index);
    let gaps = text.trim().matches("   ").count();
    let fits = is_heading_like(text) && !text.contains(['\t', '|']) && gaps == 0;
    (fits && may_be_title(reading, index)).then_some(index)
}

/// Tells whether a heading in line `index` may be a table's title: it is not the document's own.
pub fn may_be_title(reading: &Reading<'_>, index: usize) -> bool {
    let lines = &reading.lines;
    let text = lines.text(index);
    let Some(first) = (0..index).find(|&at| !lines.is_blank(at)) else { return false };
    let level = |at: usize| lines.text(at).trim_start().chars().take_while(|&c| c == '#').count();
    if names_a_state(text) || level(index) > level(first).max(1) {
        return true;
    }
    let in_first_block = (first..index).all(|at| !lines.is_blank(at));
    let only_titles_above =
        index - first <= 12 && (first..index).all(|at| lines.is_blank(at) || is_heading_like(lines.text(at)));
    let names_document = DOCUMENT.is_match(text) && only_titles_above && reading.tables.is_empty();
    !in_first_block && !names_document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_sentences_notes_and_date_lines() {
        for text in
            ["Completed actions", "## Open actions", "GATES AND STILES", "Ongoing Actions 14/06/2022", "1. Governance"]
        {
            assert!(is_heading_like(text), "{text}");
        }
        for text in [
            "The list has been numbered afresh.",
            "Action 4: who may moor",
            "Updated: 3 May 2020",
            "and the gate",
            "As at 3 May",
        ] {
            assert!(!is_heading_like(text), "{text}");
        }
    }

    #[test]
    fn states_and_dates_are_seen_in_headings() {
        assert!(names_a_state("## Completed actions") && names_a_state("Proposed Complete Actions"));
        assert!(!names_a_state("Bells and ropes"));
        assert!(has_date("Ongoing Actions 14/06/2022") && has_date("Actions at March ’19") && !has_date("Room 14"));
    }
}
