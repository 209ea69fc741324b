//! Puts the actions found in running text together as tables and rows.
//!
//! In: drafts in reading order. Out: tables, rows with a cell for every column of their table, and their words' places.

use super::labelled::{self, Labelled};
use super::list::Item;
use crate::cell::Cell;
use crate::layouts::legacy;
use crate::ledger::Class;
use crate::reading::Reading;
use crate::row::{Column, Field, Layout, Role, Row, Table};

/// Which table a draft belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The list that sums up all actions.
    Summary,
    /// The lists below section headings.
    Sections,
    /// Action paragraphs and items with labelled lines.
    Minutes,
}

/// A row on its way.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The heading of its table.
    pub title: Option<Cell>,
    kind: Kind,
    row: Row,
    /// The lines it takes up, marks and labels included.
    lines: Vec<usize>,
    /// The labels of its labelled lines.
    labels: Vec<Labelled>,
}

impl Draft {
    /// Makes a draft of `item`.
    pub fn of_item(reading: &Reading<'_>, kind: Kind, section: Option<&Cell>, item: &Item) -> Self {
        let mut row = Row::new(0);
        row.section = section.cloned();
        row.label = item.label.map(|span| Cell::from_span(span, &reading.lines));
        row.parts = item.parts.iter().map(|part| Cell::from_spans(part.clone(), &reading.lines)).collect();
        *row.cell_mut(Field::Action) = item.wording(reading);
        let mut draft = Self { title: None, kind, row, lines: item.lines.clone(), labels: Vec::new() };
        for label in &item.fields {
            draft.give_field(reading, label, &item.fields);
        }
        draft
    }

    /// Takes `wording` for the action, as the paragraph itself names an owner only.
    pub fn take_wording(&mut self, wording: Cell) {
        self.row.repairs.push("wording from the paragraph above".to_owned());
        self.lines.extend(wording.spans.iter().map(|span| span.line as usize));
        *self.row.cell_mut(Field::Action) = wording;
    }

    /// Gives the row its owner, unless a labelled line did.
    pub fn give_owner(&mut self, owner: Option<Cell>) {
        if let Some(owner) = owner
            && self.row.cell(Field::Owner).is_none_or(Cell::is_empty)
        {
            *self.row.cell_mut(Field::Owner) = owner;
        }
    }

    /// Gives the row its deadline, unless a labelled line did.
    pub fn give_deadline(&mut self, deadline: Option<Cell>) {
        if let Some(deadline) = deadline
            && self.row.cell(Field::Deadline).is_none_or(Cell::is_empty)
        {
            *self.row.cell_mut(Field::Deadline) = deadline;
        }
    }

    fn give_field(&mut self, reading: &Reading<'_>, label: &Labelled, all: &[Labelled]) {
        let value = labelled::cell(label, reading);
        let exact = all.iter().all(|other| other.field != label.field || other.rank >= label.rank);
        let taken = label.field != Field::Action && self.row.cell(label.field).is_some();
        match label.field {
            Field::Number if exact && self.row.label.is_none() => self.row.label = Some(value),
            Field::Extra | Field::Number => self.row.extra.push((label.name.clone(), value)),
            _ if !exact || taken => self.row.extra.push((label.name.clone(), value)),
            Field::Action if self.row.cell(Field::Action).is_some_and(|action| !action.is_empty()) => {
                self.row.extra.push((label.name.clone(), value));
            }
            field => *self.row.cell_mut(field) = value,
        }
        self.labels.push(label.clone());
    }
}

/// Adds the tables that `drafts` make up, and their rows.
pub fn add(reading: &mut Reading<'_>, drafts: Vec<Draft>) {
    let mut tables: Vec<(Kind, usize)> = Vec::new();
    let columns = minutes_columns(&drafts);
    let marks = legacy::explained_marks(reading);
    let mut headed: Vec<String> = Vec::new();
    for mut draft in drafts {
        let table = match tables.iter().find(|(kind, _)| *kind == draft.kind) {
            Some((_, table)) => *table,
            None => {
                let table = reading.add_table(table(&draft, &columns));
                tables.push((draft.kind, table));
                table
            }
        };
        draft.row.table = table;
        draft.row.legacy = draft.row.label.as_ref().is_some_and(|label| legacy::bears(&label.text, &marks));
        if draft.kind == Kind::Minutes {
            complete(&mut draft.row);
        }
        for label in &draft.labels {
            let again = headed.contains(&label.name);
            if !again && headed.len() < 100 {
                headed.push(label.name.clone());
            }
            reading.ledger.claim(label.place, if again { Class::Furniture } else { Class::Headings });
        }
        let lines = std::mem::take(&mut draft.lines);
        reading.add_row(draft.row);
        // What is left on the row's lines are marks, brackets, and the word `Action` before its label.
        for line in lines {
            reading.ledger.claim_line(line, &reading.lines, Class::Cells);
        }
    }
}

fn table(draft: &Draft, columns: &[Column]) -> Table {
    match draft.kind {
        Kind::Summary => {
            Table { layout: Layout::WriteUp, role: Role::Summary, title: draft.title.clone(), columns: Vec::new() }
        }
        Kind::Sections => Table { layout: Layout::WriteUp, role: Role::Sections, title: None, columns: Vec::new() },
        Kind::Minutes => Table { layout: Layout::Minutes, role: Role::Table, title: None, columns: columns.to_vec() },
    }
}

/// Returns the columns that labelled lines name, in the order they first stand in.
fn minutes_columns(drafts: &[Draft]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for label in drafts.iter().filter(|draft| draft.kind == Kind::Minutes).flat_map(|draft| &draft.labels) {
        if columns.len() < 40 && columns.iter().all(|column| column.raw != label.name) {
            columns.push(Column { raw: label.name.clone(), field: label.field });
        }
    }
    columns
}

/// Puts the cells of `row` in their order. A paragraph has no columns: what it does not tell is no empty cell.
fn complete(row: &mut Row) {
    row.cell_mut(Field::Action);
    row.cells.sort_by_key(|(field, _)| *field);
}
