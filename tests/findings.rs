//! Every finding code: a small series that raises it, and one almost alike that does not. All findings of each are
//! compared, so that one too many fails as one too few does.

mod fixture;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Codes that no text can raise, with the test that has a PDF or a reader that does.
const ELSEWHERE: &[(&str, &str)] = &[
    ("T003", "src/audit/tests.rs: words that only the second reader of a PDF saw"),
    ("T012", "src/audit/tests.rs: a page of a PDF that was not read to its end"),
    ("T013", "src/audit/tests.rs: a PDF that the second reader could not read"),
];

/// A fixture: editions by path below the series, and the findings that reading them gives.
struct Fixture {
    editions: Vec<(String, Vec<u8>)>,
    findings: Vec<String>,
}

#[test]
fn every_fixture_gives_the_findings_that_were_read_by_hand() {
    let paths = fixture::texts(&fixture::root().join("findings"));
    // Each fixture is a run of its own, so that they need not wait for one another.
    let differences: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> =
            paths.chunks(paths.len().div_ceil(4).max(1)).map(|some| scope.spawn(|| compared(some))).collect();
        runs.into_iter().flat_map(|run| run.join().expect("a run that ends")).collect()
    });
    fixture::report("findings", paths.len(), &differences);
}

/// Says what differs between the findings of the fixtures at `paths` and those that were read by hand.
fn compared(paths: &[PathBuf]) -> Vec<String> {
    let mut differences = Vec::new();
    for path in paths {
        let name = fixture::name(path);
        let read = read(&std::fs::read_to_string(path).expect("a fixture is text"));
        let (code, raises) = promised(path);
        if raises != read.findings.iter().any(|line| line.split(' ').next() == Some(code.as_str())) {
            differences.push(format!("{name}: its name and its findings do not fit"));
        }
        let got = findings(&read.editions);
        let told = |line: &String| got.iter().find(|(found, _)| found == line).map_or("", |(_, said)| said.as_str());
        let lines: Vec<String> = got.iter().map(|(line, _)| line.clone()).collect();
        differences.extend(without(&read.findings, &lines).iter().map(|line| format!("{name}: missing  {line}")));
        let invented = without(&lines, &read.findings);
        differences.extend(invented.iter().map(|line| format!("{name}: invented {line} – {}", told(line))));
    }
    differences
}

#[test]
fn every_code_has_a_fixture_that_raises_it_and_one_that_spares_it() {
    let fixtures: BTreeSet<(String, bool)> =
        fixture::texts(&fixture::root().join("findings")).iter().map(|path| promised(path)).collect();
    let codes: BTreeSet<&str> = throughline::audit::explain::pages().iter().map(|page| page.code).collect();
    for (code, _) in &fixtures {
        assert!(codes.contains(code.as_str()), "{code} is no code");
    }
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, _)| *code).collect();
    for code in codes.difference(&elsewhere) {
        for (raises, word) in [(true, "raises"), (false, "spares")] {
            assert!(fixtures.contains(&((*code).to_owned(), raises)), "no fixture findings/{code}-{word}-….txt");
        }
    }
    for (code, place) in ELSEWHERE {
        let (path, _) = place.split_once(':').expect("a path and what it shows");
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a test file");
        assert!(codes.contains(code) && text.contains(code), "{path} says nothing of {code}");
    }
}

#[test]
fn a_pdf_that_both_readers_read_has_no_finding_about_readers() {
    let mut tried = 0;
    for name in ["pdf/typst", "pdf/cairo"] {
        let files = fixture::files(&fixture::root().join(name));
        for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "pdf")).take(2) {
            tried += 1;
            let bytes = std::fs::read(path).expect("a fixture");
            for (line, message) in findings(&[("2020-01-15/log.pdf".to_owned(), bytes)]) {
                let code = line.split(' ').next().unwrap_or_default();
                assert!(ELSEWHERE.iter().all(|(other, _)| *other != code), "{}: {message}", path.display());
            }
        }
    }
    assert!(tried > 1, "no PDF was found");
}

/// Returns the code that a fixture's name speaks of, and whether it is to be raised: `D001-raises-month-later.txt`.
fn promised(path: &Path) -> (String, bool) {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let mut parts = name.splitn(3, '-');
    let (code, verb) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    assert!(
        ["raises", "spares"].contains(&verb),
        "{name}: it says neither that it raises a code nor that it spares it"
    );
    (code.to_owned(), verb == "raises")
}

/// Reads a fixture: a head, editions behind `=== 2020-01-15/log.md`, the findings behind `=== findings`.
fn read(text: &str) -> Fixture {
    let mut fixture = Fixture { editions: Vec::new(), findings: Vec::new() };
    for part in text.split("\n=== ").skip(1) {
        let (name, body) = part.split_once('\n').unwrap_or((part, ""));
        if name == "findings" {
            fixture.findings = body.lines().filter(|line| !line.trim().is_empty()).map(in_order).collect();
        } else {
            fixture.editions.push((name.to_owned(), bytes(body)));
        }
    }
    assert!(!fixture.editions.is_empty(), "no edition in it");
    fixture
}

/// Returns what `body` stands for: `⟦E9⟧` is that byte, and `⟦9 × wave⟧` that word nine times.
fn bytes(body: &str) -> Vec<u8> {
    let mut made = Vec::new();
    for (at, piece) in body.split('⟦').enumerate() {
        match piece.split_once('⟧').filter(|_| at > 0) {
            Some((inside, rest)) => {
                match inside.split_once(" × ") {
                    Some((count, word)) => {
                        let count = count.parse().expect("a count");
                        made.extend(vec![word; count].join(" ").into_bytes());
                    }
                    None => made.push(u8::from_str_radix(inside, 16).expect("a byte")),
                }
                made.extend(rest.as_bytes());
            }
            None => made.extend(piece.as_bytes()),
        }
    }
    made
}

/// Puts what a finding names into order: `CODE observation observation`.
fn in_order(line: &str) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    if let Some(named) = words.get_mut(1..) {
        named.sort_unstable();
    }
    words.join(" ")
}

/// Returns the lines of `all` that `others` have not, each as often as it is wanting there.
fn without(all: &[String], others: &[String]) -> Vec<String> {
    let mut left = others.to_vec();
    let known = |line: &&String| match left.iter().position(|other| other == *line) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    };
    all.iter().filter(known).cloned().collect()
}

/// Returns the findings of a series, as lines, with what they say. One that names no observation is known by its
/// editions; one that has no edition, by its code.
fn findings(editions: &[(String, Vec<u8>)]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let series = folder.path().join("series");
    for (name, bytes) in editions {
        let path = series.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(&path, bytes).expect("an edition is written");
    }
    let out = folder.path().join("out");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(["ingest", "--quiet", "--out"])
        .args([&out, &series])
        .output()
        .expect("the program starts");
    assert!(matches!(run.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&run.stderr));
    let history = fixture::json(&out.join("history.json"));
    let strings = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let line = |finding: &Value| {
        let mut named = strings(&finding["observations"]);
        if named.is_empty() {
            named = strings(&finding["editions"]);
        }
        let line = format!("{} {}", finding["code"].as_str().unwrap_or_default(), named.join(" "));
        (in_order(&line), finding["message"].as_str().unwrap_or_default().to_owned())
    };
    history["findings"].as_array().into_iter().flatten().map(line).collect()
}
