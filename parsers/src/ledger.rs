//! The word ledger: every word of a text stands in exactly one class.

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

/// Which places of a text were taken for what.
#[derive(Debug, Default)]
pub struct Ledger {
    claims: Vec<Vec<(u32, u32, Class)>>,
}

impl Ledger {
    /// Returns a ledger for a text of `lines` lines, with nothing placed.
    pub fn new(lines: usize) -> Self {
        Self { claims: vec![Vec::new(); lines] }
    }

    /// Places the words that `span` touches in `class`. What was placed first stays.
    pub fn claim(&mut self, span: Span, class: Class) {
        if let Some(line) = self.claims.get_mut(span.line as usize)
            && span.start < span.end
        {
            line.push((span.start, span.end, class));
        }
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
        self.claims.get(index).is_none_or(Vec::is_empty)
    }

    /// Returns the class of the word at `span`: that of the first claim made that touches it.
    pub fn class_of(&self, span: Span) -> Option<Class> {
        let line = self.claims.get(span.line as usize)?;
        line.iter().find(|(start, end, _)| *start < span.end && span.start < *end).map(|claim| claim.2)
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
