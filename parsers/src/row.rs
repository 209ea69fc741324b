//! What a parser cuts out of a text: tables, rows, and the rest. Nothing here is interpreted.

use serde::{Deserialize, Serialize};

use crate::cell::Cell;
use crate::occasions::Occasion;
use crate::pages::LinePlace;
use crate::problem::Problem;
use crate::span::Span;

/// What a column, and so a cell in it, is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The printed number or reference.
    Number,
    /// The action's own wording.
    Action,
    /// When it is due.
    Deadline,
    /// How it stands.
    Status,
    /// When or where it was raised.
    Raised,
    /// Who is to do it.
    Owner,
    /// Anything else, kept under its heading.
    Extra,
}

/// The family of arrangement that a table or list was read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Cells parted by tabs, commas or pipes.
    Separated,
    /// Cells that follow one another as paragraphs, as text pulled out of a PDF has them.
    Flattened,
    /// Cells that stand below their headings by position.
    Aligned,
    /// Cells that are drawn: by rulings or by shading.
    Grid,
    /// Lists under headings, with discussion around them.
    WriteUp,
    /// `Action: …` paragraphs and items with labelled lines.
    Minutes,
}

/// A column of a table: its heading as printed and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The heading, verbatim, white space collapsed.
    pub raw: String,
    /// What the column is about.
    pub field: Field,
}

/// What part a list plays in a write-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A table, or paragraphs that stand for one.
    Table,
    /// The list that sums up the actions of the sections.
    Summary,
    /// The lists below the section headings.
    Sections,
}

/// A table or list of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The arrangement it was read by.
    pub layout: Layout,
    /// The part it plays.
    pub role: Role,
    /// Its heading, where it has one.
    pub title: Option<Cell>,
    /// Its columns from left to right; empty for lists.
    pub columns: Vec<Column>,
}

/// One numbered row or list item as it was cut out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The index of its table in [`Parsed::tables`].
    pub table: usize,
    /// The heading that groups it with others.
    pub section: Option<Cell>,
    /// The printed number or reference (`7.`, `**2`, `ACT-2019-07`).
    pub label: Option<Cell>,
    /// Whether the label carries a mark that the document explains as an older numbering.
    pub legacy: bool,
    /// The cells other than label and extra, one for each column the table has; empty cells included.
    pub cells: Vec<(Field, Cell)>,
    /// The cells of columns that mean none of the known fields, by heading.
    pub extra: Vec<(String, Cell)>,
    /// Sub-items of the action; their wording stands in the action's cell too.
    pub parts: Vec<Cell>,
    /// What a note below the table says of this action.
    pub note: Option<Cell>,
    /// What the colour of its cells means by the legend, or the colour's value where no legend tells.
    pub category: Option<String>,
    /// What reading had to mend: `continued over page`, `interrupted by 93`.
    pub repairs: Vec<String>,
}

impl Row {
    /// Returns an empty row of table `table`.
    pub fn new(table: usize) -> Self {
        Self {
            table,
            section: None,
            label: None,
            legacy: false,
            cells: Vec::new(),
            extra: Vec::new(),
            parts: Vec::new(),
            note: None,
            category: None,
            repairs: Vec::new(),
        }
    }

    /// Returns the cell of `field`, where the row's table has such a column.
    pub fn cell(&self, field: Field) -> Option<&Cell> {
        self.cells.iter().find(|(of, _)| *of == field).map(|(_, cell)| cell)
    }

    /// Returns the cell of `field` for writing, made empty where there was none.
    pub fn cell_mut(&mut self, field: Field) -> &mut Cell {
        let index = match self.cells.iter().position(|(of, _)| *of == field) {
            Some(index) => index,
            None => {
                self.cells.push((field, Cell::default()));
                self.cells.len() - 1
            }
        };
        &mut self.cells[index].1
    }

    /// Returns the first place the row was cut from, for reading order.
    pub fn start(&self) -> Option<Span> {
        let label = self.label.iter().flat_map(|cell| cell.spans.first());
        let cells = self.cells.iter().map(|(_, cell)| cell).chain(self.extra.iter().map(|(_, cell)| cell));
        label.chain(cells.flat_map(|cell| cell.spans.first())).min().copied()
    }
}

/// Where a wording stands that may tell the date of the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatePlace {
    /// The document's title.
    Title,
    /// The heading of a table or section.
    Heading,
    /// A line such as `Updated: …` or `Date of meeting …`.
    Line,
    /// A page heading or footer.
    Furniture,
}

/// How many words went where. The classes add up to `total`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// All words of the text.
    pub total: u64,
    /// Words in rows.
    pub cells: u64,
    /// Words in titles and headings.
    pub headings: u64,
    /// Words that explain marks and colours.
    pub legend: u64,
    /// Words in notes that belong to a row.
    pub notes: u64,
    /// Page heads and feet, repeated headers, separators, contents lists.
    pub furniture: u64,
    /// Words in running text that is no action.
    pub prose: u64,
    /// Words that could not be placed.
    pub unplaced: u64,
}

/// Everything that was cut out of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// The document's title, where it has one.
    pub title: Option<Cell>,
    /// Wordings with a date in them that may be the edition's, best first.
    pub dates: Vec<(DatePlace, Cell)>,
    /// The tables and lists, in reading order.
    pub tables: Vec<Table>,
    /// The rows, in reading order.
    pub rows: Vec<Row>,
    /// Remarks on what was mended or could not be placed.
    pub problems: Vec<Problem>,
    /// The word ledger.
    pub words: Words,
    /// Occasions that running text or the title gives a date for.
    #[serde(default)]
    pub occasions: Vec<Occasion>,
    /// Where each line stands, for documents that were read by their geometry; empty for text.
    #[serde(default)]
    pub places: Vec<LinePlace>,
}
