//! One table of actions while its parts are collected, grid by grid.
//!
//! In: rows of sheets, with the columns they stand in. Out: records, sections and headings in reading order, of which
//! [`records::build`] makes rows. What runs across the whole width is placed here: headings, legends, remarks.

use std::ops::Range;

use super::colour;
use super::join::{self, Columns};
use super::sheet::{Piece, Sheet, Stripe};
use crate::cell::Cell;
use crate::label;
use crate::layouts::prose::wording;
use crate::layouts::records::{self, Bound, Item, Record};
use crate::layouts::{heading, legacy};
use crate::ledger::Class;
use crate::pages::Colour;
use crate::reading::{HeaderColumn, Reading};
use crate::row::{Column, Field, Layout, Role, Table};
use crate::span::Span;

/// How far back the beginning of the last row is looked for, in records.
const BACK: usize = 50;
/// The longest heading across the whole width, in words.
const LONGEST: usize = 16;
/// What a sentence that breaks off may end in.
const JOINING: &[&str] = &[" and", " or", " the", " of", " to", " a", " for", " in", " with", " by", " that", " on"];

/// A table whose end has not come yet.
pub struct Draft {
    /// Its columns.
    pub columns: Vec<HeaderColumn>,
    /// The edges of the grid that its header row stands in.
    pub edges: Vec<i32>,
    /// For each column of that grid, its own columns.
    pub of: Columns,
    /// The line behind the last that it took.
    pub end: usize,
    /// Its column of labels.
    pub number: Option<usize>,
    /// The page of the last grid.
    pub page: u32,
    title: Option<Cell>,
    action: Option<usize>,
    items: Vec<Item>,
    /// The fills of each record, and the item that the record is.
    fills: Vec<(usize, Vec<Option<Colour>>)>,
    /// What the table and its section are called at present.
    called: (Option<String>, Option<String>),
    /// Whether the last grid is open below.
    pub open: bool,
}

/// A part of a table: rows of one sheet.
pub struct Part<'s> {
    /// The sheet.
    pub sheet: &'s Sheet,
    /// The rows of the sheet.
    pub rows: Range<usize>,
    /// What its columns are in the table.
    pub of: Columns,
}

/// What stands before a record.
#[derive(Clone, Copy)]
struct Before {
    /// It is the first of a page.
    page: bool,
    /// No ruling parts it from the last record of the page before.
    open: bool,
}

impl Draft {
    /// Begins a table with the columns `columns`, found in a grid with the edges `edges`.
    pub fn new(columns: Vec<HeaderColumn>, title: Option<Cell>, edges: Vec<i32>, of: Columns, page: u32) -> Self {
        let position = |field| columns.iter().position(|column: &HeaderColumn| column.field == field);
        Self {
            number: position(Field::Number),
            action: position(Field::Action),
            called: (title.as_ref().map(|title| title.text.clone()), None),
            page,
            title,
            columns,
            edges,
            of,
            end: 0,
            items: Vec::new(),
            fills: Vec::new(),
            open: false,
        }
    }

    /// Returns what the table and its present section are called.
    pub fn titles(&self) -> Vec<&str> {
        self.called.0.iter().chain(&self.called.1).map(String::as_str).collect()
    }

    /// Returns the number of the last row that has one.
    pub fn last_number(&self) -> Option<u64> {
        label::whole(self.last(self.number?))?.number()
    }

    /// Takes a heading that stands above rows of its own.
    pub fn take_heading(&mut self, reading: &mut Reading<'_>, cell: Cell) {
        let titled = heading::names_a_state(&cell.text);
        if titled && self.fills.is_empty() && self.title.is_none() {
            reading.ledger.claim_all(&cell.spans, Class::Headings);
            heading::note_date(reading, &cell);
            self.called = (Some(cell.text.clone()), None);
            self.title = Some(cell);
        } else if titled && !self.fills.is_empty() {
            self.called = (Some(cell.text.clone()), None);
            self.items.push(Item::Table(cell));
        } else {
            self.called.1 = Some(cell.text.clone());
            self.items.push(Item::Section(cell));
        }
    }

    /// Takes the rows of one part. `remark` is what there is to say of its first row.
    pub fn take(&mut self, reading: &mut Reading<'_>, part: &Part<'_>, mut remark: Option<&str>) {
        let sheet = part.sheet;
        let mut page = !self.fills.is_empty() && self.page != sheet.page;
        for (at, stripe) in sheet.stripes.iter().enumerate().take(part.rows.end).skip(part.rows.start) {
            if stripe.own().next().is_none() {
                continue;
            }
            if let Some(banner) = stripe.banner(sheet.width()) {
                self.banner(reading, banner, page);
                continue;
            }
            let before = Before { page, open: self.open || at == 0 && sheet.open_above };
            self.record(reading, stripe, &part.of, before, remark.take());
            page = false;
        }
        self.page = sheet.page;
        self.open = sheet.open_below && part.rows.end == sheet.stripes.len();
        self.end = self.end.max(sheet.lines.end);
    }

    /// Takes pieces of lines that go on from the last row outside its frame, each with its column.
    pub fn take_overflow(&mut self, reading: &Reading<'_>, pieces: &[(Span, usize)]) {
        let Some(last) = pieces.iter().map(|(span, _)| span.line as usize).max() else { return };
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); self.columns.len()];
        for &(span, column) in pieces {
            if let Some(spans) = spans.get_mut(column) {
                spans.push(span);
            }
        }
        let cells = spans.into_iter().map(|spans| Cell::from_spans(spans, &reading.lines)).collect();
        let record = Record { cells, bound: Bound::GoesOn, ..Record::default() };
        let page = reading.pages.and_then(|pages| pages.lines.get(last)).map_or(self.page, |line| line.place.page);
        self.items.push(Item::Record { record, gap: page != self.page });
        self.page = page;
        self.end = last + 1;
        // What stands on the next page may go on from here.
        self.open = true;
    }

    /// Returns the last place of the last row that has something in column `column`, if that is in this row.
    pub fn last_span(&self, column: usize) -> Option<Span> {
        self.last_cell(column)?.spans.last().copied()
    }

    /// Adds the table and its rows to the reading.
    pub fn finish(mut self, reading: &mut Reading<'_>, legend: &[(Colour, String)]) {
        if self.fills.is_empty() {
            // A header row with nothing below it is no table.
            for item in self.items {
                if let Item::Section(cell) | Item::Table(cell) = item {
                    reading.ledger.claim_all(&cell.spans, Class::Headings);
                }
            }
            return;
        }
        let fills: Vec<Vec<Option<Colour>>> = self.fills.iter_mut().map(|(_, fills)| std::mem::take(fills)).collect();
        let categories = colour::categories(&fills, &self.columns, legend);
        for ((at, _), category) in self.fills.iter().zip(categories) {
            if let Some(Item::Record { record, .. }) = self.items.get_mut(*at) {
                record.category = category;
            }
        }
        let columns = self.columns.iter().map(|it| Column { raw: it.cell.text.clone(), field: it.field }).collect();
        heading::note_choice(reading, &self.columns);
        let table = Table { layout: Layout::Grid, role: Role::Table, title: self.title, columns };
        let table = reading.add_table(table);
        records::build(reading, &self.columns, table, self.items);
    }

    /// Takes what runs across the whole width.
    fn banner(&mut self, reading: &mut Reading<'_>, piece: &Piece, page: bool) {
        let text = piece.text();
        let spans = &piece.cell.spans;
        let lines = || spans.iter().map(|span| span.line as usize);
        let words = text.split_whitespace().count();
        let again = join::without_continued(text).len() < text.len() || page;
        let labelled = self.labelled(reading, text);
        let bare = text.trim_start_matches(['*', '†', '‡']);
        if spans.iter().all(|&span| reading.ledger.class_of(span) == Some(Class::Legend))
            || lines().any(|line| legacy::is_legend(reading, line))
            || heading::is_note(text)
        {
            // These are read with the rest of the text.
        } else if again && !self.fills.is_empty() && join::says_again(text, &self.titles()) {
            reading.ledger.claim_all(spans, Class::Furniture);
        } else if bare.len() < text.len() && heading::unbold(text).len() == text.len() {
            reading.ledger.claim_all(spans, Class::Legend);
        } else if let Some(column) = labelled {
            let mut cells = vec![Cell::default(); self.columns.len()];
            if let Some(cell) = cells.get_mut(column) {
                *cell = piece.cell.clone();
            }
            let record = Record { cells, bound: Bound::GoesOn, ..Record::default() };
            self.items.push(Item::Record { record, gap: page });
        } else if wording::tells_date(text) {
            // So is the date of the document.
        } else if heading::is_heading_like(text) || heading::is_metadata(text) && words <= LONGEST {
            self.take_heading(reading, piece.cell.clone());
        } else {
            reading.ledger.claim_all(spans, Class::Prose);
        }
    }

    /// Returns the column that a remark below a row names at its front: `Update: …`.
    fn labelled(&self, reading: &Reading<'_>, text: &str) -> Option<usize> {
        let (name, _) = text.split_once(':').filter(|_| !self.fills.is_empty())?;
        let meaning = reading.vocabulary.exact_meaning(name)?;
        self.columns.iter().position(|column| {
            column.field == meaning.field && matches!(meaning.field, Field::Status | Field::Owner | Field::Deadline)
        })
    }

    fn record(
        &mut self,
        reading: &mut Reading<'_>,
        stripe: &Stripe,
        of: &Columns,
        before: Before,
        remark: Option<&str>,
    ) {
        let place = |piece: &Piece| -> Option<Range<usize>> {
            Some(of.get(piece.columns.start)?.start..of.get(piece.columns.end.checked_sub(1)?)?.end)
        };
        let labels = |piece: &&Piece| self.number.is_some() && place(piece).map(|at| at.start) == self.number;
        let label = stripe.pieces.iter().find(labels).filter(|piece| !piece.cell.is_empty());
        let spanning = label.filter(|piece| piece.shared || piece.height > 1);
        // What stands beside several rows and is no label groups them.
        let theme = spanning.filter(|piece| !piece.text().contains(|c: char| c.is_ascii_digit()));
        let joins = spanning.is_some_and(|piece| piece.shared) && theme.is_none();
        if let Some(theme) = theme.filter(|piece| !piece.shared) {
            self.take_heading(reading, theme.cell.clone());
        }
        let mut record = Record { cells: vec![Cell::default(); self.columns.len()], bold: true, ..Record::default() };
        let mut fills = vec![None; self.columns.len()];
        for piece in &stripe.pieces {
            let Some(columns) = place(piece) else { continue };
            for fill in fills.iter_mut().take(columns.end).skip(columns.start) {
                *fill = fill.or(piece.fill);
            }
            let is_theme = theme.is_some() && label.is_some_and(|label| std::ptr::eq(label, piece));
            if piece.cell.is_empty() || is_theme || joins && piece.shared {
                continue;
            }
            let column = self.column_for(piece, &columns);
            if let Some(cell) = record.cells.get_mut(column) {
                cell.append(&piece.cell);
            }
            record.bold &= piece.bold;
            record.repairs.extend(self.repair(piece, &columns));
        }
        record.repairs.extend(remark.map(str::to_owned));
        if joins && let Some(Item::Record { record: above, .. }) = self.items.last_mut() {
            for (cell, more) in above.cells.iter_mut().zip(&record.cells) {
                cell.append(more);
            }
            above.repairs.push("put together from drawn rows".to_owned());
            return;
        }
        record.bound = self.bound(reading, &mut record.cells, before, joins, record.bold);
        self.fills.push((self.items.len(), fills));
        self.items.push(Item::Record { record, gap: before.page });
    }

    /// Says which of the columns that a piece spans it belongs to: the first, unless that is for labels.
    fn column_for(&self, piece: &Piece, columns: &Range<usize>) -> usize {
        let beside = columns.len() > 1 && Some(columns.start) == self.number && label::whole(piece.text()).is_none();
        if beside { columns.start + 1 } else { columns.start }
    }

    /// Says what is unlike other rows in a piece that spans columns or rows.
    fn repair(&self, piece: &Piece, columns: &Range<usize>) -> Option<String> {
        let headings = self.columns.get(columns.clone())?;
        let names: Vec<&str> = headings.iter().map(|it| it.cell.text.as_str()).filter(|it| !it.is_empty()).collect();
        if columns.len() > 1 {
            return Some(format!("spans {}", names.join(" and ")));
        }
        let field = headings.first().map(|column| column.field)?;
        let telling = !matches!(field, Field::Extra | Field::Raised | Field::Number);
        (piece.shared && telling).then(|| format!("{} shared with the row above", names.join(" ")))
    }

    /// Says whether a record goes on from the one before. A label that is only printed again is taken out of `cells`.
    fn bound(&self, reading: &mut Reading<'_>, cells: &mut [Cell], before: Before, joins: bool, bold: bool) -> Bound {
        if joins {
            return Bound::GoesOn;
        }
        let text = |column: Option<usize>| column.and_then(|column| cells.get(column)).map_or("", |cell| &cell.text);
        let (label, action) = (text(self.number), text(self.action));
        let short = |field: Field| matches!(field, Field::Deadline | Field::Owner | Field::Raised);
        let filled = |column: usize| cells.get(column).is_some_and(|cell| !cell.is_empty());
        if !label.is_empty() {
            if !self.prints_again(label, before, action.is_empty()) {
                return Bound::Drawn;
            }
            if let Some(cell) = self.number.and_then(|number| cells.get_mut(number)) {
                reading.ledger.claim_all(&std::mem::take(cell).spans, Class::Furniture);
            }
            return Bound::GoesOn;
        }
        if !before.page {
            return Bound::Drawn;
        }
        let mut columns = self.columns.iter().enumerate();
        let again = columns.any(|(at, column)| short(column.field) && filled(at) && !self.last(at).is_empty());
        let low = action.starts_with(char::is_lowercase);
        let goes_on = low || action.is_empty() || self.action.is_some_and(|column| breaks_off(self.last(column)));
        if self.is_labelled() {
            let alone = (0..cells.len()).filter(|&column| filled(column)).nth(1).is_none();
            let headed = alone && bold && !before.open;
            return if !before.open && (again && !low || headed) { Bound::Drawn } else { Bound::GoesOn };
        }
        let blank = !self.columns.iter().enumerate().any(|(at, column)| short(column.field) && filled(at));
        let whole = (0..cells.len()).all(filled);
        let joined = if before.open { goes_on || blank && !whole } else { goes_on && blank && !whole };
        if joined { Bound::GoesOn } else { Bound::Drawn }
    }

    /// Tells whether a label at the top of a page is that of the row before once more: `14 (cont.)`.
    fn prints_again(&self, label: &str, before: Before, no_action: bool) -> bool {
        let bare = join::without_continued(label);
        let last = self.number.map_or("", |number| self.last(number));
        let same =
            label::whole(bare).map(|it| it.bare.to_lowercase()) == label::whole(last).map(|it| it.bare.to_lowercase());
        let same = same && label::whole(bare).is_some() || bare == last;
        if bare.len() < label.len() { same || bare.is_empty() } else { same && before.page && no_action }
    }

    /// Tells whether most rows so far bear a label.
    fn is_labelled(&self) -> bool {
        let Some(number) = self.number else { return false };
        let records = self.fills.iter().rev().take(BACK).filter_map(|(at, _)| match self.items.get(*at) {
            Some(Item::Record { record, .. }) => Some(!record.text(number).is_empty()),
            _ => None,
        });
        let (all, labelled) = records.fold((0, 0), |(all, count), label| (all + 1, count + usize::from(label)));
        labelled * 3 >= all
    }

    /// Returns what stands last in column `column` of the row that came last.
    fn last(&self, column: usize) -> &str {
        self.last_cell(column).map_or("", |cell| cell.text.as_str())
    }

    fn last_cell(&self, column: usize) -> Option<&Cell> {
        for item in self.items.iter().rev().take(BACK) {
            let Item::Record { record, .. } = item else { return None };
            let cell = record.cells.get(column).filter(|cell| !cell.is_empty());
            let begins =
                record.bound != Bound::GoesOn && self.number.is_none_or(|number| !record.text(number).is_empty());
            if cell.is_some() || begins {
                return cell;
            }
        }
        None
    }
}

/// Tells whether a wording ends in the middle of a sentence.
fn breaks_off(text: &str) -> bool {
    text.ends_with([',', '-', '–', '&', '/', '(']) || JOINING.iter().any(|word| text.ends_with(word))
}
