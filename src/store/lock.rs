//! One run at a time on an output folder: a lock that the system holds for a process, and gives back when it ends.
//!
//! In: the folder, and how long to wait. Out: the lock, or who holds it. A process that is killed leaves no lock behind;
//! the file stays, and means nothing by itself.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::StoreError;

/// The name of the file that is locked.
pub const NAME: &str = ".lock";

/// How often a lock is asked for while another process holds it.
const PAUSE: Duration = Duration::from_millis(50);

/// The lock on an output folder, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    folder: PathBuf,
    made: bool,
}

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub process: u32,
    /// Since when, in UTC.
    pub since: String,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "process {}, since {}", self.process, self.since)
    }
}

impl Lock {
    /// Takes the lock on `folder`, which is made where it is not there. Where another process holds it, waits for as long
    /// as `wait`; `waiting` hears of it, once.
    pub fn take(folder: &Path, wait: Duration, waiting: &mut dyn FnMut(Option<&Holder>)) -> Result<Self, StoreError> {
        let path = folder.join(NAME);
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let (start, mut told) = (Instant::now(), false);
        loop {
            let made = !folder.exists();
            fs::create_dir_all(folder).map_err(failed)?;
            let mut file =
                File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
            match file.try_lock() {
                // Whoever held it may have taken the file away with its folder: then this is a lock on nothing.
                Ok(()) if is_at(&file, &path) => {
                    // That another run can say who holds the lock is a courtesy; the lock holds without it.
                    let _ = note(&mut file);
                    return Ok(Self { file, folder: folder.to_path_buf(), made });
                }
                Ok(()) => continue,
                // Some file systems know no locks. Then there is none, and whoever runs twice at once must know it.
                Err(TryLockError::Error(source)) if source.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self { file, folder: folder.to_path_buf(), made });
                }
                Err(TryLockError::Error(source)) => return Err(failed(source)),
                Err(TryLockError::WouldBlock) => {}
            }
            let holder = holder(&mut file);
            if !told {
                told = true;
                waiting(holder.as_ref());
            }
            if start.elapsed() >= wait {
                return Err(StoreError::Held { path: folder.to_path_buf(), holder, waited: wait.as_secs() });
            }
            thread::sleep(PAUSE.min(wait));
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        if self.made && is_bare(&self.folder) {
            // A folder that was made for nothing is not left behind.
            let _ = fs::remove_file(self.folder.join(NAME));
            let _ = fs::remove_dir(&self.folder);
        }
        // What is left is done by the system, when the file is closed.
    }
}

fn note(file: &mut File) -> io::Result<()> {
    let holder = Holder { process: std::process::id(), since: now() };
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(serde_json::to_string(&holder)?.as_bytes())
}

fn holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn is_bare(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name() == NAME))
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let name = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => name(held) == name(there),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Returns the time, to the second, in UTC.
pub fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_else(|_| jiff::Timestamp::now()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_hears_who_holds_it_and_a_folder_made_for_nothing_goes() {
        let place = tempfile::TempDir::new().expect("a folder");
        let folder = place.path().join("out");
        let lock = Lock::take(&folder, Duration::ZERO, &mut |_| panic!("nobody holds it")).expect("the lock");
        let mut heard = None;
        let second = Lock::take(&folder, Duration::ZERO, &mut |holder| heard = holder.cloned());
        assert!(matches!(second, Err(StoreError::Held { .. })), "{second:?}");
        assert_eq!(heard.map(|holder| holder.process), Some(std::process::id()));
        drop(lock);
        assert!(!folder.exists());
        fs::create_dir(&folder).expect("made");
        drop(Lock::take(&folder, Duration::ZERO, &mut |_| ()).expect("free again"));
        assert_eq!(fs::read(folder.join(NAME)).expect("it stays where the folder was there before"), b"");
    }
}
