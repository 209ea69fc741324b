//! Wordings of a series, taken apart, and how near they are by their letters; `likeness` compares them word by word.
//!
//! In come raw action texts, out come their words, groups of letters and weights. Equal wordings are one wording, compared
//! once. Never looks at anything but the text.

mod likeness;

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::grams::{GramId, Grams};
use super::lexicon;
use super::vocabulary::{Vocabulary, WordClass, WordId, words_of};

pub use likeness::Likeness;

/// A distinct wording's place in the corpus.
pub type WordingId = u32;

/// All distinct wordings of a series.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Their words.
    pub vocabulary: Vocabulary,
    /// Their groups of letters.
    pub grams: Grams,
    ids: HashMap<String, WordingId>,
    wordings: Vec<Wording>,
}

/// One wording, taken apart.
#[derive(Debug, Default)]
pub struct Wording {
    /// Its words in order.
    pub words: Vec<WordId>,
    /// Its words once each, sorted.
    pub set: Vec<WordId>,
    /// What its words weigh together.
    pub total: u64,
    /// Who is to act, where it opens so: `Alice and Bob to …`.
    pub actor: Vec<WordId>,
    /// Its figures that stand beside a month, and its years.
    days: Vec<WordId>,
    /// Its groups of three letters, sorted.
    pub grams: Vec<GramId>,
    /// What they weigh together.
    pub gram_total: u64,
}

/// Who acts is named in no more words than these, if it is one.
const NAMED: usize = 4;
impl Corpus {
    /// Takes in a text; to be weighed when all are in.
    #[cfg(test)]
    pub fn add(&mut self, raw: &str) -> WordingId {
        self.add_words(folded(raw))
    }

    /// Takes in a text whose words were [`folded`]; to be weighed when all are in.
    pub fn add_words(&mut self, text: String) -> WordingId {
        if let Some(&id) = self.ids.get(&text) {
            return id;
        }
        let id = self.wordings.len() as WordingId;
        let words: Vec<WordId> =
            text.split(' ').filter(|word| !word.is_empty()).map(|word| self.vocabulary.intern(word)).collect();
        let mut set = words.clone();
        set.sort_unstable();
        set.dedup();
        let (actor, days) = (self.actor_of(&words), self.days_of(&words));
        let grams = self.grams.of(&text);
        self.wordings.push(Wording { words, set, total: 0, actor, days, grams, gram_total: 0 });
        self.ids.insert(text, id);
        id
    }

    /// Weighs words and letter groups, once all texts are in. `editions` are the wordings of each edition: what is rare is seen
    /// within one edition, for over many an action that is reworded again and again would make its own words common.
    pub fn weigh(&mut self, editions: &[Vec<WordingId>]) {
        let mut largest = 0;
        let (mut most, mut all) = (vec![0u64; self.grams.len()], vec![0u64; self.grams.len()]);
        let mut here = most.clone();
        for edition in editions {
            for wording in edition.iter().filter_map(|&id| self.wordings.get(id as usize)) {
                wording.set.iter().for_each(|&word| self.vocabulary.count_row(word));
            }
            let mut wordings = edition.clone();
            wordings.sort_unstable();
            wordings.dedup();
            largest = largest.max(wordings.len() as u64);
            let mut words = BTreeMap::new();
            let of_edition = || wordings.iter().filter_map(|&id| self.wordings.get(id as usize));
            for wording in of_edition() {
                wording.set.iter().for_each(|&word| *words.entry(word).or_insert(0) += 1);
                wording.grams.iter().for_each(|&gram| add_one(&mut here, gram));
            }
            self.vocabulary.count(&words);
            for &gram in of_edition().flat_map(|wording| &wording.grams) {
                if let (Some(most), Some(here)) = (most.get_mut(gram as usize), here.get_mut(gram as usize)) {
                    *most = (*most).max(std::mem::take(here));
                }
            }
        }
        for wording in &self.wordings {
            wording.grams.iter().for_each(|&gram| add_one(&mut all, gram));
        }
        self.vocabulary.listen_for_noise(editions.iter().map(Vec::len).sum());
        self.vocabulary.weigh(largest);
        self.grams.weigh(largest, &most, &all);
        for wording in &mut self.wordings {
            wording.total = wording.set.iter().map(|&word| self.vocabulary.weight(word)).sum();
            wording.gram_total = self.grams.total(&wording.grams);
        }
    }

    /// Returns how near two wordings are by their letters alone, in thousandths.
    pub fn nearness(&self, earlier: WordingId, later: WordingId) -> u32 {
        if earlier == later {
            return if self.wording(earlier).words.is_empty() { 0 } else { 1000 };
        }
        let (a, b) = (self.wording(earlier), self.wording(later));
        let shared = self.grams.shared((&a.grams, a.gram_total), (&b.grams, b.gram_total));
        // What is cut short is held by the whole, however little of it is left. Only equal wordings are wholly alike.
        ((shared.cosine * 7 + shared.held * 3) / 10).min(999)
    }

    /// Returns a wording taken apart.
    pub fn wording(&self, id: WordingId) -> &Wording {
        static EMPTY: Wording = Wording {
            words: Vec::new(),
            set: Vec::new(),
            total: 0,
            actor: Vec::new(),
            days: Vec::new(),
            grams: Vec::new(),
            gram_total: 0,
        };
        self.wordings.get(id as usize).unwrap_or(&EMPTY)
    }

    /// Returns which share of `part` the `whole` holds, in thousandths, and the groups of letters that both hold.
    pub fn held(&self, whole: WordingId, part: WordingId) -> (u32, Vec<GramId>) {
        let (whole, part) = (self.wording(whole), self.wording(part));
        let grams: Vec<GramId> =
            part.grams.iter().copied().filter(|gram| whole.grams.binary_search(gram).is_ok()).collect();
        (share(self.grams.total(&grams), part.gram_total), grams)
    }

    /// Returns what `words` weigh together.
    pub fn weight_of(&self, words: &[WordId]) -> u64 {
        words.iter().map(|&word| self.vocabulary.weight(word)).sum()
    }

    /// Returns who is to act: the words before an early "to" or "will" that a verb follows. `Return the key to the office`
    /// names nobody.
    fn actor_of(&self, words: &[WordId]) -> Vec<WordId> {
        let text = |place: usize| words.get(place).map_or("", |&word| self.vocabulary.text(word));
        let verb = (1..6).find(|&place| matches!(text(place), "to" | "will" | "shall"));
        let several = |place: usize| (1..place).any(|place| matches!(text(place), "and" | "or"));
        match verb {
            Some(place)
                if !self.vocabulary.is_function(text(place + 1))
                    && !lexicon::is_order(text(0))
                    && (place <= NAMED || several(place)) =>
            {
                words.iter().take(place).copied().collect()
            }
            _ => Vec::new(),
        }
    }

    fn days_of(&self, words: &[WordId]) -> Vec<WordId> {
        let month = |place: Option<usize>| {
            place.and_then(|place| words.get(place)).is_some_and(|&word| lexicon::is_month(self.vocabulary.text(word)))
        };
        let day = |(place, word): (usize, &WordId)| {
            let beside = month(place.checked_sub(1)) || month(Some(place + 1));
            let year = self.vocabulary.class(*word) == WordClass::Common;
            (self.vocabulary.is_counted(*word) && (beside || year)).then_some(*word)
        };
        words.iter().enumerate().filter_map(day).collect()
    }
}

/// Returns the words of a text, as they are compared, with one space between them.
pub fn folded(raw: &str) -> String {
    words_of(raw).join(" ")
}

fn add_one(counts: &mut [u64], gram: GramId) {
    if let Some(count) = counts.get_mut(gram as usize) {
        *count += 1;
    }
}

fn share(part: u64, whole: u64) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(0) as u32
}
