//! The history in formats of tables: which file each format makes.
//!
//! In: a history, part by part. Out: files as bytes, by their paths below the output folder, and what a format could not
//! hold in full.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;
use thiserror::Error;

use super::json::Part;
use super::sqlite::Database;
use super::{delimited, xlsx};
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
pub(super) struct Exported {
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
    Sqlite(#[source] rusqlite::Error),
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

/// Tables in one format, on their way.
#[derive(Debug)]
pub enum Export {
    /// CSV, with or without cells that begin as formulas do.
    Csv {
        /// Whether there are none.
        spreadsheet_safe: bool,
    },
    /// A workbook.
    Xlsx,
    /// A database, which is made part by part.
    Database(Database),
    /// Parquet.
    Parquet,
}

impl Export {
    /// Begins the tables in `format`. With `spreadsheet_safe`, no cell of a CSV file begins as a formula does. `file` gives an
    /// empty file for one of that path below the output folder, where the format is not held in memory.
    pub fn begin(
        format: TableFormat,
        spreadsheet_safe: bool,
        file: &mut dyn FnMut(&str) -> io::Result<PathBuf>,
    ) -> Result<Self, ExportError> {
        Ok(match format {
            TableFormat::Csv => Self::Csv { spreadsheet_safe },
            TableFormat::Xlsx => Self::Xlsx,
            TableFormat::Sqlite => Self::Database(Database::begin(&file("history.sqlite")?)?),
            TableFormat::Parquet => Self::Parquet,
        })
    }

    /// Hears of a part of `history`; parts come in their order, and those to come need not be there yet.
    pub fn hear(&mut self, part: Part, history: &History) {
        if let Self::Database(database) = self {
            database.write(part, history);
        }
    }

    /// Ends them, all parts of `history` heard of: hands each file that does not stand yet to `place`, by its path below the
    /// output folder, parts joined by `/`. Where a person may have changed the history, it is asked whether all that is
    /// named is there. Returns what the format could not hold in full.
    pub fn end(
        self,
        history: &History,
        changed: bool,
        place: &mut dyn FnMut(&str, &[u8]),
    ) -> Result<Vec<String>, ExportError> {
        let exported = match self {
            Self::Database(database) => return database.end(changed),
            Self::Csv { spreadsheet_safe } => delimited::export(history, spreadsheet_safe),
            Self::Xlsx => xlsx::export(history)?,
            #[cfg(feature = "parquet")]
            Self::Parquet => super::parquet::export(history)?,
            #[cfg(not(feature = "parquet"))]
            Self::Parquet => return Err(ExportError::NotBuilt),
        };
        exported.files.iter().for_each(|(path, bytes)| place(path, bytes));
        Ok(exported.notes)
    }
}

impl From<rusqlite::Error> for ExportError {
    /// Keeps apart what the disk refuses.
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
                Self::Write(io::Error::other(error.to_string()))
            }
            _ => Self::Sqlite(error),
        }
    }
}
