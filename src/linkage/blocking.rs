//! Candidates: which pairs are worth comparing.
//!
//! In come wordings under the ids of their bearers, out come, for a wording, the bearers that share its rarer words. Work for
//! one wording is bounded, whatever the series holds. Judges nothing.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::vocabulary::WordClass;
use super::wording::{Corpus, WordingId};

/// Bearers by the beginnings of their words.
#[derive(Debug, Default)]
pub struct Index {
    /// By stem: the slots that hold it, with its weight.
    postings: Vec<Vec<(usize, u64)>>,
    slots: Vec<Slot>,
    /// A sum for each slot, all nought between two questions: one number each is far cheaper here than a map.
    sums: RefCell<Vec<u64>>,
}

/// One wording of one bearer.
#[derive(Debug)]
struct Slot {
    bearer: usize,
    total: u64,
}

/// How many candidates one wording gets.
const KEPT: usize = 12;
/// How many postings are read for one wording before its commoner words are left aside.
const READ: usize = 12_000;
/// How much two wordings must share, in thousandths of both scales below.
const SHARED: u64 = 150;

impl Index {
    /// Puts `wording` under `bearer`. One bearer may have several wordings.
    pub fn add(&mut self, corpus: &Corpus, bearer: usize, wording: WordingId) {
        let stems = stems(corpus, wording);
        let slot = self.slots.len();
        self.slots.push(Slot { bearer, total: stems.iter().map(|(_, weight)| weight).sum() });
        for (stem, weight) in stems {
            let stem = stem as usize;
            if self.postings.len() <= stem {
                self.postings.resize_with(stem + 1, Vec::new);
            }
            if let Some(posting) = self.postings.get_mut(stem) {
                posting.push((slot, weight));
            }
        }
    }

    /// Returns the bearers whose wordings share most with `wording`, best first; `nearness` settles ties.
    pub fn candidates(&self, corpus: &Corpus, wording: WordingId, nearness: impl Fn(usize) -> u32) -> Vec<usize> {
        let stems = stems(corpus, wording);
        let total: u64 = stems.iter().map(|(_, weight)| weight).sum();
        let mut lists: Vec<(usize, u32)> =
            stems.iter().map(|(stem, _)| (self.postings.get(*stem as usize).map_or(0, Vec::len), *stem)).collect();
        lists.sort_unstable();
        let mut shared = self.sums.borrow_mut();
        shared.resize(self.slots.len(), 0);
        let mut touched = Vec::new();
        let mut read = 0;
        for (length, stem) in lists {
            if read > 0 && read + length > READ {
                break;
            }
            for &(slot, weight) in self.postings.get(stem as usize).into_iter().flatten().take(READ) {
                if let Some(sum) = shared.get_mut(slot) {
                    if *sum == 0 {
                        touched.push(slot);
                    }
                    *sum += weight;
                }
            }
            read += length;
        }
        let held = |slot: &usize| -> Option<(u64, usize)> {
            let (weight, slot) = (*shared.get(*slot)?, self.slots.get(*slot)?);
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
        let best = held.iter().map(|(held, _)| *held).max().unwrap_or(0);
        // Where one wording shares nearly all, those that share little beside it are not worth a look.
        let worth_it = held.into_iter().filter(|(held, _)| held * 3 >= best);
        let mut ranked: Vec<(u64, u32, usize)> =
            worth_it.map(|(held, bearer)| (held, nearness(bearer), bearer)).collect();
        ranked.sort_unstable_by_key(|&(held, near, bearer)| (std::cmp::Reverse((held, near)), bearer));
        let mut kept = BTreeSet::new();
        let mut candidates = Vec::new();
        for (.., bearer) in ranked {
            if candidates.len() == KEPT {
                break;
            }
            if kept.insert(bearer) {
                candidates.push(bearer);
            }
        }
        candidates
    }
}

/// Returns the stems of a wording's words with their weights; function words only where it has no others.
fn stems(corpus: &Corpus, wording: WordingId) -> Vec<(u32, u64)> {
    let vocabulary = &corpus.vocabulary;
    let set = &corpus.wording(wording).set;
    let bare = set.iter().all(|&word| vocabulary.class(word) == WordClass::Function);
    let telling = set.iter().filter(|&&word| bare || vocabulary.class(word) != WordClass::Function);
    let mut stems: Vec<(u32, u64)> = telling.map(|&word| (vocabulary.stem(word), vocabulary.weight(word))).collect();
    stems.sort_unstable();
    stems.dedup_by_key(|(stem, _)| *stem);
    stems
}
