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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkage::compare::Meanings;
    use crate::linkage::matching::Chosen;
    use crate::linkage::score::{self, Pairing, Setting};
    use crate::linkage::weights::Weights;
    use crate::model::observation::Observation;
    use crate::model::sample;

    const ACTIONS: [&str; 4] = [
        "Harbour master to chart the silted moorings",
        "Treasurer to price new tarpaulins for the shelter",
        "Anna to count nesting herons along the towpath",
        "Clerk to borrow barrels for the regatta",
    ];

    /// Returns what is said of the sections of the fourth row, after `sure` other rows have gone from one heading to the next.
    fn verdict(sure: usize) -> Verdict {
        let editions: Vec<_> = ["2020-01-01/log", "2020-02-01/log"].map(|id| sample::edition(id, &[])).into();
        let mut rows: Vec<Observation> = Vec::new();
        for (edition, heading) in editions.iter().zip(["Quays", "Harbour works"]) {
            for (place, action) in ACTIONS.iter().enumerate() {
                let row = sample::row(&format!("{}#a:{}", edition.id, place + 1), action);
                rows.push(Observation { ordinal: place as u32, section: Some(heading.to_owned()), ..row });
            }
        }
        let series = Series::new(&editions, &rows);
        let pair = |place: usize| {
            let wording = series.members[place].wording;
            let mut pairing = Pairing::new(&series, &Meanings::default(), place, place + 4, wording);
            pairing.look_closer(&series);
            ((place, place), pairing)
        };
        let weights = Weights::believed(4, 4, 850);
        let chosen = (0..sure).map(|place| Chosen {
            left: place,
            right: place,
            weighed: score::weigh(&series, &weights, &pair(place).1, Setting::default()),
            rival: None,
        });
        let found = Matching { chosen: chosen.collect(), ..Matching::default() };
        let mut candidates = vec![pair(3)];
        assert_eq!(candidates[0].1.features.fields[SECTION], Verdict::Contradict);
        follow_renamed(&series, &found, &mut candidates);
        candidates[0].1.features.fields[SECTION]
    }

    #[test]
    fn a_heading_that_took_anothers_place_agrees_with_it_and_two_rows_do_not_show_that() {
        assert_eq!((verdict(3), verdict(2)), (Verdict::Agree, Verdict::Contradict));
    }
}
