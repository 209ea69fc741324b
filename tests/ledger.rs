//! The output folder as ledger, from outside: what is read again and what is not, what stays whatever comes and goes, and
//! that the same input gives the same bytes.

mod place;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use place::{AUTUMN_CLOSED as AUTUMN, Place, WINTER, paths};

fn logs() -> Place {
    Place::new(&[("logs/autumn.txt", AUTUMN), ("logs/winter.txt", WINTER)])
}

fn ids(history: &Value) -> Vec<(String, String)> {
    let actions = history["actions"].as_array().expect("actions");
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let mut ids: Vec<_> = actions.iter().map(|action| (word(&action["title"]), word(&action["id"]))).collect();
    ids.sort();
    ids
}

#[test]
fn damaged_records_end_with_4_and_stay_as_they_are() {
    for name in ["ids.toml", "decisions.toml", "settings.toml"] {
        let place = logs();
        place.prints("ingest logs/autumn.txt", 0);
        place.write(&format!("output/{name}"), b"[[actions]\nid = ");
        let before = place.snapshot("output");
        let (_, err) = place.prints("ingest logs", 4);
        assert!(err.contains(name) && err.contains("line 1"), "{err}");
        assert_eq!(place.snapshot("output"), before, "{name}");
    }
}

#[test]
fn a_second_run_reads_nothing_and_writes_the_same() {
    let place = logs();
    place.prints("ingest logs", 0);
    let before = place.snapshot("output");
    let (_, err) = place.prints("ingest logs", 0);
    assert!(err.contains("0 read, 2 known"), "{err}");
    assert_eq!(place.snapshot("output"), before);
}

#[test]
fn order_threads_and_arrival_do_not_matter() {
    let place = logs();
    place.prints("ingest logs/autumn.txt logs/winter.txt --out one --threads 1", 0);
    place.prints("ingest logs/winter.txt logs/autumn.txt --out two --threads 4", 0);
    place.prints("ingest logs/autumn.txt --out three", 0);
    place.prints("ingest logs/winter.txt --out three", 0);
    assert_eq!(place.text("one/history.json"), place.text("two/history.json"));
    assert_eq!(place.text("one/history.json"), place.text("three/history.json"));
    place.prints("ingest logs/winter.txt --out four", 0);
    place.prints("ingest logs/autumn.txt --out four", 0);
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
    place.prints("ingest logs/winter.txt", 0);
    let first = ids(&place.history("output"));
    place.prints("ingest logs/autumn.txt --date winter.txt=2022-12", 0);
    let both = ids(&place.history("output"));
    assert!(first.iter().all(|one| both.contains(one)), "{first:?} {both:?}");
    place.prints("forget autumn.txt", 0);
    assert_eq!(ids(&place.history("output")), first);
    place.prints("forget winter.txt", 0);
    assert_eq!(place.history("output")["actions"], Value::Array(Vec::new()));
    place.prints("ingest logs", 0);
    assert_eq!(ids(&place.history("output")), both);
}

#[test]
fn a_changed_file_takes_the_place_of_what_it_was() {
    let place = logs();
    place.prints("ingest logs", 0);
    place.write("logs/winter.txt", WINTER.replace("Rails welded", "Rails riveted").as_bytes());
    place.prints("ingest logs", 0);
    let history = place.history("output");
    assert_eq!(paths(&history, "sources"), ["autumn.txt", "winter.txt", "winter.txt"]);
    let newer = history["sources"].as_array().expect("sources").iter().filter(|source| !source["supersedes"].is_null());
    assert_eq!(newer.count(), 1);
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    assert!(place.text("output/history.json").contains("Rails riveted"));
    assert!(!place.text("output/history.json").contains("Rails welded"));
    // Changed back, and the old state holds again.
    place.write("logs/winter.txt", WINTER.as_bytes());
    place.prints("ingest logs", 0);
    assert!(place.text("output/history.json").contains("Rails welded"));
    assert!(!place.text("output/history.json").contains("Rails riveted"));
    // Of two files of one name in two folders neither takes the other's place.
    place.write("other/winter.txt", WINTER.replace("05/12/2022", "06/02/2023").as_bytes());
    place.prints("ingest other", 0);
    assert_eq!(place.history("output")["editions"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_file_that_is_gone_stays_known() {
    let place = logs();
    place.prints("ingest logs", 0);
    let before = place.text("output/history.json");
    fs::remove_file(place.path("logs/autumn.txt")).expect("removed");
    place.prints("ingest logs", 0);
    assert_eq!(place.text("output/history.json"), before);
}

#[test]
fn a_copy_with_the_same_rows_makes_no_edition() {
    let place = logs();
    place.write("logs/copy.txt", format!("{AUTUMN}\n\n").as_bytes());
    place.prints("ingest logs", 0);
    let history = place.history("output");
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    let copies = history["sources"].as_array().expect("sources").iter().filter(|source| !source["same_as"].is_null());
    assert_eq!(copies.map(|source| source["path"].clone()).collect::<Vec<_>>(), ["copy.txt"]);
}

#[test]
fn dates_set_by_hand_are_kept() {
    let undated = AUTUMN.replace(" 12/09/2022", "");
    let place = Place::new(&[("a.txt", &undated), ("b.txt", WINTER)]);
    let (_, err) = place.prints("ingest a.txt", 0);
    assert_eq!(place.history("output")["editions"][0]["id"], "undated/log");
    assert!(!err.contains("has no date"), "the only edition needs none: {err}");
    place.prints("ingest a.txt --date a.txt=2022-09", 0);
    place.prints("ingest b.txt", 0);
    let history = place.history("output");
    assert_eq!(history["editions"][0]["id"], "2022-09/log");
    assert_eq!(history["settings"]["dates"]["a.txt"], "2022-09");
    let (_, err) = place.prints("ingest b.txt --date a.txt=", 0);
    assert_eq!(place.history("output")["editions"][1]["id"], "undated/log");
    assert!(err.contains("warning: a.txt has no date") && err.contains("--date FILE="), "{err}");
    let (out, _) = place.prints("findings --code T011", 0);
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
    place.prints("ingest logs", 0);
    let before = place.text("output/history.json");
    let documents = place.snapshot("output/documents").into_iter();
    let documents: Vec<PathBuf> = documents.map(|(path, _)| place.path("output/documents").join(path)).collect();
    for path in &documents {
        let text = fs::read_to_string(path).expect("text");
        fs::write(path, &text[..text.len() / 2]).expect("written");
    }
    let (_, err) = place.prints("ingest logs/autumn.txt", 0);
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    for (document, source) in documents.iter().map(name).zip(sources_of(&documents, &place)) {
        let line = err.lines().find(|line| line.contains(&document)).unwrap_or_default();
        assert!(line.contains("is damaged") && line.contains(&format!("{source}, of which")), "{err}");
    }
    assert_eq!(place.text("output/history.json"), before);
    fs::write(&documents[0], "{").expect("written");
    fs::write(&documents[1], "{").expect("written");
    let (_, err) = place.prints("ingest logs/winter.txt", 3);
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
    let place = Place::new(&[("a.txt", &odd), ("b.txt", &odd.replace("12/09", "13/10"))]);
    place.write("ours.toml", b"[columns]\naction = [\"Undertaking so named\"]\ndeadline = [\"Before the tide of\"]\n");
    place.prints("ingest a.txt --layout ours.toml", 0);
    place.prints("ingest b.txt", 0);
    let history = place.history("output");
    assert!(!history["settings"]["layouts"].is_null());
    for observation in history["observations"].as_array().expect("observations") {
        assert!(!observation["deadline"].is_null() && !observation["action"].is_null(), "{observation}");
    }
}

#[test]
fn an_unreadable_state_of_a_file_leaves_the_readable_one_in_force() {
    let place = logs();
    place.prints("ingest logs", 0);
    place.write("logs/winter.txt", b"%PDF-1.7\n");
    place.prints("ingest logs", 3);
    assert_eq!(place.history("output")["editions"].as_array().map(Vec::len), Some(2));
    place.write("logs/winter.txt", WINTER.replace("welded", "riveted").as_bytes());
    place.prints("ingest logs", 0);
    let history = place.history("output");
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(2));
    assert_eq!(paths(&history, "sources").len(), 4);
    assert!(!place.text("output/history.json").contains("welded"));
}
