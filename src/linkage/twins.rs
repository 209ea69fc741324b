//! Families of near-twins: rows of one list that are worded alike but for their subject.
//!
//! In comes a series, out come for a row's wording the words in which its near-twins in the same edition differ. Inside a
//! family those words are the subject, so that a row with another word in that place is another action, however long the
//! frame that they share. Only what is asked for is looked for, and kept.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;

use crate::model::edition::EditionKind;

use super::blocking::Index;
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
    lists: Mutex<HashMap<usize, Arc<Vec<List>>>>,
    known: Mutex<HashMap<(usize, WordingId), Slots>>,
}

/// The wordings of one list.
#[derive(Debug)]
struct List {
    wordings: Vec<WordingId>,
    index: Index,
}

/// Returns the words of `wording` in which its near-twins in the edition at `place` differ from it.
pub fn slots(series: &Series, place: usize, wording: WordingId) -> Slots {
    let known = || series.families.known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known().get(&(place, wording)) {
        return Arc::clone(known);
    }
    let lists = lists(series, place);
    let mut words: Vec<WordId> = Vec::new();
    for list in lists.iter() {
        for other in list.index.candidates(&series.corpus, wording, |_| 0) {
            let Some(&other) = list.wordings.get(other).filter(|&&other| other != wording) else { continue };
            if series.nearness(wording, other) < FAMILY {
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
    let lists = lists(series, place);
    let found = lists.iter().flat_map(|list| {
        let bearers = list.index.sharing(&series.corpus, words, |_| 0);
        bearers.into_iter().filter_map(|bearer| list.wordings.get(bearer).copied())
    });
    found.collect()
}

fn lists(series: &Series, place: usize) -> Arc<Vec<List>> {
    // What was put in stands, whatever became of who did it.
    let mut lists = series.families.lists.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(lists.entry(place).or_insert_with(|| Arc::new(lists_of(series, place))))
}

fn lists_of(series: &Series, place: usize) -> Vec<List> {
    let Some(sheet) = series.sheets.get(place) else { return Vec::new() };
    let lists =
        if sheet.kind == EditionKind::Log { vec![sheet.members.clone().collect()] } else { sheet.tables.clone() };
    let list = |members: Vec<usize>| {
        let mut wordings: Vec<WordingId> = members.iter().map(|&member| series.members[member].wording).collect();
        wordings.sort_unstable();
        wordings.dedup();
        let mut index = Index::default();
        for (bearer, &wording) in wordings.iter().enumerate() {
            index.add(&series.corpus, bearer, wording);
        }
        List { wordings, index }
    };
    lists.into_iter().map(list).collect()
}
