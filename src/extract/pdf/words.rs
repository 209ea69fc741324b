//! Glyphs to words.
//!
//! In: a page's glyphs. Out: its words in the order in which they are drawn, each with its box. Accents printed apart are
//! put on their letters, and hyphens that only break a word are kept at its end alone; nothing else is changed, no word is
//! moved, and none is dropped.

mod letters;
pub mod marks;
mod pieces;

use std::ops::Range;

use super::page::{Area, Direction, Font, Page};

/// How many letters are expected of a word.
const LETTERS_OF_A_WORD: usize = 5;

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
    /// Where its letters stand in [`Words::text`]. A soft hyphen may be the last of them.
    pub letters: Range<u32>,
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
pub fn words(page: &Page, fonts: &[Font]) -> Words {
    let letters = page.text.len();
    let list = Vec::with_capacity(letters / LETTERS_OF_A_WORD);
    let mut words = Words { text: String::with_capacity(letters), list };
    let hyphens = letters::prints_soft_hyphens(page);
    pieces::Pieces::of(page).words(&mut |glyphs| letters::add(&mut words, page, fonts, glyphs, hyphens));
    // The words of all pages are held until the last page is read.
    words.list.shrink_to_fit();
    words.text.shrink_to_fit();
    words
}

impl Words {
    /// Adds letters, and returns where they stand.
    pub fn write(&mut self, letters: &str) -> Range<u32> {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = place(self.text.len());
        self.text.push_str(letters);
        start..place(self.text.len())
    }

    /// Returns the letters of `word`.
    pub fn letters(&self, word: &Word) -> &str {
        self.text.get(word.letters.start as usize..word.letters.end as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests;
