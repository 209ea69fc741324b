//! Runs that nobody watches: what they read, what they say, what they leave; two at once, damaged and foreign folders.

mod place;

use std::fs;
use std::path::Path;
use std::time::Duration;

use place::{AUTUMN, Place, WINTER};
use serde_json::Value;

fn logs() -> Place {
    Place::new(&[("logs/autumn.txt", AUTUMN), ("logs/winter.txt", WINTER)])
}

#[test]
fn a_new_log_is_read_alone_and_what_it_changes_is_told() {
    let place = logs();
    let said = place.ends("ingest logs/autumn.txt", 0);
    assert!(said.contains("1 read, 0 known") && !said.contains("changed"), "{said}");
    let said = place.ends("ingest logs", 0);
    assert!(said.contains("1 read, 1 known"), "{said}");
    for line in [
        "new       edition 2022-12-05/log",
        "new       1 action: tl-0004",
        "changed   3 actions: tl-0001 tl-0002 tl-0003",
        "closed    1 action: tl-0002",
        "slipped   1 action: tl-0001",
        "not seen  1 action: tl-0003",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let runs = place.runs();
    assert_eq!(runs.len(), 2);
    assert_eq!(runs[0]["new"], serde_json::json!(["autumn.txt"]));
    assert_eq!((&runs[1]["new"], &runs[1]["unchanged"]), (&serde_json::json!(["winter.txt"]), &1.into()));
    assert_eq!(runs[1]["changes"][0], serde_json::json!(["new editions", 1]));
}

#[test]
fn what_changed_is_told_against_the_history_that_stands_there() {
    let place = logs();
    let history = place.path("output/history.json");
    let touch = || {
        let file = fs::File::options().write(true).open(&history).expect("a file");
        file.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("touched");
    };
    place.ends("ingest logs/autumn.txt", 0);
    let before = fs::read(&history).expect("a history");
    // It was touched, and is still the one of the last run.
    touch();
    let said = place.ends("ingest logs", 0);
    assert!(said.contains("new       edition 2022-12-05/log") && said.contains("changed   3 actions"), "{said}");
    // Somebody put an older one back, and the next run finds anew what that had not.
    fs::write(&history, &before).expect("written");
    touch();
    let said = place.ends("ingest logs --date autumn.txt=2022-09-12", 0);
    assert!(said.contains("new       edition 2022-12-05/log") && said.contains("changed   3 actions"), "{said}");
}

#[test]
fn what_is_told_of_a_known_log_together_with_a_new_one_counts() {
    // What a known log means is found out while the new one is read; here that changes in the same run.
    let place = logs();
    place.ends("ingest logs/autumn.txt", 0);
    place.ends("ingest logs --date autumn.txt=2022-10-01", 0);
    place.ends("ingest logs --date autumn.txt=2022-10-01 --out at-once", 0);
    let (by_and_by, at_once) = (place.history("output"), place.history("at-once"));
    assert_eq!(by_and_by["editions"][0]["id"], "2022-10-01/log");
    for part in ["editions", "observations", "links", "settings"] {
        assert_eq!(by_and_by[part], at_once[part], "{part}");
    }
    // Moved, and so of another path.
    fs::create_dir(place.path("older")).expect("a folder");
    fs::rename(place.path("logs/autumn.txt"), place.path("older/autumn.txt")).expect("moved");
    place.write("older/spring.txt", AUTUMN.replace("12/09/2022", "06/03/2023"));
    place.ends("ingest older", 0);
    place.ends("ingest older logs --date autumn.txt=2022-10-01 --out moved", 0);
    let (by_and_by, at_once) = (place.history("output"), place.history("moved"));
    assert_eq!(by_and_by["observations"], at_once["observations"]);
}

#[test]
fn an_unchanged_run_reads_nothing_and_says_so() {
    let place = logs();
    place.ends("ingest logs", 0);
    let before = place.snapshot("output");
    let said = place.ends("ingest logs", 0);
    assert_eq!(said.trim(), "series logs: nothing new (0 read, 2 known)");
    assert_eq!(place.snapshot("output"), before);
    // What is asked for is looked for all the same.
    place.ends("ingest logs --fail-on note", 1);
    let exits: Vec<Value> = place.runs().iter().map(|run| run["exit"].clone()).collect();
    assert_eq!(exits, [0, 0, 1]);
    // What is missing beside history.json is made again.
    fs::remove_file(place.path("output/history.sqlite")).expect("removed");
    place.ends("ingest logs", 0);
    assert_eq!(place.snapshot("output"), before);
    // A history that somebody changed is made again as well.
    place.write("output/history.json", place.text("output/history.json").replace("Rails welded", "Rails riveted"));
    place.ends("ingest logs", 0);
    assert_eq!(place.snapshot("output"), before);
}

#[test]
fn what_is_of_an_earlier_history_is_made_again_where_it_is_asked_for() {
    let place = logs();
    place.ends("ingest logs/autumn.txt --only json,xlsx,sqlite", 0);
    let said = place.ends("ingest logs --only json", 0);
    assert!(said.contains("history.xlsx is of an earlier history") && said.contains("history.sqlite is of"), "{said}");
    // Nothing is new, and yet the two are not what they should be.
    place.ends("ingest logs --only xlsx", 0);
    place.ends("ingest logs", 0);
    let bytes =
        || ["history.xlsx", "history.sqlite"].map(|name| fs::read(place.path(&format!("output/{name}"))).expect("it"));
    let made = bytes();
    place.ends("export --format xlsx,sqlite", 0);
    assert!(made == bytes());
    assert_eq!(place.runs()[3]["made"], serde_json::json!(["html", "sqlite", "xlsx"]));
    assert!(place.ends("ingest logs --only xlsx,sqlite", 0).contains("nothing new"));
}

#[test]
fn a_source_whose_file_is_gone_is_said_and_kept() {
    let place = logs();
    place.ends("ingest logs", 0);
    let before = place.snapshot("output");
    fs::remove_file(place.path("logs/autumn.txt")).expect("removed");
    let said = place.ends("ingest logs", 0);
    assert!(said.contains("not there any more, what was read is kept: autumn.txt"), "{said}");
    assert_eq!(place.snapshot("output"), before);
    assert_eq!(place.runs()[1]["vanished"], serde_json::json!(["autumn.txt"]));
    // A file that was changed is not gone.
    let place = logs();
    place.ends("ingest logs", 0);
    place.write("logs/winter.txt", WINTER.replace("welded", "riveted"));
    let said = place.ends("ingest logs", 0);
    assert!(!said.contains("not there any more"), "{said}");
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let place = logs();
    let said = place.ends("ingest logs --dry-run", 0);
    assert!(said.contains("nothing, for this is a dry run") && said.contains("2 read, 0 known"), "{said}");
    assert!(!place.path("output").exists());
    place.ends("ingest logs/autumn.txt", 0);
    let (before, runs) = (place.snapshot("output"), place.text("output/runs.ndjson"));
    let said = place.ends("ingest logs --dry-run", 0);
    assert!(said.contains("edition 2022-12-05/log") && said.contains("slipped   1 action: tl-0001"), "{said}");
    assert_eq!((place.snapshot("output"), place.text("output/runs.ndjson")), (before, runs));
}

#[test]
fn the_second_of_two_runs_waits_or_says_who_is_at_work() {
    let place = logs();
    place.ends("ingest logs/autumn.txt", 0);
    let before = place.snapshot("output");
    let held = fs::File::options().write(true).open(place.path("output/.lock")).expect("the lock's file");
    held.lock().expect("locked");
    place.write("output/.lock", "{\"process\":4711,\"since\":\"2022-12-05T10:00:00Z\"}");
    for command in ["ingest logs --wait 0", "export --format csv --wait 0", "forget autumn.txt --wait 0"] {
        let said = place.ends(command, 4);
        assert!(said.contains("another run (process 4711, since 2022-12-05T10:00:00Z)"), "{command}: {said}");
        assert!(said.contains("--wait SECONDS"), "{said}");
    }
    assert_eq!(place.snapshot("output"), before);
    // Who only reads needs no lock.
    place.ends("show 1", 0);
    let mut second = place.command("ingest logs");
    let second = second.stderr(std::process::Stdio::piped()).spawn().expect("it runs");
    std::thread::sleep(Duration::from_millis(600));
    drop(held);
    let output = second.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("waiting for another run") && said.contains("1 read, 1 known"), "{said}");
}

#[test]
fn many_runs_at_once_leave_what_one_after_the_other_would() {
    let place = Place::new(&[]);
    let months = ["01", "02", "03", "04", "05", "06"];
    for month in months {
        place.write(&format!("{month}.txt"), AUTUMN.replace("12/09/2022", &format!("12/{month}/2022")));
    }
    let runs: Vec<_> =
        months.iter().map(|month| place.command(&format!("ingest {month}.txt -q")).spawn().expect("it runs")).collect();
    for mut run in runs {
        assert_eq!(run.wait().expect("it ends").code(), Some(0));
    }
    let said = place.ends("ingest 01.txt 02.txt 03.txt 04.txt 05.txt 06.txt", 0);
    assert!(said.contains("nothing new (0 read, 6 known)"), "{said}");
    assert_eq!(place.json("output/history.json")["editions"].as_array().map(Vec::len), Some(6));
    assert_eq!(place.json("output/history.json")["actions"].as_array().map(Vec::len), Some(3));
    assert_eq!(place.runs().len(), 7, "no line is lost");
    place.ends("verify", 0);
}

#[test]
fn records_that_cannot_be_read_are_never_written_over() {
    for (name, nonsense) in [
        ("ids.toml", "actions = \"many\""),
        ("ids.toml", ""),
        ("ids.toml", "[[actions]]\nid = \"tl-0001\"\nmade_by_a_later_version = true\n"),
        ("decisions.toml", "[[decisions]]\nanswer = \"perhaps\"\n"),
    ] {
        let place = logs();
        place.ends("ingest logs/autumn.txt", 0);
        place.write(&format!("output/{name}"), nonsense);
        let before = place.snapshot("output");
        for command in ["ingest logs", "forget autumn.txt", "ingest logs --dry-run"] {
            let said = place.ends(command, 4);
            assert!(said.contains(name) && said.contains("nothing was overwritten"), "{said}");
            assert_eq!(place.snapshot("output"), before, "{name} by {command}");
        }
    }
    let place = logs();
    place.ends("ingest logs/autumn.txt", 0);
    fs::remove_file(place.path("output/ids.toml")).expect("removed");
    fs::create_dir(place.path("output/ids.toml")).expect("made");
    assert!(place.ends("ingest logs", 4).contains("cannot read output/ids.toml"));
}

#[test]
fn what_another_version_wrote_is_read_again_or_said() {
    let place = logs();
    place.ends("ingest logs", 0);
    let before = place.snapshot("output");
    for (was, is) in [
        ("\"program\":\"", "\"program\":\"9."),
        ("\"readers\":", "\"readers\":9"),
        ("\"readers\":", "\"pace\":1,\"readers\":9"),
    ] {
        for (name, bytes) in place.snapshot("output/documents") {
            let text = String::from_utf8(bytes).expect("text").replacen(was, is, 1);
            place.write(&format!("output/documents/{}", name.display()), &text);
        }
        let said = place.ends("ingest logs", 0);
        assert!(said.contains("2 read, 0 known"), "{is}: {said}");
        assert_eq!(place.snapshot("output"), before, "{is}");
    }
    // Without its source, what another version read is kept, and that is said.
    let (name, bytes) = place.snapshot("output/documents").remove(0);
    let text = String::from_utf8(bytes).expect("text");
    place
        .write(&format!("output/documents/{}", name.display()), text.replacen("\"program\":\"", "\"program\":\"9.", 1));
    let gone = if text.contains("autumn.txt") { "autumn.txt" } else { "winter.txt" };
    fs::remove_file(place.path(&format!("logs/{gone}"))).expect("removed");
    let said = place.ends("ingest logs", 0);
    assert!(said.contains(&format!("{gone} was read by other readers")) && said.contains("is kept"), "{said}");
    // A history of another format is no history to compare with.
    place.write("output/history.json", "{\"schema\": \"throughline.history/9\", \"acts\": []}");
    let said = place.ends("ingest logs", 0);
    assert!(said.contains("was written by another version"), "{said}");
    // Lines of the log of runs that this version does not understand are left as they are.
    let foreign = "not a line of ours\n{\"began\":\"2031\",\"mood\":\"fine\"}\n";
    place.write("output/runs.ndjson", foreign);
    place.ends("ingest logs", 0);
    assert!(place.text("output/runs.ndjson").starts_with(foreign));
}

#[test]
fn verify_names_the_first_thing_that_does_not_hold() {
    let holds = |change: &dyn Fn(&Place), named: &str| {
        let place = logs();
        place.ends("ingest logs", 0);
        let said = place.ends("verify", 0);
        assert!(said.contains("everything holds: 2 sources read again, 24 quotes found"), "{said}");
        change(&place);
        let before = place.snapshot("output");
        let said = place.ends("verify", 1);
        assert!(said.contains(&format!("does not hold: {named}")), "{named}: {said}");
        assert_eq!(place.snapshot("output"), before, "it only looks");
    };
    let document = |place: &Place| place.snapshot("output/documents").remove(0);
    let edit = |place: &Place, name: &str, was: &str, is: &str| {
        let text = place.text(name);
        assert!(text.contains(was), "{name} has no {was}");
        place.write(name, text.replacen(was, is, 1));
    };
    holds(
        &|place| place.write("logs/winter.txt", WINTER.replace("welded", "riveted")),
        "winter.txt is not what was read",
    );
    holds(
        &|place| fs::remove_file(place.path("logs/autumn.txt")).expect("removed"),
        "autumn.txt is not there any more",
    );
    holds(
        &|place| {
            let (name, bytes) = document(place);
            place.write(&format!("output/documents/{}", name.display()), &String::from_utf8_lossy(&bytes)[..40]);
        },
        "documents/",
    );
    holds(
        &|place| {
            let (name, _) = document(place);
            edit(place, &format!("output/documents/{}", name.display()), "Paint the", "Point the");
        },
        // Whichever of the two it is.
        "",
    );
    holds(
        &|place| edit(place, "output/history.json", "Rails welded", "Rails riveted"),
        "winter.txt: the status of 2022-12-05/log#",
    );
    holds(
        &|place| edit(place, "output/history.json", "deadline-slipped", "deadline-advanced"),
        "history.json is not what is made",
    );
    holds(&|place| edit(place, "output/ids.toml", "\n    \"", "\n    \"0"), "ids.toml does not have");
    holds(&|place| fs::write(place.path("output/history.sqlite"), "x").expect("written"), "history.sqlite is not what");
    let place = Place::new(&[]);
    place.ends("verify", 4);
}

#[test]
fn a_pdf_is_verified_by_reading_it_again() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf");
    let pdf =
        walkdir::WalkDir::new(fixtures).sort_by_file_name().into_iter().flatten().map(walkdir::DirEntry::into_path);
    let pdf =
        pdf.into_iter().find(|path| path.ends_with("fpdf2/horizontal-rules-legend-tinted-cells.pdf")).expect("it");
    let place = Place::new(&[]);
    place.ends(&format!("ingest {}", pdf.display()), 0);
    let said = place.ends("verify", 0);
    assert!(
        said.contains("1 source read again, 0 quotes found at their lines, ")
            && said.contains(" quotes of PDFs read again"),
        "{said}"
    );
}

#[test]
fn every_folder_is_a_series_and_one_that_fails_stops_no_other() {
    let place = Place::new(&[
        ("all/harbour/autumn.txt", AUTUMN),
        ("all/harbour/winter.txt", WINTER),
        ("all/moor <b>&/autumn.txt", &AUTUMN.replace("Harbour", "Moor")),
        ("all/quay/scan.pdf", "%PDF-1.7\n"),
        ("all/loose.txt", AUTUMN),
    ]);
    let said = place.ends("ingest all --by-folder", 3);
    for line in [
        "harbour: 2 read, 0 known; 2 editions, 4 actions",
        "quay: could not be made: nothing could be read",
        "loose.txt is in no folder",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let index = place.json("output/index.json");
    let entry = |name: &str| {
        let series = index["series"].as_array().expect("series");
        series.iter().find(|entry| entry["folder"] == name).cloned().expect("an entry")
    };
    assert_eq!((&entry("harbour")["editions"], &entry("harbour")["actions"]), (&2.into(), &4.into()));
    assert_eq!(entry("harbour")["last_edition"], "2022-12-05/log");
    assert!(entry("quay")["problem"].as_str().is_some_and(|problem| problem.contains("scan.pdf")), "{index}");
    let page = place.text("output/index.html");
    assert!(page.contains("moor &lt;b&gt;&amp;") && page.contains("moor%20%3Cb%3E%26/report.html"), "{page}");
    assert!(!page.contains("<b>"), "{page}");
    let root = place.path("").display().to_string();
    assert!(!page.contains(&root) && !place.text("output/index.json").contains(&root), "no absolute path");
    // Each is what it would be alone.
    place.ends("ingest all/harbour --out alone", 0);
    assert_eq!(place.text("alone/history.json"), place.text("output/harbour/history.json"));
    let before = place.snapshot("output");
    let said = place.ends("ingest all --by-folder --threads 1", 3);
    assert!(said.contains("harbour: nothing new (2 known)"), "{said}");
    assert_eq!(place.snapshot("output"), before);
    place.ends("ingest all/quay all --by-folder", 2);
    place.ends("ingest all/harbour --by-folder --out none", 2);
    place.ends("ingest all --by-folder --series x", 2);
    assert!(!place.path("none").exists());
    fs::remove_dir_all(place.path("all/harbour")).expect("removed");
    fs::remove_dir_all(place.path("all/moor <b>&")).expect("removed");
    place.ends("ingest all --by-folder --out failing", 4);
}
