//! What two wordings were found to be, remembered: most of them stand in one edition after the other.
//!
//! In come two wordings and a way to compare them, out comes what that says, found once. Several threads may ask at a time.
//! Only so much is kept; what is not is found anew, and is the same.

use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;

use super::wording::WordingId;

/// What was found out so far, in parts, so that those who ask seldom wait for each other.
#[derive(Debug, Default)]
pub struct Remembered<V> {
    parts: [Mutex<Known<V>>; PARTS],
}

type Known<V> = HashMap<(WordingId, WordingId), V>;

const PARTS: usize = 16;
/// How many pairs one part keeps.
const KEPT: usize = 10_000;

impl<V: Clone> Remembered<V> {
    /// Returns what `compare` says of two wordings, or said before.
    pub fn of(&self, earlier: WordingId, later: WordingId, compare: impl FnOnce() -> V) -> V {
        let part = &self.parts[(earlier.wrapping_mul(31) ^ later) as usize % PARTS];
        // What was put in stands, whatever became of who did it.
        let known = || part.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(said) = known().get(&(earlier, later)) {
            return said.clone();
        }
        let said = compare();
        let mut known = known();
        if known.len() < KEPT {
            known.insert((earlier, later), said.clone());
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_compared_once_and_the_other_way_round_is_another() {
        let remembered = Remembered::default();
        assert_eq!(remembered.of(1, 2, || 7), 7);
        assert_eq!(remembered.of(1, 2, || unreachable!("it is known")), 7);
        assert_eq!(remembered.of(2, 1, || 8), 8);
    }
}
