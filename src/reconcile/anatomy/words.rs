//! Status wording to words that can be compared: what a word says, whatever its typography.

use foldhash::HashMap;

use crate::reconcile::wording;

/// A word of a wording.
pub(super) struct Word<'a> {
    /// The word with the marks at it, verbatim.
    pub(super) text: &'a str,
    /// Where it starts, in bytes.
    pub(super) start: usize,
    /// What it says: equal for words that differ in typography only. Nought for a mark by itself.
    pub(super) key: u32,
}

/// Gives every word that was met a number, the same for the same word.
#[derive(Default)]
pub(super) struct Keys<'a> {
    said: HashMap<String, u32>,
    /// The same by the words as they stand, marks and all.
    printed: HashMap<&'a str, u32>,
}

impl<'a> Keys<'a> {
    /// Returns the words of `text`.
    pub(super) fn words(&mut self, text: &'a str) -> Vec<Word<'a>> {
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        text.split_whitespace().map(|word| Word { text: word, start: start(word), key: self.key(word) }).collect()
    }

    fn key(&mut self, word: &'a str) -> u32 {
        if let Some(&known) = self.printed.get(word) {
            return known;
        }
        let (said, next) = (bare(word), self.said.len() as u32 + 1);
        let key = if said.is_empty() { 0 } else { *self.said.entry(said).or_insert(next) };
        self.printed.insert(word, key);
        key
    }
}

/// Returns what `word` says, without the marks at its edges.
pub(super) fn bare(word: &str) -> String {
    let plain = wording::plain(word);
    let said = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let hidden = said.is_empty() && (word.contains("……") || word.contains("......") || word.contains(['█', '■', '▇']));
    if hidden { BLACKED_OUT.to_owned() } else { said.to_owned() }
}

/// What stands for a word that was blacked out, whatever it was blacked out with.
const BLACKED_OUT: &str = "█";

/// Returns the words from `first` to the one before `end`, joined as they stand in the wording.
pub(super) fn joined(words: &[Word<'_>], range: std::ops::Range<usize>) -> String {
    let texts: Vec<&str> = words.get(range).unwrap_or_default().iter().map(|word| word.text).collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_makes_no_other_word() {
        let mut keys = Keys::default();
        let said = |words: Vec<Word<'_>>| words.iter().map(|word| word.key).collect::<Vec<_>>();
        let one = said(keys.words("“Gate” – (painted) May’19."));
        assert_eq!(one, said(keys.words("gate - painted, May'19")));
        assert_eq!(one[1], 0);
        assert_ne!(one, said(keys.words("gate - painted, May'18")));
    }
}
