//! Sections that were given another heading: learned from rows that are surely one action.
//!
//! In come the pairs chosen so far, out come candidates that say that two headings agree where one took the other's place.
//! Looks at headings alone, and only at those that differ.

use std::collections::BTreeMap;

use super::compare::Verdict;
use super::judge::SAME;
use super::matching::{Candidate, Matching};
use super::score::SECTION;
use super::series::Series;

/// So many rows must have gone from one heading to the other, and so many in 1,000 of all that left it.
const ROWS: usize = 3;
const SHARE: usize = 700;

/// Lets the headings of `candidates` agree where one was renamed to the other between their editions.
pub fn follow_renamed(series: &Series, found: &Matching, candidates: &mut [Candidate]) {
    let heading = |member: usize| series.members[member].observation.section.as_deref().filter(|it| !it.is_empty());
    let mut moves: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for chosen in found.chosen.iter().filter(|chosen| chosen.weighed.points >= SAME) {
        if let (Some(was), Some(now)) = (heading(chosen.weighed.earlier), heading(chosen.weighed.later)) {
            *moves.entry(was).or_default().entry(now).or_default() += 1;
        }
    }
    let renamed = |was: &str, now: &str| {
        let Some(all) = moves.get(was) else { return false };
        let went = all.get(now).copied().unwrap_or(0);
        went >= ROWS && went * 1000 >= all.values().sum::<usize>() * SHARE
    };
    for (_, pairing) in candidates {
        let ends = heading(pairing.earlier).zip(heading(pairing.later));
        if ends.is_some_and(|(was, now)| was != now && renamed(was, now)) {
            pairing.features.fields[SECTION] = Verdict::Agree;
        }
    }
}
