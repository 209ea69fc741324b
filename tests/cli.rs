//! The commands from outside: exit codes, what is printed, what is read and what is passed over.

mod place;

use std::fs;

use serde_json::Value;

use place::{AUTUMN_CLOSED as AUTUMN, Place, WINTER, paths};

fn logs() -> Place {
    Place::new(&[("logs/autumn.txt", AUTUMN), ("logs/winter.txt", WINTER)])
}

#[test]
fn a_folder_of_logs_becomes_a_history() {
    let place = logs();
    let (out, err) = place.prints("ingest logs", 0);
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
        let (out, err) = place.prints(arguments, 2);
        assert!(out.is_empty() && !err.is_empty(), "{arguments}: {out}");
        assert!(!place.path("output").exists(), "{arguments} wrote something");
    }
    let (_, err) = place.prints("ingest logs --layout bad.toml", 2);
    assert!(err.contains("bad.toml, line 2"), "{err}");
}

#[test]
fn what_cannot_run_ends_with_4_and_writes_nothing() {
    let place = logs();
    place.write("only/scan.pdf", b"%PDF-1.7\n");
    place.prints("ingest only", 4);
    place.prints("show 1", 4);
    place.prints("findings", 4);
    assert!(!place.path("output").exists());
    fs::create_dir(place.path("bare")).expect("a folder");
    place.prints("ingest bare", 4);
    let (_, err) = place.prints("ingest logs --out logs/autumn.txt/below", 4);
    assert!(err.contains("cannot write") && err.contains("hint:"), "{err}");
}

#[test]
fn a_source_that_cannot_be_read_ends_with_3_and_is_named() {
    let place = logs();
    place.write("logs/scan.pdf", b"%PDF-1.7\n");
    place.write("logs/picture.dat", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00");
    let (_, err) = place.prints("ingest logs --fail-on note --strict", 3);
    assert!(err.contains("scan.pdf") && err.contains("picture.dat") && err.contains("no page can be found"), "{err}");
    let history = place.history("output");
    let problems = history["sources"].as_array().expect("sources").iter().filter(|source| !source["problem"].is_null());
    assert_eq!(problems.count(), 2);
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    place.prints("forget scan.pdf", 3);
    place.prints("forget picture.dat", 0);
    place.prints("ingest logs/autumn.txt", 0);
}

#[test]
fn a_source_without_rows_is_a_warning() {
    let place = logs();
    place.write("logs/empty.txt", b"");
    let (_, err) = place.prints("ingest logs", 0);
    assert!(err.contains("warning") && err.contains("empty.txt"), "{err}");
    let (_, err) = place.prints("ingest logs --quiet", 0);
    assert_eq!(err, "");
}

#[test]
fn fail_on_and_strict_end_with_1() {
    let place = Place::new(&[("a.txt", &AUTUMN.replace("3\t", "1\t"))]);
    place.prints("ingest a.txt --fail-on note", 1);
    place.prints("findings --fail-on note", 1);
    place.prints("findings --code X001 --fail-on note", 0);
    let (out, _) = place.prints("findings --json --code N001", 0);
    let findings: Value = serde_json::from_str(&out).expect("JSON");
    assert!(findings.as_array().is_some_and(|list| list.iter().all(|one| one["code"] == "N001")), "{out}");
    assert!(place.path("output/history.json").exists());
}

#[test]
fn an_action_can_be_shown_by_id_and_by_number() {
    let place = logs();
    place.prints("ingest logs", 0);
    let (by_number, _) = place.prints("show 1", 0);
    assert!(by_number.contains("Paint the boat shed doors") && by_number.contains("2022-12-05/log"), "{by_number}");
    let id = by_number.split_whitespace().next().expect("an id");
    assert_eq!(place.prints(&format!("show {id}"), 0).0, by_number);
    let (json, _) = place.prints("show 1 --json", 0);
    let shown: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(shown["actions"].as_array().map(Vec::len), Some(1));
    assert_eq!(shown["observations"].as_array().map(Vec::len), Some(2));
    place.prints("show 77", 2);
    place.prints("show tl-9999", 2);
}

#[test]
fn rows_of_one_document_can_be_had_in_three_formats() {
    let place = logs();
    let (json, _) = place.prints("extract logs/autumn.txt", 0);
    let sheet: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(sheet["observations"].as_array().map(Vec::len), Some(3));
    let (lines, _) = place.prints("extract logs/autumn.txt --format ndjson", 0);
    assert_eq!(lines.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 3);
    let (table, _) = place.prints("extract logs/autumn.txt --format csv", 0);
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(!place.path("output").exists());
}

#[test]
fn hidden_files_and_the_output_itself_are_passed_over() {
    let place = logs();
    place.write("logs/.hidden", b"\x00\x01");
    place.prints("ingest logs --out logs/results", 0);
    place.prints("ingest logs --out logs/results", 0);
    assert_eq!(paths(&place.history("logs/results"), "sources"), ["autumn.txt", "winter.txt"]);
    place.prints("ingest . --out .", 0);
    let (_, err) = place.prints("ingest . --out . -v", 0);
    assert!(err.contains("passed over"), "{err}");
    place.prints("ingest documents --out .", 2);
}

#[test]
fn other_output_folders_are_passed_over() {
    let place = logs();
    place.prints("ingest logs --out logs/results", 0);
    let (_, err) = place.prints("ingest logs --out output -v", 0);
    assert!(err.contains("passed over: logs/results"), "{err}");
    assert_eq!(paths(&place.history("output"), "sources"), ["autumn.txt", "winter.txt"]);
    place.write("logs/papers/documents/spring.txt", WINTER.replace("05/12/2022", "06/03/2023").as_bytes());
    place.prints("ingest logs --out output", 0);
    assert_eq!(paths(&place.history("output"), "sources").len(), 3, "a folder of that name alone is none");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_no_trap() {
    let place = logs();
    std::os::unix::fs::symlink(".", place.path("logs/again")).expect("a link");
    place.prints("ingest logs", 0);
    assert_eq!(paths(&place.history("output"), "sources"), ["autumn.txt", "winter.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_no_text_is_read_like_any_other() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = logs();
    let name = std::ffi::OsStr::from_bytes(b"logs/sp\xe9cial.txt");
    let spring = WINTER.replace("05/12/2022", "06/03/2023").replace("welded", "riveted");
    fs::write(place.path("").join(name), spring).expect("written");
    place.prints("ingest logs", 0);
    assert_eq!(place.history("output")["editions"].as_array().map(Vec::len), Some(3));
    let before = place.snapshot("output");
    let (_, err) = place.prints("ingest logs", 0);
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
        let (out, _) = place.prints(&format!("{command}--help"), 0);
        assert!(out.contains("Examples:"), "{command}: {out}");
    }
    let (out, _) = place.prints("explain --all", 0);
    assert!(out.contains("N001"), "{out}");
}

#[test]
fn a_source_with_too_many_rows_is_named_and_the_rest_goes_on() {
    let mut rows = String::from("Log 5 May 2022\nNo,Action,Status\n");
    for number in 1..=200_001 {
        rows.push_str(&format!("{number},Mend,Open\n"));
    }
    let place = Place::new(&[("logs/big.csv", &rows), ("logs/good.txt", AUTUMN)]);
    let run = place.run("ingest logs --out out");
    assert_eq!(run.status.code(), Some(3));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("big.csv") && said.contains("200001 rows") && said.contains("split"), "{said}");
    assert!(place.path("out/history.json").is_file());
}

#[test]
fn the_report_is_written_by_every_run_and_can_be_made_again() {
    let place = logs();
    place.prints("ingest logs", 0);
    let page = place.text("output/report.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("Paint the boat shed doors"));
    assert!(!page.contains(&place.path("").display().to_string()), "it names no place of this computer");
    fs::remove_file(place.path("output/report.html")).expect("it was there");
    let (out, err) = place.prints("report", 0);
    assert_eq!((out.as_str(), err.as_str()), ("", "4 actions in output/report.html\n"));
    assert_eq!(place.text("output/report.html"), page);
    // The page is no source.
    place.prints("ingest output logs", 0);
    assert_eq!(paths(&place.history("output"), "sources"), ["autumn.txt", "winter.txt"]);
}

#[test]
fn without_a_history_there_is_no_report() {
    let place = logs();
    let (_, err) = place.prints("report", 4);
    assert!(err.contains("throughline ingest"), "{err}");
    assert!(!place.path("output").exists());
    place.prints("ingest logs", 0);
    place.write("output/history.json", b"{\"schema\": 1}");
    let before = place.text("output/report.html");
    let (_, err) = place.prints("report", 4);
    assert!(err.contains("history.json"), "{err}");
    assert_eq!(place.text("output/report.html"), before, "what stood there stands");
}
