//! Findings: located remarks for the reader.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{ActionId, EditionId, ObservationId, SourceId};

/// Something an auditor should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What kind of remark: `N001`. `throughline explain N001` tells more.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// What was seen, in one sentence.
    pub message: String,
    /// The observations it is about.
    pub observations: Vec<ObservationId>,
    /// The actions it is about.
    pub actions: Vec<ActionId>,
    /// The editions it is about.
    pub editions: Vec<EditionId>,
    /// The wording it rests on.
    pub quotes: Vec<Quote>,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something is wrong or lost.
    Error,
    /// Something is doubtful.
    Warning,
    /// Something to know.
    Note,
}

/// Wording that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// The observation it stands in; null where it stands in none.
    pub observation: Option<ObservationId>,
    /// The field it stands in, or the place in the source.
    pub field: String,
    /// The wording.
    pub text: String,
}

/// A remark made while a source was read, before any edition was known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceProblem {
    /// The source.
    pub source: SourceId,
    /// Its path, as in `sources`.
    pub path: String,
    /// What kind of remark it is.
    pub kind: SourceProblemKind,
    /// What was seen.
    pub message: String,
    /// The first and last line, counted from 1; null in a PDF, and where it is about the whole source.
    pub lines: Option<[u32; 2]>,
    /// The page, counted from 1; null in text, and where it is about the whole source.
    pub page: Option<u32>,
    /// The box in points from the top left of the page as displayed; null in text, and where it is about a whole page.
    pub bbox: Option<[f64; 4]>,
    /// The text it is about.
    pub text: String,
}

impl Eq for SourceProblem {}

/// Kinds of remarks on sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceProblemKind {
    /// Text that belongs to a table, but to no row of it.
    Unplaced,
    /// A note that names an action which no row bears.
    NoteWithoutRow,
    /// A quoted cell that never ends.
    UnbalancedQuote,
    /// Rows that look like a table, without a header row that could be understood.
    NoHeader,
    /// A cell so long that it is more likely a reading mistake.
    HugeCell,
    /// Bytes that could not be decoded.
    Undecodable,
    /// Words that only the second reader of a PDF saw.
    Missed,
    /// What the reader of a PDF could not make out, or made out in another way.
    Reader,
    /// A PDF that the second reader could not read, so that nothing is said of what the first one may have missed.
    NoWitness,
}
