//! S001 and S004: a status that contradicts the heading of its table, and one that went back.

use std::sync::LazyLock;

use crate::model::action::{EventKind, Origin};
use crate::model::observation::Category;
use crate::model::pattern::Pattern;

use super::ground::Ground;
use super::remark::Remark;

/// Looks at every row whose table claims a state, and at every change of state.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = went_back(ground);
    for place in 0..ground.history.editions.len() {
        for &row in ground.rows(place) {
            let Some(status) = &ground.seen(row).status else { continue };
            let Some(table) = ground.table(row) else { continue };
            let Some(claim) = table.state else { continue };
            let half_open = still_open(ground, row).filter(|_| claim.is_closing() && status.category.is_closing());
            if !contradict(claim, status.category) && half_open.is_none() {
                continue;
            }
            let heading = table.title.as_deref().unwrap_or(claim.word());
            let said = match half_open {
                Some(words) => format!("{}, and also “{words}”", status.category.word()),
                None => status.category.word().to_owned(),
            };
            let message = format!(
                "{} stands under “{heading}” in {}, but its status says {said}.",
                ground.row_name(row),
                ground.edition_name(place)
            );
            let mut remark = Remark::new(ground, "S001", place, message)
                .row(ground, row, &["status"])
                .hint("One of the two is out of date: move the row to the table of its state, or correct its status.");
            if let Some(title) = &table.title {
                remark = remark.quote(Some(ground.seen(row)), "table", title);
            }
            remarks.push(remark);
        }
    }
    remarks
}

/// What says, behind a closing word, that a part of the action is open: `Ongoing for the north pier.`
static STILL_OPEN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?:^|[.;]\s+)(?P<open>(?i:ongoing|still open|in progress|not started|outstanding|not yet complete|partially complete)(?:\s+(?:for|in|with|at|on|as to)\b[^.;]*|\s*[.:–-]|$))",
    )
});

/// Returns the words with which the status of row `row` says, for the first time, that a part of the action is open.
fn still_open<'a>(ground: &Ground<'a>, row: usize) -> Option<&'a str> {
    let action = ground.history.actions.get(ground.own_action(row)?)?;
    let step = action.steps.iter().find(|step| step.observation == ground.seen(row).id)?;
    let fresh = step.segments.iter().filter(|segment| segment.origin == Origin::New);
    let found = fresh.filter_map(|segment| STILL_OPEN.on(&segment.text)?.captures(&segment.text)?.name("open"));
    found.map(|words| words.as_str().trim_end_matches([':', '–', '-', '.', ' '])).next()
}

/// S004: a state that had been reached is not claimed any more.
fn went_back(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for action in &ground.history.actions {
        for event in &action.events {
            let kinds = [EventKind::StatusChanged, EventKind::Reopened];
            let changed = event.from.as_deref().and_then(reached).zip(event.to.as_deref().and_then(reached));
            let back = changed.is_some_and(|(from, to)| to < from);
            let Some(row) = event.observation.as_ref().and_then(|id| ground.find(id)) else { continue };
            if !kinds.contains(&event.kind) || !back {
                continue;
            }
            let place = ground.place(row);
            let (was, is) = (event.from.as_deref().unwrap_or(""), event.to.as_deref().unwrap_or(""));
            let before = ground.last_before(action, place, |seen| seen.status.is_some());
            let since =
                before.map_or_else(String::new, |row| format!(" in {}", ground.edition_name(ground.place(row))));
            let doubt = if event.sure { "" } else { " (not sure)" };
            let message = format!(
                "{} was {was}{since} and is {is} in {}{doubt}.",
                ground.row_name(row),
                ground.edition_name(place)
            );
            let mut remark = Remark::new(ground, "S004", place, message).row(ground, row, &["status"]);
            if let Some(before) = before {
                remark = remark.row(ground, before, &["status"]);
            }
            remarks.push(
                remark.hint("Ask what was found missing, and whether the earlier claim was right when it was made."),
            );
        }
    }
    remarks
}

/// Returns how far a state has come; nothing for one that says nothing of it.
fn reached(word: &str) -> Option<u8> {
    Some(match word {
        "not-started" => 0,
        // What is done in part is ongoing too.
        "ongoing" | "in-progress" | "partially-complete" => 1,
        "proposed-complete" | "proposed-closed" => 2,
        "complete" | "closed" | "superseded" => 3,
        _ => return None,
    })
}

/// Tells whether a row of category `said` cannot stand in a table of category `claim`. Open states are told apart only
/// where one excludes the other: nothing that has begun is not started.
fn contradict(claim: Category, said: Category) -> bool {
    use Category::{InProgress, NotStarted, Ongoing, PartiallyComplete, ProposedClosed, ProposedComplete};
    if claim == Category::None || said == Category::None {
        return false;
    }
    if claim.is_closing() || said.is_closing() {
        return claim.is_closing() != said.is_closing();
    }
    matches!(
        (claim, said),
        (ProposedComplete | ProposedClosed, Ongoing | InProgress | NotStarted | PartiallyComplete)
            | (NotStarted, InProgress | PartiallyComplete | ProposedComplete)
            | (InProgress | PartiallyComplete, NotStarted)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_excludes_one_another_contradicts() {
        use Category::*;
        for (claim, said) in [
            (Complete, Ongoing),
            (Complete, ProposedComplete),
            (Closed, PartiallyComplete),
            (ProposedComplete, NotStarted),
            (ProposedComplete, Ongoing),
            (ProposedComplete, Complete),
            (Ongoing, Complete),
            (NotStarted, InProgress),
        ] {
            assert!(contradict(claim, said), "{claim:?} {said:?}");
        }
        for (claim, said) in [
            (Complete, None),
            (Complete, Closed),
            (Closed, Superseded),
            (ProposedComplete, ProposedClosed),
            (Ongoing, NotStarted),
            (Ongoing, ProposedComplete),
            (Ongoing, PartiallyComplete),
            (None, Complete),
        ] {
            assert!(!contradict(claim, said), "{claim:?} {said:?}");
        }
    }
}
