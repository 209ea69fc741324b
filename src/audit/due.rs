//! D: deadlines that slipped, passed, lost their end, or cannot be read.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::action::{Action, Event, EventKind};
use crate::model::finding::Severity;
use crate::model::observation::{Category, DateKind, DateValue, Observation};

use super::ground::{Ground, shortened};
use super::remark::Remark;

/// Looks at every deadline and what became of it.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let of_action = |action: &Action| {
        let moved = action.events.iter().filter_map(|event| match event.kind {
            EventKind::DeadlineSlipped => slipped(ground, action, event),
            EventKind::DeadlineOpened => opened(ground, action, event),
            _ => None,
        });
        moved.chain(overdue(ground, action)).collect::<Vec<_>>()
    };
    let mut remarks: Vec<Remark> = ground.history.actions.par_iter().flat_map_iter(of_action).collect();
    remarks.extend(unclear(ground));
    remarks.extend(unknown_codes(ground));
    remarks
}

/// D001.
fn slipped(ground: &Ground<'_>, action: &Action, event: &Event) -> Option<Remark> {
    let (row, before) = rows(ground, action, event)?;
    let detail = event.detail.as_ref().map_or_else(String::new, |detail| format!(" ({detail})"));
    let message = format!(
        "The deadline of {} slipped from “{}” to “{}” in {}{detail}{}.",
        ground.row_name(row),
        event.from.as_deref().unwrap_or(""),
        event.to.as_deref().unwrap_or(""),
        ground.edition_name(ground.place(row)),
        doubt(event)
    );
    Some(told(ground, "D001", row, before, message).hint("Ask who moved it, and why; the status may tell."))
}

/// D003.
fn opened(ground: &Ground<'_>, action: &Action, event: &Event) -> Option<Remark> {
    let (row, before) = rows(ground, action, event)?;
    let message = format!(
        "{} had “{}” for a deadline, and has “{}” in {}{}.",
        ground.row_name(row),
        event.from.as_deref().unwrap_or(""),
        event.to.as_deref().unwrap_or(""),
        ground.edition_name(ground.place(row)),
        doubt(event)
    );
    Some(
        told(ground, "D003", row, before, message)
            .hint("Ask for a date; without one nobody can tell whether it is late."),
    )
}

fn doubt(event: &Event) -> &'static str {
    if event.sure { "" } else { " (not sure)" }
}

/// Returns the row that an event shows, and the last one before it that has what stood there before.
fn rows(ground: &Ground<'_>, action: &Action, event: &Event) -> Option<(usize, Option<usize>)> {
    let row = ground.find(event.observation.as_ref()?)?;
    let had = |seen: &Observation| seen.deadline.as_ref().map(|field| &field.raw) == event.from.as_ref();
    Some((row, ground.last_before(action, ground.place(row), had)))
}

fn told(ground: &Ground<'_>, code: &str, row: usize, before: Option<usize>, message: String) -> Remark {
    let remark = Remark::new(ground, code, ground.place(row), message).row(ground, row, &["deadline"]);
    match before {
        Some(before) => remark.row(ground, before, &["deadline"]),
        None => remark,
    }
}

/// D002: one for each log that shows it so.
fn overdue(ground: &Ground<'_>, action: &Action) -> Vec<Remark> {
    let overdue = action.course.overdue_in.iter().filter_map(|edition| ground.find_edition(edition));
    overdue
        .filter_map(|place| {
            let rows = action.observations.iter().chain(&action.told_in).filter_map(|id| ground.find(id));
            let row =
                rows.filter(|&row| ground.place(row) == place).find(|&row| ground.seen(row).deadline.is_some())?;
            let deadline = ground.seen(row).deadline.as_ref()?;
            let (name, edition) = (ground.row_name(row), ground.edition_name(place));
            let message = match ground.category(row) {
                Category::None => {
                    format!("{name} was due {}, and {edition} does not say that it is done.", deadline.raw)
                }
                _ => format!("{name} was due {} and is still open in {edition}.", deadline.raw),
            };
            Some(
                Remark::new(ground, "D002", place, message)
                    .row(ground, row, &["deadline", "status"])
                    .hint("Ask when it will be done, and whether the deadline still means anything."),
            )
        })
        .collect()
}

/// D004: words that are no date.
fn unclear(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for place in 0..ground.history.editions.len() {
        for &row in ground.rows(place) {
            let Some(deadline) = &ground.seen(row).deadline else { continue };
            if deadline.parts.iter().any(is_unclear) && !was_printed_before(ground, row, &deadline.raw) {
                let message = format!(
                    "What {} has for a deadline in {} is not understood: “{}”.",
                    ground.row_name(row),
                    ground.edition_name(place),
                    shortened(&deadline.raw, 60)
                );
                remarks.push(
                    Remark::new(ground, "D004", place, message)
                        .row(ground, row, &["deadline"])
                        .hint("Nothing is said of this deadline: neither that it slipped nor that it passed."),
                );
            }
        }
    }
    remarks
}

/// Tells whether the log before has the same words for the deadline of this action, so that they were told of then.
fn was_printed_before(ground: &Ground<'_>, row: usize, raw: &str) -> bool {
    let action = ground.own_action(row).and_then(|action| ground.history.actions.get(action));
    let before =
        action.and_then(|action| ground.last_before(action, ground.place(row), |seen| seen.deadline.is_some()));
    before.and_then(|before| ground.seen(before).deadline.as_ref()).is_some_and(|field| field.raw == raw)
}

/// Tells whether `part` is no date, or one of which too little is said: a day without a year.
fn is_unclear(part: &DateValue) -> bool {
    use DateKind::{After, Date, Month, Quarter, Unknown, Week, Year};
    let half_said =
        matches!(part.kind, Date | Week | Month | Quarter | Year | After) && part.from.is_none() && part.to.is_none();
    part.kind == Unknown || half_said
}

/// D004: codes whose date is known from nowhere, one finding for each.
fn unknown_codes(ground: &Ground<'_>) -> Vec<Remark> {
    let unknown = ground.history.codes.iter().filter(|code| code.from.is_none() && code.to.is_none());
    let mut used: BTreeMap<&str, Vec<usize>> = unknown.map(|code| (code.code.as_str(), Vec::new())).collect();
    for place in 0..ground.history.editions.len() {
        for &row in ground.rows(place) {
            for part in ground.seen(row).deadline.iter().flat_map(|deadline| &deadline.parts) {
                if let Some(rows) = part.code.as_deref().and_then(|code| used.get_mut(code)) {
                    rows.push(row);
                }
            }
        }
    }
    let remark = |(code, rows): (&str, Vec<usize>)| {
        let &first = rows.first()?;
        let message = format!("Deadlines are given as {code}, and no log says for certain which date that is.");
        Some(
            Remark::new(ground, "D004", ground.place(first), message)
                .rows(ground, &rows)
                .quote(Some(ground.seen(first)), "deadline", code)
                .severity(Severity::Note)
                .hint("A later log that names the date in its place will tell."),
        )
    };
    used.into_iter().filter_map(remark).collect()
}
