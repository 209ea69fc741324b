//! Remarks: findings in the making, with the key that sorts them.

use foldhash::HashSet;

use crate::model::finding::{Finding, Quote, Severity};
use crate::model::observation::Observation;

use super::explain;
use super::ground::{Ground, shortened};

/// How much of a wording is quoted.
const QUOTED: usize = 400;

/// How many wordings a finding quotes; all rows are named all the same.
const QUOTES: usize = 60;

/// A finding in the making.
pub(super) struct Remark {
    finding: Finding,
    place: usize,
    first: Option<(u32, usize)>,
    rank: usize,
    rows: HashSet<usize>,
    actions: HashSet<usize>,
}

impl Remark {
    /// Starts a finding of `code` about the edition at `place`, saying `message`.
    pub(super) fn new(ground: &Ground<'_>, code: &str, place: usize, message: String) -> Self {
        let editions = ground.edition(place).map(|edition| edition.id.clone()).into_iter().collect();
        let severity = explain::page(code).map_or(Severity::Warning, |page| page.severity);
        let finding = Finding {
            code: code.to_owned(),
            severity,
            message,
            observations: Vec::new(),
            actions: Vec::new(),
            editions,
            quotes: Vec::new(),
            hint: None,
        };
        Self { finding, place, first: None, rank: 0, rows: HashSet::default(), actions: HashSet::default() }
    }

    /// Adds observation `index` with its edition and actions, and quotes `fields` of it.
    pub(super) fn row(mut self, ground: &Ground<'_>, index: usize, fields: &[&str]) -> Self {
        let seen = ground.seen(index);
        self.first = self.first.or(Some((seen.ordinal, index)));
        if self.rows.insert(index) {
            self.finding.observations.push(seen.id.clone());
        }
        for &action in ground.actions(index) {
            if self.actions.insert(action) {
                self.finding.actions.push(ground.history.actions[action].id.clone());
            }
        }
        self = self.also(ground, ground.place(index));
        for field in fields {
            if self.finding.quotes.len() < QUOTES
                && let Some(raw) = wording(seen, field)
            {
                self.finding.quotes.push(Quote {
                    observation: Some(seen.id.clone()),
                    field: (*field).to_owned(),
                    text: shortened(raw, QUOTED),
                });
            }
        }
        self
    }

    /// Adds rows that are all of one kind, without quoting them.
    pub(super) fn rows(mut self, ground: &Ground<'_>, rows: &[usize]) -> Self {
        for &index in rows {
            self = self.row(ground, index, &[]);
        }
        self
    }

    /// Adds the edition at `place`.
    pub(super) fn also(mut self, ground: &Ground<'_>, place: usize) -> Self {
        if let Some(edition) = ground.edition(place)
            && !self.finding.editions.contains(&edition.id)
        {
            self.finding.editions.push(edition.id.clone());
        }
        self
    }

    /// Quotes wording that stands in no field of an observation, or in a piece of one.
    pub(super) fn quote(mut self, observation: Option<&Observation>, field: impl Into<String>, text: &str) -> Self {
        let observation = observation.map(|seen| seen.id.clone());
        self.finding.quotes.push(Quote { observation, field: field.into(), text: shortened(text, QUOTED) });
        self
    }

    /// Says what to do about it.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.finding.hint = Some(hint.into());
        self
    }

    /// Puts it behind those of its code and edition that have a smaller `rank`.
    pub(super) fn rank(mut self, rank: usize) -> Self {
        self.rank = rank;
        self
    }

    /// Makes it graver, or less grave, than its kind usually is.
    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }
}

/// Returns the findings by code, edition, rank and reading order; what is about the same rows, by message.
pub(super) fn sorted(mut remarks: Vec<Remark>) -> Vec<Finding> {
    remarks.sort_by(|left, right| {
        let key = |remark: &Remark| (remark.place, remark.rank, remark.first.is_none(), remark.first);
        left.finding
            .code
            .cmp(&right.finding.code)
            .then_with(|| key(left).cmp(&key(right)))
            .then_with(|| left.finding.message.cmp(&right.finding.message))
    });
    remarks.into_iter().map(|remark| remark.finding).collect()
}

/// Returns the wording of `field` in `seen`, if it has one.
pub(super) fn wording<'a>(seen: &'a Observation, field: &str) -> Option<&'a str> {
    match field {
        "action" => seen.action.as_ref().map(|action| action.raw.as_str()),
        "deadline" => seen.deadline.as_ref().map(|date| date.raw.as_str()),
        "status" => seen.status.as_ref().map(|status| status.raw.as_str()),
        "raised" => seen.raised.as_ref().map(|date| date.raw.as_str()),
        "owner" => seen.owner.as_ref().map(|owner| owner.raw.as_str()),
        "note" => seen.note.as_ref().map(|note| note.raw.as_str()),
        "label" => seen.label.as_deref(),
        _ => None,
    }
}
