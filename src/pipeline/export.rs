//! What stands beside history.json: the same history in other formats.
//!
//! In: a history. Out: files put to a batch, and what a format could not hold in full.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Batch, Folders, PipelineError, last_history, report, store};
use crate::emit::{Export, ExportError, Part, TableFormat};
use crate::model::history::History;
use crate::store::{Growing, Grown, Store, StoreError};

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

/// What is made beside history.json, while the history comes into being.
#[derive(Debug, Default)]
pub(super) struct Beside {
    begun: Vec<(Output, Begun)>,
}

/// One of its outputs, on its way.
#[derive(Debug)]
enum Begun {
    /// Tables, with files that are filled meanwhile.
    Tables(Export, Vec<Growing>),
    Report,
}

impl Beside {
    /// Begins `outputs` in `store`.
    pub(super) fn begin(
        outputs: &BTreeSet<Output>,
        spreadsheet_safe: bool,
        store: &Store,
    ) -> Result<Self, PipelineError> {
        let begin = |&output: &Output| Ok((output, Begun::begin(output, spreadsheet_safe, store)?));
        Ok(Self { begun: outputs.iter().map(begin).collect::<Result<_, PipelineError>>()? })
    }

    /// Hears of a part of `history`, as [`Export::hear`] does, but for the last.
    pub(super) fn hear(&mut self, part: Part, history: &History) {
        self.begun.iter_mut().for_each(|(_, begun)| begun.hear(part, history));
    }

    /// Ends them side by side, the last part being heard of; `changed` as for [`Export::end`]. Returns what was made, and
    /// its files.
    pub(super) fn end(
        self,
        history: &History,
        changed: bool,
        store: &Store,
    ) -> Result<(Exports, Vec<Grown>), PipelineError> {
        let end = |(output, begun): (Output, Begun)| begun.end(output, history, changed, store);
        let ended: Vec<_> = self.begun.into_par_iter().map(end).collect();
        let (mut exports, mut all) = (Exports::default(), Vec::new());
        for ended in ended {
            let (made, files, notes) = ended?;
            exports.made.push((made, files.len()));
            exports.notes.extend(notes);
            all.extend(files);
        }
        Ok((exports, all))
    }
}

impl Begun {
    fn begin(output: Output, spreadsheet_safe: bool, store: &Store) -> Result<Self, PipelineError> {
        let Output::Tables(format) = output else { return Ok(Self::Report) };
        let mut files = Vec::new();
        let mut file = |path: &str| {
            let growing = Growing::begin(store.out.join(path)).map_err(|error| match error {
                StoreError::Write { source, .. } => source,
                error => io::Error::other(error),
            })?;
            let file = growing.file().map(Path::to_path_buf);
            files.push(growing);
            file.ok_or_else(|| io::ErrorKind::NotFound.into())
        };
        let export =
            Export::begin(format, spreadsheet_safe, &mut file).map_err(|error| failed(output, store, error))?;
        Ok(Self::Tables(export, files))
    }

    fn hear(&mut self, part: Part, history: &History) {
        if let Self::Tables(export, files) = self {
            export.hear(part, history);
            files.iter_mut().for_each(Growing::note);
        }
    }

    /// Returns what was made, its files, and what a format could not hold in full.
    fn end(
        mut self,
        output: Output,
        history: &History,
        changed: bool,
        store: &Store,
    ) -> Result<(PathBuf, Vec<Grown>, Vec<String>), PipelineError> {
        let made = store.out.join(output.place());
        self.hear(Part::Findings, history);
        let Self::Tables(export, filled) = self else {
            return Ok((made, vec![report::plain(store, history)?], Vec::new()));
        };
        let mut files = Vec::new();
        let mut place = |path: &str, bytes: &[u8]| {
            files.push(Growing::begin(store.out.join(path)).and_then(|mut growing| {
                growing.put(bytes);
                growing.end()
            }));
        };
        let notes = export.end(history, changed, &mut place).map_err(|error| failed(output, store, error))?;
        files.extend(filled.into_iter().map(|mut growing| {
            growing.note();
            growing.end()
        }));
        Ok((made, files.into_iter().collect::<Result<_, _>>()?, notes))
    }
}

fn failed(output: Output, store: &Store, error: ExportError) -> PipelineError {
    match error {
        ExportError::Write(source) => StoreError::Write { path: store.out.join(output.place()), source }.into(),
        source => PipelineError::Export { what: output.place(), source },
    }
}

/// Writes the history of the last run in other formats.
pub fn export(folders: &Folders, outputs: &BTreeSet<Output>, spreadsheet_safe: bool) -> Result<Exports, PipelineError> {
    // Where there is nothing to export, no folder is made for the lock.
    last_history(folders)?;
    let store = store(folders);
    let _lock = store.lock(folders.wait, &mut |_| ())?;
    let (history, _) = last_history(folders)?;
    let mut batch = Batch::default();
    let mut beside = Beside::begin(outputs, spreadsheet_safe, &store)?;
    [Part::Rows, Part::Links, Part::Actions].into_iter().for_each(|part| beside.hear(part, &history));
    let (exports, files) = beside.end(&history, true, &store)?;
    files.into_iter().for_each(|file| batch.place(file));
    batch.commit(&store.out)?;
    Ok(exports)
}
