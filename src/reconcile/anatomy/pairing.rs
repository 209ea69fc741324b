//! Pieces of an earlier wording and of a later one: which are the same.
//!
//! First those with the same words; then, of what is left, those with mostly the same words, the likest first. Each piece
//! is paired once.

use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt as _};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How much two pieces must have in common to be one, in words out of a hundred of both together.
const ALIKE: usize = 60;
/// How many words they must have in common.
const IN_COMMON: usize = 3;
/// A piece with so many words of another, and next to no others, is a part of it.
const PART: usize = 6;
/// With more pieces than this left, only the same words count.
const PIECES: usize = 80;

/// A piece of the later wording and the one of the earlier that it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// The earlier piece.
    pub(super) before: usize,
    /// The later one.
    pub(super) now: usize,
    /// Whether their words are the same.
    pub(super) same: bool,
}

/// Pairs the pieces `before` with the pieces `now`, each given as the words it says. In order of the later ones.
pub(super) fn pairs(before: &[Vec<u32>], now: &[Vec<u32>]) -> Vec<Pair> {
    let mut free_before: Vec<bool> = before.iter().map(|words| !words.is_empty()).collect();
    let mut free_now: Vec<bool> = now.iter().map(|words| !words.is_empty()).collect();
    let mut pairs = same(before, now, &mut free_before, &mut free_now);
    let left = |free: &[bool]| free.iter().filter(|free| **free).count();
    if left(&free_before) <= PIECES && left(&free_now) <= PIECES {
        pairs.extend(alike(before, now, &mut free_before, &mut free_now));
    }
    pairs.sort_by_key(|pair| pair.now);
    pairs
}

fn same(before: &[Vec<u32>], now: &[Vec<u32>], free_before: &mut [bool], free_now: &mut [bool]) -> Vec<Pair> {
    let mut known: HashMap<&[u32], VecDeque<usize>> = HashMap::default();
    for (at, words) in before.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
        known.entry(words).or_default().push_back(at);
    }
    let mut pairs = Vec::new();
    for (at, words) in now.iter().enumerate() {
        if let Some(place) = known.get_mut(words.as_slice()).and_then(VecDeque::pop_front) {
            free_before[place] = false;
            free_now[at] = false;
            pairs.push(Pair { before: place, now: at, same: true });
        }
    }
    pairs
}

fn alike(before: &[Vec<u32>], now: &[Vec<u32>], free_before: &mut [bool], free_now: &mut [bool]) -> Vec<Pair> {
    let mut found: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (later, words) in now.iter().enumerate().filter(|&(at, _)| free_now[at]) {
        for (earlier, others) in before.iter().enumerate().filter(|&(at, _)| free_before[at]) {
            if shared(others, words) < IN_COMMON {
                continue;
            }
            let common = in_order(others, words);
            let (short, long) = (others.len().min(words.len()), others.len().max(words.len()));
            let likeness = 200 * common / (short + long);
            let part = common >= PART && common * 10 >= short * 9 && long <= short * 3;
            if common >= IN_COMMON && (likeness >= ALIKE || part) {
                found.push((likeness, earlier.abs_diff(later), later, earlier));
            }
        }
    }
    found.sort_by(|a, b| (b.0, a.1, a.2, a.3).cmp(&(a.0, b.1, b.2, b.3)));
    let mut pairs = Vec::new();
    for (_, _, later, earlier) in found {
        if free_now[later] && free_before[earlier] {
            free_now[later] = false;
            free_before[earlier] = false;
            pairs.push(Pair { before: earlier, now: later, same: false });
        }
    }
    pairs
}

/// Counts the words that both have, in any order.
fn shared(one: &[u32], other: &[u32]) -> usize {
    let mut counts: HashMap<u32, usize> = HashMap::with_capacity(one.len());
    for &word in one {
        *counts.entry(word).or_default() += 1;
    }
    let mut taken = |word: &u32| counts.get_mut(word).filter(|left| **left > 0).map(|left| *left -= 1).is_some();
    other.iter().filter(|word| taken(word)).count()
}

/// Counts the words that both have in one order.
fn in_order(one: &[u32], other: &[u32]) -> usize {
    let ops = capture_diff_slices(Algorithm::Myers, one, other);
    ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum()
}

/// Tells of each of `places` whether it stands in the order of the others: those that do not were moved. The fewest
/// possible are called moved.
pub(super) fn in_their_order(places: &[usize]) -> Vec<bool> {
    // The longest run that only rises, by its last members.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let position = ends.partition_point(|&end| places[end] < *place);
        previous[at] = position.checked_sub(1).and_then(|before| ends.get(before)).copied();
        if position == ends.len() {
            ends.push(at);
        } else {
            ends[position] = at;
        }
    }
    let mut kept = vec![false; places.len()];
    let mut at = ends.last().copied();
    while let Some(place) = at {
        kept[place] = true;
        at = previous[place];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &[&[u32]], now: &[&[u32]]) -> Vec<(usize, usize, bool)> {
        let owned = |pieces: &[&[u32]]| pieces.iter().map(|words| words.to_vec()).collect::<Vec<_>>();
        pairs(&owned(before), &owned(now)).into_iter().map(|pair| (pair.before, pair.now, pair.same)).collect()
    }

    #[test]
    fn the_same_words_go_first_then_the_likest() {
        assert_eq!(told(&[&[1, 2], &[3, 4, 5, 6]], &[&[9], &[3, 4, 7, 6], &[1, 2]]), [(1, 1, false), (0, 2, true)]);
        // Two of five words are not enough, nor are two of two.
        assert_eq!(told(&[&[1, 2, 3, 4, 5], &[6, 7]], &[&[1, 2, 8, 9, 10], &[6, 8]]), []);
        // A long piece cut down to its first half is still the same.
        assert_eq!(told(&[&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]], &[&[1, 2, 3, 4, 5, 6]]), [(0, 0, false)]);
        assert_eq!(told(&[&[]], &[&[]]), []);
    }

    #[test]
    fn as_few_as_possible_are_moved() {
        assert_eq!(in_their_order(&[0, 1, 2]), [true, true, true]);
        assert_eq!(in_their_order(&[2, 0, 1]), [false, true, true]);
        assert_eq!(in_their_order(&[]), [] as [bool; 0]);
    }
}
