//! Pairs of rows that people labelled by reading: `{"pairs": [{"a": …, "b": …, "kind": "renumbered"}]}`.
//!
//! In: the path of a JSON file, and the history it is about. Out: the pairs, or what is wrong with the file and where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::PipelineError;
use crate::model::history::History;
use crate::model::ids::ObservationId;

/// Labelled pairs.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The pairs.
    pub pairs: Vec<Labelled>,
    path: PathBuf,
}

/// A labelled pair.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// One row.
    pub a: ObservationId,
    /// The other.
    pub b: ObservationId,
    /// What they are to each other.
    pub kind: Kind,
}

/// What two rows are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Kind {
    /// One action, in whichever way: `same-number`, `renumbered`, `restated`, `duplicate`, or several, `restated/renumbered`.
    Same,
    /// One is a part of the other: `split`, `merged`, `restated/merged`.
    Part,
}

impl TryFrom<String> for Kind {
    type Error = String;

    fn try_from(given: String) -> Result<Self, String> {
        let mut kind = Self::Same;
        for word in given.split('/') {
            match word {
                "same-number" | "renumbered" | "restated" | "duplicate" => {}
                "split" | "merged" => kind = Self::Part,
                _ => return Err(format!("there is no kind {given:?}")),
            }
        }
        Ok(kind)
    }
}

#[derive(Deserialize)]
struct File {
    /// Short names of rows.
    #[serde(default)]
    rows: BTreeMap<String, ObservationId>,
    pairs: Vec<FilePair>,
}

#[derive(Deserialize)]
struct FilePair {
    a: String,
    b: String,
    kind: Kind,
}

impl Gold {
    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self, PipelineError> {
        let text = fs::read_to_string(path)
            .map_err(|source| PipelineError::GoldUnread { path: path.to_path_buf(), source })?;
        let File { rows, pairs } = serde_json::from_str(&text).map_err(|source| PipelineError::Gold {
            path: path.to_path_buf(),
            line: source.line(),
            column: source.column(),
            source,
        })?;
        let row = |name: String| rows.get(&name).cloned().unwrap_or(ObservationId(name));
        let pairs = pairs.into_iter().map(|FilePair { a, b, kind }| Labelled { a: row(a), b: row(b), kind });
        Ok(Self { pairs: pairs.collect(), path: path.to_path_buf() })
    }

    /// Returns every row that a pair names.
    pub fn rows(&self) -> impl Iterator<Item = &ObservationId> {
        self.pairs.iter().flat_map(|pair| [&pair.a, &pair.b])
    }

    /// Checks that every row named is one of `history`.
    pub fn check(&self, history: &History) -> Result<(), PipelineError> {
        let known: BTreeSet<&ObservationId> = history.observations.iter().map(|row| &row.id).collect();
        let strange: BTreeSet<&ObservationId> = self.rows().filter(|row| !known.contains(row)).collect();
        if strange.is_empty() {
            return Ok(());
        }
        Err(PipelineError::GoldRows {
            path: self.path.clone(),
            count: strange.len(),
            named: strange.into_iter().take(5).cloned().collect(),
        })
    }
}
