//! A piece that was carried over, but not quite: what was edited in it, word by word.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::kinds::{Changed, figures, kind};
use super::occasions::{Mentioned, Occasion};
use super::words::{Word, joined};
use crate::model::action::{Edit, EditKind};
use crate::reconcile::wording;

/// A wording with all that an edit can touch.
pub(super) struct Side<'a> {
    /// Its words.
    pub(super) words: &'a [Word<'a>],
    /// The dates and codes in it.
    pub(super) occasions: &'a [Occasion],
    /// The actions it names.
    pub(super) mentioned: &'a [Mentioned],
}

/// A word of either side, or the same word of both.
#[derive(Clone, Copy)]
struct Aligned {
    before: Option<usize>,
    now: Option<usize>,
    changed: bool,
}

/// What was found in a piece.
pub(super) struct Found {
    /// The edits, worst first.
    pub(super) edits: Vec<Edit>,
    /// The words that are the same in both: before, now.
    pub(super) kept: Vec<(usize, usize)>,
}

/// Compares the words `old` of `before` with the words `new` of `now`.
pub(super) fn edits(before: &Side<'_>, old: Range<usize>, now: &Side<'_>, new: Range<usize>) -> Found {
    let mut aligned = align(before.words, old, now.words, new);
    // Of a date, a code, a mention no half is compared.
    for _ in 0..2 {
        whole(&mut aligned, before, |word| word.before);
        whole(&mut aligned, now, |word| word.now);
    }
    let mut edits = Vec::new();
    for stretch in aligned.chunk_by(|left, right| left.changed == right.changed) {
        let changed = stretch.first().is_some_and(|word| word.changed);
        if changed {
            edits.extend(edit(before, now, stretch));
        } else {
            edits.extend(stretch.iter().filter_map(|word| punctuation(before, now, word)));
        }
    }
    edits.sort_by_key(|edit| edit.kind);
    let kept = aligned.iter().filter(|word| !word.changed).filter_map(|word| word.before.zip(word.now)).collect();
    Found { edits, kept }
}

fn align(before: &[Word<'_>], old: Range<usize>, now: &[Word<'_>], new: Range<usize>) -> Vec<Aligned> {
    let places = |words: &[Word<'_>], range: Range<usize>| range.filter(|&at| words[at].key != 0).collect::<Vec<_>>();
    let (left, right) = (places(before, old), places(now, new));
    let keys = |words: &[Word<'_>], places: &[usize]| places.iter().map(|&at| words[at].key).collect::<Vec<_>>();
    let mut aligned = Vec::with_capacity(left.len().max(right.len()));
    for op in capture_diff_slices(Algorithm::Myers, &keys(before, &left), &keys(now, &right)) {
        let (old, new) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            let pairs = left[old].iter().zip(&right[new]);
            aligned.extend(pairs.map(|(&b, &n)| Aligned { before: Some(b), now: Some(n), changed: false }));
        } else {
            aligned.extend(left[old].iter().map(|&b| Aligned { before: Some(b), now: None, changed: true }));
            aligned.extend(right[new].iter().map(|&n| Aligned { before: None, now: Some(n), changed: true }));
        }
    }
    aligned
}

/// Calls changed all words of a date or mention of which one is.
fn whole(aligned: &mut [Aligned], side: &Side<'_>, place: impl Fn(&Aligned) -> Option<usize>) {
    let units = side.occasions.iter().map(|occasion| &occasion.words);
    for unit in units.chain(side.mentioned.iter().map(|mentioned| &mentioned.words)) {
        let touched = |word: &Aligned| place(word).is_some_and(|at| unit.contains(&at));
        if aligned.iter().any(|word| word.changed && touched(word)) {
            for word in aligned.iter_mut().filter(|word| touched(word)) {
                word.changed = true;
            }
        }
    }
}

fn edit(before: &Side<'_>, now: &Side<'_>, stretch: &[Aligned]) -> Option<Edit> {
    let range = |places: Vec<usize>| match (places.first(), places.last()) {
        (Some(&first), Some(&last)) => first..last + 1,
        _ => 0..0,
    };
    let old = range(stretch.iter().filter_map(|word| word.before).collect());
    let new = range(stretch.iter().filter_map(|word| word.now).collect());
    let text = |side: &Side<'_>, range: Range<usize>| {
        joined(side.words, range).trim_end_matches(['.', ',', ';', ':']).to_owned()
    };
    let (was, said) = (text(before, old.clone()), text(now, new.clone()));
    let changed = Changed {
        was: &was,
        now: &said,
        occasions: [inside(before.occasions, &old, |o| &o.words), inside(now.occasions, &new, |o| &o.words)],
        mentioned: [inside(before.mentioned, &old, |m| &m.words), inside(now.mentioned, &new, |m| &m.words)],
    };
    let kind = kind(&changed)?;
    Some(Edit { kind, was, now: said })
}

fn inside<'a, T>(units: &'a [T], range: &Range<usize>, words: impl Fn(&T) -> &Range<usize>) -> Vec<&'a T> {
    units.iter().filter(|unit| range.contains(&words(unit).start)).collect()
}

/// Notes a word that is the same but for the marks at it; marks of a number are part of it.
fn punctuation(before: &Side<'_>, now: &Side<'_>, word: &Aligned) -> Option<Edit> {
    let (old, new) = (before.words.get(word.before?)?.text, now.words.get(word.now?)?.text);
    let bare = |text: &str| text.trim_end_matches(['.', ',', ';', ':']).to_owned();
    let edit = |kind: EditKind| Some(Edit { kind, was: bare(old), now: bare(new) });
    if figures(old) != figures(new) {
        return edit(EditKind::NumberChanged);
    }
    let marks = |text: &str| wording::plain(text.trim_end_matches(['.', ',', ';', ':']));
    if marks(old) == marks(new) { None } else { edit(EditKind::Punctuation) }
}
