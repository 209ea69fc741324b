//! Recognises a header row whose headings stand apart by position, on one line or wrapped over a few.

use crate::cell::Cell;
use crate::columns;
use crate::label;
use crate::reading::{Header, HeaderColumn, Reading};
use crate::row::{Field, Layout};
use crate::span::Span;

use super::grid::{Chunk, Scale, chunks_of};
use crate::layouts::separated;

/// The longest header line in bytes, the longest heading in words.
const LONGEST: usize = 600;
const WORDIEST: usize = 5;
/// The most lines of a header row.
pub const TALLEST: usize = 4;

/// A heading and the positions it takes up.
#[derive(Debug, Clone)]
struct Heading {
    start: usize,
    end: usize,
    cell: Cell,
}

/// Looks for a header row that begins at line `index`.
pub fn find(reading: &Reading<'_>, index: usize) -> Option<Header> {
    let first = short_chunks(reading, index)?;
    if first.len() < 2 && !may_be_part(reading, index, &first) {
        return None;
    }
    let (score, headings, height) = best(reading, index)?;
    if height > 1 && best(reading, index + 1).is_some_and(|(other, _, lower)| other >= score && lower < height) {
        return None;
    }
    let end = index + height;
    let gaps = headings.len();
    if !(rows_below(reading, end, &headings) || gaps >= 4 && nothing_below(reading, end)) {
        return None;
    }
    let mut fields = fields_of(reading, &headings, end);
    let mut headings = headings;
    name_label_column(reading, end, &mut headings, &mut fields);
    let columns = headings.into_iter().zip(fields).map(|(heading, field)| HeaderColumn { cell: heading.cell, field });
    Some(Header {
        lines: index..end,
        layout: Layout::Aligned,
        title: None,
        columns: columns.collect(),
        separator: None,
    })
}

/// Reads the header row `header` where it stands again at line `index`, word for word and line by line.
///
/// What stands below it there may look like more of a heading: the rest of a row from the page before.
pub fn again(reading: &Reading<'_>, index: usize, header: &Header) -> Option<Header> {
    let lines = index..index + header.lines.len();
    let words = |line: usize| reading.lines.words(line).map(|word| reading.lines.slice(word));
    let same = header.lines.clone().zip(lines.clone()).all(|(there, here)| words(there).eq(words(here)));
    if !same || lines.end > reading.lines.len() {
        return None;
    }
    // Each word stands for the one in its place.
    let moved = |span: &Span| {
        let there = span.line as usize;
        let here = lines.start + there.checked_sub(header.lines.start)?;
        let mut spans = reading.lines.words(there).zip(reading.lines.words(here));
        let first = spans.find(|(word, _)| word.end > span.start)?.1;
        let last = spans.take_while(|(word, _)| word.start < span.end).last().map_or(first, |(_, word)| word);
        Some(Span { end: last.end, ..first })
    };
    let columns = header.columns.iter().map(|column| {
        let spans = column.cell.spans.iter().filter_map(moved).collect();
        HeaderColumn { cell: Cell { spans, ..column.cell.clone() }, field: column.field }
    });
    Some(Header { columns: columns.collect(), lines, ..header.clone() })
}

/// Returns the positions that each heading of `header` takes up.
pub fn extents(reading: &Reading<'_>, header: &Header) -> Vec<(usize, usize)> {
    let mut extents: Vec<(usize, usize)> = Vec::new();
    for column in &header.columns {
        let mut extent: Option<(usize, usize)> = None;
        for &span in &column.cell.spans {
            let chunks = chunks_of(reading, span.line as usize);
            for word in chunks.iter().flat_map(|chunk| &chunk.words).filter(|word| word.is_in(span)) {
                extent =
                    Some(extent.map_or((word.start, word.end), |(from, to)| (from.min(word.start), to.max(word.end))));
            }
        }
        let before = extents.last().map_or(0, |&(_, end)| end);
        extents.push(extent.unwrap_or((before, before)));
    }
    extents
}

fn short_chunks(reading: &Reading<'_>, index: usize) -> Option<Vec<Chunk>> {
    let text = reading.lines.text(index);
    if text.len() > LONGEST || text.trim().is_empty() || separated::is_rule(text) || text.contains('|') {
        return None;
    }
    let chunks = chunks_of(reading, index);
    let short = chunks.iter().all(|chunk| chunk.words.len() <= WORDIEST + 2);
    (short && chunks.len() <= 16).then_some(chunks)
}

/// A line with one short chunk may be the upper part of a wrapped heading.
fn may_be_part(reading: &Reading<'_>, index: usize, chunks: &[Chunk]) -> bool {
    let below = reading.lines.text(index + 1).trim();
    chunks.iter().all(|chunk| chunk.words.len() <= 2) && below.len() < LONGEST && below.contains("  ")
}

/// Returns the best reading of the lines from `index` as headings: its score, the headings, how many lines they take.
fn best(reading: &Reading<'_>, index: usize) -> Option<(usize, Vec<Heading>, usize)> {
    let mut found: Option<(usize, Vec<Heading>, usize)> = None;
    let mut lines: Vec<(usize, Vec<Chunk>)> = Vec::new();
    for height in 1..=TALLEST {
        let Some(chunks) = short_chunks(reading, index + height - 1) else { break };
        // A label in front begins the first row.
        let front = chunks.first().map(|chunk| chunk.cell(index + height - 1, &reading.lines));
        if height > 1 && front.is_some_and(|cell| label::leading(&cell.text).is_some()) {
            break;
        }
        lines.push((index + height - 1, chunks));
        let Some(headings) = group(reading, &lines) else { break };
        // Words below a heading belong to it where they leave it as well understood as before.
        let whole = |heading: &Heading| {
            heading.cell.spans.len() < 2 || reading.vocabulary.exact_meaning(&heading.cell.text).is_some()
        };
        let apt = headings.iter().all(whole);
        let goes_on = lines.last().is_some_and(|(line, chunks)| {
            chunks.iter().all(|chunk| chunk.cell(*line, &reading.lines).text.starts_with(char::is_lowercase))
        });
        let Some(score) = score(reading, &headings, index + height) else { continue };
        let better = found.as_ref().is_none_or(|(best, before, _)| {
            let same = before.len() == headings.len();
            score > *best || same && (score == *best && apt || goes_on && score + 2 > *best)
        });
        if better {
            found = Some((score, headings, height));
        }
    }
    found
}

/// Puts chunks that stand above one another together.
fn group(reading: &Reading<'_>, lines: &[(usize, Vec<Chunk>)]) -> Option<Vec<Heading>> {
    let mut pieces: Vec<(usize, usize, usize, &Chunk)> = lines
        .iter()
        .flat_map(|(line, chunks)| chunks.iter().map(|chunk| (chunk.start(), chunk.end(), *line, chunk)))
        .collect();
    pieces.sort_by_key(|&(start, _, line, _)| (start, line));
    struct Group<'c> {
        start: usize,
        end: usize,
        members: Vec<(usize, &'c Chunk)>,
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (start, end, line, chunk) in pieces {
        match groups.last_mut() {
            Some(group) if start < group.end => {
                if group.members.iter().any(|(of, _)| *of == line) {
                    return None;
                }
                group.end = group.end.max(end);
                group.members.push((line, chunk));
            }
            _ => groups.push(Group { start, end, members: vec![(line, chunk)] }),
        }
    }
    let mut headings = Vec::new();
    for Group { start, end, mut members } in groups {
        members.sort_by_key(|(line, _)| *line);
        let cell = Cell::from_spans(members.iter().map(|(line, chunk)| chunk.span(*line)).collect(), &reading.lines);
        if members.len() > 1 || reading.vocabulary.exact_meaning(&cell.text).is_some() {
            headings.push(Heading { start, end, cell });
        } else if let Some((line, chunk)) = members.first() {
            headings.extend(phrases(reading, *line, chunk));
        }
    }
    Some(headings)
}

/// Parts a chunk into the headings it is made of, where single spaces stand between them: `Deadline Status`.
fn phrases(reading: &Reading<'_>, line: usize, chunk: &Chunk) -> Vec<Heading> {
    let heading = |words: &[super::grid::Word]| {
        let part = Chunk { words: words.to_vec() };
        Heading { start: part.start(), end: part.end(), cell: part.cell(line, &reading.lines) }
    };
    let texts: Vec<&str> =
        chunk.words.iter().map(|&word| reading.lines.slice(Chunk { words: vec![word] }.span(line))).collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < texts.len() {
        match reading.vocabulary.leading(&texts[at..]) {
            // A heading begins as headings do: `Raised at meeting` is one.
            Some((_, count)) if count > 0 && (at == 0 || !texts[at].starts_with(char::is_lowercase)) => {
                parts.push(heading(&chunk.words[at..at + count]));
                at += count;
            }
            _ => return vec![heading(&chunk.words)],
        }
    }
    parts
}

/// Says how sure it is that these are headings; nothing where they are not.
fn score(reading: &Reading<'_>, headings: &[Heading], below: usize) -> Option<usize> {
    let texts: Vec<&str> = headings.iter().map(|heading| heading.cell.text.as_str()).collect();
    let fields = columns::assign(reading.vocabulary, &texts);
    let known = fields.iter().filter(|&&field| field != Field::Extra).count();
    let exact = texts.iter().filter(|text| reading.vocabulary.exact_meaning(text).is_some()).count();
    let wordy = texts.iter().any(|text| text.split_whitespace().count() > WORDIEST);
    let labelled = texts.first().is_some_and(|text| label::whole(text).is_some_and(|it| !it.bare.is_empty()));
    // Headings begin alike, and none of them is the piece of a sentence.
    let low = texts.iter().filter(|text| text.starts_with(char::is_lowercase)).count();
    let broken = |text: &&str| text.ends_with(['.', ',', ';', '-']) && reading.vocabulary.exact_meaning(text).is_none();
    if low > 0 && low < texts.iter().filter(|text| text.starts_with(char::is_alphabetic)).count()
        || texts.iter().any(broken)
    {
        return None;
    }
    let enough = headings.len() >= 3 && exact >= 2 || headings.len() == 2 && exact == 2;
    let plausible = enough && known >= 2 && known * 2 >= headings.len() && !wordy && !labelled;
    let fits =
        plausible && (fields.contains(&Field::Action) || fields_of(reading, headings, below).contains(&Field::Action));
    fits.then_some(known * 2 + exact)
}

/// Says which field each heading means, with what stands below them from line `from` on at hand.
fn fields_of(reading: &Reading<'_>, headings: &[Heading], from: usize) -> Vec<Field> {
    let texts: Vec<&str> = headings.iter().map(|heading| heading.cell.text.as_str()).collect();
    let fields = columns::assign(reading.vocabulary, &texts);
    if fields.contains(&Field::Action) && fields.contains(&Field::Number) {
        return fields;
    }
    let Scale { character, .. } = Scale::of(reading);
    let full = (from..(from + 48).min(reading.lines.len())).filter(|&at| !reading.lines.is_blank(at)).take(24);
    let mut below: Vec<Vec<String>> = Vec::new();
    for at in full.filter(|&at| reading.lines.text(at).len() < 4000) {
        let mut cells = vec![String::new(); headings.len()];
        for chunk in chunks_of(reading, at) {
            let before = headings.partition_point(|heading| heading.start <= chunk.start() + character);
            if let Some(cell) = cells.get_mut(before.saturating_sub(1)) {
                cell.push_str(&chunk.cell(at, &reading.lines).text);
            }
        }
        below.push(cells);
    }
    let below: Vec<Vec<&str>> = below.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    columns::settle(reading.vocabulary, &texts, &below)
}

/// Tells whether lines below have wording in two or more of the columns, with a gap between.
fn rows_below(reading: &Reading<'_>, from: usize, headings: &[Heading]) -> bool {
    let Some(first) = headings.first() else { return false };
    let Scale { character, slack, .. } = Scale::of(reading);
    let last = headings.last().map_or(0, |heading| heading.end + 40 * character);
    let full = (from..(from + 48).min(reading.lines.len())).filter(|&at| !reading.lines.is_blank(at)).take(24);
    let (mut lines, mut aligned) = (0, 0);
    let mut starts: Vec<usize> = Vec::new();
    for at in full.filter(|&at| reading.lines.text(at).len() < 4000) {
        let chunks = chunks_of(reading, at);
        lines += 1;
        // What stands in a later column begins behind the first heading. Two spaces behind a full stop are nothing yet:
        // three cells on a line are, or one place where two lines begin a cell.
        let later: Vec<usize> = chunks
            .iter()
            .skip(1)
            .map(Chunk::start)
            .filter(|&it| it + 2 * character >= first.end && it <= last)
            .collect();
        if later.len() >= 2 || later.iter().any(|it| starts.iter().any(|other| other.abs_diff(*it) <= slack)) {
            return true;
        }
        aligned += usize::from(!later.is_empty());
        starts.extend(later);
    }
    lines <= 4 && aligned * 2 >= lines && aligned > 0
}

fn nothing_below(reading: &Reading<'_>, from: usize) -> bool {
    (from..(from + 6).min(reading.lines.len())).all(|at| reading.lines.is_blank(at))
}

/// Labels may stand below a heading that is not understood, or below none at all.
fn name_label_column(reading: &Reading<'_>, from: usize, headings: &mut Vec<Heading>, fields: &mut Vec<Field>) {
    if fields.contains(&Field::Number) {
        return;
    }
    let (mut left, mut rows, mut below_first, mut rightmost) = (0, 0, 0, 0);
    let first = headings.first().map_or((0, 0), |heading| (heading.start, heading.end));
    for at in (from..(from + 40).min(reading.lines.len())).filter(|&at| reading.lines.text(at).len() < 4000) {
        let chunks = chunks_of(reading, at);
        let [front, _, ..] = chunks.as_slice() else { continue };
        let cell = front.cell(at, &reading.lines);
        if label::whole(&cell.text).is_none() {
            continue;
        }
        rows += 1;
        left += usize::from(front.end() < first.0);
        below_first += usize::from(front.start() < first.1 && front.end() > first.0 || front.end() <= first.1);
        rightmost = rightmost.max(front.end());
    }
    if rows == 0 {
        return;
    }
    if left * 2 > rows {
        headings.insert(0, Heading { start: 0, end: rightmost, cell: Cell::default() });
        fields.insert(0, Field::Number);
    } else if below_first * 2 > rows && fields.first() == Some(&Field::Extra) {
        fields[0] = Field::Number;
    }
}
