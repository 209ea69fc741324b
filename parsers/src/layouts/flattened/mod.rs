//! Flattened tables: text pulled out of a PDF, in which the cells of a row follow one another as paragraphs, parted by
//! blank lines or by nothing.
//!
//! A header is known by its headings following one another ([`header`]). Below it, [`body`] sets aside what is no
//! row: legend lines, headings that the flattening displaced, page furniture. [`starts`] finds the lines at which rows
//! begin, as the best chain of labels. [`cut`] parts the words of a row into its columns, and [`rows`] puts together
//! what a page break or a foreign row has torn apart. Where every cell stands below the one before it, as the headings do,
//! [`stacked`] finds the rows by the order of their cells, with labels or without.

mod body;
mod cut;
mod evidence;
mod header;
mod rows;
mod stacked;
mod starts;

use std::ops::Range;

pub use body::{Preamble, preamble};
pub use header::find as find_header;

use crate::ledger::Class;
use crate::reading::{Header, Reading};
use crate::row::{Column, DatePlace, Layout, Role, Table};

/// Reads the rows below `header` in the lines `body`, and returns the line at which the table ends.
pub fn read(reading: &mut Reading<'_>, header: &Header, body: Range<usize>) -> usize {
    let preamble = body::preamble(reading, header);
    let body = body::collect(reading, header, body);
    for column in &header.columns {
        reading.ledger.claim_all(&column.cell.spans, Class::Headings);
    }
    if let Some(title) = &header.title {
        reading.ledger.claim_all(&title.spans, Class::Headings);
    }
    let title = header.title.clone().or_else(|| preamble.title.clone()).or_else(|| body.headings.first().cloned());
    for heading in preamble.title.iter().chain(header.title.iter()).chain(&body.headings) {
        reading.ledger.claim_all(&heading.spans, Class::Headings);
        if heading.text.contains(|c: char| c.is_ascii_digit()) {
            reading.dates.push((DatePlace::Heading, heading.clone()));
        }
    }
    for (_, section) in &body.sections {
        reading.ledger.claim_all(&section.spans, Class::Headings);
    }
    reading.ledger.claim_all(&preamble.legend, Class::Legend);
    reading.ledger.claim_all(&body.legend, Class::Legend);
    reading.ledger.claim_all(&body.furniture, Class::Furniture);
    let columns = header.columns.iter().map(|column| Column { raw: column.cell.text.clone(), field: column.field });
    let columns = columns.collect();
    let table = reading.add_table(Table { layout: Layout::Flattened, role: Role::Table, title, columns });
    match stacked::find(header, &body.lines, &reading.lines) {
        Some(stack) => {
            stacked::build(reading, table, header, &body, &stack);
            // What follows the last row is left to whoever reads running text.
            body.lines.get(stack.lines).map_or(body.end, |line| line.span.line as usize)
        }
        None => {
            rows::read(reading, table, header, &body);
            body.end
        }
    }
}
