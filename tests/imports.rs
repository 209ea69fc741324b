//! Arrows never return: which part of the program may import which.

use std::fs;
use std::path::{Path, PathBuf};

/// Each part and the parts it may import, beside itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["pipeline", "model"]),
    (
        "pipeline",
        &["extract", "parsers", "normalise", "linkage", "reconcile", "audit", "store", "emit", "query", "model"],
    ),
    ("extract", &["parsers", "model"]),
    ("normalise", &["parsers", "model"]),
    // A judgement of links is what reconciling starts from.
    ("reconcile", &["linkage", "model"]),
    ("linkage", &["model"]),
    ("audit", &["model"]),
    ("emit", &["model"]),
    ("query", &["model"]),
    // What was read is kept as the parsers gave it.
    ("store", &["parsers", "model"]),
    ("model", &[]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The parts of the program that `text` names.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for prefix in ["crate::", "throughline::"] {
            for (start, _) in line.match_indices(prefix) {
                let free =
                    line[..start].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_');
                let rest = &line[start + prefix.len()..];
                let name: String =
                    rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                if free && !name.is_empty() {
                    found.push(name);
                }
            }
        }
        if line.contains("throughline_parsers") {
            found.push("parsers".to_owned());
        }
    }
    found
}

#[test]
fn imports_go_one_way() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 10, "the sources were not found");
    let mut wrong = Vec::new();
    for file in files {
        let below = file.strip_prefix(root().join("src")).expect("below src");
        let part = below.components().next().expect("a part").as_os_str().to_string_lossy().replace(".rs", "");
        if part == "lib" {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == part) else {
            panic!("{} is a part that this test does not know", below.display());
        };
        if file.file_name().is_some_and(|name| name == "tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("text");
        // What a stage is tested with is its own affair.
        let program = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for import in imports(program) {
            if import != part && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{} imports {import}", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn parsers_import_nothing_of_ours() {
    let mut files = Vec::new();
    sources(&root().join("parsers/src"), &mut files);
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).expect("text");
        let own = text.replace("throughline_parsers", "");
        assert!(!own.contains("throughline"), "{} names the program", file.display());
    }
    let manifest = fs::read_to_string(root().join("parsers/Cargo.toml")).expect("text");
    assert!(!manifest.contains("path ="), "parsers depends on a crate of ours");
}
