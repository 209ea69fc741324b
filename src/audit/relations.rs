//! R004 and R005: links that only one side knows of, and closed actions whose end is told in an open one.

use std::collections::BTreeSet;

use crate::model::observation::{Category, Reference, Relation};

use super::ground::{Ground, listed};
use super::remark::Remark;

/// Looks at every reference that means one action.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    // What one log said, the next need not be told of again.
    let mut told: BTreeSet<(Option<usize>, Option<usize>)> = BTreeSet::new();
    for place in (0..ground.history.editions.len()).filter(|&place| ground.is_log(place)) {
        for &row in ground.rows(place) {
            remarks.extend(one_sided(ground, place, row, &mut told));
            remarks.extend(closed_on_an_open_one(ground, place, row));
        }
    }
    remarks
}

/// Returns the row that `reference` means, if it means another action and only one.
fn meant(ground: &Ground<'_>, row: usize, reference: &Reference) -> Option<usize> {
    let targets: Vec<usize> = reference.targets.iter().filter_map(|id| ground.find(id)).collect();
    let own = ground.own_action(row);
    let first = targets.first().copied().filter(|_| reference.problem.is_none())?;
    (ground.count_actions(&targets) == 1 && (own.is_none() || ground.own_action(first) != own)).then_some(first)
}

/// R004: it says that it belongs with others, and they do not name it.
fn one_sided(
    ground: &Ground<'_>,
    place: usize,
    row: usize,
    told: &mut BTreeSet<(Option<usize>, Option<usize>)>,
) -> Option<Remark> {
    let linked = ground.seen(row).references.iter().filter(|reference| reference.relation == Relation::LinkedWith);
    let mut silent: Vec<usize> = Vec::new();
    for target in linked.filter_map(|reference| meant(ground, row, reference)) {
        let mut back = ground.seen(target).references.iter().flat_map(|reference| &reference.targets);
        let own = ground.own_action(row);
        let knows = back.any(|id| {
            ground.find(id).is_some_and(|named| named == row || (own.is_some() && ground.own_action(named) == own))
        });
        if !knows && !silent.contains(&target) && told.insert((own, ground.own_action(target))) {
            silent.push(target);
        }
    }
    if silent.is_empty() {
        return None;
    }
    let names: Vec<String> = silent.iter().map(|&target| ground.row_name(target)).collect();
    let verb = if names.len() == 1 { "does" } else { "do" };
    let message = format!(
        "{} says in {} that it is linked with {}, which {verb} not name it.",
        ground.row_name(row),
        ground.edition_name(place),
        listed(&names)
    );
    let raws: BTreeSet<&str> = ground
        .seen(row)
        .references
        .iter()
        .filter(|reference| reference.relation == Relation::LinkedWith)
        .map(|reference| reference.raw.as_str())
        .collect();
    let mut remark = Remark::new(ground, "R004", place, message).row(ground, row, &[]);
    for raw in raws {
        remark = remark.quote(Some(ground.seen(row)), "reference", raw);
    }
    Some(remark.rows(ground, &silent).hint("Whoever works on the other one does not learn of this one."))
}

/// R005: closed, and what became of it is told in an action that is open.
fn closed_on_an_open_one(ground: &Ground<'_>, place: usize, row: usize) -> Option<Remark> {
    let category = ground.category(row);
    // What is superseded does not claim to be done.
    if !category.is_closing() || category == Category::Superseded {
        return None;
    }
    let led = |reference: &&Reference| matches!(reference.relation, Relation::ToldIn | Relation::WaitsFor);
    let (reference, target) = ground
        .seen(row)
        .references
        .iter()
        .filter(led)
        .filter_map(|reference| Some((reference, meant(ground, row, reference)?)))
        .find(|(_, target)| is_open(ground, *target))?;
    let message = format!(
        "{} is {} in {} and points to {}, which is {}.",
        ground.row_name(row),
        category.word(),
        ground.edition_name(place),
        ground.row_name(target),
        ground.category(target).word()
    );
    Some(
        Remark::new(ground, "R005", place, message)
            .row(ground, row, &["status"])
            .row(ground, target, &["status"])
            .quote(Some(ground.seen(row)), "reference", &reference.raw)
            .hint("What was closed here is not done before the other one is."),
    )
}

fn is_open(ground: &Ground<'_>, row: usize) -> bool {
    use crate::model::observation::Category::{InProgress, NotStarted, Ongoing, PartiallyComplete};
    matches!(ground.category(row), Ongoing | InProgress | NotStarted | PartiallyComplete)
}
