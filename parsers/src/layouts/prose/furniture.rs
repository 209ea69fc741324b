//! Page furniture: running heads and feet, page numbers, separators.
//!
//! In: the lines that no table took. Out: their places in the ledger, and a date that stands in them. Never taken for
//! furniture: list items, and headings that sections repeat.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{labelled, mark, wording};
use crate::cell::Cell;
use crate::ledger::Class;
use crate::reading::Reading;
use crate::row::DatePlace;

/// Takes the page furniture out of the lines that are free.
pub fn read(reading: &mut Reading<'_>) {
    let mut found = separators(reading);
    let numbers = page_numbers(reading);
    found.extend(running(reading, &numbers));
    found.extend(numbers);
    let first = (0..reading.lines.len()).find(|&index| is_open(reading, index));
    let flagged = (0..reading.lines.len()).filter(|&index| is_open(reading, index) && is_flagged(reading, index));
    found.extend(flagged.filter(|&index| Some(index) != first || !may_be_title(reading, index)));
    let mut dated: BTreeSet<String> = BTreeSet::new();
    for index in found {
        let text = reading.lines.text(index);
        if text.len() < 300 && wording::is_dated(text) && dated.insert(wording::key(text)) {
            let cell = Cell::from_lines(index..index + 1, &reading.lines);
            reading.dates.push((DatePlace::Furniture, cell));
        }
        reading.ledger.claim_line(index, &reading.lines, Class::Furniture);
    }
}

/// Tells whether `text` is nothing but a rule: `----`, `| --- | --- |`, `====`.
pub fn is_rule(text: &str) -> bool {
    let mut drawn = 0;
    for c in text.chars() {
        match c {
            '-' | '=' | '_' | '*' | '~' | '–' | '—' | '─' | '━' | '#' | '.' => drawn += 1,
            '|' | '+' | ':' | ' ' | '\t' => {}
            _ => return false,
        }
    }
    drawn >= 3
}

fn is_open(reading: &Reading<'_>, index: usize) -> bool {
    !reading.lines.is_blank(index) && reading.ledger.is_free(index)
}

/// Tells whether line `index` is furniture of its page by where it stands.
fn is_flagged(reading: &Reading<'_>, index: usize) -> bool {
    reading.shapes.are_known() && crate::layouts::furniture::of(reading).contains(index)
}

fn separators(reading: &Reading<'_>) -> BTreeSet<usize> {
    let open = (0..reading.lines.len()).filter(|&index| is_open(reading, index));
    open.filter(|&index| is_rule(reading.lines.text(index).trim())).collect()
}

/// Finds `Page 2 of 7`, `- 3 -`, and lone numbers that stand at page ends or count up.
fn page_numbers(reading: &Reading<'_>) -> BTreeSet<usize> {
    let lines = &reading.lines;
    let mut found = BTreeSet::new();
    let mut lone: Vec<(usize, u64)> = Vec::new();
    for index in 0..lines.len() {
        let text = lines.text(index).trim();
        if text.is_empty() || text.len() > 200 || !reading.ledger.is_free(index) {
            continue;
        }
        if PAGE.is_match(text)
            || (PAGE_AT_END.is_match(text) && text.split_whitespace().count() <= 20)
            || MARKING.is_match(text)
        {
            found.insert(index);
        } else if let Ok(number) = text.parse::<u64>()
            && number < 10_000
        {
            lone.push((index, number));
        }
    }
    for (at, &(index, number)) in lone.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| lone.get(at)).is_some_and(|&(_, other)| other + 1 == number);
        let after = lone.get(at + 1).is_some_and(|&(_, other)| other == number + 1);
        let alone = (index == 0 || lines.is_blank(index - 1)) && lines.is_blank(index + 1);
        if ends_page(reading, index) || (alone && (before || after)) {
            found.insert(index);
        }
    }
    found
}

/// Tells whether line `index` is the first or last on its page that is not blank, in a text of several pages.
fn ends_page(reading: &Reading<'_>, index: usize) -> bool {
    let lines = &reading.lines;
    let page = lines.page(index);
    let tells = |&other: &usize| !lines.is_blank(other) || lines.page(other) != page;
    let elsewhere = |other: Option<usize>| other.is_none_or(|other| lines.page(other) != page);
    let several = !lines.is_empty() && lines.page(lines.len() - 1) > 0;
    several
        && (elsewhere((0..index).rev().take(12).find(tells))
            || elsewhere((index + 1..lines.len()).take(12).find(tells)))
}

/// Finds lines that stand again at the edges of several pages.
fn running(reading: &Reading<'_>, numbers: &BTreeSet<usize>) -> BTreeSet<usize> {
    let lines = &reading.lines;
    let filled: Vec<usize> = (0..lines.len()).filter(|&index| !lines.is_blank(index)).collect();
    // Where pages meet, and how many lines to either side may be heads and feet.
    let mut breaks: Vec<(usize, usize)> = vec![(0, 3)];
    for at in 1..filled.len() {
        if lines.page(filled[at]) != lines.page(filled[at - 1]) {
            breaks.push((at, 3));
        } else if numbers.contains(&filled[at]) {
            breaks.push((at, 2));
        }
    }
    breaks.push((filled.len(), 3));
    let mut edges: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, &(at, reach)) in breaks.iter().enumerate() {
        let first = if number == 0 { at } else { at.saturating_sub(reach) };
        for &index in filled.iter().skip(first).take(at + reach - first) {
            edges.entry(index).or_insert(number);
        }
    }
    let mut groups: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (&index, &at) in edges.iter().filter(|&(&index, _)| is_open(reading, index) && !numbers.contains(&index)) {
        let text = lines.text(index);
        let other =
            mark::leading(text).is_some() || wording::is_inner(text) || labelled::read(reading, index).is_some();
        if text.len() < 300 && !other {
            groups.entry(likeness(text)).or_default().push((index, at));
        }
    }
    let first = filled.first().copied();
    let mut found = BTreeSet::new();
    for members in groups.into_values() {
        let pages: BTreeSet<usize> = members.iter().map(|&(_, at)| at).collect();
        if pages.len() >= 2 && breaks.len() > 2 && pages.len() * 3 >= breaks.len().min(9) {
            let members = members.into_iter().map(|(index, _)| index);
            let members: Vec<usize> = reading.shapes.at_one_height(members.collect());
            let members = members.into_iter();
            found.extend(members.filter(|&index| Some(index) != first || !may_be_title(reading, index)));
        }
    }
    found
}

/// Tells whether the running head in line `index`, the first of the text, is its title too: no better one stands below it.
fn may_be_title(reading: &Reading<'_>, index: usize) -> bool {
    let lines = &reading.lines;
    let names = |text: &str| wording::names_document(text) || wording::is_dated(text);
    let below = (index + 1..lines.len()).take(8).find(|&other| is_open(reading, other));
    names(lines.text(index)) || !below.is_some_and(|other| lines.text(other).len() < 160 && names(lines.text(other)))
}

fn likeness(text: &str) -> String {
    let digits = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c });
    let folded: String = digits.collect::<String>().to_lowercase();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"(?i)^[^0-9A-Za-z]*(?:page|p\.|pg\.?)?\s*[0-9]{1,4}\s*(?:of|/)\s*[0-9]{1,4}[^0-9A-Za-z]*$|^[^0-9A-Za-z]*(?:page|p\.|pg\.?)\s*\|?\s*[0-9]{1,4}[^0-9A-Za-z]*$|^[-–—|]\s*[0-9]{1,4}\s*[-–—|]$|^[0-9]{1,4}\s*\|\s*(?:page|p a g e)$",
    )
});
static PAGE_AT_END: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"(?i)(?:^|\s|\|)page\s+[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?$|^page\s+[0-9]{1,4}\s+of\s+[0-9]{1,4}\b|\s[0-9]{1,4}\s*\|\s*page$",
    )
});
static MARKING: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"^[^0-9A-Za-z_]*(?:OFFICIAL|UNCLASSIFIED|RESTRICTED|CONFIDENTIAL|DRAFT|NOT PROTECTIVELY MARKED)(?:[\s:–—-]+(?:SENSITIVE|DRAFT|FOR DISCUSSION|[A-Z ]{2,20}))?[^0-9A-Za-z_]*$",
    )
});
