//! Makes rows of records: which begins a row, which goes on from the one before, which is a section heading.
//!
//! In: what stands below a header row. Out: rows in the reading, and their words in the ledger. No cell is ever lost:
//! what stands beyond the last heading is kept as an extra cell without a heading.

use super::{Bound, Item, LONGEST_LABEL, Record};
use crate::cell::Cell;
use crate::label;
use crate::layouts::{finish, heading};
use crate::ledger::Class;
use crate::lines::Lines;
use crate::reading::{HeaderColumn, Reading};
use crate::row::{DatePlace, Field, Row, Table};
use crate::span::Span;

/// Adds the rows that `items` make to table `table`, whose columns are `columns`.
pub fn build(reading: &mut Reading<'_>, columns: &[HeaderColumn], table: usize, items: Vec<Item>) {
    let fields: Vec<Field> = columns.iter().map(|column| column.field).collect();
    let headings = finish::unique(columns.iter().map(|column| column.cell.text.clone()).collect());
    let facts = Facts::of(&fields, &headings, &items);
    let mut builder = Builder { reading, fields, headings, facts, table, section: None, rows: Vec::new() };
    for item in items {
        builder.take(item);
    }
    builder.finish();
}

/// What holds for a table as a whole.
struct Facts {
    number: Option<usize>,
    action: Option<usize>,
    /// Hardly any record has a label in the number column.
    unnumbered: bool,
    /// Nearly every action begins with a label.
    fused: bool,
    /// Most records have more than one cell.
    wide: bool,
    headings: Vec<String>,
}

impl Facts {
    fn of(fields: &[Field], headings: &[String], items: &[Item]) -> Self {
        let number = fields.iter().position(|&field| field == Field::Number);
        let action = fields.iter().position(|&field| field == Field::Action);
        let (mut records, mut labels, mut actions, mut fused, mut wide) = (0, 0, 0, 0, 0);
        for item in items {
            let Item::Record { record, .. } = item else { continue };
            records += 1;
            wide += usize::from(record.only().is_none());
            labels += usize::from(number.is_some_and(|column| !record.text(column).is_empty()));
            let wording = action.map_or("", |column| record.text(column));
            if !wording.is_empty() && record.only().is_none() {
                actions += 1;
                fused += usize::from(finish::fused_label(wording).is_some());
            }
        }
        Self {
            number,
            action,
            unnumbered: labels * 10 <= records,
            fused: number.is_none() && actions >= 2 && fused * 5 >= actions * 4,
            wide: wide * 2 >= records,
            headings: headings.iter().map(|it| it.to_lowercase()).collect(),
        }
    }
}

struct Builder<'r, 'a> {
    reading: &'r mut Reading<'a>,
    fields: Vec<Field>,
    headings: Vec<String>,
    facts: Facts,
    table: usize,
    section: Option<Cell>,
    rows: Vec<Row>,
}

/// What a record is.
enum Kind {
    Furniture,
    Section(usize),
    Metadata(usize),
    Row,
    GoesOn,
    Stray,
}

impl Builder<'_, '_> {
    fn take(&mut self, item: Item) {
        match item {
            Item::Section(cell) => self.open_section(cell),
            Item::Table(title) => {
                self.reading.ledger.claim_all(&title.spans, Class::Headings);
                heading::note_date(self.reading, &title);
                let before = &self.reading.tables[self.table];
                let next = Table { title: Some(title), ..before.clone() };
                self.section = None;
                self.table = self.reading.add_table(next);
            }
            Item::Stray(cell) => self.stray(cell.spans),
            Item::Text { cell, gap } => self.go_on_in_last_cell(cell, gap),
            Item::Record { record, gap } => match self.kind(&record, gap) {
                Kind::Furniture => {
                    for cell in &record.cells {
                        self.reading.ledger.claim_all(&cell.spans, Class::Furniture);
                    }
                }
                Kind::Section(column) => {
                    if let Some(cell) = record.cells.into_iter().nth(column) {
                        self.open_section(unmarked(cell, &self.reading.lines));
                    }
                }
                Kind::Metadata(column) => {
                    if let Some(cell) = record.cells.into_iter().nth(column) {
                        self.reading.ledger.claim_all(&cell.spans, Class::Headings);
                        if heading::has_date(&cell.text) {
                            self.reading.dates.push((DatePlace::Line, cell));
                        }
                    }
                }
                Kind::Row => self.add_row(record),
                Kind::GoesOn => self.go_on(record, gap),
                Kind::Stray => self.stray(record.cells.into_iter().flat_map(|cell| cell.spans).collect()),
            },
        }
    }

    fn kind(&self, record: &Record, gap: bool) -> Kind {
        let filled = record.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 0 || self.repeats_header(record) || record.cells.iter().all(|cell| is_ruling(&cell.text)) {
            return Kind::Furniture;
        }
        let number = self.facts.number.map_or("", |column| record.text(column));
        let action = self.facts.action.map_or("", |column| record.text(column));
        let follows = self.rows.last().is_some_and(|row| row.table == self.table);
        let drawn = record.bound == Bound::Drawn;
        if record.bound == Bound::GoesOn && follows {
            return Kind::GoesOn;
        }
        if let Some(column) = record.only() {
            return self.kind_of_single(record, column, gap, follows);
        }
        if !number.is_empty() && !number.chars().any(char::is_alphanumeric) && action.is_empty() {
            return Kind::Stray;
        }
        let long = number.len() > LONGEST_LABEL.0 || number.split_whitespace().count() > LONGEST_LABEL.1;
        if !number.is_empty() && long && !drawn {
            return Kind::Stray;
        }
        if !number.is_empty() {
            return Kind::Row;
        }
        let no_labels = self.facts.number.is_none() || self.facts.unnumbered;
        let is_row = match (action.is_empty(), no_labels) {
            (true, _) => !follows,
            (false, true) => !(follows && gap && begins_low(action) && filled * 2 <= self.fields.len()),
            (false, false) => !follows || self.is_row_without_label(record, action),
        };
        if is_row && action.is_empty() {
            return Kind::Stray;
        }
        if is_row { Kind::Row } else { Kind::GoesOn }
    }

    fn kind_of_single(&self, record: &Record, column: usize, gap: bool, follows: bool) -> Kind {
        let text = record.text(column);
        let drawn = record.bound == Bound::Drawn;
        let in_action = Some(column) == self.facts.action;
        let in_front = Some(column) == self.facts.number || column == 0 || in_action;
        let bold = heading::unbold(text).len() < text.trim().len() || record.bold && in_front;
        let leads = Some(column) == self.facts.number || column == 0 || bold;
        if heading::is_metadata(text)
            && heading::has_date(text)
            && text.split_whitespace().count() <= 8
            && leads
            && text.len() < 80
        {
            return Kind::Metadata(column);
        }
        if Some(column) == self.facts.number && label::whole(text).is_some() {
            return if drawn { Kind::Row } else { Kind::Stray };
        }
        let headed = heading::is_heading_like(text);
        if leads && (bold || !in_action) {
            let is_text = Some(column) != self.facts.number && follows && (begins_low(text) || !headed && !gap);
            return if is_text && !bold {
                Kind::GoesOn
            } else if text.len() <= 400 {
                Kind::Section(column)
            } else {
                Kind::Stray
            };
        }
        if !in_action {
            return if follows { Kind::GoesOn } else { Kind::Stray };
        }
        let finished =
            self.rows.last().is_none_or(|row| row.cell(Field::Action).is_none_or(|cell| is_finished(&cell.text)));
        let labelled = self.facts.number.is_some() && !self.facts.unnumbered;
        match (labelled, headed && self.facts.wide) {
            // Where cells are drawn a heading is set in bold, or takes up the whole width; but a label comes with every row.
            (_, true) if drawn && !(labelled && finished) => {
                if labelled && follows {
                    Kind::GoesOn
                } else {
                    Kind::Row
                }
            }
            (_, true) if !begins_low(text) && (!follows || finished || !gap) => Kind::Section(column),
            (true, _) if follows => Kind::GoesOn,
            (true, _) => Kind::Stray,
            (false, _) if follows && begins_low(text) => Kind::GoesOn,
            (false, _) => Kind::Row,
        }
    }

    /// In a table with labels, a record without one is a row of its own where its short columns are filled again.
    fn is_row_without_label(&self, record: &Record, action: &str) -> bool {
        let Some(before) = self.rows.last() else { return true };
        let short = [Field::Deadline, Field::Owner, Field::Raised];
        let again = self.fields.iter().enumerate().any(|(column, field)| {
            short.contains(field)
                && !record.text(column).is_empty()
                && before.cell(*field).is_some_and(|cell| !cell.is_empty())
        });
        let full = (0..self.fields.len())
            .filter(|&column| Some(column) != self.facts.number)
            .all(|column| !record.text(column).is_empty());
        !begins_low(action) && (again || full)
    }

    fn repeats_header(&self, record: &Record) -> bool {
        let same = |(index, heading): (usize, &String)| heading::unbold(record.text(index)).to_lowercase() == *heading;
        record.cells.len() >= self.facts.headings.len() && self.facts.headings.iter().enumerate().all(same)
    }

    fn open_section(&mut self, cell: Cell) {
        self.reading.ledger.claim_all(&cell.spans, Class::Headings);
        heading::note_date(self.reading, &cell);
        self.section = Some(cell);
    }

    fn add_row(&mut self, record: Record) {
        let mut row = Row::new(self.table);
        row.section = self.section.clone();
        row.repairs = record.repairs;
        row.category = record.category;
        let mut cells = record.cells.into_iter();
        for (field, heading) in self.fields.iter().zip(&self.headings) {
            let cell = cells.next().unwrap_or_default();
            match field {
                Field::Number => row.label = (!cell.is_empty()).then(|| unmarked(cell, &self.reading.lines)),
                Field::Extra if heading.is_empty() && cell.is_empty() => {}
                Field::Extra => row.extra.push((heading.clone(), cell)),
                field => row.cells.push((*field, cell)),
            }
        }
        // Cells beyond the last heading belong to the row all the same.
        for (count, cell) in cells.filter(|cell| !cell.is_empty()).enumerate() {
            let name = if count == 0 { String::new() } else { format!("~{}", count + 1) };
            row.extra.push((name, cell));
        }
        self.rows.push(row);
    }

    fn go_on(&mut self, record: Record, gap: bool) {
        let Some(row) = self.rows.last_mut() else { return };
        let (fields, headings) = (&self.fields, &self.headings);
        row.category = row.category.take().or(record.category);
        for repair in record.repairs {
            finish::mark(row, &repair);
        }
        for (column, cell) in record.cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match fields.get(column) {
                Some(Field::Number) => row.label.get_or_insert_default().append(&cell),
                Some(Field::Extra) | None => {
                    let heading = headings.get(column).cloned().unwrap_or_default();
                    match row.extra.iter_mut().find(|(of, _)| *of == heading) {
                        Some((_, there)) => there.append(&cell),
                        None => row.extra.push((heading, cell)),
                    }
                }
                Some(field) => row.cell_mut(*field).append(&cell),
            }
        }
        finish::mark_continued(row, gap);
    }

    /// Text without separators goes on in the cell with which the line above it ends.
    fn go_on_in_last_cell(&mut self, cell: Cell, gap: bool) {
        let Some(row) = self.rows.last_mut() else { return self.stray(cell.spans) };
        let cells = row
            .cells
            .iter_mut()
            .map(|(_, cell)| cell)
            .chain(row.extra.iter_mut().map(|(_, cell)| cell))
            .chain(&mut row.label);
        match cells.filter(|cell| !cell.is_empty()).max_by_key(|cell| cell.spans.last().copied()) {
            Some(last) => last.append(&cell),
            None => return self.stray(cell.spans),
        }
        finish::mark_continued(row, gap);
    }

    fn stray(&mut self, spans: Vec<Span>) {
        self.reading.leave_unplaced(spans, "this stands between the rows of a table but fits none of its columns");
    }

    fn finish(self) {
        finish::add_rows(self.reading, self.rows, self.facts.fused);
    }
}

fn is_ruling(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '=' | '_' | '–' | '—' | ':' | '+' | '─'))
}

fn begins_low(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

fn is_finished(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':', ';'])
}

/// Takes the Markdown marks off a cell that is bold, or whose star is escaped.
fn unmarked(cell: Cell, lines: &Lines<'_>) -> Cell {
    if cell.spans.len() != 1 {
        return cell;
    }
    let text = heading::unbold(&cell.text);
    if text.len() < cell.text.len() && !text.is_empty() && label::whole(&cell.text).is_none() {
        let spans = match cell.spans.first() {
            Some(&span) => {
                let inner = heading::unbold(lines.slice(span));
                vec![heading::span_of(lines, span.line as usize, inner)]
            }
            None => Vec::new(),
        };
        return Cell { text: text.to_owned(), spans };
    }
    if cell.text.starts_with("\\*") {
        return Cell { text: cell.text.replace("\\*", "*"), ..cell };
    }
    cell
}
