//! Which strange words of a noisy series are slips of which others.
//!
//! In come all words with the rows that they stand in, out comes for a strange word the word that it most likely is: the most
//! frequent one that a single letter lost, doubled, exchanged or put in makes of it, and that stands in so many more rows
//! that this many slips of it are to be expected. Found by what is left of either when a letter is taken out, so that no word
//! is compared with all others.

use foldhash::{HashMap, HashMapExt as _};
use strsim::osa_distance;

/// A word, as far as is looked at here.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The word itself.
    pub text: &'a str,
    /// Its letters.
    pub letters: usize,
    /// In how many rows it stands.
    pub rows: u32,
    /// Whether it says nothing of a subject, however often it stands.
    pub function: bool,
}

/// A word stands in so many rows at least, and in so many times those of its slip.
const KNOWN: u32 = 5;
const FAR_MORE: u32 = 60;
/// Shorter words are slips of function words only: one letter makes too many others of them.
const SHORT: usize = 4;
const LONG: usize = 40;

/// Returns for each word the place of the one that it is a slip of, if it is one.
pub fn origins(words: &[Option<Seen>]) -> Vec<Option<usize>> {
    let known = |word: &Seen| word.rows >= KNOWN && (1..=LONG).contains(&word.letters);
    let mut left_over: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, word) in words.iter().enumerate() {
        for rest in word.iter().filter(|word| known(word)).flat_map(|word| without_one(word.text)) {
            left_over.entry(rest).or_default().push(place);
        }
    }
    let origin = |word: &Option<Seen>| -> Option<usize> {
        let word = word.as_ref().filter(|word| !word.function && word.letters <= LONG)?;
        let found = without_one(word.text).into_iter().filter_map(|rest| left_over.get(&rest)).flatten().copied();
        let may_be = |place: &usize| {
            words.get(*place).and_then(Option::as_ref).is_some_and(|other| {
                (other.function || word.letters >= SHORT && other.letters >= SHORT)
                    && (word.rows <= 1 || other.rows >= word.rows.saturating_mul(FAR_MORE))
                    && osa_distance(word.text, other.text) == 1
            })
        };
        found.filter(may_be).max_by_key(|&place| (words[place].as_ref().map_or(0, |other| other.rows), place))
    };
    words.iter().map(origin).collect()
}

/// Returns a word, and what is left of it when any one letter is taken out.
fn without_one(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let without =
        |gone: usize| letters.iter().enumerate().filter(|(place, _)| *place != gone).map(|(_, c)| c).collect();
    (0..=letters.len()).map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strange_word_is_a_slip_of_a_frequent_one_and_a_known_one_is_not() {
        let word = |text: &'static str, rows, function| Some(Seen { text, letters: text.len(), rows, function });
        let words = [
            word("the", 900, true),
            word("thw", 1, false),
            word("te", 9, false),
            word("quay", 40, false),
            word("quy", 1, false),
            word("quag", 3, false),
            word("bat", 20, false),
            word("at", 500, true),
            None,
        ];
        assert_eq!(origins(&words), [None, Some(0), Some(0), None, None, None, None, None, None]);
    }
}
