//! What is so now: an action's wording, state and deadline in the last editions that say.
//!
//! Dated logs say it. Where none shows the action, the dated write-ups do; and where the whole series is one undated
//! edition, that one does, being the only there is. Other undated editions say nothing, for nobody knows when.

use crate::model::action::Span;
use crate::model::observation::Category;

use super::deadline;
use super::lineage::Lineage;
use super::series::Series;

/// Returns the wording in the last edition that shows the action; dated ones first.
pub(super) fn title(series: &Series<'_>, lineage: &Lineage) -> String {
    let wording = |dated: bool| {
        let mut last: Option<(usize, &str)> = None;
        for step in &lineage.steps {
            let place = series.place(step.observation);
            let action = series.observations[step.observation].action.as_ref();
            let raw = action.map(|action| action.raw.as_str()).filter(|raw| !raw.trim().is_empty());
            // The first printed of an edition: of a summary and its sections, the summary.
            if let Some(raw) = raw
                && series.is_dated(place) == dated
                && last.is_none_or(|(before, _)| before != place)
            {
                last = Some((place, raw));
            }
        }
        last.map(|(_, raw)| raw.to_owned())
    };
    wording(true).or_else(|| wording(false)).unwrap_or_default()
}

/// Returns the status category now. A log that names none leaves the last one standing; but that something was done, or not
/// begun, is not claimed any more where a later log says something else of it.
pub(super) fn state(series: &Series<'_>, lineage: &Lineage) -> Category {
    let mut said_otherwise = false;
    for &row in speaking(series, lineage).iter().rev() {
        match series.category(row) {
            None => {}
            Some(Category::None) => {
                let status = series.observations[row].status.as_ref();
                said_otherwise |= status.is_some_and(|status| !status.raw.trim().is_empty());
            }
            Some(category) => {
                let ends = category.is_closing()
                    || matches!(category, Category::ProposedComplete | Category::ProposedClosed | Category::NotStarted);
                return if ends && said_otherwise { Category::None } else { category };
            }
        }
    }
    Category::None
}

/// Returns the deadline now. A log without a column for it leaves the last one standing; an empty cell does not.
pub(super) fn deadline(series: &Series<'_>, lineage: &Lineage) -> Span {
    let field = |&index: &usize| series.observations[index].deadline.as_ref();
    let last = speaking(series, lineage).iter().rev().find_map(field);
    last.map(|field| deadline::span(field, &series.codes)).unwrap_or_default()
}

/// Returns one observation for each edition that has a say, in edition order.
fn speaking(series: &Series<'_>, lineage: &Lineage) -> Vec<usize> {
    let logs = shown(series, lineage, |place| series.is_dated(place) && series.is_log(place));
    if !logs.is_empty() {
        return logs;
    }
    let write_ups = shown(series, lineage, |place| series.is_dated(place));
    if !write_ups.is_empty() {
        return write_ups;
    }
    if series.editions.len() == 1 { shown(series, lineage, |_| true) } else { Vec::new() }
}

/// Returns the observation that speaks for the action in each edition that `counts`: a row of its own before one that
/// tells of several; the one that goes on under the number it bore before, else the first printed.
pub(super) fn shown(series: &Series<'_>, lineage: &Lineage, counts: impl Fn(usize) -> bool) -> Vec<usize> {
    let own = lineage.steps.iter().map(|step| (step.observation, false));
    let told = lineage.told.iter().map(|told| (told.observation, true));
    let mut rows: Vec<(usize, bool)> = own.chain(told).filter(|(row, _)| counts(series.place(*row))).collect();
    rows.sort_by_key(|&(row, told)| (series.place(row), told, series.key(row)));
    let mut shown: Vec<usize> = Vec::new();
    for edition in rows.chunk_by(|left, right| series.place(left.0) == series.place(right.0)) {
        let own = edition.iter().filter(|(_, told)| !told);
        let goes_on = |row: &usize| {
            shown.last().is_some_and(|&before| {
                let (before, now) = (&series.observations[before], &series.observations[*row]);
                before.label.is_some() && before.number == now.number && before.label == now.label
            })
        };
        let row = own.map(|&(row, _)| row).find(goes_on).or_else(|| edition.first().map(|&(row, _)| row));
        shown.extend(row);
    }
    shown
}
