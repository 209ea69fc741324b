//! What changed between two logs.

use std::collections::BTreeMap;

use foldhash::HashMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::action::{Action, Dropped, Event, EventKind, Origin, Segment};
use crate::model::edition::{Edition, EditionKind};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::observation::Observation;

/// Everything that the later of two logs shows otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The earlier log.
    pub from: EditionId,
    /// The later one.
    pub to: EditionId,
    /// The changes, by kind and in reading order.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind it is.
    pub kind: ChangeKind,
    /// The action.
    pub action: ActionId,
    /// Its wording.
    pub title: String,
    /// Its label in the later log; in the last that shows it where that one does not.
    pub label: Option<String>,
    /// Its row there.
    pub observation: Option<ObservationId>,
    /// What stood before.
    pub from: Option<String>,
    /// What stands now.
    pub to: Option<String>,
    /// More about it.
    pub detail: Option<String>,
    /// Whether every link it rests on is sure.
    pub sure: bool,
    /// For a status that says something new: the pieces that are not merely carried over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Segment>,
    /// And what is gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Dropped>,
}

/// Kinds of change, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Not in the earlier log, nor in any before it.
    New,
    /// Called complete or closed.
    Closed,
    /// Open again.
    Reopened,
    /// Its state is another.
    StatusChanged,
    /// Due later.
    DeadlineSlipped,
    /// Due earlier.
    DeadlineAdvanced,
    /// Has no end any more.
    DeadlineOpened,
    /// Has a date where it had none.
    DeadlineSet,
    /// Its deadline changed, and it is not known which way.
    DeadlineUnclear,
    /// A code is called by its date.
    DeadlineRelabelled,
    /// What is to be done is worded otherwise.
    Reworded,
    /// Has another owner.
    OwnerChanged,
    /// Came out of one that was split.
    Split,
    /// Came of several.
    Merged,
    /// Bears another number.
    Renumbered,
    /// The later log does not show it.
    NotSeen,
    /// It is back.
    SeenAgain,
    /// Its status says something new.
    Said,
}

/// Returns what changed from the log `from` to the log `to`, whichever is given first.
pub fn diff(history: &History, from: &Edition, to: &Edition) -> Diff {
    let places: HashMap<&EditionId, usize> =
        history.editions.iter().enumerate().map(|(place, edition)| (&edition.id, place)).collect();
    let place = |edition: &Edition| places.get(&edition.id).copied().unwrap_or(0);
    let (from, to) = if place(from) <= place(to) { (from, to) } else { (to, from) };
    let rows: HashMap<&ObservationId, &Observation> =
        history.observations.iter().map(|seen| (&seen.id, seen)).collect();
    let ground = Ground { history, places: &places, rows: &rows, from: place(from), to: place(to) };
    let mut changes: Vec<(usize, Change)> = Vec::new();
    for action in &history.actions {
        changes.extend(ground.changes(action));
    }
    changes.sort_by_key(|(order, change)| (change.kind, *order));
    Diff { from: from.id.clone(), to: to.id.clone(), changes: changes.into_iter().map(|(_, change)| change).collect() }
}

struct Ground<'a> {
    history: &'a History,
    places: &'a HashMap<&'a EditionId, usize>,
    rows: &'a HashMap<&'a ObservationId, &'a Observation>,
    from: usize,
    to: usize,
}

impl Ground<'_> {
    fn place(&self, edition: &EditionId) -> usize {
        self.places.get(edition).copied().unwrap_or(usize::MAX)
    }

    fn changes(&self, action: &Action) -> Vec<(usize, Change)> {
        let mut changes = Vec::new();
        let steps = || action.observations.iter().chain(&action.told_in).filter_map(|id| self.rows.get(id).copied());
        let logged = |seen: &&Observation| self.is_log(self.place(&seen.edition));
        if self.from == self.to {
            return changes;
        }
        let now = steps().filter(logged).find(|seen| self.place(&seen.edition) == self.to);
        let known = steps().filter(logged).any(|seen| self.place(&seen.edition) <= self.from);
        let turned = |event: &&Event| matches!(event.kind, EventKind::Split | EventKind::Merged);
        if let Some(seen) = now.filter(|_| !known && !action.events.iter().any(|event| turned(&event))) {
            changes.push(self.change(action, ChangeKind::New, Some(seen), None));
        }
        // One change for each kind, from what stood first to what stands last.
        let mut by_kind: BTreeMap<ChangeKind, Vec<&Event>> = BTreeMap::new();
        for event in &action.events {
            let place = self.place(&event.edition);
            if self.from < place && place <= self.to && self.is_log(place) && (known || turned(&event)) {
                by_kind.entry(kind(event.kind).unwrap_or(ChangeKind::Said)).or_default().push(event);
            }
        }
        // What both logs show was away only in between.
        let both = known && now.is_some() && steps().filter(logged).any(|seen| self.place(&seen.edition) == self.from);
        let away = |kind: ChangeKind| both && matches!(kind, ChangeKind::NotSeen | ChangeKind::SeenAgain);
        let told = by_kind.into_iter().filter(|(kind, _)| *kind != ChangeKind::Said && !away(*kind));
        for (kind, events) in told {
            let last = steps().filter(logged).rfind(|seen| self.place(&seen.edition) <= self.to);
            changes.push(self.change(action, kind, now.or(last), Some(&events)));
        }
        changes.extend(self.said(action, known));
        changes
    }

    /// Tells what the status of the later log says that the earlier one did not.
    fn said(&self, action: &Action, known: bool) -> Option<(usize, Change)> {
        let at = |place: usize| {
            action.steps.iter().find(move |step| {
                self.rows.get(&step.observation).is_some_and(|seen| self.place(&seen.edition) == place)
            })
        };
        let step = at(self.to).filter(|_| known)?;
        let seen = self.rows.get(&step.observation)?;
        let earlier = |segment: &&Segment| {
            let from = segment.from.as_ref().and_then(|id| self.rows.get(id));
            let known = from.is_some_and(|from| self.place(&from.edition) <= self.from);
            match segment.origin {
                Origin::Marker => false,
                Origin::Carried | Origin::Moved => !known,
                Origin::New | Origin::Edited => true,
            }
        };
        let state = seen.status.as_ref().map_or("", |status| status.state.as_str());
        let is_state = |segment: &Segment| {
            !state.is_empty() && segment.text.starts_with(state) && segment.text.len() <= state.len() + 2
        };
        let said: Vec<Segment> = step.segments.iter().filter(earlier).filter(|one| !is_state(one)).cloned().collect();
        // That a state is not claimed any more is told by what became of it.
        let names_state = |dropped: &&Dropped| {
            let status = self.rows.get(&dropped.from).and_then(|seen| seen.status.as_ref());
            status.is_some_and(|status| dropped.text.trim_end_matches(['.', ':', ',', ' ', '–', '-']) == status.state)
        };
        let gone = step.dropped.iter().filter(|dropped| self.neighbours() && !names_state(dropped));
        let dropped: Vec<Dropped> = gone.cloned().collect();
        if said.is_empty() && dropped.is_empty() {
            return None;
        }
        let (order, mut change) = self.change(action, ChangeKind::Said, Some(seen), None);
        change.sure = step.sure;
        change.said = said;
        change.dropped = dropped;
        Some((order, change))
    }

    /// Tells whether no log stands between the two.
    fn neighbours(&self) -> bool {
        (self.from + 1..self.to).all(|place| !self.is_log(place))
    }

    fn is_log(&self, place: usize) -> bool {
        self.history
            .editions
            .get(place)
            .is_some_and(|edition| edition.kind == EditionKind::Log && edition.published_on.is_some())
    }

    fn change(
        &self,
        action: &Action,
        kind: ChangeKind,
        seen: Option<&Observation>,
        events: Option<&[&Event]>,
    ) -> (usize, Change) {
        let first = events.and_then(|events| events.first());
        let last = events.and_then(|events| events.last());
        let details: Vec<&str> = events.into_iter().flatten().filter_map(|event| event.detail.as_deref()).collect();
        let change = Change {
            kind,
            action: action.id.clone(),
            title: action.title.clone(),
            label: seen.and_then(|seen| seen.label.clone()),
            observation: seen.map(|seen| seen.id.clone()),
            from: first.and_then(|event| event.from.clone()),
            to: last.and_then(|event| event.to.clone()),
            detail: (!details.is_empty()).then(|| details.join("; ")),
            sure: events.into_iter().flatten().all(|event| event.sure),
            said: Vec::new(),
            dropped: Vec::new(),
        };
        (seen.map_or(usize::MAX, |seen| seen.ordinal as usize), change)
    }
}

fn kind(kind: EventKind) -> Option<ChangeKind> {
    Some(match kind {
        EventKind::Closed => ChangeKind::Closed,
        EventKind::Reopened => ChangeKind::Reopened,
        EventKind::StatusChanged => ChangeKind::StatusChanged,
        EventKind::DeadlineSlipped => ChangeKind::DeadlineSlipped,
        EventKind::DeadlineAdvanced => ChangeKind::DeadlineAdvanced,
        EventKind::DeadlineOpened => ChangeKind::DeadlineOpened,
        EventKind::DeadlineSet => ChangeKind::DeadlineSet,
        EventKind::DeadlineUnclear => ChangeKind::DeadlineUnclear,
        EventKind::DeadlineRelabelled => ChangeKind::DeadlineRelabelled,
        EventKind::Reworded => ChangeKind::Reworded,
        EventKind::OwnerChanged => ChangeKind::OwnerChanged,
        EventKind::Split => ChangeKind::Split,
        EventKind::Merged => ChangeKind::Merged,
        EventKind::Renumbered => ChangeKind::Renumbered,
        EventKind::NotSeen => ChangeKind::NotSeen,
        EventKind::SeenAgain => ChangeKind::SeenAgain,
        EventKind::Raised | EventKind::Restated | EventKind::StatusReworded => return None,
    })
}

impl ChangeKind {
    /// Returns what stands above changes of this kind.
    pub fn heading(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::StatusChanged => "state changed",
            Self::DeadlineSlipped => "deadline slipped",
            Self::DeadlineAdvanced => "deadline advanced",
            Self::DeadlineOpened => "deadline made open-ended",
            Self::DeadlineSet => "deadline set",
            Self::DeadlineUnclear => "deadline changed, unclear which way",
            Self::DeadlineRelabelled => "deadline relabelled, not moved",
            Self::Reworded => "action reworded",
            Self::OwnerChanged => "owner changed",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Renumbered => "renumbered",
            Self::NotSeen => "not seen",
            Self::SeenAgain => "seen again",
            Self::Said => "status says something new",
        }
    }
}
