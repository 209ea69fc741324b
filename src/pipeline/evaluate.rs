//! The history measured against pairs that people labelled by reading.
//!
//! In: an output folder and a file of labelled pairs. Out: how many of the links are right, and how many of the pairs are
//! found. Only rows of editions that the labels speak of count. Nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::gold::{Gold, Kind};
use super::{Folders, PipelineError, last_history};
use crate::model::history::History;
use crate::model::ids::{EditionId, ObservationId};
use crate::model::link::{Judgement, Link, LinkKind};

/// How well a history agrees with labelled pairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evaluation {
    /// How many pairs were labelled.
    pub labelled: usize,
    /// The editions that the labels speak of.
    pub editions: Vec<EditionId>,
    /// Links against labelled pairs of one action; a pair is met where links lead from one row to the other, by whatever
    /// detour, for labels may name what follows from others or leave it out.
    pub links: Measure,
    /// Pairs of rows in one action, against all that follows from the labels.
    pub clusters: Measure,
    /// Links of kind `split` and `merged` against labelled pairs of which one is a part of the other. Whether a line that
    /// tells of three is split into them or merged out of them depends on which is printed first, so that both are one here.
    pub parts: Measure,
    /// Links of all kinds by how sure they are said to be.
    pub bands: Bands,
    /// Labelled pairs that were not found, as far as they are of one action.
    pub missed: Vec<[ObservationId; 2]>,
    /// Links that the labels do not bear out.
    pub wrong: Vec<[ObservationId; 2]>,
}

/// How many of what was found are right, and how many of what is right were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// How many were found.
    pub found: usize,
    /// How many of these are right.
    pub right: usize,
    /// How many there are.
    pub wanted: usize,
    /// How many of these were found.
    pub met: usize,
}

/// Links by how sure they are said to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Bands {
    /// Those called the same.
    pub sure: Band,
    /// Those called unsure.
    pub unsure: Band,
}

/// Links of one band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Band {
    /// How many there are.
    pub links: usize,
    /// How many of them are right.
    pub right: usize,
}

impl Measure {
    /// Returns which share of what was found is right, in thousandths; nothing where nothing was found.
    pub fn precision(&self) -> Option<usize> {
        share(self.right, self.found)
    }

    /// Returns which share of what there is was found, in thousandths; nothing where there is nothing.
    pub fn recall(&self) -> Option<usize> {
        share(self.met, self.wanted)
    }

    /// Returns the harmonic mean of both, in thousandths.
    pub fn f1(&self) -> Option<usize> {
        // 2pr / (p + r) with p = right / found and r = met / wanted, brought under one denominator.
        let (p, r) = (self.right * self.wanted, self.met * self.found);
        if self.found == 0 || self.wanted == 0 {
            return None;
        }
        Some(if p + r == 0 { 0 } else { share(2 * self.right * self.met, p + r).unwrap_or(0) })
    }
}

impl Band {
    /// Returns which share of its links is right, in thousandths.
    pub fn share(&self) -> Option<usize> {
        share(self.right, self.links)
    }
}

/// Measures the history in `folders` against the labelled pairs in the file `gold`.
pub fn evaluate(folders: &Folders, gold: &Path) -> Result<Evaluation, PipelineError> {
    let gold = Gold::read(gold)?;
    let (history, _) = last_history(folders)?;
    gold.check(&history)?;
    Ok(measure(&history, &gold))
}

type Pair = [ObservationId; 2];

fn measure(history: &History, gold: &Gold) -> Evaluation {
    let edition: BTreeMap<&ObservationId, &EditionId> =
        history.observations.iter().map(|row| (&row.id, &row.edition)).collect();
    let editions: BTreeSet<&EditionId> = gold.rows().filter_map(|row| edition.get(row).copied()).collect();
    let counts = |row: &ObservationId| edition.get(row).is_some_and(|edition| editions.contains(edition));
    let labelled = |kind: Kind| -> BTreeSet<Pair> {
        gold.pairs.iter().filter(|pair| pair.kind == kind).map(|pair| ordered(&pair.a, &pair.b)).collect()
    };
    let same = labelled(Kind::Same);
    let parts = labelled(Kind::Part);
    let implied = closure(&same);
    let (mut direct, mut of_parts) = (BTreeSet::new(), BTreeSet::new());
    let (mut bands, mut wrong) = (Bands::default(), Vec::new());
    let links = history.links.iter().filter(|link| link.judgement != Judgement::Different);
    let judged: Vec<&Link> = links.filter(|link| counts(&link.from) && counts(&link.to)).collect();
    for link in &judged {
        let pair = ordered(&link.from, &link.to);
        let part = matches!(link.kind, LinkKind::Split | LinkKind::Merged);
        let right = if part { parts.contains(&pair) } else { implied.contains(&pair) };
        let band = if link.judgement == Judgement::Same { &mut bands.sure } else { &mut bands.unsure };
        band.links += 1;
        band.right += usize::from(right);
        if !right {
            wrong.push([link.from.clone(), link.to.clone()]);
        }
        if part {
            of_parts.insert(pair)
        } else {
            direct.insert(pair)
        };
    }
    let groups = history.actions.iter().map(|action| action.observations.iter().filter(|row| counts(row)).collect());
    let together: BTreeSet<Pair> = groups.flat_map(|group: Vec<_>| pairs_of(&group)).collect();
    Evaluation {
        labelled: gold.pairs.len(),
        editions: history.editions.iter().map(|one| &one.id).filter(|id| editions.contains(id)).cloned().collect(),
        links: Measure { met: same.intersection(&closure(&direct)).count(), ..compare(&direct, &implied, &same) },
        clusters: compare(&together, &implied, &implied),
        parts: compare(&of_parts, &parts, &parts),
        bands,
        missed: same.difference(&together).cloned().collect(),
        wrong,
    }
}

/// Compares what was found with what is `right`, and with what should have been found.
fn compare(found: &BTreeSet<Pair>, right: &BTreeSet<Pair>, wanted: &BTreeSet<Pair>) -> Measure {
    Measure {
        found: found.len(),
        right: found.intersection(right).count(),
        wanted: wanted.len(),
        met: wanted.intersection(found).count(),
    }
}

/// Returns all pairs that follow from some.
fn closure(pairs: &BTreeSet<Pair>) -> BTreeSet<Pair> {
    let mut groups: Vec<BTreeSet<&ObservationId>> = Vec::new();
    for [a, b] in pairs {
        let (joined, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.contains(a) || group.contains(b));
        groups = rest;
        groups.push(joined.into_iter().flatten().chain([a, b]).collect());
    }
    groups.iter().flat_map(|group| pairs_of(&group.iter().copied().collect::<Vec<_>>())).collect()
}

fn pairs_of(group: &[&ObservationId]) -> Vec<Pair> {
    let rest = |place: usize| group.iter().skip(place + 1);
    group.iter().enumerate().flat_map(|(place, a)| rest(place).map(move |b| ordered(a, b))).collect()
}

fn ordered(a: &ObservationId, b: &ObservationId) -> Pair {
    [a.clone().min(b.clone()), a.max(b).clone()]
}

fn share(part: usize, whole: usize) -> Option<usize> {
    (part * 1000 + whole / 2).checked_div(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(some: &[(&str, &str)]) -> BTreeSet<Pair> {
        let id = |name: &str| ObservationId(name.to_owned());
        some.iter().map(|(a, b)| ordered(&id(a), &id(b))).collect()
    }

    #[test]
    fn what_follows_from_pairs_counts() {
        let all = closure(&pairs(&[("a", "b"), ("d", "c"), ("c", "b"), ("x", "y")]));
        let wanted = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d"), ("x", "y")];
        assert_eq!(all, pairs(&wanted));
    }

    #[test]
    fn shares_are_rounded_and_nothing_has_none() {
        let found = pairs(&[("a", "b"), ("a", "c"), ("x", "y")]);
        let measure = compare(&found, &pairs(&[("a", "b"), ("a", "c"), ("b", "c")]), &pairs(&[("a", "b"), ("b", "c")]));
        assert_eq!(measure, Measure { found: 3, right: 2, wanted: 2, met: 1 });
        assert_eq!((measure.precision(), measure.recall(), measure.f1()), (Some(667), Some(500), Some(571)));
        let nothing = Measure::default();
        assert_eq!((nothing.precision(), nothing.recall(), nothing.f1()), (None, None, None));
        assert_eq!(Measure { found: 1, wanted: 1, ..nothing }.f1(), Some(0));
    }
}
