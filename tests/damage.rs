//! Damaged copies of the fixture PDFs: whatever was done to a file, reading it ends in rows, or in a message that names it.
//!
//! `THROUGHLINE_DAMAGED` says how many copies are made (a few by default, since each is read in a process of its own);
//! `THROUGHLINE_DAMAGED_SEED` gives other ones.

mod fixture;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const COPIES: usize = 48;

/// A source of numbers that are the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// Does one kind of damage to a file and says which.
fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) -> &'static str {
    let length = bytes.len();
    let (from, other) = (numbers.below(length), numbers.below(length));
    let to = (from + 1 + numbers.below(2000)).min(length);
    match numbers.below(8) {
        0 => {
            bytes.truncate(from);
            "cut off"
        }
        1 => {
            bytes.drain(from..to);
            "piece taken out"
        }
        2 => {
            bytes[from..to].fill(0);
            "piece blanked"
        }
        3 => {
            let piece = bytes[from..to].to_vec();
            bytes.splice(other..other, piece);
            "piece put in twice"
        }
        4 => {
            // Numbers hold lengths, offsets and references.
            let digits: Vec<usize> = (0..length).filter(|&at| bytes[at].is_ascii_digit()).collect();
            for _ in 0..1 + numbers.below(20) {
                if let Some(&at) = digits.get(numbers.below(digits.len())) {
                    bytes[at] = b'0' + numbers.below(10) as u8;
                }
            }
            "numbers changed"
        }
        5 => {
            for _ in 0..200 {
                let at = numbers.below(length);
                bytes[at] = numbers.next() as u8;
            }
            "200 bytes changed"
        }
        _ => {
            for _ in 0..1 + numbers.below(12) {
                let at = numbers.below(length);
                bytes[at] ^= 1 << numbers.below(8);
            }
            "bits flipped"
        }
    }
}

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(default)
}

#[test]
fn a_damaged_file_ends_in_rows_or_in_a_message() {
    let copies = setting("THROUGHLINE_DAMAGED", COPIES);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ setting("THROUGHLINE_DAMAGED_SEED", 1) as u64);
    let sound = fixture::files(&fixture::root().join("pdf"));
    let sound: Vec<_> = sound.iter().filter(|path| path.extension().is_some_and(|it| it == "pdf")).collect();
    assert!(!sound.is_empty(), "no fixture was found");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let damaged = folder.path().join("damaged");
    fs::create_dir(&damaged).expect("a folder");
    // Damage may happen to change nothing, and the same bytes twice are one source.
    let mut distinct = BTreeSet::new();
    for copy in 0..copies {
        let path = sound[numbers.below(sound.len())];
        let mut bytes = fs::read(path).expect("a fixture");
        let kind = damage(&mut bytes, &mut numbers);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{copy:05} {stem} {kind}.pdf");
        fs::write(damaged.join(name), &bytes).expect("a file");
        distinct.insert(bytes);
    }
    let counts = read_folder(&damaged, &folder.path().join("out"));
    let files = distinct.len();
    say(&format!("{files} damaged files: {counts:?}"));
    assert_eq!(counts.values().sum::<usize>(), files, "every file is told of: {counts:?}");
    assert!(!counts.keys().any(|how| how.contains("internal error")), "{counts:?}");
}

#[test]
fn odd_and_broken_files_end_in_rows_or_in_a_message() {
    let folder = std::env::var_os("THROUGHLINE_SAMPLES").map(|folder| Path::new(&folder).join("malformed"));
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        return say("skipped: THROUGHLINE_SAMPLES names no folder with malformed files");
    };
    let out = tempfile::tempdir().expect("a temporary folder");
    // The same bytes twice are one source.
    let files: BTreeSet<Vec<u8>> = fixture::files(&folder).iter().filter_map(|path| fs::read(path).ok()).collect();
    let files = files.len();
    let counts = read_folder(&folder, &out.path().join("out"));
    say(&format!("{files} odd and broken files: {counts:?}"));
    assert_eq!(counts.values().sum::<usize>(), files, "every file is told of: {counts:?}");
    assert!(!counts.keys().any(|how| how.contains("internal error")), "{counts:?}");
}

/// Reads every file of `folder` in one run, and counts how each ended.
fn read_folder(folder: &Path, out: &Path) -> BTreeMap<String, usize> {
    let run = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(["ingest", "--quiet", "--threads", "2", "--out"])
        .args([out, folder])
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 3)), "{:?}: {told}", run.status);
    let history = fixture::json(&out.join("history.json"));
    let mut counts = BTreeMap::new();
    let rows = |source: &Value| {
        let edition = history["editions"].as_array().into_iter().flatten().find(|it| it["source"] == source["id"]);
        edition.is_some() || !source["same_as"].is_null()
    };
    for source in history["sources"].as_array().into_iter().flatten() {
        let how = match source["problem"].as_str() {
            // A message is one kind of end, whatever numbers it names.
            Some(problem) => problem.chars().filter(|letter| !letter.is_ascii_digit()).take(60).collect(),
            None if rows(source) => "rows".to_owned(),
            None => {
                let remarked = history["findings"].as_array().into_iter().flatten().any(|finding| {
                    finding["code"] == "T004"
                        && finding["message"]
                            .as_str()
                            .is_some_and(|it| it.contains(source["path"].as_str().unwrap_or("?")))
                });
                if remarked { "no rows, said so".to_owned() } else { "passed over in silence".to_owned() }
            }
        };
        *counts.entry(how).or_default() += 1;
    }
    assert!(!counts.contains_key("passed over in silence"), "{counts:?}\n{told}");
    counts
}

/// Says something past the test runner, which keeps what passing tests print to itself.
fn say(words: &str) {
    use std::io::Write as _;
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{words}");
}
