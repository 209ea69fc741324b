//! Which files a run is about: paths given to files found.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::PipelineError;
use crate::store::{OWN_NAMES, Place, Store};

/// The files found.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Every file by where it stands; the same file may have been given in two ways.
    pub files: BTreeSet<Place>,
    /// What could not even be looked at, and why.
    pub unreadable: Vec<(Place, String)>,
    /// What was passed over: hidden files, and what this program wrote, in this output folder or another.
    pub passed_over: Vec<PathBuf>,
    /// The name of the one folder given.
    pub folder: Option<String>,
}

/// Finds every file that `paths` name, folders searched to the bottom. That every path exists is checked first.
pub fn gather(paths: &[PathBuf], store: &Store) -> Result<Gathered, PipelineError> {
    let missing: Vec<PathBuf> = paths.iter().filter(|path| is_missing(path)).cloned().collect();
    if !missing.is_empty() {
        return Err(PipelineError::Missing(missing));
    }
    let mut gathered = Gathered::default();
    for path in paths {
        if path.is_dir() {
            gathered.walk(path, store)?;
        } else {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
            gathered.add(name.into_owned(), path);
        }
    }
    if let [path] = paths
        && path.is_dir()
    {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        gathered.folder = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    }
    gathered.unreadable.sort();
    gathered.unreadable.dedup();
    gathered.passed_over.sort();
    Ok(gathered)
}

impl Gathered {
    fn walk(&mut self, folder: &Path, store: &Store) -> Result<(), PipelineError> {
        let own = OwnPlaces::new(store);
        let root = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        if own.documents.as_ref().is_some_and(|documents| root.starts_with(documents)) {
            return Err(PipelineError::OutputGiven(folder.to_path_buf()));
        }
        let into_itself = own.out.as_ref() == Some(&root);
        let mut walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.note_failure(folder, &error);
                    continue;
                }
            };
            if entry.depth() > 0 && (is_hidden(&entry) || own.holds(entry.path(), into_itself) || is_output(&entry)) {
                self.passed_over.push(entry.path().to_path_buf());
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
            } else if !entry.file_type().is_dir() {
                self.add(below(folder, entry.path()), entry.path());
            }
        }
        Ok(())
    }

    fn add(&mut self, path: String, file: &Path) {
        let location = fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf());
        let place = Place { path, location };
        match fs::metadata(file) {
            Ok(metadata) if metadata.is_file() => {
                self.files.insert(place);
            }
            Ok(_) => self.unreadable.push((place, "it is not a regular file".to_owned())),
            Err(error) => self.unreadable.push((place, error.to_string())),
        }
    }

    fn note_failure(&mut self, folder: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(folder);
        if error.loop_ancestor().is_some() {
            // The link leads back to a folder that is being read anyway.
            self.passed_over.push(path.to_path_buf());
            return;
        }
        let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        self.unreadable.push((Place { path: below(folder, path), location: path.to_path_buf() }, why));
    }
}

/// What this program writes, as whole paths.
struct OwnPlaces {
    out: Option<PathBuf>,
    documents: Option<PathBuf>,
    files: Vec<PathBuf>,
}

impl OwnPlaces {
    fn new(store: &Store) -> Self {
        let out = fs::canonicalize(&store.out).ok();
        let mut files: Vec<PathBuf> =
            [&store.ids, &store.decisions].into_iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        files.extend(out.iter().flat_map(|out| OWN_NAMES.map(|name| out.join(name))));
        // Folders of these names may well be somebody else's; ours are known by a table that only we have.
        let tables = out.iter().flat_map(|out| ["csv", "parquet"].map(|name| (out.join(name), name)));
        let ours = tables.filter(|(folder, name)| folder.join(format!("cross_references.{name}")).is_file());
        files.extend(ours.map(|(folder, _)| folder));
        Self { documents: out.as_ref().map(|out| out.join("documents")), out, files }
    }

    /// Tells whether `path` is written by this program. In an output folder that is read itself, only our own files are.
    fn holds(&self, path: &Path, into_itself: bool) -> bool {
        let Ok(path) = fs::canonicalize(path) else { return false };
        self.files.contains(&path) || (!into_itself && self.out.as_ref() == Some(&path))
    }
}

fn is_missing(path: &Path) -> bool {
    matches!(fs::metadata(path), Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// Tells whether the entry is a folder that a run has written its results to.
fn is_output(entry: &DirEntry) -> bool {
    let holds = |name: &str| entry.path().join(name);
    entry.file_type().is_dir() && holds("ids.toml").is_file() && holds("documents").is_dir()
}

/// Returns `path` below `folder`, its parts joined by `/` on every system.
fn below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
