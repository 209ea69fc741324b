//! Who goes with whom, as a whole: the best one-to-one assignment, in which "nobody" is a choice too.
//!
//! In come pairs with what each gains over leaving both its ends alone, in log-odds, out come those chosen. What is added up
//! are logarithms of odds, so that the sum is greatest where the whole is likeliest; a weak pair adds little to it.

use pathfinding::prelude::{Matrix, kuhn_munkres};

/// A pair that may go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The earlier one's place.
    pub left: usize,
    /// The later one's place.
    pub right: usize,
    /// What it gains to put them together, above the least at which a pair is linked.
    pub gain: u32,
    /// How near their places are, 0 to 100: it settles ties.
    pub near: u32,
}

/// Components with more pairs of ends than this are assigned best first: no log has such, but a file may.
const EXACT: usize = 400_000;
/// More than nearness ever sums up to in one component of the exact size: a point of gain is worth more than any nearness.
const NEAR: i64 = 101 * 632;

/// Chooses among `pairs` those that gain most together.
pub fn assign(pairs: &[Pair]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = pairs.to_vec();
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.left, pair.right));
    let mut chosen = Vec::new();
    for component in components(&pairs) {
        match component.as_slice() {
            [only] => chosen.push(*only),
            several => chosen.extend(best_of(several)),
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

fn best_of(pairs: &[Pair]) -> Vec<Pair> {
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
            gains[(row, column)] = (i64::from(pair.gain) + 1) * NEAR + i64::from(pair.near);
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
    sorted.sort_unstable_by_key(|pair| (std::cmp::Reverse((pair.gain, pair.near)), pair.left, pair.right));
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
    use proptest::prelude::*;

    use super::*;

    fn ends(pairs: &[(usize, usize, u32)]) -> Vec<(usize, usize)> {
        let pairs: Vec<Pair> = pairs.iter().map(|&(left, right, gain)| Pair { left, right, gain, near: 0 }).collect();
        assign(&pairs).into_iter().map(|pair| (pair.left, pair.right)).collect()
    }

    #[test]
    fn one_good_pair_beats_two_poor_ones() {
        assert_eq!(ends(&[(0, 0, 300), (0, 1, 100), (1, 0, 100)]), [(0, 0)]);
    }

    #[test]
    fn the_whole_counts_and_not_the_single_best() {
        assert_eq!(ends(&[(0, 0, 300), (0, 1, 280), (1, 0, 290)]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn nobody_is_a_choice() {
        assert_eq!(ends(&[(1, 1, 0)]), [(1, 1)]);
        assert!(ends(&[]).is_empty());
    }

    /// Returns the most that any choice of pairs gains, tried one and all.
    fn best(pairs: &[Pair], lefts: u32, rights: u32) -> i64 {
        let Some((first, rest)) = pairs.split_first() else { return 0 };
        let without = best(rest, lefts, rights);
        if lefts & (1 << first.left) != 0 || rights & (1 << first.right) != 0 {
            return without;
        }
        let own = (i64::from(first.gain) + 1) * NEAR + i64::from(first.near);
        without.max(own + best(rest, lefts | 1 << first.left, rights | 1 << first.right))
    }

    proptest! {
        #[test]
        fn no_other_choice_gains_more(found in prop::collection::vec((0..5usize, 0..5usize, 0..400u32, 0..=100u32), 0..12)) {
            let mut pairs: Vec<Pair> =
                found.into_iter().map(|(left, right, gain, near)| Pair { left, right, gain, near }).collect();
            pairs.sort_unstable();
            pairs.dedup_by_key(|pair| (pair.left, pair.right));
            let chosen = assign(&pairs);
            let gained: i64 = chosen.iter().map(|pair| (i64::from(pair.gain) + 1) * NEAR + i64::from(pair.near)).sum();
            prop_assert_eq!(gained, best(&pairs, 0, 0));
            for (at, one) in chosen.iter().enumerate() {
                prop_assert!(chosen.iter().skip(at + 1).all(|other| one.left != other.left && one.right != other.right));
            }
        }
    }
}
