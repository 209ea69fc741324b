//! Observations: one action as one edition shows it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{EditionId, ObservationId, TableId};

/// One row or list item as printed, and what its own document says about it. Later editions change nothing in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Observation {
    /// Its name.
    pub id: ObservationId,
    /// The edition that prints it.
    pub edition: EditionId,
    /// Its place in reading order, counted from 0.
    pub ordinal: u32,
    /// The table it stands in.
    pub table: TableId,
    /// The heading that groups it with others.
    pub section: Option<String>,
    /// The category that its section heading or colour claims.
    pub category: Option<String>,
    /// Its number or reference as printed; null for bullets.
    pub label: Option<String>,
    /// The number, where the label is one.
    pub number: Option<u64>,
    /// Whether its label belongs to an older numbering.
    pub legacy: bool,
    /// What is to be done.
    pub action: Option<ActionField>,
    /// When it is due.
    pub deadline: Option<DateField>,
    /// How it stands.
    pub status: Option<StatusField>,
    /// When or where it was raised.
    pub raised: Option<DateField>,
    /// Who is to do it.
    pub owner: Option<OwnerField>,
    /// What a note below the table says of it.
    pub note: Option<TextField>,
    /// Cells of columns that mean none of these, by heading.
    pub extra: BTreeMap<String, TextField>,
    /// How many redaction marks stand in it.
    pub redactions: u32,
    /// Other actions that it names.
    pub references: Vec<Reference>,
    /// What reading had to mend.
    pub repairs: Vec<String>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Locator {
    /// The page, counted from 1; null in text.
    pub page: Option<u32>,
    /// The first and last line, counted from 1; null in a PDF.
    pub lines: Option<[u32; 2]>,
    /// The box in points from the top left of the page as displayed; null in text.
    pub bbox: Option<[f64; 4]>,
}

impl Eq for Locator {}

/// Wording and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextField {
    /// The wording, verbatim, white space collapsed; empty for an empty cell.
    pub raw: String,
    /// Where it stands, one place for each piece.
    pub locator: Vec<Locator>,
}

/// The wording of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActionField {
    /// The wording, verbatim, white space collapsed.
    pub raw: String,
    /// Where it stands, one place for each piece.
    pub locator: Vec<Locator>,
    /// Its sub-items; they stand in `raw` too.
    pub parts: Vec<String>,
}

/// A deadline, or when an action was raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateField {
    /// The wording, verbatim, white space collapsed; empty for an empty cell.
    pub raw: String,
    /// Where it stands, one place for each piece.
    pub locator: Vec<Locator>,
    /// What it says.
    pub parts: Vec<DateValue>,
}

/// One date or stand-in for a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateValue {
    /// What kind of expression it is.
    pub kind: DateKind,
    /// The code, for kind `code`: `WS4`.
    pub code: Option<String>,
    /// The first day it can mean, ISO; null where that is not known.
    pub from: Option<String>,
    /// The last day it can mean, ISO; null where that is not known.
    pub to: Option<String>,
}

/// What stands where a date is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateKind {
    /// A day.
    Date,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
    /// Some time after a date: `post-March 2019`.
    After,
    /// A code for an occasion: `WS4`.
    Code,
    /// Again and again: `Monthly`.
    Recurring,
    /// No end named: `Ongoing`.
    OpenEnded,
    /// A status word: `Complete`.
    StatusWord,
    /// Blacked out.
    Redacted,
    /// Not understood.
    Unknown,
}

/// How an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatusField {
    /// The wording, verbatim, white space collapsed; empty for an empty cell.
    pub raw: String,
    /// Where it stands, one place for each piece.
    pub locator: Vec<Locator>,
    /// What its leading words say.
    pub category: Category,
    /// The leading words that say it, verbatim: `Proposed Complete`; empty where none do.
    #[serde(default)]
    pub state: String,
}

/// Categories of status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Done.
    Complete,
    /// Put forward as done.
    ProposedComplete,
    /// Put forward to be closed.
    ProposedClosed,
    /// Done in part.
    PartiallyComplete,
    /// Open, going on.
    Ongoing,
    /// Begun.
    InProgress,
    /// Not begun.
    NotStarted,
    /// Closed without being called done.
    Closed,
    /// Taken over by another action.
    Superseded,
    /// No state is named.
    None,
}

impl Category {
    /// Tells whether an action in this state is over.
    pub fn is_closing(self) -> bool {
        matches!(self, Self::Complete | Self::Closed | Self::Superseded)
    }

    /// Returns the word that history.json uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::ProposedComplete => "proposed-complete",
            Self::ProposedClosed => "proposed-closed",
            Self::PartiallyComplete => "partially-complete",
            Self::Ongoing => "ongoing",
            Self::InProgress => "in-progress",
            Self::NotStarted => "not-started",
            Self::Closed => "closed",
            Self::Superseded => "superseded",
            Self::None => "none",
        }
    }
}

/// Who is to do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OwnerField {
    /// The wording, verbatim, white space collapsed; empty for an empty cell.
    pub raw: String,
    /// Where it stands, one place for each piece.
    pub locator: Vec<Locator>,
    /// The names in it.
    pub names: Vec<String>,
    /// Whether a name is blacked out.
    pub redacted: bool,
}

/// A mention of another action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// The wording.
    pub raw: String,
    /// The number named.
    pub number: u64,
    /// The observations of the same edition that bear it.
    pub targets: Vec<ObservationId>,
    /// What is wrong with it, if anything.
    pub problem: Option<ReferenceProblem>,
    /// What the words before it say of the two.
    #[serde(default)]
    pub relation: Relation,
}

/// How an action that names another stands to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It waits for the other: `waiting on action 7`, `depends on`, `pending`.
    WaitsFor,
    /// Both belong together: `links to`, `goes with`, `sits with`.
    LinkedWith,
    /// The other tells the rest: `see action 1`, `covered under`.
    ToldIn,
    /// It is named, and no more is said.
    #[default]
    Named,
}

/// What can be wrong with a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceProblem {
    /// No action bears the number.
    Dangling,
    /// Two different actions bear it.
    Ambiguous,
    /// It names itself.
    #[serde(rename = "self")]
    ItSelf,
}
