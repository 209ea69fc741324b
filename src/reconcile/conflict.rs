//! Conflicts: one action printed twice in an edition, with claims that cannot both hold.

use crate::model::action::{Claim, Conflict};
use crate::model::observation::{Category, DateField};

use super::deadline::contradict;
use super::event::owners;
use super::lineage::Lineage;
use super::people;
use super::series::Series;

const FIELDS: [&str; 4] = ["status", "deadline", "owner", "raised"];

/// Returns the conflicts of `lineage`, by edition and field.
pub(super) fn conflicts(series: &Series<'_>, lineage: &Lineage) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let rows: Vec<usize> = lineage.steps.iter().map(|step| step.observation).collect();
    for twins in rows.chunk_by(|&left, &right| series.place(left) == series.place(right)) {
        for field in FIELDS {
            // Neighbours are compared, not all with all: where any two differ, two neighbours that say something do.
            let speaking: Vec<usize> = twins.iter().copied().filter(|&row| says(series, field, row)).collect();
            if speaking.windows(2).any(|pair| matches!(*pair, [left, right] if differ(series, field, left, right))) {
                let claim = |&row: &usize| Claim {
                    value: wording(series, field, row).to_owned(),
                    observation: series.observations[row].id.clone(),
                };
                conflicts.push(Conflict { field: field.to_owned(), values: speaking.iter().map(claim).collect() });
            }
        }
    }
    conflicts
}

/// Tells whether observation `row` claims anything in `field`.
fn says(series: &Series<'_>, field: &str, row: usize) -> bool {
    match field {
        "status" => series.category(row).is_some_and(|category| category != Category::None),
        _ => !wording(series, field, row).trim().is_empty(),
    }
}

fn differ(series: &Series<'_>, field: &str, left: usize, right: usize) -> bool {
    let days = |left: &Option<DateField>, right: &Option<DateField>| match (left, right) {
        (Some(left), Some(right)) => contradict(left, right, &series.codes),
        _ => false,
    };
    let (one, other) = (&series.observations[left], &series.observations[right]);
    match field {
        "status" => series.category(left) != series.category(right),
        "deadline" => days(&one.deadline, &other.deadline),
        "raised" => days(&one.raised, &other.raised),
        _ => matches!((owners(one), owners(other)), (Some(one), Some(other)) if !people::same(&one, &other)),
    }
}

fn wording<'a>(series: &Series<'a>, field: &str, row: usize) -> &'a str {
    let seen = &series.observations[row];
    let raw = match field {
        "status" => seen.status.as_ref().map(|status| &status.raw),
        "deadline" => seen.deadline.as_ref().map(|date| &date.raw),
        "owner" => seen.owner.as_ref().map(|owner| &owner.raw),
        _ => seen.raised.as_ref().map(|date| &date.raw),
    };
    raw.map_or("", String::as_str)
}
