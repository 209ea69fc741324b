//! A cell to its pieces: the state word, markers, sentences. Where a full stop is missing, the wording of an earlier
//! edition shows where a sentence begins and ends.

use std::ops::Range;
use std::rc::Rc;

use foldhash::{HashMap, HashMapExt as _};

use super::markers::markers;
use super::words::{Keys, Word};

/// A wording cut into pieces.
#[derive(Clone)]
pub(super) struct Cell<'a> {
    /// The whole wording.
    pub(super) raw: &'a str,
    /// Its words.
    pub(super) words: Rc<[Word<'a>]>,
    /// Whether a piece starts at a word.
    starts: Vec<bool>,
    kinds: Rc<[Kind]>,
    /// How many words name the state.
    stated: usize,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The words that name the state.
    State,
    /// It says of other words that they are old or new.
    Marker,
    /// What is said.
    Said,
}

/// A piece: words that belong together.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Which words.
    pub(super) words: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
}

/// How many words in a row make two places the same.
const RUN: usize = 3;
/// How many words in a row are a sentence's beginning or end beyond doubt.
const LONG_RUN: usize = 5;

impl<'a> Cell<'a> {
    /// Cuts `raw`, which begins with the state word `state`.
    pub(super) fn new(raw: &'a str, state: &str, keys: &mut Keys<'a>) -> Self {
        let words = keys.words(raw);
        let mut kinds = vec![Kind::Said; words.len()];
        let mut starts: Vec<bool> = (0..words.len()).map(|at| at == 0 || ends_sentence(&words, at - 1)).collect();
        let mut mark = |range: Range<usize>, kind: Kind| {
            for at in range.clone() {
                starts[at] = at == range.start;
                kinds[at] = kind;
            }
            if let Some(next) = starts.get_mut(range.end) {
                *next = true;
            }
        };
        for range in markers(raw) {
            let first = words.partition_point(|word| word.start < range.start);
            let end = words.partition_point(|word| word.start < range.end);
            if first < end {
                mark(first..end, Kind::Marker);
            }
        }
        let mut stated = 0;
        if !state.is_empty() && raw.starts_with(state) {
            stated = words.partition_point(|word| word.start < state.len());
            // A dash behind it belongs to it.
            if words.get(stated).is_some_and(|word| word.key == 0) {
                stated += 1;
            }
            // `Achieved through the club` is one sentence.
            let marked = |word: &Word<'_>| word.text.ends_with(|c: char| !c.is_alphanumeric());
            let apart = stated.checked_sub(1).and_then(|last| words.get(last)).is_some_and(marked);
            if apart || words.get(stated).is_none_or(|word| !is_lower(word)) {
                mark(0..stated, Kind::State);
            }
        }
        Self { raw, words: words.into(), starts, kinds: kinds.into(), stated }
    }

    /// Tells whether `other` is the same wording, its words being of the same kinds.
    pub(super) fn is_worded_like(&self, other: &Self) -> bool {
        self.raw == other.raw && self.kinds == other.kinds
    }

    /// Returns the pieces, in order.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, (&starts, &kind)) in self.starts.iter().zip(self.kinds.iter()).enumerate() {
            match pieces.last_mut() {
                Some(piece) if !starts && piece.kind == kind => piece.words.end = at + 1,
                _ => pieces.push(Piece { words: at..at + 1, kind }),
            }
        }
        pieces
    }

    /// Returns the words of `piece`.
    pub(super) fn said(&self, piece: &Piece) -> &[Word<'a>] {
        self.words.get(piece.words.clone()).unwrap_or_default()
    }

    /// Returns the keys of the words in `range` that say anything.
    pub(super) fn keys(&self, range: Range<usize>) -> Vec<u32> {
        self.words.get(range).unwrap_or_default().iter().map(|word| word.key).filter(|&key| key != 0).collect()
    }

    /// Returns the words that say anything: their places.
    fn telling(&self) -> Vec<usize> {
        (0..self.words.len()).filter(|&at| self.words[at].key != 0).collect()
    }
}

/// Cuts `one` and `other` where the same words show that a piece begins or ends: words that begin a piece in one wording
/// begin one in the other too, if enough of them follow.
pub(super) fn cut_alike(one: &mut Cell<'_>, other: &mut Cell<'_>) {
    let (left, right) = (one.telling(), other.telling());
    for run in runs(one, &left, other, &right) {
        let shared = shared_cuts(&*one, &left, run.left, run.length);
        cut(other, &right, run.right, &shared);
        let shared = shared_cuts(&*other, &right, run.right, run.length);
        cut(one, &left, run.left, &shared);
    }
}

/// Words that stand in both wordings in one order, with nothing between them.
struct Run {
    left: usize,
    right: usize,
    length: usize,
}

/// Finds every run that cannot be made longer.
fn runs(one: &Cell<'_>, left: &[usize], other: &Cell<'_>, right: &[usize]) -> Vec<Run> {
    let key = |cell: &Cell<'_>, places: &[usize], at: usize| places.get(at).map(|&place| cell.words[place].key);
    let mut known: HashMap<[u32; RUN], Vec<usize>> = HashMap::with_capacity(left.len());
    for (at, places) in left.windows(RUN).enumerate() {
        if let &[a, b, c] = places {
            known.entry([one.words[a].key, one.words[b].key, one.words[c].key]).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (at, places) in right.windows(RUN).enumerate() {
        let &[a, b, c] = places else { continue };
        let starts = known.get(&[other.words[a].key, other.words[b].key, other.words[c].key]);
        // What stands in a wording again and again shows nothing.
        for &start in starts.into_iter().flatten().take(4) {
            let before = |at: usize| at.checked_sub(1);
            let goes_on = before(start).zip(before(at)).is_some_and(|(l, r)| key(one, left, l) == key(other, right, r));
            if goes_on {
                continue;
            }
            let length = (0..left.len().min(right.len()))
                .take_while(|&step| {
                    let pair = (key(one, left, start + step), key(other, right, at + step));
                    pair.0.is_some() && pair.0 == pair.1
                })
                .count();
            found.push(Run { left: start, right: at, length });
        }
    }
    found
}

/// Returns, counted from the start of the run, where its first and its last piece in `cell` begin and end, if the run
/// tells enough of them.
fn shared_cuts(cell: &Cell<'_>, places: &[usize], start: usize, length: usize) -> Vec<usize> {
    let begins = |at: usize| places.get(at).is_none_or(|&place| begins(cell, places, at, place));
    let cuts: Vec<usize> = (0..=length).filter(|&step| begins(start + step)).collect();
    let whole = |cut: usize| {
        let piece_before = cuts.iter().rev().find(|&&other| other < cut);
        let piece_behind = cuts.iter().find(|&&other| other > cut);
        piece_before.is_some() || piece_behind.is_some() || length >= LONG_RUN
    };
    cuts.iter().copied().filter(|&cut| whole(cut)).collect()
}

/// Tells whether a piece starts at the telling word number `at`, or at a mark before it.
fn begins(cell: &Cell<'_>, places: &[usize], at: usize, place: usize) -> bool {
    let after = at.checked_sub(1).and_then(|before| places.get(before)).map_or(0, |&before| before + 1);
    (after..=place).any(|word| cell.starts[word])
}

fn cut(cell: &mut Cell<'_>, places: &[usize], start: usize, cuts: &[usize]) {
    for &step in cuts {
        let Some(&place) = places.get(start + step) else { continue };
        if !begins(cell, places, start + step, place) && cell.kinds[place] == Kind::Said && may_begin(cell, place) {
            cell.starts[place] = true;
        }
    }
}

/// Tells whether a piece may start at word `place`: where a sentence may, behind a colon or the state word, or where enough is left
/// on both sides. `by June` at the end of a sentence is no piece of its own.
fn may_begin(cell: &Cell<'_>, place: usize) -> bool {
    let before = (0..place).rev().find(|&at| cell.starts[at]).unwrap_or(0);
    let behind = (place + 1..cell.words.len()).find(|&at| cell.starts[at]).unwrap_or(cell.words.len());
    let telling = |range: Range<usize>| cell.keys(range).len();
    // `by June`, `if money is found` go on with the sentence.
    let goes_on = TAILS.contains(&cell.words[place].text.to_lowercase().as_str());
    let marked = |at: usize| cell.words[at].text.ends_with([':', '–', '—', '-']);
    !is_lower(&cell.words[place])
        || place.checked_sub(1).is_some_and(marked)
        || place == cell.stated
        || (!goes_on && telling(before..place) > RUN && telling(place..behind) > RUN)
}

/// Words with which a sentence goes on.
const TAILS: &[&str] = &[
    "by", "in", "on", "at", "for", "from", "until", "till", "before", "after", "if", "unless", "subject", "when",
    "once", "with", "without", "to", "as", "because", "provided", "of", "during", "into", "per", "via", "that",
    "which", "who",
];

/// Tells whether `word` begins with a small letter.
fn is_lower(word: &Word<'_>) -> bool {
    word.text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Words with a full stop that end no sentence.
const SHORTENED: &[&str] = &[
    "e.g.", "i.e.", "etc.", "no.", "nos.", "mr.", "mrs.", "ms.", "dr.", "st.", "approx.", "vs.", "cf.", "fig.",
    "para.", "inc.", "ltd.", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sept.", "sep.", "oct.", "nov.",
    "dec.",
];

/// Tells whether a sentence ends behind word `at`.
fn ends_sentence(words: &[Word<'_>], at: usize) -> bool {
    let (Some(word), Some(next)) = (words.get(at), words.get(at + 1)) else { return true };
    let is_bullet = |text: &str| text.starts_with(['•', '▪', '●', '◦', '\u{f0b7}', '·']);
    if is_bullet(next.text) {
        return true;
    }
    if is_bullet(word.text) && word.key == 0 {
        return false;
    }
    let bare = word.text.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    if !bare.ends_with(['.', '!', '?']) {
        return false;
    }
    let initial = bare.chars().count() == 2 && bare.ends_with('.') && bare.starts_with(char::is_uppercase);
    let shortened = SHORTENED.contains(&bare.to_lowercase().as_str()) || initial;
    let starts = next.text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    !shortened && starts.is_none_or(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_up(cell: &Cell<'_>) -> Vec<String> {
        cell.pieces().into_iter().map(|piece| super::super::words::joined(&cell.words, piece.words)).collect()
    }

    #[test]
    fn sentences_state_and_markers_are_pieces() {
        let mut keys = Keys::default();
        for (raw, state, expected) in [
            (
                "Complete. Two boats, e.g. Heron. One mast.",
                "Complete",
                vec!["Complete.", "Two boats, e.g. Heron.", "One mast."],
            ),
            ("Complete – Paper 2", "Complete", vec!["Complete –", "Paper 2"]),
            ("Open. Gate shut Update – gate open", "Open", vec!["Open.", "Gate shut", "Update –", "gate open"]),
            ("Due Sept. 2021 • mast • boom", "", vec!["Due Sept. 2021", "• mast", "• boom"]),
            ("", "", vec![]),
        ] {
            assert_eq!(cut_up(&Cell::new(raw, state, &mut keys)), expected, "{raw}");
        }
    }

    #[test]
    fn earlier_wording_shows_where_a_sentence_begins() {
        let mut keys = Keys::default();
        let mut before = Cell::new("The answer hangs on the survey. Board to tell members in May.", "", &mut keys);
        let mut now = Cell::new(
            "Complete: Paper 5 The answer hangs on the survey. Board to tell members in May New paint bought",
            "Complete",
            &mut keys,
        );
        cut_alike(&mut before, &mut now);
        let expected = [
            "Complete:",
            "Paper 5",
            "The answer hangs on the survey.",
            "Board to tell members in May",
            "New paint bought",
        ];
        assert_eq!(cut_up(&now), expected);
    }

    #[test]
    fn a_few_words_in_common_cut_nothing() {
        let mut keys = Keys::default();
        let mut before = Cell::new("Board to share plans. Gate shut.", "", &mut keys);
        let mut now = Cell::new("We asked the Board to share drawings.", "", &mut keys);
        cut_alike(&mut before, &mut now);
        assert_eq!(cut_up(&now), ["We asked the Board to share drawings."]);
    }
}
