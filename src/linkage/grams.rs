//! Groups of three letters: how near two texts are, whatever is misspelt, glued together or cut off in them.
//!
//! In come texts, out come their groups and how much two of them share. A group that many wordings hold weighs little; so
//! does one that a single wording holds, for it may be a slip. Judges nothing.

use foldhash::HashMap;

use super::vocabulary::rarity;

/// A group's place among all groups.
pub type GramId = u32;

/// All groups of a series.
#[derive(Debug, Default)]
pub struct Grams {
    ids: HashMap<u64, GramId>,
    weights: Vec<u32>,
}

/// How much two texts share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared {
    /// The cosine of their groups, in thousandths.
    pub cosine: u32,
    /// Which share of the slighter one the other holds, in thousandths.
    pub held: u32,
}

/// The most that a group weighs that a single wording holds: two bits.
const LONE: u64 = 512;
/// A text of fewer groups is too short to be held by another.
const SHORT: usize = 24;

impl Grams {
    /// Returns the groups of `text`, a space at either end; sorted, once each.
    pub fn of(&mut self, text: &str) -> Vec<GramId> {
        let letters: Vec<u64> =
            std::iter::once(' ').chain(text.chars()).chain(std::iter::once(' ')).map(u64::from).collect();
        let next = |ids: &HashMap<u64, GramId>| ids.len() as GramId;
        let mut grams: Vec<GramId> = letters
            .windows(3)
            .map(|window| window.iter().fold(0, |all, letter| (all << 21) | letter))
            .map(|gram| {
                let new = next(&self.ids);
                *self.ids.entry(gram).or_insert(new)
            })
            .collect();
        grams.sort_unstable();
        grams.dedup();
        grams
    }

    /// Weighs all groups: `most` says in how many wordings of one edition each stands at most, `all` in how many of all, by their
    /// places; `largest` is the size of the largest edition.
    pub fn weigh(&mut self, largest: u64, most: &[u64], all: &[u64]) {
        let weigh = |(&most, &all): (&u64, &u64)| {
            let weight = rarity(largest, most.max(1));
            let weight = if all <= 1 { weight.min(LONE) } else { weight };
            u32::try_from(weight).unwrap_or(u32::MAX).max(1)
        };
        self.weights = most.iter().zip(all).map(weigh).collect();
    }

    /// Returns how many groups there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns what groups weigh together.
    pub fn total(&self, grams: &[GramId]) -> u64 {
        grams.iter().map(|&gram| self.weight(gram)).sum()
    }

    /// Returns what a group weighs.
    pub fn weight(&self, gram: GramId) -> u64 {
        self.weights.get(gram as usize).map_or(1, |&weight| u64::from(weight))
    }

    /// Compares two texts by their groups and what these weigh together.
    pub fn shared(&self, (a, of_a): (&[GramId], u64), (b, of_b): (&[GramId], u64)) -> Shared {
        let (mut i, mut j, mut common) = (0, 0, 0u64);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            if x == y {
                common += self.weight(*x);
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        let (less, more) = (of_a.min(of_b).max(1), of_a.max(of_b).max(1));
        // A square root is the same on every machine; other functions of reals need not be.
        let cosine = (common as f64 * 1000.0 / (less as f64 * more as f64).sqrt()).round() as u32;
        let held = if a.len().min(b.len()) < SHORT { cosine } else { (common * 1000 / less) as u32 };
        Shared { cosine: cosine.min(1000), held: held.min(1000) }
    }
}
