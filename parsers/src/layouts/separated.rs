//! Tables whose cells are parted by a character: tabs, commas or semicolons (CSV), pipes (Markdown, grids of `+---+`).
//!
//! In: the lines, a header row. Out: the table's rows, with every word of its region placed. The table ends where lines
//! follow that are no rows; those are never touched, nor is a table of figures below it.

mod gather;
mod split;

pub use split::is_rule;

use std::ops::Range;

use crate::cell::Cell;
use crate::columns;
use crate::label;
use crate::layouts::records::{self, Record};
use crate::layouts::{furniture, heading};
use crate::ledger::Class;
use crate::reading::{Header, HeaderColumn, Reading};
use crate::row::{Column, Field, Layout, Role, Table};
use split::Style;

/// What may part the cells, the most telling first.
const SEPARATORS: [char; 5] = ['\t', '|', '│', ';', ','];
/// The longest header line, in bytes, and the longest heading, in words.
const LONGEST: (usize, usize) = (1500, 7);
/// How many lines a header row with line breaks inside quotes may take up.
const TALLEST: usize = 8;

/// Looks for a header row of this layout that begins at line `index`.
pub fn find_header(reading: &Reading<'_>, index: usize) -> Option<Header> {
    let text = reading.lines.text(index);
    if text.len() > LONGEST.0 || split::is_rule(text) {
        return None;
    }
    SEPARATORS.into_iter().filter(|&separator| text.contains(separator)).find_map(|it| header_by(reading, index, it))
}

/// Reads the rows below `header` in the lines `body`, and returns the line at which the table ends.
///
/// A header row that is printed again, with nothing but page furniture before it, does not end the table: reading goes on
/// below it, beyond `body`.
pub fn read(reading: &mut Reading<'_>, header: &Header, body: Range<usize>) -> usize {
    if !reading.ledger.is_free(header.lines.start) {
        return body.start;
    }
    let Some(style) = Style::of(header) else { return body.start };
    let mut start = header.lines.start;
    while start > 0 && split::is_rule(reading.lines.text(start - 1)) {
        start -= 1;
        reading.ledger.claim_line(start, &reading.lines, Class::Furniture);
    }
    let title = header.title.clone().or_else(|| heading::take_title(reading, start));
    for column in &header.columns {
        reading.ledger.claim_all(&column.cell.spans, Class::Headings);
        heading::note_date(reading, &column.cell);
    }
    claim_separators(reading, header.lines.clone());
    heading::note_choice(reading, &header.columns);
    let columns = header.columns.iter().map(|it| Column { raw: it.cell.text.clone(), field: it.field }).collect();
    let table = reading.add_table(Table { layout: Layout::Separated, role: Role::Table, title, columns });

    let mut items = Vec::new();
    let mut region = body;
    let end = loop {
        let (more, stop) = gather::gather(reading, &style, region.clone());
        items.extend(more);
        if stop < region.end || stop >= reading.lines.len() {
            break stop;
        }
        let Some(again) = find_header(reading, stop).filter(|next| same_headings(header, next)) else { break stop };
        for index in again.lines.clone() {
            reading.ledger.claim_line(index, &reading.lines, Class::Furniture);
        }
        let next = next_header(reading, again.lines.end);
        region = again.lines.end..next;
    };
    records::build(reading, &header.columns, table, items);
    claim_separators(reading, header.lines.end..end);
    end
}

/// Places what is left of `range` but wording: separators, rules, page furniture.
fn claim_separators(reading: &mut Reading<'_>, range: Range<usize>) {
    for index in range {
        let page = furniture::of(reading).contains(index);
        for word in reading.lines.words(index) {
            if page || !reading.lines.slice(word).contains(char::is_alphanumeric) {
                reading.ledger.claim(word, Class::Furniture);
            }
        }
    }
}

fn same_headings(one: &Header, other: &Header) -> bool {
    let headings =
        |header: &Header| -> Vec<String> { header.columns.iter().map(|it| it.cell.text.to_lowercase()).collect() };
    one.layout == other.layout && headings(one) == headings(other)
}

/// Returns the line of the next header row of any layout, from line `from` on.
pub fn next_header(reading: &Reading<'_>, from: usize) -> usize {
    let is_header = |&index: &usize| {
        find_header(reading, index).is_some()
            || super::aligned::find_header(reading, index).is_some()
            || super::flattened::find_header(reading, index).is_some()
    };
    (from..reading.lines.len()).find(is_header).unwrap_or(reading.lines.len())
}

fn header_by(reading: &Reading<'_>, index: usize, separator: char) -> Option<Header> {
    let lines = &reading.lines;
    let text = lines.text(index);
    let outer = matches!(separator, '|' | '│') && text.trim_start().starts_with(separator);
    let mut style = Style { separator, outer, width: usize::MAX, number: None, spaced: false };
    let reach = (index + TALLEST).min(lines.len());
    let (mut record, _) = split::record(lines, index, reach, &style, &mut false);
    // In a grid the headings may stand on several lines between two rules.
    if outer && index > 0 && split::is_rule(lines.text(index - 1)) {
        let rule = (index..reach).find(|&at| split::is_rule(lines.text(at))).unwrap_or(index + 1);
        // What does not go on without a gap to the second rule is a row of its own.
        let in_grid = |at: usize| lines.text(at).contains(separator);
        let rule = if (index..rule).all(in_grid) { rule } else { index + 1 };
        for at in record.lines.end..rule {
            let (more, _) = split::record(lines, at, reach, &style, &mut false);
            for (cell, piece) in record.cells.iter_mut().zip(&more.cells) {
                cell.append(piece);
            }
            record.lines.end = at + 1;
        }
    }
    while record.cells.len() > 1 && record.cells.last().is_some_and(Cell::is_empty) {
        record.cells.pop();
    }
    let headings: Vec<&str> = record.cells.iter().map(|cell| heading::unbold(&cell.text)).collect();
    let named: Vec<&&str> = headings.iter().filter(|it| !it.is_empty()).collect();
    let long = |it: &str| it.len() > 80 || it.split_whitespace().count() > LONGEST.1;
    if named.len() < 2
        || named.iter().any(|it| long(it))
        || label::whole(headings[0]).is_some_and(|it| !it.bare.is_empty())
    {
        return None;
    }
    // Most lines with a comma in them head nothing: what they say by themselves is asked first.
    let meant = columns::assign(reading.vocabulary, &headings);
    let known = meant.iter().filter(|&&field| field != Field::Extra).count();
    let exact = named.iter().filter(|it| reading.vocabulary.exact_meaning(it).is_some()).count();
    if known < 2 || exact < 1 {
        return None;
    }
    style.width = headings.len();
    let below = sample(reading, record.lines.end, &style);
    let wordings: Vec<Vec<&str>> =
        below.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
    let mut fields = columns::settle(reading.vocabulary, &headings, &wordings);
    if !fields.contains(&Field::Action) {
        return None;
    }
    if matches!(separator, ',' | ';') {
        let wide = |row: &Record| row.cells.len() == style.width;
        let trusted = exact >= 2 && known * 2 >= named.len();
        if !trusted || !(below.iter().any(wide) || below.is_empty() && exact >= 3) {
            return None;
        }
    }
    records::name_label_column(&headings, &mut fields, &wordings);
    let columns = record.cells.iter().zip(&headings).zip(fields).map(|((cell, bare), field)| {
        let cell = Cell { text: (*bare).to_owned(), spans: cell.spans.clone() };
        HeaderColumn { cell, field }
    });
    let columns = columns.collect();
    Some(Header {
        lines: index..record.lines.end,
        layout: Layout::Separated,
        title: None,
        columns,
        separator: Some(separator),
    })
}

/// Returns the first few rows below a header.
fn sample(reading: &Reading<'_>, from: usize, style: &Style) -> Vec<Record> {
    let lines = &reading.lines;
    let mut rows = Vec::new();
    let mut at = from;
    while at < (from + 40).min(lines.len()) && rows.len() < 4 {
        let text = lines.text(at);
        let holds = text.contains(style.separator) || text.starts_with('"');
        if holds && text.len() < 20_000 && !split::is_rule(text) {
            let (row, _) = split::record(lines, at, (at + 40).min(lines.len()), style, &mut false);
            at = row.lines.end;
            rows.push(row);
        } else {
            at += 1;
        }
    }
    rows
}

#[cfg(test)]
mod tests;
