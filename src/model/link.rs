//! Links between observations, and codes learned from them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{EditionId, ObservationId};

/// Two observations judged the same action, or part of one another; or kept apart by a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The earlier observation.
    pub from: ObservationId,
    /// The later one.
    pub to: ObservationId,
    /// How they belong together.
    pub kind: LinkKind,
    /// How alike they are, 0 to 1000; not a probability.
    pub score: u32,
    /// Whether that is sure.
    pub judgement: Judgement,
    /// Who judged.
    pub by: JudgedBy,
    /// What the judgement rests on.
    pub evidence: Vec<Evidence>,
    /// The next best choices.
    pub runners_up: Vec<RunnerUp>,
}

/// How two observations belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// The same action under the same number of one numbering.
    SameNumber,
    /// The same action under another number, or none.
    Renumbered,
    /// The same action said again, in another list or a later write-up.
    Restated,
    /// The later is a part of the earlier.
    Split,
    /// The earlier is a part of the later.
    Merged,
    /// The same action printed twice in one edition.
    Duplicate,
}

/// How sure a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// The same.
    Same,
    /// The best there is, and not sure.
    Unsure,
    /// Not the same: a reviewer said so.
    Different,
}

/// Who judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum JudgedBy {
    /// The program's rules.
    Rule,
    /// A person.
    Reviewer,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What was compared: `wording`, `number`, `raised`, `order`, `deadline`, `section`, `owner`.
    pub name: String,
    /// What the earlier observation says.
    pub earlier: String,
    /// What the later one says.
    pub later: String,
    /// How much it weighs, for (positive) or against (negative), in points of the score.
    pub weight: i32,
}

/// An observation that nearly had the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunnerUp {
    /// The observation.
    pub observation: ObservationId,
    /// Its score.
    pub score: u32,
}

/// What a code such as `WS2` means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Code {
    /// The code, as printed.
    pub code: String,
    /// The first day it can mean, ISO.
    pub from: Option<String>,
    /// The last day it can mean, ISO.
    pub to: Option<String>,
    /// Whether that is sure: `same` or `unsure`.
    pub judgement: Judgement,
    /// Where it was learned from.
    pub evidence: Vec<CodeEvidence>,
}

/// One vote for what a code means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CodeEvidence {
    /// What was compared: `raised`, `deadline`, `wording`; or `told`, where a document says it in so many words.
    pub name: String,
    /// The observation with the code; null for what a document tells.
    pub earlier: Option<ObservationId>,
    /// The observation with the date; null for what a document tells.
    pub later: Option<ObservationId>,
    /// The edition that tells it; null for what was compared.
    pub told_by: Option<EditionId>,
    /// The date's wording.
    pub says: String,
    /// Whether it speaks for the meaning given.
    pub agrees: bool,
}

/// A date that the running text of a document, or its title, names for an occasion: `Meeting 4`, 7 March 2022.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The occasion, as the document calls it.
    pub code: String,
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO.
    pub to: String,
    /// The sentence that says so.
    pub says: String,
    /// The edition that says so.
    pub edition: EditionId,
}
