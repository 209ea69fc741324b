//! Printed numbers: what a number names within the log's own numbering.
//!
//! In come the rows of one log, out go keys that mean the same from one log of the series to the next. Rows of an older
//! numbering and numbers that two rows bear get none.

use std::collections::BTreeMap;

use crate::model::observation::Observation;

use super::series::Member;

/// Gives each row of a log its key.
///
/// Where numbers start again in each table or section, the key holds that table or section too.
pub fn give_keys(members: &mut [Member]) {
    let numbered = members.iter().filter(|member| label(member.observation).is_some()).count();
    let scopes: [fn(&Observation) -> &str; 3] =
        [|_| "", |o| o.table.0.as_str(), |o| o.section.as_deref().unwrap_or_default()];
    for scope in scopes {
        let keys: Vec<Option<String>> = members
            .iter()
            .map(|member| label(member.observation).map(|label| format!("{}#{label}", scope(member.observation))))
            .collect();
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for key in keys.iter().flatten() {
            *bearers.entry(key).or_insert(0) += 1;
        }
        let unique = bearers.values().filter(|&&count| count == 1).count();
        if unique * 10 >= numbered * 7 {
            let borne_once = |key: &String| bearers.get(key.as_str()) == Some(&1);
            let chosen: Vec<Option<String>> = keys.iter().map(|key| key.clone().filter(borne_once)).collect();
            for (member, key) in members.iter_mut().zip(chosen) {
                member.key = key;
            }
            return;
        }
    }
}

/// Returns what a row's label names: its number, or the letters and digits of a label that is none.
pub fn label(observation: &Observation) -> Option<String> {
    if observation.legacy {
        return None;
    }
    if let Some(number) = observation.number {
        return Some(number.to_string());
    }
    let label = observation.label.as_deref()?;
    let inner = label.trim_matches(|c: char| !c.is_alphanumeric());
    (!inner.is_empty()).then(|| inner.to_lowercase().split_whitespace().collect())
}
