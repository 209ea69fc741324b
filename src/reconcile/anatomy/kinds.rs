//! What kind an edit is.
//!
//! In order, the first that fits: nothing but typography, a redaction, a date or code, a mention of other actions, a
//! number, a promise that lost its date or its force, a spelling; else words added, taken away or exchanged.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::occasions::{Mentioned, Occasion};
use super::words::bare;
use crate::model::action::EditKind;
use crate::model::pattern::Pattern;

/// The words of an edit, and what they name.
pub(super) struct Changed<'a> {
    /// The words as they were.
    pub(super) was: &'a str,
    /// The words as they are.
    pub(super) now: &'a str,
    /// The dates and codes among them, before and now.
    pub(super) occasions: [Vec<&'a Occasion>; 2],
    /// The mentions of other actions among them, before and now.
    pub(super) mentioned: [Vec<&'a Mentioned>; 2],
}

/// Says what kind of edit `changed` is; nothing where nothing but typography changed.
pub(super) fn kind(changed: &Changed<'_>) -> Option<EditKind> {
    let (was, now) = (words(changed.was), words(changed.now));
    if was.is_empty() && now.is_empty() {
        return None;
    }
    let letters = |words: &[String]| words.concat().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if letters(&was) == letters(&now)
        && figures(changed.was) == figures(changed.now)
        && redactions(changed.now) == redactions(changed.was)
    {
        return Some(EditKind::Punctuation);
    }
    if redactions(changed.now) > redactions(changed.was) {
        return Some(EditKind::Redacted);
    }
    let occasion = dates(&changed.occasions[0], &changed.occasions[1]);
    if occasion == Some(EditKind::DateMoved) {
        return occasion;
    }
    let numbers = |side: &[&Mentioned]| side.iter().flat_map(|one| one.numbers.iter().copied()).collect::<Vec<_>>();
    let (old, new) = (numbers(&changed.mentioned[0]), numbers(&changed.mentioned[1]));
    if !old.is_empty() && !new.is_empty() && old != new {
        return Some(EditKind::ReferenceChanged);
    }
    // A date spelt in another way is no edit by itself where other words changed with it.
    let only = |words: &[String], side: &[&Occasion]| words.len() <= side.iter().map(|one| one.words.len()).sum();
    let respelt = occasion == Some(EditKind::Spelling);
    let occasion =
        occasion.filter(|_| !respelt || only(&was, &changed.occasions[0]) && only(&now, &changed.occasions[1]));
    if occasion.is_none() && number_changed(&was, &now) {
        return Some(EditKind::NumberChanged);
    }
    let date_gone = !changed.occasions[0].is_empty() && changed.occasions[1].is_empty();
    // `May` in a date is no `may`, nor is it in a name.
    let said = |text: &str| text.split_whitespace().filter(|word| !word.contains("May")).map(bare).collect::<Vec<_>>();
    if (date_gone && now.len() <= was.len()) || softened(&said(changed.was), &said(changed.now)) {
        return Some(EditKind::Softened);
    }
    if occasion.is_some() {
        return occasion;
    }
    Some(match (was.is_empty(), now.is_empty()) {
        (true, _) => EditKind::WordsAdded,
        (_, true) => EditKind::WordsRemoved,
        _ if spelt_alike(&was, &now) => EditKind::Spelling,
        _ => EditKind::Reworded,
    })
}

/// Returns the numbers in `text` with the marks that are part of them: `-3`, `1.50`, `1/12/2022`, `(200)`.
pub(super) fn figures(text: &str) -> Vec<String> {
    let is_figure = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    let bare = |word: &str| {
        let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '”', '’', '\'']);
        // One bracket alone belongs to the sentence.
        let paired = word.contains('(') == word.contains(')');
        let word = if paired { word.to_owned() } else { word.replace(['(', ')'], "") };
        word.replace(['–', '−', '‑'], "-")
    };
    text.split_whitespace().filter(is_figure).map(bare).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// Says what became of dates and codes. A code for its date is relabelled only where it is known to mean it.
fn dates(was: &[&Occasion], now: &[&Occasion]) -> Option<EditKind> {
    if was.is_empty() || now.is_empty() {
        return None;
    }
    let names = |side: &[&Occasion]| side.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    if names(was) == names(now) {
        return Some(EditKind::Spelling);
    }
    let coded = was.iter().chain(now).any(|one| one.is_code);
    match (span(was), span(now)) {
        (Some(old), Some(new)) => {
            let holds = |one: (Date, Date), other: (Date, Date)| one.0 <= other.0 && other.1 <= one.1;
            let same = old == new || coded && (holds(old, new) || holds(new, old));
            Some(match (same, coded) {
                (true, true) => EditKind::Relabelled,
                (true, false) => EditKind::Spelling,
                (false, _) => EditKind::DateMoved,
            })
        }
        // Nobody knows what the code means, so nobody knows whether it was moved.
        _ if coded && was.iter().any(|one| one.is_code) != now.iter().any(|one| one.is_code) => {
            Some(EditKind::Reworded)
        }
        _ if only_year_given(was, now) => Some(EditKind::Reworded),
        _ => Some(EditKind::DateMoved),
    }
}

fn span(side: &[&Occasion]) -> Option<(Date, Date)> {
    let days: Option<Vec<(Date, Date)>> = side.iter().map(|one| one.days).collect();
    let days = days?;
    Some((days.iter().map(|days| days.0).min()?, days.iter().map(|days| days.1).max()?))
}

/// Tells whether both name the same days, and one leaves out the year: `March` and `March 2019`.
fn only_year_given(was: &[&Occasion], now: &[&Occasion]) -> bool {
    let without = |name: &str| name.split_once('-').map_or_else(|| name.to_owned(), |(_, rest)| rest.to_owned());
    let vague = |name: &str| name.starts_with("any-");
    was.len() == now.len()
        && was
            .iter()
            .zip(now)
            .all(|(old, new)| without(&old.name) == without(&new.name) && (vague(&old.name) || vague(&new.name)))
}

const COUNTED: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "first",
    "second", "third", "fourth", "fifth", "half", "dozen", "none", "all", "both",
];

/// Tells whether numbers became other numbers, and next to nothing else changed.
fn number_changed(was: &[String], now: &[String]) -> bool {
    let is_number = |word: &String| word.contains(|c: char| c.is_ascii_digit()) || COUNTED.contains(&word.as_str());
    let (old, other): (Vec<&String>, Vec<&String>) = was.iter().partition(|word| is_number(word));
    let (new, others): (Vec<&String>, Vec<&String>) = now.iter().partition(|word| is_number(word));
    let values = |words: &[&String]| words.iter().map(|word| value(word)).collect::<Vec<_>>();
    !old.is_empty() && !new.is_empty() && values(&old) != values(&new) && other.len() + others.len() <= 2
}

/// Returns a number in digits where it is written out: `two` → `2`.
fn value(word: &str) -> String {
    let counted = COUNTED.iter().position(|known| *known == word).filter(|&index| index < 12);
    counted.map_or_else(|| word.to_owned(), |index| (index + 1).to_string())
}

/// Words that bind.
const STRONG: &[&str] = &[
    "will",
    "shall",
    "must",
    "commits",
    "committed",
    "commit",
    "ensure",
    "ensures",
    "guarantee",
    "guarantees",
    "agreed",
    "agrees",
    "always",
    "definitely",
    "required",
    "deliver",
    "delivers",
];
/// Words that leave a way out.
const WEAK: &[&str] = &[
    "may",
    "might",
    "could",
    "should",
    "would",
    "hope",
    "hopes",
    "hoped",
    "aim",
    "aims",
    "intend",
    "intends",
    "consider",
    "considers",
    "considered",
    "considering",
    "explore",
    "explores",
    "seek",
    "seeks",
    "try",
    "tries",
    "attempt",
    "possibly",
    "perhaps",
    "potentially",
    "likely",
    "expected",
    "subject",
    "possible",
    "provisionally",
    "tentatively",
    "if",
    "unless",
];

/// Tells whether a promise lost its force.
fn softened(was: &[String], now: &[String]) -> bool {
    let has = |words: &[String], known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let weaker = has(now, WEAK) && !has(was, WEAK) && !has(now, STRONG);
    let taken = now.is_empty() && has(was, &["will", "shall", "must", "commits", "committed"]);
    (weaker && (was.is_empty() || has(was, STRONG) || has(was, &["to", "is", "are"]))) || taken
}

/// Tells whether these are the same words, spelt in another way. An ending more or less is another word.
fn spelt_alike(was: &[String], now: &[String]) -> bool {
    const ENDINGS: &[&str] = &["s", "es", "d", "ed", "ing", "ly", "'s", "n", "r", "er"];
    let alike = |(old, new): (&String, &String)| {
        let (short, long) = if old.len() <= new.len() { (old, new) } else { (new, old) };
        let grown = long.strip_prefix(short.as_str()).is_some_and(|ending| ENDINGS.contains(&ending));
        let letters = short.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'');
        let length = short.chars().count();
        let slips = strsim::osa_distance(old, new);
        let same_start = old.chars().next() == new.chars().next();
        letters && !grown && same_start && (length >= 5 && slips <= 1 || length >= 9 && slips <= 2)
    };
    was.len() == now.len() && was.iter().zip(now).all(|pair| pair.0 == pair.1 || alike(pair))
}

static REDACTED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"(?i)…{2,}|\.{6,}|[█■▇▆]+|\[(?:name )?(?:redacted|removed)\]|\bredacted\b|\bX{4,}\b|_{5,}")
});

fn redactions(text: &str) -> usize {
    REDACTED.on(text).map_or(0, |pattern| pattern.find_iter(text).count())
}
