//! How well simulated actions are followed, so that a step back is seen: `cargo bench --bench linkage` says how well exactly.

mod simulator;

use simulator::{LEVELS, Plan, measure, simulate};
use throughline::linkage::link;

/// A seed that the benchmarks do not use.
const SEED: u64 = 11;

#[test]
fn actions_are_followed_through_noise() {
    let mut failures = Vec::new();
    // The noise, and the least that is asked of F1, of what is called sure, of the share called sure, and of the parts.
    for ((level, noise), (f1, sure, share, parts)) in
        LEVELS.into_iter().zip([(0.99, 0.998, 0.9, 0.8), (0.98, 0.998, 0.85, 0.75), (0.96, 0.995, 0.75, 0.65)])
    {
        for twins in [false, true] {
            let families = if twins { 100 } else { 0 };
            let made = simulate(Plan { actions: 120, editions: 5, noise, twins, families, seed: SEED });
            let found = measure(&made, &link(&made.editions, &made.observations, &[], &[]).links);
            let less = if twins { 0.03 } else { 0.0 };
            for (what, got, least) in [
                ("F1", found.f1(), f1 - less),
                ("right of sure", found.sure_precision(), sure - less / 10.0),
                ("sure of true", found.sure_recall(), share - less * 3.0),
                ("parts found", found.parts_recall(), parts - less * 5.0),
            ] {
                if got < least {
                    failures.push(format!("{level}, twins {twins}: {what} {got:.4}, asked {least}"));
                }
            }
            if found.parts_wrong_sure > 0 {
                failures.push(format!("{level}, twins {twins}: a part is surely wrong"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn one_seed_gives_one_series() {
    let plan = Plan { actions: 40, editions: 4, noise: LEVELS[2].1, twins: true, families: 200, seed: 5 };
    let (one, other) = (simulate(plan), simulate(plan));
    assert_eq!(one.observations, other.observations);
    assert_ne!(one.observations, simulate(Plan { seed: 6, ..plan }).observations);
    let shown: std::collections::BTreeSet<&String> = one.action.keys().collect();
    assert_eq!(shown.len(), one.observations.len(), "no two rows have one name");
    assert!(!one.parts.is_empty());
}
