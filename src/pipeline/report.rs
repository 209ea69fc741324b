//! report.html: the last history as a page to read.
//!
//! In: an output folder. Out: its report.html. No source is read unless pictures of rows are asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tracing::info_span;

use super::pictures::pictures;
use super::run::encode;
use super::settings::PdfReading;
use super::{Folders, PipelineError, last_history, store};
use crate::audit::explain::{Page, pages};
use crate::emit::{EmitError, Explanation, Picture, Report, write_report};
use crate::model::history::History;
use crate::model::ids::ObservationId;
use crate::store::{Batch, Growing, Grown, Store, StoreError};

/// What writing a report came to.
#[derive(Debug)]
pub struct Reported {
    /// Where it stands.
    pub written: PathBuf,
    /// How many actions are in it.
    pub actions: usize,
    /// How many pictures of rows are in it.
    pub pictures: usize,
    /// Sources of which pictures were wanted and none could be had, and why.
    pub remarks: Vec<String>,
}

/// Pictures of rows, by row.
pub(super) type Pictures = BTreeMap<ObservationId, Vec<Picture>>;

/// Writes the report of the history that the last run wrote; with pictures of the rows of PDFs, where it is said how these
/// are to be read.
pub fn report(folders: &Folders, with_pages: Option<&PdfReading>) -> Result<Reported, PipelineError> {
    // Where there is nothing to report, no folder is made for the lock.
    last_history(folders)?;
    let store = store(folders);
    let _lock = store.lock(folders.wait, &mut |_| ())?;
    let (history, _) = last_history(folders)?;
    let (shown, remarks) = match with_pages {
        Some(pdf) => pictures(&history, &store, pdf)?,
        None => (Pictures::new(), Vec::new()),
    };
    let mut batch = Batch::default();
    batch.place(grown(&store, &history, &shown, &remarks)?);
    info_span!("write").in_scope(|| batch.commit(&store.out))?;
    let pictures = shown.values().map(Vec::len).sum();
    Ok(Reported { written: store.report_path(), actions: history.actions.len(), pictures, remarks })
}

/// Makes the report of `history`, without pictures.
pub(super) fn plain(store: &Store, history: &History) -> Result<Grown, StoreError> {
    grown(store, history, &Pictures::new(), &[])
}

fn grown(store: &Store, history: &History, pictures: &Pictures, remarks: &[String]) -> Result<Grown, StoreError> {
    let path = store.report_path();
    let mut growing = Growing::begin(path.clone())?;
    write(history, pictures, remarks, &mut growing).map_err(|error| encode(&path, error))?;
    growing.end()
}

fn write(history: &History, pictures: &Pictures, remarks: &[String], out: &mut Growing) -> Result<(), EmitError> {
    let explanation = |page: &'static Page| Explanation {
        code: page.code,
        severity: page.severity,
        title: page.title,
        means: page.means,
        example: page.example,
        todo: page.todo,
    };
    let explanations: Vec<Explanation<'_>> = pages().iter().map(explanation).collect();
    write_report(&Report { history, explanations: &explanations, pictures, remarks }, out)
}
