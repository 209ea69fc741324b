//! Tables whose cells stand below their headings by position: `pdftotext -layout`, typewritten logs, pages on which no
//! table is drawn.
//!
//! In: the lines, a header row. Positions are columns of characters, or where the words stand on their page. Out: the table's rows, with every word of its region placed. Where the columns stand is
//! found afresh for each page, from the blank strips that run down it. The table ends where wording follows that runs
//! across the columns and has no rows below it. Lines of drawn tables are never read here.

mod edges;
mod grid;
mod header;
mod pitch;
mod rows;
mod runs;
mod unlabelled;

use std::ops::Range;

use crate::layouts::{furniture, heading, separated};
use crate::ledger::Class;
use crate::reading::{Header, Reading};
use crate::row::{Column, Layout, Role, Table};
use edges::Hint;
use grid::{Chunk, Scale, chunks_of};

/// Longer lines say nothing of columns.
const LONGEST: usize = 4000;

/// Looks for a header row of this layout that begins at line `index`.
pub fn find_header(reading: &Reading<'_>, index: usize) -> Option<Header> {
    let drawn = (index..index + header::TALLEST).any(|line| reading.in_grid(line));
    if drawn { None } else { header::find(reading, index) }
}

/// Reads the rows below `header` in the lines `body`, and returns the line at which the table ends.
///
/// A header row that is printed again, with nothing but page furniture before it, does not end the table: reading goes on
/// below it, beyond `body`.
pub fn read(reading: &mut Reading<'_>, header: &Header, body: Range<usize>) -> usize {
    if !reading.ledger.is_free(header.lines.start) {
        return body.start;
    }
    let title = header.title.clone().or_else(|| heading::take_title(reading, header.lines.start));
    for column in &header.columns {
        reading.ledger.claim_all(&column.cell.spans, Class::Headings);
        heading::note_date(reading, &column.cell);
    }
    heading::note_choice(reading, &header.columns);
    let columns = header.columns.iter().map(|it| Column { raw: it.cell.text.clone(), field: it.field }).collect();
    let table = reading.add_table(Table { layout: Layout::Aligned, role: Role::Table, title, columns });

    let mut builder = rows::Builder::new(header, table);
    let mut hints = between(&header::extents(reading, header));
    let mut region = cut_off(reading, body.clone(), header);
    let end = 'table: loop {
        for page in pages(reading, region.clone()) {
            let edges = find_edges(reading, page.clone(), &hints);
            let opens_page = page.start != body.start;
            if let Some(stop) = builder.read_page(reading, page, &edges, region.end, opens_page) {
                break 'table stop;
            }
            hints = edges.iter().map(|&edge| Hint::Near(edge)).collect();
        }
        if region.end >= reading.lines.len() {
            break region.end;
        }
        let Some(again) = next_page(reading, region.end, header) else {
            break region.end;
        };
        for index in again.lines.clone() {
            reading.ledger.claim_line(index, &reading.lines, Class::Furniture);
        }
        hints = between(&header::extents(reading, &again));
        let below = again.lines.end..separated::next_header(reading, again.lines.end);
        region = cut_off(reading, below, header);
    };
    builder.finish(reading);
    for index in header.lines.end..end {
        if furniture::of(reading).contains(index) || separated::is_rule(reading.lines.text(index)) {
            reading.ledger.claim_line(index, &reading.lines, Class::Furniture);
        }
    }
    end
}

/// Returns `header` as it stands again at line `from`, or below it with nothing but page furniture between.
fn next_page(reading: &Reading<'_>, from: usize, header: &Header) -> Option<Header> {
    for line in from..reading.lines.len() {
        if reading.lines.is_blank(line) {
            continue;
        }
        let found = header::again(reading, line, header);
        if let Some(found) = found.or_else(|| find_header(reading, line)) {
            return Some(found).filter(|found| same_headings(header, found));
        }
        if !furniture::of(reading).contains(line) {
            return None;
        }
    }
    None
}

/// Cuts `region` off where a drawn table begins, or the header row stands again.
fn cut_off(reading: &Reading<'_>, region: Range<usize>, header: &Header) -> Range<usize> {
    let drawn = reading.shapes.next_in_grid(region.start).unwrap_or(region.end);
    let end = region.end.min(drawn);
    let again = (region.start..end).find(|&line| header::again(reading, line, header).is_some());
    region.start..again.unwrap_or(end)
}

/// Tells whether two header rows say the same.
pub fn same_headings(one: &Header, other: &Header) -> bool {
    let headings =
        |header: &Header| -> Vec<String> { header.columns.iter().map(|it| it.cell.text.to_lowercase()).collect() };
    one.layout == other.layout && headings(one) == headings(other)
}

fn between(extents: &[(usize, usize)]) -> Vec<Hint> {
    extents.windows(2).map(|pair| Hint::Between(pair[0].1, pair[1].0.max(pair[0].1 + 1))).collect()
}

/// Splits `region` at page breaks.
fn pages(reading: &Reading<'_>, region: Range<usize>) -> Vec<Range<usize>> {
    let furniture = furniture::of(reading);
    let mut pages: Vec<Range<usize>> = Vec::new();
    for index in region {
        match pages.last_mut() {
            Some(page) if furniture.page(page.start) == furniture.page(index) => page.end = index + 1,
            _ => pages.push(index..index + 1),
        }
    }
    pages
}

fn find_edges(reading: &Reading<'_>, page: Range<usize>, hints: &[Hint]) -> Vec<usize> {
    let furniture = furniture::of(reading);
    let mut lines: Vec<(Vec<Chunk>, i64)> = Vec::new();
    for index in page {
        let text = reading.lines.text(index);
        if text.len() > LONGEST || furniture.contains(index) {
            continue;
        }
        let chunks = chunks_of(reading, index);
        let weight = match chunks.len() {
            // A rule below the headings draws the columns.
            count if count == hints.len() + 1 && separated::is_rule(text) => 5,
            0 | 1 => continue,
            _ => 1,
        };
        lines.push((chunks, weight));
    }
    let lines: Vec<(&[Chunk], i64)> = lines.iter().map(|(chunks, weight)| (chunks.as_slice(), *weight)).collect();
    edges::find(&lines, hints, Scale::of(reading))
}

#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod tests;
