//! One pair of rows by itself: what it scores, whatever it is that was chosen.
//!
//! In come pairs of members, out come their points, as if their two editions stood alone. Chooses nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::edition::Edition;
use crate::model::ids::ObservationId;
use crate::model::link::{Code, Evidence, Judgement, LinkKind};
use crate::model::observation::Observation;

use super::blocking::Index;
use super::chain::going_on;
use super::compare::Meanings;
use super::judge::{self, UNSURE};
use super::matching::{Earlier, Matcher};
use super::order;
use super::score::{self, Pairing, Setting, Weighed};
use super::series::Series;
use super::weights::Weights;

/// What two rows score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairWeighed {
    /// The earlier of the two.
    pub earlier: ObservationId,
    /// The later.
    pub later: ObservationId,
    /// How they would belong together.
    pub kind: LinkKind,
    /// How alike they are, 0 to 1000.
    pub score: u32,
    /// Below this, two such rows are not linked.
    pub threshold: u32,
    /// What the rules would say if they were chosen.
    pub judgement: Judgement,
    /// What the score is the sum of.
    pub evidence: Vec<Evidence>,
}

/// Weighs the rows `a` and `b`, whichever is the earlier, with what `codes` mean. Returns nothing where one of them is not
/// among the observations, or both are one.
pub fn weigh_pair(
    editions: &[Edition],
    observations: &[Observation],
    codes: &[Code],
    a: &ObservationId,
    b: &ObservationId,
) -> Option<PairWeighed> {
    let series = Series::new(editions, observations);
    let place = |id: &ObservationId| series.members.iter().position(|member| &member.observation.id == id);
    let (a, b) = (place(a)?, place(b)?);
    if a == b {
        return None;
    }
    let ends = (a.min(b), a.max(b));
    let weighed = weigh_all(&series, &Meanings::of(codes), [ends]).remove(&ends)?;
    Some(PairWeighed {
        earlier: series.members[ends.0].observation.id.clone(),
        later: series.members[ends.1].observation.id.clone(),
        kind: kind(&series, ends),
        score: weighed.score(),
        threshold: UNSURE.unsigned_abs(),
        judgement: judge::judge(&weighed, None, &|| None),
        evidence: score::evidence(&series, &weighed),
    })
}

/// Weighs pairs of members, earlier first.
pub(super) fn weigh_all(
    series: &Series,
    meanings: &Meanings,
    pairs: impl IntoIterator<Item = (usize, usize)>,
) -> BTreeMap<(usize, usize), Weighed> {
    let mut by_edition: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for pair in pairs {
        let editions = (series.members[pair.0].edition, series.members[pair.1].edition);
        by_edition.entry(editions).or_default().push(pair);
    }
    let mut all = BTreeMap::new();
    for (editions, pairs) in by_edition {
        if editions.0 == editions.1 {
            all.extend(pairs.into_iter().map(|pair| (pair, weigh_alone(series, meanings, pair))));
        } else {
            all.extend(between(series, meanings, editions, &pairs));
        }
    }
    all
}

/// Weighs two members by nothing but themselves.
pub(super) fn weigh_alone(series: &Series, meanings: &Meanings, (earlier, later): (usize, usize)) -> Weighed {
    let mut pairing = Pairing::new(series, meanings, earlier, later, series.members[earlier].wording);
    pairing.look_closer(series);
    score::weigh(series, &Weights::believed(ALONE, ALONE, EVEN), &pairing, Setting::default())
}

/// Of how many rows two are, and how many in 1,000 of those are taken to go on, where nothing else is looked at.
const ALONE: usize = 20;
const EVEN: u32 = 500;

/// Tells how two rows belong together, of one edition or of two.
pub(super) fn kind(series: &Series, (earlier, later): (usize, usize)) -> LinkKind {
    let (a, b) = (&series.members[earlier], &series.members[later]);
    if a.edition != b.edition {
        judge::kind(series, earlier, later)
    } else if series.in_log(later) || a.observation.table == b.observation.table {
        LinkKind::Duplicate
    } else {
        LinkKind::Restated
    }
}

/// Weighs pairs between two editions, with what their other rows tell of numbers and neighbours.
fn between(
    series: &Series,
    meanings: &Meanings,
    (from, to): (usize, usize),
    pairs: &[(usize, usize)],
) -> Vec<((usize, usize), Weighed)> {
    let (first, second) = (series.sheets[from].members.clone(), series.sheets[to].members.clone());
    let mut index = Index::default();
    for (left, member) in first.clone().enumerate() {
        index.add(&series.corpus, left, series.members[member].wording);
    }
    let place = |&(a, b): &(usize, usize)| (a - first.start, b - second.start);
    let mut candidates: BTreeSet<(usize, usize)> = pairs.iter().map(place).collect();
    for (right, member) in second.clone().enumerate() {
        let near = |left: usize| order::nearness(series, first.start + left, member);
        let found = index.candidates(&series.corpus, series.members[member].wording, near);
        candidates.extend(found.into_iter().map(|left| (left, right)));
    }
    let lefts: Vec<Earlier> = first.clone().map(|one| Earlier { members: vec![one], former: Vec::new() }).collect();
    let rights: Vec<Vec<usize>> = second.clone().map(|one| vec![one]).collect();
    let matching =
        Matcher { series, meanings, going_on: going_on(series.sheets[to].kind) }.run(&lefts, &rights, &candidates);
    pairs.iter().filter_map(|pair| Some((*pair, matching.weighed.get(&place(pair))?.clone()))).collect()
}
