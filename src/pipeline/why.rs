//! Why two rows are, or are not, one action.
//!
//! In: an output folder and the names of two rows. Out: the link between them, or what they would have scored and what kept
//! them from being linked. Links nothing anew, and reads no source.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Folders, PipelineError, last_history};
use crate::linkage::{PairWeighed, weigh_pair};
use crate::model::action::Action;
use crate::model::edition::EditionKind;
use crate::model::history::History;
use crate::model::ids::{ActionId, ObservationId};
use crate::model::label::bare;
use crate::model::link::{Evidence, Judgement, Link, LinkKind, RunnerUp};
use crate::model::observation::Observation;

/// Why two rows are, or are not, one action.
#[derive(Debug, Clone, Serialize)]
pub struct Why {
    /// The earlier row.
    pub earlier: Observation,
    /// The later row.
    pub later: Observation,
    /// The link between them, where there is one.
    pub link: Option<Link>,
    /// What they score: as in the link, or weighed anew.
    pub score: u32,
    /// What the score is the sum of.
    pub evidence: Vec<Evidence>,
    /// What else the later row could have been.
    pub runners_up: Vec<RunnerUp>,
    /// The action that both belong to, if they do.
    pub action: Option<ActionId>,
    /// What kept them from being linked, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// What kept two rows from being linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// They are one action already, by way of other rows.
    ByWayOf {
        /// The rows between, from the earlier to the later.
        rows: Vec<ObservationId>,
    },
    /// Both stand in one log, which prints an action twice only nearly word for word.
    OneLog {
        /// The log.
        log: String,
    },
    /// They score too little.
    BelowThreshold {
        /// What they would have to score.
        threshold: u32,
    },
    /// One of them went with another row.
    Better {
        /// Which of the two.
        row: ObservationId,
        /// What it went with.
        other: ObservationId,
        /// The score of that link.
        score: u32,
    },
    /// A person's answer about other rows keeps them apart.
    KeptApart {
        /// One of these.
        one: ObservationId,
        /// The other.
        other: ObservationId,
    },
    /// No rule of its own kept them apart: as a whole, other choices were better.
    AsAWhole,
}

/// Explains the pair of the rows called `a` and `b`: ids as in history.json, or an edition and a label, `2018-12-05/log:7`.
pub fn explain_pair(folders: &Folders, a: &str, b: &str) -> Result<Why, PipelineError> {
    let (history, _) = last_history(folders)?;
    let (one, two) = (find(&history, a)?, find(&history, b)?);
    let weighed = weigh_pair(&history.editions, &history.observations, &history.codes, &one.id, &two.id);
    let weighed = weighed.ok_or_else(|| one_row(b))?;
    let (earlier, later) = if weighed.earlier == one.id { (one, two) } else { (two, one) };
    let between = |link: &&Link| link.from == earlier.id && link.to == later.id;
    let link = history.links.iter().find(between).cloned();
    let action_of = |id: &ObservationId| history.actions.iter().find(|action| action.observations.contains(id));
    let (before, after) = (action_of(&earlier.id), action_of(&later.id));
    let action = before.filter(|action| after.is_some_and(|other| other.id == action.id));
    let reasons = match link {
        Some(_) => Vec::new(),
        None => Pair { history: &history, earlier, later, weighed: &weighed }.reasons(before, after),
    };
    let (score, evidence, runners_up) = match &link {
        Some(link) => (link.score, link.evidence.clone(), link.runners_up.clone()),
        None => (weighed.score, weighed.evidence.clone(), Vec::new()),
    };
    let action = action.map(|action| action.id.clone());
    Ok(Why { earlier: earlier.clone(), later: later.clone(), link, score, evidence, runners_up, action, reasons })
}

/// Finds the row called `name`.
pub(super) fn find<'a>(history: &'a History, name: &str) -> Result<&'a Observation, PipelineError> {
    if let Some(row) = history.observations.iter().find(|row| row.id.0 == name) {
        return Ok(row);
    }
    let wrong = |what: String| PipelineError::Row { given: name.to_owned(), what };
    let short = name.rsplit_once(':');
    let fits = |row: &&Observation| {
        short.is_some_and(|(edition, label)| {
            let printed = row.label.as_deref().unwrap_or_default();
            row.edition.0 == edition && !printed.is_empty() && (printed == label || bare(printed) == bare(label))
        })
    };
    let found: Vec<&Observation> = history.observations.iter().filter(fits).collect();
    match found.as_slice() {
        [] => Err(wrong("is no row of this history".to_owned())),
        [only] => Ok(only),
        several => {
            let named: Vec<&str> = several.iter().take(5).map(|row| row.id.0.as_str()).collect();
            let more = if several.len() > 5 { ", …" } else { "" };
            Err(wrong(format!("can be any of {} rows: {}{more}", several.len(), named.join(", "))))
        }
    }
}

/// Returns what is wrong where both names mean one row.
pub(super) fn one_row(given: &str) -> PipelineError {
    let what = "is the same row as the other; two are wanted".to_owned();
    PipelineError::Row { given: given.to_owned(), what }
}

/// Two rows without a link between them.
struct Pair<'a> {
    history: &'a History,
    earlier: &'a Observation,
    later: &'a Observation,
    weighed: &'a PairWeighed,
}

impl Pair<'_> {
    fn reasons(&self, before: Option<&Action>, after: Option<&Action>) -> Vec<Reason> {
        let together = before.is_some_and(|action| after.is_some_and(|other| other.id == action.id));
        if together && let Some(rows) = self.way() {
            return vec![Reason::ByWayOf { rows }];
        }
        let mut reasons = Vec::new();
        let alone = |id: &ObservationId| vec![id.clone()];
        let group = |action: Option<&Action>, id| action.map_or_else(|| alone(id), |one| one.observations.clone());
        let (left, right) = (group(before, &self.earlier.id), group(after, &self.later.id));
        let links = || self.history.links.iter();
        let apart = |link: &&Link| {
            link.judgement == Judgement::Different
                && (left.contains(&link.from) && right.contains(&link.to)
                    || left.contains(&link.to) && right.contains(&link.from))
        };
        reasons.extend(
            links().find(apart).map(|link| Reason::KeptApart { one: link.from.clone(), other: link.to.clone() }),
        );
        let log = |row: &Observation| {
            let edition = self.history.editions.iter().find(|edition| edition.id == row.edition)?;
            (edition.kind == EditionKind::Log).then_some(&edition.id)
        };
        if self.earlier.edition == self.later.edition
            && let Some(log) = log(self.later)
        {
            reasons.push(Reason::OneLog { log: log.0.clone() });
            return reasons;
        }
        if self.weighed.score < self.weighed.threshold {
            reasons.push(Reason::BelowThreshold { threshold: self.weighed.threshold });
        }
        let edition_of =
            |id: &ObservationId| self.history.observations.iter().find(|row| &row.id == id).map(|row| &row.edition);
        let went = links().filter(|link| joins(link)).filter(|link| {
            link.to == self.later.id && !left.contains(&link.from)
                || left.contains(&link.from) && edition_of(&link.to) == Some(&self.later.edition)
        });
        reasons.extend(went.map(|link| {
            let (row, other) =
                if link.to == self.later.id { (&link.to, &link.from) } else { (&self.earlier.id, &link.to) };
            Reason::Better { row: row.clone(), other: other.clone(), score: link.score }
        }));
        if reasons.is_empty() {
            reasons.push(Reason::AsAWhole);
        }
        reasons
    }

    /// Returns the rows by way of which links join the two, where they do.
    fn way(&self) -> Option<Vec<ObservationId>> {
        let mut next: BTreeMap<&ObservationId, Vec<&ObservationId>> = BTreeMap::new();
        for link in self.history.links.iter().filter(|link| joins(link)) {
            next.entry(&link.from).or_default().push(&link.to);
            next.entry(&link.to).or_default().push(&link.from);
        }
        let mut came_from: BTreeMap<&ObservationId, &ObservationId> = BTreeMap::new();
        let mut seen = BTreeSet::from([&self.earlier.id]);
        let mut queue = std::collections::VecDeque::from([&self.earlier.id]);
        while let Some(row) = queue.pop_front() {
            if row == &self.later.id {
                let mut way = Vec::new();
                let mut row = row;
                while let Some(&before) = came_from.get(row) {
                    way.push(before.clone());
                    row = before;
                }
                way.pop();
                way.reverse();
                return Some(way);
            }
            for &other in next.get(row).into_iter().flatten() {
                if seen.insert(other) {
                    came_from.insert(other, row);
                    queue.push_back(other);
                }
            }
        }
        None
    }
}

/// Tells whether a link makes its ends one action.
fn joins(link: &Link) -> bool {
    link.judgement != Judgement::Different && !matches!(link.kind, LinkKind::Split | LinkKind::Merged)
}
