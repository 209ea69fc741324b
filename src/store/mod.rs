//! The output folder as ledger: what was read from each source, the ids given out, and what later runs should know.
//!
//! ```text
//! DIR/documents/<digest>.json   what was read from each source; can be made again from the sources
//! DIR/ids.toml                  ids given out: a record, never made again
//! DIR/decisions.toml            a person's answers: a record, to which answers are added
//! DIR/settings.toml             what the runs were told, for the runs to come
//! DIR/history.json              the result
//! DIR/report.html               the result as a page to read
//! DIR/history.sqlite            the result as tables; further formats stand beside it
//! DIR/runs.ndjson               one line for each run
//! DIR/.lock                     held by the run that is at work
//! DIR/.journal                  there only while files take their places
//! DIR/.last                     the history in short, for the next run to compare with
//! ```
//!
//! In: paths and values. Out: values, and files written whole or not at all. Never parses a log or judges a row.

pub mod batch;
pub mod decisions;
pub mod digest;
pub mod document;
pub mod error;
pub mod failure;
pub mod growing;
pub mod ids;
pub mod kept;
pub mod lock;
pub mod runs;
pub mod stamp;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;

pub use batch::Batch;
pub use decisions::{Appended, Decisions};
pub use document::{Document, Place, ReadBy, Stored};
pub use error::StoreError;
pub use failure::{Failure, Obstacle};
pub use growing::{Growing, Grown, are_alike};
pub use ids::{IdBook, Life};
pub use kept::Kept;
pub use lock::{Holder, Lock};
pub use runs::{RunLine, State};
pub use stamp::Stamp;

/// The names of what stands in an output folder.
pub const OWN_NAMES: [&str; 11] = [
    "documents",
    "ids.toml",
    "decisions.toml",
    "settings.toml",
    "history.json",
    "history.sqlite",
    "report.html",
    "history.xlsx",
    "runs.ndjson",
    "index.html",
    "index.json",
];

/// An output folder, and where its records are if not in it.
#[derive(Debug, Clone)]
pub struct Store {
    /// The output folder.
    pub out: PathBuf,
    /// The ids given out.
    pub ids: PathBuf,
    /// A person's answers.
    pub decisions: PathBuf,
}

/// The documents of an output folder.
#[derive(Debug, Default)]
pub struct Documents {
    /// What each holds.
    pub stored: Vec<Stored>,
    /// The digest of each file's bytes; empty where they could not be read.
    pub digests: BTreeMap<PathBuf, String>,
}

impl Store {
    /// Returns the store in `out`, with its records elsewhere where that was asked for.
    pub fn new(out: &Path, ids: Option<&Path>, decisions: Option<&Path>) -> Self {
        let place = |given: Option<&Path>, name: &str| given.map_or_else(|| out.join(name), Path::to_path_buf);
        Self { out: out.to_path_buf(), ids: place(ids, "ids.toml"), decisions: place(decisions, "decisions.toml") }
    }

    /// Takes the lock on the output folder, and completes or clears away what a run before left half done.
    pub fn lock(&self, wait: Duration, waiting: &mut dyn FnMut(Option<&Holder>)) -> Result<Lock, StoreError> {
        let lock = Lock::take(&self.out, wait, waiting)?;
        // Records that are kept elsewhere may stand in a folder that others write to, which is left alone.
        batch::recover(&self.out, &["documents", "csv", "parquet"])?;
        Ok(lock)
    }

    /// Returns where the result stands.
    pub fn history_path(&self) -> PathBuf {
        self.out.join("history.json")
    }

    /// Returns where the history in short stands.
    pub fn short_path(&self) -> PathBuf {
        self.out.join(".last")
    }

    /// Returns where the report stands.
    pub fn report_path(&self) -> PathBuf {
        self.out.join("report.html")
    }

    /// Returns where the settings for later runs stand.
    pub fn settings_path(&self) -> PathBuf {
        self.out.join("settings.toml")
    }

    /// Returns where what was read from the source `digest` stands.
    pub fn document_path(&self, digest: &str) -> PathBuf {
        self.out.join("documents").join(format!("{digest}.json"))
    }

    /// Returns every document the folder holds, sorted by digest; damaged ones as such.
    pub fn documents(&self) -> Result<Documents, StoreError> {
        let paths = self.document_paths()?;
        let loaded: Vec<_> = paths.par_iter().with_max_len(1).map(|path| document::load(path)).collect();
        let (digests, stored): (Vec<_>, Vec<_>) = loaded.into_iter().unzip();
        Ok(Documents {
            stored: stored.into_iter().flatten().collect(),
            digests: paths.into_iter().zip(digests).collect(),
        })
    }

    /// Returns one digest of all documents, their names and their bytes. Those are not read whose digests are `known`.
    pub fn documents_digest(&self, known: &BTreeMap<PathBuf, String>) -> String {
        let paths = self.document_paths().unwrap_or_default();
        let of = |path: &PathBuf| known.get(path).cloned().unwrap_or_else(|| digest::of_file(path).unwrap_or_default());
        let digests: Vec<String> = paths.par_iter().map(of).collect();
        let names = paths.iter().filter_map(|path| path.file_name()?.to_str());
        digest::short(&names.chain(digests.iter().map(String::as_str)).collect::<Vec<_>>())
    }

    fn document_paths(&self) -> Result<Vec<PathBuf>, StoreError> {
        let folder = self.out.join("documents");
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(Vec::new());
            }
            Err(error) => return Err(StoreError::Read { path: folder, source: error }),
        };
        let mut paths = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|source| StoreError::Read { path: folder.clone(), source })?;
            paths.push(entry.path());
        }
        paths.sort();
        Ok(paths)
    }

    /// Returns the ids given out so far.
    pub fn id_book(&self) -> Result<IdBook, StoreError> {
        match read_text(&self.ids)? {
            Some(text) => IdBook::from_toml(&text, &self.ids),
            None => Ok(IdBook::default()),
        }
    }

    /// Returns what earlier runs were told.
    pub fn kept(&self) -> Result<Kept, StoreError> {
        let path = self.settings_path();
        match read_text(&path)? {
            Some(text) => toml::from_str(&text).map_err(|source| StoreError::damaged(&path, &text, source)),
            None => Ok(Kept::default()),
        }
    }

    /// Returns the text of the result of the last run, where there was one.
    pub fn history_text(&self) -> Result<Option<String>, StoreError> {
        read_text(&self.history_path())
    }

    /// Returns the digest of history.json, if it is there.
    pub fn history_digest(&self) -> Result<Option<String>, StoreError> {
        let path = self.history_path();
        where_it_is(&path, digest::of_file(&path))
    }

    /// Returns the bytes of history.json, if it is there.
    pub fn history_bytes(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.history_path();
        where_it_is(&path, fs::read(&path))
    }
}

/// Returns the text of the file at `path`, or `None` where there is no file.
fn read_text(path: &Path) -> Result<Option<String>, StoreError> {
    where_it_is(path, fs::read_to_string(path))
}

/// Returns what was read from `path`, or `None` where there is no file.
fn where_it_is<T>(path: &Path, read: io::Result<T>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(read) => Ok(Some(read)),
        // Where a file stands in the folder's place, the folder cannot be written, and that is what is to be told.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(source) => Err(StoreError::Read { path: path.to_path_buf(), source }),
    }
}
