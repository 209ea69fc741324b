//! Folds: one line here that tells of several there, found among what a matching weighed.
//!
//! In comes a matching of earlier and later groups, out come lines of either side whose parts stand on the other. A line
//! that one other line explains, and a part that belongs elsewhere, are left alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::link::{Evidence, JudgedBy, Judgement, Link, LinkKind};

use super::matching::{Earlier, Matching};
use super::parts::{Part, parts_of};
use super::score::{action_text, short_text};
use super::series::Series;
use super::vocabulary::WordId;
use super::wording::WordingId;

/// A line that tells of several actions.
#[derive(Debug, Clone)]
pub struct Fold {
    /// The member that tells of them.
    pub whole: usize,
    /// Whether it stands before its parts.
    pub first: bool,
    /// The place of its group on its side of the matching.
    pub group: usize,
    /// Its parts: the place of each one's group on the other side, its member, and its shares.
    pub parts: Vec<(usize, usize, Part)>,
}

/// From this score on, a pair is a better explanation than a share in a fold.
const ELSEWHERE: i32 = 560;

/// A part is surely one where the whole holds so much of it, and all parts together so much of the whole.
const SURE: u32 = 880;

/// A part may have so much of its subject to itself, in thousandths, to be surely one.
const UNNAMED: u32 = 60;

/// A text of more words than this is no line.
const WORDS: usize = 1000;

/// Finds folds of later lines into earlier ones and the reverse. `may_merge` tells which earlier groups can end in a whole.
pub fn find(
    series: &Series,
    matching: &Matching,
    lefts: &[Earlier],
    rights: &[Vec<usize>],
    may_merge: impl Fn(usize) -> bool,
) -> Vec<Fold> {
    let mut of_left: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(left, right) in matching.weighed.keys() {
        of_left.entry(left).or_default().push(right);
    }
    // A line is spoken for where it was chosen, and well, by another than the whole.
    let well = || matching.chosen.iter().filter(|chosen| chosen.weighed.points >= ELSEWHERE);
    let owner: BTreeMap<usize, usize> = well().map(|chosen| (chosen.right, chosen.left)).collect();
    let owned: BTreeMap<usize, usize> = well().map(|chosen| (chosen.left, chosen.right)).collect();
    let mut folds = Vec::new();
    for (&left, others) in &of_left {
        let Some(&whole) = lefts.get(left).and_then(|group| group.members.first()) else { continue };
        let free = others.iter().copied().filter(|right| owner.get(right).is_none_or(|&other| other == left));
        let lines = free.filter_map(|right| Some((right, *rights.get(right)?.first()?))).collect();
        folds.extend(fold(series, whole, true, left, lines));
    }
    for (&right, others) in &matching.contenders {
        let Some(&whole) = rights.get(right).and_then(|group| group.first()) else { continue };
        let free = others
            .iter()
            .copied()
            .filter(|&left| may_merge(left) && owned.get(&left).is_none_or(|&other| other == right));
        let lines = free.filter_map(|left| Some((left, *lefts.get(left)?.members.first()?))).collect();
        folds.extend(fold(series, whole, false, right, lines));
    }
    one_role_each(folds)
}

/// Tells whether a fold says that the pair chosen is none, for one of them tells of others too.
pub fn undoes(folds: &[Fold], left: usize, right: usize) -> bool {
    folds.iter().any(|fold| fold.group == if fold.first { left } else { right })
}

impl Fold {
    /// Returns its links, one to each part.
    pub fn links(&self, series: &Series) -> Vec<Link> {
        self.parts.iter().map(|(_, member, part)| link(series, self.whole, *member, self.first, part)).collect()
    }
}

/// Makes the link between a whole and one part of it.
pub fn link(series: &Series, whole: usize, member: usize, first: bool, part: &Part) -> Link {
    let (from, to) = if first { (whole, member) } else { (member, whole) };
    let sure = !part.doubtful && part.held >= SURE && part.covered >= SURE;
    let score = (part.held * 6 + part.covered * 4) / 10;
    let observation = |place: usize| series.members[place].observation;
    Link {
        from: observation(from).id.clone(),
        to: observation(to).id.clone(),
        kind: if first { LinkKind::Split } else { LinkKind::Merged },
        score,
        judgement: if sure { Judgement::Same } else { Judgement::Unsure },
        by: JudgedBy::Rule,
        evidence: vec![Evidence {
            name: "wording".to_owned(),
            earlier: short_text(&action_text(observation(from))),
            later: short_text(&action_text(observation(to))),
            weight: score as i32,
        }],
        runners_up: Vec::new(),
    }
}

fn fold(series: &Series, whole: usize, first: bool, group: usize, lines: Vec<(usize, usize)>) -> Option<Fold> {
    let wording = series.members[whole].wording;
    // What another line says word for word is no fold. One that says nearly all of it may be one of a family.
    let says_it = |&(_, member): &(usize, usize)| series.members[member].wording == wording;
    let long = series.corpus.wording(wording).set.len() > WORDS;
    if long || lines.len() < 2 || lines.iter().any(says_it) {
        return None;
    }
    let members: BTreeMap<usize, usize> = lines.iter().copied().collect();
    let named: Vec<(usize, WordingId)> = lines.iter().map(|&(id, m)| (id, series.members[m].wording)).collect();
    let mut parts: Vec<_> = parts_of(&series.corpus, wording, &named)
        .into_iter()
        .filter_map(|part| Some((part.id, *members.get(&part.id)?, part)))
        .collect();
    // A line whose subject the whole does not name is a near-twin of a part, perhaps, and the others no parts then either.
    let unnamed = |&(_, member, _): &(usize, usize, Part)| {
        let likeness = series.compare(wording, series.members[member].wording);
        let figure = |word: &WordId| series.corpus.vocabulary.is_counted(*word);
        likeness.added.1 > UNNAMED || likeness.only_later.iter().any(figure)
    };
    let doubtful = parts.iter().any(unnamed);
    parts.iter_mut().for_each(|(.., part)| part.doubtful |= doubtful);
    (parts.len() >= 2).then_some(Fold { whole, first, group, parts })
}

/// Keeps folds apart: no line is the whole of one and a part of another, or part of two.
fn one_role_each(mut folds: Vec<Fold>) -> Vec<Fold> {
    let covered = |fold: &Fold| fold.parts.first().map_or(0, |(_, _, part)| part.covered);
    folds.sort_by_key(|fold| (std::cmp::Reverse(covered(fold)), fold.whole));
    let mut seen = BTreeSet::new();
    folds.retain(|fold| {
        let members: Vec<usize> = fold.parts.iter().map(|(_, member, _)| *member).chain([fold.whole]).collect();
        let free = members.iter().all(|member| !seen.contains(member));
        if free {
            seen.extend(members);
        }
        free
    });
    folds.sort_by_key(|fold| fold.whole);
    folds
}
