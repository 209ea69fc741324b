//! Rules to what hangs together: lines that cross or touch.
//!
//! In: the rules of a page. Out: those that touch one of the other kind, part by part, and those that stand alone. What
//! a part is — a table, a frame, an axis — is not asked here.

use super::rules::{Rule, Rules};

/// Rules that cross or touch each other.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// From left to right, sorted from top to bottom.
    pub across: Vec<Rule>,
    /// From top to bottom, sorted from left to right.
    pub down: Vec<Rule>,
}

/// What the rules of a page fall into.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Rules of both kinds that touch.
    pub crossed: Vec<Part>,
    /// Rules from left to right that touch none from top to bottom.
    pub across: Vec<Rule>,
    /// Rules from top to bottom that touch none from left to right.
    pub down: Vec<Rule>,
}

/// How near the end of a line must come to another line to touch it, beside their thickness.
const TOUCH: f32 = 2.5;

/// Sorts `rules` into parts.
pub fn parts(rules: Rules) -> Parts {
    let Rules { across, down, .. } = rules;
    let mut sets = Sets::new(across.len() + down.len());
    for (index, rule) in across.iter().enumerate() {
        let reach = TOUCH + rule.thickness / 2.0;
        let first = down.partition_point(|other| other.at < rule.from - reach - 3.0);
        let near = down.iter().enumerate().skip(first).take_while(|(_, other)| other.at <= rule.to + reach + 3.0);
        for (crossing, other) in near {
            let both = reach + other.thickness / 2.0;
            let beside = rule.from - both <= other.at && other.at <= rule.to + both;
            if beside && other.from - both <= rule.at && rule.at <= other.to + both {
                sets.join(index, across.len() + crossing);
            }
        }
    }
    gather(&across, &down, &mut sets)
}

fn gather(across: &[Rule], down: &[Rule], sets: &mut Sets) -> Parts {
    let mut parts = Parts::default();
    // Which part each set has become, by the number of the set's first member.
    let mut part_of = vec![usize::MAX; across.len() + down.len()];
    for (index, rule) in across.iter().chain(down).enumerate() {
        let horizontal = index < across.len();
        let root = sets.root(index);
        if sets.size(root) == 1 {
            if horizontal {
                parts.across.push(*rule)
            } else {
                parts.down.push(*rule)
            }
            continue;
        }
        let Some(slot) = part_of.get_mut(root) else { continue };
        if *slot == usize::MAX {
            *slot = parts.crossed.len();
            parts.crossed.push(Part::default());
        }
        if let Some(part) = parts.crossed.get_mut(*slot) {
            if horizontal { part.across.push(*rule) } else { part.down.push(*rule) }
        }
    }
    parts
}

/// Sets that are joined two by two.
struct Sets {
    parents: Vec<usize>,
    sizes: Vec<usize>,
}

impl Sets {
    fn new(members: usize) -> Self {
        Self { parents: (0..members).collect(), sizes: vec![1; members] }
    }

    fn root(&mut self, mut member: usize) -> usize {
        while let Some(&parent) = self.parents.get(member) {
            if parent == member {
                break;
            }
            // Halving the path keeps it short.
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(member) {
                *slot = above;
            }
            member = above;
        }
        member
    }

    fn size(&self, root: usize) -> usize {
        self.sizes.get(root).copied().unwrap_or(0)
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let (large, small) = if self.size(one) >= self.size(other) { (one, other) } else { (other, one) };
        let both = self.size(one) + self.size(other);
        if let (Some(parent), Some(size)) = (self.parents.get_mut(small), self.sizes.get_mut(large)) {
            *parent = large;
            *size = both;
        }
    }
}
