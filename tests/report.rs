//! `report --with-pages`: the pieces of pages behind the rows of PDFs, and what is said where they cannot be had.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const FILE: &str = "needs-password.pdf";
const PASSWORD: &str = "needs-password.pdf=mooring";

/// A folder with one PDF, read.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(TempDir::new().expect("a folder"));
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pdf/qpdf").join(FILE);
        fs::copy(fixture, place.path(FILE)).expect("a copy");
        place.run(&["ingest", FILE, "--no-witness", "--password", PASSWORD]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the program, which must come to its end, and returns what it says.
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
        let output = command.current_dir(self.0.path()).args(arguments).output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{said}");
        said
    }

    fn page(&self) -> String {
        fs::read_to_string(self.path("output/report.html")).expect("a report")
    }
}

#[test]
fn every_row_of_a_pdf_has_its_piece_of_the_page() {
    let place = Place::new();
    assert_eq!(place.page().matches("data:image/png").count(), 0, "only where they are asked for");
    place.run(&["report", "--with-pages", "--password", PASSWORD]);
    let history = fs::read_to_string(place.path("output/history.json")).expect("a history");
    let history: Value = serde_json::from_str(&history).expect("JSON");
    let rows = history["observations"].as_array().expect("rows").len();
    let page = place.page();
    // Each stands on one page.
    assert_eq!(page.matches("data:image/png;base64,iVBORw0KGgo").count(), rows);
    place.run(&["report", "--with-pages", "--password", PASSWORD]);
    assert_eq!(place.page(), page, "the same file gives the same bytes");
    place.run(&["report"]);
    assert_eq!(place.page().matches("data:image/png").count(), 0);
}

#[test]
fn what_stands_in_the_way_of_pieces_is_said() {
    let place = Place::new();
    let is_said = |arguments: &[&str], why: &str| {
        let said = place.run(&[&["report", "--with-pages"], arguments].concat());
        let expected = format!("{FILE}: no pieces of its pages are shown: {why}");
        assert!(said.contains(&expected), "{said}");
        let page = place.page();
        assert!(page.contains(&expected) && !page.contains("data:image/png"));
        assert!(!page.contains(&place.0.path().display().to_string()), "no place of this computer is named");
    };
    is_said(&[], "it needs a password");
    is_said(&["--password", PASSWORD, "--pdf-memory", "1"], "the reader");
    let mut bytes = fs::read(place.path(FILE)).expect("a file");
    bytes.push(b'\n');
    fs::write(place.path(FILE), bytes).expect("written");
    is_said(&["--password", PASSWORD], "no file with the bytes that were read is where it was found");
    fs::remove_file(place.path(FILE)).expect("it was there");
    is_said(&["--password", PASSWORD], "no file with the bytes");
    fs::remove_dir_all(place.path("output/documents")).expect("it was there");
    is_said(&[], "the output folder does not say where it was found");
}
