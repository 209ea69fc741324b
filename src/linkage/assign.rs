//! Who goes with whom, as a whole: the best one-to-one assignment, in which "nobody" is a choice too.
//!
//! In come scored pairs, out come those chosen. A weak pair is never forced to raise the sum: what counts is how far a
//! pair stands above the threshold, squared, so that one good pair beats two poor ones.

use pathfinding::prelude::{Matrix, kuhn_munkres};

/// A pair that may go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The earlier one's place.
    pub left: usize,
    /// The later one's place.
    pub right: usize,
    /// How well they go together, 0 to 1000.
    pub score: u32,
    /// How near their places are, 0 to 100: it settles ties.
    pub near: u32,
}

/// Components with more pairs of ends than this are assigned best first: no log has such, but a file may.
const EXACT: usize = 400_000;

/// Chooses among `pairs` those above `threshold` that are best together.
pub fn assign(pairs: &[Pair], threshold: u32) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = pairs.iter().copied().filter(|pair| pair.score >= threshold).collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.left, pair.right));
    let mut chosen = Vec::new();
    for component in components(&pairs) {
        match component.as_slice() {
            [only] => chosen.push(*only),
            several => chosen.extend(best_of(several, threshold)),
        }
    }
    chosen.sort_unstable();
    chosen
}

fn components(pairs: &[Pair]) -> Vec<Vec<Pair>> {
    let rights = pairs.iter().map(|pair| pair.right + 1).max().unwrap_or(0);
    let lefts = pairs.iter().map(|pair| pair.left + 1).max().unwrap_or(0);
    let mut parents: Vec<usize> = (0..lefts + rights).collect();
    for pair in pairs {
        let (a, b) = (root(&mut parents, pair.left), root(&mut parents, lefts + pair.right));
        parents[a.max(b)] = a.min(b);
    }
    let mut grouped: std::collections::BTreeMap<usize, Vec<Pair>> = std::collections::BTreeMap::new();
    for pair in pairs {
        grouped.entry(root(&mut parents, pair.left)).or_default().push(*pair);
    }
    grouped.into_values().collect()
}

fn root(parents: &mut [usize], mut place: usize) -> usize {
    while parents[place] != place {
        parents[place] = parents[parents[place]];
        place = parents[place];
    }
    place
}

fn best_of(pairs: &[Pair], threshold: u32) -> Vec<Pair> {
    let mut lefts: Vec<usize> = pairs.iter().map(|pair| pair.left).collect();
    let mut rights: Vec<usize> = pairs.iter().map(|pair| pair.right).collect();
    for side in [&mut lefts, &mut rights] {
        side.sort_unstable();
        side.dedup();
    }
    if lefts.len().saturating_mul(rights.len()) > EXACT {
        return best_first(pairs);
    }
    let (fewer, more, turned) =
        if lefts.len() <= rights.len() { (&lefts, &rights, false) } else { (&rights, &lefts, true) };
    let mut gains: Matrix<i64> = Matrix::new(fewer.len(), more.len(), 0);
    for pair in pairs {
        let (one, other) = if turned { (pair.right, pair.left) } else { (pair.left, pair.right) };
        if let (Ok(row), Ok(column)) = (fewer.binary_search(&one), more.binary_search(&other)) {
            let above = i64::from(pair.score - threshold) + 1;
            gains[(row, column)] = above * above * 128 + i64::from(pair.near);
        }
    }
    let (_, columns) = kuhn_munkres(&gains);
    pairs
        .iter()
        .copied()
        .filter(|pair| {
            let (one, other) = if turned { (pair.right, pair.left) } else { (pair.left, pair.right) };
            fewer.binary_search(&one).ok().and_then(|row| columns.get(row)).and_then(|&column| more.get(column))
                == Some(&other)
        })
        .collect()
}

fn best_first(pairs: &[Pair]) -> Vec<Pair> {
    let mut sorted = pairs.to_vec();
    sorted.sort_unstable_by_key(|pair| (std::cmp::Reverse((pair.score, pair.near)), pair.left, pair.right));
    let (mut lefts, mut rights) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    sorted.retain(|pair| {
        let free = !lefts.contains(&pair.left) && !rights.contains(&pair.right);
        if free {
            lefts.insert(pair.left);
            rights.insert(pair.right);
        }
        free
    });
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(pairs: &[(usize, usize, u32)]) -> Vec<(usize, usize)> {
        let pairs: Vec<Pair> = pairs.iter().map(|&(left, right, score)| Pair { left, right, score, near: 0 }).collect();
        assign(&pairs, 400).into_iter().map(|pair| (pair.left, pair.right)).collect()
    }

    #[test]
    fn one_good_pair_beats_two_poor_ones() {
        assert_eq!(ends(&[(0, 0, 900), (0, 1, 660), (1, 0, 660)]), [(0, 0)]);
    }

    #[test]
    fn the_whole_counts_and_not_the_single_best() {
        assert_eq!(ends(&[(0, 0, 800), (0, 1, 780), (1, 0, 790)]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn nobody_is_a_choice() {
        assert_eq!(ends(&[(0, 0, 399), (1, 1, 400)]), [(1, 1)]);
    }
}
