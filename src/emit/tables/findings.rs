//! What somebody should look at, with the wording it rests on; papers cited as evidence.

use super::{Column, Part, Reference, Rows, Table, Value, row};
use crate::model::finding::Finding;
use crate::model::history::History;

const OF_FINDING: Reference = Reference::new(&["finding"], "findings");

/// The findings.
pub const FINDINGS: Table = Table {
    name: "findings",
    about: "Something an auditor should look at.",
    columns: &[
        Column::integer("id", "its place in history.json, from 1; other in another run"),
        Column::text("code", "what kind of remark it is; `throughline explain CODE` tells more"),
        Column::text("severity", "error, warning or note"),
        Column::text("message", "what was seen, in one sentence"),
        Column::text("hint", "what to do about it").or_null(),
    ],
    key: &["id"],
    refers: &[],
    part: Part::Findings,
    rows: findings,
};

/// The rows they are about.
pub const OBSERVATIONS: Table = Table {
    name: "finding_observations",
    about: "A row that a finding is about.",
    columns: &[
        Column::integer("finding", "the finding"),
        Column::integer("position", "which row, from 0"),
        Column::text("observation", "the row"),
    ],
    key: &["finding", "position"],
    refers: &[OF_FINDING, Reference::new(&["observation"], "observations")],
    part: Part::Findings,
    rows: observations,
};

/// The actions they are about.
pub const ACTIONS: Table = Table {
    name: "finding_actions",
    about: "An action that a finding is about.",
    columns: &[
        Column::integer("finding", "the finding"),
        Column::integer("position", "which action, from 0"),
        Column::text("action", "the action"),
    ],
    key: &["finding", "position"],
    refers: &[OF_FINDING, Reference::new(&["action"], "actions")],
    part: Part::Findings,
    rows: actions,
};

/// The editions they are about.
pub const EDITIONS: Table = Table {
    name: "finding_editions",
    about: "An edition that a finding is about.",
    columns: &[
        Column::integer("finding", "the finding"),
        Column::integer("position", "which edition, from 0"),
        Column::text("edition", "the edition"),
    ],
    key: &["finding", "position"],
    refers: &[OF_FINDING, Reference::new(&["edition"], "editions")],
    part: Part::Findings,
    rows: editions,
};

/// The wording they rest on.
pub const QUOTES: Table = Table {
    name: "quotes",
    about: "Wording that a finding rests on.",
    columns: &[
        Column::integer("finding", "the finding"),
        Column::integer("position", "which quote, from 0"),
        Column::text("observation", "the row it stands in; null where it stands in none").or_null(),
        Column::text("field", "the field it stands in, or the place in the source"),
        Column::text("text", "the wording"),
    ],
    key: &["finding", "position"],
    refers: &[OF_FINDING, Reference::new(&["observation"], "observations")],
    part: Part::Findings,
    rows: quotes,
};

/// Papers.
pub const ARTEFACTS: Table = Table {
    name: "artefacts",
    about: "A paper cited as evidence.",
    columns: &[
        Column::integer("id", "its place in history.json, from 1; other in another run"),
        Column::text("name", "its name as cited"),
    ],
    key: &["id"],
    refers: &[],
    part: Part::Findings,
    rows: artefacts,
};

/// Who cites them.
pub const ARTEFACT_OBSERVATIONS: Table = Table {
    name: "artefact_observations",
    about: "A row that cites a paper.",
    columns: &[
        Column::integer("artefact", "the paper"),
        Column::integer("position", "which row, from 0"),
        Column::text("observation", "the row"),
    ],
    key: &["artefact", "position"],
    refers: &[Reference::new(&["artefact"], "artefacts"), Reference::new(&["observation"], "observations")],
    part: Part::Findings,
    rows: artefact_observations,
};

fn findings(history: &History) -> Rows<'_> {
    Box::new(history.findings.iter().zip(1_u32..).map(|(finding, id)| {
        row![id, &finding.code, Value::word(&finding.severity), &finding.message, finding.hint.as_ref()]
    }))
}

/// Makes a row of the id, the position and the name of each of what `list` returns of every finding.
fn listed<'a>(history: &'a History, list: impl Fn(&'a Finding) -> Vec<&'a String> + 'a) -> Rows<'a> {
    Box::new(history.findings.iter().zip(1_u32..).flat_map(move |(finding, id)| {
        list(finding).into_iter().enumerate().map(move |(position, name)| row![id, position, name])
    }))
}

fn observations(history: &History) -> Rows<'_> {
    listed(history, |finding| finding.observations.iter().map(|id| &id.0).collect())
}

fn actions(history: &History) -> Rows<'_> {
    listed(history, |finding| finding.actions.iter().map(|id| &id.0).collect())
}

fn editions(history: &History) -> Rows<'_> {
    listed(history, |finding| finding.editions.iter().map(|id| &id.0).collect())
}

fn quotes(history: &History) -> Rows<'_> {
    Box::new(history.findings.iter().zip(1_u32..).flat_map(|(finding, id)| {
        finding.quotes.iter().enumerate().map(move |(position, quote)| {
            let observation = quote.observation.as_ref().map(|observation| &observation.0);
            row![id, position, observation, &quote.field, &quote.text]
        })
    }))
}

fn artefacts(history: &History) -> Rows<'_> {
    Box::new(history.artefacts.iter().zip(1_u32..).map(|(artefact, id)| row![id, &artefact.name]))
}

fn artefact_observations(history: &History) -> Rows<'_> {
    Box::new(history.artefacts.iter().zip(1_u32..).flat_map(|(artefact, id)| {
        let observations = artefact.observations.iter().enumerate();
        observations.map(move |(position, observation)| row![id, position, &observation.0])
    }))
}
