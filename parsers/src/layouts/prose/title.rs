//! The document's title, and the lines that say when it was made.
//!
//! In: the free lines. Out: [`Reading::title`], dates with their places, and the ledger. A heading of a section is no
//! title unless it is the first line of the text, or the largest at the head of the first page.

use super::{contents, is_told, labelled, mark, style, wording};
use crate::cell::Cell;
use crate::ledger::Class;
use crate::reading::Reading;
use crate::row::{DatePlace, Field};
use crate::span::Span;

/// Reads the title at the head of the text and returns the line it begins on.
pub fn read(reading: &mut Reading<'_>) -> Option<usize> {
    let largest = largest(reading);
    let opening = (0..reading.lines.len()).find(|&index| is_told(reading, index))?;
    let first = largest.first().copied().unwrap_or(opening);
    if reading.title.is_some()
        || !reading.ledger.is_free(first)
        || largest.is_empty() && !is_title_like(reading.lines.text(first))
        || labelled::read(reading, first)
            .is_some_and(|labels| labels.iter().any(|label| label.is_telling() || label.field == Field::Number))
    {
        return None;
    }
    let mut taken = if largest.is_empty() { vec![first] } else { largest };
    let mut next = taken.last().map_or(first, |last| last + 1);
    while reading.shapes.are_known() == style::is_alike(reading, first, next)
        && taken.len() < 3
        && goes_on(reading, next)
    {
        taken.push(next);
        next += 1;
    }
    let below = (next..reading.lines.len()).take(2).find(|&index| is_told(reading, index));
    if let Some(below) = below.filter(|&below| ends_date(reading, &taken, below)) {
        taken.push(below);
        next = below + 1;
    }
    // A body's name alone is followed by what the document is: `Harbour Forum`, then `Action log, May 2021`.
    let text = |taken: &[usize]| taken.iter().map(|&line| reading.lines.text(line)).collect::<Vec<_>>().join(" ");
    let mut dated = (opening..first).find(|&line| {
        is_told(reading, line) && reading.ledger.is_free(line) && wording::is_only_date(reading.lines.text(line))
    });
    for _ in 0..2 {
        let Some(below) = (next..reading.lines.len()).take(4).find(|&index| is_told(reading, index)) else { break };
        let line = reading.lines.text(below).trim();
        if !reading.ledger.is_free(below) || !is_title_like(line) || line.split_whitespace().nth(16).is_some() {
            break;
        }
        if wording::is_only_date(line) {
            dated = Some(below);
        } else if !wording::names_document(&text(&taken))
            && wording::names_document(line)
            && !wording::is_inner(line)
            && !wording::is_summary(line)
            && !wording::tells_date(line)
        {
            taken.push(below);
        } else {
            break;
        }
        next = below + 1;
    }
    let lines = &reading.lines;
    let title =
        Cell::from_spans(taken.iter().map(|&line| plain(lines.trimmed(line), lines.text(line))).collect(), lines);
    let date_line = dated.map(|line| Cell::from_lines(line..line + 1, lines));
    for cell in [Some(&title), date_line.as_ref()].into_iter().flatten() {
        if wording::is_dated(&cell.text) {
            reading.dates.push((DatePlace::Title, cell.clone()));
        }
    }
    for line in taken.into_iter().chain(dated) {
        reading.ledger.claim_line(line, &reading.lines, Class::Headings);
    }
    reading.title = Some(title);
    Some(first)
}

/// Returns the lines at the head of the first page that are set larger than the others there; none where nothing is clearly
/// larger than running text, running text stands above, or sections are set as large.
fn largest(reading: &Reading<'_>) -> Vec<usize> {
    /// How many lines at the head of a page may be title, date, names of bodies.
    const HEAD: usize = 12;
    let size = |index: usize| reading.shapes.of(index).map_or(0, |shape| shape.size);
    let told = (0..reading.lines.len()).filter(|&index| is_told(reading, index) && reading.ledger.is_free(index));
    let is_running = |index: usize| {
        let text = reading.lines.text(index).trim();
        !reading.shapes.is_larger(index) && (text.ends_with('.') || text.split_whitespace().nth(14).is_some())
    };
    let head: Vec<usize> = told.take(HEAD).take_while(|&index| !is_running(index)).collect();
    let page = head.first().map(|&index| reading.lines.page(index));
    let head = head.into_iter().filter(|&index| Some(reading.lines.page(index)) == page);
    let set_apart: Vec<usize> = head.filter(|&index| reading.shapes.is_larger(index)).collect();
    let mut sizes: Vec<u16> = set_apart.iter().map(|&index| size(index)).collect();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    sizes.dedup();
    let opening = (0..reading.lines.len()).find(|&index| is_told(reading, index));
    for largest in sizes {
        let mut lines: Vec<usize> = Vec::new();
        for index in set_apart.iter().copied().filter(|&index| size(index).abs_diff(largest) < 5) {
            let follows = lines.last().is_none_or(|&last| {
                (last + 1..index).all(|between| reading.lines.is_blank(between))
                    && style::is_alike(reading, last, index)
            });
            if !follows || lines.len() >= 4 {
                break;
            }
            lines.push(index);
        }
        // A type that is met with further down is that of sections.
        let last = lines.last().copied().unwrap_or(0);
        let again = |index: usize| is_told(reading, index) && style::is_alike(reading, last, index);
        let is_own = lines.first().copied() == opening || !(last + 1..reading.lines.len()).any(again);
        // A line of it may end in a comma, or be nothing but a year.
        let whole = Cell::from_spans(lines.iter().map(|&index| reading.lines.trimmed(index)).collect(), &reading.lines);
        if is_own && is_title_like(&whole.text) {
            return lines;
        }
    }
    Vec::new()
}

/// Takes later lines that say the title again for page heads; only where the title is long enough to be no topic.
pub fn repeated(reading: &mut Reading<'_>) {
    let Some(title) = reading.title.as_ref().map(|title| wording::key(&title.text)) else { return };
    if title.split(' ').count() < 3 {
        return;
    }
    for index in 0..reading.lines.len() {
        let text = reading.lines.text(index);
        if text.len() < 400 && reading.ledger.is_free(index) && !text.trim().is_empty() && wording::key(text) == title {
            reading.ledger.claim_line(index, &reading.lines, Class::Furniture);
        }
    }
}

/// Takes the free lines that tell a date, such as `Updated: 4 March 2021`.
pub fn dates(reading: &mut Reading<'_>) {
    for index in 0..reading.lines.len() {
        let text = reading.lines.text(index).trim();
        if text.is_empty() || text.len() > 200 || !reading.ledger.is_free(index) {
            continue;
        }
        let stripped = text.trim_matches(['(', ')', '[', ']', '*', '_', '#', ' ']);
        if wording::tells_date(stripped) && mark::leading(text).is_none() {
            let cell = Cell::from_lines(index..index + 1, &reading.lines);
            reading.dates.push((DatePlace::Line, cell));
            reading.ledger.claim_line(index, &reading.lines, Class::Headings);
        }
    }
}

/// Cuts Markdown marks, and the empty cells of a spreadsheet's title row, from the ends of a heading's span.
pub fn plain(span: Span, line: &str) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let whole = line.get(start..end).unwrap_or("");
    let text = without_empty_cells(whole);
    let marks: &[char] = if text.len() < whole.len() { &['#', '*', '_', '"'] } else { &['#', '*', '_'] };
    let front = text.trim_start_matches(marks).trim_start();
    let cut = front.trim_end_matches(marks).trim_end();
    let front_cut = text.len() - front.len();
    if cut.is_empty() || (front_cut == 0 && text.len() == whole.len() && !text.starts_with(marks)) {
        return span;
    }
    Span::new(span.line as usize, start + front_cut, start + front_cut + cut.len())
}

/// Returns `line` without the separators of empty cells at its end.
fn without_empty_cells(line: &str) -> &str {
    let line = line.trim_end();
    let cut = line.trim_end_matches([',', ';', '\t', '|', ' ']);
    if line.len() >= cut.len() + 2 { cut } else { line }
}

fn is_title_like(line: &str) -> bool {
    // The empty cells of a spreadsheet's title row.
    let line = without_empty_cells(line);
    let text = line.trim().trim_matches(['#', '*', '_', ' ']);
    let colon_early = text
        .find(':')
        .is_some_and(|at| at < 20 && text.get(..at).is_some_and(|head| LABELS.contains(&head.to_lowercase().trim())));
    text.len() <= 300
        && text.split_whitespace().nth(34).is_none()
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !text.ends_with(['.', ';', '?', ','])
        && !text.contains('\t')
        && mark::leading(line).is_none_or(|mark| mark.label.is_some() && mark.number.is_none())
        && !colon_early
        && !contents::is_head(text)
        && !text.contains(". ")
}

/// Tells whether line `index` carries on the title above it.
fn goes_on(reading: &Reading<'_>, index: usize) -> bool {
    let text = without_empty_cells(reading.lines.text(index)).trim();
    if text.is_empty()
        || !reading.ledger.is_free(index)
        || !is_title_like(text)
        || text.ends_with(':')
        || text.split_whitespace().nth(20).is_some()
    {
        return false;
    }
    let words = text.split_whitespace().filter(|word| word.len() > 3);
    let (all, capital) = words
        .fold((0, 0), |(all, capital), word| (all + 1, capital + usize::from(word.starts_with(char::is_uppercase))));
    let labelled = text.contains(": ") && !wording::is_dated(text);
    !labelled
        && !wording::tells_date(text)
        && (capital * 2 >= all || wording::names_document(text) || wording::is_dated(text))
}

/// Tells whether line `index` is the end of a date that the title breaks off in: `… 9 November`, then `2023`.
fn ends_date(reading: &Reading<'_>, taken: &[usize], index: usize) -> bool {
    let last = taken.last().map_or("", |&line| reading.lines.text(line).trim());
    let text = reading.lines.text(index).trim();
    let is_year = text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|byte| byte.is_ascii_digit());
    let month = last.split_whitespace().next_back().unwrap_or("");
    is_year
        && reading.ledger.is_free(index)
        && month.starts_with(char::is_alphabetic)
        && wording::is_dated(&format!("{month} {text}"))
}

/// Labels at the head of minutes that begin no title.
const LABELS: &[&str] = &[
    "present",
    "attendees",
    "attending",
    "apologies",
    "date",
    "venue",
    "time",
    "chair",
    "location",
    "in attendance",
    "author",
    "owner",
    "action",
    "actions",
    "key",
    "status",
];

#[cfg(test)]
mod tests {
    use crate::row::DatePlace;
    use crate::{Vocabulary, parse};

    fn title(text: &str) -> Option<String> {
        parse(text, &Vocabulary::default()).title.map(|title| title.text)
    }

    #[test]
    fn the_first_headline_is_the_title() {
        assert_eq!(
            title("\nHARBOUR FORUM – WRITE UP – 15 MARCH 2021\n\nText of it.\n").as_deref(),
            Some("HARBOUR FORUM – WRITE UP – 15 MARCH 2021")
        );
        assert_eq!(
            title("FELL GROUP\nMinutes of the meeting on 8 May 2022\n\nPresent: all\n").as_deref(),
            Some("FELL GROUP Minutes of the meeting on 8 May 2022")
        );
        assert_eq!(title("# Fell group\n\n## Minutes\n\nAll came.\n").as_deref(), Some("Fell group Minutes"));
        assert_eq!(title("The group met in the hall, and it rained.\n"), None);
        assert_eq!(title("- Clerk to write\n"), None);
    }

    #[test]
    fn dates_keep_their_places() {
        let parsed = parse(
            "Fell group minutes\n\n8 May 2022\n\nUpdated: 9 May 2022\n\nNext meeting 4 June 2022.\n",
            &Vocabulary::default(),
        );
        let dates: Vec<_> = parsed.dates.iter().map(|(place, cell)| (*place, cell.text.as_str())).collect();
        assert_eq!(dates, [(DatePlace::Title, "8 May 2022"), (DatePlace::Line, "Updated: 9 May 2022")]);
    }
}
