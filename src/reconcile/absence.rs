//! Absence: logs that leave an open action out, and its return. Absence is *not seen*, never "deleted".

use crate::model::action::EventKind;
use crate::model::observation::Category;

use super::event::Noted;
use super::lineage::Lineage;
use super::now::shown;

/// Notes where `lineage` is not seen, and where it is seen again: the first log without it, and the first with it.
/// What was over, or has gone over into other actions, may stay away.
pub(super) fn absences(noted: &mut Noted<'_, '_>, lineage: &Lineage) {
    let series = noted.series;
    let rows = shown(series, lineage, |place| series.is_dated(place) && series.is_log(place));
    let mut state = Category::None;
    for (position, &row) in rows.iter().enumerate() {
        let place = series.place(row);
        state = series.category(row).filter(|&category| category != Category::None).unwrap_or(state);
        let next = rows.get(position + 1).copied();
        let Some(missing) = series.issue(place).map(|issue| issue + 1) else { continue };
        let back = next.and_then(|next| series.issue(series.place(next)));
        let (Some(away), false) = (series.issue_start(missing), back.is_some_and(|back| back <= missing)) else {
            continue;
        };
        if state.is_closing() || (next.is_none() && lineage.ended) {
            continue;
        }
        let sure = is_sure(lineage, row);
        let last = format!("last seen in {} as {}", series.observations[row].edition, series.name(row));
        noted.add(EventKind::NotSeen, away, None, sure, (None, None), Some(last));
        if let (Some(next), Some(left_out)) = (next, series.editions.get(away)) {
            let sure = sure && is_sure(lineage, next);
            let detail = Some(format!("not seen in {}", left_out.id));
            noted.add(EventKind::SeenAgain, series.place(next), Some(next), sure, (None, None), detail);
        }
    }
}

fn is_sure(lineage: &Lineage, row: usize) -> bool {
    let own = lineage.steps.iter().any(|step| step.observation == row && step.sure);
    own || lineage.told.iter().any(|told| told.observation == row && told.sure)
}
