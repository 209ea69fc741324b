//! A person's answers, and which of them hold where they contradict each other.
//!
//! In come answers about pairs of rows in the order in which they were given, out come those that hold. Of two about one
//! pair the last does; "different" outranks joining, by whatever detour. Knows nothing of the rows themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::decision::Answer;
use crate::model::ids::ObservationId;

/// A person's answer about two rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// One row.
    pub earlier: ObservationId,
    /// The other; where it stands before the first, the two change places.
    pub later: ObservationId,
    /// What the person said.
    pub answer: Answer,
}

/// Two answers that cannot both hold, by their places among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contradiction {
    /// The one that gives way.
    pub gives_way: usize,
    /// The one that holds.
    pub holds: usize,
    /// Whether they are about one pair, rather than at odds by way of other answers.
    pub one_pair: bool,
}

/// Returns which of `answers`, in the order in which they were given, cannot hold beside others.
pub fn contradictions(answers: &[Answered]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    standing(answers, &mut found);
    found.sort_unstable();
    found
}

/// Returns the places of the answers that hold, and notes in `found` why others do not.
pub(super) fn standing(answers: &[Answered], found: &mut Vec<Contradiction>) -> Vec<usize> {
    let mut last: BTreeMap<(ObservationId, ObservationId), usize> = BTreeMap::new();
    let pair = |Answered { earlier, later, .. }: &'_ Answered| {
        (earlier.clone().min(later.clone()), earlier.max(later).clone())
    };
    last.extend(answers.iter().enumerate().map(|(place, answer)| (pair(answer), place)));
    for (place, answer) in answers.iter().enumerate() {
        let holds = last.get(&pair(answer)).copied().unwrap_or(place);
        if answers.get(holds).is_some_and(|other| other.answer != answer.answer) {
            found.push(Contradiction { gives_way: place, holds, one_pair: true });
        }
    }
    let names: BTreeSet<&ObservationId> = answers.iter().flat_map(|one| [&one.earlier, &one.later]).collect();
    let number: BTreeMap<&ObservationId, usize> = names.into_iter().zip(0..).collect();
    let place = |id: &ObservationId| number.get(id).copied().unwrap_or_default();
    let mut stand: Vec<usize> = last.into_values().filter(|&at| answers[at].earlier != answers[at].later).collect();
    stand.sort_unstable();
    let apart: Vec<usize> = stand.iter().copied().filter(|&at| answers[at].answer != Answer::Same).collect();
    let mut classes = Classes::default();
    let mut given_way = BTreeSet::new();
    // The newest first: what was said last is known best.
    for &at in stand.iter().rev().filter(|&&at| answers[at].answer == Answer::Same) {
        let (a, b) = (classes.root(place(&answers[at].earlier)), classes.root(place(&answers[at].later)));
        let mut between = |other: &&usize| {
            let other = &answers[**other];
            let (c, d) = (classes.root(place(&other.earlier)), classes.root(place(&other.later)));
            (a, b) == (c, d) || (a, b) == (d, c)
        };
        match apart.iter().find(&mut between) {
            Some(&holds) => {
                given_way.insert(at);
                found.push(Contradiction { gives_way: at, holds, one_pair: false });
            }
            None => classes.join(a, b),
        }
    }
    stand.retain(|at| !given_way.contains(at));
    stand
}

/// Puts two numbers in order.
pub(super) fn ordered(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// Which are the same by what was said, by whatever detour.
#[derive(Debug, Default)]
pub(super) struct Classes {
    parents: BTreeMap<usize, usize>,
}

impl Classes {
    /// Returns the one that stands for all that `member` is the same as.
    pub(super) fn root(&self, mut member: usize) -> usize {
        while let Some(&parent) = self.parents.get(&member) {
            member = parent;
        }
        member
    }

    /// Notes that two are the same.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = ordered(self.root(a), self.root(b));
        if a != b {
            self.parents.insert(b, a);
        }
    }
}
