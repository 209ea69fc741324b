//! Actions: what the observations of all editions speak of, and what happened to each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{ActionId, EditionId, ObservationId};
use super::observation::Category;

/// One action through all editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// Its name.
    pub id: ActionId,
    /// Its wording in the last edition that shows it.
    pub title: String,
    /// The edition that shows it first.
    pub born_in: EditionId,
    /// Every label it was printed under.
    pub aliases: Vec<Alias>,
    /// Its observations in edition order.
    pub steps: Vec<Step>,
    /// The ids of its observations, as in `steps`.
    pub observations: Vec<ObservationId>,
    /// Observations that tell of it together with others.
    pub told_in: Vec<ObservationId>,
    /// Its status category now.
    pub state: Category,
    /// Its deadline now.
    pub deadline: Span,
    /// Claims that cannot both hold.
    pub conflicts: Vec<Conflict>,
    /// What changed from one observation to the next.
    pub events: Vec<Event>,
}

/// A label that an action was printed under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Alias {
    /// The edition.
    pub edition: EditionId,
    /// The label, as printed.
    pub label: String,
}

/// One observation of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// The observation.
    pub observation: ObservationId,
    /// Whether it is sure that it belongs here.
    pub sure: bool,
}

/// From one day to another; nulls where it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first day, ISO.
    pub from: Option<String>,
    /// The last day, ISO.
    pub to: Option<String>,
}

/// A field for which one edition makes claims that cannot both hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// The field: `status`, `deadline`, `owner`, `raised`.
    pub field: String,
    /// What each observation claims.
    pub values: Vec<Claim>,
}

/// One of several claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// The wording.
    pub value: String,
    /// Who says so.
    pub observation: ObservationId,
}

/// One change in the life of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The edition that shows it.
    pub edition: EditionId,
    /// The observation that shows it; null for `not-seen`.
    pub observation: Option<ObservationId>,
    /// Whether every link it rests on is sure.
    pub sure: bool,
    /// What stood before.
    pub from: Option<String>,
    /// What stands now.
    pub to: Option<String>,
    /// More about it, in words.
    pub detail: Option<String>,
}

/// Kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// First seen.
    Raised,
    /// Said again in another list or write-up.
    Restated,
    /// Printed under another number.
    Renumbered,
    /// The action's own wording changed.
    Reworded,
    /// The status category changed.
    StatusChanged,
    /// The status wording changed, its category did not.
    StatusReworded,
    /// Nothing but a code was exchanged for its date.
    DeadlineRelabelled,
    /// The deadline moved later.
    DeadlineSlipped,
    /// The deadline moved earlier.
    DeadlineAdvanced,
    /// A dated deadline was made open-ended.
    DeadlineOpened,
    /// A deadline was given where there was none.
    DeadlineSet,
    /// The deadline changed, and it is not known which way.
    DeadlineUnclear,
    /// The owner changed.
    OwnerChanged,
    /// It is a part of an earlier action, or went on as several later ones.
    Split,
    /// It went into a later action, or is one that earlier ones went into.
    Merged,
    /// A log left it out.
    NotSeen,
    /// It came back.
    SeenAgain,
    /// It was called complete or closed.
    Closed,
    /// It was opened again.
    Reopened,
}
