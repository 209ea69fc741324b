//! Files that are written together: all of them or none, whatever ends the program.
//!
//! Every file is prepared in full beside its place. Then a journal says which file takes which place, and from that moment
//! on the batch counts as done: a run that ends before all are in place is completed by the next one, from the journal. A
//! run that ends before leaves files of no meaning, which the next run clears away.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::{Grown, StoreError};

/// The name of the journal.
pub const JOURNAL: &str = ".journal";

/// How the names of files begin that are still being prepared.
const PREFIX: &str = ".throughline-";

/// Files to be written and files to be removed.
#[derive(Debug, Default)]
pub struct Batch {
    writes: Vec<(PathBuf, Vec<u8>)>,
    grown: Vec<Grown>,
    removals: Vec<PathBuf>,
}

/// A batch that was done.
#[derive(Debug, Default)]
pub struct Committed {
    /// The long files that stood there before: as long as they are held, the system need not clear them away.
    before: Vec<fs::File>,
}

/// What a batch does once it counts as done. Paths are below the journal's folder, or whole.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Journal {
    /// What takes the place of what.
    moves: Vec<(PathBuf, PathBuf)>,
    /// What goes.
    removals: Vec<PathBuf>,
}

impl Batch {
    /// Plans to write `bytes` to `path`.
    pub fn write(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.writes.push((path, bytes));
    }

    /// Plans to put a file that was written already into its place.
    pub fn place(&mut self, grown: Grown) {
        self.grown.push(grown);
    }

    /// Plans to remove `path`.
    pub fn remove(&mut self, path: PathBuf) {
        self.removals.push(path);
    }

    /// Tells whether nothing is planned.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.grown.is_empty() && self.removals.is_empty()
    }

    /// Does what was planned, with the journal in `folder`. A file that already stands as planned is left alone.
    pub fn commit(self, folder: &Path) -> Result<Committed, StoreError> {
        // Each waits for the disk, and they may as well wait together.
        let grown =
            || self.grown.into_par_iter().filter(|grown| !grown.stands()).filter_map(|grown| grown.kept().transpose());
        let written = || {
            self.writes.into_par_iter().filter(|(path, bytes)| !stands(path, bytes)).map(|(path, bytes)| match prepare(
                &path, &bytes,
            ) {
                Ok(file) => Ok((path, file)),
                Err(source) => Err(StoreError::Write { path, source }),
            })
        };
        let (grown, written) =
            rayon::join(|| grown().collect::<Result<Vec<_>, _>>(), || written().collect::<Result<Vec<_>, _>>());
        let prepared: Vec<(PathBuf, NamedTempFile)> = written?.into_iter().chain(grown?).collect();
        let removals: Vec<PathBuf> = self.removals.into_iter().filter(|path| path.exists()).collect();
        if prepared.is_empty() && removals.is_empty() {
            return Ok(Committed::default());
        }
        let below = |path: &Path| below(path, folder);
        let moves = prepared.iter().map(|(path, file)| (below(file.path()), below(path))).collect();
        let journal = Journal { moves, removals: removals.iter().map(|path| below(path)).collect() };
        // One file takes its place in one step anyway.
        let single = prepared.len() + removals.len() == 1;
        if !single {
            journal.write(folder)?;
        }
        let mut before = Vec::new();
        let mut written = Vec::new();
        for (path, file) in prepared {
            if cfg!(unix)
                && is_long(&path)
                && let Ok(file) = fs::File::open(&path)
            {
                before.push(file);
            }
            match file.persist(&path) {
                Ok(_) => written.push(path),
                Err(error) => return Err(StoreError::Write { path, source: error.error }),
            }
        }
        for path in &removals {
            remove(path)?;
        }
        sync_folders(written.iter().chain(&removals));
        if !single {
            remove(&folder.join(JOURNAL))?;
        }
        Ok(Committed { before })
    }
}

impl Committed {
    /// Clears away what stood there before, which takes a while, while other things are done; where there are no threads to
    /// be had, at once.
    pub fn clear(self) {
        for file in self.before {
            let _ = std::thread::Builder::new().spawn(move || drop(file));
        }
    }
}

/// Completes what a run before could not, from the journal in `folder`, and clears away what it left half done there and in
/// the folders called `below` there. Nobody else may be writing to them.
pub fn recover(folder: &Path, below: &[&str]) -> Result<(), StoreError> {
    let path = folder.join(JOURNAL);
    if let Ok(text) = fs::read_to_string(&path) {
        // The journal is written whole or not at all; one that is no journal is nobody's.
        let journal: Journal = serde_json::from_str(&text).unwrap_or_default();
        let mut done = Vec::new();
        for (from, to) in journal.moves {
            let (from, to) = (folder.join(from), folder.join(to));
            // What is not there any more has been moved already.
            if from.exists() {
                fs::rename(&from, &to).map_err(|source| StoreError::Write { path: to.clone(), source })?;
                done.push(to);
            }
        }
        for gone in journal.removals {
            remove(&folder.join(gone))?;
        }
        sync_folders(done.iter());
        remove(&path)?;
    }
    for folder in below.iter().map(|name| folder.join(name)).chain([folder.to_path_buf()]) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Puts `line` at the end of the log at `path`. A line that was not written to its end stays a line by itself.
pub fn append_line(path: &Path, line: &str) -> io::Result<()> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut file = fs::File::options().read(true).append(true).create(true).open(path)?;
    let mut last = [b'\n'];
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let start = if last == [b'\n'] { "" } else { "\n" };
    file.write_all(format!("{start}{line}\n").as_bytes())?;
    file.sync_all()
}

impl Journal {
    fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let path = folder.join(JOURNAL);
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let bytes = serde_json::to_vec(self)
            .map_err(|source| StoreError::Encode { path: path.clone(), source: Box::new(source) })?;
        let file = prepare(&path, &bytes).map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        sync_folders([&path].into_iter());
        Ok(())
    }
}

/// Returns `path` below `folder` where it stands there, so that the folder can be moved; else whole.
fn below(path: &Path, folder: &Path) -> PathBuf {
    match path.strip_prefix(folder) {
        Ok(below) => below.to_path_buf(),
        Err(_) => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::Write { path: path.to_path_buf(), source })
        }
        _ => Ok(()),
    }
}

/// Has the system write down that names in the folders of `paths` have changed. Where it cannot, it will sooner or later.
fn sync_folders<'a>(paths: impl Iterator<Item = &'a PathBuf>) {
    let folders: BTreeSet<&Path> = paths.filter_map(|path| path.parent()).collect();
    for folder in folders {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Tells whether the file at `path` is a long one: of a megabyte.
fn is_long(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.len() >= 1 << 20)
}

/// Tells whether the file at `path` holds `bytes`. One of another length is not read.
fn stands(path: &Path, bytes: &[u8]) -> bool {
    let as_long = |about: fs::Metadata| usize::try_from(about.len()) == Ok(bytes.len());
    fs::metadata(path).is_ok_and(as_long) && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Writes `bytes` to a file beside `path` that can take its place by being renamed.
fn prepare(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = temporary(path)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Makes an empty file beside `path` that can take its place by being renamed.
pub(super) fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder stands in its place"));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Temporary files are private; a result is as readable as any file the user makes (the umask still applies).
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::TempDir::new().expect("a folder")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_batch_that_was_broken_off_is_completed() {
        let place = folder();
        let at = |name: &str| place.path().join(name);
        fs::write(at("a"), "old").expect("written");
        fs::write(at("gone"), "old").expect("written");
        // As it is after the journal and the first of two files.
        fs::write(at("b"), "new b").expect("written");
        fs::write(at(".throughline-1"), "new a").expect("written");
        fs::write(at(".throughline-2"), "half").expect("written");
        let journal = Journal {
            moves: vec![(".throughline-0".into(), "b".into()), (".throughline-1".into(), "a".into())],
            removals: vec!["gone".into()],
        };
        fs::write(at(JOURNAL), serde_json::to_vec(&journal).expect("JSON")).expect("written");
        recover(place.path(), &[]).expect("recovered");
        assert_eq!(names(place.path()), ["a", "b"]);
        assert_eq!(fs::read_to_string(at("a")).expect("text"), "new a");
    }

    #[test]
    fn a_batch_that_cannot_be_prepared_changes_nothing() {
        let place = folder();
        let at = |name: &str| place.path().join(name);
        fs::write(at("a"), "old").expect("written");
        fs::create_dir(at("b")).expect("made");
        let mut batch = Batch::default();
        batch.write(at("a"), b"new".to_vec());
        batch.write(at("b"), b"new".to_vec());
        assert!(batch.commit(place.path()).is_err());
        assert_eq!(names(place.path()), ["a", "b"]);
        assert_eq!(fs::read_to_string(at("a")).expect("text"), "old");
    }

    #[test]
    fn what_stands_already_is_not_written_again() {
        let place = folder();
        let at = |name: &str| place.path().join(name);
        fs::write(at("a"), "same").expect("written");
        let file = fs::File::options().write(true).open(at("a")).expect("a file");
        file.set_modified(std::time::UNIX_EPOCH).expect("touched");
        let mut batch = Batch::default();
        batch.write(at("a"), b"same".to_vec());
        batch.write(at("b"), b"new".to_vec());
        batch.commit(place.path()).expect("written");
        assert_eq!(names(place.path()), ["a", "b"]);
        let touched = |name: &str| fs::metadata(at(name)).and_then(|about| about.modified()).expect("a time");
        assert_eq!(touched("a"), std::time::UNIX_EPOCH);
        assert_ne!(touched("b"), std::time::UNIX_EPOCH);
    }

    #[test]
    fn a_line_goes_to_the_end_also_after_half_a_line() {
        let place = folder();
        let path = place.path().join("log");
        append_line(&path, "one").expect("written");
        fs::write(&path, "one\ntw").expect("written");
        append_line(&path, "three").expect("written");
        append_line(&path, "four").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("text"), "one\ntw\nthree\nfour\n");
    }
}
