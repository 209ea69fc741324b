//! What a whole run costs: `throughline ingest` of 20 editions × 500 rows as a process of its own, time and peak memory,
//! a run in which one of them is new, one in which nothing is, and the same for a tenth of the rows.

mod series;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for rows in [50, 500] {
        let folder = tempfile::tempdir()?;
        let sources = folder.path().join("logs");
        std::fs::create_dir(&sources)?;
        for edition in 0..20 {
            let title = format!("HARBOUR ACTION LOG – 05/{:02}/{}", edition % 12 + 1, 2020 + edition / 12);
            let (_, print) = series::LAYOUTS[edition % 3];
            std::fs::write(sources.join(format!("log-{edition:02}.txt")), print(&series::rows(rows, edition), &title))?;
        }
        let mut times = Vec::new();
        for round in 0..3 {
            times.push(run(&sources, &folder.path().join(format!("out-{round}")))?);
        }
        times.sort_unstable();
        let (time, memory) = times[1];
        let again = run(&sources, &folder.path().join("out-0"))?.0;
        let last = sources.join("log-19.txt");
        let aside = folder.path().join("log-19.txt");
        std::fs::rename(&last, &aside)?;
        let out = folder.path().join("out-without");
        run(&sources, &out)?;
        std::fs::rename(&aside, &last)?;
        let one_new = run(&last, &out)?.0;
        writeln!(
            std::io::stdout(),
            "20 editions × {rows} rows: {:.2} s, peak {} MB; with one new edition: {:.2} s; again, nothing new: {:.2} s",
            time.as_secs_f64(),
            memory / 1024,
            one_new.as_secs_f64(),
            again.as_secs_f64()
        )?;
    }
    Ok(())
}

/// Runs the program once; returns its wall time and its peak memory in KiB (from /proc, 0 where there is none).
fn run(sources: &Path, out: &Path) -> Result<(Duration, u64), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(["ingest", "--quiet", "--out"])
        .arg(out)
        .arg(sources)
        .stderr(Stdio::inherit())
        .spawn()?;
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        peak = peak.max(peak_memory(child.id()));
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok((start.elapsed(), peak))
}

fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
