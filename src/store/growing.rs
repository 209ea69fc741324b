//! A file that is written while its bytes come into being, beside the place that it is to take.
//!
//! In: bytes, piece by piece. Out: a file that a batch puts into its place, and the digest of its bytes. Nobody holds them
//! all at once. What goes wrong on the way is told at the end, and leaves nothing behind.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::thread::JoinHandle;

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use super::StoreError;
use super::batch::temporary;
use super::digest;

/// A file that is being written.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    /// Where the bytes go; nowhere, where they are only looked at.
    file: Option<NamedTempFile>,
    hasher: Sha256,
    length: u64,
    failed: Option<io::Error>,
    ahead: Vec<Ahead>,
}

/// Waits for the disk to take what was written so far.
type Ahead = JoinHandle<io::Result<()>>;

/// After so many bytes the disk begins to take them, while more are made.
const STRETCH: u64 = 16 << 20;

/// A file that was written.
#[derive(Debug)]
pub struct Grown {
    /// The place that it is to take.
    pub path: PathBuf,
    /// The SHA-256 of its bytes.
    pub digest: String,
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
        Self { path, file: None, hasher: Sha256::new(), length: 0, failed: None, ahead: Vec::new() }
    }

    /// Puts `bytes` to its end.
    pub fn write(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        let stretch = self.length / STRETCH;
        self.length += bytes.len() as u64;
        if let Some(file) = self.file.as_mut().filter(|_| self.failed.is_none()) {
            self.failed = file.write_all(bytes).err();
            if stretch < self.length / STRETCH
                && let Ok(file) = file.as_file().try_clone()
            {
                self.ahead.push(std::thread::spawn(move || file.sync_data()));
            }
        }
    }

    /// Ends it.
    pub fn end(self) -> Result<Grown, StoreError> {
        let Self { path, file, hasher, length, failed, ahead } = self;
        match failed {
            Some(source) => Err(StoreError::Write { path, source }),
            None => Ok(Grown { path, digest: digest::hexadecimal(&hasher.finalize()), length, file, ahead }),
        }
    }
}

impl Grown {
    /// Tells whether the file at its place has the same bytes. One of another length is not read.
    pub fn stands(&self) -> bool {
        let length = std::fs::metadata(&self.path).map(|about| about.len());
        length.is_ok_and(|length| length == self.length)
            && digest::of_file(&self.path).is_ok_and(|digest| digest == self.digest)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_put_into_its_place_leaves_nothing_behind() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("log");
        let mut growing = Growing::begin(path.clone()).expect("a file");
        growing.write(b"one");
        growing.write(b" two");
        let grown = growing.end().expect("written");
        assert_eq!(grown.digest, digest::sha256(b"one two"));
        assert!(!grown.stands());
        std::fs::write(&path, "one six").expect("written");
        assert!(!grown.stands());
        std::fs::write(&path, "one two").expect("written");
        assert!(grown.stands());
        drop(grown);
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
