//! S001: a status that contradicts the heading of its table.

use crate::model::observation::Category;

use super::ground::Ground;
use super::remark::Remark;

/// Looks at every row whose table claims a state.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for place in 0..ground.history.editions.len() {
        for &row in ground.rows(place) {
            let Some(status) = &ground.seen(row).status else { continue };
            let Some(table) = ground.table(row) else { continue };
            let Some(claim) = table.state.filter(|&claim| contradict(claim, status.category)) else { continue };
            let heading = table.title.as_deref().unwrap_or(claim.word());
            let message = format!(
                "{} stands under “{heading}” in {}, but its status says {}.",
                ground.row_name(row),
                ground.edition_name(place),
                status.category.word()
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
