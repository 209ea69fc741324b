//! What colours mean: small filled boxes with a name beside or inside.
//!
//! In: a page, its words and its tables. Out: each colour that the page explains, with the words that explain it. Never a
//! colour that stands beside two different names: such boxes are marks of a list.

use throughline_parsers::pages::Colour;

use super::super::page::Page;
use super::super::words::Words;
use super::Drawn;

/// A colour, and the words beside it that say what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnSwatch {
    /// The colour.
    pub colour: Colour,
    /// The words, as indexes, in reading order.
    pub words: Vec<usize>,
}

/// Finds what colours mean on `page`, of which `tables` are the tables.
pub fn swatches(_page: &Page, _words: &Words, _tables: &[Drawn]) -> Vec<DrawnSwatch> {
    Vec::new()
}
