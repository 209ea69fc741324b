//! Many series at once: every folder below one is a series of its own.
//!
//! In: a folder of folders. Out: an output folder for each, side by side, and an index over all. The folders are worked on
//! in parallel; one that fails stops no other.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Batch, Holder, Outcome, PipelineError, Progress, Request, ingest_here, store};
use crate::emit::{Index, IndexEntry, index_html, write_pretty};

/// What became of many series.
#[derive(Debug)]
pub struct Many<T> {
    /// What was made of each, in the order of their names.
    pub series: Vec<T>,
    /// What stands beside the folders and belongs to no series.
    pub passed_over: Vec<PathBuf>,
    /// The index, where one was written.
    pub index: Option<PathBuf>,
}

/// Reads every folder below `root` as a series, as `request` says, and hands what it came to to `each`, with its name.
pub fn ingest_folders<T: Send>(
    root: &Path,
    request: &Request,
    progress: &dyn Progress,
    each: impl Fn(&str, &Result<Outcome, PipelineError>) -> T + Sync,
) -> Result<Many<T>, PipelineError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(request.threads.unwrap_or(0)).build()?;
    let (folders, passed_over) = folders(root, &request.folders.out)?;
    let store = store(&request.folders);
    let _lock = match request.dry_run {
        true => None,
        false => Some(store.lock(request.folders.wait, &mut |holder| progress.waiting(holder))?),
    };
    progress.start(folders.len());
    let made: Vec<(IndexEntry, T)> = pool.install(|| {
        folders
            .par_iter()
            .map(|(name, folder)| {
                let mut own = request.clone();
                own.paths = vec![folder.clone()];
                own.folders.out = store.out.join(folder.file_name().unwrap_or_default());
                let outcome = ingest_here(&own, &Silent);
                progress.step();
                (entry(name, &own.folders.out, root, &outcome), each(name, &outcome))
            })
            .collect()
    });
    progress.finish();
    let (entries, series): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    if request.dry_run {
        return Ok(Many { series, passed_over, index: None });
    }
    let index = Index { series: entries };
    let (page, data) = (store.out.join("index.html"), store.out.join("index.json"));
    let mut bytes = Vec::new();
    let failed = |source| PipelineError::Index { path: data.clone(), source };
    write_pretty(&index, &mut bytes).map_err(failed)?;
    let mut batch = Batch::default();
    batch.write(data.clone(), bytes);
    batch.write(page.clone(), index_html(&index).into_bytes());
    batch.commit(&store.out)?;
    Ok(Many { series, passed_over, index: Some(page) })
}

/// The folders below a root, with their names; and what else stands there.
type Folders = (Vec<(String, PathBuf)>, Vec<PathBuf>);

/// Returns the folders below `root`, and what else stands there. Hidden ones and the output folder are neither.
fn folders(root: &Path, out: &Path) -> Result<Folders, PipelineError> {
    if !root.exists() {
        return Err(PipelineError::Missing(vec![root.to_path_buf()]));
    }
    let entries = fs::read_dir(root).map_err(|_| PipelineError::NoFolder(root.to_path_buf()))?;
    let out = fs::canonicalize(out).ok();
    let (mut folders, mut others) = (Vec::new(), Vec::new());
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || (out.is_some() && fs::canonicalize(&path).ok() == out) {
            continue;
        }
        if path.is_dir() { folders.push((name, path)) } else { others.push(path) }
    }
    folders.sort();
    others.sort();
    if folders.is_empty() {
        return Err(PipelineError::NoSeries(root.to_path_buf()));
    }
    Ok((folders, others))
}

fn entry(name: &str, out: &Path, root: &Path, outcome: &Result<Outcome, PipelineError>) -> IndexEntry {
    match outcome {
        Ok(outcome) => IndexEntry {
            report: out.join("report.html").is_file().then(|| "report.html".to_owned()),
            ..IndexEntry::of(name, &outcome.history)
        },
        Err(error) => {
            // An index says the same wherever the folders stand.
            let places = [out.display().to_string(), root.join(name).display().to_string()];
            let problem = places.iter().fold(error.to_string(), |text, place| text.replace(place, name));
            IndexEntry { folder: name.to_owned(), problem: Some(problem), ..IndexEntry::default() }
        }
    }
}

/// Hears nothing: of many series, the whole is told.
struct Silent;

impl Progress for Silent {
    fn start(&self, _: usize) {}
    fn step(&self) {}
    fn finish(&self) {}
    fn waiting(&self, _: Option<&Holder>) {}
}
