//! What a report costs: writing it, and how soon a browser shows the first of it, for 5,000 actions in 12 and 20 editions.

#[path = "../tests/browser/chromium.rs"]
mod chromium;
#[path = "../tests/browser/many.rs"]
mod many;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Instant;

use throughline::emit::{Report, write_report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (actions, editions) in [(50, 12), (5000, 12), (5000, 20)] {
        let history = many::history(actions, editions);
        let none = BTreeMap::new();
        let report = Report { history: &history, explanations: &[], pictures: &none, remarks: &[] };
        let (started, mut bytes) = (Instant::now(), Vec::new());
        write_report(&report, &mut bytes)?;
        let written = started.elapsed();
        let folder = tempfile::tempdir()?;
        let page = folder.path().join("report.html");
        std::fs::write(&page, &bytes)?;
        let head = format!(
            "{actions} actions × {editions} editions: {:.1} MB, written in {:.2} s",
            bytes.len() as f64 / 1e6,
            written.as_secs_f64()
        );
        let Some(program) = chromium::find() else {
            writeln!(std::io::stdout(), "{head}")?;
            continue;
        };
        let mut paints = Vec::new();
        let mut wholes = Vec::new();
        let mut loads = Vec::new();
        for _ in 0..5 {
            let mut browser = chromium::Browser::start(&program, 1400, 900);
            // Once to wake the browser up: its own start is not the page's.
            browser.open(&page, "");
            browser.open(&page, "");
            browser.wait("performance.getEntriesByName('first-contentful-paint').length > 0");
            let paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
            paints.push(browser.run(paint).as_f64().unwrap_or(-1.0));
            // The largest piece that was painted is the grid, or what stands above it.
            let whole = "new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true}))";
            wholes.push(browser.run(whole).as_f64().unwrap_or(-1.0));
            let load = "performance.getEntriesByType('navigation')[0].loadEventStart";
            loads.push(browser.run(load).as_f64().unwrap_or(-1.0));
        }
        let middle = |times: &mut Vec<f64>| {
            times.sort_by(f64::total_cmp);
            times[2]
        };
        let (paint, whole, load) = (middle(&mut paints), middle(&mut wholes), middle(&mut loads));
        writeln!(
            std::io::stdout(),
            "{head}; first paint after {paint:.0} ms, the largest piece of it after {whole:.0} ms, all data there after {load:.0} ms"
        )?;
    }
    Ok(())
}
