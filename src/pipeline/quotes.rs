//! Whether wordings stand at the lines they are said to stand at.
//!
//! In: the text of a source and its rows. Out: how many wordings were found, and those that were not. Compared are letters
//! and digits, in order: marks around cells, line ends, and quotes doubled for a table are the source's own affair.

use crate::model::observation::{Locator, Observation};

/// Looks for every wording of `rows` at its lines of `text`. Returns how many were found, and what is to be said of those
/// that were not.
pub fn check<'a>(text: &str, rows: impl Iterator<Item = &'a Observation>) -> (usize, Vec<String>) {
    let lines: Vec<String> = text.split('\n').map(bare).collect();
    let (mut found, mut missed) = (0, Vec::new());
    for row in rows {
        for (field, raw, places) in wordings(row) {
            if stands(raw, places, &lines) {
                found += 1;
            } else {
                let at: Vec<String> =
                    places.iter().filter_map(|place| place.lines).map(|[from, to]| format!("{from}–{to}")).collect();
                missed.push(format!("the {field} of {} does not stand at its lines ({})", row.id, at.join(", ")));
            }
        }
    }
    (found, missed)
}

/// Returns how many wordings a row has.
pub fn count(row: &Observation) -> usize {
    wordings(row).len()
}

/// Returns every wording of a row with its field and its places; empty cells have none.
fn wordings(row: &Observation) -> Vec<(&str, &str, &[Locator])> {
    let known = [
        ("action", row.action.as_ref().map(|field| (&field.raw, &field.locator))),
        ("deadline", row.deadline.as_ref().map(|field| (&field.raw, &field.locator))),
        ("status", row.status.as_ref().map(|field| (&field.raw, &field.locator))),
        ("raised", row.raised.as_ref().map(|field| (&field.raw, &field.locator))),
        ("owner", row.owner.as_ref().map(|field| (&field.raw, &field.locator))),
        ("note", row.note.as_ref().map(|field| (&field.raw, &field.locator))),
    ];
    let known = known.into_iter().filter_map(|(name, field)| field.map(|(raw, places)| (name, raw, places)));
    let extra = row.extra.iter().map(|(name, field)| (name.as_str(), &field.raw, &field.locator));
    let all = known.chain(extra).filter(|(_, raw, _)| !raw.is_empty());
    all.map(|(name, raw, places)| (name, raw.as_str(), places.as_slice())).collect()
}

fn stands(raw: &str, places: &[Locator], lines: &[String]) -> bool {
    let mut text = String::new();
    for [from, to] in places.iter().filter_map(|place| place.lines) {
        let (from, to) = (from.saturating_sub(1) as usize, (to as usize).min(lines.len()));
        text.extend(lines.get(from..to).unwrap_or_default().iter().map(String::as_str));
    }
    let mut rest = text.as_str();
    for word in raw.split_whitespace().map(bare) {
        match after(rest, &word).or_else(|| after_parts(rest, &word)) {
            Some(left) => rest = left,
            None => return false,
        }
    }
    true
}

/// Returns what follows `word` in `text`.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.find(word).and_then(|at| text.get(at + word.len()..))
}

/// Returns what follows a word that a line end parts in two.
fn after_parts<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let cuts = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
    cuts.into_iter().find_map(|(first, second)| after(after(text, first)?, second))
}

fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::row;

    #[test]
    fn a_wording_stands_at_its_lines_or_not() {
        let mut one = row("2019-01-10/log#open:7", "Fit a self-closing latch, \"twice\"");
        let place = |from, to| Locator { page: None, lines: Some([from, to]), bbox: None };
        let text = "Log\n7 | Fit a self-   | Jo\n  | closing latch, \"\"twice\"\" |\nother";
        for (lines, held) in [([2, 3], 1), ([2, 2], 0), ([3, 4], 0), ([1, 4], 1), ([9, 12], 0)] {
            if let Some(action) = &mut one.action {
                action.locator = vec![place(lines[0], lines[1])];
            }
            let (found, missed) = check(text, [&one].into_iter());
            assert_eq!((found, missed.len()), (held, 1 - held), "{lines:?}");
        }
    }
}
