//! The lists of an edition: which of their wordings share most with some other.
//!
//! A log is one list, a write-up has one for each of its tables. In comes a series, out come the wordings of a list that are
//! worth a comparison. Only what is asked for is looked for, and kept. Judges nothing.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::HashMap;

use crate::model::edition::EditionKind;

use super::blocking::{self, Index};
use super::series::Series;
use super::vocabulary::WordId;
use super::wording::{Corpus, WordingId};

/// The lists of all editions.
#[derive(Debug)]
pub struct Lists {
    of_sheet: Vec<OnceLock<Vec<List>>>,
}

/// The wordings of one list.
#[derive(Debug)]
pub struct List {
    wordings: Vec<WordingId>,
    index: OnceLock<Index>,
    known: Mutex<Known>,
}

/// What was asked of a list so far.
#[derive(Debug, Default)]
struct Known {
    sharers: HashMap<WordingId, Sharers>,
    /// How many these are together.
    many: usize,
}

/// Wordings, each with how much it shares with another, in no order.
pub type Sharers = Arc<[(u32, WordingId)]>;

/// How many sharers a list remembers, of all its wordings together: a megabyte. Others are found anew each time.
const REMEMBERED: usize = 1 << 17;

impl Lists {
    /// Begins with nothing known of so many editions.
    pub fn new(sheets: usize) -> Self {
        Self { of_sheet: (0..sheets).map(|_| OnceLock::new()).collect() }
    }

    /// Returns the lists of the edition at `place`, in the order in which they are printed.
    pub fn of(&self, series: &Series, place: usize) -> &[List] {
        self.of_sheet.get(place).map_or(&[], |lists| lists.get_or_init(|| lists_of(series, place)))
    }
}

impl List {
    /// Returns all wordings of the list that share enough with `wording`: itself too, where it is one of them.
    pub fn sharers(&self, corpus: &Corpus, wording: WordingId) -> Sharers {
        // What was put in stands, whatever became of who did it.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sharers) = known().sharers.get(&wording) {
            return Arc::clone(sharers);
        }
        let found = self.index(corpus).sharers(corpus, wording).into_iter();
        let held = |held: u64| u32::try_from(held).unwrap_or(u32::MAX);
        let sharers: Sharers =
            found.filter_map(|(shared, bearer)| Some((held(shared), *self.wordings.get(bearer)?))).collect();
        let mut known = known();
        if known.many + sharers.len() <= REMEMBERED && known.sharers.insert(wording, Arc::clone(&sharers)).is_none() {
            known.many += sharers.len();
        }
        sharers
    }

    /// Returns the wordings most worth comparing with `wording`, best first.
    pub fn near(&self, corpus: &Corpus, wording: WordingId) -> Vec<WordingId> {
        let sharers = self.sharers(corpus, wording);
        let held = sharers.iter().map(|&(held, sharer)| (u64::from(held), sharer as usize)).collect();
        blocking::best(held, |_| 0).into_iter().filter_map(|sharer| WordingId::try_from(sharer).ok()).collect()
    }

    /// Returns the wordings that share most with some `words` in order, best first.
    pub fn sharing(&self, corpus: &Corpus, words: &[WordId]) -> Vec<WordingId> {
        let bearers = self.index(corpus).sharing(corpus, words, |_| 0).into_iter();
        bearers.filter_map(|bearer| self.wordings.get(bearer).copied()).collect()
    }

    fn index(&self, corpus: &Corpus) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for (bearer, &wording) in self.wordings.iter().enumerate() {
                index.add(corpus, bearer, wording);
            }
            index
        })
    }
}

fn lists_of(series: &Series, place: usize) -> Vec<List> {
    let Some(sheet) = series.sheets.get(place) else { return Vec::new() };
    let lists =
        if sheet.kind == EditionKind::Log { vec![sheet.members.clone().collect()] } else { sheet.tables.clone() };
    let list = |members: Vec<usize>| {
        let mut wordings: Vec<WordingId> = members.iter().map(|&member| series.members[member].wording).collect();
        wordings.sort_unstable();
        wordings.dedup();
        List { wordings, index: OnceLock::new(), known: Mutex::default() }
    };
    lists.into_iter().map(list).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::observation::Observation;
    use crate::model::sample;

    #[test]
    fn a_list_knows_which_of_its_own_wordings_share_most() {
        let rows: Vec<Observation> = [
            ("2020-01-01/log#a:1", "Repaint the northern sluice gate"),
            ("2020-01-01/log#a:2", "Sink a trial well behind the pumping house"),
            ("2020-01-01/log#a:3", "Repaint the southern sluice gate"),
            ("2020-01-02/log#a:1", "Repaint the northern sluice gate twice"),
        ]
        .into_iter()
        .zip(0..)
        .map(|((id, said), ordinal)| Observation { ordinal, ..sample::row(id, said) })
        .collect();
        let editions = [sample::edition("2020-01-01/log", &[]), sample::edition("2020-01-02/log", &[])];
        let series = Series::new(&editions, &rows);
        let wording = |member: usize| series.members[member].wording;
        let first = &series.lists.of(&series, 0)[0];
        assert_eq!(first.near(&series.corpus, wording(0)), [wording(0), wording(2)]);
        assert_eq!(first.near(&series.corpus, wording(3)), [wording(0), wording(2)], "whoever asks");
        assert!(series.lists.of(&series, 7).is_empty());
    }

    /// Two hundred rows that share all they have with each other, and one of them printed twice: it is found, whatever stands
    /// between those that share as much.
    #[test]
    fn one_printed_twice_is_found_among_many_twins() {
        let said = |asset: usize| format!("Inspect the boundary fence at asset {}", 1_000_000 + asset);
        let twice = 90;
        let places = (0..=twice).chain(twice..200).zip(0..);
        let row = |(asset, ordinal): (usize, u32)| Observation {
            ordinal,
            ..sample::row(&format!("2020-01-01/log#a:{}", ordinal + 1), &said(asset))
        };
        let rows: Vec<Observation> = places.map(row).collect();
        let linked = crate::linkage::link(&[sample::edition("2020-01-01/log", &[])], &rows, &[], &[]);
        let found: Vec<(&str, &str)> =
            linked.links.iter().map(|link| (link.from.0.as_str(), link.to.0.as_str())).collect();
        assert_eq!(found, [("2020-01-01/log#a:91", "2020-01-01/log#a:92")]);
    }
}
