//! The commands from outside: exit codes, what is written and what is not, and that the same input gives the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A log in two editions; the second has a new row, a moved deadline, and one row less.
const AUTUMN: &str = "Harbour Forum Action Log 12/09/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tPaint the boat shed doors\tJo\tNov'22\tOngoing. Paint ordered.\n\
    2\tMend the eastern slipway rails\tAli\tOct'22\tNot started\n\
    3\tWrite to the lifeboat crew about mooring fees\tSam\tOct'22\tComplete. Letter sent.\n";
const WINTER: &str = "Harbour Forum Action Log 05/12/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tPaint the boat shed doors\tJo\tFeb'23\tOngoing. Waiting for dry weather. Paint ordered.\n\
    2\tMend the eastern slipway rails\tAli\tOct'22\tComplete. Rails welded.\n\
    4\tFind a new supplier of fuel for the pump\tSam\tMar'23\tNot started\n";

/// A folder for one test, with its files.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let place = Self { folder: TempDir::new().expect("a folder") };
        for (name, bytes) in files {
            place.write(name, bytes);
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn run(&self, arguments: &str) -> Output {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
        command.current_dir(self.folder.path()).args(arguments.split_whitespace());
        command.output().expect("the program runs")
    }

    /// Runs and checks the exit code. Returns standard output and standard error.
    fn ends(&self, arguments: &str, code: i32) -> (String, String) {
        let output = self.run(arguments);
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "throughline {arguments}\n{out}\n{err}");
        (out, err)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn history(&self, out: &str) -> Value {
        serde_json::from_str(&self.text(&format!("{out}/history.json"))).expect("JSON")
    }

    /// Every file below `name` with its bytes, but for the log of runs, which every run adds to.
    fn snapshot(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, found)
                } else {
                    found.push((path.clone(), fs::read(&path).expect("bytes")))
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.path(name), &mut found);
        found.retain(|(path, _)| !path.ends_with("runs.ndjson"));
        found.sort();
        found
    }
}

fn logs() -> Place {
    Place::new(&[("logs/autumn.txt", AUTUMN.as_bytes()), ("logs/winter.txt", WINTER.as_bytes())])
}

fn paths(history: &Value, of: &str) -> Vec<String> {
    let sources = history[of].as_array().expect("a list");
    sources.iter().map(|source| source["path"].as_str().expect("a path").to_owned()).collect()
}

fn ids(history: &Value) -> Vec<(String, String)> {
    let actions = history["actions"].as_array().expect("actions");
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let mut ids: Vec<_> = actions.iter().map(|action| (word(&action["title"]), word(&action["id"]))).collect();
    ids.sort();
    ids
}

#[test]
fn a_folder_of_logs_becomes_a_history() {
    let place = logs();
    let (out, err) = place.ends("ingest logs", 0);
    assert_eq!(out, "", "data only on standard output");
    assert!(err.contains("output/history.json"), "{err}");
    let history = place.history("output");
    assert_eq!(history["series"], "logs");
    assert_eq!(paths(&history, "sources"), ["autumn.txt", "winter.txt"]);
    let editions: Vec<_> = history["editions"].as_array().expect("editions").iter().map(|one| &one["id"]).collect();
    assert_eq!(editions, ["2022-09-12/log", "2022-12-05/log"]);
    assert_eq!(history["observations"].as_array().map(Vec::len), Some(6));
    assert_eq!(history["actions"].as_array().map(Vec::len), Some(4));
    assert!(place.text("output/history.json").ends_with("}\n"));
}

#[test]
fn wrong_usage_ends_with_2_and_writes_nothing() {
    let place = logs();
    place.write("bad.toml", b"[columns]\nhue = [\"Colour\"]\n");
    place.write("worse.toml", b"[columns\n");
    for arguments in [
        "",
        "ingest",
        "ingest logs --no-such-option",
        "ingest logs nowhere.txt",
        "ingest logs/autumn.txt/below",
        "ingest logs --date autumn.txt=soon",
        "ingest logs --date spring.txt=2022",
        "ingest logs --layout bad.toml",
        "ingest logs --layout worse.toml",
        "ingest logs --layout missing.toml",
        "ingest logs --threads 0",
        "extract logs",
        "extract nowhere.txt",
        "explain Z999",
    ] {
        let (out, err) = place.ends(arguments, 2);
        assert!(out.is_empty() && !err.is_empty(), "{arguments}: {out}");
        assert!(!place.path("output").exists(), "{arguments} wrote something");
    }
    let (_, err) = place.ends("ingest logs --layout bad.toml", 2);
    assert!(err.contains("bad.toml, line 2"), "{err}");
}

#[test]
fn what_cannot_run_ends_with_4_and_writes_nothing() {
    let place = logs();
    place.write("only/scan.pdf", b"%PDF-1.7\n");
    place.ends("ingest only", 4);
    place.ends("show 1", 4);
    place.ends("findings", 4);
    assert!(!place.path("output").exists());
    fs::create_dir(place.path("bare")).expect("a folder");
    place.ends("ingest bare", 4);
    let (_, err) = place.ends("ingest logs --out logs/autumn.txt/below", 4);
    assert!(err.contains("cannot write") && err.contains("hint:"), "{err}");
}

#[test]
fn damaged_records_end_with_4_and_stay_as_they_are() {
    for name in ["ids.toml", "decisions.toml", "settings.toml"] {
        let place = logs();
        place.ends("ingest logs/autumn.txt", 0);
        place.write(&format!("output/{name}"), b"[[actions]\nid = ");
        let before = place.snapshot("output");
        let (_, err) = place.ends("ingest logs", 4);
        assert!(err.contains(name) && err.contains("line 1"), "{err}");
        assert_eq!(place.snapshot("output"), before, "{name}");
    }
}

#[test]
fn a_source_that_cannot_be_read_ends_with_3_and_is_named() {
    let place = logs();
    place.write("logs/scan.pdf", b"%PDF-1.7\n");
    place.write("logs/picture.dat", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00");
    let (_, err) = place.ends("ingest logs --fail-on note --strict", 3);
    assert!(err.contains("scan.pdf") && err.contains("picture.dat") && err.contains("no page can be found"), "{err}");
    let history = place.history("output");
    let problems = history["sources"].as_array().expect("sources").iter().filter(|source| !source["problem"].is_null());
    assert_eq!(problems.count(), 2);
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    place.ends("forget scan.pdf", 3);
    place.ends("forget picture.dat", 0);
    place.ends("ingest logs/autumn.txt", 0);
}

#[test]
fn a_source_without_rows_is_a_warning() {
    let place = logs();
    place.write("logs/empty.txt", b"");
    let (_, err) = place.ends("ingest logs", 0);
    assert!(err.contains("warning") && err.contains("empty.txt"), "{err}");
    let (_, err) = place.ends("ingest logs --quiet", 0);
    assert_eq!(err, "");
}

#[test]
fn fail_on_and_strict_end_with_1() {
    let place = Place::new(&[("a.txt", AUTUMN.replace("3\t", "1\t").as_bytes())]);
    place.ends("ingest a.txt --fail-on note", 1);
    place.ends("findings --fail-on note", 1);
    place.ends("findings --code X001 --fail-on note", 0);
    let (out, _) = place.ends("findings --json --code N001", 0);
    let findings: Value = serde_json::from_str(&out).expect("JSON");
    assert!(findings.as_array().is_some_and(|list| list.iter().all(|one| one["code"] == "N001")), "{out}");
    assert!(place.path("output/history.json").exists());
}

#[test]
fn a_second_run_reads_nothing_and_writes_the_same() {
    let place = logs();
    place.ends("ingest logs", 0);
    let before = place.snapshot("output");
    let (_, err) = place.ends("ingest logs", 0);
    assert!(err.contains("0 read, 2 known"), "{err}");
    assert_eq!(place.snapshot("output"), before);
}

#[test]
fn order_threads_and_arrival_do_not_matter() {
    let place = logs();
    place.ends("ingest logs/autumn.txt logs/winter.txt --out one --threads 1", 0);
    place.ends("ingest logs/winter.txt logs/autumn.txt --out two --threads 4", 0);
    place.ends("ingest logs/autumn.txt --out three", 0);
    place.ends("ingest logs/winter.txt --out three", 0);
    assert_eq!(place.text("one/history.json"), place.text("two/history.json"));
    assert_eq!(place.text("one/history.json"), place.text("three/history.json"));
    place.ends("ingest logs/winter.txt --out four", 0);
    place.ends("ingest logs/autumn.txt --out four", 0);
    let mut late = place.history("four");
    assert_ne!(
        ids(&late),
        ids(&place.history("one")),
        "the newer edition came first, and its actions have the first ids"
    );
    let blank = |history: &mut Value| {
        for action in history["actions"].as_array_mut().into_iter().flatten() {
            action["id"] = Value::Null;
        }
        for finding in history["findings"].as_array_mut().into_iter().flatten() {
            finding["actions"] = Value::Null;
        }
    };
    let mut early = place.history("one");
    blank(&mut late);
    blank(&mut early);
    assert_eq!(late, early);
}

#[test]
fn ids_stay_whatever_comes_and_goes() {
    let place = logs();
    place.ends("ingest logs/winter.txt", 0);
    let first = ids(&place.history("output"));
    place.ends("ingest logs/autumn.txt --date winter.txt=2022-12", 0);
    let both = ids(&place.history("output"));
    assert!(first.iter().all(|one| both.contains(one)), "{first:?} {both:?}");
    place.ends("forget autumn.txt", 0);
    assert_eq!(ids(&place.history("output")), first);
    place.ends("forget winter.txt", 0);
    assert_eq!(place.history("output")["actions"], Value::Array(Vec::new()));
    place.ends("ingest logs", 0);
    assert_eq!(ids(&place.history("output")), both);
}

#[test]
fn a_changed_file_takes_the_place_of_what_it_was() {
    let place = logs();
    place.ends("ingest logs", 0);
    place.write("logs/winter.txt", WINTER.replace("Rails welded", "Rails riveted").as_bytes());
    place.ends("ingest logs", 0);
    let history = place.history("output");
    assert_eq!(paths(&history, "sources"), ["autumn.txt", "winter.txt", "winter.txt"]);
    let newer = history["sources"].as_array().expect("sources").iter().filter(|source| !source["supersedes"].is_null());
    assert_eq!(newer.count(), 1);
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    assert!(place.text("output/history.json").contains("Rails riveted"));
    assert!(!place.text("output/history.json").contains("Rails welded"));
    // Changed back, and the old state holds again.
    place.write("logs/winter.txt", WINTER.as_bytes());
    place.ends("ingest logs", 0);
    assert!(place.text("output/history.json").contains("Rails welded"));
    assert!(!place.text("output/history.json").contains("Rails riveted"));
    // Of two files of one name in two folders neither takes the other's place.
    place.write("other/winter.txt", WINTER.replace("05/12/2022", "06/02/2023").as_bytes());
    place.ends("ingest other", 0);
    assert_eq!(place.history("output")["editions"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_file_that_is_gone_stays_known() {
    let place = logs();
    place.ends("ingest logs", 0);
    let before = place.text("output/history.json");
    fs::remove_file(place.path("logs/autumn.txt")).expect("removed");
    place.ends("ingest logs", 0);
    assert_eq!(place.text("output/history.json"), before);
}

#[test]
fn a_copy_with_the_same_rows_makes_no_edition() {
    let place = logs();
    place.write("logs/copy.txt", format!("{AUTUMN}\n\n").as_bytes());
    place.ends("ingest logs", 0);
    let history = place.history("output");
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    let copies = history["sources"].as_array().expect("sources").iter().filter(|source| !source["same_as"].is_null());
    assert_eq!(copies.map(|source| source["path"].clone()).collect::<Vec<_>>(), ["copy.txt"]);
}

#[test]
fn dates_set_by_hand_are_kept() {
    let undated = AUTUMN.replace(" 12/09/2022", "");
    let place = Place::new(&[("a.txt", undated.as_bytes()), ("b.txt", WINTER.as_bytes())]);
    let (_, err) = place.ends("ingest a.txt", 0);
    assert_eq!(place.history("output")["editions"][0]["id"], "undated/log");
    assert!(!err.contains("has no date"), "the only edition needs none: {err}");
    place.ends("ingest a.txt --date a.txt=2022-09", 0);
    place.ends("ingest b.txt", 0);
    let history = place.history("output");
    assert_eq!(history["editions"][0]["id"], "2022-09/log");
    assert_eq!(history["settings"]["dates"]["a.txt"], "2022-09");
    let (_, err) = place.ends("ingest b.txt --date a.txt=", 0);
    assert_eq!(place.history("output")["editions"][1]["id"], "undated/log");
    assert!(err.contains("warning: a.txt has no date") && err.contains("--date FILE="), "{err}");
    let (out, _) = place.ends("findings --code T011", 0);
    assert!(out.contains("a.txt has no date"), "{out}");
}

/// The base names of the files that `documents` were made of, by their digests in the history.
fn sources_of(documents: &[PathBuf], place: &Place) -> Vec<String> {
    let history = place.history("output");
    let sources = history["sources"].as_array().expect("sources");
    let stem = |path: &PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let source = |id: String| sources.iter().find(|source| source["id"] == id).expect("a source");
    documents.iter().map(|path| source(stem(path))["path"].as_str().expect("a path").to_owned()).collect()
}

#[test]
fn damaged_documents_are_read_again_or_named() {
    let place = logs();
    place.ends("ingest logs", 0);
    let before = place.text("output/history.json");
    let documents: Vec<PathBuf> = place.snapshot("output/documents").into_iter().map(|(path, _)| path).collect();
    for path in &documents {
        let text = fs::read_to_string(path).expect("text");
        fs::write(path, &text[..text.len() / 2]).expect("written");
    }
    let (_, err) = place.ends("ingest logs/autumn.txt", 0);
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    for (document, source) in documents.iter().map(name).zip(sources_of(&documents, &place)) {
        let line = err.lines().find(|line| line.contains(&document)).unwrap_or_default();
        assert!(line.contains("is damaged") && line.contains(&format!("{source}, of which")), "{err}");
    }
    assert_eq!(place.text("output/history.json"), before);
    fs::write(&documents[0], "{").expect("written");
    fs::write(&documents[1], "{").expect("written");
    let (_, err) = place.ends("ingest logs/winter.txt", 3);
    for (document, source) in documents.iter().map(name).zip(sources_of(&documents, &place)) {
        let told = match source.as_str() {
            "winter.txt" => format!("{document} is damaged"),
            _ => format!("{document} could not be read"),
        };
        assert!(err.contains(&told), "{told}: {err}");
    }
    assert!(err.contains("winter.txt, of which it was made, was read again"), "{err}");
}

#[test]
fn headings_of_a_layout_file_are_understood_and_kept() {
    let odd = AUTUMN.replace("No\tAction\t", "No\tUndertaking so named\t").replace("Deadline", "Before the tide of");
    let place = Place::new(&[("a.txt", odd.as_bytes()), ("b.txt", odd.replace("12/09", "13/10").as_bytes())]);
    place.write("ours.toml", b"[columns]\naction = [\"Undertaking so named\"]\ndeadline = [\"Before the tide of\"]\n");
    place.ends("ingest a.txt --layout ours.toml", 0);
    place.ends("ingest b.txt", 0);
    let history = place.history("output");
    assert!(!history["settings"]["layouts"].is_null());
    for observation in history["observations"].as_array().expect("observations") {
        assert!(!observation["deadline"].is_null() && !observation["action"].is_null(), "{observation}");
    }
}

#[test]
fn an_action_can_be_shown_by_id_and_by_number() {
    let place = logs();
    place.ends("ingest logs", 0);
    let (by_number, _) = place.ends("show 1", 0);
    assert!(by_number.contains("Paint the boat shed doors") && by_number.contains("2022-12-05/log"), "{by_number}");
    let id = by_number.split_whitespace().next().expect("an id");
    assert_eq!(place.ends(&format!("show {id}"), 0).0, by_number);
    let (json, _) = place.ends("show 1 --json", 0);
    let shown: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(shown["actions"].as_array().map(Vec::len), Some(1));
    assert_eq!(shown["observations"].as_array().map(Vec::len), Some(2));
    place.ends("show 77", 2);
    place.ends("show tl-9999", 2);
}

#[test]
fn rows_of_one_document_can_be_had_in_three_formats() {
    let place = logs();
    let (json, _) = place.ends("extract logs/autumn.txt", 0);
    let sheet: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(sheet["observations"].as_array().map(Vec::len), Some(3));
    let (lines, _) = place.ends("extract logs/autumn.txt --format ndjson", 0);
    assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 3);
    let (table, _) = place.ends("extract logs/autumn.txt --format csv", 0);
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(!place.path("output").exists());
}

#[test]
fn hidden_files_and_the_output_itself_are_passed_over() {
    let place = logs();
    place.write("logs/.hidden", b"\x00\x01");
    place.ends("ingest logs --out logs/results", 0);
    place.ends("ingest logs --out logs/results", 0);
    assert_eq!(paths(&place.history("logs/results"), "sources"), ["autumn.txt", "winter.txt"]);
    place.ends("ingest . --out .", 0);
    let (_, err) = place.ends("ingest . --out . -v", 0);
    assert!(err.contains("passed over"), "{err}");
    place.ends("ingest documents --out .", 2);
}

#[test]
fn other_output_folders_are_passed_over() {
    let place = logs();
    place.ends("ingest logs --out logs/results", 0);
    let (_, err) = place.ends("ingest logs --out output -v", 0);
    assert!(err.contains("passed over: logs/results"), "{err}");
    assert_eq!(paths(&place.history("output"), "sources"), ["autumn.txt", "winter.txt"]);
    place.write("logs/papers/documents/spring.txt", WINTER.replace("05/12/2022", "06/03/2023").as_bytes());
    place.ends("ingest logs --out output", 0);
    assert_eq!(paths(&place.history("output"), "sources").len(), 3, "a folder of that name alone is none");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_no_trap() {
    let place = logs();
    std::os::unix::fs::symlink(".", place.path("logs/again")).expect("a link");
    place.ends("ingest logs", 0);
    assert_eq!(paths(&place.history("output"), "sources"), ["autumn.txt", "winter.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_no_text_is_read_like_any_other() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = logs();
    let name = std::ffi::OsStr::from_bytes(b"logs/sp\xe9cial.txt");
    let spring = WINTER.replace("05/12/2022", "06/03/2023").replace("welded", "riveted");
    fs::write(place.folder.path().join(name), spring).expect("written");
    place.ends("ingest logs", 0);
    assert_eq!(place.history("output")["editions"].as_array().map(Vec::len), Some(3));
    let before = place.snapshot("output");
    let (_, err) = place.ends("ingest logs", 0);
    assert!(err.contains("0 read, 3 known"), "{err}");
    assert_eq!(place.snapshot("output"), before);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    use std::process::Stdio;
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("throughline"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn every_command_has_help_with_examples() {
    let place = Place::new(&[]);
    for command in [
        "",
        "ingest ",
        "extract ",
        "show ",
        "findings ",
        "explain ",
        "review ",
        "evaluate ",
        "forget ",
        "export ",
        "verify ",
    ] {
        let (out, _) = place.ends(&format!("{command}--help"), 0);
        assert!(out.contains("Examples:"), "{command}: {out}");
    }
    let (out, _) = place.ends("explain --all", 0);
    assert!(out.contains("N001"), "{out}");
}

#[test]
fn an_unreadable_state_of_a_file_leaves_the_readable_one_in_force() {
    let place = logs();
    place.ends("ingest logs", 0);
    place.write("logs/winter.txt", b"%PDF-1.7\n");
    place.ends("ingest logs", 3);
    assert_eq!(place.history("output")["editions"].as_array().map(Vec::len), Some(2));
    place.write("logs/winter.txt", WINTER.replace("welded", "riveted").as_bytes());
    place.ends("ingest logs", 0);
    let history = place.history("output");
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    assert_eq!(paths(&history, "sources").len(), 4);
    assert!(!place.text("output/history.json").contains("welded"));
}

#[test]
fn a_source_with_too_many_rows_is_named_and_the_rest_goes_on() {
    let mut rows = String::from("Log 5 May 2022\nNo,Action,Status\n");
    for number in 1..=200_001 {
        rows.push_str(&format!("{number},Mend,Open\n"));
    }
    let place = Place::new(&[("logs/big.csv", rows.as_bytes()), ("logs/good.txt", AUTUMN.as_bytes())]);
    let run = place.run("ingest logs --out out");
    assert_eq!(run.status.code(), Some(3));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("big.csv") && said.contains("200001 rows") && said.contains("split"), "{said}");
    assert!(place.path("out/history.json").is_file());
}

#[test]
fn the_report_is_written_by_every_run_and_can_be_made_again() {
    let place = logs();
    place.ends("ingest logs", 0);
    let page = place.text("output/report.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("Paint the boat shed doors"));
    assert!(!page.contains(&place.folder.path().display().to_string()), "it names no place of this computer");
    fs::remove_file(place.path("output/report.html")).expect("it was there");
    let (out, err) = place.ends("report", 0);
    assert_eq!((out.as_str(), err.as_str()), ("", "4 actions in output/report.html\n"));
    assert_eq!(place.text("output/report.html"), page);
    // The page is no source.
    place.ends("ingest output logs", 0);
    assert_eq!(paths(&place.history("output"), "sources"), ["autumn.txt", "winter.txt"]);
}

#[test]
fn without_a_history_there_is_no_report() {
    let place = logs();
    let (_, err) = place.ends("report", 4);
    assert!(err.contains("throughline ingest"), "{err}");
    assert!(!place.path("output").exists());
    place.ends("ingest logs", 0);
    place.write("output/history.json", b"{\"schema\": 1}");
    let before = place.text("output/report.html");
    let (_, err) = place.ends("report", 4);
    assert!(err.contains("history.json"), "{err}");
    assert_eq!(place.text("output/report.html"), before, "what stood there stands");
}
