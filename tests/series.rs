//! Whole series: every action with its steps, what happened to it, and what an auditor is told, as read by hand.

mod fixture;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// The kinds of event that `expected.json` lists.
const EVENTS: &[&str] = &[
    "raised",
    "renumbered",
    "split",
    "merged",
    "not-seen",
    "seen-again",
    "closed",
    "reopened",
    "deadline-slipped",
    "deadline-advanced",
    "deadline-relabelled",
    "owner-changed",
    "reworded",
];
fn history(series: &Path) -> Value {
    let out = tempfile::tempdir().expect("a temporary folder");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(["ingest", "--quiet", "--out"])
        .args([out.path(), series])
        .output()
        .expect("the program starts");
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    fixture::json(&out.path().join("history.json"))
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

#[test]
fn every_series_gives_the_history_that_was_read_by_hand() {
    let mut differences = Vec::new();
    let mut tried = 0;
    for expectation in fixture::files(&fixture::root().join("expected")) {
        if expectation.file_name().is_none_or(|name| name != "expected.json") {
            continue;
        }
        tried += 1;
        let name = fixture::name(expectation.parent().expect("a folder")).replacen("expected/", "series/", 1);
        let history = history(&fixture::root().join(&name));
        let expected = fixture::json(&expectation);
        editions(&name, &expected, &history, &mut differences);
        actions(&name, &expected, &history, &mut differences);
        links(&name, &expected, &history, &mut differences);
        findings(&name, &expected, &history, &mut differences);
    }
    fixture::report("series", tried, &differences);
}

fn editions(name: &str, expected: &Value, history: &Value, differences: &mut Vec<String>) {
    let got: Vec<String> =
        history["editions"].as_array().into_iter().flatten().map(|edition| text(&edition["id"])).collect();
    if got != strings(&expected["editions"]) {
        differences.push(format!("{name}: editions {got:?}"));
    }
}

fn actions(name: &str, expected: &Value, history: &Value, differences: &mut Vec<String>) {
    let got: Vec<&Value> = history["actions"].as_array().into_iter().flatten().collect();
    let mut met = 0;
    for want in expected["actions"].as_array().into_iter().flatten() {
        let steps: BTreeSet<String> = strings(&want["steps"]).into_iter().collect();
        let found =
            got.iter().find(|action| strings(&action["observations"]).into_iter().collect::<BTreeSet<_>>() == steps);
        let Some(action) = found else {
            differences.push(format!("{name}: no action has just the steps {steps:?}"));
            continue;
        };
        met += 1;
        let first = steps.iter().next().cloned().unwrap_or_default();
        let told: BTreeSet<String> = strings(&want["told_in"]).into_iter().collect();
        if strings(&action["told_in"]).into_iter().collect::<BTreeSet<_>>() != told {
            differences.push(format!("{name}: {first} told in {}, want {told:?}", action["told_in"]));
        }
        let want: BTreeSet<String> = strings(&want["events"]).into_iter().collect();
        let events = action["events"].as_array().into_iter().flatten();
        let events = events.filter(|event| EVENTS.contains(&text(&event["kind"]).as_str()));
        let events: BTreeSet<String> =
            events.map(|event| format!("{} @{}", text(&event["kind"]), text(&event["edition"]))).collect();
        if events != want {
            let missing: Vec<_> = want.difference(&events).collect();
            let invented: Vec<_> = events.difference(&want).collect();
            differences.push(format!("{name}: {first}: events missing {missing:?}, invented {invented:?}"));
        }
    }
    if met != got.len() {
        differences.push(format!("{name}: {} actions, {met} of them expected", got.len()));
    }
}

fn links(name: &str, expected: &Value, history: &Value, differences: &mut Vec<String>) {
    let listed = ["split", "merged", "duplicate", "restated"];
    let of = |links: &Value| -> BTreeSet<(String, String, String)> {
        let links = links.as_array().into_iter().flatten();
        links
            .map(|link| (text(&link["from"]), text(&link["to"]), text(&link["kind"])))
            .filter(|link| listed.contains(&link.2.as_str()))
            .collect()
    };
    let (want, got) = (of(&expected["links"]), of(&history["links"]));
    for link in want.difference(&got) {
        differences.push(format!("{name}: link missing {link:?}"));
    }
    for link in got.difference(&want) {
        differences.push(format!("{name}: link invented {link:?}"));
    }
}

fn findings(name: &str, expected: &Value, history: &Value, differences: &mut Vec<String>) {
    let of = |findings: &Value| -> BTreeSet<(String, BTreeSet<String>)> {
        let findings = findings.as_array().into_iter().flatten();
        let named = |finding: &Value| {
            // What belongs to an edition, such as skipped numbers, names no observation.
            let rows = strings(&finding["observations"]);
            let edition =
                || finding.get("edition").map(text).or_else(|| strings(&finding["editions"]).into_iter().next());
            if rows.is_empty() { edition().into_iter().collect() } else { rows.into_iter().collect() }
        };
        findings.map(|finding| (text(&finding["code"]), named(finding))).collect()
    };
    let (want, got) = (of(&expected["findings"]), of(&history["findings"]));
    for finding in want.difference(&got) {
        differences.push(format!("{name}: finding missing {finding:?}"));
    }
    for finding in got.difference(&want) {
        differences.push(format!("{name}: finding invented {finding:?}"));
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
