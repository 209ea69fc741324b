//! Keys of observations: what a row is known by in records that outlive a run.
//!
//! In: editions and their observations, in order. Out: two keys for each, made of what is printed and where; nothing of how
//! the program read it. Ids and decisions rest on them, so that what makes a key never changes.

use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

use crate::model::edition::Edition;
use crate::model::ids::ObservationId;
use crate::model::observation::Observation;
use crate::store::digest;

/// The keys of observations.
pub type Keys = HashMap<ObservationId, [String; 2]>;

/// Returns the keys of every observation: one by the date of its edition, which holds when a source is corrected, and one
/// by its source, which holds when its date is set.
pub fn observation_keys(editions: &[Edition], observations: &[Observation]) -> Keys {
    let editions: HashMap<_, _> = editions.iter().map(|edition| (&edition.id, edition)).collect();
    let digests = |observation: &Observation| {
        let edition = editions.get(&observation.edition)?;
        let date = edition.published_on.as_ref().map_or("undated", |date| date.from.as_str());
        let label = observation.label.as_deref().unwrap_or("");
        let wording = observation.action.as_ref().map_or("", |action| action.raw.as_str());
        let of = |first: &str, second: &str| digest::short(&[first, second, &observation.table.0, label, wording]);
        Some([of(date, edition.kind.word()), of("source", &edition.source.0)])
    };
    let digests: Vec<_> = observations.par_iter().map(digests).collect();
    let mut times: HashMap<String, usize> = HashMap::with_capacity(2 * observations.len());
    let mut told_apart = |key: String| {
        let time = times.entry(key.clone()).or_default();
        *time += 1;
        if *time == 1 { key } else { format!("{key}~{time}") }
    };
    let both = observations.iter().zip(digests).filter_map(|(observation, digests)| Some((observation, digests?)));
    both.map(|(observation, digests)| (observation.id.clone(), digests.map(&mut told_apart))).collect()
}
