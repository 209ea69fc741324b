//! A PDF to [`Pages`]: its geometry becomes lines and cells.
//!
//! In: the bytes of a file. Out: the pages that the parsers read, and remarks; or why there are none. In this order:
//! [`reader`] hands over glyphs, rulings and fills ([`page`]); [`words`] makes words and lines of the glyphs; [`grid`]
//! makes tables of rulings and shading; [`flow`] finds page furniture, columns and reading order, and writes the lines
//! down as text. [`witness`] is a second reader that knows nothing of the first, and [`overlay`] draws what was found.
//!
//! Nothing here is safe from a file that was made to do harm: it may run without end or overflow the stack. It is called
//! in a process of its own.

pub mod flow;
pub mod grid;
pub mod overlay;
pub mod page;
pub mod reader;
#[cfg(test)]
mod sample;
pub mod witness;
pub mod words;

use page::Page;
use thiserror::Error;
use throughline_parsers::Pages;

/// Why no text could be taken out of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// It is encrypted, and no password that was given opens it.
    #[error("it needs a password")]
    Password,
    /// It is encrypted in a way that cannot be read.
    #[error("it is encrypted in a way that cannot be read")]
    Encryption,
    /// Its structure cannot be made out.
    #[error("it is damaged: no page can be found in it")]
    Damaged,
    /// It has pages, but no text on them: scanned, drawn as outlines, or blank.
    #[error("it has no text layer: {pages} page(s) of images, drawings or blank paper")]
    NoText {
        /// How many pages it has.
        pages: usize,
    },
    /// Its pages are there, but none could be read.
    #[error("none of its pages could be read: {problem}")]
    Unreadable {
        /// What is wrong with the first of them.
        problem: String,
    },
    /// It has text, but its fonts do not say which characters it is made of.
    #[error("its fonts do not say which letters they print: {unknown} of {all} characters are unknown")]
    NoUnicode {
        /// How many characters are unknown.
        unknown: usize,
        /// How many there are.
        all: usize,
    },
}

/// Reads a PDF by its geometry. `password` is tried where the empty one does not open it.
pub fn read(bytes: &[u8], password: Option<&str>) -> Result<(Pages, Vec<String>), PdfError> {
    read_and_show(bytes, password, &mut |_| ())
}

/// Reads a PDF by its geometry, and shows every page as it was seen to `show`.
pub fn read_and_show(
    bytes: &[u8],
    password: Option<&str>,
    show: &mut dyn FnMut(&Page),
) -> Result<(Pages, Vec<String>), PdfError> {
    let mut flow = flow::Flow::default();
    let mut remarks = reader::read(bytes, password, &mut |page, fonts| {
        flow.take(page, fonts);
        show(page);
    })?;
    let (pages, problems) = flow.write();
    remarks.extend(problems);
    Ok((pages, remarks))
}
