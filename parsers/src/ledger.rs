//! The word ledger: every word of a text stands in exactly one class.

use std::collections::BTreeMap;

use crate::lines::Lines;
use crate::row::Words;
use crate::span::Span;

/// What a word of the source was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Part of a row.
    Cells,
    /// Part of a title, heading or header row.
    Headings,
    /// Part of an explanation of marks or colours.
    Legend,
    /// Part of a note below a table.
    Notes,
    /// Part of a page head or foot, a separator, a contents list.
    Furniture,
    /// Running text that is no action.
    Prose,
    /// Part of a table's region, but of no row.
    Unplaced,
}

/// A run of bytes of one line that a claim was the first to reach.
#[derive(Debug, Clone, Copy)]
struct Claimed {
    end: u32,
    order: usize,
    class: Class,
}

/// Which places of a text were taken for what.
///
/// A line keeps only what each claim was first to reach, as runs that do not overlap, by their start: so a line of many
/// claims is looked up as fast as a short one.
#[derive(Debug, Default)]
pub struct Ledger {
    lines: Vec<Line>,
    made: usize,
}

/// What of a line was claimed.
#[derive(Debug, Clone, Default)]
enum Line {
    /// Nothing.
    #[default]
    Free,
    /// One run, and where it starts: all there is on most lines of pages, where cells have lines of their own.
    One(u32, Claimed),
    /// Runs by their start.
    Many(BTreeMap<u32, Claimed>),
}

impl Ledger {
    /// Returns a ledger for a text of `lines` lines, with nothing placed.
    pub fn new(lines: usize) -> Self {
        Self { lines: vec![Line::Free; lines], made: 0 }
    }

    /// Places the words that `span` touches in `class`. What was placed first stays.
    pub fn claim(&mut self, span: Span, class: Class) {
        let order = self.made;
        self.made += 1;
        let Some(line) = self.lines.get_mut(span.line as usize) else { return };
        if span.start >= span.end {
            return;
        }
        let line = match line {
            Line::Free => {
                *line = Line::One(span.start, Claimed { end: span.end, order, class });
                return;
            }
            Line::One(start, claimed) if *start <= span.start && span.end <= claimed.end => return,
            Line::One(start, claimed) => {
                *line = Line::Many(BTreeMap::from([(*start, *claimed)]));
                let Line::Many(runs) = line else { return };
                runs
            }
            Line::Many(runs) => runs,
        };
        let mut free = match line.range(..=span.start).next_back() {
            Some((_, before)) => before.end.max(span.start),
            None => span.start,
        };
        let mut gaps = Vec::new();
        for (&start, claimed) in line.range(span.start..span.end) {
            if free < start {
                gaps.push((free, start));
            }
            free = free.max(claimed.end);
        }
        if free < span.end {
            gaps.push((free, span.end));
        }
        line.extend(gaps.into_iter().map(|(start, end)| (start, Claimed { end, order, class })));
    }

    /// Places every span of `spans` in `class`.
    pub fn claim_all(&mut self, spans: &[Span], class: Class) {
        for &span in spans {
            self.claim(span, class);
        }
    }

    /// Places all of line `index` in `class`.
    pub fn claim_line(&mut self, index: usize, lines: &Lines<'_>, class: Class) {
        self.claim(lines.trimmed(index), class);
    }

    /// Tells whether nothing of line `index` has been placed yet.
    pub fn is_free(&self, index: usize) -> bool {
        self.lines.get(index).is_none_or(|line| matches!(line, Line::Free))
    }

    /// Returns the class of the word at `span`: that of the first claim made that touches it.
    pub fn class_of(&self, span: Span) -> Option<Class> {
        if span.start >= span.end {
            return None;
        }
        let line = match self.lines.get(span.line as usize)? {
            Line::Free => return None,
            Line::One(start, claimed) => {
                return (*start < span.end && span.start < claimed.end).then_some(claimed.class);
            }
            Line::Many(runs) => runs,
        };
        let before = line.range(..span.start).next_back().map(|(_, claimed)| claimed).filter(|it| it.end > span.start);
        let inside = line.range(span.start..span.end).map(|(_, claimed)| claimed);
        before.into_iter().chain(inside).min_by_key(|claimed| claimed.order).map(|claimed| claimed.class)
    }

    /// Counts every word of `lines`, and returns the counts with the spans of words nobody placed.
    pub fn settle(&self, lines: &Lines<'_>) -> (Words, Vec<Span>) {
        let mut words = Words::default();
        let mut unplaced = Vec::new();
        for (index, _) in lines.iter() {
            for span in lines.words(index) {
                words.total += 1;
                match self.class_of(span) {
                    Some(Class::Cells) => words.cells += 1,
                    Some(Class::Headings) => words.headings += 1,
                    Some(Class::Legend) => words.legend += 1,
                    Some(Class::Notes) => words.notes += 1,
                    Some(Class::Furniture) => words.furniture += 1,
                    Some(Class::Prose) => words.prose += 1,
                    Some(Class::Unplaced) | None => {
                        words.unplaced += 1;
                        unplaced.push(span);
                    }
                }
            }
        }
        (words, unplaced)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_first_claim_that_touches_a_word_wins(
            claims in prop::collection::vec((0u32..40, 0u32..12, 0usize..3), 0..24),
            (start, length) in (0u32..40, 1u32..8),
        ) {
            let classes = [Class::Cells, Class::Headings, Class::Prose];
            let mut ledger = Ledger::new(1);
            for &(start, length, class) in &claims {
                ledger.claim(Span { line: 0, start, end: start + length }, classes[class]);
            }
            let end = start + length;
            let first = claims.iter().find(|(at, size, _)| *size > 0 && *at < end && start < at + size);
            let word = Span { line: 0, start, end };
            prop_assert_eq!(ledger.class_of(word), first.map(|claim| classes[claim.2]));
        }
    }
}
