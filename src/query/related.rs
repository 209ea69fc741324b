//! Which actions an action names, and which name it.

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::Serialize;

use crate::model::action::Action;
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::observation::{Category, Relation};

/// Another action that is named, or that names this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The other action.
    pub action: ActionId,
    /// Its wording.
    pub title: String,
    /// Its state now.
    pub state: Category,
    /// How the one that names stands to the one that is named.
    pub relation: Relation,
    /// Whether the other one does the naming.
    pub named_by: bool,
    /// The last edition that says so.
    pub edition: EditionId,
    /// The words that say so: `action 7`.
    pub raw: String,
}

/// Returns the actions that `action` names, then those that name it; each once for each relation. References that may mean
/// several actions are left out.
pub fn related(history: &History, action: &Action) -> Vec<Related> {
    let owners: HashMap<&ObservationId, &Action> =
        history.actions.iter().flat_map(|one| one.observations.iter().map(move |id| (id, one))).collect();
    let mut found: BTreeMap<(bool, Relation, usize), Related> = BTreeMap::new();
    let place: HashMap<&ActionId, usize> =
        history.actions.iter().enumerate().map(|(place, one)| (&one.id, place)).collect();
    for seen in &history.observations {
        let Some(&from) = owners.get(&seen.id) else { continue };
        for reference in seen.references.iter().filter(|reference| reference.problem.is_none()) {
            let mut targets = reference.targets.iter().filter_map(|id| owners.get(id).copied());
            let Some(to) = targets.next() else { continue };
            if targets.any(|other| other.id != to.id) || from.id == to.id {
                continue;
            }
            let (named_by, other) = match (from.id == action.id, to.id == action.id) {
                (true, _) => (false, to),
                (_, true) => (true, from),
                _ => continue,
            };
            let key = (named_by, reference.relation, place.get(&other.id).copied().unwrap_or(usize::MAX));
            let related = Related {
                action: other.id.clone(),
                title: other.title.clone(),
                state: other.state,
                relation: reference.relation,
                named_by,
                edition: seen.edition.clone(),
                raw: reference.raw.clone(),
            };
            found.insert(key, related);
        }
    }
    found.into_values().collect()
}
