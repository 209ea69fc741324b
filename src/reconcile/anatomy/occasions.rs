//! Where a wording names dates, codes for occasions, and other actions: as words, so that none is compared in halves.

use std::ops::Range;

use jiff::civil::Date;

use super::words::{Word, bare};
use crate::model::named_date::mentions;
use crate::model::observation::Reference;
use crate::reconcile::deadline::Codes;

/// A date, or a code that stands for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occasion {
    /// Which words name it.
    pub(super) words: Range<usize>,
    /// The days it can mean, as far as that is known.
    pub(super) days: Option<(Date, Date)>,
    /// Its name: the same for the same date or code.
    pub(super) name: String,
    /// Whether it is a code.
    pub(super) is_code: bool,
}

/// A mention of other actions.
pub(super) struct Mentioned {
    /// Which words name them.
    pub(super) words: Range<usize>,
    /// The numbers named.
    pub(super) numbers: Vec<u64>,
}

/// Finds the dates and codes that `words`, the words of `raw`, name.
pub(super) fn occasions(raw: &str, words: &[Word<'_>], codes: &Codes<'_>) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = mentions(raw)
        .into_iter()
        .map(|mention| Occasion {
            words: covered(words, &mention.place),
            days: mention.days,
            name: mention.spelling,
            is_code: false,
        })
        .collect();
    if !codes.is_empty() {
        let mut at = 0;
        while at < words.len() {
            // Nearly all words end here, and this is asked of each.
            let code = [2, 1].into_iter().filter(|_| codes.may_begin(words[at].text)).find_map(|length| {
                let range = at..at + length;
                let name: String = words.get(range.clone())?.iter().map(|word| bare(word.text)).collect();
                let free = found.iter().all(|other| other.words.end <= range.start || range.end <= other.words.start);
                let days = codes.days(&name).filter(|_| free)?;
                Some(Occasion { words: range, days, name, is_code: true })
            });
            at = code.as_ref().map_or(at + 1, |code| code.words.end);
            found.extend(code);
        }
        found.sort_by_key(|occasion| occasion.words.start);
    }
    found
}

/// Finds where `words`, the words of `raw`, name other actions.
pub(super) fn mentioned(raw: &str, words: &[Word<'_>], references: &[Reference]) -> Vec<Mentioned> {
    let mut found: Vec<Mentioned> = Vec::new();
    for reference in references {
        for (start, wording) in raw.match_indices(reference.raw.as_str()).filter(|(_, wording)| !wording.is_empty()) {
            let range = covered(words, &(start..start + wording.len()));
            match found.iter_mut().find(|known| known.words == range) {
                Some(known) => known.numbers.push(reference.number),
                None => found.push(Mentioned { words: range, numbers: vec![reference.number] }),
            }
        }
    }
    found
}

/// Returns the words that the bytes of `place` touch.
fn covered(words: &[Word<'_>], place: &Range<usize>) -> Range<usize> {
    let first = words.partition_point(|word| word.start + word.text.len() <= place.start);
    first..words.partition_point(|word| word.start < place.end)
}
