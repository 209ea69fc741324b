//! What changed from one history to the next.
//!
//! In: history.json as the last run wrote it, and the history of this run. Out: what is new, gone and different, by name.
//! A history that cannot be understood, because another version wrote it, is as none.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::action::{Event, EventKind, Span};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::link::Judgement;
use crate::model::observation::Category;

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Editions that were not there before.
    pub new_editions: Vec<EditionId>,
    /// Editions that are not there any more.
    pub gone_editions: Vec<EditionId>,
    /// Actions that were not there before.
    pub new_actions: Vec<ActionId>,
    /// Actions that are not there any more, or are one with another now.
    pub gone_actions: Vec<ActionId>,
    /// Actions of which anything is different.
    pub changed: Vec<ActionId>,
    /// Actions that are over now and were not.
    pub closed: Vec<ActionId>,
    /// Actions whose deadline slipped, where it was not known before.
    pub slipped: Vec<ActionId>,
    /// Actions that a log left out, where it was not known before.
    pub not_seen: Vec<ActionId>,
    /// How many links are not sure that were not there, or were sure, before.
    pub unsure: usize,
}

/// What of the history before is compared.
#[derive(Debug, Deserialize)]
pub struct Before {
    editions: Vec<EditionBefore>,
    actions: Vec<ActionBefore>,
    links: Vec<LinkBefore>,
}

#[derive(Debug, Deserialize)]
struct EditionBefore {
    id: EditionId,
}

#[derive(Debug, Deserialize)]
struct ActionBefore {
    id: ActionId,
    title: String,
    observations: Vec<ObservationId>,
    state: Category,
    deadline: Span,
    events: Vec<Event>,
}

#[derive(Debug, Deserialize)]
struct LinkBefore {
    from: ObservationId,
    to: ObservationId,
    judgement: Judgement,
}

impl Before {
    /// Reads history.json.
    pub fn from_json(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }
}

impl Changes {
    /// Compares `history` with what was `before`.
    pub fn between(before: &Before, history: &History) -> Self {
        let mut changes = Self::default();
        let old: BTreeSet<&EditionId> = before.editions.iter().map(|edition| &edition.id).collect();
        let new: BTreeSet<&EditionId> = history.editions.iter().map(|edition| &edition.id).collect();
        changes.new_editions = new.difference(&old).map(|&id| id.clone()).collect();
        changes.gone_editions = old.difference(&new).map(|&id| id.clone()).collect();
        let mut old: BTreeMap<&ActionId, &ActionBefore> =
            before.actions.iter().map(|action| (&action.id, action)).collect();
        for action in &history.actions {
            let Some(was) = old.remove(&action.id) else {
                changes.new_actions.push(action.id.clone());
                continue;
            };
            let same = was.title == action.title
                && was.observations == action.observations
                && was.state == action.state
                && was.deadline == action.deadline
                && was.events == action.events;
            if same {
                continue;
            }
            changes.changed.push(action.id.clone());
            if action.state.is_closing() && !was.state.is_closing() {
                changes.closed.push(action.id.clone());
            }
            let now = |kind: EventKind| {
                let known = |event: &&Event| was.events.iter().any(|old| is_same(old, event));
                action.events.iter().any(|event| event.kind == kind && !known(&event))
            };
            if now(EventKind::DeadlineSlipped) {
                changes.slipped.push(action.id.clone());
            }
            if now(EventKind::NotSeen) {
                changes.not_seen.push(action.id.clone());
            }
        }
        changes.gone_actions = old.into_keys().cloned().collect();
        let unsure: BTreeSet<(&ObservationId, &ObservationId)> = before
            .links
            .iter()
            .filter(|link| link.judgement == Judgement::Unsure)
            .map(|link| (&link.from, &link.to))
            .collect();
        let links = history.links.iter().filter(|link| link.judgement == Judgement::Unsure);
        changes.unsure = links.filter(|link| !unsure.contains(&(&link.from, &link.to))).count();
        changes
    }

    /// Returns how many there are of each kind, for the log of runs.
    pub fn counts(&self) -> Vec<(String, usize)> {
        let counts = [
            ("new editions", self.new_editions.len()),
            ("editions gone", self.gone_editions.len()),
            ("new actions", self.new_actions.len()),
            ("actions gone", self.gone_actions.len()),
            ("changed", self.changed.len()),
            ("closed", self.closed.len()),
            ("slipped", self.slipped.len()),
            ("not seen", self.not_seen.len()),
            ("unsure links", self.unsure),
        ];
        counts.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| (kind.to_owned(), count)).collect()
    }
}

/// Tells whether two events are one change in one edition, whatever else is said of it.
fn is_same(one: &Event, other: &Event) -> bool {
    one.kind == other.kind && one.edition == other.edition && one.observation == other.observation
}
