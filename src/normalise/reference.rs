//! Mentions of other actions: `Action 2,3,6`, `Links to Actions 21 and 32`, `see action #1`, `AP4`.
//!
//! In: the observations of one document. Out: their references, with the observations of the same document that are meant.
//! The lists of a write-up have numberings of their own, and what their wording calls `Action #1` is a row of the log: such
//! references are kept without targets, and without a problem. `Workshop 3` is no reference.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Document;
use super::document::is_list;
use crate::model::edition::EditionKind;
use crate::model::ids::ObservationId;
use crate::model::observation::{Observation, Reference, ReferenceProblem};

/// One mention: the wording, and the numbers it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The wording, from the keyword to the last number.
    pub raw: String,
    /// The numbers, each with its letters as printed: `2`, `7a`, `A12`.
    pub labels: Vec<String>,
}

/// More numbers than a range of this length names are not written out.
const LONGEST_RANGE: u64 = 60;

static KEYWORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let noun = r"(?:actions?(?:\s+(?:points?|items?|nos?|numbers?|refs?|references?)\b\.?)?|(?-i:APs?)|recommendations?|recs?)";
    Regex::new(&format!(
        r"(?i)\b{noun}\s*(?:\(\s*)?(?:#|nos?\.?)?\s*(?P<first>(?-i:[A-Z]{{1,5}}[-/.]?)?[0-9]{{1,6}}[a-z]?)\b"
    ))
    .ok()
});

static FURTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let joint = r"\s*(?:,\s*(?:and|&|or)?|/|&|\+|and|or|to|-|–|—)\s*";
    let next = r"(?:actions?\s+|(?-i:APs?)\s*)?(?:#|nos?\.?\s*)?(?P<next>(?-i:[A-Z]{1,5}[-/.]?)?[0-9]{1,6}[a-z]?)\b";
    Regex::new(&format!(r"(?i)^(?P<joint>{joint}){next}")).ok()
});

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
    let Some(keyword) = KEYWORD.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(captures) = keyword.captures_at(text, at) {
        let (Some(whole), Some(first)) = (captures.get(0), captures.name("first")) else { break };
        at = whole.end();
        let called_rec = whole.as_str().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("rec"));
        if !is_label(text, first.end()) || (called_rec && !recommendations) {
            continue;
        }
        let plural = whole.as_str().trim_end_matches(|c: char| !c.is_alphabetic()).to_lowercase().ends_with('s');
        let mut labels = vec![first.as_str().to_owned()];
        at = further(text, whole.end(), plural, &mut labels);
        let raw = text.get(whole.start()..at).unwrap_or("").to_owned();
        found.push(Mention { raw, labels });
    }
    found
}

/// Reads the numbers that follow the first, and returns where the last ends.
fn further(text: &str, start: usize, plural: bool, labels: &mut Vec<String>) -> usize {
    let Some(pattern) = FURTHER.as_ref() else { return start };
    let mut at = start;
    while let Some(captures) = text.get(at..).and_then(|rest| pattern.captures(rest)) {
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
    let word: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).take(16).collect();
    !goes_on && !percent && !UNITS.contains(&word.to_lowercase().as_str())
}

fn is_year(label: &str) -> bool {
    label.len() == 4 && label.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// Finds the references of every observation anew, and the observations they mean, by their ids as they stand.
pub fn resolve(document: &mut Document) {
    let recommendations = speaks_of_recommendations(document);
    let index = Index::of(document);
    let found: Vec<Vec<Reference>> = document
        .observations
        .iter()
        .map(|observation| references(observation, document, &index, recommendations))
        .collect();
    for (observation, references) in document.observations.iter_mut().zip(found) {
        observation.references = references;
    }
}

fn speaks_of_recommendations(document: &Document) -> bool {
    let says = |text: &str| text.to_lowercase().contains("recommendation");
    document
        .tables
        .iter()
        .any(|table| table.title.as_deref().is_some_and(says) || table.columns.iter().any(|column| says(&column.raw)))
}

fn references(observation: &Observation, document: &Document, index: &Index, recommendations: bool) -> Vec<Reference> {
    let mut found = Vec::new();
    for text in wordings(observation) {
        for mention in mentions(text, recommendations) {
            let alone = mention.labels.len() == 1;
            for label in &mention.labels {
                if let Some(reference) = index.look_up(label, alone, &mention.raw, observation, document) {
                    found.push(reference);
                }
            }
        }
    }
    found
}

/// Returns the wordings that may name other actions: not the heading of a note, which names its own.
fn wordings(observation: &Observation) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    texts.extend(observation.action.iter().map(|field| field.raw.as_str()));
    texts.extend(observation.status.iter().map(|field| field.raw.as_str()));
    texts.extend(observation.note.iter().map(|field| without_heading(&field.raw)));
    texts.extend(observation.extra.values().map(|field| field.raw.as_str()));
    texts
}

/// Steps over the `Action 4:` with which a note begins.
fn without_heading(note: &str) -> &str {
    let Some(found) = KEYWORD.as_ref().and_then(|keyword| keyword.find(note)).filter(|found| found.start() == 0) else {
        return note;
    };
    note.get(found.end()..).unwrap_or("")
}

/// The rows that bear one number or label.
#[derive(Debug, Default)]
struct Bearers {
    /// The first of them, in reading order.
    rows: Vec<ObservationId>,
    /// The wording of the first, folded.
    wording: String,
    /// Whether another is worded differently.
    differ: bool,
}

/// How many bearers of one number a reference lists.
const MOST_TARGETS: usize = 100;

impl Bearers {
    fn add(&mut self, row: &Observation) {
        let wording = fold(row.action.as_ref().map_or("", |field| &field.raw));
        if self.rows.is_empty() {
            self.wording = wording;
        } else {
            self.differ |= self.wording != wording;
        }
        if self.rows.len() < MOST_TARGETS {
            self.rows.push(row.id.clone());
        }
    }
}

/// The observations of a document by number and by label.
struct Index {
    by_number: BTreeMap<u64, Bearers>,
    by_label: BTreeMap<String, Bearers>,
}

impl Index {
    fn of(document: &Document) -> Self {
        let mut index = Self { by_number: BTreeMap::new(), by_label: BTreeMap::new() };
        for observation in document.observations.iter().filter(|observation| is_numbered(observation, document)) {
            if let Some(number) = observation.number {
                index.by_number.entry(number).or_default().add(observation);
            } else if let Some(label) = &observation.label {
                index.by_label.entry(fold(label)).or_default().add(observation);
            }
        }
        index
    }

    fn look_up(
        &self,
        label: &str,
        alone: bool,
        raw: &str,
        from: &Observation,
        document: &Document,
    ) -> Option<Reference> {
        let digits: String = label.chars().filter(char::is_ascii_digit).collect();
        let number: u64 = digits.parse().ok()?;
        let plain = label.len() == digits.len();
        let by_number = if plain { self.by_number.get(&number) } else { None };
        let Some(bearers) = by_number.or_else(|| self.by_label.get(&fold(label))) else {
            // A year is a number only where an action bears it: `Action 2019`. In a write-up, the log may have the number.
            let problem = (document.kind == EditionKind::Log).then_some(ReferenceProblem::Dangling);
            return (!is_year(label)).then(|| Reference { raw: raw.to_owned(), number, targets: Vec::new(), problem });
        };
        let same_number = plain && from.number == Some(number);
        let own = is_numbered(from, document)
            && (same_number || from.label.as_deref().is_some_and(|own| fold(own) == fold(label)));
        let problem = if bearers.differ {
            Some(ReferenceProblem::Ambiguous)
        } else if own && alone {
            // Where a row stands in a list of rows, it is only said to belong with them.
            Some(ReferenceProblem::ItSelf)
        } else {
            None
        };
        let targets = if is_own_list(from, document) { Vec::new() } else { bearers.rows.clone() };
        let problem = problem.filter(|_| !targets.is_empty());
        Some(Reference { raw: raw.to_owned(), number, targets, problem })
    }
}

/// Tells whether a row's number belongs to the numbering that references mean.
fn is_numbered(observation: &Observation, document: &Document) -> bool {
    !observation.legacy && !is_own_list(observation, document)
}

fn is_own_list(observation: &Observation, document: &Document) -> bool {
    is_list(&observation.table, document.kind)
}

/// Folds wording to its letters and digits.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
