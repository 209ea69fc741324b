//! The series as one thing: every observation with its place in time, and what its table says of it.

use foldhash::HashMap;

use crate::model::edition::{Edition, EditionKind};
use crate::model::ids::ObservationId;
use crate::model::link::Code;
use crate::model::observation::{Category, Observation};

use super::deadline::Codes;

/// The editions and observations, with ways to find them. Observations are named by their index.
pub(super) struct Series<'a> {
    /// The editions in order.
    pub(super) editions: &'a [Edition],
    /// The observations in the order given.
    pub(super) observations: &'a [Observation],
    /// What codes mean.
    pub(super) codes: Codes<'a>,
    index: HashMap<&'a ObservationId, usize>,
    places: Vec<usize>,
    claims: Vec<Option<Category>>,
    issues: Vec<Option<usize>>,
    issue_starts: Vec<usize>,
}

impl<'a> Series<'a> {
    /// Puts `observations` in their places among `editions`.
    pub(super) fn new(editions: &'a [Edition], observations: &'a [Observation], codes: &'a [Code]) -> Self {
        let by_id: HashMap<_, _> = editions.iter().enumerate().map(|(place, edition)| (&edition.id, place)).collect();
        // An observation of no known edition stands behind all others, undated.
        let places: Vec<usize> =
            observations.iter().map(|seen| by_id.get(&seen.edition).copied().unwrap_or(editions.len())).collect();
        let states: HashMap<_, _> = editions
            .iter()
            .enumerate()
            .flat_map(|(place, edition)| edition.tables.iter().map(move |table| ((place, &table.id), table.state)))
            .collect();
        let state = |(seen, &place): (&'a Observation, &usize)| states.get(&(place, &seen.table)).copied().flatten();
        let claims = observations.iter().zip(&places).map(state).collect();
        let mut shows_any = vec![false; editions.len() + 1];
        for &place in &places {
            shows_any[place] = true;
        }
        let (issues, issue_starts) = issues(editions, &shows_any);
        Self {
            editions,
            observations,
            codes: Codes::new(codes),
            index: observations.iter().enumerate().map(|(index, seen)| (&seen.id, index)).collect(),
            places,
            claims,
            issues,
            issue_starts,
        }
    }

    /// Returns the index of the observation named `id`.
    pub(super) fn find(&self, id: &ObservationId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Returns where observation `index` stands: its edition's place, then its place in reading order.
    pub(super) fn key(&self, index: usize) -> (usize, u32, usize) {
        (self.places[index], self.observations[index].ordinal, index)
    }

    /// Returns the place of the edition that prints observation `index`.
    pub(super) fn place(&self, index: usize) -> usize {
        self.places[index]
    }

    /// Tells whether the edition at `place` has a date.
    pub(super) fn is_dated(&self, place: usize) -> bool {
        self.editions.get(place).is_some_and(|edition| edition.published_on.is_some())
    }

    /// Tells whether the edition at `place` is the log itself.
    pub(super) fn is_log(&self, place: usize) -> bool {
        self.editions.get(place).is_some_and(|edition| edition.kind == EditionKind::Log)
    }

    /// Returns the issue that the dated log at `place` belongs to: logs of one date are one issue, so that a log in
    /// several files is not taken for several logs that each leave most actions out.
    pub(super) fn issue(&self, place: usize) -> Option<usize> {
        self.issues.get(place).copied().flatten()
    }

    /// Returns the place of the first log of issue `issue`.
    pub(super) fn issue_start(&self, issue: usize) -> Option<usize> {
        self.issue_starts.get(issue).copied()
    }

    /// Returns the status category of observation `index`: what its status says, or where that names no state, what the
    /// heading of its table claims. Nothing where it has neither a status nor such a heading.
    pub(super) fn category(&self, index: usize) -> Option<Category> {
        let said = self.observations[index].status.as_ref().map(|status| status.category);
        match said {
            None | Some(Category::None) => self.claims[index].or(said),
            said => said,
        }
    }

    /// Returns what observation `index` is called: its label, or its wording where it has none.
    pub(super) fn name(&self, index: usize) -> String {
        let seen = &self.observations[index];
        let wording = || seen.action.as_ref().map(|action| action.raw.clone()).unwrap_or_default();
        seen.label.clone().unwrap_or_else(wording)
    }
}

/// A log in which no row was found at all leaves nothing out: it could not be read.
fn issues(editions: &[Edition], shows_any: &[bool]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut starts: Vec<usize> = Vec::new();
    let mut issues = Vec::with_capacity(editions.len());
    for (place, edition) in editions.iter().enumerate() {
        let date = match (&edition.published_on, edition.kind) {
            (Some(date), EditionKind::Log) if shows_any[place] => Some((&date.from, &date.to)),
            _ => None,
        };
        let before = starts.last().and_then(|&start| editions[start].published_on.as_ref());
        if date.is_some() && date != before.map(|date| (&date.from, &date.to)) {
            starts.push(place);
        }
        issues.push(date.and_then(|_| starts.len().checked_sub(1)));
    }
    (issues, starts)
}
