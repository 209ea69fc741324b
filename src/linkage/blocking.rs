//! Candidates: which pairs are worth comparing.
//!
//! In come wordings under the ids of their bearers, out come, for a wording, the bearers that share its rarer words and pairs
//! of neighbouring words. Work for one wording is bounded, whatever the series holds: the rarest are looked up first, and in
//! a large series there is always a rare pair. Judges nothing.

use std::cell::RefCell;
use std::cmp::Reverse;

use foldhash::HashMap;

use super::vocabulary::{WordClass, WordId};
use super::wording::{Corpus, WordingId};

/// Bearers by what is rare in their wordings.
#[derive(Debug, Default)]
pub struct Index {
    /// By key: the slots that hold it, with its weight.
    postings: HashMap<u64, Vec<(u32, u32)>>,
    slots: Vec<Slot>,
}

thread_local! {
    /// A sum for each slot, all nought between two questions: one number each is far cheaper here than a map.
    static SUMS: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// One wording of one bearer.
#[derive(Debug)]
struct Slot {
    bearer: usize,
    total: u64,
}

/// How many candidates one wording gets.
const KEPT: usize = 12;
/// How many postings are read for one wording before its commoner keys are left aside: in a series of this many wordings,
/// and in a larger one.
const SMALL: usize = 4_000;
const READ: (usize, usize) = (12_000, 2_500);
/// How much two wordings must share, in thousandths of both scales below.
const SHARED: u64 = 150;

impl Index {
    /// Puts `wording` under `bearer`. One bearer may have several wordings.
    pub fn add(&mut self, corpus: &Corpus, bearer: usize, wording: WordingId) {
        let keys = keys(corpus, &corpus.wording(wording).words);
        let slot = self.slots.len() as u32;
        self.slots.push(Slot { bearer, total: keys.iter().map(|(_, weight)| u64::from(*weight)).sum() });
        for (key, weight) in keys {
            self.postings.entry(key).or_default().push((slot, weight));
        }
    }

    /// Returns the bearers whose wordings share most with `wording`, best first; `nearness` settles ties.
    pub fn candidates(&self, corpus: &Corpus, wording: WordingId, nearness: impl Fn(usize) -> u32) -> Vec<usize> {
        self.sharing(corpus, &corpus.wording(wording).words, nearness)
    }

    /// Returns the bearers whose wordings share most with some `words` in order, best first.
    pub fn sharing(&self, corpus: &Corpus, words: &[WordId], nearness: impl Fn(usize) -> u32) -> Vec<usize> {
        best(SUMS.with_borrow_mut(|sums| self.search(keys(corpus, words), sums)), nearness)
    }

    /// Returns all bearers whose wordings share enough with `wording`, and how much that is, in no order.
    pub fn sharers(&self, corpus: &Corpus, wording: WordingId) -> Vec<(u64, usize)> {
        let keys = keys(corpus, &corpus.wording(wording).words);
        SUMS.with_borrow_mut(|sums| self.search(keys, sums))
    }

    /// Returns the bearers that share enough of `keys`, and how much that is, in no order.
    fn search(&self, keys: Vec<(u64, u32)>, shared: &mut Vec<u64>) -> Vec<(u64, usize)> {
        let most = if self.slots.len() <= SMALL { READ.0 } else { READ.1 };
        let total: u64 = keys.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut lists: Vec<(usize, u64)> =
            keys.iter().map(|(key, _)| (self.postings.get(key).map_or(0, Vec::len), *key)).collect();
        lists.sort_unstable();
        if shared.len() < self.slots.len() {
            shared.resize(self.slots.len(), 0);
        }
        let mut touched = Vec::new();
        let mut read = 0;
        for (length, key) in lists {
            if read > 0 && read + length > most {
                break;
            }
            for &(slot, weight) in self.postings.get(&key).into_iter().flatten().take(most) {
                let slot = slot as usize;
                if let Some(sum) = shared.get_mut(slot) {
                    if *sum == 0 {
                        touched.push(slot);
                    }
                    *sum += u64::from(weight);
                }
            }
            read += length;
        }
        let held = |slot: &usize| -> Option<(u64, usize)> {
            let (weight, slot) = (*shared.get(*slot)?, self.slots.get(*slot)?);
            // Most share far too little, and division is dear.
            if weight * 1000 < SHARED * total.min(slot.total) {
                return None;
            }
            // A part of a longer text shares little of the whole, so the shorter side counts too.
            let held = weight * 300 / total.min(slot.total).max(1) + weight * 1400 / (total + slot.total).max(1);
            (held >= SHARED).then_some((held, slot.bearer))
        };
        let held: Vec<(u64, usize)> = touched.iter().filter_map(held).collect();
        for slot in touched {
            if let Some(sum) = shared.get_mut(slot) {
                *sum = 0;
            }
        }
        held
    }
}

/// Returns of bearers, each with how much it shares, those worth comparing, best first; `nearness` settles ties.
pub fn best(held: Vec<(u64, usize)>, nearness: impl Fn(usize) -> u32) -> Vec<usize> {
    let best = held.iter().map(|(held, _)| *held).max().unwrap_or(0);
    // Where one wording shares nearly all, those that share little beside it are not worth a look.
    let worth_it = held.into_iter().filter(|(held, _)| held * 3 >= best);
    let mut ranked: Vec<(u64, u32, usize)> = worth_it.map(|(held, bearer)| (held, nearness(bearer), bearer)).collect();
    ranked.sort_unstable_by_key(|&(held, near, bearer)| (Reverse((held, near)), bearer));
    let mut kept = Vec::new();
    for (.., bearer) in ranked {
        if kept.len() == KEPT {
            break;
        }
        if !kept.contains(&bearer) {
            kept.push(bearer);
        }
    }
    kept
}

/// Returns the keys of words in order with their weights: the stems of its words, and those of neighbouring words together.
/// Function words only where there are no others.
fn keys(corpus: &Corpus, words: &[WordId]) -> Vec<(u64, u32)> {
    let vocabulary = &corpus.vocabulary;
    let bare = words.iter().all(|&word| vocabulary.class(word) == WordClass::Function);
    let telling = words.iter().filter(|&&word| bare || vocabulary.class(word) != WordClass::Function);
    let stems: Vec<(u64, u32)> = telling
        .map(|&word| {
            let weight = u32::try_from(vocabulary.weight(word)).unwrap_or(u32::MAX);
            (u64::from(vocabulary.stem(word)), weight)
        })
        .collect();
    let pairs = stems.windows(2).map(|pair| (1 << 63 | pair[0].0 << 31 | pair[1].0, (pair[0].1 + pair[1].1) / 2));
    let mut keys: Vec<(u64, u32)> = stems.iter().copied().chain(pairs).collect();
    keys.sort_unstable();
    keys.dedup_by_key(|(key, _)| *key);
    keys
}
