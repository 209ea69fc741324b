//! How well and how fast actions are followed on simulated series: `cargo bench --bench linkage`, or with `-- quality` or
//! `-- scale` alone; `-- peers FOLDER` writes rows and results for `peers.py`.

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

#[path = "../tests/simulator/mod.rs"]
mod simulator;

use serde_json::json;
use simulator::{LEVELS, Measured, Plan, Simulated, measure, simulate};
use throughline::linkage::link;

/// What the program allocates by.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Seeds that the tests do not use.
const SEEDS: [u64; 3] = [101, 102, 103];

fn main() -> std::io::Result<()> {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let [mode, folder] = asked.as_slice()
        && mode == "peers"
    {
        return peers(Path::new(folder));
    }
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|word| word == name);
    if wanted("quality") {
        quality()?;
    }
    if wanted("scale") {
        scale()?;
    }
    Ok(())
}

fn quality() -> std::io::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "series   noise    F1      sure is right  sure of true  parts found  wrong (sure)")?;
    for (name, twins, families) in [("plain", false, 0), ("twins", true, 0), ("families", true, 150)] {
        for (level, noise) in LEVELS {
            let mut all = Measured::default();
            for seed in SEEDS {
                let made = simulate(Plan { actions: 250, editions: 6, noise, twins, families, seed });
                all.add(&measure(&made, &link(&made.editions, &made.observations, &[], &[]).links));
            }
            writeln!(
                out,
                "{name:<9}{level:<8}{:.4}  {:.4}         {:.3}         {:.3}        {} ({})",
                all.f1(),
                all.sure_precision(),
                all.sure_recall(),
                all.parts_recall(),
                all.parts_wrong,
                all.parts_wrong_sure
            )?;
        }
    }
    Ok(())
}

fn scale() -> std::io::Result<()> {
    let mut out = std::io::stdout();
    for (rows, editions) in [(200, 10), (1_000, 6), (10_000, 6), (100_000, 6)] {
        let plan = Plan { actions: rows, editions, noise: LEVELS[0].1, twins: false, families: 0, seed: 7 };
        let made = simulate(plan);
        let started = Instant::now();
        let linked = link(&made.editions, &made.observations, &[], &[]);
        let took = started.elapsed().as_secs_f64();
        let all = made.observations.len();
        let measured = measure(&made, &linked.links);
        writeln!(
            out,
            "{editions} editions × {rows} rows: {took:.2} s, {:.1} µs a row, F1 {:.4}",
            took * 1e6 / all as f64,
            measured.f1()
        )?;
        out.flush()?;
    }
    Ok(())
}

/// Writes the rows of plain series with their truth, and how well and fast they were linked here.
fn peers(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (place, (level, noise)) in LEVELS.into_iter().enumerate() {
        for seed in SEEDS {
            let made = simulate(Plan { actions: 250, editions: 6, noise, twins: false, families: 0, seed });
            let started = Instant::now();
            let linked = link(&made.editions, &made.observations, &[], &[]);
            let seconds = started.elapsed().as_secs_f64();
            let ours = json!({"f1": measure(&made, &linked.links).f1(), "seconds": seconds});
            let series = json!({"level": level, "seed": seed, "ours": ours, "editions": rows(&made)});
            std::fs::write(folder.join(format!("{place}-{level}-{seed}.json")), series.to_string())?;
        }
    }
    Ok(())
}

fn rows(made: &Simulated) -> Vec<Vec<serde_json::Value>> {
    let row = |observation: &throughline::model::observation::Observation| {
        let date = |field: &Option<throughline::model::observation::DateField>| field.as_ref().map(|it| it.raw.clone());
        json!({
            "id": observation.id.0,
            "truth": made.action[&observation.id.0],
            "number": observation.number,
            "section": observation.section,
            "raised": date(&observation.raised),
            "deadline": date(&observation.deadline),
            "action": observation.action.as_ref().map(|action| action.raw.clone()),
        })
    };
    let of = |edition: &throughline::model::edition::Edition| {
        made.observations.iter().filter(|it| it.edition == edition.id).map(row).collect()
    };
    made.editions.iter().map(of).collect()
}
