//! Matching two lists of groups: weigh the candidates, choose the best as a whole, look at the order, choose again.
//!
//! In come groups of members, earlier and later, and candidates; out come the pairs chosen, each with what stands against
//! it. A group is what one action shows in one place: several members where it is printed twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::edition::EditionKind;
use crate::model::link::RunnerUp;

use super::assign::{Pair, assign};
use super::compare::{self, Meanings, Verdict};
use super::judge::{SAME, UNSURE};
use super::order::{self, Partners};
use super::score::{self, Habit, Setting, TELLING, Weighed};
use super::series::Series;
use super::wording::WordingId;

/// An earlier group.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// The members that a link may start from.
    pub members: Vec<usize>,
    /// Wordings that the action had before those.
    pub former: Vec<WordingId>,
}

/// A pair that was chosen.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The earlier group's place.
    pub left: usize,
    /// The later group's place.
    pub right: usize,
    /// The pair of members that goes together best.
    pub weighed: Weighed,
    /// What the best other choice would bring.
    pub rival: Option<u32>,
}

/// All that a matching found.
#[derive(Debug, Default)]
pub struct Matching {
    /// The pairs chosen.
    pub chosen: Vec<Chosen>,
    /// All candidates by their places, weighed.
    pub weighed: BTreeMap<(usize, usize), Weighed>,
    /// The earlier groups that each later one was weighed against.
    pub contenders: BTreeMap<usize, Vec<usize>>,
}

/// What a matching works with.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'a, 'b> {
    /// The series.
    pub series: &'a Series<'b>,
    /// What codes mean.
    pub meanings: &'a Meanings,
    /// Below this score a pair is none.
    pub threshold: u32,
}

impl Matcher<'_, '_> {
    /// Matches two lists of groups by their candidates.
    pub fn run(&self, lefts: &[Earlier], rights: &[Vec<usize>], candidates: &BTreeSet<(usize, usize)>) -> Matching {
        let habit = self.habit(lefts, rights, candidates);
        let mut partners = Partners::new();
        let mut found = Matching::default();
        // The first round finds what wording and number settle; the second lets neighbours speak.
        for round in 0..2 {
            let weighed = candidates
                .iter()
                .filter_map(|&(left, right)| {
                    let best = self.best(lefts.get(left)?, rights.get(right)?, habit, &partners)?;
                    Some(((left, right), best))
                })
                .collect();
            found = self.choose(weighed);
            if round == 0 {
                partners = settled(&found, lefts, rights);
                if partners.is_empty() {
                    break;
                }
            }
        }
        found
    }

    /// Weighs every member of one group against every member of the other and returns the best pair.
    fn best(&self, left: &Earlier, right: &[usize], habit: Habit, partners: &Partners) -> Option<Weighed> {
        let mut best: Option<((i64, usize), Weighed)> = None;
        for &earlier in &left.members {
            for &later in right.iter().take(4) {
                let neighbours = order::neighbours(self.series, partners, earlier, later);
                let setting = Setting { habit, gap: self.gap(earlier, later), neighbours };
                let own = (self.series.members[earlier].wording, 0);
                let worded = self.series.members[later].wording;
                let alike = |wording: &WordingId| self.series.corpus.compare(*wording, worded).alike;
                // A former wording speaks only where it is nearer than the last.
                let nearest = left.former.iter().copied().max_by_key(|wording| (alike(wording), *wording));
                let former = nearest.filter(|wording| alike(wording) > alike(&own.0) + 30).map(|wording| (wording, 30));
                for worded in std::iter::once(own).chain(former) {
                    let weighed = score::weigh(self.series, self.meanings, (earlier, later), worded, setting);
                    let key = (i64::from(weighed.score) + self.preference(earlier), earlier);
                    if best.as_ref().is_none_or(|(other, _)| key > *other) {
                        best = Some((key, weighed));
                    }
                }
            }
        }
        best.map(|(_, weighed)| weighed)
    }

    /// A link rather starts from a log, for there the number speaks, and rather from a section than from its summary.
    fn preference(&self, earlier: usize) -> i64 {
        match (self.series.in_log(earlier), &self.series.members[earlier].observation.section) {
            (true, _) => 60,
            (false, Some(_)) => 30,
            (false, None) => 0,
        }
    }

    fn gap(&self, earlier: usize, later: usize) -> bool {
        let (from, to) = (self.series.members[earlier].edition, self.series.members[later].edition);
        let between = self.series.sheets.get(from + 1..to).unwrap_or_default();
        between.iter().any(|sheet| sheet.kind == EditionKind::Log)
    }

    /// Sees from rows with one and the same telling wording how the log deals with its numbers.
    fn habit(&self, lefts: &[Earlier], rights: &[Vec<usize>], candidates: &BTreeSet<(usize, usize)>) -> Habit {
        let (mut kept, mut changed) = (0u32, 0u32);
        for &(left, right) in candidates {
            let ends = (lefts.get(left).and_then(|l| l.members.first()), rights.get(right).and_then(|r| r.first()));
            let (Some(earlier), Some(later)) = ends else { continue };
            let (earlier, later) = (&self.series.members[*earlier], &self.series.members[*later]);
            let likeness = self.series.corpus.compare(earlier.wording, later.wording);
            if !likeness.identical || likeness.substance < TELLING {
                continue;
            }
            match compare::numbers(earlier, later) {
                Verdict::Agree => kept += 1,
                Verdict::Contradict => changed += 1,
                Verdict::Silent => {}
            }
        }
        match kept + changed {
            0..3 => Habit::Unknown,
            all if kept * 10 >= all * 8 => Habit::Keeps,
            all if kept * 10 <= all * 3 => Habit::Renumbers,
            _ => Habit::Unknown,
        }
    }

    fn choose(&self, weighed: BTreeMap<(usize, usize), Weighed>) -> Matching {
        let pairs: Vec<Pair> = weighed
            .iter()
            .map(|(&(left, right), w)| {
                let near = order::nearness(self.series, w.earlier, w.later);
                Pair { left, right, score: w.score, near }
            })
            .collect();
        let picked = assign(&pairs, self.threshold);
        let of_left: BTreeMap<usize, usize> = picked.iter().map(|pair| (pair.left, pair.right)).collect();
        let of_right: BTreeMap<usize, usize> = picked.iter().map(|pair| (pair.right, pair.left)).collect();
        let score = |left: usize, right: usize| weighed.get(&(left, right)).map_or(0, |w| i64::from(w.score));
        let mut rivals: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for &(left, right) in weighed.keys() {
            let mine = of_left.get(&left).copied();
            let its = of_right.get(&right).copied();
            if mine == Some(right) {
                continue;
            }
            // Were this pair chosen instead, its ends' partners would be left to each other.
            let together = mine.zip(its).map_or(0, |(other_right, other_left)| score(other_left, other_right));
            for (chosen, partner) in
                [(mine.map(|r| (left, r)), its.map(|l| (l, right))), (its.map(|l| (l, right)), mine.map(|r| (left, r)))]
            {
                let Some(chosen) = chosen else { continue };
                let lost = partner.map_or(0, |(l, r)| score(l, r));
                let rival = score(left, right) + together - lost;
                let best = rivals.entry(chosen).or_insert(rival);
                *best = (*best).max(rival);
            }
        }
        let chosen = picked
            .iter()
            .filter_map(|pair| {
                let rival = rivals.get(&(pair.left, pair.right)).and_then(|&rival| u32::try_from(rival).ok());
                let weighed = weighed.get(&(pair.left, pair.right))?.clone();
                Some(Chosen { left: pair.left, right: pair.right, weighed, rival })
            })
            .collect();
        let mut contenders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &(left, right) in weighed.keys() {
            contenders.entry(right).or_default().push(left);
        }
        Matching { chosen, weighed, contenders }
    }
}

impl Matching {
    /// Returns the next best earlier observations for a later group that `left` was chosen for.
    pub fn runners_up(&self, series: &Series, left: usize, right: usize) -> Vec<RunnerUp> {
        let contenders = self.contenders.get(&right).map_or(&[][..], Vec::as_slice);
        let mut others: Vec<&Weighed> = contenders
            .iter()
            .filter(|&&other| other != left)
            .filter_map(|&other| self.weighed.get(&(other, right)))
            .filter(|weighed| weighed.score >= UNSURE / 2)
            .collect();
        others.sort_by_key(|weighed| (std::cmp::Reverse(weighed.score), weighed.earlier));
        others.truncate(3);
        let named =
            |w: &Weighed| RunnerUp { observation: series.members[w.earlier].observation.id.clone(), score: w.score };
        others.into_iter().map(named).collect()
    }
}

fn settled(found: &Matching, lefts: &[Earlier], rights: &[Vec<usize>]) -> Partners {
    let mut partners = Partners::new();
    for chosen in found.chosen.iter().filter(|chosen| chosen.weighed.score >= SAME) {
        let (Some(left), Some(right)) = (lefts.get(chosen.left), rights.get(chosen.right)) else { continue };
        for &member in &left.members {
            partners.entry(member).or_default().extend(right);
        }
    }
    partners
}
