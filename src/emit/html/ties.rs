//! What binds a row to others: links with what they rest on, and short mentions of rows elsewhere.
//!
//! In: rows and links. Out: values for the page. Judges nothing.

use serde::Serialize;

use super::book::Book;
use crate::model::action::Action;
use crate::model::ids::ObservationId;
use crate::model::link::{JudgedBy, Judgement, Link, LinkKind};
use crate::model::observation::Observation;

/// A row, named shortly.
#[derive(Debug, Clone, Serialize)]
pub struct Mention<'a> {
    pub(super) row: &'a str,
    pub(super) edition: Option<usize>,
    pub(super) label: Option<&'a str>,
    pub(super) place: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) action: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wording: Option<&'a str>,
    /// The words that name another action, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) said: Option<&'a str>,
}

/// A link, seen from one of its rows.
#[derive(Debug, Serialize)]
pub struct Tie<'a> {
    /// Whether the other row is the earlier one.
    earlier: bool,
    other: Mention<'a>,
    #[serde(flatten)]
    link: Grounds<'a>,
}

/// What a link rests on.
#[derive(Debug, Serialize)]
pub struct Grounds<'a> {
    kind: LinkKind,
    score: u32,
    judgement: Judgement,
    by: JudgedBy,
    evidence: Vec<(&'a str, &'a str, &'a str, i32)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    runners_up: Vec<(Mention<'a>, u32)>,
}

/// Returns the row of that name, named shortly.
pub fn mention<'a>(book: &'a Book<'a>, id: &'a ObservationId) -> Mention<'a> {
    let shown = book.shown(id);
    let row = shown.map(|shown| shown.row);
    Mention {
        row: &id.0,
        edition: shown.and_then(|shown| shown.edition),
        label: row.and_then(|row| row.label.as_deref()),
        place: shown.map_or("", |shown| &shown.place),
        action: book.action_of(id).map(|action| action.0.as_str()),
        wording: row.and_then(|row| row.action.as_ref()).map(|action| action.raw.as_str()),
        said: None,
    }
}

/// Returns what a link rests on.
pub fn grounds<'a>(book: &'a Book<'a>, link: &'a Link) -> Grounds<'a> {
    let runner = |one: &'a crate::model::link::RunnerUp| (mention(book, &one.observation), one.score);
    Grounds {
        kind: link.kind,
        score: link.score,
        judgement: link.judgement,
        by: link.by,
        evidence: link
            .evidence
            .iter()
            // The wordings stand beside it.
            .map(|one| match one.name.as_str() {
                "wording" => (one.name.as_str(), "", "", one.weight),
                name => (name, one.earlier.as_str(), one.later.as_str(), one.weight),
            })
            .collect(),
        runners_up: link.runners_up.iter().map(runner).collect(),
    }
}

/// Returns the links of a row of `action`: those from earlier rows, and those to rows of other actions or of none.
pub fn ties<'a>(book: &'a Book<'a>, action: &Action, row: &'a Observation) -> Vec<Tie<'a>> {
    let shown = book.links(&row.id).iter().filter_map(|&link| {
        let earlier = link.to == row.id;
        let other = if earlier { &link.from } else { &link.to };
        let own = book.action_of(other) == Some(&action.id);
        let told = mention(book, other);
        // A row of this very action stands on the same page.
        let other = if own { Mention { action: None, wording: None, ..told } } else { told };
        (earlier || !own).then(|| Tie { earlier, other, link: grounds(book, link) })
    });
    shown.collect()
}
