//! What a PDF may do to the process that reads it: each way to end costs that file only, and is named.

mod fixture;
#[path = "fixture/pdf.rs"]
mod pdf;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use throughline::pipeline::{self, PdfReading, Reading, Walls};

const HEADER: &[&str] = &["No", "Action", "Deadline", "Status"];

fn log(day: &str) -> Vec<u8> {
    let rows: &[&[&str]] = &[
        HEADER,
        &["1", "Paint the boat shed doors", "Nov 2022", "Ongoing"],
        &["2", "Mend the eastern slipway", "Oct 2022", "Complete"],
        &["3", "Count the buoys", "Dec 2022", "Not started"],
    ];
    pdf::document(&[&pdf::table(&format!("Harbour Action Log {day}"), rows)], &[])
}

/// A page that takes longer to draw than anybody can wait, and shows nothing.
fn endless() -> Vec<u8> {
    pdf::document(&["/X10 Do"], &pdf::nest(9))
}

/// A file that takes longer to open than anybody can wait: what its catalog holds lies a million deep.
fn bottomless() -> Vec<u8> {
    const DEPTH: usize = 1_000_000;
    let nest = format!("/Type/Catalog/X {}0{}", "<</A ".repeat(DEPTH), ">>".repeat(DEPTH));
    String::from_utf8_lossy(&log("12/09/2022")).replace("/Type/Catalog", &nest).into_bytes()
}

/// A folder for one test, with its files.
struct Place(TempDir);

impl Place {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let place = Self(TempDir::new().expect("a folder"));
        for (name, bytes) in files {
            fs::create_dir_all(place.path(name).parent().expect("a folder")).expect("a folder");
            fs::write(place.path(name), bytes).expect("a file");
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs and checks the exit code. Returns standard output and standard error.
    fn ends(&self, arguments: &str, code: i32) -> (String, String) {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("throughline"));
        let output = command.current_dir(self.0.path()).args(arguments.split_whitespace()).output().expect("it runs");
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "throughline {arguments}\n{out}\n{err}");
        (out, err)
    }

    fn history(&self) -> Value {
        serde_json::from_str(&fs::read_to_string(self.path("output/history.json")).expect("text")).expect("JSON")
    }
}

#[test]
fn rows_of_a_pdf_stand_on_pages_in_boxes() {
    let place = Place::new(&[("log.pdf", &log("12/09/2022"))]);
    let (out, _) = place.ends("extract log.pdf", 0);
    let sheet: Value = serde_json::from_str(&out).expect("JSON");
    let rows = sheet["observations"].as_array().expect("rows");
    assert_eq!(rows.len(), 3, "{out}");
    let locator = &rows[0]["action"]["locator"][0];
    assert_eq!((&locator["page"], &locator["lines"]), (&Value::from(1), &Value::Null));
    let sides: Vec<f64> = locator["bbox"].as_array().expect("a box").iter().filter_map(Value::as_f64).collect();
    // The cell is drawn from 70 to 210, and from 70 down to 94 below the top.
    let [left, top, right, bottom] = sides[..] else { panic!("{sides:?}") };
    assert!(70.0 < left && left < 80.0 && right < 210.0 && 69.0 < top && bottom < 95.0, "{sides:?}");
    assert!(sides.iter().all(|side| (side * 10.0).fract().abs() < 1e-6), "{sides:?}");
    let (csv, _) = place.ends("extract log.pdf --format csv", 0);
    assert!(csv.lines().nth(1).is_some_and(|line| line.ends_with(",,,1,1")), "{csv}");
}

#[test]
fn what_cannot_be_read_is_named_with_a_way_out() {
    let (garbage, empty, no_page) =
        (&b"%PDF-1.7\n\x00\x93 nothing of this kind"[..], &b"%PDF-1.4"[..], pdf::document(&[], &[]));
    let scanned = pdf::document(&["0 0 400 300 re f", "1 0 0 rg 10 10 20 20 re f"], &[]);
    for (name, bytes, reason, way_out) in [
        ("garbage.pdf", garbage, "damaged", "another copy"),
        ("empty.pdf", empty, "damaged", "another copy"),
        ("no-page.pdf", &no_page, "damaged", "another copy"),
        ("scanned.pdf", &scanned, "no text layer: 2 page(s)", "ocrmypdf"),
    ] {
        let place = Place::new(&[(name, bytes)]);
        let (out, err) = place.ends(&format!("extract {name}"), 3);
        assert!(out.is_empty() && err.contains(reason) && err.contains(way_out), "{name}: {err}");
    }
}

#[test]
fn a_limit_costs_one_source_and_the_run_goes_on() {
    let place =
        Place::new(&[("logs/a.pdf", &log("12/09/2022")), ("logs/b.txt", b"Log 1 May 2022\nNo,Action\n1,Mend\n")]);
    let (_, err) = place.ends("ingest logs --pdf-memory 8", 3);
    assert!(err.contains("ran out of memory (limit 8 MiB)") && err.contains("--pdf-memory MIB"), "{err}");
    let history = place.history();
    assert_eq!(history["editions"].as_array().map(Vec::len), Some(1));
    assert!(history["sources"][0]["problem"].as_str().is_some_and(|problem| problem.contains("memory")));
    // The same limit would stop it again; a higher one may not.
    let (_, err) = place.ends("ingest logs --pdf-memory 8", 3);
    assert!(err.contains("0 read, 2 known"), "{err}");
    let (_, err) = place.ends("ingest logs", 0);
    assert!(err.contains("1 read, 1 known"), "{err}");
    assert_eq!(place.history()["editions"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_never_ends_is_ended() {
    let place = Place::new(&[("endless.pdf", &bottomless())]);
    let started = Instant::now();
    let (_, err) = place.ends("extract endless.pdf --pdf-time 1", 3);
    assert!(err.contains("took longer than 1 s") && err.contains("--pdf-time SECONDS"), "{err}");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    if cfg!(unix) {
        let (_, err) = place.ends("extract endless.pdf --pdf-cpu 1", 3);
        assert!(err.contains("more than 1 s of CPU time") && err.contains("--pdf-cpu SECONDS"), "{err}");
    }
}

#[test]
fn what_a_page_inherits_is_not_looked_for_without_end() {
    use throughline::extract::pdf::{PdfError, witness};
    let sound = pdf::document(&["BT /F 9 Tf 40 50 Td (Paint) Tj ET"], &["<</Type/Pages/Parent 10 0 R>>".to_owned()]);
    let sound = String::from_utf8(sound).expect("text");
    // The page lies in object 10, which lies in itself.
    let endless = sound.replace("2 0 R/MediaBox[0 0 400 300]", "10 0 R/MediaBox[0 0 400 99]");
    assert_eq!(endless.len(), sound.len());
    let missed = |file: &str| witness::missing(file.as_bytes(), None, &[]);
    assert_eq!(missed(&endless), Err(PdfError::Damaged));
    assert_eq!(missed(&sound).map(|missed| missed.len()), Ok(1));
}

#[test]
fn no_limit_is_too_high() {
    let place = Place::new(&[("log.pdf", &log("12/09/2022"))]);
    let most = u64::MAX;
    place.ends(&format!("extract log.pdf --pdf-time {most} --pdf-cpu {most} --pdf-memory {most}"), 0);
}

#[test]
#[cfg(target_os = "linux")]
fn the_program_goes_on_when_its_file_is_gone() {
    let days: Vec<(String, Vec<u8>)> =
        (1..=9).map(|day| (format!("logs/{day}.pdf"), log(&format!("0{day}/09/2022")))).collect();
    let files: Vec<(&str, &[u8])> = days.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let place = Place::new(&files);
    let program = place.path("throughline");
    fs::copy(assert_cmd::cargo::cargo_bin!("throughline"), &program).expect("a copy");
    let mut command = Command::new(&program);
    command.current_dir(place.0.path()).args(["ingest", "logs", "--threads", "1"]).stderr(Stdio::null());
    let mut running = command.stdout(Stdio::null()).spawn().expect("it runs");
    fs::remove_file(&program).expect("removed");
    assert_eq!(running.wait().expect("it ends").code(), Some(0));
    assert_eq!(place.history()["editions"].as_array().map(Vec::len), Some(9));
}

#[test]
fn a_password_opens_and_is_shown_nowhere() {
    let locked = fs::read(fixture::root().join("pdf/qpdf/needs-password.pdf")).expect("a fixture");
    let place = Place::new(&[("logs/locked.pdf", &locked), ("logs/b.txt", b"Log 1 May 2022\nNo,Action\n1,Mend\n")]);
    let (_, err) = place.ends("ingest logs", 3);
    assert!(err.contains("needs a password") && err.contains("--password FILE="), "{err}");
    let (_, err) = place.ends("ingest logs --password locked.pdf=sesame -v", 3);
    assert!(err.contains("needs a password") && !err.contains("sesame"), "{err}");
    let (_, err) = place.ends("ingest logs/b.txt --password locked.pdf=mooring -v", 0);
    assert!(!err.contains("mooring"), "{err}");
    assert_eq!(place.history()["editions"].as_array().map(Vec::len), Some(2));
    place.ends("ingest logs", 0);
    for entry in walkdir::WalkDir::new(place.path("output")) {
        let entry = entry.expect("a file");
        let kept = fs::read(entry.path()).unwrap_or_default();
        assert!(!kept.windows(7).any(|window| window == b"mooring"), "{}", entry.path().display());
    }
    for wrong in ["mooring", "=mooring", "nowhere.pdf=mooring"] {
        let (_, err) = place.ends(&format!("extract logs/locked.pdf --password {wrong}"), 2);
        assert!(!err.contains("mooring") && err.contains("--password FILE=PASSWORD"), "{wrong}: {err}");
    }
}

#[test]
fn nothing_of_it_depends_on_order_or_threads() {
    let files: Vec<(String, Vec<u8>)> =
        (1..=6).map(|month| (format!("logs/{month}.pdf"), log(&format!("0{month}/05/2022")))).collect();
    let mut files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    files.push(("logs/x.pdf", b"%PDF-1.7\n"));
    let place = Place::new(&files);
    place.ends("ingest logs --threads 1", 3);
    let one = place.history();
    fs::remove_dir_all(place.path("output")).expect("removed");
    place.ends("ingest logs --threads 4", 3);
    assert_eq!(place.history(), one);
    assert_eq!(one["editions"].as_array().map(Vec::len), Some(6));
}

#[test]
fn pages_are_drawn_with_what_was_found() {
    let two =
        pdf::document(&[&pdf::text(&["Harbour Action Log 12/09/2022"]), &pdf::text(&["1. Paint the doors"])], &[]);
    let place = Place::new(&[("two.pdf", &two), ("log.txt", b"Log\n1. Paint\n")]);
    place.ends("extract two.pdf --overlay pictures/new", 0);
    for page in ["page-001.png", "page-002.png"] {
        let picture = fs::read(place.path("pictures/new").join(page)).expect(page);
        assert!(picture.starts_with(b"\x89PNG"));
        // 400 points at 1.75 pixels.
        assert_eq!(picture[16..20], 700_u32.to_be_bytes(), "{page}");
    }
    let (out, err) = place.ends("extract log.txt --overlay pictures", 2);
    assert!(out.is_empty() && err.contains("--overlay is for PDFs"), "{err}");
    let (_, err) = place.ends("extract two.pdf --overlay log.txt/below", 4);
    assert!(err.contains("cannot write"), "{err}");
}

#[test]
fn a_library_may_name_the_program_or_none() {
    let place = Place::new(&[("log.pdf", &log("12/09/2022"))]);
    let read = |program: Option<&Path>| {
        let walls = Walls { program: program.map(Path::to_path_buf), ..Walls::default() };
        let pdf = PdfReading { walls, ..PdfReading::default() };
        let read = pipeline::extract(&place.path("log.pdf"), &Reading { pdf, ..Reading::default() });
        read.map(|sheet| sheet.observations)
            .map_err(|error| std::error::Error::source(&error).map_or_else(String::new, |source| source.to_string()))
    };
    let own = read(Some(assert_cmd::cargo::cargo_bin!("throughline"))).expect("rows");
    assert_eq!((own.len(), &own), (3, &read(None).expect("rows")));
    let nobody = read(Some(&place.path("nobody"))).expect_err("nothing is there");
    assert!(nobody.contains("cannot be started"), "{nobody}");
    if cfg!(target_os = "linux") {
        let echo = read(Some(Path::new("/bin/echo"))).expect_err("it says something else");
        assert!(echo.contains("could not be understood"), "{echo}");
        let silent = read(Some(Path::new("/bin/true"))).expect_err("it says nothing");
        assert!(silent.contains("could not be understood"), "{silent}");
        let failing = read(Some(Path::new("/bin/false"))).expect_err("it says nothing");
        assert!(failing.contains("exit code 1"), "{failing}");
    }
}

#[test]
fn a_worker_ends_with_who_asked() {
    use std::io::Write as _;
    let order = br#"{"task":"Read","columns":{},"password":null,"memory":1024,"cpu":60}"#;
    let endless = endless();
    let mut worker = Command::new(assert_cmd::cargo::cargo_bin!("throughline"))
        .arg("worker")
        // As the program starts it: what the allocator sets aside at once must fit into the memory granted.
        .env("MIMALLOC_ARENA_RESERVE", "32768")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("it runs");
    let mut input = worker.stdin.take().expect("a pipe");
    for (kind, payload) in [(b'o', &order[..]), (b'b', &endless[..])] {
        input.write_all(&[kind]).expect("written");
        input.write_all(&(payload.len() as u64).to_le_bytes()).expect("written");
        input.write_all(payload).expect("written");
    }
    input.flush().expect("written");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(worker.try_wait().expect("a state"), None, "it should be at work");
    drop(input);
    let started = Instant::now();
    while worker.try_wait().expect("a state").is_none() {
        assert!(started.elapsed() < Duration::from_secs(20), "it goes on without anybody");
        std::thread::sleep(Duration::from_millis(20));
    }
}
