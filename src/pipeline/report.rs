//! report.html: the last history as a page to read.
//!
//! In: an output folder. Out: its report.html. No source is read unless pictures of rows are asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tracing::info_span;

use super::{Folders, PipelineError, encode, last_history, store};
use crate::audit::explain::pages;
use crate::emit::{Explanation, Picture, Report, write_report};
use crate::model::history::History;
use crate::model::ids::ObservationId;
use crate::store::{Batch, Store, StoreError};

/// What writing a report came to.
#[derive(Debug)]
pub struct Reported {
    /// Where it stands.
    pub written: PathBuf,
    /// How many actions are in it.
    pub actions: usize,
}

/// Writes the report of the history that the last run wrote.
pub fn report(folders: &Folders) -> Result<Reported, PipelineError> {
    let (history, _) = last_history(folders)?;
    let store = store(folders);
    let mut batch = Batch::default();
    plan(&store, &history, &mut batch)?;
    info_span!("write").in_scope(|| batch.commit())?;
    Ok(Reported { written: store.report_path(), actions: history.actions.len() })
}

/// Plans to write the report of `history`.
pub(super) fn plan(store: &Store, history: &History, batch: &mut Batch) -> Result<(), StoreError> {
    let path = store.report_path();
    let bytes = bytes(history, &BTreeMap::new(), &[]).map_err(|error| encode(&path, error))?;
    batch.write(path, bytes);
    Ok(())
}

fn bytes(
    history: &History,
    pictures: &BTreeMap<ObservationId, Vec<Picture>>,
    remarks: &[String],
) -> Result<Vec<u8>, crate::emit::EmitError> {
    let explanation = |page: &'static crate::audit::explain::Page| Explanation {
        code: page.code,
        severity: page.severity,
        title: page.title,
        means: page.means,
        example: page.example,
        todo: page.todo,
    };
    let explanations: Vec<Explanation<'_>> = pages().iter().map(explanation).collect();
    let mut bytes = Vec::new();
    write_report(&Report { history, explanations: &explanations, pictures, remarks }, &mut bytes)?;
    Ok(bytes)
}
