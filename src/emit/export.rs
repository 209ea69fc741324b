//! The history in formats of tables: which file each format makes.
//!
//! In: a history. Out: files as bytes, by their paths below the output folder, and what a format could not hold in full.

use std::io;

use thiserror::Error;

use super::{delimited, sqlite, xlsx};
use crate::model::history::History;

/// A format in which the tables can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableFormat {
    /// `csv/<table>.csv`.
    Csv,
    /// `history.xlsx`.
    Xlsx,
    /// `history.sqlite`.
    Sqlite,
    /// `parquet/<table>.parquet`; only with the cargo feature `parquet`.
    Parquet,
}

/// What a format made.
#[derive(Debug, Default)]
pub struct Exported {
    /// Files by their paths below the output folder, parts joined by `/`.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the format could not hold in full.
    pub notes: Vec<String>,
}

/// Why a format could not be made.
#[derive(Debug, Error)]
pub enum ExportError {
    /// SQLite does not take it.
    #[error("SQLite does not take it")]
    Sqlite(#[from] rusqlite::Error),
    /// The workbook cannot be made.
    #[error("the workbook cannot be made")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// A Parquet file cannot be made.
    #[cfg(feature = "parquet")]
    #[error("the Parquet file cannot be made")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The bytes do not go where they should.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// This build of the program does not know the format.
    #[error("this build of the program cannot write Parquet")]
    NotBuilt,
}

/// Makes the tables of `history` in `format`. With `spreadsheet_safe`, no cell of a CSV file begins as a formula does.
pub fn export(history: &History, format: TableFormat, spreadsheet_safe: bool) -> Result<Exported, ExportError> {
    match format {
        TableFormat::Csv => Ok(delimited::export(history, spreadsheet_safe)),
        TableFormat::Xlsx => xlsx::export(history),
        TableFormat::Sqlite => sqlite::export(history),
        #[cfg(feature = "parquet")]
        TableFormat::Parquet => super::parquet::export(history),
        #[cfg(not(feature = "parquet"))]
        TableFormat::Parquet => Err(ExportError::NotBuilt),
    }
}
