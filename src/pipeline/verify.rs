//! Whether what an output folder says still holds: every digest, every reading, every quote, and the history made of them.
//!
//! In: an output folder. Out: what was looked at, and the first thing that does not hold. Sources are read again; nothing is
//! written, and no lock is held: a run that is at work meanwhile may make something seem wrong.

use std::collections::BTreeSet;
use std::fs;

use rayon::prelude::*;

use super::export::Output;
use super::ledger::{Ledger, superseded};
use super::passwords::Passwords;
use super::read::Reader;
use super::run::Run;
use super::settings::PdfReading;
use super::{Folders, PipelineError, last_history, quotes};
use crate::emit::{Export, Part, TableFormat, history_json};
use crate::extract::{Content, extract, is_pdf};
use crate::model::history::History;
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::store::{Document, Obstacle, are_alike, digest};

/// What came of looking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many sources were read again.
    pub sources: usize,
    /// How many quotes were found at their lines.
    pub quotes: usize,
    /// How many quotes of PDFs were read again, at the same place.
    pub read_again: usize,
    /// What was not looked at, and why.
    pub passed_over: Vec<String>,
    /// What does not hold, in the order in which it was looked at.
    pub broken: Vec<String>,
}

/// Looks at everything that `folders` hold.
pub fn verify(folders: &Folders, pdf: &PdfReading) -> Result<Verified, PipelineError> {
    let (history, _) = last_history(folders)?;
    let mut run = Run::peek(folders)?;
    let mut ledger = run.ledger()?;
    let mut verified = Verified::default();
    verified.broken.extend(ledger.damaged_files().map(|file| format!("{file} is damaged")));
    let places = ledger.documents.values().flat_map(|document| document.places.iter().cloned()).collect();
    let passwords = Passwords::find(&pdf.passwords, &places, &ledger.documents)?;
    let reader = Reader::new(&run.kept.columns, pdf, passwords);
    let gone = superseded(&ledger.documents);
    let looked: Vec<Looked> = history
        .sources
        .par_iter()
        .map(|source| look(source, &history, ledger.documents.get(&source.id), &gone, &reader))
        .collect();
    for one in looked {
        verified.sources += usize::from(one.read);
        verified.quotes += one.quotes;
        verified.read_again += one.read_again;
        verified.passed_over.extend(one.passed_over);
        verified.broken.extend(one.broken);
    }
    let known: BTreeSet<&SourceId> = history.sources.iter().map(|source| &source.id).collect();
    let extra = ledger.documents.values().filter(|document| !known.contains(&document.id));
    verified.broken.extend(extra.map(|document| format!("history.json does not know {}", document.path())));
    made_anew(&mut run, &mut ledger, &history, &mut verified)?;
    exports(&run, &history, &mut verified)?;
    Ok(verified)
}

/// What came of looking at one source.
#[derive(Debug, Default)]
struct Looked {
    read: bool,
    quotes: usize,
    read_again: usize,
    passed_over: Option<String>,
    broken: Vec<String>,
}

impl Looked {
    fn broken(what: String) -> Self {
        Self { broken: vec![what], ..Self::default() }
    }

    fn passed_over(what: String) -> Self {
        Self { passed_over: Some(what), ..Self::default() }
    }
}

fn look(
    source: &Source,
    history: &History,
    document: Option<&Document>,
    gone: &BTreeSet<SourceId>,
    reader: &Reader,
) -> Looked {
    let path = &source.path;
    let Some(document) = document else {
        return Looked::broken(format!("{path}: nothing is kept of it (documents/{}.json)", source.id));
    };
    if gone.contains(&source.id) {
        return Looked::passed_over(format!("{path}: a later state of the file has taken its place"));
    }
    if document.problem.is_some() {
        return Looked::passed_over(format!("{path}: it could not be read in the first place"));
    }
    let bytes: Vec<Vec<u8>> = document.places.iter().filter_map(|place| fs::read(&place.location).ok()).collect();
    if bytes.is_empty() {
        return Looked::broken(format!("{path} is not there any more"));
    }
    let Some(bytes) = bytes.into_iter().find(|bytes| digest::sha256(bytes) == source.id.0) else {
        return Looked::broken(format!("{path} is not what was read: its digest is another one now"));
    };
    let again = reader.read(source.id.clone(), &document.places, &bytes);
    if again.obstacle == Some(Obstacle::Password) {
        return Looked::passed_over(format!("{path}: it needs its password (--password {path}=…)"));
    }
    let mut looked = Looked { read: true, ..Looked::default() };
    if document.read_by != reader.read_by {
        looked.broken.push(format!("{path} was read by other readers or layouts; `throughline ingest` reads it again"));
    } else if again.problem != document.problem
        || again.parsed != document.parsed
        || again.problems != document.problems
        || again.remarks != document.remarks
        || again.media_type != document.media_type
    {
        looked.broken.push(format!("{path}: what is read from it now is not what documents/{}.json keeps", source.id));
    }
    let text = match is_pdf(&bytes) {
        true => None,
        false => extract(&bytes, None).ok().map(|extracted| extracted.content),
    };
    let editions = history.editions.iter().filter(|edition| edition.source == source.id);
    let editions: BTreeSet<_> = editions.map(|edition| &edition.id).collect();
    let rows = history.observations.iter().filter(|row| editions.contains(&row.edition));
    match text {
        Some(Content::Text(text)) => {
            let (held, missed) = quotes::check(&text, rows);
            looked.quotes = held;
            looked.broken.extend(missed.into_iter().map(|missed| format!("{path}: {missed}")));
        }
        // Its rows and their places are what reading it again gave.
        _ if looked.broken.is_empty() => looked.read_again = rows.map(quotes::count).sum(),
        _ => {}
    }
    looked
}

/// Makes the history anew of what is kept, and compares.
fn made_anew(
    run: &mut Run,
    ledger: &mut Ledger,
    history: &History,
    verified: &mut Verified,
) -> Result<(), PipelineError> {
    let text = run.store.history_text()?.unwrap_or_default();
    let before = run.ids_text();
    let (again, _) = run.history(ledger, &mut |_, _| ());
    let bytes = history_json(&again).map_err(|source| run.cannot_encode(source))?;
    let again = String::from_utf8_lossy(&bytes);
    if again != text {
        let line = 1 + again.lines().zip(text.lines()).take_while(|(one, other)| one == other).count();
        verified.broken.push(match history.settings.version == env!("CARGO_PKG_VERSION") {
            true => format!("history.json is not what is made of its sources and records, from line {line} on"),
            false => "history.json was written by another version; `throughline ingest` makes it anew".to_owned(),
        });
    }
    if run.ids_text() != before {
        verified.broken.push("ids.toml does not have the ids of this history".to_owned());
    }
    Ok(())
}

/// Compares the other formats that stand in the folder with what they would be.
fn exports(run: &Run, history: &History, verified: &mut Verified) -> Result<(), PipelineError> {
    // CSV may have been made safe for spreadsheets or not, and this build may not know Parquet.
    for format in [TableFormat::Sqlite, TableFormat::Xlsx] {
        let output = Output::Tables(format);
        if !output.stands(&run.store) {
            continue;
        }
        let failed = |source| PipelineError::Export { what: output.place(), source };
        let folder = tempfile::TempDir::new().map_err(|error| failed(error.into()))?;
        let (anew, mut written) = (folder.path().join(output.place()), Ok(()));
        let mut export = Export::begin(format, false, &mut |_| Ok(anew.clone())).map_err(failed)?;
        Part::ALL.into_iter().for_each(|part| export.hear(part, history));
        export.end(history, false, &mut |_, bytes| written = fs::write(&anew, bytes)).map_err(failed)?;
        written.map_err(|error| failed(error.into()))?;
        // One that cannot be read says nothing.
        if !are_alike(&anew, &run.store.out.join(output.place())).unwrap_or(false) {
            verified.broken.push(format!("{} is not what history.json says", output.place()));
        }
    }
    Ok(())
}
