//! What need not be said every time, and what others want to know of the program: `throughline.toml`, logs as JSON,
//! completions, manual pages, and runs as files arrive.

mod place;

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use place::{AUTUMN, Place, WINTER};
use serde_json::Value;

fn out(place: &Place, folder: &str, arguments: &str, code: i32) -> String {
    let output = place.command(arguments).current_dir(place.path(folder)).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
    format!("{}{said}", String::from_utf8_lossy(&output.stdout))
}

#[test]
fn a_config_file_above_sets_what_is_not_said() {
    let place = Place::new(&[("work/logs/autumn.txt", AUTUMN), ("work/logs/winter.txt", WINTER)]);
    place.write(
        "throughline.toml",
        "out = \"results\"\n[ingest]\nonly = [\"json\", \"csv\"]\nfail_on = \"note\"\nmonth-first = false\n",
    );
    out(&place, "work", "ingest logs", 1);
    assert!(place.path("results/csv/events.csv").is_file() && !place.path("results/history.sqlite").exists());
    assert!(!place.path("work/output").exists() && !place.path("work/results").exists());
    // The command line counts more.
    out(&place, "work", "ingest logs --out here --only json", 1);
    assert!(place.path("work/here/history.json").is_file() && !place.path("work/here/csv").exists());
    let shown = out(&place, "work", "config show --wait 3", 0);
    let line = |start: &str| shown.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    assert!(shown.contains("throughline.toml"), "{shown}");
    assert!(line("out = ").contains("results\"") && line("out = ").ends_with("# throughline.toml"), "{shown}");
    assert!(line("wait = 3 ").ends_with("# command line"), "{shown}");
    assert!(line("quiet = false").ends_with("# default"), "{shown}");
    assert!(line("only = [\"json\", \"csv\"]").ends_with("# throughline.toml"), "{shown}");
    assert!(line("pdf-memory = 1024").ends_with("# default"), "{shown}");
    // What is shown can be put into a file as it is.
    toml::from_str::<toml::Table>(&shown).expect("TOML");
}

#[test]
fn a_config_file_that_is_wrong_is_named_and_nothing_is_done() {
    for (text, named) in [
        ("out = ", "TOML parse error at line 1"),
        ("hue = \"red\"", "hue is no option of every command"),
        ("[ingest]\nhue = 1", "hue is no option of ingest"),
        ("[paint]\nonly = \"json\"", "only is no option of paint"),
        ("[ingest]\npassword = \"a=b\"", "password is no option of ingest"),
        ("[ingest]\nseries = 1.5", "series = 1.5"),
        ("[ingest]\nonly = \"paper\"", "invalid value 'paper'"),
        ("[ingest]\nthreads = 0", "invalid value '0'"),
    ] {
        let place = Place::new(&[("autumn.txt", AUTUMN), ("throughline.toml", text)]);
        let said = place.ends("ingest autumn.txt", 2);
        assert!(said.contains(named) && said.contains("throughline.toml"), "{text}: {said}");
        assert!(!place.path("output").exists());
    }
}

#[test]
fn what_is_told_can_be_had_as_json() {
    let place = Place::new(&[("logs/autumn.txt", AUTUMN), ("logs/empty.txt", ""), ("logs/scan.pdf", "%PDF-1.7\n")]);
    let said = place.ends("ingest logs --log-format json -v", 3);
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let level = |wanted: &'static str| lines.iter().filter(move |line| line["level"] == wanted);
    assert!(level("warning").any(|line| line["message"].as_str().is_some_and(|text| text.contains("empty.txt"))));
    assert!(
        level("error")
            .any(|line| !line["hint"].is_null() && line["causes"].as_array().is_some_and(|all| !all.is_empty()))
    );
    let said = place.ends("ingest nowhere --log-format json", 2);
    let error: Value = serde_json::from_str(said.trim()).expect("JSON");
    assert_eq!(error["level"], "error");
    let said = place.ends("show 1 --log-format json --out none", 4);
    assert_eq!(serde_json::from_str::<Value>(said.trim()).expect("JSON")["level"], "error");
}

#[test]
fn shells_and_man_know_every_command() {
    let place = Place::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = out(&place, "", &format!("completions {shell}"), 0);
        assert!(script.contains("by-folder") && script.contains("verify"), "{shell}");
    }
    place.ends("completions cobol", 2);
    place.ends("man pages", 0);
    let pages: Vec<String> = fs::read_dir(place.path("pages"))
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        pages.contains(&"throughline.1".to_owned()) && pages.contains(&"throughline-ingest.1".to_owned()),
        "{pages:?}"
    );
    assert!(!pages.iter().any(|page| page.contains("worker")), "{pages:?}");
    let page = place.text("pages/throughline-ingest.1");
    assert!(page.contains("throughline\\-ingest") && page.contains("dry\\-run"), "{page}");
    place.write("file", "x");
    place.ends("man file", 4);
}

#[test]
fn watch_waits_until_files_are_whole() {
    let place = Place::new(&[("inbox/autumn.txt", AUTUMN)]);
    let mut watch = place.command("watch inbox --every 2 --times 2");
    let mut watch = watch.stderr(Stdio::piped()).spawn().expect("it runs");
    let history = place.path("output/history.json");
    let wait = |what: &str, so: &dyn Fn() -> bool| {
        let start = Instant::now();
        while !so() {
            assert!(start.elapsed() < Duration::from_secs(60), "waited for {what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    wait("the first run", &|| history.is_file());
    // A file that comes in pieces is read when it has come.
    let half = WINTER.len() / 2;
    for end in [half, half + 40, half + 80, WINTER.len()] {
        place.write("inbox/winter.txt", &WINTER[..end]);
        std::thread::sleep(Duration::from_millis(300));
    }
    assert_eq!(watch.wait().expect("it ends").code(), Some(0));
    assert_eq!(place.json("output/history.json")["actions"].as_array().map(Vec::len), Some(4));
    let runs = place.runs();
    assert_eq!(runs.len(), 2, "once for each, and never for half a file: {runs:?}");
    place.ends("verify", 0);
    place.ends("watch nowhere", 2);
}
