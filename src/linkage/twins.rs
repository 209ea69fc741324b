//! Families of near-twins: rows of one list that are worded alike but for their subject.
//!
//! In comes a series, out come for a row's wording the words in which its near-twins in the same edition differ. Inside a
//! family those words are the subject, so that a row with another word in that place is another action, however long the
//! frame that they share. Only what is asked for is looked for, and kept.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::model::edition::EditionKind;

use super::blocking::Index;
use super::series::Series;
use super::vocabulary::WordId;
use super::wording::WordingId;

/// From this likeness on two rows of a list are a family.
const FAMILY: u32 = 600;

/// What has been asked so far, edition by edition.
#[derive(Debug, Default)]
pub struct Families {
    lists: RefCell<HashMap<usize, Rc<Vec<List>>>>,
    known: RefCell<HashMap<(usize, WordingId), Rc<Vec<WordId>>>>,
}

/// The wordings of one list.
#[derive(Debug)]
struct List {
    wordings: Vec<WordingId>,
    index: Index,
}

/// Returns the words of `wording` in which its near-twins in the edition at `place` differ from it.
pub fn slots(series: &Series, place: usize, wording: WordingId) -> Rc<Vec<WordId>> {
    if let Some(known) = series.families.known.borrow().get(&(place, wording)) {
        return Rc::clone(known);
    }
    let lists = series.families.lists.borrow().get(&place).cloned();
    let lists = lists.unwrap_or_else(|| {
        let lists = Rc::new(lists_of(series, place));
        series.families.lists.borrow_mut().insert(place, Rc::clone(&lists));
        lists
    });
    let mut words: Vec<WordId> = Vec::new();
    for list in lists.iter() {
        for other in list.index.candidates(&series.corpus, wording, |_| 0) {
            let Some(&other) = list.wordings.get(other).filter(|&&other| other != wording) else { continue };
            if series.corpus.nearness(wording, other) < FAMILY {
                continue;
            }
            words.extend(series.corpus.compare(wording, other).swaps.iter().map(|(word, _)| *word));
        }
    }
    words.sort_unstable();
    words.dedup();
    let words = Rc::new(words);
    series.families.known.borrow_mut().insert((place, wording), Rc::clone(&words));
    words
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
