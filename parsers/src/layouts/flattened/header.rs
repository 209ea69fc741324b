//! Header rows of flattened tables: `# Completed Actions Deadline Status When from?`, on one line or on several.

use crate::cell::Cell;
use crate::columns::{self, Vocabulary};
use crate::label;
use crate::lines::Lines;
use crate::reading::{Header, HeaderColumn, Reading};
use crate::row::{Field, Layout};
use crate::span::Span;

use super::{body, stacked};

/// How many lines a header may take up, blank ones included.
const MOST_LINES: usize = 24;
/// How many blank lines may stand between two headings.
const MOST_BLANK: usize = 2;
/// How many words may qualify the action heading: `Proposed Complete Actions`.
const MOST_QUALIFIERS: usize = 4;
/// How far below the header the first row must begin, in lines.
const NEAR: usize = 40;
/// How many lines below a header are looked at where no label stands near it.
const FAR: usize = 200;

/// Looks for a header row that begins at line `index`: three headings or more, among them the action's, and nothing else.
pub fn find(reading: &Reading<'_>, index: usize) -> Option<Header> {
    let lines = &reading.lines;
    let mut words = lines.text(index).split_whitespace();
    if !may_open(words.next()?) {
        return None;
    }
    // Cheap to ask of every line: a heading stands first, or the action's behind the words that qualify it.
    let is_action =
        |word: &str| reading.vocabulary.exact_meaning(word).is_some_and(|meaning| meaning.field == Field::Action);
    let first = lines.text(index).split_whitespace().next().unwrap_or("");
    if !reading.vocabulary.opens(first) && !qualifies(first) && !words.take(MOST_QUALIFIERS).any(is_action) {
        return None;
    }
    // The longest run of whole lines that reads as headings, and nothing else, is the header.
    let mut best = None;
    let mut words = Vec::new();
    let mut blank = 0;
    for line in index..lines.len().min(index + MOST_LINES) {
        if lines.is_blank(line) {
            blank += 1;
            if blank > MOST_BLANK {
                break;
            }
            continue;
        }
        blank = 0;
        if line > index && label::leading(lines.text(line).trim_start()).is_some_and(|label| label.number().is_some()) {
            break;
        }
        words.extend(lines.words(line));
        if words.len() > 40 {
            break;
        }
        // `Action Owner` is one heading where another action heading stands, and two where none does.
        let read = |split| headings(&words, lines, reading.vocabulary, split);
        if let Some((columns, title)) = read(false).or_else(|| read(true)) {
            // A line of its own that no heading explains is a column only if headings follow; else it is a section's heading.
            let last = columns.last().filter(|last| last.field == Field::Extra);
            let own_line = last.and_then(|last| last.cell.spans.first()).is_some_and(|span| {
                span.line as usize > index && span.start == lines.trimmed(span.line as usize).start
            });
            let one_a_line = columns.len() >= (index..=line).filter(|&line| !lines.is_blank(line)).count();
            if !own_line || !one_a_line {
                best = Some((line + 1, columns, title));
            }
        } else if best.is_some() {
            break;
        }
    }
    let (end, columns, title) = best?;
    if begins_below(reading, index, end, &columns) {
        return None;
    }
    let near = end..lines.len().min(end + NEAR);
    let labelled = near.clone().any(|line| label::leading(lines.text(line).trim_start()).is_some());
    let header = Header { lines: index..end, layout: Layout::Flattened, title, columns, separator: None };
    (labelled || is_stacked(reading, &header)).then_some(header)
}

/// Tells whether rows without labels stand below `header`, a cell below the other.
fn is_stacked(reading: &Reading<'_>, header: &Header) -> bool {
    let below = header.lines.end..reading.lines.len().min(header.lines.end + FAR);
    let body = body::collect(reading, header, below);
    stacked::find(header, &body.lines, &reading.lines).is_some()
}

/// Tells whether the header begins further down, below a title: `Completed actions`, then `Ref  Action  Owner  Status`.
fn begins_below(reading: &Reading<'_>, index: usize, end: usize, columns: &[HeaderColumn]) -> bool {
    let lines = &reading.lines;
    // A title is fused with the header where it stands for its action heading; it does not where the header has its own.
    if columns.first().is_none_or(|first| first.field != Field::Action) {
        return false;
    }
    // The header may reach further down than what reads as one together with the title.
    let longer =
        |line: usize| find(reading, line).is_some_and(|own| own.lines.end > end && own.columns.len() >= columns.len());
    if (index + 1..end).find(|&line| !lines.is_blank(line)).is_some_and(longer) {
        return true;
    }
    (index + 1..end).filter(|&line| !lines.is_blank(line)).any(|line| {
        if crate::layouts::separated::find_header(reading, line).is_some()
            || crate::layouts::aligned::find_header(reading, line).is_some()
        {
            return true;
        }
        let mut words = Vec::new();
        for below in line..end {
            words.extend(lines.words(below));
        }
        let read = |split| headings(&words, lines, reading.vocabulary, split);
        read(false).or_else(|| read(true)).is_some_and(|(own, _)| {
            own.first().is_some_and(|first| first.field == Field::Number || first.field == Field::Raised)
                && own.iter().filter(|column| column.field == Field::Action).count() == 1
        })
    })
}

fn may_open(word: &str) -> bool {
    word.chars().count() <= 20 && word.starts_with(|c: char| c.is_uppercase() || c == '#')
}

/// Reads `words` as headings that follow one another. Words before the action heading that are no heading qualify it, and
/// make the table's title with it.
fn headings(
    words: &[Span],
    lines: &Lines<'_>,
    vocabulary: &Vocabulary,
    split_action: bool,
) -> Option<(Vec<HeaderColumn>, Option<Cell>)> {
    let texts: Vec<&str> = words.iter().map(|&word| lines.slice(word)).collect();
    let mut columns: Vec<HeaderColumn> = Vec::new();
    let mut title = None;
    let mut unknown: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = &texts[at..];
        // A phrase may run over a line end, but not over a blank line.
        let blank = |pair: &[Span]| pair[1].line > pair[0].line + 1;
        let reach = words[at..].windows(2).position(blank).map_or(rest.len(), |last| last + 1);
        let rest = &rest[..reach];
        let alone = split_action && matches!(rest[0].to_lowercase().as_str(), "action" | "actions");
        let rest = if alone { &rest[..1] } else { rest };
        match vocabulary.leading(rest) {
            // `Status` may be a heading as well as the first word of one that qualifies the action.
            Some((meaning, count)) => {
                // `Raised at meeting` is one heading: those that follow begin as headings do.
                let goes_on = |next: &usize| {
                    words[*next].line == words[*next - 1].line && texts[*next].starts_with(char::is_lowercase)
                };
                let opened = texts[at].starts_with(char::is_uppercase);
                let more = if opened { (at + count..words.len()).take_while(goes_on).count() } else { 0 };
                let whole = Cell::from_spans(words[at..at + count + more].to_vec(), lines).text;
                let fits = vocabulary.meaning(&whole).is_some_and(|all| all.field == meaning.field);
                let count = if more > 0 && fits { count + more } else { count };
                let mut cell = Cell::from_spans(words[at..at + count].to_vec(), lines);
                if meaning.field == Field::Action && !unknown.is_empty() && unknown.len() <= MOST_QUALIFIERS {
                    unknown.extend_from_slice(&words[at..at + count]);
                    cell = Cell::from_spans(std::mem::take(&mut unknown), lines);
                    title = Some(cell.clone());
                }
                push_unknown(&mut columns, &mut unknown, lines);
                columns.push(HeaderColumn { cell, field: meaning.field });
                at += count;
            }
            // `First raised?` is one heading, not two.
            None if unknown.is_empty() && qualifies(texts[at]) && at + 1 < words.len() => {
                match vocabulary.leading(&texts[at + 1..]) {
                    Some((meaning, count)) if meaning.field != Field::Action => {
                        let cell = Cell::from_spans(words[at..=at + count].to_vec(), lines);
                        columns.push(HeaderColumn { cell, field: meaning.field });
                        at += count + 1;
                    }
                    _ => {
                        unknown.push(words[at]);
                        at += 1;
                    }
                }
            }
            None => {
                unknown.push(words[at]);
                at += 1;
            }
        }
    }
    let strangers =
        columns.iter().filter(|column| column.field == Field::Extra).count() + usize::from(!unknown.is_empty());
    if !unknown.is_empty() {
        push_unknown(&mut columns, &mut unknown, lines);
    }
    // A header begins with a heading that is known, and an unknown one is short: a legend above it is no part of it.
    let long = |column: &HeaderColumn| {
        column.field == Field::Extra
            && (column.cell.text.split(' ').count() > 3 || column.cell.text.contains(|c: char| c.is_ascii_digit()))
    };
    if columns.first().is_none_or(|first| first.field == Field::Extra) || columns.iter().any(long) {
        return None;
    }
    keep_the_more_exact(&mut columns, vocabulary);
    keep_first_of_each(&mut columns);
    // A second action heading belongs to a title that follows, not to this header.
    if columns
        .iter()
        .filter(|column| vocabulary.meaning(&column.cell.text).is_some_and(|meaning| meaning.field == Field::Action))
        .count()
        > 1
    {
        return None;
    }
    let known_fields = columns.iter().filter(|column| column.field != Field::Extra).count();
    let has_action = columns.iter().any(|column| column.field == Field::Action);
    let short = texts
        .iter()
        .all(|text| text.len() <= 24 && !text.ends_with([',', ';', '.']) || text.len() <= 4 || *text == "No.");
    let plausible = has_action && known_fields >= 3 && strangers <= 2 && strangers < known_fields && short;
    plausible.then_some((columns, title))
}

/// Tells whether `word` qualifies the heading behind it and is no heading of its own.
fn qualifies(word: &str) -> bool {
    const QUALIFIERS: &[&str] = &[
        "first",
        "new",
        "current",
        "original",
        "originally",
        "revised",
        "latest",
        "agreed",
        "expected",
        "planned",
        "proposed",
        "overall",
        "last",
    ];
    QUALIFIERS.contains(&word.to_lowercase().as_str())
}

/// Makes a column of words that no heading explains.
fn push_unknown(columns: &mut Vec<HeaderColumn>, unknown: &mut Vec<Span>, lines: &Lines<'_>) {
    if !unknown.is_empty() {
        let cell = Cell::from_spans(std::mem::take(unknown), lines);
        columns.push(HeaderColumn { cell, field: Field::Extra });
    }
}

/// Of two headings of one field the more exact keeps it: `RAG … Progress`.
fn keep_the_more_exact(columns: &mut [HeaderColumn], vocabulary: &Vocabulary) {
    let texts: Vec<&str> = columns.iter().map(|column| column.cell.text.as_str()).collect();
    let meant = columns::assign(vocabulary, &texts);
    let claims = |field: Field| columns.iter().filter(|column| column.field == field).count();
    let fields: Vec<Field> = columns
        .iter()
        .zip(&meant)
        .map(|(column, &meant_as)| match meant_as {
            // By its place a heading may mean something else than by itself.
            Field::Deadline | Field::Owner if claims(meant_as) == 0 => meant_as,
            Field::Extra if claims(column.field) > 1 && meant.contains(&column.field) => Field::Extra,
            _ => column.field,
        })
        .collect();
    for (column, field) in columns.iter_mut().zip(fields) {
        column.field = field;
    }
}

/// Makes the second heading of a field an extra column: `Status … Comments`.
fn keep_first_of_each(columns: &mut [HeaderColumn]) {
    for index in 1..columns.len() {
        let (before, rest) = columns.split_at_mut(index);
        if before.iter().any(|column| column.field == rest[0].field) {
            rest[0].field = Field::Extra;
        }
    }
}
