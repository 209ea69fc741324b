//! Cuts the text of action logs and write-ups into rows, word for word.
//!
//! In: text. Out: [`Parsed`]: tables, rows, remarks, and a ledger that says for every word where it went. No files, no
//! clock, no logging, and no meaning: a cell is known to be a deadline, but not when that is.
//!
//! [`parse`] splits the text into [`lines`], looks for header rows (`detect`), reads each table by its layout
//! (`layouts`) and what is left over as running text, and closes the [`ledger`].

pub mod cell;
pub mod columns;
pub mod date;
mod detect;
pub mod label;
mod layouts;
pub mod ledger;
pub mod lines;
pub mod mark;
pub mod occasions;
pub mod pages;
mod pattern;
#[cfg(test)]
mod print;
pub mod problem;
mod reading;
pub mod row;
mod shapes;
pub mod span;
pub mod status;
mod words;

pub use cell::Cell;
pub use columns::Vocabulary;
pub use ledger::Class;
pub use occasions::Occasion;
pub use pages::Pages;
pub use problem::{Problem, ProblemKind};
pub use row::{Column, DatePlace, Field, Layout, Parsed, Role, Row, Table, Words};
pub use span::Span;

/// Cuts `text` into tables and rows. Every text can be parsed; what could not be placed is among the problems.
pub fn parse(text: &str, vocabulary: &Vocabulary) -> Parsed {
    detect::parse(text, None, vocabulary)
}

/// Cuts a document that was read by its geometry into tables and rows: the same grammar, with what is drawn to go by.
pub fn parse_pages(pages: &Pages, vocabulary: &Vocabulary) -> Parsed {
    Parsed { places: pages.places(), ..detect::parse(&pages.text, Some(pages), vocabulary) }
}

/// Does the same, and takes the places of the lines out of `pages` rather than copying them.
pub fn parse_pages_once(pages: &mut Pages, vocabulary: &Vocabulary) -> Parsed {
    let parsed = detect::parse(&pages.text, Some(pages), vocabulary);
    Parsed { places: pages.take_places(), ..parsed }
}

/// Does the same, and says of every word what it was taken for: for a picture of what was read.
pub fn parse_pages_classed(pages: &Pages, vocabulary: &Vocabulary) -> (Parsed, Vec<(Span, Class)>) {
    let (parsed, classes) = detect::parse_classed(pages, vocabulary);
    (Parsed { places: pages.places(), ..parsed }, classes)
}
