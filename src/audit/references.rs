//! R: what rows say of other rows by number.

use std::collections::BTreeSet;

use crate::model::observation::{Observation, Reference, ReferenceProblem};

use super::ground::{Ground, listed};
use super::remark::Remark;

/// How many of the actions that bear a number are named.
const NAMED: usize = 8;

/// Looks at every reference that something is wrong with.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut known: BTreeSet<u64> = BTreeSet::new();
    for place in 0..ground.history.editions.len() {
        let numbers: Vec<u64> = ground
            .rows(place)
            .iter()
            .filter_map(|&row| ground.seen(row).number.filter(|_| !ground.seen(row).legacy))
            .collect();
        if ground.is_log(place) {
            known.extend(&numbers);
        }
        for &row in ground.rows(place) {
            let mut told: BTreeSet<(u64, ReferenceProblem)> = BTreeSet::new();
            for reference in &ground.seen(row).references {
                let Some(problem) = reference.problem else { continue };
                if !told.insert((reference.number, problem)) {
                    continue;
                }
                remarks.extend(match problem {
                    ReferenceProblem::ItSelf => itself(ground, place, row, reference),
                    ReferenceProblem::Ambiguous => ambiguous(ground, place, row, reference),
                    // A write-up refers to the log, and a log may have dropped what an earlier one printed.
                    ReferenceProblem::Dangling if ground.is_log(place) && !numbers.is_empty() => {
                        let named = !known.contains(&reference.number) && !is_elsewhere(ground.seen(row), reference);
                        named.then(|| dangling(ground, place, row, reference))
                    }
                    ReferenceProblem::Dangling => None,
                });
            }
        }
    }
    remarks
}

fn itself(ground: &Ground<'_>, place: usize, row: usize, reference: &Reference) -> Option<Remark> {
    let seen = ground.seen(row);
    let (field, text) = field_of(seen, &reference.raw);
    // A row may well name itself among others: "7, 8 and 9 are done together".
    let among_others =
        seen.references.iter().any(|other| other.raw == reference.raw && other.number != reference.number);
    // A note names the row that it belongs to.
    if field == "note" || among_others || text.is_some_and(|text| stands_in_list(text, &reference.raw)) {
        return None;
    }
    let message = format!("{} refers to itself in {}.", ground.row_name(row), ground.edition_name(place));
    let remark = Remark::new(ground, "R001", place, message).row(ground, row, &[]);
    Some(
        quoted(ground, remark, row, field, text, reference)
            .hint("Another number was meant, most likely; other editions of the row may have it."),
    )
}

fn ambiguous(ground: &Ground<'_>, place: usize, row: usize, reference: &Reference) -> Option<Remark> {
    let targets: Vec<usize> = reference.targets.iter().filter_map(|id| ground.find(id)).collect();
    // Two rows of one action are one thing to refer to.
    let count = ground.count_actions(&targets);
    if count < 2 {
        return None;
    }
    let names: Vec<String> = targets
        .iter()
        .take(NAMED)
        .filter_map(|&target| ground.seen(target).action.as_ref())
        .map(|action| format!("“{}”", super::ground::shortened(&action.raw, 50)))
        .collect();
    let message = format!(
        "{} refers to {} in {}, where {} different actions bear that number: {}.",
        ground.row_name(row),
        reference.number,
        ground.edition_name(place),
        count,
        listed(&names)
    );
    let (field, text) = field_of(ground.seen(row), &reference.raw);
    let remark = Remark::new(ground, "R002", place, message).row(ground, row, &[]);
    let mut remark = quoted(ground, remark, row, field, text, reference);
    for target in targets.into_iter().take(NAMED) {
        remark = remark.row(ground, target, &["action"]);
    }
    Some(remark.hint("The wording around the number may tell which is meant."))
}

/// Tells whether the words behind `reference` say that it is an action of another work: `action 40 of the county plan`.
fn is_elsewhere(seen: &Observation, reference: &Reference) -> bool {
    const WORKS: &[&str] = &[
        "plan",
        "plans",
        "strategy",
        "programme",
        "program",
        "framework",
        "policy",
        "charter",
        "report",
        "review",
        "survey",
    ];
    let (_, text) = field_of(seen, &reference.raw);
    let Some((_, behind)) = text.and_then(|text| text.split_once(reference.raw.as_str())) else { return false };
    let clause = behind.split(['.', ',', ';', ':', '!', '?']).next().unwrap_or("");
    let mut words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let leads = words.next().is_some_and(|word| ["of", "in", "from", "under"].contains(&word.as_str()));
    leads && words.take(6).any(|word| WORKS.contains(&word.as_str()))
}

fn dangling(ground: &Ground<'_>, place: usize, row: usize, reference: &Reference) -> Remark {
    let message = format!(
        "{} refers to {} in {}, but no action bears that number there or in an earlier log.",
        ground.row_name(row),
        reference.number,
        ground.edition_name(place)
    );
    let (field, text) = field_of(ground.seen(row), &reference.raw);
    let remark = Remark::new(ground, "R003", place, message).row(ground, row, &[]);
    quoted(ground, remark, row, field, text, reference)
        .hint("A slip of the pen, or a row that was taken out: earlier papers may tell.")
}

fn quoted(
    ground: &Ground<'_>,
    remark: Remark,
    row: usize,
    field: &str,
    text: Option<&str>,
    reference: &Reference,
) -> Remark {
    remark.quote(Some(ground.seen(row)), field, text.unwrap_or(&reference.raw))
}

/// Returns the field that holds `raw`, and its wording.
fn field_of<'a>(seen: &'a Observation, raw: &str) -> (&'static str, Option<&'a str>) {
    let fields = [
        ("status", seen.status.as_ref().map(|status| &status.raw)),
        ("action", seen.action.as_ref().map(|action| &action.raw)),
        ("note", seen.note.as_ref().map(|note| &note.raw)),
        ("deadline", seen.deadline.as_ref().map(|date| &date.raw)),
    ];
    let found = fields.into_iter().find_map(|(field, text)| Some((field, text.filter(|text| text.contains(raw))?)));
    found.map_or(("reference", None), |(field, text)| (field, Some(text.as_str())))
}

/// Tells whether `raw` stands in `text` as one of several numbers: before ", 8" or "and 8", or behind "7,".
fn stands_in_list(text: &str, raw: &str) -> bool {
    let joins = |c: char| matches!(c, ',' | '&' | '/' | '-' | '–') || c.is_whitespace();
    let Some((before, after)) = text.split_once(raw).filter(|_| !raw.is_empty()) else { return false };
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let next = after.trim_start_matches(joins);
    let next = next.strip_prefix("and").map_or(next, |next| next.trim_start_matches(joins));
    let previous = before.trim_end_matches(joins);
    let previous = previous.strip_suffix("and").map_or(previous, |previous| previous.trim_end_matches(joins));
    (next.len() < after.len() && number(next))
        || (previous.len() < before.len() && previous.ends_with(|c: char| c.is_ascii_digit()))
}
