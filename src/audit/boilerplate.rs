//! S007: the same text pasted into the cells of several actions, so that it tells of none of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt as _, HashSet};
use rayon::prelude::*;

use crate::model::action::{Origin, Segment, Step};
use crate::model::pattern::Pattern;

use super::ground::{Ground, shortened};
use super::remark::Remark;

/// How many actions must have the same text.
const ACTIONS: usize = 3;
/// How many words it must have.
const WORDS: usize = 6;

/// What may well be said of many rows: that nothing happened, where to look, that a meeting agreed to close them.
static FORMAL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?ix)^\W*(?:
            (?:no|nothing|not\s+any)\b.*\b(?:change[sd]?|progress|update[sd]?|report(?:ed)?|news|movement|add|new)\b
            | (?:please\s+)?(?:see|refer\s+to|as\s+above|as\s+for)\b
            | (?:agreed|accepted|approved|confirmed|signed\s+off|proposed)\s+(?:as|to\s+be)\s+(?:complete|closed|done|finished)
            | (?:closed?|completed?|signed\s+off)\s+(?:by|at|in)\b.*\b(?:meeting|board|committee|members|chair|forum|group)\b
        )",
    )
});

/// Looks at the sentences of every log.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut logs: BTreeMap<usize, Vec<(&Step, usize)>> = BTreeMap::new();
    for (_, step, row) in ground.steps().filter(|(_, _, row)| ground.is_log(ground.place(*row))) {
        logs.entry(ground.place(row)).or_default().push((step, row));
    }
    let logs: Vec<_> = logs.into_iter().collect();
    // Most pieces stand in one log after the other: each is cut into sentences once.
    let steps = logs.iter().flat_map(|(_, steps)| steps);
    let texts: HashSet<&str> = steps.flat_map(|(step, _)| pieces(step)).map(|piece| piece.text.as_str()).collect();
    let texts: Vec<&str> = texts.into_iter().collect();
    let cut: Cut<'_> = texts.into_par_iter().map(|text| (text, sentences(text).map(Sentence::new).collect())).collect();
    let remarks = logs.into_par_iter().with_max_len(1).map(|(place, steps)| of_log(ground, place, &steps, &cut));
    let of_logs: Vec<Vec<Remark>> = remarks.collect();
    of_logs.into_iter().flatten().collect()
}

/// Pieces of wording, cut into sentences.
type Cut<'a> = HashMap<&'a str, Vec<Sentence<'a>>>;

/// A sentence.
struct Sentence<'a> {
    text: &'a str,
    beginning: u64,
    /// Whether it is long enough to be looked at, and may not well be said of many rows.
    tells: bool,
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str) -> Self {
        let tells = text.split_whitespace().count() >= WORDS && !FORMAL.is_in(text);
        Self { text, beginning: beginning(text), tells }
    }
}

/// Returns the pieces of a step's wording that say anything.
fn pieces(step: &Step) -> impl Iterator<Item = &Segment> {
    step.segments.iter().filter(|segment| segment.origin != Origin::Marker)
}

fn of_log(ground: &Ground<'_>, place: usize, steps: &[(&Step, usize)], cut: &Cut<'_>) -> Vec<Remark> {
    let is_new = |segment: &&Segment| segment.origin == Origin::New;
    let sentences = |segment: &Segment| cut.get(segment.text.as_str()).map_or(&[][..], Vec::as_slice);
    // Only what is new somewhere in an edition is of interest: how such sentences begin. That two begin with one number by
    // chance costs a comparison.
    let fresh = steps.iter().flat_map(|(step, _)| step.segments.iter().filter(is_new));
    let beginnings: HashSet<u64> = fresh.flat_map(sentences).map(|sentence| sentence.beginning).collect();
    // By text: the rows that have it, and whether any says it for the first time.
    let mut pasted: HashMap<String, Pasted> = HashMap::new();
    for &(step, row) in steps {
        for segment in pieces(step) {
            for sentence in sentences(segment).iter().filter(|sentence| sentence.tells) {
                if beginnings.contains(&sentence.beginning) {
                    let known = pasted
                        .entry(plain(sentence.text))
                        .or_insert_with(|| Pasted { text: sentence.text.to_owned(), ..Pasted::default() });
                    known.rows.push(row);
                    known.fresh |= is_new(&segment);
                }
            }
        }
    }
    // Sentences that were pasted together are one text.
    let mut texts: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    let mut pasted: Vec<(String, Pasted)> = pasted.into_iter().collect();
    pasted.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (_, one) in pasted {
        let actions: BTreeSet<usize> = one.rows.iter().filter_map(|&row| ground.own_action(row)).collect();
        if actions.len() >= ACTIONS && one.fresh {
            let mut rows = one.rows;
            rows.sort_by_key(|&row| ground.seen(row).ordinal);
            rows.dedup();
            texts.entry(rows).or_default().push(one.text);
        }
    }
    texts.into_iter().map(|(rows, texts)| remark(ground, place, &rows, texts)).collect()
}

/// A text, and where it stands.
#[derive(Default)]
struct Pasted {
    text: String,
    rows: Vec<usize>,
    fresh: bool,
}

fn remark(ground: &Ground<'_>, place: usize, rows: &[usize], mut texts: Vec<String>) -> Remark {
    let status = rows.first().and_then(|&row| ground.seen(row).status.as_ref());
    texts.sort_by_key(|text| status.and_then(|status| status.raw.find(text.as_str())));
    let first = texts.first().map_or("", String::as_str);
    let message = format!(
        "The same text stands in the status of {} actions in {}: “{}”",
        rows.len(),
        ground.edition_name(place),
        shortened(first, 80)
    );
    let message = format!("{}.", message.trim_end_matches('.'));
    let mut remark = Remark::new(ground, "S007", place, message).rows(ground, rows);
    for text in &texts {
        remark = remark.quote(rows.first().map(|&row| ground.seen(row)), "status", text);
    }
    remark.hint("Ask of each of them how it stands; what is said of all is said of none.")
}

/// Cuts `text` behind full stops.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let next = move || {
        let mut stops = rest.match_indices('.').map(|(at, _)| at + 1);
        let end = stops.find(|&end| rest[end..].starts_with(' ')).unwrap_or(rest.len());
        let (sentence, behind) = rest.split_at(end);
        rest = behind;
        Some(sentence.trim()).filter(|_| end > 0)
    };
    std::iter::from_fn(next).filter(|sentence| !sentence.is_empty())
}

/// Returns the first letters of `text`, as one number.
fn beginning(text: &str) -> u64 {
    let mut number = 0_u64;
    letters(text, 16, |c| number = number.wrapping_mul(0x0100_0000_01b3) ^ u64::from(c));
    number
}

/// Returns the letters of `text`.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    letters(text, usize::MAX, |c| plain.push(c));
    plain
}

/// Tells `each` the first letters and digits of `text`, in lower case: so many, at the `most`.
fn letters(text: &str, most: usize, mut each: impl FnMut(char)) {
    let mut left = most;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() && left > 0 {
            each(c.to_ascii_lowercase());
            left -= 1;
        } else if !c.is_ascii() && c.is_alphanumeric() {
            for c in c.to_lowercase().take(left) {
                each(c);
                left -= 1;
            }
        }
        if left == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_a_stop_before_a_space() {
        let cut = |text: &'static str| sentences(text).collect::<Vec<_>>();
        assert_eq!(cut(" One. Two at 4.30 p.m. today.  Three"), ["One.", "Two at 4.30 p.m.", "today.", "Three"]);
        assert_eq!(cut(". . ."), [".", ".", "."]);
        assert_eq!(cut(""), [] as [&str; 0]);
    }

    #[test]
    fn letters_are_told_from_marks_and_spaces() {
        assert_eq!(plain("Élan – 2 “Buoys”, İN"), "élan2buoysi̇n");
        assert_eq!(beginning("The old lamps were all taken down"), beginning("the old (lamps) were another’s"));
        assert_ne!(beginning("The old lamps were all taken down"), beginning("The old lamps were both taken down"));
        assert_eq!(beginning("abcdefghijklmnoİx"), beginning("abcdefghijklmnoi"));
    }
}
