//! The words of a series: what each weighs, and which are two spellings of one.
//!
//! In come words of wordings, out come their classes and weights. Weights are whole numbers (1/256 bit), so that no sum
//! depends on its order and no machine's logarithm decides a link.

use std::collections::BTreeMap;

use foldhash::HashMap;
use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

pub use super::lexicon::WordClass;
use super::lexicon::class_of;
use super::origins::{self, Seen};

/// A slip stands in so many times fewer rows than the word that it is a slip of.
const FAR_FEWER: u32 = 20;
/// How many strange words are looked at to find out whether slips are common.
const HEARD: usize = 400;
/// From so many slips in 1,000 rows on they are, in series of so many rows.
const NOISE: usize = 250;
const FEW: usize = 60;
/// The longest that is glued to a word by a slip, in letters.
const GLUED: usize = 4;

/// A word's place in the vocabulary.
pub type WordId = u32;

/// All words of a series.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: HashMap<String, WordId>,
    words: Vec<Entry>,
    stems: HashMap<String, u32>,
    /// Whether slips are so common here that a strange word is likelier one than a word.
    noisy: bool,
}

#[derive(Debug)]
struct Entry {
    text: String,
    first: Option<char>,
    letters: usize,
    counted: bool,
    class: WordClass,
    stem: u32,
    wordings: u32,
    /// How many rows of all editions hold it.
    rows: u32,
    weight: u64,
    /// Whether it comes and goes while its action stays.
    loose: bool,
    /// What it is a slip of.
    origin: Option<WordId>,
}

impl Vocabulary {
    /// Returns the id of `word`, which is new or known.
    pub fn intern(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as WordId;
        let next = self.stems.len() as u32;
        let start: String = word.chars().take(5).collect();
        let stem = *self.stems.entry(start).or_insert(next);
        self.words.push(Entry {
            text: word.to_owned(),
            first: word.chars().next(),
            letters: word.chars().count(),
            counted: word.bytes().any(|b| b.is_ascii_digit()),
            class: class_of(word),
            stem,
            wordings: 0,
            rows: 0,
            weight: 0,
            loose: false,
            origin: None,
        });
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// Counts in how many wordings of one edition each word stands; what an edition says less often than another is kept.
    pub fn count(&mut self, counts: &BTreeMap<WordId, u32>) {
        for (&word, &count) in counts {
            if let Some(entry) = self.words.get_mut(word as usize) {
                entry.wordings = entry.wordings.max(count);
            }
        }
    }

    /// Counts one more row that holds `word`.
    pub fn count_row(&mut self, word: WordId) {
        if let Some(entry) = self.words.get_mut(word as usize) {
            entry.rows += 1;
        }
    }

    /// Sets every word's weight, once all are counted; `wordings` is the size of the largest edition.
    pub fn weigh(&mut self, wordings: u64) {
        for entry in &mut self.words {
            let bits = rarity(wordings, u64::from(entry.wordings));
            entry.weight = match entry.class {
                WordClass::Function => bits / 6,
                WordClass::Common => bits / 2,
                WordClass::Subject => bits,
            }
            .max(1);
        }
    }

    /// Returns how much `word` weighs.
    pub fn weight(&self, word: WordId) -> u64 {
        self.words.get(word as usize).map_or(0, |entry| entry.weight)
    }

    /// Returns the class of `word`.
    pub fn class(&self, word: WordId) -> WordClass {
        self.words.get(word as usize).map_or(WordClass::Function, |entry| entry.class)
    }

    /// Finds out whether slips are common, once all words are counted, in so many `rows`.
    pub fn listen_for_noise(&mut self, rows: usize) {
        let established: Vec<&Entry> =
            self.words.iter().filter(|entry| entry.rows >= 5 && entry.letters >= 5).collect();
        let strange = |entry: &&Entry| entry.rows == 1 && entry.letters >= 5 && !entry.counted;
        let all = self.words.iter().filter(strange).count();
        let every = all / HEARD + 1;
        let is_slip = |entry: &&Entry| {
            established.iter().any(|known| {
                known.letters.abs_diff(entry.letters) <= 1
                    && (known.first == entry.first || known.text.as_bytes().last() == entry.text.as_bytes().last())
                    && !plural(&known.text, &entry.text)
                    && osa_distance(&known.text, &entry.text) == 1
            })
        };
        let slips = self.words.iter().filter(strange).step_by(every).filter(is_slip).count() * every;
        self.noisy = rows >= FEW && slips * 1000 >= rows * NOISE;
        if self.noisy {
            self.find_origins();
        }
    }

    /// Finds what strange words are slips of. Slips of words without a subject have none either.
    fn find_origins(&mut self) {
        let words: Vec<Option<Seen>> = self
            .words
            .iter()
            .map(|entry| {
                let function = entry.class == WordClass::Function;
                (!entry.counted).then_some(Seen {
                    text: &entry.text,
                    letters: entry.letters,
                    rows: entry.rows,
                    function,
                })
            })
            .collect();
        let origins = origins::origins(&words);
        for (place, origin) in origins.into_iter().enumerate() {
            let class = origin.and_then(|origin| self.words.get(origin)).map(|entry| entry.class);
            let Some(entry) = self.words.get_mut(place) else { continue };
            entry.origin = origin.map(|origin| origin as WordId);
            if class == Some(WordClass::Function) {
                entry.class = WordClass::Function;
            }
        }
    }

    /// Returns what `word` is a slip of, or itself.
    pub fn origin(&self, word: WordId) -> WordId {
        self.words.get(word as usize).and_then(|entry| entry.origin).unwrap_or(word)
    }

    /// Tells whether slips are common in the series.
    pub fn is_noisy(&self) -> bool {
        self.noisy
    }

    /// Tells whether one of two words may be the other with a slip, or glued to a short one: `hedge` and `hdege`, `thehedge`.
    /// A slip stands in one row of one edition alone, or in far fewer than the word itself, which stands in others too.
    /// `Northern` and `southern` are no slips of each other, unless slips are common in the series.
    pub fn may_be_slip(&self, one: WordId, other: WordId) -> bool {
        let (Some(a), Some(b)) = (self.words.get(one as usize), self.words.get(other as usize)) else { return false };
        let (short, long) = if a.letters <= b.letters { (a, b) } else { (b, a) };
        if a.counted || b.counted || short.letters < 4 || long.letters > 40 || !Self::one_is_rare(a, b) {
            return false;
        }
        let more = long.letters - short.letters;
        if self.noisy {
            let slips = short.letters / 4;
            let letters: Vec<char> = long.text.chars().collect();
            let near = |part: &[char]| osa_distance(&short.text, &part.iter().collect::<String>()) <= slips;
            let (front, back) = (letters.get(..short.letters), letters.get(more..));
            return more <= slips && osa_distance(&a.text, &b.text) <= slips
                || more <= GLUED && [front, back].into_iter().flatten().any(near);
        }
        let glued = || long.text.starts_with(&short.text) || long.text.ends_with(&short.text);
        more <= 1 && short.letters >= 5 && osa_distance(&a.text, &b.text) <= slips(long.letters)
            || (1..=GLUED).contains(&more) && glued()
    }

    /// Tells whether one of these words, each of one side, may be a slip by the rows it stands in.
    pub fn has_rare(&self, these: &[WordId], those: &[WordId]) -> bool {
        let entry = |word: &WordId| self.words.get(*word as usize);
        these.iter().filter_map(entry).any(|a| those.iter().filter_map(entry).any(|b| Self::one_is_rare(a, b)))
    }

    /// Tells whether a word of these, each of one side, is strange beside one of the others, or both are.
    pub fn has_strange(&self, these: &[WordId], those: &[WordId]) -> bool {
        let entry = |word: &WordId| self.words.get(*word as usize);
        let strange = |a: &Entry, b: &Entry| {
            let (fewer, more) = (a.rows.min(b.rows), a.rows.max(b.rows));
            fewer <= 1 || fewer * FAR_FEWER <= more
        };
        these.iter().filter_map(entry).any(|a| those.iter().filter_map(entry).any(|b| strange(a, b)))
    }

    /// Tells whether a word has no subject of its own.
    pub fn is_function(&self, word: &str) -> bool {
        class_of(word) == WordClass::Function
    }

    /// Takes it that `words` come and go while their actions stay.
    pub fn loosen(&mut self, words: &[WordId]) {
        for &word in words {
            if let Some(entry) = self.words.get_mut(word as usize) {
                entry.loose = true;
            }
        }
    }

    /// Tells whether `word` comes and goes while its action stays.
    pub fn is_loose(&self, word: WordId) -> bool {
        self.words.get(word as usize).is_some_and(|entry| entry.loose)
    }

    /// Returns how many letters `word` has.
    pub fn letters(&self, word: WordId) -> usize {
        self.words.get(word as usize).map_or(0, |entry| entry.letters)
    }

    fn one_is_rare(a: &Entry, b: &Entry) -> bool {
        let (fewer, more) = (a.rows.min(b.rows), a.rows.max(b.rows));
        more >= 2 && (fewer <= 1 || fewer * FAR_FEWER <= more)
    }

    /// Tells whether `word` has a figure in it, so that one sign makes it another.
    pub fn is_counted(&self, word: WordId) -> bool {
        self.words.get(word as usize).is_some_and(|entry| entry.counted)
    }

    /// Returns the number of `word`'s beginning, by which candidates are found.
    pub fn stem(&self, word: WordId) -> u32 {
        self.words.get(word as usize).map_or(0, |entry| entry.stem)
    }

    /// Returns the word itself.
    pub fn text(&self, word: WordId) -> &str {
        self.words.get(word as usize).map_or("", |entry| entry.text.as_str())
    }

    /// Tells whether two words are forms or spellings of one: `paper` and `papers`, `workshop` and `workshpo`.
    pub fn akin(&self, one: WordId, other: WordId) -> bool {
        let (Some(a), Some(b)) = (self.words.get(one as usize), self.words.get(other as usize)) else { return false };
        let (longest, shortest) = (a.letters.max(b.letters), a.letters.min(b.letters));
        // Nearly all pairs end here, and this is asked very often.
        if a.first != b.first || shortest < 3 || longest > 40 || a.counted || b.counted {
            return false;
        }
        let common = a.text.chars().zip(b.text.chars()).take_while(|(x, y)| x == y).count();
        if common >= 4 && common == shortest && longest - shortest <= 4 || plural(&a.text, &b.text) {
            return true;
        }
        if common >= 5 && common * 100 >= longest * 68 {
            return true;
        }
        // Two words that both occur again and again are two words, however near their letters.
        let established = a.wordings >= 3 && b.wordings >= 3;
        let slips = if longest >= 9 { 2 } else { 1 };
        !established && longest >= 5 && osa_distance(&a.text, &b.text) <= slips
    }
}

/// Returns how many slips a word of so many letters may have and still be known by the rest.
pub fn slips(letters: usize) -> usize {
    1 + letters / 12
}

/// Reads the words of `raw`: folded to lower case, apostrophes dropped, everything else that is no letter or digit parts.
pub fn words_of(raw: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut take = |c: char| {
        if c.is_alphanumeric() {
            word.push(c);
        } else if !matches!(c, '\'' | '’' | '‘' | '`' | '´' | '\u{ad}' | '\u{200b}') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    };
    if raw.is_ascii() {
        raw.chars().map(|c| c.to_ascii_lowercase()).for_each(&mut take);
    } else {
        raw.nfkc().flat_map(char::to_lowercase).for_each(&mut take);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Returns log2(1 + total / holding) in 1/256 bits, by whole numbers alone.
pub fn rarity(total: u64, holding: u64) -> u64 {
    let holding = u128::from(holding.max(1));
    let mut value = ((u128::from(total) + holding) << 32) / holding;
    let mut bits = 0;
    while value >= 2 << 32 {
        value >>= 1;
        bits += 1;
    }
    for _ in 0..8 {
        value = (value * value) >> 32;
        bits <<= 1;
        if value >= 2 << 32 {
            value >>= 1;
            bits |= 1;
        }
    }
    bits
}

fn plural(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|end| matches!(end, "s" | "es"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarity_is_a_logarithm() {
        assert_eq!(rarity(1, 1), 256);
        assert_eq!(rarity(7, 1), 768);
        assert!(rarity(100, 2) > rarity(100, 3));
    }

    #[test]
    fn spellings_of_one_word_are_akin_and_near_words_are_not() {
        let mut vocabulary = Vocabulary::default();
        let mut akin = |a: &str, b: &str| {
            let (a, b) = (vocabulary.intern(a), vocabulary.intern(b));
            vocabulary.akin(a, b)
        };
        assert!(akin("paper", "papers"));
        assert!(akin("discuss", "discussion"));
        assert!(akin("orchard", "orcahrd"));
        assert!(!akin("data", "date"));
        assert!(!akin("internal", "external"));
        assert!(!akin("stage1", "stage2"));
    }
}
