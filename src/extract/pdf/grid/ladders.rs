//! Levels with the same left and right end to ladders: rows that are drawn where columns are not.
//!
//! In: rules that cross no other, those of frames with no inner upright line, and bands of shading. Out: ladders of at
//! least three rungs.

use super::bands::Band;
use super::lattice::DOUBLED;
use super::rules::{Rule, first_level};

/// A rung of a ladder.
#[derive(Debug, Clone, Copy)]
struct Rung {
    left: f32,
    right: f32,
    at: f32,
}

/// Rungs one below the other.
#[derive(Debug, Clone, Default)]
pub struct Ladder {
    /// Where they begin.
    pub left: f32,
    /// Where they end.
    pub right: f32,
    /// Where they lie, from top to bottom.
    pub ys: Vec<f32>,
    /// Where cells that are filled one by one divide its rows, for each row that is so.
    pub cuts: Vec<Vec<f32>>,
}

/// How far the ends of two rungs of one ladder may differ.
const SAME: f32 = 3.5;
/// How wide a break may be between the pieces of a rung of which each cell draws its own.
const PIECES: f32 = 15.0;
/// The least width of a ladder.
const NARROWEST: f32 = 100.0;

/// Gathers rungs to ladders, the longest first.
pub fn ladders(rules: &[Rule], bands: &[Band]) -> Vec<Ladder> {
    let mut rungs = whole(rules);
    for Band { area, .. } in bands {
        rungs.extend([area.y0, area.y1].map(|at| Rung { left: area.x0, right: area.x1, at }));
    }
    rungs.retain(|rung| rung.right - rung.left >= NARROWEST);
    rungs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut ladders = Vec::new();
    for same_left in groups(&mut rungs, |rung| rung.left) {
        let mut same_left = same_left;
        same_left.sort_by(|a, b| a.right.total_cmp(&b.right));
        for mut same in groups(&mut same_left, |rung| rung.right) {
            same.sort_by(|a, b| a.at.total_cmp(&b.at));
            ladders.extend(ladder(&same, bands));
        }
    }
    ladders.sort_by_key(|ladder: &Ladder| std::cmp::Reverse(ladder.ys.len()));
    ladders
}

/// Cuts sorted rungs into groups that agree in `end`.
fn groups(rungs: &mut [Rung], end: fn(&Rung) -> f32) -> Vec<Vec<Rung>> {
    let mut groups: Vec<Vec<Rung>> = Vec::new();
    let mut first = f32::NEG_INFINITY;
    for rung in rungs.iter() {
        match groups.last_mut() {
            Some(group) if end(rung) - first <= SAME => group.push(*rung),
            _ => {
                first = end(rung);
                groups.push(vec![*rung]);
            }
        }
    }
    groups
}

fn ladder(rungs: &[Rung], bands: &[Band]) -> Option<Ladder> {
    let mut ys: Vec<f32> = Vec::new();
    for rung in rungs {
        if ys.last().is_none_or(|last| rung.at - last > DOUBLED) {
            ys.push(rung.at);
        }
    }
    let first = rungs.first()?;
    let left = rungs.iter().map(|rung| rung.left).fold(first.left, f32::min);
    let right = rungs.iter().map(|rung| rung.right).fold(first.right, f32::max);
    let within = |band: &&Band| (band.area.x0 - left).abs() <= 2.0 * SAME && (band.area.x1 - right).abs() <= 2.0 * SAME;
    let cuts = bands.iter().filter(within).map(|band| band.cuts.clone()).filter(|cuts| !cuts.is_empty()).collect();
    (ys.len() >= 3).then_some(Ladder { left, right, ys, cuts })
}

/// Joins the pieces of rungs of which each cell draws its own; `rules` are sorted by level.
fn whole(rules: &[Rule]) -> Vec<Rung> {
    let mut rungs: Vec<Rung> = Vec::new();
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut rest = rules.as_mut_slice();
    while !rest.is_empty() {
        let (row, later) = first_level(rest, |rule| rule.at, 1.0);
        row.sort_by(|a, b| a.from.total_cmp(&b.from));
        let start = rungs.len();
        for rule in row.iter() {
            match rungs.get_mut(start..).and_then(|found| found.last_mut()) {
                Some(rung) if rule.from - rung.right <= PIECES => rung.right = rung.right.max(rule.to),
                _ => rungs.push(Rung { left: rule.from, right: rule.to, at: rule.at }),
            }
        }
        rest = later;
    }
    rungs
}
