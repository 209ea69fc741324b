//! Files that are written together: each whole or not at all, and none before all could be prepared.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::StoreError;

/// Files to be written and files to be removed.
#[derive(Debug, Default)]
pub struct Batch {
    writes: Vec<(PathBuf, Vec<u8>)>,
    removals: Vec<PathBuf>,
}

impl Batch {
    /// Plans to write `bytes` to `path`.
    pub fn write(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.writes.push((path, bytes));
    }

    /// Plans to remove `path`.
    pub fn remove(&mut self, path: PathBuf) {
        self.removals.push(path);
    }

    /// Does what was planned. Every file is prepared in full before the first takes its place; a file that already
    /// stands as planned is left alone.
    pub fn commit(self) -> Result<(), StoreError> {
        let mut prepared = Vec::new();
        for (path, bytes) in self.writes {
            if fs::read(&path).is_ok_and(|old| old == bytes) {
                continue;
            }
            let file = prepare(&path, &bytes).map_err(|source| StoreError::Write { path: path.clone(), source })?;
            prepared.push((path, file));
        }
        for (path, file) in prepared {
            file.persist(&path).map_err(|error| StoreError::Write { path, source: error.error })?;
        }
        for path in self.removals {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(StoreError::Write { path, source: error });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Writes `bytes` to a file beside `path` that can take its place by being renamed.
fn prepare(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder stands in its place"));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".throughline-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Temporary files are private; a result is as readable as any file the user makes (the umask still applies).
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}
