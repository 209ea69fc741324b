//! Sources: the files that carry editions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::SourceId;

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// SHA-256 of the file's bytes; of its path, where the bytes could not be had.
    pub id: SourceId,
    /// Its path below the folder that was given, or its base name.
    pub path: String,
    /// What its content is: `text/plain; charset=utf-8`, `application/pdf`.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// How many of its words went where.
    pub words: WordCounts,
    /// The earlier source of the same path that this one takes the place of.
    pub supersedes: Option<SourceId>,
    /// Another source with the very same rows; this one makes no edition of its own.
    pub same_as: Option<SourceId>,
    /// Why it could not be read, where it could not.
    pub problem: Option<String>,
}

/// The word ledger: the classes add up to `total`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WordCounts {
    /// All words of the source, a word being a run of other than white space.
    pub total: u64,
    /// Words in rows.
    pub cells: u64,
    /// Words in titles, headings and header rows.
    pub headings: u64,
    /// Words that explain marks and colours.
    pub legend: u64,
    /// Words in notes that belong to a row.
    pub notes: u64,
    /// Page heads and feet, repeated headers, separators, contents lists.
    pub furniture: u64,
    /// Running text that is no action.
    pub prose: u64,
    /// Words that could not be placed: finding T001.
    pub unplaced: u64,
}
