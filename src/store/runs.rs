//! The log of runs: `runs.ndjson`, one line a run, to which lines are only added.
//!
//! It is the one file of the folder that knows what time it is. Nothing that a history says depends on it.

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::batch::append_line;
use super::{Stamp, Store, read_text};

/// One run, as its line says it. What an older program did not write is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunLine {
    /// When it began, in UTC.
    pub began: String,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// The version of the program.
    pub program: String,
    /// What was asked for: `ingest`, `forget`, `review`.
    pub command: String,
    /// Sources read for the first time, or anew, by path.
    pub new: Vec<String>,
    /// How many sources given were known already.
    pub unchanged: usize,
    /// Sources whose file is not there any more, by path.
    pub vanished: Vec<String>,
    /// Sources that could not be read, by path.
    pub unreadable: Vec<String>,
    /// What changed in the history, by kind, and how many of each.
    pub changes: Vec<(String, usize)>,
    /// What beside history.json is known to be made of the history as it is.
    pub made: Vec<String>,
    /// The exit code.
    pub exit: u8,
    /// What the history was made of, and what it came to.
    pub state: State,
    /// The stamp of history.json: as long as it has that, it is the one of this state.
    pub stamp: Option<Stamp>,
}

/// The state of the folder after a run: where it is the same again, so is the history.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The build of the program.
    pub build: String,
    /// One digest of all documents.
    pub documents: String,
    /// One digest of ids, decisions and settings.
    pub records: String,
    /// The digest of history.json.
    pub history: String,
}

impl Store {
    /// Returns where the log of runs stands.
    pub fn runs_path(&self) -> PathBuf {
        self.out.join("runs.ndjson")
    }

    /// Returns the last run that the log tells of. Lines that cannot be understood are passed over.
    pub fn last_run(&self) -> Option<RunLine> {
        let text = read_text(&self.runs_path()).ok()??;
        text.lines().rev().find_map(|line| serde_json::from_str(line).ok())
    }

    /// Puts a run at the end of the log.
    pub fn note_run(&self, run: &RunLine) -> io::Result<()> {
        append_line(&self.runs_path(), &serde_json::to_string(run)?)
    }
}
