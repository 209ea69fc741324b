//! How far links tell the truth.

use std::collections::{BTreeMap, BTreeSet};

use throughline::model::link::{Judgement, Link, LinkKind};

use super::Simulated;

/// Counts of right and wrong links.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measured {
    /// Pairs of one action, each row with the one before it that shows the action.
    pub true_pairs: usize,
    /// Those that are linked.
    pub found: usize,
    /// Those that are linked and called sure.
    pub found_sure: usize,
    /// Links that say that two rows are one action.
    pub links: usize,
    /// Those that are right.
    pub right: usize,
    /// Of them those called sure.
    pub sure: usize,
    /// And those that are right.
    pub sure_right: usize,
    /// Wholes and their parts.
    pub parts: usize,
    /// Those that are linked as such.
    pub parts_found: usize,
    /// Links to parts that are wrong.
    pub parts_wrong: usize,
    /// And called sure.
    pub parts_wrong_sure: usize,
}

/// Compares `links` with the truth of `made`.
pub fn measure(made: &Simulated, links: &[Link]) -> Measured {
    let mut last: BTreeMap<usize, &str> = BTreeMap::new();
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for observation in &made.observations {
        let id = observation.id.0.as_str();
        if let Some(before) = last.insert(made.action[id], id) {
            pairs.insert((before, id));
        }
    }
    let mut measured = Measured { true_pairs: pairs.len(), parts: made.parts.len(), ..Measured::default() };
    let (mut joined, mut joined_sure) = (BTreeSet::new(), BTreeSet::new());
    for link in links.iter().filter(|link| link.judgement != Judgement::Different) {
        let (from, to, sure) = (link.from.0.as_str(), link.to.0.as_str(), link.judgement == Judgement::Same);
        if matches!(link.kind, LinkKind::Split | LinkKind::Merged) {
            let known = made.parts.contains(&(link.from.0.clone(), link.to.0.clone()));
            measured.parts_found += usize::from(known);
            measured.parts_wrong += usize::from(!known);
            measured.parts_wrong_sure += usize::from(!known && sure);
            continue;
        }
        let right = made.action[from] == made.action[to];
        measured.links += 1;
        measured.right += usize::from(right);
        measured.sure += usize::from(sure);
        measured.sure_right += usize::from(sure && right);
        if right {
            joined.insert(to);
            joined_sure.extend(sure.then_some(to));
        }
    }
    measured.found = pairs.iter().filter(|(_, later)| joined.contains(later)).count();
    measured.found_sure = pairs.iter().filter(|(_, later)| joined_sure.contains(later)).count();
    measured
}

impl Measured {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        for (this, other) in [
            (&mut self.true_pairs, other.true_pairs),
            (&mut self.found, other.found),
            (&mut self.found_sure, other.found_sure),
            (&mut self.links, other.links),
            (&mut self.right, other.right),
            (&mut self.sure, other.sure),
            (&mut self.sure_right, other.sure_right),
            (&mut self.parts, other.parts),
            (&mut self.parts_found, other.parts_found),
            (&mut self.parts_wrong, other.parts_wrong),
            (&mut self.parts_wrong_sure, other.parts_wrong_sure),
        ] {
            *this += other;
        }
    }

    /// Returns the harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (share(self.right, self.links), share(self.found, self.true_pairs));
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// Returns which share of what is called sure is right.
    pub fn sure_precision(&self) -> f64 {
        share(self.sure_right, self.sure)
    }

    /// Returns which share of the true pairs is linked and called sure.
    pub fn sure_recall(&self) -> f64 {
        share(self.found_sure, self.true_pairs)
    }

    /// Returns which share of splits and merges is found.
    pub fn parts_recall(&self) -> f64 {
        share(self.parts_found, self.parts)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
