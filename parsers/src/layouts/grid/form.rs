//! Actions that have a small drawn table each, with what a cell says in front of it: `Action | …`, `Owner | …`.
//!
//! In: the rows of a sheet. Out: records, one for each action, in a table whose columns are the names in front. A sheet in
//! which most rows begin with no such name is none.

use super::sheet::{Piece, Stripe};
use crate::cell::Cell;
use crate::label;
use crate::layouts::records::{self, Bound, Item, Record};
use crate::ledger::Class;
use crate::reading::{HeaderColumn, Reading};
use crate::row::{Column, Field, Layout, Role, Table};
use crate::span::Span;

/// The most columns that such a table has.
const WIDEST: usize = 24;

/// What stands behind one name.
#[derive(Debug)]
pub struct Entry {
    /// The name.
    name: Cell,
    /// What it means.
    field: Field,
    /// The label that stands with the name: `Action 3`.
    label: Option<Cell>,
    value: Cell,
}

/// All actions of a document that have small tables.
#[derive(Debug, Default)]
pub struct Forms {
    columns: Vec<HeaderColumn>,
    records: Vec<Record>,
}

/// Reads the rows of a sheet as names with what they say; nothing where they are none, or speak of no action.
pub fn read(reading: &Reading<'_>, stripes: &[Stripe]) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let (mut named, mut all) = (0, 0);
    for stripe in stripes.iter().filter(|stripe| stripe.own().next().is_some()) {
        all += 1;
        let mut pieces = stripe.pieces.iter().filter(|piece| !piece.shared);
        let before = entries.len();
        while let Some(piece) = pieces.next() {
            if let Some((field, label)) = name(reading, piece) {
                let value = pieces.next().map(|piece| piece.cell.clone())?;
                entries.push(Entry { name: piece.cell.clone(), field, label, value });
            } else if let Some(last) = entries.last_mut().filter(|_| stripe.own().nth(1).is_none()) {
                last.value.append(&piece.cell);
            } else if !piece.cell.is_empty() {
                let value = pieces.next().map(|piece| piece.cell.clone()).unwrap_or_default();
                entries.push(Entry { name: piece.cell.clone(), field: Field::Extra, label: None, value });
            }
        }
        named += usize::from(entries.len() > before && entries.get(before).is_some_and(|it| it.field != Field::Extra));
    }
    let of = |field| entries.iter().filter(|entry| entry.field == field).count();
    let telling = of(Field::Owner) + of(Field::Deadline) + of(Field::Status) > 0;
    (of(Field::Action) > 0 && telling && named * 3 >= all * 2).then_some(entries)
}

/// Returns what the wording of a piece names, where it is nothing but a name, and the label behind it.
fn name(reading: &Reading<'_>, piece: &Piece) -> Option<(Field, Option<Cell>)> {
    let text = piece.text();
    if text.len() > 60 || text.is_empty() {
        return None;
    }
    if let Some(meaning) = reading.vocabulary.exact_meaning(text) {
        return Some((meaning.field, None));
    }
    let (front, last) = text.rsplit_once(' ')?;
    let label = label::whole(last).filter(|label| label.bare.contains(|c: char| c.is_ascii_digit()))?;
    let action = reading.vocabulary.exact_meaning(front).filter(|meaning| meaning.field == Field::Action)?;
    let span = *piece.cell.spans.last()?;
    let start = span.end.checked_sub(u32::try_from(label.printed.len()).ok()?)?;
    Some((action.field, Some(Cell::from_span(Span { start, ..span }, &reading.lines))))
}

impl Forms {
    /// Takes the actions of one sheet. An action begins where a name stands again that it has already.
    pub fn take(&mut self, reading: &mut Reading<'_>, entries: Vec<Entry>) {
        let mut taken: Vec<usize> = Vec::new();
        self.records.push(Record { bound: Bound::Drawn, ..Record::default() });
        for Entry { name, field, label, value } in entries {
            let mut spans = name.spans.clone();
            if let Some(label) = label {
                for span in &mut spans {
                    let label = label.spans.iter().find(|it| it.line == span.line && it.start < span.end);
                    span.end = label.map_or(span.end, |label| label.start.max(span.start));
                }
                let column = self.column(&Cell::default(), Field::Number);
                self.put(column, label, &mut taken);
            }
            let known = self.columns.len();
            let column = self.column(&Cell::from_spans(spans.clone(), &reading.lines), field);
            let class = if self.columns.len() > known { Class::Headings } else { Class::Furniture };
            reading.ledger.claim_all(&spans, class);
            self.put(column, value, &mut taken);
        }
    }

    /// Adds the table to the reading.
    pub fn finish(self, reading: &mut Reading<'_>) {
        if self.records.is_empty() {
            return;
        }
        let columns = self.columns.iter().map(|it| Column { raw: it.cell.text.clone(), field: it.field }).collect();
        let table = reading.add_table(Table { layout: Layout::Grid, role: Role::Table, title: None, columns });
        let items = self.records.into_iter().map(|record| Item::Record { record, gap: false });
        records::build(reading, &self.columns, table, items.collect());
    }

    /// Returns the column of a name; the first that means a field has it, and the others are kept under their names.
    fn column(&mut self, name: &Cell, field: Field) -> usize {
        let key = |cell: &Cell| cell.text.to_lowercase().trim_end_matches(':').to_owned();
        let same = |it: &HeaderColumn| key(&it.cell) == key(name) && (it.field == field || it.field == Field::Extra);
        if let Some(column) = self.columns.iter().position(same) {
            return column;
        }
        if self.columns.len() >= WIDEST {
            return self.columns.len() - 1;
        }
        let taken = field != Field::Extra && self.columns.iter().any(|it| it.field == field);
        let text = name.text.trim_end_matches(':').to_owned();
        let cell = Cell { text, spans: name.spans.clone() };
        self.columns.push(HeaderColumn { cell, field: if taken { Field::Extra } else { field } });
        self.columns.len() - 1
    }

    fn put(&mut self, column: usize, value: Cell, taken: &mut Vec<usize>) {
        if taken.contains(&column) {
            self.records.push(Record { bound: Bound::Drawn, ..Record::default() });
            taken.clear();
        }
        taken.push(column);
        let Some(record) = self.records.last_mut() else { return };
        record.cells.resize(record.cells.len().max(column + 1), Cell::default());
        if let Some(cell) = record.cells.get_mut(column) {
            cell.append(&value);
        }
    }
}
