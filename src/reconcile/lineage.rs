//! Links to lineages: the observations of each action, the rows that tell of it together with others, and where one
//! action went into another. Every observation is a step of exactly one lineage, or is told in at least one.

use std::collections::BTreeMap;

use crate::model::link::{Judgement, Link, LinkKind};

use super::joining::{Joined, join};
use super::series::Series;

/// One action's observations.
pub(super) struct Lineage {
    /// Its own rows in edition order.
    pub(super) steps: Vec<Step>,
    /// Rows that tell of it together with others, in edition order.
    pub(super) told: Vec<Told>,
    /// Where it came out of others.
    pub(super) turns: Vec<Turn>,
    /// Whether it has gone over into other actions.
    pub(super) ended: bool,
}

/// A row of its own.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// The observation.
    pub(super) observation: usize,
    /// Whether it is sure that it belongs here.
    pub(super) sure: bool,
    /// Steps with the same bond surely belong together.
    pub(super) bond: usize,
}

/// A row that tells of several.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// The observation.
    pub(super) observation: usize,
    /// Whether that is sure.
    pub(super) sure: bool,
}

/// A split or merger.
#[derive(Clone)]
pub(super) struct Turn {
    /// Whether something was split or merged.
    pub(super) kind: TurnKind,
    /// The observations before it: one whole, or several parts.
    pub(super) before: Vec<usize>,
    /// The observations after it: several parts, or one whole.
    pub(super) after: Vec<usize>,
    /// Whether every link that says so is sure.
    pub(super) sure: bool,
}

/// What a turn is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TurnKind {
    /// One action became several.
    Split,
    /// Several actions became one.
    Merged,
}

/// A link from a row that tells of several to one of its parts.
struct Share {
    whole: usize,
    part: usize,
    kind: TurnKind,
    sure: bool,
}

/// Makes the lineages of `series` out of `links`, in order of birth.
pub(super) fn lineages(series: &Series<'_>, links: &[Link]) -> Vec<Lineage> {
    let joined = join(series, links);
    let shares = shares(series, links);
    let alone = tells_only(series, &joined, &shares);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, &root) in joined.lineage.iter().enumerate() {
        if !alone[index] {
            members.entry(root).or_default().push(index);
        }
    }
    let mut lineages: Vec<Lineage> = members.into_values().map(|rows| begin(series, &joined, rows)).collect();
    lineages.sort_by_key(|lineage| lineage.steps.first().map(|step| series.key(step.observation)));
    let mut owner = vec![None; series.observations.len()];
    for (index, lineage) in lineages.iter().enumerate() {
        for step in &lineage.steps {
            owner[step.observation] = Some(index);
        }
    }
    tell(series, &mut lineages, &owner, &shares);
    turn(series, &mut lineages, &owner, &shares);
    lineages
}

fn begin(series: &Series<'_>, joined: &Joined, mut rows: Vec<usize>) -> Lineage {
    rows.sort_by_key(|&index| series.key(index));
    let mut bonds: std::collections::BTreeSet<usize> = std::collections::BTreeSet::new();
    let steps = rows
        .into_iter()
        .map(|observation| {
            let bond = joined.bond[observation];
            // The first is sure, and so is whatever a chain of sure links ties to an earlier step.
            let first = bonds.is_empty();
            let known = !bonds.insert(bond);
            Step { observation, sure: first || known, bond }
        })
        .collect();
    Lineage { steps, told: Vec::new(), turns: Vec::new(), ended: false }
}

fn shares(series: &Series<'_>, links: &[Link]) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    for link in links.iter().filter(|link| link.judgement != Judgement::Different) {
        let (Some(from), Some(to)) = (series.find(&link.from), series.find(&link.to)) else { continue };
        let sure = link.judgement == Judgement::Same;
        match link.kind {
            LinkKind::Split => shares.push(Share { whole: from, part: to, kind: TurnKind::Split, sure }),
            LinkKind::Merged => shares.push(Share { whole: to, part: from, kind: TurnKind::Merged, sure }),
            _ => {}
        }
    }
    shares.retain(|share| share.whole != share.part);
    shares.sort_by_key(|share| (series.key(share.whole), series.key(share.part), share.kind));
    shares
}

/// Tells of each observation whether it belongs to no action: it has parts, and no link that makes it the same as
/// another row.
fn tells_only(series: &Series<'_>, joined: &Joined, shares: &[Share]) -> Vec<bool> {
    let count = series.observations.len();
    let mut size = vec![0_usize; count];
    for &root in &joined.lineage {
        size[root] += 1;
    }
    let mut alone = vec![false; count];
    let mut wholes: Vec<Vec<usize>> = vec![Vec::new(); count];
    for share in shares {
        // A log's own row is an action, whatever becomes of it.
        let listed = series.is_log(series.place(share.whole));
        alone[share.whole] = !listed && size[joined.lineage[share.whole]] == 1;
        wholes[share.part].push(share.whole);
    }
    // Its parts must lead to an action in the end. Where they lead round in a circle, one of them has to be one.
    let mut reached: Vec<bool> = alone.iter().map(|alone| !alone).collect();
    let mut queue: Vec<usize> = (0..count).filter(|&index| reached[index]).collect();
    let mut next = 0;
    loop {
        while let Some(index) = queue.pop() {
            for &whole in &wholes[index] {
                if !reached[whole] {
                    reached[whole] = true;
                    queue.push(whole);
                }
            }
        }
        while next < count && reached[next] {
            next += 1;
        }
        if next == count {
            return alone;
        }
        alone[next] = false;
        reached[next] = true;
        queue.push(next);
    }
}

/// Adds to each lineage the rows of no action that tell of it, also through others of their kind.
fn tell(series: &Series<'_>, lineages: &mut [Lineage], owner: &[Option<usize>], shares: &[Share]) {
    let mut wholes: BTreeMap<usize, Vec<&Share>> = BTreeMap::new();
    for share in shares.iter().filter(|share| owner[share.whole].is_none()) {
        wholes.entry(share.part).or_default().push(share);
    }
    for lineage in lineages {
        let mut told: BTreeMap<(usize, u32, usize), bool> = BTreeMap::new();
        let mut queue: Vec<(usize, bool)> = lineage.steps.iter().map(|step| (step.observation, true)).collect();
        while let Some((part, sure)) = queue.pop() {
            for share in wholes.get(&part).into_iter().flatten() {
                let sure = sure && share.sure;
                let known = told.entry(series.key(share.whole));
                if matches!(&known, std::collections::btree_map::Entry::Occupied(known) if *known.get() || !sure) {
                    continue;
                }
                known.and_modify(|known| *known = sure).or_insert(sure);
                queue.push((share.whole, sure));
            }
        }
        lineage.told = told.into_iter().map(|((_, _, observation), sure)| Told { observation, sure }).collect();
    }
}

/// Adds to each lineage where it came out of others, and notes which have gone over into others. It is one change, and is
/// told by those that begin with it.
fn turn(series: &Series<'_>, lineages: &mut [Lineage], owner: &[Option<usize>], shares: &[Share]) {
    // One turn for each lineage, kind and edition, whatever the number of parts.
    let mut turns: BTreeMap<(usize, TurnKind, usize), Turn> = BTreeMap::new();
    for share in shares {
        let (before, after) = match share.kind {
            TurnKind::Split => (share.whole, share.part),
            TurnKind::Merged => (share.part, share.whole),
        };
        let place = series.place(after);
        if series.place(before) >= place {
            continue;
        }
        if let Some(lineage) = owner[after]
            && lineages[lineage].steps.first().is_some_and(|first| series.place(first.observation) == place)
        {
            let turn = turns.entry((lineage, share.kind, place)).or_insert_with(|| Turn {
                kind: share.kind,
                before: Vec::new(),
                after: Vec::new(),
                sure: true,
            });
            turn.before.push(before);
            turn.after.push(after);
            turn.sure &= share.sure;
        }
        if let (Some(lineage), Some(_)) = (owner[before], owner[after]) {
            let gone = lineages[lineage].steps.last().is_some_and(|last| series.place(last.observation) < place);
            lineages[lineage].ended |= gone;
        }
    }
    for ((lineage, ..), mut turn) in turns {
        for side in [&mut turn.before, &mut turn.after] {
            side.sort_by_key(|&index| series.key(index));
            side.dedup();
        }
        lineages[lineage].turns.push(turn);
    }
}
