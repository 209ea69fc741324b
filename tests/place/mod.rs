//! A folder for one test, with its files, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A log, and the one after it: in this a row is new, one is gone, one is closed, a deadline is later.
#[allow(dead_code, reason = "not every test wants it open")]
pub const AUTUMN: &str = "Harbour Forum Action Log 12/09/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tPaint the boat shed doors\tJo\tNov'22\tOngoing. Paint ordered.\n\
    2\tMend the eastern slipway rails\tAli\tOct'22\tNot started\n\
    3\tWrite to the lifeboat crew about mooring fees\tSam\tJan'23\tOngoing. Letter drafted.\n";
/// See [`AUTUMN`].
#[allow(dead_code, reason = "not every test wants a second log")]
pub const WINTER: &str = "Harbour Forum Action Log 05/12/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tPaint the boat shed doors\tJo\tFeb'23\tOngoing. Waiting for dry weather. Paint ordered.\n\
    2\tMend the eastern slipway rails\tAli\tOct'22\tComplete. Rails welded.\n\
    4\tFind a new supplier of fuel for the pump\tSam\tMar'23\tNot started\n";

/// [`AUTUMN`], but the letter is sent.
#[allow(dead_code, reason = "not every test wants it closed")]
pub const AUTUMN_CLOSED: &str = "Harbour Forum Action Log 12/09/2022\n\n\
    No\tAction\tOwner\tDeadline\tStatus\n\
    1\tPaint the boat shed doors\tJo\tNov'22\tOngoing. Paint ordered.\n\
    2\tMend the eastern slipway rails\tAli\tOct'22\tNot started\n\
    3\tWrite to the lifeboat crew about mooring fees\tSam\tOct'22\tComplete. Letter sent.\n";

/// A folder for one test.
pub struct Place {
    folder: TempDir,
}

#[allow(dead_code, reason = "every test uses its own part of it")]
impl Place {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let place = Self { folder: TempDir::new().expect("a folder") };
        files.iter().for_each(|(name, text)| place.write(name, text));
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
        command.current_dir(self.folder.path()).args(arguments.split_whitespace());
        command
    }

    pub fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Runs and checks the exit code. Returns what was said.
    pub fn ends(&self, arguments: &str, code: i32) -> String {
        self.prints(arguments, code).1
    }

    /// Runs and checks the exit code. Returns what was printed, and what was said.
    pub fn prints(&self, arguments: &str, code: i32) -> (String, String) {
        let output = self.run(arguments);
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (printed, said) = (words(&output.stdout), words(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "throughline {arguments}\n{printed}\n{said}");
        (printed, said)
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).expect("JSON")
    }

    /// The history in the output folder `out`.
    pub fn history(&self, out: &str) -> Value {
        self.json(&format!("{out}/history.json"))
    }

    /// The lines of the log of runs.
    pub fn runs(&self) -> Vec<Value> {
        self.text("output/runs.ndjson").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// Every file below `name` with its bytes, but for the log of runs and the lock.
    pub fn snapshot(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        snapshot(&self.path(name))
    }
}

/// The paths of the `sources` of a history, or of what else has a path.
#[allow(dead_code, reason = "not every test asks for them")]
pub fn paths(history: &Value, of: &str) -> Vec<String> {
    let sources = history[of].as_array().expect("a list");
    sources.iter().map(|source| source["path"].as_str().expect("a path").to_owned()).collect()
}

/// Every file below `folder` with its bytes, but for the log of runs and the lock.
pub fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = files.filter(|entry| {
        entry.file_type().is_file() && entry.file_name() != "runs.ndjson" && entry.file_name() != ".lock"
    });
    let below = |path: &Path| path.strip_prefix(folder).expect("below").to_path_buf();
    files.map(|entry| (below(entry.path()), fs::read(entry.path()).expect("bytes"))).collect()
}

/// Says something past the test runner, which keeps what passing tests print to itself.
#[allow(dead_code, reason = "not every test has something to say")]
pub fn say(words: &str) {
    use std::io::Write as _;
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{words}");
}
