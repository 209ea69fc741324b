//! Upright rules that nothing crosses: columns that are drawn where rows are not.
//!
//! In: rules from top to bottom that touch no other. Out: lattices of one tall row each. Two columns of running text with
//! a line between them are none.

use super::super::page::Area;
use super::heights::Heights;
use super::lattice::Lattice;
use super::lines;
use super::rules::Rule;

/// How far the ends of two rules of one table may differ.
const SAME: f32 = 3.5;
/// How far outside its rules the first and the last column of an open table may reach.
const REACH: f32 = 250.0;

/// Finds the tables that `rules` draw.
pub fn lattices(rules: &[Rule], heights: &Heights<'_>) -> Vec<Lattice> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut found = Vec::new();
    for mut same_top in groups(&sorted, |rule| rule.from) {
        same_top.sort_by(|a, b| a.to.total_cmp(&b.to));
        for mut same in groups(&same_top, |rule| rule.to) {
            same.sort_by(|a, b| a.at.total_cmp(&b.at));
            found.extend(lattice(&same, heights));
        }
    }
    found
}

fn groups(rules: &[Rule], end: fn(&Rule) -> f32) -> Vec<Vec<Rule>> {
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    let mut first = f32::NEG_INFINITY;
    for rule in rules {
        match groups.last_mut() {
            Some(group) if end(rule) - first <= SAME => group.push(*rule),
            _ => {
                first = end(rule);
                groups.push(vec![*rule]);
            }
        }
    }
    groups
}

fn lattice(rules: &[Rule], heights: &Heights<'_>) -> Option<Lattice> {
    let mut xs = super::lattice::edges(rules);
    if xs.len() < 3 || xs.len() > super::lattice::MOST_COLUMNS {
        return None;
    }
    let top = rules.iter().map(|rule| rule.from).min_by(f32::total_cmp)?;
    let bottom = rules.iter().map(|rule| rule.to).max_by(f32::total_cmp)?;
    let (left, right) = (*xs.first()?, *xs.last()?);
    let beside = |x0: f32, x1: f32| lines::lines(heights, &Area { x0, y0: top, x1, y1: bottom });
    let before = beside(left - REACH, left);
    let after = beside(right, right + REACH);
    if before.len() >= 2 {
        let ends = before.iter().filter_map(|line| line.pieces.first()).map(|piece| piece.0);
        xs.insert(0, ends.fold(left, f32::min) - 1.0);
    }
    if after.len() >= 2 {
        let ends = after.iter().filter_map(|line| line.pieces.last()).map(|piece| piece.1);
        xs.push(ends.fold(right, f32::max) + 1.0);
    }
    let mut lattice = Lattice::new(xs, vec![top, bottom], true);
    (lattice.open_above, lattice.open_below) = (true, true);
    Some(lattice)
}
