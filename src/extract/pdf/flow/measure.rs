//! What is usual in a document: the size of its type, how far apart its lines stand, where its text begins at the left.
//!
//! In: lines. Out: numbers. What one page or table says itself outranks what the document says, where it says enough.

use std::collections::BTreeMap;

use super::super::words::Words;
use super::lines::Line;

/// Into how many bins the type size is cut.
const PITCHES: f32 = 25.0;
/// The distance of baselines that is taken for usual where nothing is known, in parts of the type size.
const PITCH: f32 = 1.2;

/// How often each value occurs, for finding the usual one; values are cut into bins.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    bins: BTreeMap<i32, usize>,
    total: usize,
}

impl Counts {
    /// Counts the bin `value` so many times.
    pub fn add(&mut self, value: f32, times: usize) {
        *self.bins.entry(value.round() as i32).or_default() += times;
        self.total += times;
    }

    /// Adds all that `other` counted.
    pub fn add_all(&mut self, other: &Self) {
        for (&bin, &count) in &other.bins {
            *self.bins.entry(bin).or_default() += count;
        }
        self.total += other.total;
    }

    /// Returns how many were counted.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Returns how many were counted no farther than `reach` from `value`.
    pub fn near(&self, value: f32, reach: f32) -> usize {
        let bins = (value - reach).ceil() as i32..=(value + reach).floor() as i32;
        if bins.is_empty() { 0 } else { self.bins.range(bins).map(|(_, count)| count).sum() }
    }

    /// Returns the bin that occurs most.
    pub fn most(&self) -> Option<f32> {
        let most = self.bins.iter().max_by_key(|&(&bin, &count)| (count, std::cmp::Reverse(bin)));
        most.map(|(&bin, _)| bin as f32)
    }

    /// Returns the least bin around which, three bins together, there are `share` in a hundred, and at least `fewest`.
    pub fn least(&self, share: usize, fewest: usize) -> Option<f32> {
        let needed = (self.total * share).div_ceil(100).max(fewest);
        let around = |bin: i32| (bin..=bin + 2).filter_map(|bin| self.bins.get(&bin)).sum::<usize>();
        let first = *self.bins.keys().find(|&&bin| around(bin) >= needed)?;
        let weighted: usize =
            (first..=first + 2).filter_map(|bin| self.bins.get(&bin).map(|count| count * (bin - first) as usize)).sum();
        Some(first as f32 + weighted as f32 / around(first).max(1) as f32)
    }
}

/// Counts how far apart the baselines of `lines` are, in [`PITCHES`] of the type size.
pub fn pitches(lines: &[Line]) -> Counts {
    let mut counts = Counts::default();
    for (above, line) in lines.iter().zip(lines.iter().skip(1)) {
        let pitch = (line.across - above.across) / line.size.max(above.size).max(0.1);
        if line.direction == above.direction && (0.7..4.0).contains(&pitch) {
            counts.add(pitch * PITCHES, 1);
        }
    }
    counts
}

/// Returns the usual distance of baselines in `own`, or else in the wider `others`.
pub fn usual_pitch<'a>(own: &Counts, others: impl IntoIterator<Item = &'a Counts>) -> f32 {
    let of_own = if own.total() >= 8 { own.least(25, 3) } else { None };
    let wider = others.into_iter().find_map(|counts| if counts.total() >= 4 { counts.least(8, 2) } else { None });
    let bins = match (of_own, wider) {
        // A list of one-line items shows the distance of lines in few places.
        (Some(bins), Some(wider)) if wider < bins && own.near(wider, 2.0) > 0 => Some(wider),
        (of_own, wider) => of_own.or(wider),
    };
    bins.map_or(PITCH, |bins| bins / PITCHES).clamp(0.9, 3.0)
}

/// Measures how wide the letters are.
#[derive(Debug, Default)]
pub struct Unit {
    sizes: Counts,
    width: f64,
    letters: usize,
}

impl Unit {
    /// Counts the letters of `lines`.
    pub fn add(&mut self, words: &Words, lines: &[Line]) {
        for word in lines.iter().flat_map(|line| &line.words).filter_map(|&index| words.list.get(index)) {
            let count = words.letters(word).chars().count();
            self.sizes.add(word.size * 10.0, count);
            self.letters += count;
            let (from, to) = word.direction.along(&word.area);
            self.width += f64::from((to - from) / word.size.max(0.1));
        }
    }

    /// Returns the width of a letter of running text: not more than half the size of its type.
    pub fn get(&self) -> f32 {
        let size = self.sizes.most().map_or(10.0, |tenths| tenths / 10.0).max(1.0);
        let letter = if self.letters == 0 { 0.5 } else { (self.width / self.letters as f64) as f32 };
        size * letter.clamp(0.4, 0.5)
    }
}

/// Returns the left edge of `lines`: a few that stand farther out, such as a hanging mark, do not count.
pub fn left_edge(lines: &[&Line]) -> Option<f32> {
    let mut edges = Counts::default();
    for line in lines {
        edges.add(line.area.x0, 1);
    }
    edges.least(4, 2).or_else(|| edges.least(0, 1))
}
