//! The commands that answer questions, on the harbour series: what they print was read from its documents by hand.

use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};

fn out() -> &'static std::path::Path {
    static OUT: OnceLock<tempfile::TempDir> = OnceLock::new();
    OUT.get_or_init(|| {
        let out = tempfile::tempdir().expect("a temporary folder");
        let series = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/series/harbour");
        let run = Command::new(env!("CARGO_BIN_EXE_throughline"))
            .args(["ingest", "--quiet", series, "--out"])
            .arg(out.path())
            .output()
            .expect("the program starts");
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        out
    })
    .path()
}

fn asked(arguments: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(arguments)
        .arg("--out")
        .arg(out())
        .output()
        .expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code().unwrap_or(-1), text(&run.stdout), text(&run.stderr))
}

fn answer(arguments: &[&str]) -> Value {
    let (code, out, error) = asked(arguments);
    assert_eq!(code, 0, "{arguments:?}: {error}");
    serde_json::from_str(&out).expect("JSON")
}

#[test]
fn blame_names_the_log_that_brought_each_phrase() {
    let blame = answer(&["blame", "14", "--json"]);
    assert_eq!(blame[0]["observation"], "2021-11-22/log#actions:14");
    // Before November its sentence about the budget round still stood, with a date that had been moved; here it is gone.
    let phrases: Vec<(&str, &str)> = phrases(&blame[0]);
    assert_eq!(
        phrases,
        [("2021-07-19/log", "Ongoing."), ("2021-11-22/log", "Ranked list goes to the Board in December.")]
    );
    let blame = answer(&["blame", "17", "--json"]);
    let expected = [
        ("2021-07-19/log", "Ongoing. Works diary now kept by the duty officer."),
        ("2021-03-15/log", "Goes with"),
        ("2021-07-19/log", "action 20."),
    ];
    assert_eq!(self::phrases(&blame[0]), expected);
    assert_eq!(blame[0]["phrases"][2]["was"], "action 17");
}

fn phrases(blame: &Value) -> Vec<(&str, &str)> {
    let phrases = blame["phrases"].as_array().into_iter().flatten();
    phrases.filter_map(|phrase| Some((phrase["edition"].as_str()?, phrase["text"].as_str()?))).collect()
}

#[test]
fn diff_compares_the_last_two_logs_or_any_two() {
    let diff = answer(&["diff", "--json"]);
    assert_eq!((&diff["from"], &diff["to"]), (&json!("2021-07-19/log"), &json!("2021-11-22/log")));
    let labels = |diff: &Value, kind: &str| -> Vec<String> {
        let changes = diff["changes"].as_array().into_iter().flatten().filter(|change| change["kind"] == kind);
        changes.filter_map(|change| change["label"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(labels(&diff, "new"), ["43"]);
    assert_eq!(labels(&diff, "reopened"), ["4"]);
    assert_eq!(labels(&diff, "split"), ["38", "39"]);
    assert_eq!(labels(&diff, "merged"), ["40"]);
    assert_eq!(labels(&diff, "not-seen"), ["19"]);
    assert_eq!(labels(&diff, "seen-again"), ["15"]);
    assert_eq!(labels(&diff, "deadline-slipped"), ["3", "4", "12", "17", "26", "32", "36", "41"]);
    // From the first log to the last, 3 slipped twice: one change, from what stood first to what stands last. The other way
    // round says the same.
    for editions in [["2021-03-15", "2021-11-22"], ["2021-11-22", "2021-03-15"]] {
        let diff = answer(&["diff", editions[0], editions[1], "--json"]);
        let of_3 = |change: &&Value| change["kind"] == "deadline-slipped" && change["label"] == "3";
        let slips: Vec<&Value> = diff["changes"].as_array().into_iter().flatten().filter(of_3).collect();
        assert_eq!(slips.len(), 1);
        assert_eq!((&slips[0]["from"], &slips[0]["to"]), (&json!("M4"), &json!("March 2022")));
    }
}

#[test]
fn stats_count_at_each_log_s_own_date() {
    let stats = answer(&["stats", "--json", "--as-of", "2022-02-01"]);
    let figures = |edition: &str, names: [&str; 6]| {
        let found = stats["editions"].as_array().into_iter().flatten().find(|one| one["edition"] == edition);
        names.map(|name| found.and_then(|one| one[name].as_u64()))
    };
    let names = ["rows", "open", "proposed", "closed", "overdue", "slipped"];
    assert_eq!(figures("2021-03-15/log", names), [Some(19), Some(15), Some(0), Some(4), Some(0), Some(0)]);
    // 19 was due in April. 8 and 17 are due in July, which has not passed on the nineteenth.
    assert_eq!(figures("2021-07-19/log", names)[4..], [Some(1), Some(3)]);
    // 14 was due in September, 42 in October.
    assert_eq!(figures("2021-11-22/log", names), [Some(33), Some(19), Some(0), Some(14), Some(2), Some(8)]);
    // On the first of February those due in November, December and January are late too.
    let late: Vec<&str> =
        stats["overdue"].as_array().into_iter().flatten().filter_map(|one| one["due"].as_str()).collect();
    assert!(late.contains(&"2022-01-31") && late.contains(&"2021-09-30"), "{late:?}");
    assert!(!late.iter().any(|due| *due >= "2022-02-01"), "{late:?}");
    let (code, _, error) = asked(&["stats", "--as-of", "June"]);
    assert_eq!(code, 2);
    assert!(error.contains("a day is written 2019-06-30"), "{error}");
}

#[test]
fn agenda_asks_with_quotes_and_places() {
    let (code, text, _) = asked(&["agenda"]);
    assert_eq!(code, 0);
    let reopened = "4 was complete in the log of 2021-07-19 and is ongoing in the log of 2021-11-22. “Ongoing. Taken up again: the \
                    yacht club says the duty officer was not told, and two boats were sent away.” (2021-11-22/log.txt, line 9); \
                    “Complete: Paper 2” (2021-07-19/log.txt, line 366). **What was found missing, and was the earlier claim \
                    right?** \\[S004\\]";
    assert!(text.contains(&reopened.replace("\\[", "[").replace("\\]", "]")), "{text}");
    assert!(text.starts_with("# Questions on harbour of 2021-11-22/log\n"), "{text}");
    // Mere notes are asked about where they are wanted.
    assert!(!text.contains("[M001]"));
    assert!(asked(&["agenda", "--notes"]).1.contains("[M001]"));
}

#[test]
fn what_is_not_there_is_named() {
    for (arguments, expected) in [
        (vec!["blame", "777"], "no action is called 777"),
        (vec!["diff", "2021-07-19", "2020-01-01"], "there is no edition 2020-01-01"),
        (vec!["diff", "2021-07-19"], "one edition alone cannot be compared"),
        (vec!["findings", "--edition", "2020-01-01"], "there is no edition 2020-01-01"),
        (vec!["findings", "--action", "777"], "no action is called 777"),
    ] {
        let (code, _, error) = asked(&arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(error.contains(expected) && error.contains("hint:"), "{arguments:?}: {error}");
    }
}

#[test]
fn show_tells_what_is_new_carried_over_and_gone() {
    let (_, text, _) = asked(&["show", "tl-0014"]);
    for expected in [
        "~ Once the budget round ends in [-Apr-] {+Jun+} 2021",
        "[date moved]",
        "+ Budget round took longer than hoped.",
        "− Budget round took longer than hoped.",
        "course     deadline moved once, 2 months later; overdue in 2021-11-22/log",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}
