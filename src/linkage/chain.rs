//! Through all editions, in order: every edition's actions are matched to the lineages so far.
//!
//! In come a series, the meanings of codes and what a person decided, out come its links. A lineage is held by what it
//! showed last, what its log showed last, and how it was first worded; it may stay away for any number of editions and
//! come back.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

use crate::model::edition::EditionKind;
use crate::model::link::{Judgement, Link};
use crate::model::observation::Observation;

use super::blocking::Index;
use super::compare::Meanings;
use super::decided::{Decided, Ruled};
use super::folds::{self, Fold};
use super::judge;
use super::matching::{Earlier, Matcher, Matching};
use super::order;
use super::parts::Part;
use super::remainder;
use super::series::{Member, Series};
use super::within::{self, Grouped};
use super::wording::WordingId;

/// An action so far.
#[derive(Debug, Default)]
struct Lineage {
    /// What it showed in each edition.
    shown: Vec<Vec<usize>>,
    /// Its wordings, first ones first.
    wordings: Vec<WordingId>,
    /// From which of them on all links were sure.
    firm: usize,
    /// Lines of a write-up that tell of it together with others, until a log shows it.
    told_in: Vec<(usize, u32)>,
    /// Whether it turned out to tell of several actions, so that it is none itself.
    ended: bool,
}

/// Follows all actions through all editions.
pub fn follow(series: &Series, meanings: &Meanings, decided: &Decided) -> Vec<Link> {
    let mut chain = Chain {
        series,
        meanings,
        decided,
        lineages: Vec::new(),
        index: Index::default(),
        bearers: BTreeMap::new(),
        worded: HashMap::new(),
        links: Vec::new(),
    };
    // What one edition says twice depends on no other.
    let within = |place: usize| within::group(series, meanings, decided, place);
    let grouped: Vec<Grouped> = (0..series.sheets.len()).into_par_iter().with_max_len(1).map(within).collect();
    for (place, grouped) in grouped.into_iter().enumerate() {
        chain.take_in(place, grouped);
    }
    decided.obey(series, meanings, &mut chain.links);
    let places: BTreeMap<&str, usize> =
        series.members.iter().enumerate().map(|(place, member)| (id(member.observation), place)).collect();
    let place = |id: &str| places.get(id).copied().unwrap_or(usize::MAX);
    chain.links.sort_by_cached_key(|link| (place(&link.from.0), place(&link.to.0), link.kind));
    chain.links
}

fn id(observation: &Observation) -> &str {
    &observation.id.0
}

struct Chain<'a, 'b> {
    series: &'a Series<'b>,
    meanings: &'a Meanings,
    decided: &'a Decided,
    lineages: Vec<Lineage>,
    index: Index,
    bearers: BTreeMap<&'a str, Vec<usize>>,
    /// Lineages by their wordings, word for word.
    worded: HashMap<WordingId, Vec<usize>>,
    links: Vec<Link>,
}

impl<'a> Chain<'a, '_> {
    fn take_in(&mut self, place: usize, grouped: Grouped) {
        let series = self.series;
        let log = series.sheets[place].kind == EditionKind::Log;
        let Grouped { groups, folds, links } = grouped;
        self.links.extend(links);
        let lefts: Vec<Earlier> = self.lineages.iter().map(|lineage| lineage.earlier(series)).collect();
        let mut candidates = self.candidates(&groups);
        let shown: Vec<Vec<usize>> = self.lineages.iter().map(|lineage| self.decided_of(lineage)).collect();
        let ruled = self.decided.rule(&shown, &groups, &mut candidates);
        let matcher = Matcher { series, meanings: self.meanings, going_on: going_on(series.sheets[place].kind) };
        let matching = matcher.run(&lefts, &groups, &candidates);
        let matching = ruled.with_parts(matching, series, self.meanings, (&shown, &groups));
        let found = if log { self.folds_of(&matching, &lefts, &groups, place) } else { Vec::new() };
        let taken = self.join(&matching, &found, &groups, &ruled);
        let of_group = self.extend(&groups, &taken);
        for fold in &found {
            self.links.extend(fold.links(series));
            if fold.first
                && let Some(lineage) = self.lineages.get_mut(fold.group)
            {
                lineage.ended |= lineage.shown.iter().flatten().all(|&member| !series.in_log(member));
            }
        }
        self.remember_tellers(&folds, &of_group);
    }

    /// Pairs every group with the lineages that share its wording, its rarer words or its number.
    fn candidates(&self, groups: &[Vec<usize>]) -> BTreeSet<(usize, usize)> {
        let of_group = |(right, group): (usize, &Vec<usize>)| -> Vec<(usize, usize)> {
            let found = group.iter().take(4).flat_map(|&member| self.candidates_of(member));
            found.filter(|&left| !self.lineages[left].ended).map(|left| (left, right)).collect()
        };
        groups.par_iter().enumerate().flat_map_iter(of_group).collect()
    }

    fn candidates_of(&self, member: usize) -> Vec<usize> {
        let last = |left: usize| self.lineages.get(left).and_then(|lineage| lineage.shown.last()?.first().copied());
        let nearness = |left: usize| last(left).map_or(0, |other| order::nearness(self.series, other, member));
        let Member { wording, key, .. } = &self.series.members[member];
        // What is worded so, word for word, needs no search.
        let mut found = match self.worded.get(wording).map(Vec::as_slice) {
            Some([only]) if !self.lineages[*only].ended => vec![*only],
            _ => self.index.candidates(&self.series.corpus, *wording, nearness),
        };
        found.extend(key.as_deref().and_then(|key| self.bearers.get(key)).into_iter().flatten());
        found
    }

    /// Finds folds between lineages and a log. Only what the last log showed, or a write-up since, can go into a whole.
    fn folds_of(&self, matching: &Matching, lefts: &[Earlier], groups: &[Vec<usize>], place: usize) -> Vec<Fold> {
        let before = self.series.sheets.get(..place).unwrap_or_default();
        let last_log = before.iter().rposition(|sheet| sheet.kind == EditionKind::Log).unwrap_or(0);
        let live = |left: usize| {
            let last = self.lineages.get(left).and_then(|lineage| lineage.shown.last()?.first().copied());
            last.is_some_and(|member| self.series.members[member].edition >= last_log)
        };
        let folds = folds::find(self.series, matching, lefts, groups, live);
        folds.into_iter().filter(|fold| !fold.first || live(fold.group)).collect()
    }

    /// Links every group to the lineage that was chosen for it; returns which lineage that is.
    fn join(
        &mut self,
        matching: &Matching,
        found: &[Fold],
        groups: &[Vec<usize>],
        ruled: &Ruled,
    ) -> BTreeMap<usize, usize> {
        let mut taken = BTreeMap::new();
        for chosen in &matching.chosen {
            let said = ruled.same.contains(&(chosen.left, chosen.right));
            if !said && folds::undoes(found, chosen.left, chosen.right) {
                continue;
            }
            let (series, weighed) = (self.series, &chosen.weighed);
            let judgement = judge::judge(weighed, chosen.rival, &|| {
                remainder::said_elsewhere(series, (weighed.earlier, weighed.wording), weighed.later)
            });
            let kind = judge::kind(self.series, chosen.weighed.earlier, chosen.weighed.later);
            let runners_up = matching.runners_up(self.series, chosen.left, chosen.right);
            if !said || judgement == Judgement::Same {
                self.links.push(judge::link(self.series, &chosen.weighed, kind, judgement, runners_up));
            }
            if !said
                && judgement != Judgement::Same
                && let Some(lineage) = self.lineages.get_mut(chosen.left)
            {
                lineage.firm = lineage.wordings.len();
            }
            taken.insert(chosen.right, chosen.left);
            self.tell_parts(chosen.left, groups.get(chosen.right));
        }
        self.join_decided(&mut taken, groups, ruled);
        taken
    }

    /// Sees to it that every group goes to the lineage that a person said it belongs to; several become one.
    fn join_decided(&mut self, taken: &mut BTreeMap<usize, usize>, groups: &[Vec<usize>], ruled: &Ruled) {
        let mut gone: BTreeMap<usize, usize> = BTreeMap::new();
        let now = |gone: &BTreeMap<usize, usize>, mut left: usize| {
            while let Some(&into) = gone.get(&left) {
                left = into;
            }
            left
        };
        for &(left, right) in &ruled.same {
            let left = now(&gone, left);
            let Some(&into) = taken.get(&right) else {
                taken.insert(right, left);
                self.tell_parts(left, groups.get(right));
                continue;
            };
            let into = now(&gone, into);
            if into != left {
                self.absorb(into, left);
                gone.insert(left, into);
            }
        }
        for left in taken.values_mut() {
            *left = now(&gone, *left);
        }
    }

    /// Makes two lineages one.
    fn absorb(&mut self, into: usize, other: usize) {
        let (Some(gone), series) = (self.lineages.get_mut(other).map(std::mem::take), self.series) else { return };
        self.lineages[other].ended = true;
        let lineage = &mut self.lineages[into];
        for wording in gone.wordings {
            if !lineage.wordings.contains(&wording) {
                lineage.wordings.push(wording);
                self.index.add(&series.corpus, into, wording);
                self.worded.entry(wording).or_default().push(into);
            }
        }
        lineage.shown.extend(gone.shown);
        lineage.shown.sort_by_key(|shown| shown.first().map(|&member| series.members[member].edition));
        lineage.told_in.extend(gone.told_in);
        for bearers in self.bearers.values_mut().filter(|bearers| bearers.contains(&other)) {
            bearers.retain(|&bearer| bearer != into);
            bearers.iter_mut().filter(|bearer| **bearer == other).for_each(|bearer| *bearer = into);
        }
    }

    /// Returns what a lineage ever showed, as far as anything was decided about it.
    fn decided_of(&self, lineage: &Lineage) -> Vec<usize> {
        let all = lineage.shown.iter().filter(|_| !self.decided.is_empty()).flatten();
        all.copied().filter(|&member| self.decided.names(member)).collect()
    }

    /// Links a line that told of a lineage together with others to the first row of a log that shows the lineage.
    fn tell_parts(&mut self, left: usize, group: Option<&Vec<usize>>) {
        let Some((&member, lineage)) = group.and_then(|group| group.first()).zip(self.lineages.get_mut(left)) else {
            return;
        };
        if !self.series.in_log(member) {
            return;
        }
        for (whole, covered) in std::mem::take(&mut lineage.told_in) {
            let wordings = (self.series.members[whole].wording, self.series.members[member].wording);
            let held = self.series.compare(wordings.0, wordings.1).later_held;
            let mut link =
                folds::link(self.series, whole, member, true, &Part { id: left, held, covered, doubtful: false });
            // Whoever said so of one row of the lineage has said it of the lineage.
            if self.decided.is_part(&[whole], &lineage.shown.concat()) {
                link.judgement = Judgement::Same;
            }
            self.links.push(link);
        }
    }

    /// Adds every group to its lineage, or begins one; returns the lineage of each member.
    fn extend(&mut self, groups: &[Vec<usize>], taken: &BTreeMap<usize, usize>) -> BTreeMap<usize, usize> {
        let series = self.series;
        let mut of_member = BTreeMap::new();
        for (right, group) in groups.iter().enumerate() {
            let place = taken.get(&right).copied().unwrap_or(self.lineages.len());
            if place == self.lineages.len() {
                self.lineages.push(Lineage::default());
            }
            let lineage = &mut self.lineages[place];
            lineage.shown.push(group.clone());
            for &member in group {
                let Member { wording, key, .. } = &series.members[member];
                if !lineage.wordings.contains(wording) {
                    lineage.wordings.push(*wording);
                    self.index.add(&series.corpus, place, *wording);
                    self.worded.entry(*wording).or_default().push(place);
                }
                if let Some(key) = key {
                    let bearers = self.bearers.entry(key).or_default();
                    bearers.retain(|&other| other != place);
                    bearers.insert(0, place);
                    bearers.truncate(4);
                }
                of_member.insert(member, place);
            }
        }
        of_member
    }

    fn remember_tellers(&mut self, folds: &[Fold], of_member: &BTreeMap<usize, usize>) {
        for fold in folds {
            for (_, member, part) in &fold.parts {
                if let Some(lineage) = of_member.get(member).and_then(|&place| self.lineages.get_mut(place)) {
                    lineage.told_in.push((fold.whole, part.covered));
                }
            }
        }
    }
}

impl Lineage {
    /// Returns what later rows are compared with: what the log showed last, what was shown last, and former wordings.
    fn earlier(&self, series: &Series) -> Earlier {
        let in_log = |shown: &&Vec<usize>| shown.first().is_some_and(|&member| series.in_log(member));
        let mut members: Vec<usize> =
            self.shown.iter().rev().find(in_log).into_iter().flatten().copied().take(4).collect();
        for &member in self.shown.last().into_iter().flatten().take(6) {
            if !members.contains(&member) {
                members.push(member);
            }
        }
        let shown: Vec<WordingId> = members.iter().map(|&member| series.members[member].wording).collect();
        let worded = || self.wordings.iter().enumerate().map(|(place, &wording)| (wording, place >= self.firm));
        let mut former: Vec<(WordingId, bool)> = worded().take(1).collect();
        former.extend(worded().rev().take(FORMER));
        former.retain(|(wording, _)| !shown.contains(wording));
        former.dedup();
        Earlier { members, former }
    }
}

/// Returns how many rows in 1,000 of an edition are taken to go on with an earlier one, before anything is seen.
pub fn going_on(kind: EditionKind) -> u32 {
    match kind {
        EditionKind::Log => GOING_ON,
        EditionKind::WriteUp => TOLD_AGAIN,
    }
}

/// How many rows in 1,000 of a log are taken to go on with an earlier one, before anything is seen.
const GOING_ON: u32 = 850;
/// And of a write-up, which rather tells what is new.
const TOLD_AGAIN: u32 = 60;
/// How many former wordings beside the first are remembered.
const FORMER: usize = 3;
