//! References: which rows of the same document are meant by the mentions in their wording.
//!
//! In: the observations of one document. Out: their references. The lists of a write-up have numberings of their own, and
//! what their wording calls `Action #1` is a row of the log: such references are kept without targets and without a problem.

use std::collections::BTreeMap;

use super::Document;
use super::document::is_list;
use super::naming::plain;
use super::reference::{self, is_year, lettered, mentions};
use crate::model::edition::EditionKind;
use crate::model::ids::ObservationId;
use crate::model::observation::{Observation, Reference, ReferenceProblem};

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
                found.extend(index.look_up(label, alone, &mention.raw, observation, document));
            }
        }
        if index.has_lettered {
            let known = |label: &&str| {
                index.by_label.contains_key(&key(label)) && !found.iter().any(|found| found.raw.contains(*label))
            };
            let further: Vec<&str> = lettered(text).into_iter().filter(known).collect();
            found.extend(
                further.into_iter().filter_map(|label| index.look_up(label, true, label, observation, document)),
            );
        }
    }
    found
}

/// Returns the wordings that may name other actions: not the heading of a note, which names its own.
fn wordings(observation: &Observation) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    texts.extend(observation.action.iter().map(|field| field.raw.as_str()));
    texts.extend(observation.status.iter().map(|field| field.raw.as_str()));
    texts.extend(observation.note.iter().map(|field| reference::behind_heading(&field.raw)));
    texts.extend(observation.extra.values().map(|field| field.raw.as_str()));
    texts
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
    /// Whether any label has letters.
    has_lettered: bool,
}

impl Index {
    fn of(document: &Document) -> Self {
        let mut index = Self { by_number: BTreeMap::new(), by_label: BTreeMap::new(), has_lettered: false };
        for observation in document.observations.iter().filter(|observation| is_numbered(observation, document)) {
            if let Some(number) = observation.number {
                index.by_number.entry(number).or_default().add(observation);
            } else if let Some(label) = &observation.label {
                index.has_lettered |= label.starts_with(char::is_uppercase);
                index.by_label.entry(key(label)).or_default().add(observation);
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
        let number: u64 =
            label.split(|c: char| !c.is_ascii_digit()).rfind(|digits| !digits.is_empty())?.parse().ok()?;
        let plain = label.bytes().all(|byte| byte.is_ascii_digit());
        let by_number = if plain { self.by_number.get(&number) } else { None };
        let Some(bearers) = by_number.or_else(|| self.by_label.get(&key(label))) else {
            // `Action 3.2` may be a step of a plan: it is one of the log's only where the log counts so.
            if label.contains('.') {
                return None;
            }
            // A year is a number only where an action bears it: `Action 2019`. In a write-up, the log may have the number.
            let problem = (document.kind == EditionKind::Log).then_some(ReferenceProblem::Dangling);
            return (!is_year(label)).then(|| Reference { raw: raw.to_owned(), number, targets: Vec::new(), problem });
        };
        let same_number = plain && from.number == Some(number);
        let own = is_numbered(from, document)
            && (same_number || from.label.as_deref().is_some_and(|own| key(own) == key(label)));
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

/// Folds a label to what two prints of it have in common: `Action A12:` and `a12`.
fn key(label: &str) -> String {
    let label = plain(label).to_lowercase();
    let bare =
        ["actionpoint", "action", "recommendation"].iter().find_map(|word| label.strip_prefix(word)).unwrap_or(&label);
    bare.trim_start_matches(['#', '*', '.', ':']).to_owned()
}
