//! Rulings and shading to tables.
//!
//! In: a page and its words. Out: the tables drawn on it, each word of theirs in one cell. What a table means is left to
//! the parsers; a frame around text, a line under a heading, a box in a chart are no tables.

use std::ops::Range;

use throughline_parsers::pages::Colour;

use super::page::{Area, Page};
use super::words::Words;

/// A table drawn on a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawn {
    /// The area that it takes up.
    pub area: Area,
    /// The x of the edges of its columns: one more than there are columns.
    pub columns: Vec<f32>,
    /// The y of the edges of its rows: one more than there are rows.
    pub rows: Vec<f32>,
    /// Its cells, row by row and from left to right; empty ones included.
    pub cells: Vec<DrawnCell>,
    /// Whether the first row has no ruling above it.
    pub open_above: bool,
    /// Whether the last row has no ruling below it.
    pub open_below: bool,
}

/// A cell of a drawn table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DrawnCell {
    /// The rows it takes up.
    pub rows: Range<usize>,
    /// The columns it takes up.
    pub columns: Range<usize>,
    /// The words in it, as indexes, in the order in which they are drawn.
    pub words: Vec<usize>,
    /// The colour it is filled with.
    pub fill: Option<Colour>,
}

/// Finds the tables drawn on `page`, from top to bottom.
pub fn tables(_page: &Page, _words: &Words) -> Vec<Drawn> {
    Vec::new()
}
