//! A look at files without reading them: whether any has come, gone or grown since the last look.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use super::{Folders, PipelineError, gather, store};

/// What was seen of files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    files: BTreeMap<PathBuf, (u64, Option<SystemTime>)>,
}

impl Glance {
    /// Tells whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Looks at every file that a run on `paths` would read.
pub fn glance(paths: &[PathBuf], folders: &Folders) -> Result<Glance, PipelineError> {
    let gathered = gather::gather(paths, &store(folders))?;
    let seen = gathered.files.into_iter().filter_map(|place| {
        let metadata = fs::metadata(&place.location).ok()?;
        Some((place.location, (metadata.len(), metadata.modified().ok())))
    });
    Ok(Glance { files: seen.collect() })
}
