//! What the layouts share while one text is read: its lines, the vocabulary, and what was cut out so far.

use std::cell::OnceCell;
use std::ops::Range;

use crate::cell::Cell;
use crate::columns::Vocabulary;
use crate::layouts::furniture::Furniture;
use crate::ledger::{Class, Ledger};
use crate::lines::Lines;
use crate::pages::Pages;
use crate::problem::{Problem, ProblemKind};
use crate::row::{DatePlace, Field, Layout, Row, Table};
use crate::shapes::Shapes;
use crate::span::Span;

/// The state of reading one text.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The text.
    pub lines: Lines<'a>,
    /// What geometry knows of the text, where it was read from pages.
    pub pages: Option<&'a Pages>,
    /// The same, by line.
    pub shapes: Shapes<'a>,
    /// The lines of drawn tables that are read as running text, but hold neither headings nor lists: figures, names.
    pub figures: Vec<Range<usize>>,
    /// What headings mean.
    pub vocabulary: &'a Vocabulary,
    /// Which words were placed where.
    pub ledger: Ledger,
    /// The legend lines that stand above headers: the same lines inside a table are no part of its rows.
    pub legend_lines: Vec<Span>,
    /// The document's title, once found.
    pub title: Option<Cell>,
    /// Wordings that may tell the edition's date.
    pub dates: Vec<(DatePlace, Cell)>,
    /// The tables found so far.
    pub tables: Vec<Table>,
    /// The rows found so far.
    pub rows: Vec<Row>,
    /// The remarks made so far.
    pub problems: Vec<Problem>,
    /// The page heads and feet, looked for once.
    pub furniture: OnceCell<Furniture>,
    /// The marks that the text explains as an older numbering, looked for once.
    pub legends: OnceCell<Vec<(String, Span)>>,
}

impl<'a> Reading<'a> {
    /// Starts reading `text`; `pages` is what geometry knows of it.
    pub fn new(text: &'a str, pages: Option<&'a Pages>, vocabulary: &'a Vocabulary) -> Self {
        let lines = Lines::new(text);
        let ledger = Ledger::new(lines.len());
        Self {
            lines,
            pages,
            shapes: Shapes::new(pages),
            figures: Vec::new(),
            vocabulary,
            ledger,
            legend_lines: Vec::new(),
            title: None,
            dates: Vec::new(),
            tables: Vec::new(),
            rows: Vec::new(),
            problems: Vec::new(),
            furniture: OnceCell::new(),
            legends: OnceCell::new(),
        }
    }

    /// Tells whether line `index` stands in a drawn table.
    pub fn in_grid(&self, index: usize) -> bool {
        self.shapes.in_grid(index)
    }

    /// Tells whether line `index` stands in a drawn table of figures or names.
    pub fn in_figures(&self, index: usize) -> bool {
        let after = self.figures.partition_point(|run| run.end <= index);
        self.figures.get(after).is_some_and(|run| run.contains(&index))
    }

    /// Adds a table and returns its index.
    pub fn add_table(&mut self, table: Table) -> usize {
        self.tables.push(table);
        self.tables.len() - 1
    }

    /// Adds a row, and places every word of its label, cells, extra and note in the ledger.
    pub fn add_row(&mut self, row: Row) {
        let cells = row.cells.iter().map(|(_, cell)| cell).chain(row.extra.iter().map(|(_, cell)| cell));
        for cell in row.label.iter().chain(cells) {
            self.ledger.claim_all(&cell.spans, Class::Cells);
        }
        if let Some(note) = &row.note {
            self.ledger.claim_all(&note.spans, Class::Notes);
        }
        self.rows.push(row);
    }

    /// Notes that `spans` could not be placed, and says why.
    pub fn leave_unplaced(&mut self, spans: Vec<Span>, message: impl Into<String>) {
        self.ledger.claim_all(&spans, Class::Unplaced);
        self.problem(ProblemKind::Unplaced, message, spans);
    }

    /// Makes a remark.
    pub fn problem(&mut self, kind: ProblemKind, message: impl Into<String>, spans: Vec<Span>) {
        self.problems.push(Problem { kind, message: message.into(), spans });
    }
}

/// A header row: where it stands and which columns it names.
#[derive(Debug, Clone)]
pub struct Header {
    /// The lines it takes up.
    pub lines: Range<usize>,
    /// The arrangement of the table below it.
    pub layout: Layout,
    /// The table's title, where it is fused with the header row.
    pub title: Option<Cell>,
    /// Its columns from left to right.
    pub columns: Vec<HeaderColumn>,
    /// What parts the cells, in separated layouts.
    pub separator: Option<char>,
}

/// One heading of a header row.
#[derive(Debug, Clone)]
pub struct HeaderColumn {
    /// The heading, with its place.
    pub cell: Cell,
    /// What it was taken for.
    pub field: Field,
}
