//! The history as the audit walks over it: by index, and with names that a reader understands.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use crate::model::action::{Action, Step};
use crate::model::edition::{Edition, EditionKind, Precision, TableInfo};
use crate::model::history::History;
use crate::model::ids::{EditionId, ObservationId, SourceId, TableId};
use crate::model::observation::{Category, Observation};

/// A history, with ways to find things in it.
pub(super) struct Ground<'a> {
    /// The history.
    pub(super) history: &'a History,
    observations: HashMap<&'a ObservationId, usize>,
    editions: HashMap<&'a EditionId, usize>,
    tables: HashMap<(usize, &'a TableId), &'a TableInfo>,
    rows: Vec<Vec<usize>>,
    places: Vec<usize>,
    owners: Vec<Option<usize>>,
    tellers: Vec<Vec<usize>>,
    sources: HashMap<&'a SourceId, usize>,
    names: Vec<String>,
}

impl<'a> Ground<'a> {
    /// Makes ready to walk over `history`.
    pub(super) fn new(history: &'a History) -> Self {
        let observations: HashMap<_, _> =
            history.observations.iter().enumerate().map(|(index, seen)| (&seen.id, index)).collect();
        let editions: HashMap<_, _> =
            history.editions.iter().enumerate().map(|(place, edition)| (&edition.id, place)).collect();
        let tables = history
            .editions
            .iter()
            .enumerate()
            .flat_map(|(place, edition)| edition.tables.iter().map(move |table| ((place, &table.id), table)))
            .collect();
        let mut rows = vec![Vec::new(); history.editions.len()];
        let mut places = Vec::with_capacity(history.observations.len());
        for (index, seen) in history.observations.iter().enumerate() {
            let place = editions.get(&seen.edition).copied().unwrap_or(history.editions.len());
            places.push(place);
            if let Some(rows) = rows.get_mut(place) {
                rows.push(index);
            }
        }
        for rows in &mut rows {
            rows.sort_by_key(|&index| (history.observations[index].ordinal, index));
        }
        let mut owners = vec![None; history.observations.len()];
        let mut tellers = vec![Vec::new(); history.observations.len()];
        for (action, life) in history.actions.iter().enumerate() {
            for index in life.observations.iter().filter_map(|id| observations.get(id)) {
                owners[*index] = Some(action);
                tellers[*index].push(action);
            }
            for index in life.told_in.iter().filter_map(|id| observations.get(id)) {
                tellers[*index].push(action);
            }
        }
        let sources = history.editions.iter().enumerate().map(|(place, edition)| (&edition.source, place)).collect();
        Self {
            history,
            observations,
            editions,
            tables,
            rows,
            places,
            owners,
            tellers,
            sources,
            names: names(&history.editions),
        }
    }

    /// Returns the index of the observation named `id`.
    pub(super) fn find(&self, id: &ObservationId) -> Option<usize> {
        self.observations.get(id).copied()
    }

    /// Returns the place of the edition named `id`.
    pub(super) fn find_edition(&self, id: &EditionId) -> Option<usize> {
        self.editions.get(id).copied()
    }

    /// Returns observation `index`.
    pub(super) fn seen(&self, index: usize) -> &'a Observation {
        &self.history.observations[index]
    }

    /// Returns the place of the edition that prints observation `index`.
    pub(super) fn place(&self, index: usize) -> usize {
        self.places[index]
    }

    /// Returns the place of the edition that `source` carries.
    pub(super) fn place_of_source(&self, source: &SourceId) -> Option<usize> {
        self.sources.get(source).copied()
    }

    /// Returns the edition at `place`.
    pub(super) fn edition(&self, place: usize) -> Option<&'a Edition> {
        self.history.editions.get(place)
    }

    /// Tells whether the edition at `place` is the log itself.
    pub(super) fn is_log(&self, place: usize) -> bool {
        self.edition(place).is_some_and(|edition| edition.kind == EditionKind::Log)
    }

    /// Tells whether the edition at `place` has a date.
    pub(super) fn is_dated(&self, place: usize) -> bool {
        self.edition(place).is_some_and(|edition| edition.published_on.is_some())
    }

    /// Returns the rows of the edition at `place` in reading order.
    pub(super) fn rows(&self, place: usize) -> &[usize] {
        self.rows.get(place).map_or(&[], Vec::as_slice)
    }

    /// Returns the action that observation `index` belongs to; none where it tells of several.
    pub(super) fn own_action(&self, index: usize) -> Option<usize> {
        self.owners[index]
    }

    /// Returns the actions that observation `index` tells of.
    pub(super) fn actions(&self, index: usize) -> &[usize] {
        &self.tellers[index]
    }

    /// Returns the steps of all actions whose row has a place, with the row: action, step, row.
    pub(super) fn steps(&self) -> impl Iterator<Item = (&'a Action, &'a Step, usize)> {
        let steps = |action: &'a Action| action.steps.iter().map(move |step| (action, step));
        let rows = self.history.actions.iter().flat_map(steps);
        rows.filter_map(|(action, step)| Some((action, step, self.find(&step.observation)?)))
    }

    /// Returns the last row of `action` in a dated log before the edition at `place` that `counts`.
    pub(super) fn last_before(
        &self,
        action: &Action,
        place: usize,
        counts: impl Fn(&Observation) -> bool,
    ) -> Option<usize> {
        let rows = action.observations.iter().filter_map(|id| self.find(id));
        let logged =
            |row: &usize| self.place(*row) < place && self.is_log(self.place(*row)) && self.is_dated(self.place(*row));
        rows.filter(logged)
            .filter(|&row| counts(self.seen(row)))
            .max_by_key(|&row| (self.place(row), self.seen(row).ordinal))
    }

    /// Returns the category of row `index`: what its status says, or what the heading of its table claims.
    pub(super) fn category(&self, index: usize) -> Category {
        let said = self.seen(index).status.as_ref().map_or(Category::None, |status| status.category);
        match said {
            Category::None => self.table(index).and_then(|table| table.state).unwrap_or(said),
            said => said,
        }
    }

    /// Counts the actions that `rows` belong to; a row that belongs to none counts for itself.
    pub(super) fn count_actions(&self, rows: &[usize]) -> usize {
        let owners: BTreeSet<(Option<usize>, usize)> =
            rows.iter().map(|&row| self.owners[row].map_or((None, row), |action| (Some(action), 0))).collect();
        owners.len()
    }

    /// Returns the table that observation `index` stands in.
    pub(super) fn table(&self, index: usize) -> Option<&'a TableInfo> {
        self.tables.get(&(self.place(index), &self.seen(index).table)).copied()
    }

    /// Returns what a reader calls the edition at `place`: "the log of 2019-04-18".
    pub(super) fn edition_name(&self, place: usize) -> &str {
        self.names.get(place).map_or("an unknown edition", String::as_str)
    }

    /// Returns what a reader calls observation `index`: its label, or its first words.
    pub(super) fn row_name(&self, index: usize) -> String {
        let seen = self.seen(index);
        if let Some(label) = &seen.label {
            return label.trim_end_matches(['.', ':']).to_owned();
        }
        let wording = seen.action.as_ref().map_or("", |action| action.raw.as_str());
        if wording.is_empty() {
            "a row without wording".to_owned()
        } else {
            format!("“{}”", shortened(wording, 60))
        }
    }
}

/// Returns `text`, cut at a word after about `length` characters.
pub(super) fn shortened(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or(text);
    let head = head.rsplit_once(char::is_whitespace).map_or(head, |(head, _)| head);
    format!("{} …", head.trim_end())
}

/// Joins `names` as a sentence does: "1, 2 and 3".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

fn names(editions: &[Edition]) -> Vec<String> {
    let plain = |edition: &Edition| {
        let kind = edition.kind.word();
        match &edition.published_on {
            None => format!("the undated {kind}"),
            Some(date) => {
                let day = match date.precision {
                    Precision::Day => Some(date.from.as_str()),
                    Precision::Month => date.from.get(..7),
                    Precision::Year => date.from.get(..4),
                    Precision::Quarter => None,
                };
                format!("the {kind} of {}", day.unwrap_or(&date.raw))
            }
        }
    };
    let mut names: Vec<String> = editions.iter().map(plain).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in &names {
        *counts.entry(name.clone()).or_default() += 1;
    }
    for (name, edition) in names.iter_mut().zip(editions) {
        if counts.get(name).is_some_and(|&count| count > 1) {
            *name = format!("{name} ({})", edition.id);
        }
    }
    names
}
