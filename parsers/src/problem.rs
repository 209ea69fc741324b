//! Remarks of a parser that does not know its source yet; the program makes findings of them.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// What kind of remark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// Text that belongs to a table but to no row of it.
    Unplaced,
    /// A note that names an action which no row bears.
    NoteWithoutRow,
    /// A quoted cell that never ends.
    UnbalancedQuote,
    /// Rows that look like a table without a header row that could be understood.
    NoHeader,
    /// A cell so long that it is more likely a reading mistake.
    HugeCell,
}

/// One remark, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of remark it is.
    pub kind: ProblemKind,
    /// What was seen, and what a reader can do about it.
    pub message: String,
    /// Where it was seen.
    pub spans: Vec<Span>,
}
