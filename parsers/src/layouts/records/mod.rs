//! Rows of cells as a table has them, and how rows of actions are made of them.
//!
//! In: what stands below a header row, sorted into [`Item`]s by the layout that found it: cells parted by a character, or
//! cells that are drawn. Out: rows in the reading, by [`build`].

mod build;

use std::ops::Range;

use crate::cell::Cell;
use crate::label;
use crate::row::Field;

pub use build::build;

/// One row of cells as the text has it.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The cells, from left to right.
    pub cells: Vec<Cell>,
    /// The lines it takes up.
    pub lines: Range<usize>,
    /// What is known of where it begins.
    pub bound: Bound,
    /// Whether it is set in bold.
    pub bold: bool,
    /// What its colour means, or the colour's value.
    pub category: Option<String>,
    /// What had to be mended.
    pub repairs: Vec<String>,
}

/// What is known, beside its wording, of whether a record begins a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Bound {
    /// It stands on lines of its own: its wording tells.
    #[default]
    Open,
    /// It is ruled off from what stands above it: it is a row wherever it can be one.
    Drawn,
    /// It goes on from the row before it.
    GoesOn,
}

/// What stands on the lines below a header row.
#[derive(Debug)]
pub enum Item {
    /// A row of cells.
    Record {
        /// The cells.
        record: Record,
        /// Whether a blank line or a page break stands before it.
        gap: bool,
    },
    /// A heading that groups the rows below it.
    Section(Cell),
    /// A heading with which another table of the same columns begins.
    Table(Cell),
    /// Text between two rows that is no part of them.
    Stray(Cell),
    /// Text that goes on from the last cell before it.
    Text {
        /// The text.
        cell: Cell,
        /// Whether a blank line or a page break stands before it.
        gap: bool,
    },
}

/// The longest label, in bytes and words, that stands beside other cells.
pub const LONGEST_LABEL: (usize, usize) = (40, 5);

impl Record {
    /// Returns the column of the only cell with something in it.
    pub fn only(&self) -> Option<usize> {
        let mut full = self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(index, _)| index);
        let first = full.next()?;
        full.next().is_none().then_some(first)
    }

    /// Returns the wording of column `index`, empty where the record is too short.
    pub fn text(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |cell| cell.text.as_str())
    }
}

/// A column without a heading that holds labels is the number column. `below` are the wordings of the first few rows.
pub fn name_label_column(headings: &[&str], fields: &mut [Field], below: &[Vec<&str>]) {
    if fields.contains(&Field::Number) {
        return;
    }
    let Some(blank) = headings.iter().position(|it| it.is_empty()) else { return };
    let cells: Vec<&&str> = below.iter().filter_map(|row| row.get(blank)).collect();
    let labels = cells.iter().filter(|it| label::whole(it).is_some()).count();
    if labels > 0 && labels * 2 >= cells.iter().filter(|it| !it.is_empty()).count() {
        fields[blank] = Field::Number;
    }
}
