//! V and W: what one edition shows and another does not.

use std::collections::BTreeSet;

use crate::model::action::{Action, Event, EventKind};
use crate::model::edition::EditionKind;
use crate::model::observation::{Category, Observation};

use super::deadlines::says_over;
use super::ground::{Ground, shortened};
use super::remark::Remark;

/// Looks at what was left out, and what came back.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let logs: Vec<usize> = (0..ground.history.editions.len())
        .filter(|&place| ground.is_dated(place) && ground.is_log(place) && !ground.rows(place).is_empty())
        .collect();
    for action in &ground.history.actions {
        remarks.extend(action.events.iter().filter_map(|event| not_seen(ground, action, event)));
        remarks.extend(action.events.iter().filter_map(|event| seen_again(ground, event)));
        remarks.extend(never_logged(ground, action, &logs));
    }
    for place in 0..ground.history.editions.len() {
        left_out_of_summary(ground, place, &mut remarks);
    }
    remarks
}

/// V001: open in one log, and away in the next; also where it came back later.
fn not_seen(ground: &Ground<'_>, action: &Action, event: &Event) -> Option<Remark> {
    if event.kind != EventKind::NotSeen {
        return None;
    }
    let away = ground.find_edition(&event.edition)?;
    let last = shown_before(ground, action, away)?;
    let category = ground.seen(last).status.as_ref().map_or(action.state, |status| status.category);
    if category == Category::None && ground.seen(last).deadline.as_ref().is_some_and(says_over) {
        return None;
    }
    let state = match category {
        Category::None => "not said to be over".to_owned(),
        state => state.word().to_owned(),
    };
    let message = format!(
        "{} was {state} in {}, and {} does not show it{}.",
        ground.row_name(last),
        ground.edition_name(ground.place(last)),
        ground.edition_name(away),
        if event.sure { "" } else { " (not sure)" }
    );
    let reason = likely_reason(ground, last, away, category);
    let reason = reason.map_or_else(String::new, |reason| format!("Perhaps {reason}. "));
    let hint = format!(
        "{reason}Look for it there in other words or inside another action; if it is gone, ask who closed it, and when."
    );
    Some(Remark::new(ground, "V001", away, message).row(ground, last, &["action", "status"]).hint(hint))
}

/// Proposes why the log at `away` does not show the action of row `last`; nothing where nothing speaks for a reason.
fn likely_reason(ground: &Ground<'_>, last: usize, away: usize, category: Category) -> Option<String> {
    let rows = ground.rows(away);
    let seen = ground.seen(last);
    let number = seen.number.filter(|_| !seen.legacy)?;
    let own = |row: &usize| !ground.seen(*row).legacy;
    let names = |row: &&usize| ground.seen(**row).references.iter().any(|reference| reference.number == number);
    if let Some(&teller) = rows.iter().find(names) {
        return Some(format!("it went into {}, which names {number}", ground.row_name(teller)));
    }
    if matches!(category, Category::ProposedComplete | Category::ProposedClosed) {
        return Some("it was closed in between, for it had been put forward for that".to_owned());
    }
    let numbers: Vec<u64> = rows.iter().filter(|row| own(row)).filter_map(|&row| ground.seen(row).number).collect();
    let highest = numbers.iter().copied().max()?;
    if numbers.contains(&number) {
        return Some(format!("its row was taken for another action: {number} means something else there"));
    }
    // What stood behind it in the log before is missing too.
    let behind = ground
        .rows(ground.place(last))
        .iter()
        .filter(|&&row| ground.seen(row).number.is_some_and(|other| other > number) && own(&row));
    let behind: Vec<u64> = behind.filter_map(|&row| ground.seen(row).number).collect();
    if number > highest && behind.iter().all(|other| !numbers.contains(other)) && !behind.is_empty() {
        return Some(format!("the document is cut off: nothing stands there behind {highest}"));
    }
    (number < highest).then(|| format!("it was taken out: {number} is left out between the numbers there"))
}

/// V002: back after an absence.
fn seen_again(ground: &Ground<'_>, event: &Event) -> Option<Remark> {
    if event.kind != EventKind::SeenAgain {
        return None;
    }
    let row = ground.find(event.observation.as_ref()?)?;
    let place = ground.place(row);
    let doubt = if event.sure { "" } else { " (not sure)" };
    let gap = event.detail.as_deref().map_or_else(String::new, |detail| format!(" ({detail})"));
    let message = format!("{} is back in {}{gap}{doubt}.", ground.row_name(row), ground.edition_name(place));
    Some(
        Remark::new(ground, "V002", place, message)
            .row(ground, row, &["action", "status"])
            .hint("`throughline show NUMBER` tells what changed while it was away."),
    )
}

/// V003: raised in a write-up, and not in the log after it.
fn never_logged(ground: &Ground<'_>, action: &Action, logs: &[usize]) -> Option<Remark> {
    let raised = action.events.iter().find(|event| event.kind == EventKind::Raised)?;
    let row = ground.find(raised.observation.as_ref()?)?;
    let place = ground.place(row);
    let over = ground.seen(row).status.as_ref().is_some_and(|status| status.category.is_closing());
    // What has gone over into other actions is looked for under those.
    let gone = |event: &Event| matches!(event.kind, EventKind::Split | EventKind::Merged);
    if ground.is_log(place) || over || action.events.iter().any(gone) {
        return None;
    }
    let next = *logs.get(logs.partition_point(|&log| log < place))?;
    let date = ground.edition(next)?.published_on.as_ref()?;
    let same_issue = |other: usize| {
        ground.edition(other).is_some_and(|edition| {
            edition.kind == EditionKind::Log
                && edition.published_on.as_ref().is_some_and(|other| (&other.from, &other.to) == (&date.from, &date.to))
        })
    };
    let rows = || action.observations.iter().chain(&action.told_in).filter_map(|id| ground.find(id));
    if rows().any(|row| ground.place(row) > place && same_issue(ground.place(row))) {
        return None;
    }
    let later = rows()
        .filter(|&row| ground.place(row) > next && ground.is_log(ground.place(row)))
        .min_by_key(|&row| ground.place(row));
    let later = later.map_or_else(String::new, |row| {
        format!(" It is first seen in {} as {}.", ground.edition_name(ground.place(row)), ground.row_name(row))
    });
    let message = format!(
        "{} was raised in {}, and {} does not show it.{later}",
        ground.row_name(row),
        ground.edition_name(place),
        ground.edition_name(next)
    );
    let again =
        rows().filter(|&other| other != row && !ground.is_log(ground.place(other)) && ground.place(other) <= next);
    let first = Remark::new(ground, "V003", place, message).row(ground, row, &["action"]);
    Some(
        again
            .fold(first, |remark, other| remark.row(ground, other, &[]))
            .also(ground, next)
            .hint("Look for it in the log in other words; if it is not there, it was agreed and never followed up."),
    )
}

/// W001: said in a section, and left out of the write-up's summary.
fn left_out_of_summary(ground: &Ground<'_>, place: usize, remarks: &mut Vec<Remark>) {
    if ground.is_log(place) {
        return;
    }
    let stands_in = |row: usize, list: &str| is_list(ground.seen(row), list);
    let rows = ground.rows(place);
    let mut summed_up: BTreeSet<usize> = BTreeSet::new();
    for &row in rows.iter().filter(|&&row| stands_in(row, "summary")) {
        summed_up.extend(ground.actions(row));
    }
    let bullets = rows.iter().copied().filter(|&row| stands_in(row, "sections"));
    let (told, left_out): (Vec<usize>, Vec<usize>) =
        bullets.partition(|&row| ground.actions(row).iter().any(|action| summed_up.contains(action)));
    // Where no bullet at all is in the summary, the two lists are not about the same.
    if told.is_empty() {
        return;
    }
    for row in left_out {
        let seen = ground.seen(row);
        let wording = seen.action.as_ref().map_or("", |action| action.raw.as_str());
        let section = seen.section.as_deref().map_or_else(String::new, |section| format!(" under “{section}”"));
        let message = format!(
            "“{}” stands{section} in {}, but not in its summary.",
            shortened(wording, 60),
            ground.edition_name(place)
        );
        remarks.push(
            Remark::new(ground, "W001", place, message)
                .row(ground, row, &["action"])
                .hint("Who works from the summary alone misses it; see whether a later log has it."),
        );
    }
}

fn is_list(seen: &Observation, list: &str) -> bool {
    seen.table.0.strip_prefix(list).is_some_and(|rest| rest.is_empty() || rest.starts_with('~'))
}

/// Returns the last row that shows `action` in a dated log before the edition at `place`.
fn shown_before(ground: &Ground<'_>, action: &Action, place: usize) -> Option<usize> {
    let rows = action.observations.iter().chain(&action.told_in).filter_map(|id| ground.find(id));
    rows.filter(|&row| ground.place(row) < place && ground.is_log(ground.place(row))).max_by_key(|&row| {
        (ground.place(row), ground.own_action(row).is_some(), std::cmp::Reverse(ground.seen(row).ordinal))
    })
}
