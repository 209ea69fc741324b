//! Ids of observations: `2019-04-18/log#ongoing:97`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, resolve};
use crate::model::ids::{EditionId, ObservationId};
use crate::model::observation::Observation;

/// Gives the observations of `document` their ids as those of `edition`, and the references between them their targets.
/// Naming a document again, as another edition, leaves nothing of the first name.
pub fn name(document: &mut Document, edition: &EditionId) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut repeats: BTreeMap<String, u32> = BTreeMap::new();
    for observation in &mut document.observations {
        let stem = stem(observation, edition);
        let count = repeats.entry(stem.clone()).or_insert(0);
        let id = loop {
            *count += 1;
            let id = if *count == 1 { stem.clone() } else { format!("{stem}~{count}") };
            if !taken.contains(&id) {
                break id;
            }
        };
        taken.insert(id.clone());
        observation.edition = edition.clone();
        observation.id = ObservationId(id);
    }
    resolve::resolve(document);
}

fn stem(observation: &Observation, edition: &EditionId) -> String {
    let label = observation.label.as_deref().map(plain).filter(|label| !label.is_empty());
    match label {
        Some(label) => format!("{edition}#{}:{label}", observation.table),
        None => format!("{edition}#{}:@{}", observation.table, observation.ordinal),
    }
}

/// Takes from a label the spaces, the brackets, and what stands behind it.
pub(super) fn plain(label: &str) -> String {
    let kept: String = label.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '[' | ']')).collect();
    kept.trim_end_matches(['.', ':', ';']).to_owned()
}
