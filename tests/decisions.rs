//! A person's word is final: what `throughline review` writes down, and what every later run makes of it.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Three logs of an invented mill trust. Row 2 is worded anew in the second, so that it is not sure.
const FIRST: &str = "Mill Trust Action Log 12/03/2021\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tRebuild the wheel pit wall\tJo\tMay'21\tOngoing\n\
    2\tTrust to publish the milling timetable\tAli\tJun'21\tOngoing\n\
    3\tCatalogue the millstones in the lower barn\tSam\tJul'21\tNot started\n\
    4\tInvite the weavers to the spring open day\tSam\tJul'21\tNot started\n";
const SECOND: &str = "Mill Trust Action Log 14/06/2021\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tRebuild the wheel pit wall\tJo\tAug'21\tOngoing\n\
    2\tTrust to publish the milling timetable and to tell every school a month ahead of visits\tAli\tSep'21\tOngoing\n\
    3\tCatalogue the millstones in the lower barn\tSam\tOct'21\tOngoing\n\
    4\tInvite the weavers to the spring open day\tSam\tJul'21\tComplete\n";
const THIRD: &str = "Mill Trust Action Log 20/09/2021\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tRebuild the wheel pit wall\tJo\tDec'21\tOngoing\n\
    2\tTrust to publish the milling timetable and to tell every school a month ahead of visits\tAli\tSep'21\tComplete\n\
    3\tCatalogue the millstones in the lower barn\tSam\tOct'21\tComplete\n";
const ROWS: [&str; 2] = ["2021-03-12/log#actions:2", "2021-06-14/log#actions:2"];

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: TempDir::new().expect("a folder") };
        place.write("a.txt", FIRST);
        place.write("b.txt", SECOND);
        place.ends("ingest a.txt b.txt", "", 0);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs with `input` typed, and checks the exit code. Returns standard output and standard error.
    fn ends(&self, arguments: &str, input: &str, code: i32) -> (String, String) {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
        command.current_dir(self.folder.path()).args(arguments.split_whitespace()).write_stdin(input);
        let output = command.output().expect("the program runs");
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "throughline {arguments}\n{out}\n{err}");
        (out, err)
    }

    /// Answers what is asked; everything has to be asked once.
    fn review(&self, answers: &str) -> (String, String) {
        self.ends("review --plain", answers, 0)
    }

    fn history(&self) -> Value {
        serde_json::from_str(&self.text("output/history.json")).expect("JSON")
    }

    /// The judgement of the link between the two rows, and by whom.
    fn link(&self) -> Option<(String, String)> {
        let history = self.history();
        let links = history["links"].as_array().expect("links");
        let link = links.iter().find(|link| link["from"] == ROWS[0] && link["to"] == ROWS[1])?;
        let word = |name: &str| link[name].as_str().unwrap_or_default().to_owned();
        Some((word("judgement"), word("by")))
    }

    /// The id of the action that a row belongs to.
    fn action(&self, row: &str) -> String {
        let history = self.history();
        let actions = history["actions"].as_array().expect("actions");
        let holds = |action: &&Value| {
            action["observations"].as_array().into_iter().flatten().any(|observation| observation == row)
        };
        let action = actions.iter().find(holds).unwrap_or_else(|| panic!("no action holds {row}"));
        action["id"].as_str().unwrap_or_default().to_owned()
    }

    fn is_settled(&self) {
        let (out, err) = self.review("");
        assert!(out.is_empty() && err.contains("nothing to review"), "{out}{err}");
        assert_eq!(self.ends("review --json", "", 0).0.trim(), "[]");
    }
}

fn link(judgement: &str, by: &str) -> Option<(String, String)> {
    Some((judgement.to_owned(), by.to_owned()))
}

#[test]
fn what_was_answered_is_obeyed_and_never_asked_again() {
    for (typed, judgement, one) in [("same\n", "same", true), ("d\n", "different", false)] {
        let place = Place::new();
        assert_eq!(place.link(), link("unsure", "rule"));
        let (out, err) = place.review(typed);
        assert!(out.contains("1 of 1") && out.contains("[-timetable-]") || out.contains("{+and to tell"), "{out}");
        assert!(err.contains("1 pair answered, 0 left"), "{err}");
        assert_eq!(place.link(), link(judgement, "reviewer"), "review makes the history anew by itself");
        assert_eq!(place.action(ROWS[0]) == place.action(ROWS[1]), one);
        let (decisions, history) = (place.text("output/decisions.toml"), place.text("output/history.json"));
        place.is_settled();
        place.ends("ingest a.txt b.txt", "", 0);
        assert_eq!(place.text("output/history.json"), history, "the same decisions give the same bytes");
        place.write("c.txt", THIRD);
        place.ends("ingest c.txt", "", 0);
        assert_eq!(place.link(), link(judgement, "reviewer"));
        assert_eq!(place.action(ROWS[1]), place.action("2021-09-20/log#actions:2"));
        place.is_settled();
        assert_eq!(place.text("output/decisions.toml"), decisions);
    }
}

#[test]
fn answers_outlive_that_their_sources_are_read_anew() {
    let place = Place::new();
    place.review("d\n");
    fs::remove_dir_all(place.path("output/documents")).expect("removed");
    place.write("b.txt", &SECOND.replace("Ali\tSep'21\tOngoing", "Ali\tSep'21\tOngoing, printer asked"));
    place.ends("ingest a.txt b.txt", "", 0);
    assert_eq!(place.link(), link("different", "reviewer"));
    place.is_settled();
}

#[test]
fn parts_are_part_of_their_whole() {
    for (typed, kind) in [("p\n", "split"), ("merged\n", "merged")] {
        let place = Place::new();
        place.review(typed);
        let history = place.history();
        let links = history["links"].as_array().expect("links");
        let link = links.iter().find(|link| link["by"] == "reviewer").expect("a link");
        assert_eq!((&link["from"], &link["to"], &link["kind"]), (&ROWS[0].into(), &ROWS[1].into(), &kind.into()));
        assert_ne!(place.action(ROWS[0]), place.action(ROWS[1]));
        place.is_settled();
    }
}

#[test]
fn answers_can_be_taken_back_skipped_and_put_off() {
    let place = Place::new();
    let before = place.text("output/history.json");
    let (out, err) = place.review("perhaps\nq\n");
    assert!(err.contains("perhaps is no answer") && err.contains("nothing answered, 1 pair left"), "{out}{err}");
    let (_, err) = place.review("u\n\n");
    assert!(err.contains("there is no answer to take back") && err.contains("1 pair left"), "{err}");
    place.review("");
    assert!(!place.path("output/decisions.toml").exists());
    place.write("output/decisions.toml", "# Ours.\n");
    place.write(
        "d.txt",
        &SECOND
            .replace("14/06/2021", "20/07/2021")
            .replace("Catalogue the millstones in the lower barn", "Catalogue all sacks and tools in the lower barn"),
    );
    place.ends("ingest d.txt", "", 0);
    let (json, _) = place.ends("review --json", "", 0);
    let asked: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(asked.as_array().map(Vec::len), Some(2), "{json}");
    assert_eq!((&asked[0]["earlier"]["id"], &asked[0]["link"]["to"]), (&ROWS[0].into(), &ROWS[1].into()));
    let (_, err) = place.review("s\nu\nd\nn\n");
    assert!(err.contains("taken back") && err.contains("1 pair answered, 1 left"), "{err}");
    let text = place.text("output/decisions.toml");
    assert!(
        text.starts_with("# Ours.\n\n[[decisions]]\nanswer = \"different\"\n") && text.matches("[[").count() == 1,
        "{text}"
    );
    assert_ne!(place.text("output/history.json"), before);
}

#[test]
fn what_no_rule_links_can_be_joined_by_its_names() {
    let place = Place::new();
    let ends = ["2021-03-12/log#actions:1", "2021-06-14/log#actions:3"];
    let (wheel, stones) = (place.action(ends[0]), place.action(ends[1]));
    let (out, err) = place.ends("review --plain 2021-06-14/log:3 2021-03-12/log:1", "same\n", 0);
    assert!(out.contains("1 of 1") && err.contains("1 pair answered, 1 left"), "{out}{err}");
    assert_eq!((place.action(ends[0]), place.action(ends[1])), (wheel.clone(), wheel.clone()));
    assert_ne!(place.action("2021-06-14/log#actions:1"), wheel, "another row of that log is another action");
    assert_ne!(place.action("2021-03-12/log#actions:3"), wheel, "{stones}");
    place.ends("review --plain 2021-06-14/log:3 2021-06-14/log:3", "", 2);
    place.ends("review --plain 2021-06-14/log:3", "", 2);
}

#[test]
fn two_actions_that_turn_out_to_be_one_are_found_under_both_ids() {
    let place = Place::new();
    place.review("d\n");
    let (first, second) = (place.action(ROWS[0]), place.action(ROWS[1]));
    let mut text = place.text("output/decisions.toml");
    let block = text.split_once("[[").map(|(_, block)| format!("\n[[{block}")).unwrap_or_default();
    text.push_str(&block.replace("different", "same"));
    place.write("output/decisions.toml", &text);
    let (_, err) = place.ends("ingest a.txt", "", 0);
    let lines: Vec<usize> =
        text.lines().zip(1..).filter(|(line, _)| *line == "[[decisions]]").map(|(_, at)| at).collect();
    let named = format!("line {} says “different” and line {} says “same” about one pair", lines[0], lines[1]);
    assert!(err.contains(&named), "{err}");
    assert_eq!(place.link(), link("same", "reviewer"));
    assert!(place.text("output/ids.toml").contains(&format!("{second} = \"{first}\"")), "a redirect");
    let (shown, _) = place.ends(&format!("show {first}"), "", 0);
    let (other, err) = place.ends(&format!("show {second}"), "", 0);
    assert_eq!(shown, other);
    assert!(shown.starts_with(&first) && err.contains("turned out to be one with"), "{shown}{err}");
    assert_eq!(place.text("output/decisions.toml"), text, "what contradicts itself is kept");
}

#[test]
fn decisions_that_lead_nowhere_are_kept_and_told() {
    let place = Place::new();
    place.review("s\n");
    place.ends("forget b.txt", "", 0);
    let (_, err) = place.ends("ingest a.txt", "", 0);
    assert!(err.contains("1 decision is about a row that is in no edition now (line 5)"), "{err}");
    place.ends("ingest b.txt", "", 0);
    assert_eq!(place.link(), link("same", "reviewer"));
}

#[test]
fn a_damaged_record_is_named_with_its_line_and_stays() {
    let place = Place::new();
    place.review("s\n");
    let good = place.text("output/decisions.toml");
    for (from, to) in [("\"same\"", "\"maybe\""), ("later = {", "latter = {"), ("{ key", "{ colour = \"red\", key")] {
        let bad = good.replacen(from, to, 1);
        place.write("output/decisions.toml", &bad);
        for command in ["ingest a.txt", "review --plain", "review --json"] {
            let (_, err) = place.ends(command, "", 4);
            assert!(err.contains("decisions.toml is damaged at line") && err.contains("mend it by hand"), "{err}");
        }
        assert_eq!(place.text("output/decisions.toml"), bad);
    }
}

#[test]
fn why_two_rows_are_or_are_not_one_is_explained() {
    let place = Place::new();
    let says = |rows: &str, expected: &[&str]| {
        let (out, _) = place.ends(&format!("explain {rows}"), "", 0);
        let plain = out.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in expected {
            assert!(plain.contains(text), "{rows}: {text}: {out}");
        }
    };
    says("2021-06-14/log:2 2021-03-12/log:2", &["not sure", "score", "wording", "number", "Both are steps of tl-0002"]);
    says(
        "2021-03-12/log:1 2021-06-14/log:3",
        &["They are not linked", "below 425", "2021-03-12/log#actions:3, which scores"],
    );
    says("2021-03-12/log:1 2021-03-12/log:2", &["Both stand in one log"]);
    place.write("c.txt", THIRD);
    place.ends("ingest c.txt", "", 0);
    says("2021-03-12/log:1 2021-09-20/log:1", &["one action, tl-0001", "by way of 2021-06-14/log#actions:1"]);
    place.review("d\n");
    says("2021-03-12/log:2 2021-06-14/log:2", &["They are two actions: a reviewer said so"]);
    says(
        "2021-03-12/log:2 2021-09-20/log:2",
        &["A reviewer said that 2021-03-12/log#actions:2 and 2021-06-14/log#actions:2"],
    );
    let (json, _) = place.ends("explain 2021-03-12/log:1 2021-06-14/log:3 --json", "", 0);
    let why: Value = serde_json::from_str(&json).expect("JSON");
    assert!(why["link"].is_null() && why["reasons"][0]["reason"] == "below-threshold", "{json}");
    for wrong in ["2021-03-12/log:1 2021-06-14/log:99", "2021-03-12/log:1 2021-03-12/log:1", "a b c"] {
        let (_, err) = place.ends(&format!("explain {wrong}"), "", 2);
        assert!(err.contains("error:"), "{err}");
    }
}

#[test]
fn labelled_pairs_of_a_fixture_are_read() {
    let place = Place::new();
    let root = env!("CARGO_MANIFEST_DIR");
    place.ends(&format!("ingest {root}/fixtures/series/harbour --out harbour"), "", 0);
    let gold = format!("evaluate --gold {root}/fixtures/expected/harbour/links.json --out harbour --json");
    let found: Value = serde_json::from_str(&place.ends(&gold, "", 0).0).expect("JSON");
    assert_eq!(found["missed"], serde_json::json!([]), "{found}");
    assert_eq!(found["wrong"], serde_json::json!([]), "{found}");
}

#[test]
fn links_are_measured_against_labelled_pairs() {
    let place = Place::new();
    let pair = |a: &str, b: &str, kind: &str| format!("{{\"a\": \"{a}\", \"b\": \"{b}\", \"kind\": \"{kind}\"}}");
    let number = |n: u32| pair(&format!("one:{n}"), &format!("two:{n}"), "same-number");
    let rows: Vec<String> = (1..=4)
        .flat_map(|n| [("one", "2021-03-12", n), ("two", "2021-06-14", n)])
        .map(|(name, date, n)| format!("\"{name}:{n}\": \"{date}/log#actions:{n}\""))
        .collect();
    let file = |pairs: &[String]| format!("{{\"rows\": {{{}}}, \"pairs\": [{}]}}", rows.join(", "), pairs.join(", "));
    place.write(
        "gold.json",
        &file(&[number(1), number(3), pair("one:4", "two:4", "restated/renumbered"), pair("one:2", "two:1", "split")]),
    );
    let (json, _) = place.ends("evaluate --gold gold.json --json", "", 0);
    let found: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(found["links"], serde_json::json!({"found": 4, "right": 3, "wanted": 3, "met": 3}));
    assert_eq!(found["bands"]["unsure"], serde_json::json!({"links": 1, "right": 0}));
    assert_eq!((&found["parts"]["wanted"], &found["parts"]["met"]), (&1.into(), &0.into()));
    let (out, _) = place.ends("evaluate --gold gold.json", "", 0);
    assert!(out.contains("75.0 %") && out.contains("100.0 %") && out.contains("wrong    2021-03-12"), "{out}");
    place.write("strange.json", &file(&[pair("one:9", "two:1", "restated")]));
    let (_, err) = place.ends("evaluate --gold strange.json", "", 2);
    assert!(err.contains("a row that the history does not have: one:9"), "{err}");
    place.write("bad.json", "{\"pairs\": [\n  {\"a\": \"x\", \"b\": \"y\", \"kind\": \"kin\"}]}");
    let (_, err) = place.ends("evaluate --gold bad.json", "", 2);
    assert!(
        err.contains("bad.json, line 2, column")
            && err.contains("there is no kind \"kin\"")
            && err.contains("hint: labelled pairs read"),
        "{err}"
    );
    place.ends("evaluate --gold nowhere.json", "", 2);
    place.ends("evaluate", "", 2);
}
