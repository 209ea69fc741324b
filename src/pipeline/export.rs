//! What stands beside history.json: the same history in other formats.
//!
//! In: a history. Out: files put to a batch, and what a format could not hold in full.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Batch, Folders, PipelineError, last_history, report, store};
use crate::emit::{self, TableFormat};
use crate::model::history::History;
use crate::store::Store;

/// A form of the history beside history.json.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// Tables in one of their formats.
    Tables(TableFormat),
    /// A page to read.
    Report,
}

/// What an export wrote.
#[derive(Debug, Default)]
pub struct Exports {
    /// What each format made: its file, or the folder of its files and how many these are.
    pub made: Vec<(PathBuf, usize)>,
    /// What a format could not hold in full.
    pub notes: Vec<String>,
}

impl Output {
    /// Every form there is.
    pub const ALL: [Self; 5] = [
        Self::Tables(TableFormat::Csv),
        Self::Tables(TableFormat::Xlsx),
        Self::Tables(TableFormat::Sqlite),
        Self::Tables(TableFormat::Parquet),
        Self::Report,
    ];

    /// Returns its word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tables(TableFormat::Csv) => "csv",
            Self::Tables(TableFormat::Xlsx) => "xlsx",
            Self::Tables(TableFormat::Sqlite) => "sqlite",
            Self::Tables(TableFormat::Parquet) => "parquet",
            Self::Report => "html",
        }
    }

    /// Returns the file or folder that it makes, by its name in the output folder.
    pub fn place(self) -> &'static str {
        match self {
            Self::Tables(TableFormat::Csv) => "csv",
            Self::Tables(TableFormat::Xlsx) => "history.xlsx",
            Self::Tables(TableFormat::Sqlite) => "history.sqlite",
            Self::Tables(TableFormat::Parquet) => "parquet",
            Self::Report => "report.html",
        }
    }

    /// Returns a file of its own that stands where it was made.
    fn witness(self, store: &Store) -> PathBuf {
        match self {
            Self::Tables(TableFormat::Csv) => store.out.join("csv/cross_references.csv"),
            Self::Tables(TableFormat::Parquet) => store.out.join("parquet/cross_references.parquet"),
            _ => store.out.join(self.place()),
        }
    }

    /// Tells whether it was made in the output folder.
    pub(super) fn stands(self, store: &Store) -> bool {
        self.witness(store).is_file()
    }
}

/// Returns what a run makes anew that nobody told what to make: what is made by default, where it is there.
pub(super) fn standing(store: &Store) -> BTreeSet<Output> {
    let default = [Output::Tables(TableFormat::Sqlite), Output::Report];
    default.into_iter().filter(|output| output.stands(store)).collect()
}

/// Puts `outputs` of `history` to `batch`. Returns what was made.
pub(super) fn plan(
    history: &History,
    outputs: &BTreeSet<Output>,
    spreadsheet_safe: bool,
    store: &Store,
    batch: &mut Batch,
) -> Result<Exports, PipelineError> {
    let mut exports = Exports::default();
    for output in outputs {
        let Output::Tables(format) = *output else {
            report::plan(store, history, batch)?;
            exports.made.push((store.report_path(), 1));
            continue;
        };
        let exported = emit::export(history, format, spreadsheet_safe)
            .map_err(|source| PipelineError::Export { what: output.place(), source })?;
        exports.made.push((store.out.join(output.place()), exported.files.len()));
        exports.notes.extend(exported.notes);
        for (path, bytes) in exported.files {
            batch.write(store.out.join(path), bytes);
        }
    }
    Ok(exports)
}

/// Writes the history of the last run in other formats.
pub fn export(folders: &Folders, outputs: &BTreeSet<Output>, spreadsheet_safe: bool) -> Result<Exports, PipelineError> {
    // Where there is nothing to export, no folder is made for the lock.
    last_history(folders)?;
    let store = store(folders);
    let _lock = store.lock(folders.wait, &mut |_| ())?;
    let (history, _) = last_history(folders)?;
    let mut batch = Batch::default();
    let exports = plan(&history, outputs, spreadsheet_safe, &store, &mut batch)?;
    batch.commit(&store.out)?;
    Ok(exports)
}
