//! What a person decided: which rows are one action, which are two, which are part of one another.
//!
//! In come answers about pairs of rows, out come the choices they leave and the links that tell of them. Nothing is weighed
//! against them: rules choose only where nobody has.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::decision::Answer;
use crate::model::link::{JudgedBy, Judgement, Link, LinkKind};

use super::answers::{Answered, Classes, ordered, standing};
use super::compare::Meanings;
use super::judge;
use super::matching::Matching;
use super::pair;
use super::series::Series;

/// What a person decided about a series, ready to be obeyed.
#[derive(Debug, Default)]
pub struct Decided {
    /// What holds, by members, earlier first.
    pairs: BTreeMap<(usize, usize), Answer>,
    /// The members that any of it is about.
    named: BTreeSet<usize>,
    /// For each member that is the same as another: one that stands for all of them.
    stands_for: BTreeMap<usize, usize>,
    /// Those that are not one action, by what stands for them, the smaller first.
    apart: BTreeSet<(usize, usize)>,
}

/// What decisions say of a matching.
#[derive(Debug, Default)]
pub struct Ruled {
    /// Pairs of groups that are one action.
    pub same: BTreeSet<(usize, usize)>,
    /// Pairs of groups of which one is part of the other.
    parts: Vec<(usize, usize)>,
}

impl Decided {
    /// Makes `answers` ready. Those about rows that the series does not have are left out.
    pub fn new(series: &Series, answers: &[Answered]) -> Self {
        if answers.is_empty() {
            return Self::default();
        }
        let members = series.members.iter().enumerate();
        let places: BTreeMap<_, _> = members.map(|(place, member)| (&member.observation.id, place)).collect();
        let known = |answer: &&Answered| places.contains_key(&answer.earlier) && places.contains_key(&answer.later);
        let known: Vec<Answered> = answers.iter().filter(known).cloned().collect();
        let stand = standing(&known, &mut Vec::new());
        let mut decided = Self::default();
        let mut classes = Classes::default();
        for answer in stand.into_iter().filter_map(|place| known.get(place)) {
            let (Some(&a), Some(&b)) = (places.get(&answer.earlier), places.get(&answer.later)) else { continue };
            decided.pairs.insert(ordered(a, b), answer.answer);
            if answer.answer == Answer::Same {
                classes.join(a, b);
            }
        }
        decided.named = decided.pairs.keys().flat_map(|&(a, b)| [a, b]).collect();
        let same: BTreeSet<usize> = decided.of(Answer::Same).flat_map(|(a, b)| [a, b]).collect();
        decided.stands_for = same.into_iter().map(|member| (member, classes.root(member))).collect();
        let apart = decided.pairs.iter().filter(|(_, answer)| **answer != Answer::Same);
        decided.apart = apart.map(|(&(a, b), _)| ordered(decided.root(a), decided.root(b))).collect();
        decided
    }

    /// Tells whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Tells whether anything was decided about a member.
    pub fn names(&self, member: usize) -> bool {
        self.named.contains(&member)
    }

    /// Tells whether a member of one group and one of another must not be one action.
    pub fn bars(&self, left: &[usize], right: &[usize]) -> bool {
        let apart = |a: usize, b: usize| self.apart.contains(&ordered(self.root(a), self.root(b)));
        !self.apart.is_empty() && left.iter().any(|&a| right.iter().any(|&b| apart(a, b)))
    }

    /// Takes out of `candidates` what was decided otherwise, and sees to it that what was decided is among them.
    pub fn rule(
        &self,
        lefts: &[Vec<usize>],
        rights: &[Vec<usize>],
        candidates: &mut BTreeSet<(usize, usize)>,
    ) -> Ruled {
        let mut ruled = Ruled::default();
        if self.is_empty() {
            return ruled;
        }
        let classes = |group: &[usize]| -> BTreeSet<usize> {
            group.iter().filter_map(|member| self.stands_for.get(member).copied()).collect()
        };
        let mut bearers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (left, group) in lefts.iter().enumerate() {
            for class in classes(group) {
                bearers.entry(class).or_default().push(left);
            }
        }
        for (right, group) in rights.iter().enumerate() {
            let own = classes(group).into_iter().filter_map(|class| bearers.get(&class)).flatten();
            ruled.same.extend(own.map(|&left| (left, right)));
        }
        let taken: (BTreeSet<usize>, BTreeSet<usize>) = ruled.same.iter().copied().unzip();
        candidates.retain(|&(left, right)| {
            let (Some(a), Some(b)) = (lefts.get(left), rights.get(right)) else { return true };
            if self.is_part(a, b) {
                ruled.parts.push((left, right));
                return false;
            }
            !taken.0.contains(&left) && !taken.1.contains(&right) && !self.bars(a, b)
        });
        candidates.extend(&ruled.same);
        ruled
    }

    /// Puts groups together that hold rows of one action.
    pub fn gather(&self, groups: &mut Vec<Vec<usize>>) {
        if self.stands_for.is_empty() {
            return;
        }
        let mut home: BTreeMap<usize, usize> = BTreeMap::new();
        let mut gathered: Vec<Vec<usize>> = Vec::new();
        for group in std::mem::take(groups) {
            let own: Vec<usize> = group.iter().filter_map(|member| self.stands_for.get(member).copied()).collect();
            let place = own.iter().find_map(|class| home.get(class).copied()).unwrap_or(gathered.len());
            home.extend(own.into_iter().map(|class| (class, place)));
            match gathered.get_mut(place) {
                Some(other) => other.extend(group),
                None => gathered.push(group),
            }
        }
        *groups = gathered;
    }

    /// Puts the links that a person decided in the place of those that the rules found for them.
    pub fn obey(&self, series: &Series, meanings: &Meanings, links: &mut Vec<Link>) {
        if self.is_empty() {
            return;
        }
        let members = series.members.iter().enumerate();
        let places: BTreeMap<_, _> = members.map(|(place, member)| (&member.observation.id, place)).collect();
        links.retain(|link| {
            let (Some(&a), Some(&b)) = (places.get(&link.from), places.get(&link.to)) else { return true };
            let part = matches!(link.kind, LinkKind::Split | LinkKind::Merged);
            // What follows from answers need not be asked.
            let settled = self.root(a) == self.root(b) && link.judgement == Judgement::Unsure;
            !self.pairs.contains_key(&ordered(a, b)) && (part || !settled && !self.bars(&[a], &[b]))
        });
        for (&ends, weighed) in &pair::weigh_all(series, meanings, self.pairs.keys().copied()) {
            let Some(&answer) = self.pairs.get(&ends) else { continue };
            let kind = match answer {
                Answer::Split => LinkKind::Split,
                Answer::Merged => LinkKind::Merged,
                Answer::Same | Answer::Different => pair::kind(series, ends),
            };
            let judgement = if answer == Answer::Different { Judgement::Different } else { Judgement::Same };
            let link = judge::link(series, weighed, kind, judgement, Vec::new());
            links.push(Link { by: JudgedBy::Reviewer, ..link });
        }
    }

    fn of(&self, wanted: Answer) -> impl Iterator<Item = (usize, usize)> {
        self.pairs.iter().filter(move |(_, answer)| **answer == wanted).map(|(&pair, _)| pair)
    }

    fn root(&self, member: usize) -> usize {
        self.stands_for.get(&member).copied().unwrap_or(member)
    }

    /// Tells whether a member of one group is part of one of another.
    pub fn is_part(&self, left: &[usize], right: &[usize]) -> bool {
        let part = |a, b| matches!(self.pairs.get(&ordered(a, b)), Some(Answer::Split | Answer::Merged));
        !self.is_empty() && left.iter().any(|&a| right.iter().any(|&b| part(a, b)))
    }
}

impl Ruled {
    /// Adds to a matching the pairs that are part of one another: nobody can choose them, and a line that tells of several
    /// actions is found by all its parts.
    pub fn with_parts(
        &self,
        mut matching: Matching,
        series: &Series,
        meanings: &Meanings,
        groups: (&[Vec<usize>], &[Vec<usize>]),
    ) -> Matching {
        for &(left, right) in &self.parts {
            let ends =
                groups.0.get(left).and_then(|group| group.last()).zip(groups.1.get(right).and_then(|g| g.first()));
            let Some((&earlier, &later)) = ends else { continue };
            matching.weighed.insert((left, right), pair::weigh_alone(series, meanings, (earlier, later)));
            let contenders = matching.contenders.entry(right).or_default();
            contenders.push(left);
            contenders.sort_unstable();
        }
        matching
    }
}

#[cfg(test)]
mod tests;
