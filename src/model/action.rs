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
    /// How its deadline and its status went through the logs.
    pub course: Course,
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
    /// Its status wording, piece by piece: what is new in it, and what was there before. The pieces joined by spaces are
    /// the wording.
    pub segments: Vec<Segment>,
    /// Status wording of the log before that is not in it any more.
    pub dropped: Vec<Dropped>,
}

/// A piece of a status wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Segment {
    /// The piece, verbatim.
    pub text: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The observation that it was carried over from: the one that said it first, in these words; null for what is new.
    pub from: Option<ObservationId>,
    /// What it was, where it was edited.
    pub was: Option<String>,
    /// What was edited in it, worst first.
    pub edits: Vec<Edit>,
}

/// Where a piece of a status wording comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Said here for the first time.
    New,
    /// Carried over word for word.
    Carried,
    /// Carried over, but not quite.
    Edited,
    /// Carried over from another place in the cell.
    Moved,
    /// It says that what follows, or stands before, is old or new: `Previous comments.`
    Marker,
}

/// A change inside wording that was carried over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// What kind of change it is.
    pub kind: EditKind,
    /// The words as they were; empty for words added.
    pub was: String,
    /// The words as they are; empty for words taken away.
    pub now: String,
}

/// Kinds of change inside carried-over wording, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EditKind {
    /// A date became another date.
    DateMoved,
    /// A promise became a weaker one, or none.
    Softened,
    /// A number became another number.
    NumberChanged,
    /// Another action is referred to.
    ReferenceChanged,
    /// Words were blacked out.
    Redacted,
    /// Words were taken away.
    WordsRemoved,
    /// Words were added.
    WordsAdded,
    /// Words became other words.
    Reworded,
    /// A code became its own date, or a date its code.
    Relabelled,
    /// The same word in another spelling.
    Spelling,
    /// Punctuation, capitals, the shape of quotes.
    Punctuation,
}

/// Status wording that was dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
    /// The piece, verbatim.
    pub text: String,
    /// The observation that still had it.
    pub from: ObservationId,
}

/// From one day to another; nulls where it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first day, ISO.
    pub from: Option<String>,
    /// The last day, ISO.
    pub to: Option<String>,
}

/// How an action went through the dated logs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Course {
    /// How often its deadline was moved to other days, later or earlier; calling a code by its date moves nothing.
    pub moves: u32,
    /// By how many months it slipped, all slips together.
    pub months_slipped: i32,
    /// The longest time in which logs repeated its status and said nothing new, while it was open.
    pub silence: Option<Silence>,
    /// The dated logs that show it open after its deadline had passed, counted at each log's own date.
    pub overdue_in: Vec<EditionId>,
}

/// A time in which nothing new was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Silence {
    /// The log that said the last new thing.
    pub from: EditionId,
    /// The last log that repeated it.
    pub to: EditionId,
    /// How many days lie between the two.
    pub days: u32,
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
    /// By how many months a deadline moved: later is more than nought; null for everything else.
    #[serde(default)]
    pub months: Option<i32>,
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
