//! Real documents, where there are any: the folder that `THROUGHLINE_SAMPLES` names holds them in `seeds/`, and what a
//! person read in them in `gold/`, with `checks/score.py` to compare. Elsewhere this says that it skips.

use std::path::PathBuf;
use std::process::Command;

/// Returns the folder of real documents, or says that there is none.
fn samples() -> Option<PathBuf> {
    let folder =
        std::env::var_os("THROUGHLINE_SAMPLES").map(PathBuf::from).filter(|folder| folder.join("seeds").is_dir());
    if folder.is_none() {
        say("skipped: THROUGHLINE_SAMPLES names no folder with real documents");
    }
    folder
}

/// Says something past the test runner, which keeps what passing tests print to itself.
fn say(words: &str) {
    use std::io::Write as _;
    let mut console = std::io::stderr().lock();
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(console, "{words}");
}

#[test]
fn real_documents_give_every_row_field_and_link() {
    let Some(folder) = samples() else { return };
    let out = tempfile::tempdir().expect("a temporary folder");
    let run = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(["ingest", "--quiet", "--strict", "--out"])
        .args([out.path(), &folder.join("seeds")])
        .output()
        .expect("the program starts");
    assert_eq!(run.status.code(), Some(0), "no word is left unplaced\n{}", String::from_utf8_lossy(&run.stderr));
    let score = folder.join("checks").join("score.py");
    match Command::new("python3").arg(&score).arg(out.path().join("history.json")).output() {
        Ok(scored) => assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stdout)),
        Err(error) => say(&format!("skipped: {} cannot be run: {error}", score.display())),
    }
}
