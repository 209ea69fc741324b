//! history.json and what stands beside it, written while the history comes into being.
//!
//! In: the parts of a history, as they are done. Out: files that may take their places, and the digest of history.json.

use tracing::info_span;

use super::PipelineError;
use super::export::{Beside, Exports};
use super::run::{Wanted, encode};
use crate::emit::{HistoryJson, Part};
use crate::model::history::History;
use crate::store::{Growing, Grown, Store, digest::Digesting};

/// The files of a history that is still being made.
#[derive(Debug)]
pub struct Growth {
    json: HistoryJson<Digesting<Growing>>,
    beside: Beside,
}

/// What they came to.
#[derive(Debug)]
pub struct Grew {
    /// The SHA-256 of history.json.
    pub digest: String,
    /// What was made beside it.
    pub exports: Exports,
    /// All these files.
    pub files: Vec<Grown>,
}

impl Growth {
    /// Begins the files that are `wanted` in `store`; where nothing is to be written, only the digest is made.
    pub fn begin(store: &Store, wanted: &Wanted) -> Result<Self, PipelineError> {
        let path = store.history_path();
        let (growing, beside) = match wanted.dry_run {
            true => (Growing::unwritten(path), Beside::default()),
            false => (Growing::begin(path)?, Beside::begin(&wanted.outputs, false, store)?),
        };
        Ok(Self { json: HistoryJson::new(Digesting::new(growing)), beside })
    }

    /// Hears of a part of `history`, of which those to come need not be there yet.
    pub fn hear(&mut self, part: Part, history: &History) {
        rayon::join(|| self.json.write(part, history), || self.beside.hear(part, history));
    }

    /// Hears of the last part, and ends the files.
    pub fn end(self, history: &History, store: &Store) -> Result<Grew, PipelineError> {
        let Self { mut json, beside } = self;
        let written = || {
            json.write(Part::Findings, history);
            json.end().map_err(|error| encode(&store.history_path(), error))
        };
        let made = || info_span!("export").in_scope(|| beside.end(history, false, store));
        let (written, made) = rayon::join(written, made);
        let (growing, digest) = written?.end();
        // Where the disk is full, nothing says so as plainly as history.json.
        let grown = growing.end()?;
        let (exports, mut files) = made?;
        files.push(grown);
        Ok(Grew { digest, exports, files })
    }
}
