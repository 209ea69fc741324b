//! A file that is written while its bytes come into being, beside the place that it is to take.
//!
//! In: bytes, piece by piece. Out: a file that a batch puts into its place. Nobody holds its bytes all at once. What goes
//! wrong on the way is told at the end, and leaves nothing behind.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use tempfile::NamedTempFile;

use super::StoreError;
use super::batch::temporary;

/// A file that is being written.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    /// Where the bytes go; nowhere, where they are only looked at.
    file: Option<NamedTempFile>,
    length: u64,
    /// How much of it the disk has begun to take.
    asked: u64,
    failed: Option<io::Error>,
    ahead: Vec<Ahead>,
}

/// Waits for the disk to take what was written so far.
type Ahead = JoinHandle<io::Result<()>>;

/// After so many bytes the disk begins to take them, while more are made.
const STRETCH: u64 = 8 << 20;

/// Less than this it takes at the end.
const SHORT: u64 = 1 << 20;

/// A file that was written.
#[derive(Debug)]
pub struct Grown {
    /// The place that it is to take.
    pub path: PathBuf,
    length: u64,
    file: Option<NamedTempFile>,
    ahead: Vec<Ahead>,
}

impl Growing {
    /// Begins a file that is to take its place at `path`.
    pub fn begin(path: PathBuf) -> Result<Self, StoreError> {
        match temporary(&path) {
            Ok(file) => Ok(Self { file: Some(file), ..Self::unwritten(path) }),
            Err(source) => Err(StoreError::Write { path, source }),
        }
    }

    /// Begins what would stand at `path`, and is not to be written.
    pub fn unwritten(path: PathBuf) -> Self {
        Self { path, file: None, length: 0, asked: 0, failed: None, ahead: Vec::new() }
    }

    /// Puts `bytes` to its end.
    pub fn put(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if let Some(file) = self.file.as_mut().filter(|_| self.failed.is_none()) {
            self.failed = file.write_all(bytes).err();
        }
        self.go_ahead(STRETCH);
    }

    /// Has the disk begin to take what was written, where that is so `much` more than it was asked to.
    fn go_ahead(&mut self, much: u64) {
        if let Some(file) = self.file.as_ref().filter(|_| self.failed.is_none() && self.length - self.asked >= much) {
            self.ahead.extend(ahead(file));
            self.asked = self.length;
        }
    }

    /// Returns the file that others may write to instead, where there is one.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_ref().map(NamedTempFile::path)
    }

    /// Takes note that others have written to [`Growing::file`].
    pub fn note(&mut self) {
        if let Some(file) = &self.file {
            match file.as_file().metadata() {
                Ok(about) => self.length = about.len().max(self.asked),
                Err(error) => self.failed = Some(error),
            }
        }
        self.go_ahead(SHORT);
    }

    /// Ends it.
    pub fn end(mut self) -> Result<Grown, StoreError> {
        self.go_ahead(SHORT);
        let Self { path, file, length, failed, ahead, .. } = self;
        match failed {
            Some(source) => Err(StoreError::Write { path, source }),
            None => Ok(Grown { path, length, file, ahead }),
        }
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Grown {
    /// Tells whether the file at its place has the same bytes. One of another length is not read.
    pub fn stands(&self) -> bool {
        let length = std::fs::metadata(&self.path).map(|about| about.len());
        length.is_ok_and(|length| length == self.length)
            && self.file.as_ref().is_some_and(|file| are_alike(file.path(), &self.path).unwrap_or(false))
    }

    /// Sees to it that the bytes are on the disk; returns them with their place. Nothing where they were not to be written.
    pub fn kept(self) -> Result<Option<(PathBuf, NamedTempFile)>, StoreError> {
        let Some(file) = self.file else { return Ok(None) };
        // What the disk could not take is told once only: perhaps to those who asked before.
        let died = || Err(io::Error::other("writing it to the disk was broken off"));
        let taken = self.ahead.into_iter().try_for_each(|ahead| ahead.join().unwrap_or_else(|_| died()));
        match taken.and_then(|()| file.as_file().sync_all()) {
            Ok(()) => Ok(Some((self.path, file))),
            Err(source) => Err(StoreError::Write { path: self.path, source }),
        }
    }
}

/// Has the disk begin to take what was written to `file` so far.
fn ahead(file: &NamedTempFile) -> Option<Ahead> {
    // Where the file cannot be opened twice, the disk takes it all at the end.
    let file = file.as_file().try_clone().ok()?;
    Some(std::thread::spawn(move || file.sync_data()))
}

/// Tells whether two files hold the same bytes.
pub fn are_alike(one: &Path, other: &Path) -> io::Result<bool> {
    let open = |path: &Path| File::open(path).map(|file| BufReader::with_capacity(1 << 18, file));
    let (mut one, mut other) = (open(one)?, open(other)?);
    loop {
        let (here, there) = (one.fill_buf()?, other.fill_buf()?);
        let both = here.len().min(there.len());
        if both == 0 {
            return Ok(here.len() == there.len());
        }
        if here.get(..both) != there.get(..both) {
            return Ok(false);
        }
        one.consume(both);
        other.consume(both);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_put_into_its_place_leaves_nothing_behind() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("log");
        let mut growing = Growing::begin(path.clone()).expect("a file");
        growing.put(b"one");
        growing.put(b" two");
        let grown = growing.end().expect("written");
        assert!(!grown.stands());
        std::fs::write(&path, "one six").expect("written");
        assert!(!grown.stands());
        std::fs::write(&path, "one two").expect("written");
        assert!(grown.stands());
        drop(grown);
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
