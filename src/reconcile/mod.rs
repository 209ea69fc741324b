//! Links to actions: lineages, events, conflicts.
//!
//! Comes in: the editions in order (undated ones last), their observations, and what linking found. Goes out: one
//! action for each lineage, without a name yet. Never happens: an observation is lost, or stands in two actions; two
//! rows that a reviewer called different end up in one; an edition without a date says what is so now.

mod absence;
mod anatomy;
mod artefacts;
mod conflict;
mod course;
mod deadline;
mod event;
mod joining;
mod lineage;
mod now;
mod people;
mod series;
mod wording;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::action::{Action, Alias, Step};
use crate::model::edition::Edition;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::link::{Code, Link};
use crate::model::observation::Observation;

pub use artefacts::artefacts;
use lineage::{Lineage, lineages};
use series::Series;

/// So many lives are made in one go.
const LIVES: usize = 8;

/// Makes one history for each action. Ids are left empty; actions come in order of birth (edition, then reading order).
pub fn reconcile(editions: &[Edition], observations: &[Observation], links: &[Link], codes: &[Code]) -> Vec<Action> {
    let series = Series::new(editions, observations, codes);
    lineages(&series, links).par_iter().with_max_len(LIVES).map(|lineage| action(&series, lineage)).collect()
}

fn action(series: &Series<'_>, lineage: &Lineage) -> Action {
    let id = |index: usize| series.observations[index].id.clone();
    let observations: Vec<ObservationId> = lineage.steps.iter().map(|step| id(step.observation)).collect();
    let anatomies = anatomy::anatomies(series, lineage);
    let steps = lineage.steps.iter().zip(anatomies).map(|(step, anatomy)| Step {
        observation: id(step.observation),
        sure: step.sure,
        segments: anatomy.segments,
        dropped: anatomy.dropped,
    });
    let steps: Vec<Step> = steps.collect();
    let events = event::events(series, lineage);
    Action {
        id: ActionId(String::new()),
        title: now::title(series, lineage),
        born_in: lineage
            .steps
            .first()
            .map_or_else(|| EditionId(String::new()), |step| series.observations[step.observation].edition.clone()),
        aliases: aliases(series, lineage),
        observations,
        told_in: lineage.told.iter().map(|told| id(told.observation)).collect(),
        state: now::state(series, lineage),
        deadline: now::deadline(series, lineage),
        conflicts: conflict::conflicts(series, lineage),
        course: course::course(series, lineage, &steps, &events),
        steps,
        events,
    }
}

fn aliases(series: &Series<'_>, lineage: &Lineage) -> Vec<Alias> {
    let mut known: BTreeSet<(usize, &str)> = BTreeSet::new();
    let mut aliases = Vec::new();
    for step in &lineage.steps {
        let seen = &series.observations[step.observation];
        if let Some(label) = &seen.label
            && known.insert((series.place(step.observation), label))
        {
            aliases.push(Alias { edition: seen.edition.clone(), label: label.clone() });
        }
    }
    aliases
}

#[cfg(test)]
mod tests;
