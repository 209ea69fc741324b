//! S002 and S003: status words in the deadline column.

use crate::model::observation::{Category, DateField, DateKind};

use super::ground::Ground;
use super::remark::Remark;

/// Looks at every deadline.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for place in 0..ground.history.editions.len() {
        for &row in ground.rows(place) {
            let seen = ground.seen(row);
            let Some(deadline) = seen.deadline.as_ref().filter(|deadline| has_status_word(deadline)) else { continue };
            let (name, edition) = (ground.row_name(row), ground.edition_name(place));
            let message = format!("{name} has “{}” for a deadline in {edition}.", short(deadline));
            remarks.push(
                Remark::new(ground, "S003", place, message)
                    .row(ground, row, &["deadline"])
                    .hint("The date it was due is not to be read from this edition; look for it in an earlier one."),
            );
            let said = seen.status.as_ref().map_or(Category::None, |status| status.category);
            if leading(&deadline.raw).is_some_and(|over| contradicts(over, said)) {
                let message = format!(
                    "{name} has “{}” in its deadline column in {edition}, but its status says {}.",
                    short(deadline),
                    said.word()
                );
                remarks.push(
                    Remark::new(ground, "S002", place, message)
                        .row(ground, row, &["deadline", "status"])
                        .hint("Ask which of the two holds, and put the date it is due back in the deadline column."),
                );
            }
        }
    }
    remarks
}

fn has_status_word(deadline: &DateField) -> bool {
    deadline.parts.iter().any(|part| part.kind == DateKind::StatusWord)
}

/// Tells whether a deadline cell says that the action is over: `Done` stands there in logs without another word on it.
pub(super) fn says_over(deadline: &DateField) -> bool {
    has_status_word(deadline) && leading(&deadline.raw) == Some(true)
}

fn short(deadline: &DateField) -> String {
    super::ground::shortened(&deadline.raw, 60)
}

/// Tells whether a status of category `said` denies a deadline cell that says the action is over, or is not.
fn contradicts(over: bool, said: Category) -> bool {
    use Category::{InProgress, NotStarted, Ongoing, PartiallyComplete};
    if over { matches!(said, Ongoing | InProgress | NotStarted | PartiallyComplete) } else { said.is_closing() }
}

/// Tells of a status word at the front of `raw` whether it says that the action is over; nothing where it says neither.
/// A proposal is neither, and so is a negation.
fn leading(raw: &str) -> Option<bool> {
    let raw = raw.to_lowercase();
    let mut words = raw.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    match (words.next()?, words.next().unwrap_or_default()) {
        (
            "complete" | "completed" | "done" | "closed" | "finished" | "achieved" | "delivered" | "implemented"
            | "discharged" | "withdrawn" | "cancelled" | "superseded",
            second,
        ) if !matches!(second, "in" | "by") => Some(true),
        ("no", "longer") => Some(true),
        ("ongoing" | "open" | "outstanding" | "started" | "underway" | "partially" | "partly" | "part", _)
        | ("on", "going")
        | ("in", "progress" | "hand")
        | ("not", "started" | "complete" | "completed" | "yet" | "done") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_words_say_whether_it_is_over() {
        for (raw, expected) in [
            ("Complete", Some(true)),
            ("COMPLETED – see note", Some(true)),
            ("No longer required", Some(true)),
            ("Not started", Some(false)),
            ("In progress", Some(false)),
            ("Completed in part", None),
            ("Complete by June", None),
            ("Proposed complete", None),
            ("", None),
        ] {
            assert_eq!(leading(raw), expected, "{raw}");
        }
    }
}
