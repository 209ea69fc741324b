//! The JSON Schema of history.json is the one checked in, and what is written satisfies it.
//!
//! `UPDATE=1 cargo test --test schema` writes the file anew where the types have changed.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn checked_in() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/history.schema.json")
}

fn printed() -> String {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("throughline")).arg("schema").output().expect("it runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_schema_checked_in_is_the_one_printed() {
    let printed = printed();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(checked_in(), &printed).expect("written");
    }
    let kept = fs::read_to_string(checked_in()).unwrap_or_default();
    if kept != printed {
        let new = checked_in().with_extension("json.new");
        fs::write(&new, &printed).expect("written");
        panic!("the types have changed: compare {} with the file beside it, then UPDATE=1", new.display());
    }
}

#[test]
fn the_schema_is_of_the_draft_it_names() {
    let schema: Value = serde_json::from_str(&printed()).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn histories_satisfy_the_schema() {
    let schema: Value = serde_json::from_str(&printed()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let series = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/series");
    let folder = tempfile::TempDir::new().expect("a folder");
    let mut inputs = vec![folder.path().join("plain.txt")];
    fs::write(&inputs[0], "No\tAction\tDeadline\tStatus\n1\tPaint the shed\tMay 2021\tOngoing\n").expect("written");
    for entry in fs::read_dir(series).into_iter().flatten().flatten() {
        inputs.push(entry.path());
    }
    for (index, input) in inputs.iter().enumerate() {
        let out = folder.path().join(format!("out-{index}"));
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
        command.arg("ingest").arg(input).arg("--out").arg(&out).arg("--quiet");
        command.output().expect("it runs");
        let text = fs::read_to_string(out.join("history.json")).expect("a history");
        let history: Value = serde_json::from_str(&text).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&history).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", input.display());
    }
}
