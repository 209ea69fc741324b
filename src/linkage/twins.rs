//! Families of near-twins: rows of one list that are worded alike but for their subject.
//!
//! In comes a series, out come for each edition the words in which such rows differ. Inside a family those words are the
//! subject, so that a row with another word in that place is another action, however long the frame that they share.

use std::collections::BTreeMap;

use crate::model::edition::EditionKind;

use super::blocking::Index;
use super::series::Series;
use super::vocabulary::WordId;
use super::wording::WordingId;

/// From this likeness on two rows of a list are a family.
const FAMILY: u32 = 600;

/// Finds the families in every edition's tables.
pub fn find(series: &mut Series) {
    for place in 0..series.sheets.len() {
        series.sheets[place].slots = slots(series, place);
    }
}

fn slots(series: &Series, place: usize) -> BTreeMap<WordingId, Vec<WordId>> {
    let mut slots: BTreeMap<WordingId, Vec<WordId>> = BTreeMap::new();
    let sheet = &series.sheets[place];
    let lists =
        if sheet.kind == EditionKind::Log { vec![sheet.members.clone().collect()] } else { sheet.tables.clone() };
    for list in lists {
        let mut wordings: Vec<WordingId> = list.iter().map(|&member| series.members[member].wording).collect();
        wordings.sort_unstable();
        wordings.dedup();
        let mut index = Index::default();
        for (bearer, &wording) in wordings.iter().enumerate() {
            index.add(&series.corpus, bearer, wording);
        }
        for &wording in &wordings {
            for other in index.candidates(&series.corpus, wording, |_| 0) {
                let Some(&other) = wordings.get(other) else { continue };
                let likeness = series.corpus.compare(wording, other);
                if likeness.alike >= FAMILY && !likeness.swaps.is_empty() {
                    slots.entry(wording).or_default().extend(likeness.swaps.iter().map(|(word, _)| *word));
                }
            }
        }
    }
    for words in slots.values_mut() {
        words.sort_unstable();
        words.dedup();
    }
    slots
}
