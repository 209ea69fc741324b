//! What the first view needs, and nothing else: editions with their counts, and one short entry for each action.
//!
//! In: a history. Out: the values that stand in the page's first block of data. It is all that is looked at before the
//! page is first drawn, so it stays small: names that come again and again are given once and meant by their place.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::book::{Book, sorted};
use super::cells::{Cells, cells};
use crate::model::action::{Action, EventKind};
use crate::model::edition::EditionKind;
use crate::model::finding::Severity;
use crate::model::ids::ActionId;
use crate::model::observation::Observation;

/// The first block of data.
#[derive(Debug, Serialize)]
pub struct Overview<'a> {
    series: &'a str,
    version: &'a str,
    editions: Vec<EditionEntry<'a>>,
    owners: Vec<&'a str>,
    sections: Vec<&'a str>,
    codes: Vec<&'a str>,
    findings: usize,
    unsure: usize,
    rows: usize,
    actions: Vec<ActionEntry<'a>>,
}

/// An edition with its counts.
#[derive(Debug, Serialize)]
struct EditionEntry<'a> {
    id: &'a str,
    kind: &'static str,
    /// As printed, or nothing where it has no date.
    date: Option<&'a str>,
    /// The first day the date can mean.
    from: Option<&'a str>,
    title: Option<&'a str>,
    path: &'a str,
    counts: Counts,
}

/// What an edition holds and what happened in it.
#[derive(Debug, Default, Serialize)]
struct Counts {
    rows: usize,
    actions: usize,
    states: BTreeMap<&'static str, usize>,
    events: BTreeMap<EventKind, usize>,
    findings: BTreeMap<Severity, usize>,
}

/// An action, as short as can be.
#[derive(Debug, Serialize)]
struct ActionEntry<'a> {
    id: &'a str,
    title: &'a str,
    /// The labels it was printed under, each once, the last one last.
    labels: Vec<&'a str>,
    state: &'static str,
    due: [Option<&'a str>; 2],
    owners: Vec<usize>,
    sections: Vec<usize>,
    codes: Vec<usize>,
    #[serde(flatten)]
    cells: Cells<'a>,
}

/// Returns what the first view needs.
pub fn overview<'a>(book: &Book<'a>) -> Overview<'a> {
    let history = book.history;
    let steps = |action: &'a Action| book.rows_of(action).map(|shown| shown.row);
    let every = || history.actions.iter().flat_map(steps);
    let owners = sorted(every().flat_map(names));
    let sections = sorted(every().filter_map(|row| row.section.as_deref()));
    let codes = sorted(history.findings.iter().map(|finding| finding.code.as_str()));
    let mut about: BTreeMap<&ActionId, BTreeSet<usize>> = BTreeMap::new();
    for finding in &history.findings {
        for action in &finding.actions {
            about.entry(action).or_default().extend(codes.binary_search(&finding.code.as_str()));
        }
    }
    let entry = |action: &'a Action| ActionEntry {
        id: &action.id.0,
        title: &action.title,
        labels: labels(action),
        state: action.state.word(),
        due: [action.deadline.from.as_deref(), action.deadline.to.as_deref()],
        owners: places(&owners, steps(action).flat_map(names)),
        sections: places(&sections, steps(action).filter_map(|row| row.section.as_deref())),
        codes: about.get(&action.id).into_iter().flatten().copied().collect(),
        cells: cells(book, action),
    };
    let unsure = |link: &&crate::model::link::Link| link.judgement == crate::model::link::Judgement::Unsure;
    Overview {
        series: &history.series,
        version: &history.settings.version,
        editions: editions(book),
        findings: history.findings.len(),
        unsure: history.links.iter().filter(unsure).count(),
        rows: history.observations.len(),
        actions: history.actions.iter().map(entry).collect(),
        owners,
        sections,
        codes,
    }
}

fn editions<'a>(book: &Book<'a>) -> Vec<EditionEntry<'a>> {
    let history = book.history;
    let mut counts: Vec<Counts> = history.editions.iter().map(|_| Counts::default()).collect();
    for row in &history.observations {
        let Some(count) = book.edition(&row.edition).and_then(|index| counts.get_mut(index)) else { continue };
        count.rows += 1;
    }
    for action in &history.actions {
        let mut seen: BTreeMap<usize, &'static str> = BTreeMap::new();
        for shown in book.rows_of(action) {
            let state = shown.row.status.as_ref().map_or("none", |status| status.category.word());
            let Some(index) = shown.edition else { continue };
            let known = seen.entry(index).or_insert(state);
            if *known == "none" {
                *known = state;
            }
        }
        for (index, state) in seen {
            let Some(count) = counts.get_mut(index) else { continue };
            count.actions += 1;
            *count.states.entry(state).or_default() += 1;
        }
        for event in &action.events {
            let Some(count) = book.edition(&event.edition).and_then(|index| counts.get_mut(index)) else { continue };
            *count.events.entry(event.kind).or_default() += 1;
        }
    }
    for finding in &history.findings {
        let places: BTreeSet<usize> = finding.editions.iter().filter_map(|id| book.edition(id)).collect();
        for index in places {
            let Some(count) = counts.get_mut(index) else { continue };
            *count.findings.entry(finding.severity).or_default() += 1;
        }
    }
    let path = |id| history.sources.iter().find(|source| &source.id == id).map_or("", |source| source.path.as_str());
    let entries = history.editions.iter().zip(counts).map(|(edition, counts)| EditionEntry {
        id: &edition.id.0,
        kind: match edition.kind {
            EditionKind::Log => "log",
            EditionKind::WriteUp => "write-up",
        },
        date: edition.published_on.as_ref().map(|date| date.raw.as_str()),
        from: edition.published_on.as_ref().map(|date| date.from.as_str()),
        title: edition.title.as_deref(),
        path: path(&edition.source),
        counts,
    });
    entries.collect()
}

fn names(row: &Observation) -> impl Iterator<Item = &str> {
    row.owner.iter().flat_map(|owner| owner.names.iter().map(String::as_str))
}

/// Returns every label once, in the order in which they were borne last.
fn labels(action: &Action) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for label in action.aliases.iter().map(|alias| alias.label.as_str()) {
        found.retain(|known| *known != label);
        found.push(label);
    }
    found
}

fn places<'a>(known: &[&str], names: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut found: Vec<usize> = names.filter_map(|name| known.binary_search(&name).ok()).collect();
    found.sort_unstable();
    found.dedup();
    found
}
