//! Families of near-twins: rows of one list that are worded alike but for their subject.
//!
//! In comes a series, out come for a row's wording the words in which its near-twins in the same edition differ. Inside a
//! family those words are the subject, so that a row with another word in that place is another action, however long the
//! frame that they share. Only what is asked for is looked for, and kept.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

use super::series::Series;
use super::vocabulary::WordId;
use super::wording::WordingId;

/// From this likeness on two rows of a list are a family.
const FAMILY: u32 = 600;

/// The words in which a wording's near-twins differ from it, sorted.
pub type Slots = Arc<Vec<WordId>>;

/// What has been asked so far, edition by edition.
#[derive(Debug, Default)]
pub struct Families {
    known: Mutex<HashMap<(usize, WordingId), Slots>>,
}

/// Returns the words of `wording` in which its near-twins in the edition at `place` differ from it.
pub fn slots(series: &Series, place: usize, wording: WordingId) -> Slots {
    // What was put in stands, whatever became of who did it.
    let known = || series.families.known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known().get(&(place, wording)) {
        return Arc::clone(known);
    }
    let mut words: Vec<WordId> = Vec::new();
    for list in series.lists.of(series, place) {
        for other in list.near(&series.corpus, wording) {
            if other == wording || series.nearness(wording, other) < FAMILY {
                continue;
            }
            words.extend(series.compare(wording, other).swaps.iter().map(|(word, _)| *word));
        }
    }
    words.sort_unstable();
    words.dedup();
    let words = Arc::new(words);
    known().insert((place, wording), Arc::clone(&words));
    words
}

/// Returns the wordings in the edition at `place` that share most with some words of a wording.
pub fn sharing(series: &Series, place: usize, words: &[WordId]) -> Vec<WordingId> {
    series.lists.of(series, place).iter().flat_map(|list| list.sharing(&series.corpus, words)).collect()
}
