//! How an action went through the logs, in figures: moves of its deadline, its longest silence, when it was overdue.
//!
//! Figures are counted at the logs' own dates, never at today's.

use jiff::civil::Date;

use crate::model::action::{Course, Event, EventKind, Origin, Silence, Step};
use crate::model::observation::{Category, Observation, TextField};

use super::deadline;
use super::lineage::Lineage;
use super::now::shown;
use super::series::Series;

/// Returns the course of `lineage`, whose `steps` and `events` are known.
pub(super) fn course(series: &Series<'_>, lineage: &Lineage, steps: &[Step], events: &[Event]) -> Course {
    let rows = shown(series, lineage, |place| series.is_dated(place) && series.is_log(place));
    let moved =
        events.iter().filter(|event| matches!(event.kind, EventKind::DeadlineSlipped | EventKind::DeadlineAdvanced));
    let slips = events.iter().filter(|event| event.kind == EventKind::DeadlineSlipped);
    let overdue = rows.iter().filter(|&&row| is_overdue(series, row));
    Course {
        moves: moved.count() as u32,
        months_slipped: slips.filter_map(|event| event.months).sum(),
        silence: silence(series, &rows, steps),
        overdue_in: overdue.map(|&row| series.observations[row].edition.clone()).collect(),
    }
}

/// Tells whether row `row` shows an open action whose deadline had passed when the log came out. What is put forward as
/// complete is not held against it.
fn is_overdue(series: &Series<'_>, row: usize) -> bool {
    let open = series.category(row).is_some_and(is_open);
    let published = published(series, row);
    let deadline = series.observations[row].deadline.as_ref();
    open && published.zip(deadline).is_some_and(|(day, field)| deadline::had_passed(field, &series.codes, day))
}

fn is_open(category: Category) -> bool {
    !category.is_closing() && !matches!(category, Category::ProposedComplete | Category::ProposedClosed)
}

/// Returns the first day on which the log with row `row` can have come out.
fn published(series: &Series<'_>, row: usize) -> Option<Date> {
    series.editions.get(series.place(row))?.published_on.as_ref()?.from.parse().ok()
}

/// Tells whether a row's note, or a column of the document's own, says what the row before did not.
fn says_more(before: &Observation, seen: &Observation) -> bool {
    let differs = |now: &TextField, then: Option<&TextField>| {
        let words = |field: &TextField| field.raw.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let said = words(now);
        !said.is_empty() && then.is_none_or(|then| words(then) != said)
    };
    seen.note.as_ref().is_some_and(|note| differs(note, before.note.as_ref()))
        || seen.extra.iter().any(|(column, field)| differs(field, before.extra.get(column)))
}

/// Returns the longest time between a log that said something of an open action and the last that only repeated it.
fn silence(series: &Series<'_>, rows: &[usize], steps: &[Step]) -> Option<Silence> {
    let mut longest: Option<Silence> = None;
    let mut spoke: Option<usize> = None;
    let mut last: Option<&Observation> = None;
    for &row in rows {
        let seen = &series.observations[row];
        let Some(step) = steps.iter().find(|step| step.observation == seen.id) else { continue };
        let repeats = !step.segments.is_empty()
            && step
                .segments
                .iter()
                .all(|piece| matches!(piece.origin, Origin::Carried | Origin::Moved | Origin::Marker));
        let open = series.category(row).is_none_or(is_open);
        let elsewhere = last.replace(seen).is_some_and(|last| says_more(last, seen));
        let Some(before) = spoke.filter(|_| repeats && open && !elsewhere) else {
            spoke = Some(row);
            continue;
        };
        let days = published(series, before)
            .zip(published(series, row))
            .and_then(|(from, to)| u32::try_from((to - from).get_days()).ok().filter(|&days| days > 0));
        let Some(days) = days else { continue };
        if longest.as_ref().is_none_or(|known| known.days < days) {
            let from = series.observations[before].edition.clone();
            longest = Some(Silence { from, to: seen.edition.clone(), days });
        }
    }
    longest
}
