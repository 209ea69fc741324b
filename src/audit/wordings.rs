//! A001 and W002: an action's own wording, changed from log to log, or said in two ways by one write-up.

use std::collections::BTreeMap;

use crate::model::action::{Action, Event, EventKind};

use super::ground::Ground;
use super::remark::{Remark, wording};

/// Looks at the wordings of every action.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for action in &ground.history.actions {
        remarks.extend(action.events.iter().filter_map(|event| reworded(ground, action, event)));
        remarks.extend(said_twice(ground, action));
    }
    remarks
}

/// A001.
fn reworded(ground: &Ground<'_>, action: &Action, event: &Event) -> Option<Remark> {
    if event.kind != EventKind::Reworded {
        return None;
    }
    if event.from.as_deref().zip(event.to.as_deref()).is_some_and(|(was, now)| spelling(was) == spelling(now)) {
        return None;
    }
    let row = ground.find(event.observation.as_ref()?)?;
    let place = ground.place(row);
    let had = |seen: &crate::model::observation::Observation| wording(seen, "action") == event.from.as_deref();
    let before = ground.last_before(action, place, had);
    let since = before.map_or_else(String::new, |row| format!(" of {}", ground.edition_name(ground.place(row))));
    let doubt = if event.sure { "" } else { " (not sure)" };
    let message = format!(
        "What is to be done under {} is worded otherwise in {} than in the row{since}{doubt}.",
        ground.row_name(row),
        ground.edition_name(place)
    );
    let mut remark = Remark::new(ground, "A001", place, message).row(ground, row, &["action"]);
    if let Some(before) = before {
        remark = remark.row(ground, before, &["action"]);
    }
    Some(remark.hint("See whether what was asked for has changed with the words."))
}

/// Returns `text` by its letters and digits alone, with `&` as a word: `re-word` is `reword`.
fn spelling(text: &str) -> String {
    text.replace('&', " and ").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// W002: the summary says it in other words than the section.
fn said_twice(ground: &Ground<'_>, action: &Action) -> Vec<Remark> {
    let mut rows: BTreeMap<usize, [Vec<usize>; 2]> = BTreeMap::new();
    for row in action.observations.iter().filter_map(|id| ground.find(id)) {
        let place = ground.place(row);
        let table = ground.seen(row).table.0.as_str();
        let list = ["summary", "sections"]
            .iter()
            .position(|list| table.strip_prefix(list).is_some_and(|rest| rest.is_empty() || rest.starts_with('~')));
        if let Some(list) = list.filter(|_| !ground.is_log(place)) {
            rows.entry(place).or_default()[list].push(row);
        }
    }
    let mut remarks = Vec::new();
    for (place, [summary, sections]) in rows {
        for (&one, &other) in summary.iter().zip(&sections) {
            let words = |row: usize| telling(wording(ground.seen(row), "action").unwrap_or(""));
            let (left, right) = (words(one), words(other));
            if differ(&left, &right) {
                let message = format!(
                    "{} of the summary in {} says in other words what stands in its section.",
                    ground.row_name(one),
                    ground.edition_name(place)
                );
                remarks.push(
                    Remark::new(ground, "W002", place, message)
                        .row(ground, one, &["action"])
                        .row(ground, other, &["action"])
                        .hint("See which of the two was agreed."),
                );
            }
        }
    }
    remarks
}

/// Returns the words that tell something: no small words, and no mark, case or ending.
fn telling(text: &str) -> Vec<String> {
    const SMALL: &[&str] = &[
        "the", "and", "for", "with", "that", "this", "are", "was", "were", "has", "have", "been", "from", "into",
        "upon", "any",
    ];
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| {
            !SMALL.contains(&word.as_str()) && (word.chars().count() > 2 || word.chars().any(|c| c.is_ascii_digit()))
        })
        .collect()
}

/// Tells whether a telling word of one wording is missing in the other. A short form and what it stands for are the same.
fn differ(left: &[String], right: &[String]) -> bool {
    let lacks = |one: &[String], other: &[String]| {
        let missing: Vec<&String> = one.iter().filter(|word| !other.iter().any(|known| same(word, known))).collect();
        // `Harbour Board (HB)` against `HB`: names written out are no other words.
        let initials: String = missing.iter().filter_map(|word| word.chars().next()).collect();
        let in_a_row = || one.windows(missing.len()).any(|run| run.iter().eq(missing.iter().copied()));
        let written_out = missing.len() >= 2 && in_a_row() && is_short_form(&initials, one);
        !missing.is_empty() && !written_out
    };
    lacks(left, right) || lacks(right, left)
}

/// Tells whether `initials` stand in the text as a word, or are so few that the text has dropped them as a small word.
fn is_short_form(initials: &str, words: &[String]) -> bool {
    initials.chars().count() <= 2 || words.iter().any(|word| word == initials)
}

/// Tells whether two words are one but for their ending.
fn same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    const ENDINGS: &[&str] = &["", "s", "es", "e", "d", "ed", "ing", "y", "ies"];
    if short.chars().count() >= 4 && long.strip_prefix(short).is_some_and(|ending| ENDINGS.contains(&ending)) {
        return true;
    }
    let stem: String = short.chars().take(short.chars().count().saturating_sub(1).max(4)).collect();
    short.chars().count() >= 5
        && [short, long].iter().all(|word| word.strip_prefix(&stem).is_some_and(|ending| ENDINGS.contains(&ending)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_are_told_from_other_endings_and_short_forms() {
        for (one, other, expected) in [
            ("Board to share the plans with crews", "Board to share plan with the crews", false),
            ("Harbour Board (HB) to meet the clubs", "HB to meet the clubs", false),
            ("Paper to be provided on masts", "Board to provide a paper on masts", true),
            ("Provide a paper on masts", "Paper on masts to be provided", false),
            ("HB to clarify and confirm the rules", "HB to confirm the rules", true),
            ("Share 3 plans", "Share 4 plans", true),
        ] {
            assert_eq!(differ(&telling(one), &telling(other)), expected, "{one} / {other}");
        }
    }
}
