//! Conflicts: one action printed twice in an edition, with claims that cannot both hold.

use crate::model::action::{Claim, Conflict};
use crate::model::observation::{Category, DateField, Observation};

use super::deadline::contradict;
use super::event::owners;
use super::lineage::Lineage;
use super::series::Series;

/// Returns the conflicts of `lineage`, by edition and field.
pub(super) fn conflicts(series: &Series<'_>, lineage: &Lineage) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let rows: Vec<usize> = lineage.steps.iter().map(|step| step.observation).collect();
    for twins in rows.chunk_by(|&left, &right| series.place(left) == series.place(right)) {
        if twins.len() < 2 {
            continue;
        }
        let days = |get: fn(&Observation) -> Option<&DateField>| {
            move |left: usize, right: usize| match (get(&series.observations[left]), get(&series.observations[right])) {
                (Some(left), Some(right)) => contradict(left, right, &series.codes),
                _ => false,
            }
        };
        let seen = |index: usize| &series.observations[index];
        let status = |left, right| {
            let named = |index| series.category(index).filter(|&category| category != Category::None);
            matches!((named(left), named(right)), (Some(left), Some(right)) if left != right)
        };
        let owner = |left: usize, right: usize| match (owners(seen(left)), owners(seen(right))) {
            (Some(left), Some(right)) => !left.is_empty() && !right.is_empty() && left != right,
            _ => false,
        };
        let raw = |field: &'static str, index: usize| {
            let seen = seen(index);
            let raw = match field {
                "status" => seen.status.as_ref().map(|status| status.raw.clone()),
                "deadline" => seen.deadline.as_ref().map(|date| date.raw.clone()),
                "owner" => seen.owner.as_ref().map(|owner| owner.raw.clone()),
                _ => seen.raised.as_ref().map(|date| date.raw.clone()),
            };
            raw.unwrap_or_default()
        };
        let checks: [(&'static str, &dyn Fn(usize, usize) -> bool); 4] = [
            ("status", &status),
            ("deadline", &days(|seen| seen.deadline.as_ref())),
            ("owner", &owner),
            ("raised", &days(|seen| seen.raised.as_ref())),
        ];
        for (field, differ) in checks {
            // The first printed is the measure: comparing all with all would tell a reader no more.
            let Some((&first, others)) = twins.split_first() else { continue };
            if others.iter().any(|&other| differ(first, other)) {
                let values = twins
                    .iter()
                    .map(|&index| Claim { value: raw(field, index), observation: seen(index).id.clone() })
                    .collect();
                conflicts.push(Conflict { field: field.to_owned(), values });
            }
        }
    }
    conflicts
}
