//! Questions that a history answers: who brought which phrase, what changed between two logs, how things stand, what to
//! ask next.
//!
//! In: a history, as history.json holds it. Out: answers as data; what they look like is the commands' affair. Nothing is
//! read again and nothing is judged anew: all of it stands in the history.

mod agenda;
mod blame;
mod diff;
mod find;
mod place;
mod related;
mod stats;

pub use agenda::{Cited, Item, Topic, agenda};
pub use blame::{Blame, Phrase, blame};
pub use diff::{Change, ChangeKind, Diff, diff};
pub use find::{edition, find};
pub use place::{place, where_in};
pub use related::{Related, related};
pub use stats::{EditionStats, Overdue, stats};
