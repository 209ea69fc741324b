//! Header rows of drawn tables: which rows name the columns, on one row or on two, and the title above them.
//!
//! In: a sheet. Out: its header rows, or the lines above it that are one. A heading may span several columns of the grid, which are then one column of the
//! table; where headings stand below a common one, both together name the column.

use std::ops::Range;

use super::sheet::{Piece, Sheet, Stripe};
use crate::cell::Cell;
use crate::columns;
use crate::label;
use crate::layouts::{heading, records};
use crate::reading::{HeaderColumn, Reading};
use crate::row::Field;
use crate::span::Span;

/// The longest heading, in bytes and words, and the most rows that a header takes up.
const LONGEST: (usize, usize) = (80, 7);
const TALLEST: usize = 3;
/// The most columns that a table of actions has.
const WIDEST: usize = 40;
/// How many rows below a header are looked at to tell what a column without a heading holds.
const SAMPLE: usize = 6;
/// Action headings that stand above other lists too: only beside a status or a deadline do they head actions.
const LOOSE: &[&str] = &["description", "details", "what", "issue", "item description", "subject", "topic"];

/// A header row within a sheet.
#[derive(Debug)]
pub struct Found {
    /// The rows it takes up, titles left out.
    pub rows: Range<usize>,
    /// The title rows directly above it.
    pub titles: Range<usize>,
    /// The columns of the table.
    pub columns: Vec<HeaderColumn>,
    /// For each column of the grid, the column of the table that it belongs to.
    pub of: Vec<usize>,
}

/// One column of a header as far as it is known.
struct Named {
    cell: Cell,
    /// The wording that tells its meaning.
    meant: String,
}

/// Finds the header rows of `sheet`, from top to bottom.
pub fn find(reading: &Reading<'_>, sheet: &Sheet) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut row = 0;
    let mut body = false;
    while let Some(stripe) = sheet.stripes.get(row) {
        let start = found.last().map_or(0, |last| last.rows.end);
        match at(reading, sheet, row, body) {
            Some(mut header) => {
                header.titles = titles(sheet, start, row);
                header.rows.end = past_column_numbers(sheet, header.rows.end);
                row = header.rows.end;
                found.push(header);
                body = true;
            }
            None => {
                body |= stripe.banner(sheet.width()).is_none() && stripe.own().nth(1).is_some();
                row += 1;
            }
        }
    }
    found
}

/// Reads row `row` as a header. With `strict`, rows of the table stand above it: it must be plain that it is one.
fn at(reading: &Reading<'_>, sheet: &Sheet, row: usize, strict: bool) -> Option<Found> {
    let stripe = sheet.stripes.get(row)?;
    if stripe.pieces.len() > WIDEST
        || sheet.width() > WIDEST
        || stripe.pieces.iter().any(|piece| is_long(piece.text()))
        || stripe.own().next().is_none()
    {
        return None;
    }
    if stripe.banner(sheet.width()).is_some() || stripe.own().next().is_some_and(|first| is_label(first.text())) {
        return None;
    }
    let mut heights = heights(sheet, row);
    heights.dedup();
    heights.into_iter().find_map(|height| {
        let rows = row..row + height;
        let (named, of) = columns_of(reading, sheet, rows.clone());
        let columns = understood(reading, sheet, rows.end, named, &of, strict)?;
        Some(Found { rows, titles: row..row, columns, of })
    })
}

/// Reads the lines of running text right above a sheet, whose first line is `line`, as its header row: the frame of some
/// tables begins below it. Returns the columns, and the lines.
pub fn above(reading: &Reading<'_>, sheet: &Sheet, line: usize) -> Option<(Vec<HeaderColumn>, Range<usize>)> {
    let pages = reading.pages?;
    let place = |line: usize| pages.lines.get(line).map(|shape| &shape.place).filter(|place| place.page == sheet.page);
    if sheet.width() < 3 || sheet.width() > WIDEST {
        return None;
    }
    let mut below = i64::from(place(line)?.top);
    let mut named: Vec<Vec<Span>> = vec![Vec::new(); sheet.width()];
    let stands = |at: &usize| !reading.lines.is_blank(*at);
    for at in (line.saturating_sub(2 * TALLEST)..line).rev().filter(stands).take(TALLEST) {
        let place = place(at)?;
        let height = i64::from(place.bottom) - i64::from(place.top);
        // The lines of a header row follow one another closely, and the first row of the table follows on them.
        if reading.in_grid(at) || !reading.ledger.is_free(at) || below - i64::from(place.bottom) > height * 2 {
            return None;
        }
        below = i64::from(place.top);
        for (word, &(_, left, right)) in reading.lines.words(at).zip(&place.words) {
            let middle = (i64::from(left) + i64::from(right)) / 2;
            let column =
                sheet.edges.windows(2).position(|pair| (i64::from(pair[0])..i64::from(pair[1])).contains(&middle))?;
            named.get_mut(column)?.push(word);
        }
        let cells = named.iter().map(|words| {
            let mut words = words.clone();
            words.sort();
            let cell = Cell::from_spans(words, &reading.lines);
            Named { meant: cell.text.clone(), cell }
        });
        let of: Vec<usize> = (0..sheet.width()).collect();
        if let Some(columns) = understood(reading, sheet, 0, cells.collect(), &of, true)
            && columns.iter().filter(|column| !column.cell.is_empty()).count() >= 3
        {
            return Some((columns, at..line));
        }
    }
    None
}

/// Says how many rows a header may take up that begins at row `row`, the likeliest first.
fn heights(sheet: &Sheet, row: usize) -> Vec<usize> {
    let Some(stripe) = sheet.stripes.get(row) else { return Vec::new() };
    let spanning = stripe.own().map(|piece| piece.height).max().unwrap_or(1);
    if spanning > 1 {
        return if spanning <= TALLEST && row + spanning <= sheet.stripes.len() { vec![spanning] } else { vec![1] };
    }
    let Some(below) = sheet.stripes.get(row + 1) else { return vec![1] };
    let short = below.own().all(|piece| !is_long(piece.text()) && !is_label(piece.text()));
    let several = below.own().nth(1).is_some();
    let group = |piece: &Piece| piece.columns.len() >= 2 && below.own().filter(|it| covers(piece, it)).nth(1).is_some();
    // Below a common heading stand headings, and nothing stands below the others.
    let grouped =
        stripe.own().any(group) && below.own().all(|it| stripe.own().any(|piece| group(piece) && covers(piece, it)));
    match (short && several, grouped) {
        (true, true) => vec![2, 1],
        (true, false) => vec![1, 2],
        _ => vec![1],
    }
}

fn covers(above: &Piece, below: &Piece) -> bool {
    above.columns.start <= below.columns.start && below.columns.end <= above.columns.end
}

/// Puts the columns of the grid that bear the same headings together, and names them.
fn columns_of(reading: &Reading<'_>, sheet: &Sheet, rows: Range<usize>) -> (Vec<Named>, Vec<usize>) {
    let stripes: Vec<&Stripe> = sheet.stripes.get(rows).unwrap_or_default().iter().collect();
    let mut named: Vec<Named> = Vec::new();
    let mut of = Vec::with_capacity(sheet.width());
    let mut before: Option<Vec<&Range<usize>>> = None;
    for column in 0..sheet.width() {
        let stack: Vec<&Piece> = stripes.iter().filter_map(|stripe| stripe.at(column)).collect();
        let place: Vec<&Range<usize>> = stack.iter().map(|piece| &piece.columns).collect();
        if place.is_empty() || before.as_ref() != Some(&place) {
            named.push(name(reading, &stack));
        }
        before = Some(place);
        of.push(named.len().saturating_sub(1));
    }
    (named, of)
}

/// Names a column by the headings above it, outermost first.
fn name(reading: &Reading<'_>, stack: &[&Piece]) -> Named {
    let mut cell = Cell::default();
    let mut last = &Cell::default();
    for piece in stack.iter().filter(|piece| !piece.shared) {
        cell.append(&piece.cell);
        last = if piece.cell.is_empty() { last } else { &piece.cell };
    }
    let vocabulary = reading.vocabulary;
    let whole = heading::unbold(&cell.text);
    // A narrow column breaks its heading: `Dead-` `line`, `Respon` `sible`.
    let closed = |hyphen: bool| -> String {
        whole.chars().filter(|&c| c != ' ' && !(hyphen && matches!(c, '-' | '\u{ad}' | '\u{2010}'))).collect()
    };
    let candidates = [whole.to_owned(), last.text.clone(), closed(false), closed(true)];
    let exact = candidates.iter().find(|text| vocabulary.exact_meaning(text).is_some());
    let given = || candidates.iter().take(2).find(|text| vocabulary.meaning(text).is_some());
    let meant = exact.or_else(given).cloned().unwrap_or_else(|| whole.to_owned());
    Named { cell, meant }
}

/// Returns the columns with their meaning, where they are those of a table of actions.
fn understood(
    reading: &Reading<'_>,
    sheet: &Sheet,
    below: usize,
    named: Vec<Named>,
    of: &[usize],
    strict: bool,
) -> Option<Vec<HeaderColumn>> {
    let headings: Vec<&str> = named.iter().map(|it| it.meant.as_str()).collect();
    let full: Vec<&&str> = headings.iter().filter(|it| !it.is_empty()).collect();
    let first = full.first()?;
    if full.len() < 2 || full.iter().any(|it| is_long(it)) || is_label(first) {
        return None;
    }
    let wordings = sample(sheet, below, of, headings.len());
    let wordings: Vec<Vec<&str>> = wordings.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let mut fields = columns::settle(reading.vocabulary, &headings, &wordings);
    let known = fields.iter().filter(|&&field| field != Field::Extra).count();
    let exact = full.iter().filter(|it| reading.vocabulary.exact_meaning(it).is_some()).count();
    let plain = !strict || exact >= 2 && known * 2 >= full.len();
    if known < 2 || exact < 1 || !plain || !heads_actions(&headings, &fields) {
        return None;
    }
    records::name_label_column(&headings, &mut fields, &wordings);
    name_first_column(&headings, &mut fields, &wordings);
    let columns = named.into_iter().zip(fields).map(|(named, field)| {
        let text = heading::unbold(&named.cell.text).to_owned();
        HeaderColumn { cell: Cell { text, spans: named.cell.spans }, field }
    });
    Some(columns.collect())
}

/// Tells whether headings are those of actions and not of an agenda, a register of risks, a list of figures.
fn heads_actions(headings: &[&str], fields: &[Field]) -> bool {
    let Some(action) = fields.iter().position(|&field| field == Field::Action) else { return false };
    let loose = headings.get(action).is_some_and(|text| LOOSE.contains(&text.to_lowercase().as_str()));
    !loose || fields.contains(&Field::Status) || fields.contains(&Field::Deadline)
}

/// A first column whose heading says nothing, and whose cells are labels that rise, is the number column.
fn name_first_column(headings: &[&str], fields: &mut [Field], below: &[Vec<&str>]) {
    let short = headings.first().is_some_and(|it| it.split_whitespace().count() <= 2);
    if fields.contains(&Field::Number) || fields.first() != Some(&Field::Extra) || !short {
        return;
    }
    let cells: Vec<&str> = below.iter().filter_map(|row| row.first().copied()).filter(|it| !it.is_empty()).collect();
    let numbers: Vec<u64> = cells.iter().filter_map(|it| label::whole(it)?.number()).collect();
    if numbers.len() >= 2 && numbers.len() == cells.len() && numbers.windows(2).all(|pair| pair[0] < pair[1]) {
        fields[0] = Field::Number;
    }
}

/// Returns the wordings of the first few rows below a header, column by column.
fn sample(sheet: &Sheet, below: usize, of: &[usize], width: usize) -> Vec<Vec<String>> {
    let rows = sheet.stripes.iter().skip(below).filter(|stripe| stripe.banner(sheet.width()).is_none());
    let cut = |stripe: &Stripe| {
        let mut cells = vec![String::new(); width];
        for piece in stripe.own() {
            if let Some(cell) = of.get(piece.columns.start).and_then(|&column| cells.get_mut(column)) {
                cell.push_str(piece.text());
            }
        }
        cells
    };
    rows.take(SAMPLE).map(cut).collect()
}

/// Returns the rows directly above row `header`, from `start` on, that are titles: up to two that take up the whole width.
fn titles(sheet: &Sheet, start: usize, header: usize) -> Range<usize> {
    let is_title = |&row: &usize| {
        let banner = sheet.stripes.get(row).and_then(|stripe| stripe.banner(sheet.width()));
        banner.is_some_and(|piece| heading::is_heading_like(piece.text()))
    };
    let count = (start..header).rev().take(2).take_while(is_title).count();
    header - count..header
}

/// Columns may be numbered below their headings: `1 | 2 | 3`.
fn past_column_numbers(sheet: &Sheet, row: usize) -> usize {
    let Some(stripe) = sheet.stripes.get(row) else { return row };
    let counts = stripe.own().zip(1..).all(|(piece, number)| {
        label::whole(piece.text()).is_some_and(|label| label.mark.is_empty() && label.number() == Some(number))
    });
    if counts && stripe.own().nth(2).is_some() { row + 1 } else { row }
}

/// Returns the places of everything in the rows `rows`.
pub fn spans(sheet: &Sheet, rows: Range<usize>) -> Vec<Span> {
    let stripes = sheet.stripes.get(rows).unwrap_or_default();
    stripes.iter().flat_map(Stripe::own).flat_map(|piece| piece.cell.spans.iter().copied()).collect()
}

fn is_long(text: &str) -> bool {
    text.len() > LONGEST.0 || text.split_whitespace().nth(LONGEST.1).is_some()
}

fn is_label(text: &str) -> bool {
    label::whole(text).is_some_and(|label| !label.bare.is_empty())
}
