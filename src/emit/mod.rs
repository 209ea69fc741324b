//! Histories and rows to files: one file per format. Formats of tables share the layout in [`tables`].
//!
//! In: a history, or the rows of one document. Out: bytes, the same for the same input. Opens no file but the
//! one that it is given for a database, and prints nothing.

mod csv;
mod delimited;
mod export;
mod html;
mod index;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod redline;
mod schema;
mod sqlite;
pub mod tables;
mod xlsx;

use std::io;

use serde::Serialize;
use thiserror::Error;

use crate::model::edition::Edition;
use crate::model::observation::Observation;
use crate::model::source::Source;

pub use export::{Export, ExportError, TableFormat};
pub use html::{Explanation, Picture, Report, write_report};
pub use index::{Index, IndexEntry, index_html};
pub use json::{HistoryJson, Part, history_json, write_pretty};
pub use schema::write_schema;

/// The formats in which the rows of one document can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsFormat {
    /// One object: source, edition, rows, remarks.
    Json,
    /// One row a line, as objects.
    Ndjson,
    /// One row a line, as a table.
    Csv,
}

/// One document's rows, as they are written.
#[derive(Debug, Serialize)]
pub struct Sheet<'a, P: Serialize> {
    /// The source.
    pub source: &'a Source,
    /// The edition it makes.
    pub edition: Option<&'a Edition>,
    /// Its rows.
    pub observations: &'a [Observation],
    /// Remarks on the reading.
    pub problems: &'a [P],
}

/// Why something could not be written.
#[derive(Debug, Error)]
pub enum EmitError {
    /// The target does not take it.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// It cannot be put as JSON.
    #[error(transparent)]
    Json(serde_json::Error),
    /// It cannot be put as CSV.
    #[error(transparent)]
    Csv(::csv::Error),
}

/// Writes the rows of one document.
pub fn write_rows<P: Serialize>(
    sheet: &Sheet<'_, P>,
    format: RowsFormat,
    out: &mut dyn io::Write,
) -> Result<(), EmitError> {
    match format {
        RowsFormat::Json => json::write_pretty(sheet, out),
        RowsFormat::Ndjson => json::write_lines(sheet.observations, out),
        RowsFormat::Csv => csv::write_rows(sheet.observations, out),
    }
}

impl From<serde_json::Error> for EmitError {
    /// Keeps apart what the target refuses, so that a closed pipe can be told.
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::Write(error.into()) } else { Self::Json(error) }
    }
}

impl From<::csv::Error> for EmitError {
    /// Keeps apart what the target refuses, so that a closed pipe can be told.
    fn from(error: ::csv::Error) -> Self {
        match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Self::Write(error),
            other => Self::Csv(io::Error::other(format!("{other:?}")).into()),
        }
    }
}
