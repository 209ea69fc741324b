//! What changed from one history to the next.
//!
//! In: what of the history before is compared, and the history of this run. Out: what is new, gone and different, by name.
//! A history is kept in short for the next run, so that history.json, which is long, need not be read again; where that is
//! missing, or of another history, it is. A history that cannot be understood, because another version wrote it, is as none.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::action::{Event, EventKind, Span};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::link::Judgement;
use crate::model::observation::Category;
use crate::store::digest;

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

/// A history in short: what of it is compared with the next one.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// The digest of its history.json.
    pub digest: String,
    editions: BTreeSet<EditionId>,
    actions: Vec<InShort>,
    unsure: Vec<(ObservationId, ObservationId)>,
}

/// An action in short.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct InShort {
    id: ActionId,
    /// The digest of all that is compared of it.
    said: String,
    is_over: bool,
    /// Changes that the summary tells of by kind: each is one change in one edition, whatever else is said of it.
    told: Vec<(EventKind, EditionId, Option<ObservationId>)>,
}

/// What of history.json is read to put it in short.
#[derive(Debug, Deserialize)]
struct Written {
    editions: Vec<EditionWritten>,
    actions: Vec<ActionWritten>,
    links: Vec<LinkWritten>,
}

#[derive(Debug, Deserialize)]
struct EditionWritten {
    id: EditionId,
}

#[derive(Debug, Deserialize)]
struct ActionWritten {
    id: ActionId,
    title: String,
    observations: Vec<ObservationId>,
    state: Category,
    deadline: Span,
    events: Vec<Event>,
}

#[derive(Debug, Deserialize)]
struct LinkWritten {
    from: ObservationId,
    to: ObservationId,
    judgement: Judgement,
}

impl Short {
    /// Puts `history` in short, the digest of its history.json left out.
    pub fn of(history: &History) -> Self {
        let actions = history.actions.iter();
        let links = history.links.iter().filter(|link| link.judgement == Judgement::Unsure);
        Self {
            digest: String::new(),
            editions: history.editions.iter().map(|edition| edition.id.clone()).collect(),
            actions: actions
                .map(|a| InShort::of(&a.id, (&a.title, &a.observations, a.state, &a.deadline, &a.events)))
                .collect(),
            unsure: links.map(|link| (link.from.clone(), link.to.clone())).collect(),
        }
    }

    /// Puts in short what the bytes of history.json say, which have this digest.
    pub fn of_json(text: &[u8], digest: String) -> Option<Self> {
        let Written { editions, actions, links } = serde_json::from_slice(text).ok()?;
        let actions = actions.iter();
        let links = links.into_iter().filter(|link| link.judgement == Judgement::Unsure);
        Some(Self {
            digest,
            editions: editions.into_iter().map(|edition| edition.id).collect(),
            actions: actions
                .map(|a| InShort::of(&a.id, (&a.title, &a.observations, a.state, &a.deadline, &a.events)))
                .collect(),
            unsure: links.map(|link| (link.from, link.to)).collect(),
        })
    }
}

/// What is compared of an action: title, rows, state, deadline, events.
type Said<'a> = (&'a str, &'a [ObservationId], Category, &'a Span, &'a [Event]);

impl InShort {
    fn of(id: &ActionId, said: Said<'_>) -> Self {
        let (.., state, _, events) = said;
        let told = events.iter().filter(|event| [EventKind::DeadlineSlipped, EventKind::NotSeen].contains(&event.kind));
        Self {
            id: id.clone(),
            // None of these can fail to be put into words.
            said: digest::short(&[&serde_json::to_string(&said).unwrap_or_default()]),
            is_over: state.is_closing(),
            told: told.map(|event| (event.kind, event.edition.clone(), event.observation.clone())).collect(),
        }
    }

    /// Tells whether anything of this kind is told that was not told `before`.
    fn tells_more(&self, before: &Self, kind: EventKind) -> bool {
        self.told.iter().any(|told| told.0 == kind && !before.told.contains(told))
    }
}

impl Changes {
    /// Compares a history with the one `before`.
    pub fn between(before: &Short, now: &Short) -> Self {
        let mut changes = Self {
            new_editions: now.editions.difference(&before.editions).cloned().collect(),
            gone_editions: before.editions.difference(&now.editions).cloned().collect(),
            unsure: now.unsure.iter().filter(|link| !before.unsure.contains(link)).count(),
            ..Self::default()
        };
        let mut old: BTreeMap<&ActionId, &InShort> = before.actions.iter().map(|action| (&action.id, action)).collect();
        for action in &now.actions {
            let Some(was) = old.remove(&action.id) else {
                changes.new_actions.push(action.id.clone());
                continue;
            };
            if was.said == action.said {
                continue;
            }
            changes.changed.push(action.id.clone());
            if action.is_over && !was.is_over {
                changes.closed.push(action.id.clone());
            }
            if action.tells_more(was, EventKind::DeadlineSlipped) {
                changes.slipped.push(action.id.clone());
            }
            if action.tells_more(was, EventKind::NotSeen) {
                changes.not_seen.push(action.id.clone());
            }
        }
        changes.gone_actions = old.into_keys().cloned().collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::history_json;
    use crate::model::link::LinkKind;
    use crate::model::sample::{edition, history, link, row};
    use crate::reconcile::reconcile;

    fn told(status: &str, judgement: Judgement) -> History {
        let ids = ["2019-01-10/log#a:1", "2019-04-10/log#a:1"];
        let editions = vec![edition("2019-01-10/log", &[("a", None)]), edition("2019-04-10/log", &[("a", None)])];
        let second = row(ids[1], "Paint the gate").status(Category::Complete, status);
        let rows = vec![row(ids[0], "Paint the gate").status(Category::Ongoing, "Ongoing."), second];
        let links = vec![link(ids[0], ids[1], LinkKind::SameNumber, judgement)];
        let actions = reconcile(&editions, &rows, &links, &[]);
        history(editions, rows, links, actions)
    }

    #[test]
    fn history_json_in_short_is_the_history_in_short() {
        let history = told("Complete. Paper 2", Judgement::Unsure);
        let short = Short { digest: "1".to_owned(), ..Short::of(&history) };
        let text = history_json(&history).expect("JSON");
        assert_eq!(Short::of_json(&text, "1".to_owned()).as_ref(), Some(&short));
        let kept = serde_json::to_vec(&short).expect("JSON");
        assert_eq!(serde_json::from_slice::<Short>(&kept).ok(), Some(short));
        assert_eq!(Short::of_json(b"{}", String::new()), None);
    }

    #[test]
    fn one_word_in_a_status_makes_an_action_another() {
        let short = |status: &str, judgement| Short::of(&told(status, judgement));
        let before = short("Complete. Paper 2", Judgement::Same);
        assert_eq!(Changes::between(&before, &short("Complete. Paper 2", Judgement::Same)), Changes::default());
        let changes = Changes::between(&before, &short("Complete. Paper 3", Judgement::Unsure));
        assert_eq!((changes.changed.len(), changes.unsure), (1, 1));
    }
}
