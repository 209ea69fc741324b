//! Mentions of other actions: `Action 2,3,6`, `Links to Actions 14 and 16`, `see action #1`, `AP4`.
//!
//! In: wording. Out: what it names, as printed. Which rows are meant is not asked here. `Workshop 3` is no mention.

use std::sync::LazyLock;

use crate::model::pattern::Pattern;

/// One mention: the wording, and the numbers it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The wording, from the keyword to the last number.
    pub raw: String,
    /// The numbers, each with its letters as printed: `2`, `7a`, `A12`.
    pub labels: Vec<String>,
    /// Where it stands.
    pub range: std::ops::Range<usize>,
}

/// More numbers than a range of this length names are not written out.
const LONGEST_RANGE: u64 = 60;

/// A list that names more is told in pieces, so that no wording is kept thousands of times.
const LONGEST_LIST: usize = 40;

/// A label in running text: `7`, `7a`, `1.4`, `A12`, `ACT-2019-07`.
const LABEL: &str = r"(?-i:[A-Z]{1,6}[-/.]?(?:[0-9]{1,6}[-/.])*)?[0-9]{1,6}(?:\.[0-9]{1,4}){0,3}[a-z]?";

static KEYWORD: LazyLock<Pattern> = LazyLock::new(|| {
    let noun = r"(?:actions?(?:\s+(?:points?|items?|nos?|numbers?|refs?|references?)\b\.?)?|(?-i:APs?)|recommendations?|recs?)";
    Pattern::new(format!(r"(?i)\b{noun}\s*(?:\(\s*)?(?:#|nos?\.?)?\s*(?P<first>{LABEL})\b"))
});

static FURTHER: LazyLock<Pattern> = LazyLock::new(|| {
    let joint = r"\s*(?:,\s*(?:and|&|or)?|/|&|\+|and|or|to|-|–|—)\s*";
    let before = r"(?:actions?\s+|(?-i:APs?)\s*)?(?:#|nos?\.?\s*)?";
    Pattern::new(format!(r"(?i)^(?P<joint>{joint}){before}(?P<next>{LABEL})\b"))
});

static TOKEN: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"\b[A-Z]{1,6}[-/.]?(?:[0-9]{1,6}[-/.])*[0-9]{1,6}[a-z]?\b"));

/// What numbers count when these words follow: `actions 3 months old` names none.
const UNITS: &[&str] = &[
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "hour",
    "hours",
    "people",
    "members",
    "times",
    "organisations",
    "working",
];

/// Finds the mentions of actions in `text`. `recommendations` tells whether actions are called so here.
pub fn mentions(text: &str, recommendations: bool) -> Vec<Mention> {
    let Some(keyword) = KEYWORD.on(text) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(captures) = keyword.captures_at(text, at) {
        let (Some(whole), Some(first)) = (captures.get(0), captures.name("first")) else { break };
        at = whole.end();
        let called_rec = whole.as_str().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("rec"));
        if !is_label(text, first.end()) || (called_rec && !recommendations) {
            continue;
        }
        let word = text.get(whole.start()..first.start()).unwrap_or("").trim_end_matches(|c: char| !c.is_alphabetic());
        let plural = word.ends_with(['s', 'S']);
        let mut labels = vec![first.as_str().to_owned()];
        let mut start = whole.start();
        loop {
            at = further(text, at, plural, &mut labels);
            let raw = text.get(start..at).unwrap_or("").trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
            let goes_on = labels.len() >= LONGEST_LIST;
            found.push(Mention { raw, labels, range: start..at });
            if !goes_on || further(text, at, plural, &mut Vec::new()) == at {
                break;
            }
            start = at;
            labels = Vec::new();
        }
    }
    found
}

/// Finds labels with letters that stand in `text` without the word action: `see A12`, `ACT-2019-07`. One letter and a
/// number is much else besides (`A4 paper`), so that one needs a word before it that leads to a label.
///
/// `mentions` are those of the same text; labels inside them are left out.
pub fn lettered<'a>(text: &'a str, mentions: &[Mention]) -> Vec<&'a str> {
    const LEADS: &[&str] = &["see", "and", "with", "to", "per", "ref", "also", "under", "by", "as", "of", "or", "cf"];
    let Some(token) = TOKEN.on(text) else { return Vec::new() };
    let mut found = Vec::new();
    let mut told = mentions.iter().map(|mention| &mention.range).peekable();
    for label in token.find_iter(text) {
        while told.next_if(|range| range.end <= label.start()).is_some() {}
        if told.peek().is_some_and(|range| range.start < label.end()) {
            continue;
        }
        let before = text.get(..label.start()).unwrap_or("").trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        let short = label.as_str().bytes().filter(u8::is_ascii_uppercase).count() == 1;
        if !short || LEADS.contains(&word.as_str()) || before.ends_with(['&', ',', '(', '/']) {
            found.push(label.as_str());
        }
    }
    found
}

/// Returns what stands behind the `Action 4:` with which a note begins; all of `note` where it begins otherwise.
pub fn behind_heading(note: &str) -> &str {
    let Some(found) = KEYWORD.on(note).and_then(|keyword| keyword.find(note)).filter(|found| found.start() == 0) else {
        return note;
    };
    note.get(found.end()..).unwrap_or("")
}

/// Reads the numbers that follow the first, and returns where the last ends.
fn further(text: &str, start: usize, plural: bool, labels: &mut Vec<String>) -> usize {
    let Some(pattern) = FURTHER.on(text) else { return start };
    let mut at = start;
    while labels.len() < LONGEST_LIST
        && let Some(captures) = text.get(at..).and_then(|rest| pattern.captures(rest))
    {
        let (Some(whole), Some(next), Some(joint)) = (captures.get(0), captures.name("next"), captures.name("joint"))
        else {
            break;
        };
        let date = throughline_parsers::date::leading(text.get(at + next.start()..).unwrap_or("")).is_some();
        if !is_label(text, at + next.end()) || date || is_year(next.as_str()) {
            break;
        }
        let dash = matches!(joint.as_str().trim(), "-" | "–" | "—" | "to");
        if dash {
            // `Action 4 – 12 boats` is no range; `Actions 4 – 12` and `Action 4-12` are.
            let close = !joint.as_str().contains(char::is_whitespace);
            let bounds = labels.last().and_then(|last| last.parse::<u64>().ok()).zip(next.as_str().parse::<u64>().ok());
            match bounds {
                Some((from, to)) if to > from && to - from <= LONGEST_RANGE && (plural || close) => {
                    labels.extend((from + 1..to).map(|number| number.to_string()));
                }
                _ => break,
            }
        }
        labels.push(next.as_str().to_owned());
        at += whole.end();
    }
    at
}

/// Tells whether what ends at `end` is a label, not a part of `3.2` or `3 months`.
fn is_label(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("");
    let mut next = rest.chars();
    let goes_on = matches!(next.next(), Some('.' | '%' | ':' | '/')) && next.next().is_some_and(|c| c.is_ascii_digit());
    let percent = rest.trim_start().starts_with('%');
    let word: String = rest.trim_start_matches([' ', '-']).chars().take_while(|c| c.is_alphabetic()).take(16).collect();
    !goes_on && !percent && !UNITS.contains(&word.to_lowercase().as_str())
}

/// Tells whether a number is more likely a year.
pub fn is_year(label: &str) -> bool {
    label.len() == 4 && label.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}
