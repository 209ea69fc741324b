//! Lineages to events: what changed from one edition to the next, one event for one change.
//!
//! Comparison is from log to log only, and a write-up raises and restates. Wording and number are compared with the log
//! before that shows the action; deadline, owner and status with the last of those that had the column. Undated editions take no part. What a row tells of several actions together is
//! compared like a row of their own, but for wording and number.

use crate::model::action::{Event, EventKind};
use crate::model::label;
use crate::model::observation::{Category, Observation};

use super::absence::absences;
use super::deadline;
use super::lineage::{Lineage, Turn, TurnKind};
use super::now::shown;
use super::people;
use super::series::Series;
use super::wording;

/// Returns the events of `lineage` in edition order.
pub(super) fn events(series: &Series<'_>, lineage: &Lineage) -> Vec<Event> {
    let mut noted = Noted { series, events: Vec::new() };
    births(&mut noted, lineage);
    restatements(&mut noted, lineage);
    first_number(&mut noted, lineage);
    absences(&mut noted, lineage);
    let logs = shown(series, lineage, |place| series.is_dated(place) && series.is_log(place));
    let mut last = Last::default();
    for now in logs {
        if let Some(before) = last.row {
            compare_row(&mut noted, lineage, before, now);
        }
        compare_deadline(&mut noted, lineage, &last, now);
        compare_owner(&mut noted, lineage, &last, now);
        compare_status(&mut noted, lineage, &last, now);
        last.hear(series, now);
    }
    noted.in_order()
}

/// Returns the owners that `seen` names, or its whole cell where nobody is named; nothing where it has no column for them
/// or where one is blacked out, which can be compared with nothing.
pub(super) fn owners(seen: &Observation) -> Option<Vec<&str>> {
    let owner = seen.owner.as_ref().filter(|owner| !owner.redacted)?;
    let names: Vec<&str> = owner.names.iter().map(String::as_str).filter(|name| !name.trim().is_empty()).collect();
    Some(if names.is_empty() { vec![owner.raw.as_str()] } else { names })
}

/// The events noted so far, each with the place of its edition.
pub(super) struct Noted<'s, 'a> {
    /// The series.
    pub(super) series: &'s Series<'a>,
    events: Vec<(usize, Event)>,
}

impl Noted<'_, '_> {
    /// Notes what observation `index` shows.
    fn note(
        &mut self,
        kind: EventKind,
        index: usize,
        sure: bool,
        change: (Option<String>, Option<String>),
        detail: Option<String>,
    ) {
        self.add(kind, self.series.place(index), Some(index), sure, change, detail);
    }

    /// Notes what the edition at `place` shows.
    pub(super) fn add(
        &mut self,
        kind: EventKind,
        place: usize,
        index: Option<usize>,
        sure: bool,
        (from, to): (Option<String>, Option<String>),
        detail: Option<String>,
    ) {
        let Some(edition) = self.series.editions.get(place) else { return };
        let observation = index.map(|index| self.series.observations[index].id.clone());
        let event = Event { kind, edition: edition.id.clone(), observation, sure, from, to, detail, months: None };
        self.events.push((place, event));
    }

    /// Returns the events by edition, and within an edition in the order in which they were noted.
    fn in_order(mut self) -> Vec<Event> {
        self.events.sort_by_key(|(place, _)| *place);
        self.events.into_iter().map(|(_, event)| event).collect()
    }
}

/// How it began: it was raised, or came out of other actions.
fn births(noted: &mut Noted<'_, '_>, lineage: &Lineage) {
    let series = noted.series;
    let Some(first) = lineage.steps.iter().find(|step| series.is_dated(series.place(step.observation))) else { return };
    for turn in &lineage.turns {
        note_turn(noted, turn);
    }
    if lineage.turns.is_empty() {
        noted.note(EventKind::Raised, first.observation, true, (None, None), None);
    }
}

/// Where it was said again: in another list of its first write-up, or in a later one.
fn restatements(noted: &mut Noted<'_, '_>, lineage: &Lineage) {
    let series = noted.series;
    let mut steps = lineage.steps.iter().filter(|step| series.is_dated(series.place(step.observation)));
    let Some(first) = steps.next() else { return };
    for step in steps.filter(|step| !series.is_log(series.place(step.observation))) {
        noted.note(EventKind::Restated, step.observation, step.sure, (None, None), None);
    }
    for told in &lineage.told {
        let place = series.place(told.observation);
        if place > series.place(first.observation) && series.is_dated(place) && !series.is_log(place) {
            let detail = Some("told together with others".to_owned());
            noted.note(EventKind::Restated, told.observation, told.sure, (None, None), detail);
        }
    }
}

/// Where an item of a write-up was given its number in the log: once, in the first log that has it.
fn first_number(noted: &mut Noted<'_, '_>, lineage: &Lineage) {
    let series = noted.series;
    let dated: Vec<_> = lineage.steps.iter().filter(|step| series.is_dated(series.place(step.observation))).collect();
    let Some(logged) = dated.iter().position(|step| series.is_log(series.place(step.observation))) else { return };
    let (Some(before), step) = (logged.checked_sub(1).and_then(|at| dated.get(at)), dated[logged]) else { return };
    let label = |index: usize| series.observations[index].label.clone();
    if let Some(to) = label(step.observation) {
        let detail = Some("a number of the log's own".to_owned());
        let change = (label(before.observation), Some(to));
        noted.note(EventKind::Renumbered, step.observation, step.sure, change, detail);
    }
}

fn note_turn(noted: &mut Noted<'_, '_>, turn: &Turn) {
    let series = noted.series;
    let kind = match turn.kind {
        TurnKind::Split => EventKind::Split,
        TurnKind::Merged => EventKind::Merged,
    };
    let names = |side: &[usize]| Some(side.iter().map(|&index| series.name(index)).collect::<Vec<_>>().join(", "));
    let Some((&before, &after)) = turn.before.first().zip(turn.after.first()) else { return };
    if !series.is_dated(series.place(after)) || !series.is_dated(series.place(before)) {
        return;
    }
    let edition = &series.observations[before].edition;
    let detail = Some(format!("before: {edition}"));
    noted.note(kind, after, turn.sure, (names(&turn.before), names(&turn.after)), detail);
}

/// The last logs that said something, as observations: a log without a column says nothing of it.
#[derive(Default)]
struct Last {
    row: Option<usize>,
    deadline: Option<usize>,
    owner: Option<usize>,
    /// The last with a category, of its status or of its table's heading.
    category: Option<usize>,
    /// The last with a status column.
    status: Option<usize>,
    /// The last category that is one: a log that names no state in between does not open what was closed.
    known: Option<Category>,
}

impl Last {
    fn hear(&mut self, series: &Series<'_>, now: usize) {
        let seen = &series.observations[now];
        let category = series.category(now);
        let said = |is_said: bool| is_said.then_some(now);
        self.row = Some(now);
        self.deadline = said(seen.deadline.is_some()).or(self.deadline);
        self.owner = said(owners(seen).is_some()).or(self.owner);
        self.category = said(category.is_some()).or(self.category);
        self.status = said(seen.status.is_some()).or(self.status);
        self.known = category.filter(|&category| category != Category::None).or(self.known);
    }
}

fn compare_row(noted: &mut Noted<'_, '_>, lineage: &Lineage, before: usize, now: usize) {
    let series = noted.series;
    let sure = is_sure(lineage, before, now);
    let own = |index: usize| lineage.steps.iter().any(|step| step.observation == index);
    let (old, new) = (&series.observations[before], &series.observations[now]);
    if !own(before) || !own(now) {
        return;
    }
    if let (Some(from), Some(to)) = (&old.label, &new.label)
        && (old.legacy != new.legacy || !label::same((from, old.number), (to, new.number)))
    {
        noted.note(EventKind::Renumbered, now, sure, (Some(from.clone()), Some(to.clone())), None);
    }
    if let (Some(from), Some(to)) = (&old.action, &new.action)
        && !wording::same(&from.raw, &to.raw)
    {
        noted.note(EventKind::Reworded, now, sure, (said(&from.raw), said(&to.raw)), None);
    }
}

fn compare_deadline(noted: &mut Noted<'_, '_>, lineage: &Lineage, last: &Last, now: usize) {
    let series = noted.series;
    let Some(before) = last.deadline else { return };
    if let (Some(from), Some(to)) = (&series.observations[before].deadline, &series.observations[now].deadline) {
        let over = series.category(now).is_some_and(Category::is_closing);
        if let Some(change) = deadline::change(from, to, &series.codes, over) {
            let sure = is_sure(lineage, before, now) && change.sure;
            noted.note(change.kind, now, sure, (said(&from.raw), said(&to.raw)), change.detail);
            if let Some((_, event)) = noted.events.last_mut() {
                event.months = change.months;
            }
        }
    }
}

fn compare_owner(noted: &mut Noted<'_, '_>, lineage: &Lineage, last: &Last, now: usize) {
    let series = noted.series;
    let Some(before) = last.owner else { return };
    let (old, new) = (&series.observations[before], &series.observations[now]);
    if let (Some(from), Some(to)) = (owners(old), owners(new))
        && !people::same(&from, &to)
    {
        let raw = |seen: &Observation| seen.owner.as_ref().and_then(|owner| said(&owner.raw));
        noted.note(EventKind::OwnerChanged, now, is_sure(lineage, before, now), (raw(old), raw(new)), None);
    }
}

fn compare_status(noted: &mut Noted<'_, '_>, lineage: &Lineage, last: &Last, now: usize) {
    let series = noted.series;
    let Some(before) = last.category else { return };
    let (Some(from), Some(to)) = (series.category(before), series.category(now)) else { return };
    if from != to {
        let was_over = from.is_closing() || (from == Category::None && last.known.is_some_and(Category::is_closing));
        let kind = match (was_over, to) {
            (false, to) if to.is_closing() => EventKind::Closed,
            (true, to) if !to.is_closing() && to != Category::None => EventKind::Reopened,
            _ => EventKind::StatusChanged,
        };
        let change = (Some(from.word().to_owned()), Some(to.word().to_owned()));
        noted.note(kind, now, is_sure(lineage, before, now), change, None);
    } else if let Some(before) = last.status
        && let (Some(from), Some(to)) = (&series.observations[before].status, &series.observations[now].status)
        && !wording::same(&from.raw, &to.raw)
    {
        noted.note(
            EventKind::StatusReworded,
            now,
            is_sure(lineage, before, now),
            (said(&from.raw), said(&to.raw)),
            None,
        );
    }
}

/// Tells whether it is sure that `before` and `now` tell of one action, this one.
fn is_sure(lineage: &Lineage, before: usize, now: usize) -> bool {
    let step = |index: usize| lineage.steps.iter().find(|step| step.observation == index);
    let told = |index: usize| lineage.told.iter().any(|told| told.observation == index && told.sure);
    match (step(before), step(now)) {
        (Some(before), Some(now)) => before.sure && now.sure && before.bond == now.bond,
        (Some(step), None) => step.sure && told(now),
        (None, Some(step)) => step.sure && told(before),
        (None, None) => told(before) && told(now),
    }
}

fn said(raw: &str) -> Option<String> {
    (!raw.trim().is_empty()).then(|| raw.to_owned())
}
