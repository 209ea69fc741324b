//! What a user means by a name: an action by its id or a number, an edition by its id or date.

use std::collections::BTreeSet;

use crate::model::action::Action;
use crate::model::edition::{Edition, EditionKind};
use crate::model::history::History;
use crate::model::ids::ObservationId;

/// Returns the action called `name`, or that the observation `name` belongs to; else all that bore the number `name`; else
/// those that a row of that number tells of.
pub fn find<'a>(history: &'a History, name: &str) -> Vec<&'a Action> {
    let exact = |action: &&Action| {
        action.id.0 == name
            || action.observations.iter().chain(&action.told_in).any(|observation| observation.0 == name)
    };
    let number = bare(name);
    let bore = |action: &&Action| action.aliases.iter().any(|alias| bare(&alias.label) == number);
    let rows: BTreeSet<&ObservationId> = history
        .observations
        .iter()
        .filter(|observation| observation.label.as_deref().is_some_and(|label| bare(label) == number))
        .map(|observation| &observation.id)
        .collect();
    let told = |action: &&Action| action.told_in.iter().any(|observation| rows.contains(observation));
    let mut found: Vec<&Action> = history.actions.iter().filter(exact).collect();
    if found.is_empty() && !number.is_empty() {
        found = history.actions.iter().filter(bore).collect();
    }
    if found.is_empty() && !number.is_empty() {
        found = history.actions.iter().filter(told).collect();
    }
    found
}

/// Returns the edition called `name`, or the one log of the date `name`; else the one write-up of that date.
pub fn edition<'a>(history: &'a History, name: &str) -> Option<&'a Edition> {
    let exact = history.editions.iter().find(|edition| edition.id.0 == name);
    let of_date = |kind: EditionKind| {
        let mut found =
            history.editions.iter().filter(|one| one.kind == kind && one.id.0.split('/').next() == Some(name));
        let only = found.next();
        only.filter(|_| found.next().is_none())
    };
    exact.or_else(|| of_date(EditionKind::Log)).or_else(|| of_date(EditionKind::WriteUp))
}

/// Returns a label without marks, brackets and full stop.
fn bare(label: &str) -> String {
    label.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}
