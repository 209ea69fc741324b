//! What stands between and inside the rows of a flattened table and is none of their text: legends, displaced headings,
//! page furniture.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::cell::Cell;
use crate::layouts::{furniture, heading};
use crate::ledger::Class;
use crate::lines::Lines;
use crate::reading::{Header, Reading};
use crate::row::Field;
use crate::span::Span;
use crate::{date, label, status};

use super::{evidence, starts};

/// How many blank lines in a row stand for a page break.
pub const PAGE_GAP: usize = 3;
/// How many words a legend line or a displaced heading has at the most.
const SHORT: usize = 7;

/// A line of a table's body that may belong to a row.
#[derive(Debug, Clone, Copy)]
pub struct BodyLine {
    /// Its text, without white space at the ends.
    pub span: Span,
    /// How many blank lines stand before it.
    pub blank: usize,
    /// Whether a page ends before it, or something foreign stands before it.
    pub torn: bool,
    /// Whether something foreign (a legend line, a heading) stands before it.
    pub interrupted: bool,
}

/// The body of a table, sorted out.
#[derive(Debug, Default)]
pub struct Body {
    /// The lines that may belong to rows.
    pub lines: Vec<BodyLine>,
    /// Legend lines among them.
    pub legend: Vec<Span>,
    /// Headings among them.
    pub headings: Vec<Cell>,
    /// Page furniture among them.
    pub furniture: Vec<Span>,
    /// Headings that group the rows below them, each with the index in `lines` of the line it stands before.
    pub sections: Vec<(usize, Cell)>,
    /// The line at which the table ends.
    pub end: usize,
}

/// What stands right above a header: a legend, a title.
#[derive(Debug, Default)]
pub struct Preamble {
    /// The line it begins at.
    pub start: usize,
    /// The title, where there is one.
    pub title: Option<Cell>,
    /// Legend lines.
    pub legend: Vec<Span>,
}

/// Finds what belongs to the header from above: short lines, after a gap.
pub fn preamble(reading: &Reading<'_>, header: &Header) -> Preamble {
    let lines = &reading.lines;
    let mut start = header.lines.start;
    let mut run = Vec::new();
    let mut blank = 0;
    for line in (0..header.lines.start).rev().take(120) {
        if lines.is_blank(line) {
            blank += 1;
            continue;
        }
        if !reading.ledger.is_free(line) || !is_short_line(lines.text(line)) {
            break;
        }
        // The lines above a wide gap belong together with those below it only if they are short as well.
        let page_before = lines.page(line) != lines.page(line + 1);
        if !run.is_empty() && (blank >= PAGE_GAP || page_before) {
            break;
        }
        blank = 0;
        run.push(line);
        start = line;
    }
    let set_apart = start == 0 || lines.is_blank(start - 1) || lines.page(start - 1) != lines.page(start);
    let mut found = Preamble { start: header.lines.start, ..Preamble::default() };
    if run.is_empty() || !set_apart {
        return found;
    }
    found.start = start;
    let mut title = run.iter().position(|&line| is_table_title(lines.text(line)));
    // What opens the document is its own title, unless it only says which actions follow.
    let opens_document = (0..start).all(|line| lines.is_blank(line));
    if opens_document && title.is_some_and(|at| !heading::names_a_state(lines.text(run[at]))) {
        run.pop();
        title = None;
        found.start = run.last().copied().unwrap_or(header.lines.start);
    }
    if let Some(at) = title {
        found.title = Some(Cell::from_span(lines.trimmed(run[at]), lines));
    }
    let rest: Vec<usize> = run.iter().enumerate().filter(|(at, _)| Some(*at) != title).map(|(_, &line)| line).collect();
    // What opens the document and says what it is, or of when, is its head and no legend.
    let heads = |&line: &usize| {
        let text = lines.text(line).trim();
        heading::is_metadata(text) || heading::has_date(text) || is_table_title(text)
    };
    if opens_document && title.is_none() && rest.iter().any(heads) {
        found.start = header.lines.start;
        return found;
    }
    // One short line alone is more likely a heading than a legend, and is left to whoever reads headings.
    if rest.len() >= 2 {
        found.legend = rest.iter().rev().map(|&line| lines.trimmed(line)).collect();
    } else if title.is_none() || rest.is_empty() {
        found.start = title.map_or(header.lines.start, |at| run[at]);
    }
    found
}

/// Sorts out the lines of `range`, the body of the table below `header`.
pub fn collect(reading: &Reading<'_>, header: &Header, range: Range<usize>) -> Body {
    let lines = &reading.lines;
    let legend = known_legend(reading);
    let running = running_lines(reading, &range);
    let header_text = Cell::from_lines(header.lines.clone(), lines).text;
    let mut body = Body { end: range.end, ..Body::default() };
    let last_column = header.columns.last().map(|column| column.field);
    let (mut blank, mut torn, mut interrupted) = (0, false, false);
    let mut page = lines.page(range.start);
    for index in range.clone() {
        if lines.is_blank(index) {
            blank += 1;
            torn |= blank >= PAGE_GAP;
            continue;
        }
        torn |= lines.page(index) != page;
        page = lines.page(index);
        let span = lines.trimmed(index);
        let text = lines.slice(span);
        if reading.ledger.class_of(span) == Some(Class::Furniture) {
            // The header row again, at the top of a page.
            torn = true;
            blank = 0;
        } else if !reading.ledger.is_free(index) {
            break_here(&mut torn, &mut interrupted, &mut blank);
        } else if is_note(text) && (blank > 0 || torn) {
            body.end = index;
            break;
        } else if legend.contains(&folded(text)) {
            body.legend.push(span);
            break_here(&mut torn, &mut interrupted, &mut blank);
        } else if is_displaced_heading(text) {
            body.headings.push(Cell::from_span(span, lines));
            break_here(&mut torn, &mut interrupted, &mut blank);
        } else if running.contains(&index)
            || (furniture::of(reading).contains(index) && !text.starts_with(char::is_lowercase))
            || header_text == folded_spaces(text)
        {
            body.furniture.push(span);
            torn = true;
            blank = 0;
        } else if (blank > 0 || torn || body.lines.is_empty())
            && is_section(text, &body, index + 1..range.end, lines, last_column)
        {
            body.sections.push((body.lines.len(), Cell::from_span(span, lines)));
            blank += 1;
        } else {
            body.lines.push(BodyLine { span, blank, torn, interrupted });
            (blank, torn, interrupted) = (0, false, false);
        }
    }
    body
}

/// Tells whether `text` is a heading between two rows: short, with a row's label in the line after it, and a finished row
/// before it. Where rows do not end in a date, a short line may as well be a last cell, and must look like a heading.
fn is_section(text: &str, body: &Body, mut after: Range<usize>, lines: &Lines<'_>, last_column: Option<Field>) -> bool {
    if !is_short_line(text) || evidence::opens_status(text) || text.contains('…') {
        return false;
    }
    let next = after.find(|&next| !lines.is_blank(next)).map_or("", |next| lines.text(next).trim_start());
    let row_follows = label::leading(next).is_some_and(|label| next.len() > label.printed.len() + 1);
    let capitals = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && text.len() > 3;
    let numbered = ["Section ", "Priority ", "Part ", "Theme ", "Objective ", "Strand ", "Workstream ", "Goal "];
    let finished = match body.lines.last() {
        None => true,
        Some(_) if capitals || numbered.iter().any(|word| text.starts_with(word)) => true,
        Some(last) => {
            matches!(last_column, Some(Field::Deadline | Field::Raised)) && starts::ends_in_cell(lines.slice(last.span))
        }
    };
    row_follows && finished
}

fn break_here(torn: &mut bool, interrupted: &mut bool, blank: &mut usize) {
    *torn = true;
    *interrupted = true;
    *blank = 0;
}

/// Tells whether `text` is so short, and so much unlike a row's text, that it may be a legend line or a title.
fn is_short_line(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    words <= SHORT
        && !text.ends_with(['.', '?', '!', ';', ',', '–', '-'])
        && label::leading(text).is_none()
        && date::leading(text).is_none()
        && (!evidence::has_status_word(text) || is_table_title(text))
        && text.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
        && text.contains(char::is_alphabetic)
}

/// Tells whether `text` reads as the title of a table of actions.
fn is_table_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    text.split_whitespace().count() <= 8
        && words.any(|word| matches!(word, "action" | "actions" | "recommendations" | "log"))
}

/// Tells whether `text` is a table's title that stands among the rows: `Ongoing Actions 14/06/2022`.
fn is_displaced_heading(text: &str) -> bool {
    let words = text.split_whitespace().count();
    if !(2..=SHORT).contains(&words) || text.ends_with(['.', ':', ';', ',']) {
        return false;
    }
    let Some((_, length)) = status::leading(text) else { return false };
    let rest = text.get(length..).unwrap_or("").trim_start().to_lowercase();
    let Some(after) = ["actions", "action log", "action points", "items", "recommendations"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
    else {
        return false;
    };
    let after = after.trim_start_matches([' ', '–', '-', '(', ':']).trim_end_matches(')');
    after.is_empty() || after.contains(|c: char| c.is_ascii_digit())
}

/// Tells whether `text` opens a note below the table: `Action 4: …`.
fn is_note(text: &str) -> bool {
    let Some(rest) = ["Action ", "ACTION ", "Note on action ", "Note on Action ", "Notes on Action "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
    else {
        return false;
    };
    let number = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    number > 0 && rest.get(number..).is_some_and(|after| after.trim_start().starts_with([':', '–', '-']))
}

/// Returns the lines, folded, that stand in a block of short lines above any header of the document: its legend.
fn known_legend(reading: &Reading<'_>) -> BTreeSet<String> {
    let lines = &reading.lines;
    let claimed = reading.legend_lines.iter();
    claimed.map(|&span| folded(lines.slice(span))).filter(|line| !line.is_empty()).collect()
}

/// Returns the lines at the edges of pages that stand there on more than one page, or hold nothing but a page number.
fn running_lines(reading: &Reading<'_>, range: &Range<usize>) -> BTreeSet<usize> {
    let lines = &reading.lines;
    let filled: Vec<usize> = range.clone().filter(|&index| !lines.is_blank(index)).collect();
    let mut edges = BTreeSet::new();
    for pair in filled.windows(2) {
        let gap = pair[1] - pair[0] > PAGE_GAP || lines.page(pair[0]) != lines.page(pair[1]);
        if gap {
            edges.insert(pair[0]);
            edges.insert(pair[1]);
        }
    }
    // The last line of all is the foot of the last page where it counts pages.
    edges.extend(filled.last().filter(|&&last| is_page_number(lines.text(last))));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for &edge in &edges {
        *seen.entry(without_digits(lines.text(edge))).or_default() += 1;
    }
    edges.retain(|&edge| {
        let text = lines.text(edge).trim();
        let repeated = seen.get(&without_digits(text)).is_some_and(|&count| count > 1) && is_short_furniture(text);
        repeated && text.contains(char::is_alphabetic) || is_page_number(text)
    });
    edges
}

/// Tells whether a repeated line may be furniture: short, no label, and neither a date nor a status, which rows repeat.
fn is_short_furniture(text: &str) -> bool {
    text.split_whitespace().count() <= 16
        && label::leading(text).is_none()
        && date::leading(text).is_none()
        && !evidence::opens_status(text)
        && !evidence::is_closed(text)
        && !text.starts_with('…')
}

fn is_page_number(text: &str) -> bool {
    // `3/9`: the third page of nine.
    if let Some((page, of)) =
        text.trim().split_once('/').and_then(|(page, of)| Some((page.parse().ok()?, of.parse().ok()?)))
    {
        let (page, of): (u16, u16) = (page, of);
        return (1..=of).contains(&page);
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let numbers = |word: &String| word.trim_matches(['-', '–', '|']).chars().all(|c| c.is_ascii_digit());
    let known = |word: &String| matches!(word.as_str(), "page" | "of" | "p" | "p." | "|" | "-" | "–") || numbers(word);
    words.iter().any(|word| word == "page" || word == "p." || word == "-" || word == "–")
        && words.len() <= 5
        && words.iter().all(known)
}

fn without_digits(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn folded_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Folds a line for comparing legend lines: bullets before it and white space away. Case and punctuation stay: the last
/// line of a sentence (`bylaws.`) is not the legend's `Bylaws`.
fn folded(text: &str) -> String {
    folded_spaces(text.trim_start_matches(|c: char| !c.is_alphanumeric()))
}
