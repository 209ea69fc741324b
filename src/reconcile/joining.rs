//! Observations to lineages' members: who is joined with whom. What a reviewer called different is never joined, by
//! whatever detour.

use std::collections::BTreeSet;

use crate::model::edition::EditionKind;
use crate::model::link::{JudgedBy, Judgement, Link, LinkKind};

use super::series::Series;

/// Which observations are one action, and which are so for sure.
pub(super) struct Joined {
    /// For each observation, one that stands for its lineage.
    pub(super) lineage: Vec<usize>,
    /// For each observation, one that stands for those surely the same.
    pub(super) bond: Vec<usize>,
}

/// Joins the observations of `series` by `links`.
pub(super) fn join(series: &Series<'_>, links: &[Link]) -> Joined {
    let count = series.observations.len();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    let mut joins: Vec<(Rank<'_>, usize, usize)> = Vec::new();
    for link in links {
        let (Some(from), Some(to)) = (series.find(&link.from), series.find(&link.to)) else { continue };
        if link.judgement == Judgement::Different {
            apart.push((from, to));
        } else if !matches!(link.kind, LinkKind::Split | LinkKind::Merged) {
            joins.push((Rank::new(link), from, to));
        }
    }
    // The surest first, so that what has to give way is the weakest.
    joins.sort_by(|left, right| left.0.cmp(&right.0));
    let mut groups = Groups::new(series, &apart);
    let mut bond = None;
    for (rank, from, to) in joins {
        if !rank.sure() && bond.is_none() {
            bond = Some(groups.roots());
        }
        groups.join(from, to, rank.sure() || series.place(from) == series.place(to));
    }
    let lineage = groups.roots();
    let bond = bond.unwrap_or_else(|| lineage.clone());
    debug_assert_eq!(lineage.len(), count);
    Joined { lineage, bond }
}

/// Which link goes first; the smallest does.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    unsure: bool,
    by_rule: bool,
    unlike: u32,
    ends: (&'a str, &'a str),
}

impl<'a> Rank<'a> {
    fn new(link: &'a Link) -> Self {
        Self {
            unsure: link.judgement != Judgement::Same,
            by_rule: link.by == JudgedBy::Rule,
            unlike: u32::MAX - link.score,
            ends: (&link.from.0, &link.to.0),
        }
    }

    fn sure(&self) -> bool {
        !self.unsure
    }
}

/// Groups of observations that grow by joining, each with what it must not be joined with.
struct Groups {
    parent: Vec<usize>,
    apart: Vec<Vec<usize>>,
    lists: Vec<BTreeSet<(usize, Option<String>)>>,
}

impl Groups {
    fn new(series: &Series<'_>, pairs: &[(usize, usize)]) -> Self {
        let count = series.observations.len();
        let mut apart = vec![Vec::new(); count];
        for &(left, right) in pairs {
            apart[left].push(right);
            apart[right].push(left);
        }
        let list = |index: usize| {
            let place = series.place(index);
            // In a write-up the summary and the sections say the same twice; a log has each action once.
            let is_log = series.editions.get(place).is_some_and(|edition| edition.kind == EditionKind::Log);
            let table = (!is_log).then(|| series.observations[index].table.0.clone());
            BTreeSet::from([(place, table)])
        };
        Self { parent: (0..count).collect(), apart, lists: (0..count).map(list).collect() }
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.parent[index] != index {
            self.parent[index] = self.parent[self.parent[index]];
            index = self.parent[index];
        }
        index
    }

    fn roots(&mut self) -> Vec<usize> {
        (0..self.parent.len()).map(|index| self.root(index)).collect()
    }

    /// Joins the groups of `left` and `right`, unless a reviewer keeps them apart. Where `freely` is false, two rows of
    /// one list that nobody called the same are a reason not to: the better link has gone before.
    fn join(&mut self, left: usize, right: usize, freely: bool) {
        let (left, right) = (self.root(left), self.root(right));
        if left == right {
            return;
        }
        let weight = |groups: &Self, root: usize| groups.apart[root].len() + groups.lists[root].len();
        let (small, large) = if weight(self, left) <= weight(self, right) { (left, right) } else { (right, left) };
        if !freely && !self.lists[small].is_disjoint(&self.lists[large]) {
            return;
        }
        let partners = self.apart[small].clone();
        if partners.iter().any(|&partner| self.root(partner) == large) {
            return;
        }
        self.apart[small].clear();
        self.apart[large].extend(partners);
        let lists = std::mem::take(&mut self.lists[small]);
        self.lists[large].extend(lists);
        self.parent[small] = large;
    }
}
