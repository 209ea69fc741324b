//! Matching two lists of groups: see what the candidates show, estimate what it weighs, choose the best as a whole, look at
//! the order, choose again.
//!
//! In come groups of members, earlier and later, and candidates; out come the pairs chosen, each with what stands against
//! it. A group is what one action shows in one place: several members where it is printed twice.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::edition::EditionKind;
use crate::model::link::RunnerUp;

use super::assign::{Pair, assign};
use super::compare::Meanings;
use super::judge::{SAME, UNSURE};
use super::order::{self, Partners};
use super::score::{self, Pairing, Setting, Weighed};
use super::sections;
use super::series::Series;
use super::weights::{Features, Weights};
use super::wording::WordingId;

/// An earlier group.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// The members that a link may start from.
    pub members: Vec<usize>,
    /// Wordings that the action had before those, and whether it surely was the same action then.
    pub former: Vec<(WordingId, bool)>,
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
    /// What the best other choice would bring, above the least at which a pair is linked.
    pub rival: Option<i32>,
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
    /// How many of 1,000 later groups are expected to have an earlier one.
    pub going_on: u32,
}

/// How many pairs put together by chance are looked at.
const LOT: usize = 2_000;
/// From more candidates than this only a part is estimated from.
const SAMPLE: usize = 60_000;

/// A candidate, the places of its groups first.
pub type Candidate = ((usize, usize), Pairing);

impl Matcher<'_, '_> {
    /// Matches two lists of groups by their candidates.
    pub fn run(&self, lefts: &[Earlier], rights: &[Vec<usize>], candidates: &BTreeSet<(usize, usize)>) -> Matching {
        let believed = Weights::believed(lefts.len(), rights.len(), self.going_on);
        let candidates: Vec<(usize, usize)> = candidates.iter().copied().collect();
        let mut pairings: Vec<Candidate> = candidates
            .par_iter()
            .filter_map(|&(left, right)| {
                Some(((left, right), self.pairing(&believed, lefts.get(left)?, rights.get(right)?)?))
            })
            .collect();
        let weights = self.weights(&pairings, lefts, rights);
        // The first round finds what wording and number settle; the second lets neighbours speak.
        let found = self.choose(&pairings, &weights, &Partners::new());
        let partners = settled(&found, lefts, rights);
        if partners.is_empty() {
            return found;
        }
        sections::follow_renamed(self.series, &found, &mut pairings);
        self.choose(&pairings, &weights, &partners)
    }

    /// Returns the members of two groups that go together best by what they show.
    fn pairing(&self, believed: &Weights, left: &Earlier, right: &[usize]) -> Option<Pairing> {
        let mut best: Option<((i32, usize), Pairing)> = None;
        for &earlier in &left.members {
            for &later in right.iter().take(4) {
                let (own, worded) = (self.series.members[earlier].wording, self.series.members[later].wording);
                let mut pairing = Pairing::new(self.series, self.meanings, earlier, later, own);
                if pairing.features.alike < 1000 {
                    // A former wording speaks only where it is nearer than the last.
                    let nearness = |&(wording, firm)| (self.series.nearness(wording, worded), wording, firm);
                    let nearest = left.former.iter().map(nearness).max();
                    let nearer = nearest.filter(|(alike, ..)| *alike > pairing.features.alike + 50);
                    if let Some((alike, wording, firm)) = nearer {
                        (pairing.features.alike, pairing.wording, pairing.firm) = (alike, wording, firm);
                    }
                }
                let fields = (0..).zip(pairing.features.fields).map(|(field, verdict)| believed.field(field, verdict));
                let points = believed.wording(&pairing.features) + fields.sum::<i32>();
                let key = (points + self.preference(earlier), earlier);
                if best.as_ref().is_none_or(|(other, _)| key > *other) {
                    best = Some((key, pairing));
                }
            }
        }
        let (_, mut pairing) = best?;
        pairing.look_closer(self.series);
        Some(pairing)
    }

    /// Estimates what the evidence weighs in this step.
    fn weights(&self, pairings: &[Candidate], lefts: &[Earlier], rights: &[Vec<usize>]) -> Weights {
        // What the log has left out is not expected any more.
        let later = rights.iter().find_map(|group| group.first().copied()).unwrap_or(0);
        let live = |left: &&Earlier| left.members.iter().any(|&member| !self.gap(member, later));
        let sizes = (lefts.iter().filter(live).count(), rights.len());
        let every = (pairings.len() / SAMPLE + 1).max(1);
        let sampled = |&&((_, right), _): &&Candidate| right % every == 0;
        let pairs: Vec<(usize, usize, Features)> = pairings
            .iter()
            .filter(sampled)
            .map(|((left, right), pairing)| (*left, right / every, pairing.features))
            .collect();
        let lot = self.lot(lefts, rights);
        Weights::estimated(&pairs, &lot, (sizes.0, sizes.1.div_ceil(every)), self.going_on)
    }

    /// Puts pairs together by chance, the same ones every time.
    fn lot(&self, lefts: &[Earlier], rights: &[Vec<usize>]) -> Vec<Features> {
        if lefts.is_empty() || rights.is_empty() {
            return Vec::new();
        }
        let drawn = (0..LOT)
            .into_par_iter()
            .map(|at| (at * 7_919 % lefts.len(), (at * 104_729 + at / lefts.len()) % rights.len()));
        drawn
            .filter_map(|(left, right)| {
                let (&earlier, &later) = (lefts[left].members.first()?, rights[right].first()?);
                Some(Pairing::fields(self.series, self.meanings, earlier, later))
            })
            .collect()
    }

    /// A link rather starts from a log, for there the number speaks, and rather from a section than from its summary.
    fn preference(&self, earlier: usize) -> i32 {
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

    fn choose(&self, pairings: &[Candidate], weights: &Weights, partners: &Partners) -> Matching {
        let weigh = |pairing: &Pairing| {
            let (earlier, later) = (pairing.earlier, pairing.later);
            let neighbours = order::neighbours(self.series, partners, earlier, later);
            let setting = Setting { gap: self.gap(earlier, later), neighbours };
            score::weigh(self.series, weights, pairing, setting)
        };
        let weighed: Vec<_> = pairings.par_iter().map(|(places, pairing)| (*places, weigh(pairing))).collect();
        let weighed: BTreeMap<(usize, usize), Weighed> = weighed.into_iter().collect();
        let pairs: Vec<Pair> = weighed
            .iter()
            .filter(|(_, w)| w.points >= UNSURE)
            .map(|(&(left, right), w)| {
                let near = order::nearness(self.series, w.earlier, w.later);
                Pair { left, right, gain: (w.points - UNSURE) as u32, near }
            })
            .collect();
        let picked = assign(&pairs);
        let rivals = rivals(&weighed, &picked);
        let chosen = picked
            .iter()
            .filter_map(|pair| {
                let rival = rivals.get(&(pair.left, pair.right)).copied();
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

/// Returns for each pair chosen what the best other choice would bring.
fn rivals(weighed: &BTreeMap<(usize, usize), Weighed>, picked: &[Pair]) -> BTreeMap<(usize, usize), i32> {
    let of_left: BTreeMap<usize, usize> = picked.iter().map(|pair| (pair.left, pair.right)).collect();
    let of_right: BTreeMap<usize, usize> = picked.iter().map(|pair| (pair.right, pair.left)).collect();
    let gain = |left: usize, right: usize| weighed.get(&(left, right)).map_or(0, |w| (w.points - UNSURE).max(0));
    let mut rivals: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    for (&(left, right), pair) in weighed {
        let (mine, its) = (of_left.get(&left).copied(), of_right.get(&right).copied());
        if mine == Some(right) || pair.points <= UNSURE {
            continue;
        }
        // Were this pair chosen instead, its ends' partners would be left to each other.
        let together = mine.zip(its).map_or(0, |(other_right, other_left)| gain(other_left, other_right));
        for (chosen, partner) in
            [(mine.map(|r| (left, r)), its.map(|l| (l, right))), (its.map(|l| (l, right)), mine.map(|r| (left, r)))]
        {
            let Some(chosen) = chosen else { continue };
            let lost = partner.map_or(0, |(l, r)| gain(l, r));
            let rival = gain(left, right) + together - lost;
            let best = rivals.entry(chosen).or_insert(rival);
            *best = (*best).max(rival);
        }
    }
    rivals
}

impl Matching {
    /// Returns the next best earlier observations for a later group that `left` was chosen for.
    pub fn runners_up(&self, series: &Series, left: usize, right: usize) -> Vec<RunnerUp> {
        let contenders = self.contenders.get(&right).map_or(&[][..], Vec::as_slice);
        let mut others: Vec<&Weighed> = contenders
            .iter()
            .filter(|&&other| other != left)
            .filter_map(|&other| self.weighed.get(&(other, right)))
            .filter(|weighed| weighed.points >= UNSURE / 2)
            .collect();
        others.sort_by_key(|weighed| (std::cmp::Reverse(weighed.points), weighed.earlier));
        others.truncate(3);
        let named =
            |w: &Weighed| RunnerUp { observation: series.members[w.earlier].observation.id.clone(), score: w.score() };
        others.into_iter().map(named).collect()
    }
}

fn settled(found: &Matching, lefts: &[Earlier], rights: &[Vec<usize>]) -> Partners {
    let mut partners = Partners::new();
    for chosen in found.chosen.iter().filter(|chosen| chosen.weighed.points >= SAME) {
        let (Some(left), Some(right)) = (lefts.get(chosen.left), rights.get(chosen.right)) else { continue };
        for &member in &left.members {
            partners.entry(member).or_default().extend(right);
        }
    }
    partners
}
