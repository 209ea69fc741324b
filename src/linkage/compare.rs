//! What two rows say beside their wording: number, raised, section, deadline, owner.
//!
//! In come two members and what is known of codes, out comes for each field whether they agree, contradict each other or say
//! nothing. Weighs nothing.

use std::collections::BTreeMap;

use crate::model::link::{Code, Judgement};
use crate::model::observation::{DateField, DateKind, Observation};

use super::series::{Member, Series};
use super::vocabulary::words_of;

/// What a comparison of one field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They say the same.
    Agree,
    /// They cannot both hold of one action, or hardly.
    Contradict,
    /// One of them says nothing, or it cannot be compared.
    Silent,
}

/// What codes are known to mean: first and last day.
#[derive(Debug, Clone, Default)]
pub struct Meanings(BTreeMap<String, (String, String)>);

impl Meanings {
    /// Takes the codes whose meaning is sure.
    pub fn of(codes: &[Code]) -> Self {
        let sure = codes.iter().filter(|code| code.judgement == Judgement::Same);
        let known = sure.filter_map(|code| Some((code.code.clone(), (code.from.clone()?, code.to.clone()?))));
        Self(known.collect())
    }

    /// Tells whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Compares printed numbers within the log's own numbering.
pub fn numbers(earlier: &Member, later: &Member) -> Verdict {
    match (&earlier.key, &later.key) {
        (Some(a), Some(b)) if a == b => Verdict::Agree,
        (Some(_), Some(_)) => Verdict::Contradict,
        _ => Verdict::Silent,
    }
}

/// Compares when two rows were raised; a write-up raises what it lists when it is published.
pub fn raised(series: &Series, meanings: &Meanings, earlier: usize, later: usize) -> Verdict {
    let (a, b) = (&series.members[earlier], &series.members[later]);
    match (&a.observation.raised, &b.observation.raised) {
        (Some(one), Some(other)) => dates(meanings, one, other),
        (None, Some(date)) if !series.in_log(earlier) => told_on(series, meanings, earlier, date),
        (Some(date), None) if !series.in_log(later) => told_on(series, meanings, later, date),
        _ => Verdict::Silent,
    }
}

/// Compares two deadlines. They move, so that a difference says little; how little, the rows tell.
pub fn deadlines(meanings: &Meanings, earlier: &Observation, later: &Observation) -> Verdict {
    match (&earlier.deadline, &later.deadline) {
        (Some(a), Some(b)) => dates(meanings, a, b),
        _ => Verdict::Silent,
    }
}

/// Compares the headings that two rows stand under. Rows move between them, and headings are renamed.
pub fn sections(earlier: &Observation, later: &Observation) -> Verdict {
    match (&earlier.section, &later.section) {
        (Some(a), Some(b)) if a.is_empty() || b.is_empty() => Verdict::Silent,
        (Some(a), Some(b)) if a == b || a.len() == b.len() && words_of(a) == words_of(b) => Verdict::Agree,
        (Some(_), Some(_)) => Verdict::Contradict,
        _ => Verdict::Silent,
    }
}

/// Compares owners by name; blacked-out ones say nothing.
pub fn owners(earlier: &Member, later: &Member) -> Verdict {
    if earlier.owners.is_empty() || later.owners.is_empty() {
        return Verdict::Silent;
    }
    let common = earlier.owners.iter().any(|name| later.owners.contains(name));
    if common { Verdict::Agree } else { Verdict::Contradict }
}

fn dates(meanings: &Meanings, earlier: &DateField, later: &DateField) -> Verdict {
    let mut comparable = false;
    for a in spans(meanings, earlier) {
        for b in spans(meanings, later) {
            match (&a, &b) {
                (Said::Code(x), Said::Code(y)) if x == y => return Verdict::Agree,
                (Said::Days(a, b), Said::Days(c, d)) if a <= d && c <= b => return Verdict::Agree,
                (Said::Code(_), Said::Code(_)) | (Said::Days(..), Said::Days(..)) => comparable = true,
                _ => {}
            }
        }
    }
    if comparable { Verdict::Contradict } else { Verdict::Silent }
}

fn told_on(series: &Series, meanings: &Meanings, write_up: usize, date: &DateField) -> Verdict {
    let Some((from, to)) = &series.sheet_of(write_up).published else { return Verdict::Silent };
    let mut verdict = Verdict::Silent;
    for said in spans(meanings, date) {
        let Said::Days(first, last) = said else { continue };
        if first <= to.as_str() && from.as_str() <= last {
            return Verdict::Agree;
        }
        // A write-up comes out some weeks after its meeting, so that only another month before or after it speaks.
        if month_number(last) + 2 < month_number(from) || month_number(to) + 2 < month_number(first) {
            verdict = Verdict::Contradict;
        }
    }
    verdict
}

enum Said<'a> {
    Code(&'a str),
    Days(&'a str, &'a str),
}

/// More parts than this no cell has that means anything.
const PARTS: usize = 16;

fn spans<'a>(meanings: &'a Meanings, field: &'a DateField) -> impl Iterator<Item = Said<'a>> {
    field.parts.iter().take(PARTS).filter_map(|part| match (part.kind, &part.code, &part.from, &part.to) {
        (DateKind::Code, Some(code), ..) => Some(match meanings.0.get(code) {
            Some((from, to)) => Said::Days(from, to),
            None => Said::Code(code),
        }),
        (_, _, Some(from), Some(to)) => Some(Said::Days(from, to)),
        _ => None,
    })
}

/// Returns how many months a day lies after the year nought; ISO dates only.
fn month_number(day: &str) -> u32 {
    let mut parts = day.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    parts.next().unwrap_or(0).saturating_mul(12).saturating_add(parts.next().unwrap_or(0))
}
