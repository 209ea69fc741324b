//! References: which rows of the same document are meant by the mentions in their wording.
//!
//! In: the observations of one document. Out: their references. The lists of a write-up have numberings of their own, and
//! what their wording calls `Action #1` is a row of the log: such references are kept without targets and without a problem.

use std::collections::{BTreeMap, BTreeSet};

use super::Document;
use super::document::is_list;
use super::naming::plain;
use super::reference::{self, is_year, lettered, mentions};
use crate::model::edition::EditionKind;
use crate::model::ids::ObservationId;
use crate::model::observation::{Observation, Reference, ReferenceProblem, Relation};

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

fn references(
    observation: &Observation,
    document: &Document,
    index: &Index<'_>,
    recommendations: bool,
) -> Vec<Reference> {
    let mut found = Vec::new();
    for text in wordings(observation) {
        let mentions = mentions(text, recommendations);
        for mention in &mentions {
            let alone = mention.labels.len() == 1;
            for label in &mention.labels {
                let relation = relation(text.get(..mention.range.start).unwrap_or(""));
                let reference = index.look_up(label, alone, &mention.raw, observation, document);
                found.extend(reference.map(|reference| Reference { relation, ..reference }));
            }
        }
        if !index.letters.is_empty() {
            let further =
                lettered(text, &mentions).into_iter().filter(|label| index.by_label.contains_key(&key(label)));
            found.extend(further.filter_map(|label| index.look_up(label, true, label, observation, document)));
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
struct Bearers<'d> {
    /// The first of them, in reading order.
    rows: Vec<ObservationId>,
    /// The wording of the first.
    wording: &'d str,
    /// Whether another is worded differently.
    differ: bool,
}

/// How many bearers of one number a reference lists.
const MOST_TARGETS: usize = 100;

impl<'d> Bearers<'d> {
    fn add(&mut self, row: &'d Observation) {
        let wording = row.action.as_ref().map_or("", |field| field.raw.as_str());
        if self.rows.is_empty() {
            self.wording = wording;
        } else {
            self.differ = self.differ || fold(self.wording) != fold(wording);
        }
        if self.rows.len() < MOST_TARGETS {
            self.rows.push(row.id.clone());
        }
    }
}

/// The observations of a document by number and by label.
struct Index<'d> {
    by_number: BTreeMap<u64, Bearers<'d>>,
    by_label: BTreeMap<String, Bearers<'d>>,
    /// The letters with which labels begin: `A` of `A12`.
    letters: BTreeSet<String>,
}

impl<'d> Index<'d> {
    fn of(document: &'d Document) -> Self {
        let mut index = Self { by_number: BTreeMap::new(), by_label: BTreeMap::new(), letters: BTreeSet::new() };
        for observation in document.observations.iter().filter(|observation| is_numbered(observation, document)) {
            if let Some(number) = observation.number {
                index.by_number.entry(number).or_default().add(observation);
            } else if let Some(label) = &observation.label {
                index.letters.extend(leading_letters(&key(label)));
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
            // `Action WS4` names an occasion, unless labels begin so.
            let of_another_kind = leading_letters(&key(label)).is_some_and(|letters| !self.letters.contains(&letters));
            if label.contains('.') || of_another_kind {
                return None;
            }
            // A year is a number only where an action bears it: `Action 2019`. In a write-up, the log may have the number.
            let problem = (document.kind == EditionKind::Log).then_some(ReferenceProblem::Dangling);
            return (!is_year(label)).then(|| Reference {
                raw: raw.to_owned(),
                number,
                targets: Vec::new(),
                problem,
                relation: Relation::Named,
            });
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
        Some(Reference { raw: raw.to_owned(), number, targets, problem, relation: Relation::Named })
    }
}

/// Says how a row stands to another that is named behind the words `before`.
fn relation(before: &str) -> Relation {
    const WAITS: &[&str] = &[
        "waiting on",
        "waits on",
        "waiting for",
        "waits for",
        "awaiting",
        "awaits",
        "depends on",
        "dependent on",
        "depending on",
        "pending",
        "subject to",
        "once",
        "after",
        "contingent on",
        "contingent upon",
        "blocked by",
        "on completion of",
        "following completion of",
        "until",
    ];
    const LINKED: &[&str] = &[
        "links to",
        "links with",
        "linked to",
        "linked with",
        "link to",
        "link with",
        "linking to",
        "linking with",
        "goes with",
        "go with",
        "sits with",
        "sit with",
        "tied to",
        "together with",
        "related to",
        "relates to",
        "alongside",
        "along with",
        "combined with",
        "in conjunction with",
    ];
    const TOLD: &[&str] = &[
        "see",
        "see also",
        "covered in",
        "covered by",
        "covered under",
        "covered at",
        "addressed in",
        "addressed by",
        "addressed under",
        "dealt with under",
        "dealt with in",
        "included in",
        "included under",
        "reported under",
        "answered under",
        "answered in",
        "superseded by",
        "replaced by",
        "merged into",
        "merged with",
        "refer to",
    ];
    let words: Vec<String> = before
        .rsplit(['.', ';', '!', '?'])
        .next()
        .unwrap_or("")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    // `links with the other action 4` says so too, `see the paper that was sent out with action 4` does not.
    const BETWEEN: &[&str] = &["the", "other", "under", "of", "completion", "outcome", "result", "to"];
    let kinds = [(WAITS, Relation::WaitsFor), (LINKED, Relation::LinkedWith), (TOLD, Relation::ToldIn)];
    let mut end = words.len();
    loop {
        let Some(front) = words.get(..end) else { return Relation::Named };
        let ends = |phrase: &&str| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            front.len() >= phrase.len() && front[front.len() - phrase.len()..].iter().zip(&phrase).all(|(a, b)| a == b)
        };
        let led = |phrases: &[&'static str]| phrases.iter().find(|phrase| ends(phrase)).copied();
        if let Some((phrase, relation)) = kinds.iter().find_map(|(phrases, kind)| Some((led(phrases)?, *kind))) {
            let start = front.len() - phrase.split(' ').count();
            // What is `not linked to` another, or `no longer waiting for` it, only names it.
            let mut last = front.get(..start).unwrap_or_default().iter().rev().map(String::as_str);
            let denied = matches!(
                (last.next(), last.next()),
                (Some("not" | "never"), _)
                    | (Some("longer"), Some("no"))
                    | (Some("directly" | "yet" | "now"), Some("not"))
            );
            return if denied { Relation::Named } else { relation };
        }
        if end == 0 || words.len() - end >= 3 || !BETWEEN.contains(&words[end - 1].as_str()) {
            return Relation::Named;
        }
        end -= 1;
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

/// Returns the letters with which a folded label begins.
fn leading_letters(key: &str) -> Option<String> {
    let letters: String = key.chars().take_while(|c| c.is_alphabetic()).collect();
    (!letters.is_empty()).then_some(letters)
}

/// Folds a label to what two prints of it have in common: `Action A12:` and `a12`.
fn key(label: &str) -> String {
    let label = plain(label).to_lowercase();
    let bare =
        ["actionpoint", "action", "recommendation"].iter().find_map(|word| label.strip_prefix(word)).unwrap_or(&label);
    bare.trim_start_matches(['#', '*', '.', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{log_of, named};
    use super::*;

    /// Returns what the first row refers to: number, labels in the targets' ids, problem.
    fn first_row(document: &Document) -> Vec<(u64, Vec<&str>, Option<ReferenceProblem>)> {
        let all = document.observations.first().map(|row| row.references.as_slice()).unwrap_or_default();
        let labels = |reference: &'_ Reference| -> Vec<String> {
            reference.targets.iter().filter_map(|id| id.0.rsplit(':').next().map(str::to_owned)).collect()
        };
        let printed = |label: String| {
            document.observations.iter().filter_map(|row| row.id.0.rsplit(':').next()).find(|own| *own == label)
        };
        all.iter()
            .map(|found| (found.number, labels(found).into_iter().filter_map(printed).collect(), found.problem))
            .collect()
    }

    #[test]
    fn a_number_means_the_row_that_bears_it() {
        use ReferenceProblem::{Ambiguous, Dangling, ItSelf};
        for (status, expected) in [
            ("Links to actions 2 and 3", vec![(2, vec!["2"], None), (3, vec!["3", "3~2"], None)]),
            ("See action 1", vec![(1, vec!["1"], Some(ItSelf))]),
            ("Actions 1, 2 go together", vec![(1, vec!["1"], None), (2, vec!["2"], None)]),
            ("As action 9", vec![(9, vec![], Some(Dangling))]),
            ("As action 4", vec![(4, vec!["4", "4~2"], Some(Ambiguous))]),
            ("As action 2019", vec![]),
            ("As action 7.1", vec![]),
            ("For action WS4", vec![]),
        ] {
            let rows = [
                ("1", "Paint the mole", status),
                ("2", "Mend nets", ""),
                ("3", "Count gulls", ""),
                ("3.", "Count gulls.", ""),
                ("4", "Oil oars", ""),
                ("4", "Wax hulls", ""),
            ];
            assert_eq!(first_row(&named(log_of(&rows))), expected, "{status}");
        }
    }

    #[test]
    fn the_words_before_a_number_say_how_two_actions_stand() {
        for (before, expected) in [
            ("Ongoing. Waiting on ", Relation::WaitsFor),
            ("Pending the outcome of ", Relation::WaitsFor),
            ("Links with the other ", Relation::LinkedWith),
            ("Complete: see ", Relation::ToldIn),
            ("See the paper. Sent with ", Relation::Named),
            ("Not linked to ", Relation::Named),
            ("It is no longer waiting for the outcome of ", Relation::Named),
            ("Not started, waiting for ", Relation::WaitsFor),
            ("No quote. Linked to ", Relation::LinkedWith),
            ("", Relation::Named),
        ] {
            assert_eq!(relation(before), expected, "{before}");
        }
    }

    #[test]
    fn an_older_numbering_is_no_target() {
        let mut rows = log_of(&[("1", "Paint the mole", "See action 2"), ("**2", "Mend nets", "")]);
        rows.rows[1].legacy = true;
        assert_eq!(first_row(&named(rows)), [(2, vec![], Some(ReferenceProblem::Dangling))]);
    }

    #[test]
    fn labels_with_letters_and_dots_are_known_where_rows_bear_them() {
        let status = "See A2, and action B-7; on A4 paper, as action 1.4 says";
        let rows = [
            ("A1", "Paint the mole", status),
            ("A2.", "Mend nets", ""),
            ("A4", "Oil oars", ""),
            ("B-8", "Wax hulls", ""),
            ("1.4", "Count gulls", ""),
        ];
        let expected = [(7, vec![], Some(ReferenceProblem::Dangling)), (4, vec!["1.4"], None), (2, vec!["A2"], None)];
        assert_eq!(first_row(&named(log_of(&rows))), expected);
    }

    #[test]
    fn a_write_up_speaks_of_the_numbers_of_the_log() {
        let mut parsed = log_of(&[("1.", "Correct action 1 of the log", "")]);
        parsed.rows[0].cells.truncate(1);
        parsed.tables[0].role = throughline_parsers::Role::Summary;
        assert_eq!(first_row(&named(parsed)), [(1, vec![], None)]);
    }
}
