//! How things stood, edition by edition, in figures.

use foldhash::HashMap;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::action::{Action, EventKind};
use crate::model::edition::{Edition, EditionKind};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::observation::{Category, Observation};

/// The figures of one edition. Those of deadlines and absence are a log's only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditionStats {
    /// The edition.
    pub edition: EditionId,
    /// Its rows.
    pub rows: usize,
    /// Actions that it shows and does not call complete, closed or proposed so.
    pub open: usize,
    /// Actions put forward as complete or closed.
    pub proposed: usize,
    /// Actions that it calls complete or closed.
    pub closed: usize,
    /// Actions that no edition before it shows.
    pub new: usize,
    /// Open actions of the log before that it does not show.
    pub not_seen: usize,
    /// Open actions whose deadline had passed when it came out.
    pub overdue: usize,
    /// Deadlines that moved later.
    pub slipped: usize,
    /// Actions whose row here is theirs by a link that is not sure.
    pub unsure: usize,
    /// The median age of its open actions in days, from when they were raised, or first seen; null without a date.
    pub median_age: Option<u32>,
    /// Places blacked out.
    pub redactions: u64,
}

/// An open action whose deadline has passed on a day that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overdue {
    /// The action.
    pub action: ActionId,
    /// Its wording.
    pub title: String,
    /// The last day that its deadline can mean, ISO.
    pub due: String,
    /// For how many days it has passed.
    pub days: u32,
}

/// Returns the figures of every edition of `history`; and for the day `as_of`, if one is given, what is overdue then.
pub fn stats(history: &History, as_of: Option<Date>) -> (Vec<EditionStats>, Vec<Overdue>) {
    let rows: HashMap<&ObservationId, &Observation> =
        history.observations.iter().map(|seen| (&seen.id, seen)).collect();
    let figures = history.editions.iter().map(|edition| figures(history, &rows, edition)).collect();
    let overdue = as_of.map_or_else(Vec::new, |day| overdue(history, day));
    (figures, overdue)
}

fn figures(history: &History, rows: &HashMap<&ObservationId, &Observation>, edition: &Edition) -> EditionStats {
    let here = |id: &&ObservationId| rows.get(*id).is_some_and(|seen| seen.edition == edition.id);
    let shown = |action: &Action| action.observations.iter().chain(&action.told_in).filter(here).count() > 0;
    let own = history.observations.iter().filter(|seen| seen.edition == edition.id);
    let event = |kind: EventKind| {
        let of_kind =
            move |action: &&Action| action.events.iter().any(|event| event.kind == kind && event.edition == edition.id);
        history.actions.iter().filter(of_kind).count()
    };
    let mut figures = EditionStats {
        edition: edition.id.clone(),
        rows: own.clone().count(),
        open: 0,
        proposed: 0,
        closed: 0,
        new: history.actions.iter().filter(|action| action.born_in == edition.id).count(),
        not_seen: event(EventKind::NotSeen),
        overdue: history.actions.iter().filter(|action| action.course.overdue_in.contains(&edition.id)).count(),
        slipped: event(EventKind::DeadlineSlipped),
        unsure: 0,
        median_age: None,
        redactions: own.map(|seen| u64::from(seen.redactions)).sum(),
    };
    let mut ages = Vec::new();
    for action in history.actions.iter().filter(|action| shown(action)) {
        let unsure = |step: &crate::model::action::Step| !step.sure && here(&&step.observation);
        figures.unsure += usize::from(action.steps.iter().any(unsure));
        let row = action.observations.iter().chain(&action.told_in).find(here).and_then(|id| rows.get(id));
        match row.map_or(Category::None, |seen| category(edition, seen)) {
            category if category.is_closing() => figures.closed += 1,
            Category::ProposedComplete | Category::ProposedClosed => figures.proposed += 1,
            _ => {
                figures.open += 1;
                ages.extend(age(history, rows, action, edition));
            }
        }
    }
    ages.sort_unstable();
    figures.median_age = ages.get(ages.len().saturating_sub(1) / 2).copied();
    figures
}

fn category(edition: &Edition, seen: &Observation) -> Category {
    let said = seen.status.as_ref().map_or(Category::None, |status| status.category);
    let claimed = || edition.tables.iter().find(|table| table.id == seen.table).and_then(|table| table.state);
    if said == Category::None { claimed().unwrap_or(said) } else { said }
}

/// Returns how many days lay between the birth of `action` and `edition`.
fn age(
    history: &History,
    rows: &HashMap<&ObservationId, &Observation>,
    action: &Action,
    edition: &Edition,
) -> Option<u32> {
    let now: Date = edition.published_on.as_ref()?.from.parse().ok()?;
    let raised = action.observations.iter().filter_map(|id| rows.get(id)).flat_map(|seen| &seen.raised);
    let raised = raised.flat_map(|field| &field.parts).filter_map(|part| part.from.as_ref()?.parse::<Date>().ok());
    let born = history.editions.iter().find(|one| one.id == action.born_in)?.published_on.as_ref();
    let born = born.and_then(|date| date.from.parse::<Date>().ok());
    let start = raised.chain(born).min()?;
    u32::try_from((now - start).get_days()).ok()
}

fn overdue(history: &History, day: Date) -> Vec<Overdue> {
    let last_log = history.editions.iter().rfind(|one| one.kind == EditionKind::Log && one.published_on.is_some());
    let in_last = |action: &&Action| {
        last_log.is_some_and(|log| {
            let prefix = format!("{}#", log.id);
            action.observations.iter().any(|id| id.0.starts_with(&prefix))
        })
    };
    let open = |action: &&Action| {
        !action.state.is_closing() && !matches!(action.state, Category::ProposedComplete | Category::ProposedClosed)
    };
    let late = |action: &Action| {
        let due = action.deadline.to.clone()?;
        let days = (day - due.parse::<Date>().ok()?).get_days();
        let days = u32::try_from(days).ok().filter(|&days| days > 0)?;
        Some(Overdue { action: action.id.clone(), title: action.title.clone(), due, days })
    };
    let mut found: Vec<Overdue> = history.actions.iter().filter(in_last).filter(open).filter_map(late).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.days));
    found
}
