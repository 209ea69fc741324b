//! One action's whole life, as its view draws it: a block of data of its own, looked at when the action is opened.
//!
//! In: an action. Out: its steps with every wording and what changed in it, its events, links, references, findings.
//! A wording that stands as before is not said again.

use std::collections::BTreeMap;

use serde::Serialize;

use super::book::{Book, Shown};
use super::fields::{Field, Latest, fields, is_not};
use super::pictures::Picture;
use super::redline::{Run, redline};
use super::ties::{Mention, Tie, mention, ties};
use crate::model::action::{Action, Alias, Conflict, Edit, Event, EventKind, Origin, Step};
use crate::model::ids::ObservationId;
use crate::model::observation::ReferenceProblem;

/// The block of data of one action.
#[derive(Debug, Serialize)]
pub struct Life<'a> {
    id: &'a str,
    title: &'a str,
    state: &'static str,
    due: [Option<&'a str>; 2],
    born: Option<usize>,
    aliases: Vec<(Option<usize>, &'a str)>,
    steps: Vec<StepEntry<'a>>,
    /// Events that no row shows: editions that leave the action out.
    gaps: Vec<EventEntry<'a>>,
    told: Vec<Mention<'a>>,
    conflicts: Vec<ConflictEntry<'a>>,
    /// Rows of other actions that refer to it.
    cited: Vec<Mention<'a>>,
    findings: Vec<usize>,
}

/// One step.
#[derive(Debug, Serialize)]
struct StepEntry<'a> {
    row: &'a str,
    edition: Option<usize>,
    #[serde(skip_serializing_if = "is_not")]
    unsure: bool,
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "is_not")]
    legacy: bool,
    table: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    state: &'static str,
    place: &'a str,
    fields: Vec<Field<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    segments: Vec<SegmentEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dropped: Vec<Origins<'a>>,
    events: Vec<EventEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    references: Vec<ReferenceEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ties: Vec<Tie<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    repairs: &'a [String],
    #[serde(skip_serializing_if = "is_nought")]
    redactions: u32,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pictures: &'a [Picture],
}

/// A piece of a status wording and where it comes from.
#[derive(Debug, Serialize)]
struct SegmentEntry<'a> {
    #[serde(flatten)]
    piece: Origins<'a>,
    origin: Origin,
    edits: &'a [Edit],
    /// What it was and is, where it was edited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    runs: Vec<Run>,
}

/// Wording, and the edition that had it before.
#[derive(Debug, Serialize)]
struct Origins<'a> {
    text: &'a str,
    from: Option<usize>,
    label: Option<&'a str>,
}

/// An event.
#[derive(Debug, Serialize)]
struct EventEntry<'a> {
    kind: EventKind,
    edition: Option<usize>,
    #[serde(skip_serializing_if = "is_not")]
    unsure: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

/// A reference to other actions.
#[derive(Debug, Serialize)]
struct ReferenceEntry<'a> {
    raw: &'a str,
    number: u64,
    targets: Vec<Mention<'a>>,
    problem: Option<ReferenceProblem>,
}

/// Claims that cannot both hold.
#[derive(Debug, Serialize)]
struct ConflictEntry<'a> {
    field: &'a str,
    values: Vec<(&'a str, Mention<'a>)>,
}

/// What is said of actions elsewhere, by action.
#[derive(Debug, Default)]
pub struct Elsewhere<'a> {
    findings: BTreeMap<&'a str, Vec<usize>>,
    cited: BTreeMap<&'a str, Vec<Mention<'a>>>,
}

impl<'a> Elsewhere<'a> {
    /// Looks through the findings and references of a history once.
    pub fn new(book: &'a Book<'a>) -> Self {
        let mut elsewhere = Self::default();
        for (index, finding) in book.history.findings.iter().enumerate() {
            for action in &finding.actions {
                elsewhere.findings.entry(&action.0).or_default().push(index);
            }
        }
        for row in &book.history.observations {
            let targets = row.references.iter().flat_map(|one| one.targets.iter().map(move |target| (one, target)));
            for (reference, target) in targets {
                let (Some(action), source) = (book.action_of(target), book.action_of(&row.id)) else { continue };
                if Some(action) != source {
                    let said = Mention { said: Some(&reference.raw), ..mention(book, &row.id) };
                    elsewhere.cited.entry(&action.0).or_default().push(said);
                }
            }
        }
        elsewhere
    }
}

/// Returns the life of `action`. `pictures` are of rows.
pub fn life<'a>(
    book: &'a Book<'a>,
    action: &'a Action,
    elsewhere: &Elsewhere<'a>,
    pictures: &'a BTreeMap<ObservationId, Vec<Picture>>,
) -> Life<'a> {
    let mut latest = Latest::default();
    let steps = action.steps.iter().filter_map(|step| {
        let shown = book.shown(&step.observation)?;
        let pictures = pictures.get(&shown.row.id).map_or(&[][..], Vec::as_slice);
        Some(step_entry(book, action, step, shown, &mut latest, pictures))
    });
    let alias = |alias: &'a Alias| (book.edition(&alias.edition), alias.label.as_str());
    let conflict = |conflict: &'a Conflict| ConflictEntry {
        field: &conflict.field,
        values: conflict.values.iter().map(|one| (one.value.as_str(), mention(book, &one.observation))).collect(),
    };
    Life {
        id: &action.id.0,
        title: &action.title,
        state: action.state.word(),
        due: [action.deadline.from.as_deref(), action.deadline.to.as_deref()],
        born: book.edition(&action.born_in),
        aliases: action.aliases.iter().map(alias).collect(),
        steps: steps.collect(),
        gaps: action
            .events
            .iter()
            .filter(|event| event.observation.is_none())
            .map(|event| event_entry(book, event))
            .collect(),
        told: action.told_in.iter().map(|id| mention(book, id)).collect(),
        conflicts: action.conflicts.iter().map(conflict).collect(),
        cited: elsewhere.cited.get(action.id.0.as_str()).cloned().unwrap_or_default(),
        findings: elsewhere.findings.get(action.id.0.as_str()).cloned().unwrap_or_default(),
    }
}

fn step_entry<'a>(
    book: &'a Book<'a>,
    action: &'a Action,
    step: &'a Step,
    shown: &'a Shown<'a>,
    latest: &mut Latest<'a>,
    pictures: &'a [Picture],
) -> StepEntry<'a> {
    let row = shown.row;
    let reference = |one: &'a crate::model::observation::Reference| ReferenceEntry {
        raw: &one.raw,
        number: one.number,
        targets: one.targets.iter().map(|id| mention(book, id)).collect(),
        problem: one.problem,
    };
    let segment = |one: &'a crate::model::action::Segment| SegmentEntry {
        piece: origins(book, &one.text, one.from.as_ref()),
        origin: one.origin,
        edits: &one.edits,
        runs: one.was.as_deref().map(|was| redline(was, &one.text)).unwrap_or_default(),
    };
    let events = action.events.iter().filter(|event| event.observation.as_ref() == Some(&row.id));
    StepEntry {
        row: &row.id.0,
        edition: shown.edition,
        unsure: !step.sure,
        label: row.label.as_deref(),
        legacy: row.legacy,
        table: book.table(shown),
        section: row.section.as_deref(),
        category: row.category.as_deref(),
        state: row.status.as_ref().map_or("none", |status| status.category.word()),
        place: &shown.place,
        fields: fields(book, row, latest, &step.segments),
        segments: step.segments.iter().map(segment).collect(),
        dropped: step.dropped.iter().map(|one| origins(book, &one.text, Some(&one.from))).collect(),
        events: events.map(|event| event_entry(book, event)).collect(),
        references: row.references.iter().map(reference).collect(),
        ties: ties(book, action, row),
        repairs: &row.repairs,
        redactions: row.redactions,
        pictures,
    }
}

fn origins<'a>(book: &Book<'a>, text: &'a str, from: Option<&ObservationId>) -> Origins<'a> {
    let shown = from.and_then(|id| book.shown(id));
    Origins {
        text,
        from: shown.and_then(|shown| shown.edition),
        label: shown.and_then(|shown| shown.row.label.as_deref()),
    }
}

fn event_entry<'a>(book: &Book<'a>, event: &'a Event) -> EventEntry<'a> {
    // What was reworded stands in the redline.
    let is_told = !matches!(event.kind, EventKind::Reworded | EventKind::StatusReworded);
    EventEntry {
        kind: event.kind,
        edition: book.edition(&event.edition),
        unsure: !event.sure,
        from: event.from.as_deref().filter(|_| is_told),
        to: event.to.as_deref().filter(|_| is_told),
        detail: event.detail.as_deref(),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "it is how serde asks")]
fn is_nought(count: &u32) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::html::tests::harbour;

    #[test]
    fn pieces_of_a_status_keep_where_they_come_from_and_what_was_edited() {
        let history = harbour();
        let (book, none) = (Book::new(&history), BTreeMap::new());
        let elsewhere = Elsewhere::new(&book);
        let life = life(&book, &history.actions[0], &elsewhere, &none);
        let value = serde_json::to_value(&life).expect("JSON");
        let step = &value["steps"][1];
        assert_eq!(step["segments"][1]["origin"], "carried");
        assert_eq!(step["segments"][1]["from"], 0);
        let edited = &step["segments"][2];
        assert_eq!(edited["edits"][0]["kind"], "date-moved");
        assert_eq!(edited["runs"], serde_json::json!([["=", "The chart is due in"], ["-", "May."], ["+", "June."]]));
        assert_eq!(step["dropped"][0]["text"], "Ask the Crown agent.");
        assert_eq!(value["gaps"][0]["kind"], "not-seen");
        assert_eq!(value["findings"], serde_json::json!([0]));
        assert_eq!(value["cited"][0]["action"], "tl-0002", "references are told both ways");
        let other = super::life(&book, &history.actions[1], &elsewhere, &none);
        let value = serde_json::to_value(&other).expect("JSON");
        assert_eq!(value["steps"][0]["references"][0]["targets"][0]["action"], "tl-0001");
    }
}
