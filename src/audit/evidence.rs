//! E: papers cited as evidence. Gaps in their numbers, and what was closed without any.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::model::history::Artefact;
use crate::model::observation::Observation;
use crate::model::pattern::Pattern;

use super::ground::{Ground, listed};
use super::remark::Remark;

/// How many different papers must be cited for a series to be taken to number them.
const NUMBERED: usize = 3;

/// Evidence that has no number: what lies with the log, or stands at an address.
static UNNUMBERED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"(?i)\b(?:attached|enclosed|enclosing|annexed|appended|attachment|enclosure)\b|https?://|\bwww\.")
});

/// Looks at the register of papers, and at what was closed.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = gaps(ground);
    remarks.extend(closed_without(ground));
    remarks
}

/// E001: numbers of papers that nobody cites.
fn gaps(ground: &Ground<'_>) -> Vec<Remark> {
    let mut kinds: BTreeMap<&str, BTreeMap<u32, &Artefact>> = BTreeMap::new();
    for artefact in &ground.history.artefacts {
        if let Some((kind, number)) = artefact.name.rsplit_once(' ')
            && let Ok(number) = number.parse()
        {
            kinds.entry(kind).or_default().insert(number, artefact);
        }
    }
    kinds.into_iter().filter_map(|(kind, numbers)| gap(ground, kind, &numbers)).collect()
}

fn gap(ground: &Ground<'_>, kind: &str, numbers: &BTreeMap<u32, &Artefact>) -> Option<Remark> {
    let (&last, artefact) = numbers.last_key_value()?;
    let first = 1;
    let missing: Vec<u32> = (first..last).filter(|number| !numbers.contains_key(number)).collect();
    // Where more are missing than cited, papers are not numbered for this log.
    if numbers.len() < NUMBERED || missing.is_empty() || missing.len() > numbers.len() {
        return None;
    }
    let names: Vec<String> = missing.iter().map(u32::to_string).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let message = format!("{kind} {} {verb} cited nowhere, though {kind} {last} is.", listed(&names));
    let rows: Vec<usize> = artefact.observations.iter().filter_map(|id| ground.find(id)).collect();
    let &row = rows.first()?;
    Some(
        Remark::new(ground, "E001", ground.place(row), message)
            .row(ground, row, &["status"])
            .hint("Ask for the missing papers: they may be evidence for something that nobody claims."),
    )
}

/// E002: closed for the first time, and nothing is cited; one finding for each log. Only where the log closes others with a paper.
fn closed_without(ground: &Ground<'_>) -> Vec<Remark> {
    let citing: BTreeSet<usize> = ground
        .history
        .artefacts
        .iter()
        .flat_map(|artefact| &artefact.observations)
        .filter_map(|id| ground.find(id))
        .collect();
    let by_paper: Vec<usize> = citing.iter().copied().filter(|&row| ground.category(row).is_closing()).collect();
    let usual: BTreeSet<usize> = by_paper.iter().map(|&row| ground.place(row)).collect();
    if by_paper.len() < NUMBERED {
        return Vec::new();
    }
    let mut bare: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (action, _, row) in ground.steps() {
        let (seen, place) = (ground.seen(row), ground.place(row));
        let evident = citing.contains(&row)
            || seen.note.is_some()
            || !seen.references.is_empty()
            || shows(seen)
            || was_given_up(seen);
        let before = ground.last_before(action, place, |_| true);
        let known = before.is_some_and(|before| ground.category(before).is_closing());
        if ground.is_log(place) && usual.contains(&place) && ground.category(row).is_closing() && !evident && !known {
            bare.entry(place).or_default().push(row);
        }
    }
    bare.into_iter()
        .map(|(place, mut rows)| {
            rows.sort_by_key(|&row| ground.seen(row).ordinal);
            let names: Vec<String> = rows.iter().map(|&row| ground.row_name(row)).collect();
            let verb = if rows.len() == 1 { "is" } else { "are" };
            let message = format!(
                "{} {verb} closed in {} without a paper, a note or another action cited.",
                listed(&names),
                ground.edition_name(place)
            );
            Remark::new(ground, "E002", place, message)
                .rows(ground, &rows)
                .hint("Other actions of the series were closed with a paper; ask what these were closed on.")
        })
        .collect()
}

/// Tells whether the status cites something that has no number.
fn shows(seen: &Observation) -> bool {
    seen.status.as_ref().is_some_and(|status| UNNUMBERED.is_in(&status.raw))
}

/// Tells whether the status says that it was given up: of that no paper could tell.
fn was_given_up(seen: &Observation) -> bool {
    const GIVEN_UP: &[&str] = &[
        "withdrawn",
        "cancelled",
        "canceled",
        "no longer",
        "not required",
        "superseded",
        "dropped",
        "abandoned",
        "merged",
        "not pursued",
    ];
    let said = seen.status.as_ref().map_or_else(String::new, |status| status.raw.to_lowercase());
    let said = said.trim_start_matches("closed").trim_start_matches(|c: char| !c.is_alphanumeric());
    GIVEN_UP.iter().any(|words| said.starts_with(words))
}
