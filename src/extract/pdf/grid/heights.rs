//! The words of a page by their height: what stands between two lines is found without looking at all of them.

use super::super::page::Direction;
use super::super::words::{Word, Words};

/// The words of a page, sorted from top to bottom.
pub struct Heights<'a> {
    /// The words, as they are drawn.
    pub words: &'a Words,
    /// Their middles and their indexes, sorted.
    sorted: Vec<(f32, u32)>,
}

/// Returns the height at which a word stands: the middle of its small letters, which hang neither up nor down.
pub fn middle(word: &Word) -> f32 {
    match word.direction {
        Direction::Right => word.baseline - 0.25 * word.size,
        _ => (word.area.y0 + word.area.y1) / 2.0,
    }
}

impl<'a> Heights<'a> {
    /// Sorts `words`.
    pub fn new(words: &'a Words) -> Self {
        let middles = words.list.iter().map(middle);
        let mut sorted: Vec<(f32, u32)> = middles.zip(0..).filter(|(middle, _)| middle.is_finite()).collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self { words, sorted }
    }

    /// Returns the words whose middle is at `top` or below it, and above `bottom`.
    pub fn between(&self, top: f32, bottom: f32) -> impl Iterator<Item = (usize, &'a Word)> + '_ {
        let from = self.sorted.partition_point(|(middle, _)| *middle < top);
        let rest = self.sorted.iter().skip(from).take_while(move |(middle, _)| *middle < bottom);
        rest.filter_map(|&(_, index)| Some((index as usize, self.words.list.get(index as usize)?)))
    }
}
