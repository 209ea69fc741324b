//! The order in which rows stand: whether the neighbours of two rows go together too, in the same order.
//!
//! In come members and the pairs found so far, out comes how many neighbours speak for a pair. Logs sort their rows into
//! tables by state, so their rows stand in line by number; lists stand as they are printed.

use std::collections::BTreeMap;

use super::series::Series;

/// Pairs found so far: for an earlier member, its later ones.
pub type Partners = BTreeMap<usize, Vec<usize>>;

/// How far a neighbour may stand away.
const REACH: usize = 3;
/// How many rows may have come or gone in between.
const PLAY: i64 = 2;

/// Counts the neighbours of `earlier` whose partners are neighbours of `later`, on the same side.
pub fn neighbours(series: &Series, partners: &Partners, earlier: usize, later: usize) -> u32 {
    let (a, b) = (&series.members[earlier], &series.members[later]);
    let Some(line) = series.sheets[a.edition].lines.get(a.line) else { return 0 };
    let first = a.rank.saturating_sub(REACH);
    let around = line.iter().enumerate().skip(first).take(a.rank + REACH + 1 - first);
    let goes_along = |(rank, member): (usize, &usize)| {
        let away = rank as i64 - a.rank as i64;
        let same_way = |partner: &usize| {
            let other = &series.members[*partner];
            let step = other.rank as i64 - b.rank as i64;
            other.line == b.line && away != 0 && step.signum() == away.signum() && (step - away).abs() <= PLAY
        };
        partners.get(member).is_some_and(|found| found.iter().any(same_way))
    };
    around.filter(|place| goes_along(*place)).count() as u32
}

/// Tells how near two members stand to the same place in their lines, 0 to 100.
pub fn nearness(series: &Series, earlier: usize, later: usize) -> u32 {
    let (a, b) = (&series.members[earlier], &series.members[later]);
    100 - a.rank.abs_diff(b.rank).min(100) as u32
}
