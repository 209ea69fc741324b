//! The stages in their order; the only caller of stages.
//!
//! In: what the user asked for. Out: an [`Outcome`], the output folder written, or a [`PipelineError`] and nothing written.
//! Nothing is printed here. Work on many files is shared out among threads; the result does not depend on how.

mod arrange;
mod changes;
mod decisions;
mod error;
mod evaluate;
mod export;
mod folders;
mod gather;
mod glance;
mod gold;
mod growth;
mod hint;
mod history;
mod keys;
mod late;
mod ledger;
mod passwords;
mod pictures;
mod places;
mod quotes;
mod read;
mod report;
mod review;
mod run;
mod settings;
mod take;
mod verify;
mod why;
mod worker;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tracing::{info, info_span};

pub use crate::audit::explain::{Page, page, pages};
pub use crate::emit::{
    EmitError, ExportError, RowsFormat, Sheet, TableFormat, write_pretty as write_json, write_rows, write_schema,
};
pub use crate::query;
pub use crate::store::Appended;
pub use crate::store::Holder;
pub use crate::store::lock::now;
pub use changes::Changes;
pub use error::{PipelineError, ReadError};
pub use evaluate::{Band, Bands, Evaluation, Measure, evaluate};
pub use export::{Exports, Output, export};
pub use folders::{Many, ingest_folders};
pub use glance::{Glance, glance};
pub use passwords::{Password, password};
pub use read::{Costs, panic_message};
pub use report::{Reported, report};
pub use review::{Question, Review, remake};
pub use settings::{HandDate, PdfReading, hand_date};
pub use verify::{Verified, verify};
pub use why::{Reason, Why, explain_pair};
pub use worker::{Death, Walls, serve};

use crate::model::edition::Edition;
use crate::model::finding::{Severity, SourceProblem};
use crate::model::history::History;
use crate::model::ids::SourceId;
use crate::model::observation::Observation;
use crate::model::source::Source;
use crate::store::{Batch, Failure, IdBook, Obstacle, Place, Store, digest};
use ledger::{Ledger, short};
use passwords::Passwords;
use read::Reader;
use run::{Last, Run, Wanted};
use take::Lost;

/// Where things stand.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The output folder.
    pub out: PathBuf,
    /// The ids given out, where they are not in the output folder.
    pub ids: Option<PathBuf>,
    /// The decisions, where they are not in the output folder.
    pub decisions: Option<PathBuf>,
    /// How long to wait for another run on the same output folder.
    pub wait: Duration,
}

/// How texts are to be read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Dates of publication set by hand.
    pub dates: Vec<HandDate>,
    /// Layout files.
    pub layouts: Vec<PathBuf>,
    /// Whether `05/12/2018` is the twelfth of May; nothing leaves it as it was.
    pub month_first: Option<bool>,
    /// How PDFs are to be read.
    pub pdf: PdfReading,
}

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Files and folders to read.
    pub paths: Vec<PathBuf>,
    /// Where things stand.
    pub folders: Folders,
    /// How texts are to be read.
    pub reading: Reading,
    /// The name of the series.
    pub series: Option<String>,
    /// How many threads to use; as many as there are processors where it is not said.
    pub threads: Option<usize>,
    /// What is made beside history.json.
    pub outputs: BTreeSet<Output>,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// What the run is to look for.
    pub asked: Asked,
}

/// What a run is to look for, beyond doing its work.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Text that was not placed, or was seen by the second reader of a PDF only.
    pub strict: bool,
    /// A finding as grave as this.
    pub fail_on: Option<Severity>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// The history, as written.
    pub history: History,
    /// How many files were read.
    pub read: usize,
    /// How many files were known already.
    pub known: usize,
    /// Sources that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// What was passed over in folders.
    pub passed_over: Vec<PathBuf>,
    /// Where the history stands.
    pub written: PathBuf,
    /// What else was written.
    pub also: Vec<PathBuf>,
    /// What stands in the folder and was made of an earlier history.
    pub stale: Vec<(PathBuf, Output)>,
    /// Known sources whose file is not there any more.
    pub vanished: Vec<String>,
    /// What changed against the history before; nothing where there was none.
    pub changes: Option<Changes>,
    /// Whether the history is the one that stood there before.
    pub nothing_new: bool,
    /// Whether nothing was written, because that was asked for.
    pub dry_run: bool,
    /// Whether there is something that was asked for by [`Asked`].
    pub found: bool,
    /// What reading PDFs cost.
    pub costs: Costs,
}

/// A source that could not be read.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// Its id.
    pub id: SourceId,
    /// Where it stands.
    pub location: PathBuf,
    /// Why it could not be read.
    pub problem: String,
    /// What a reader can do about it.
    pub hint: String,
}

/// Hears how far a run has come. Called from several threads.
pub trait Progress: Sync {
    /// So many files will be looked at.
    fn start(&self, files: usize);
    /// One more was.
    fn step(&self);
    /// All were.
    fn finish(&self);
    /// Another run holds the output folder, and this one waits for it.
    fn waiting(&self, _holder: Option<&Holder>) {}
}

/// Reads what was asked for, and writes the history of all that the output folder then holds.
pub fn ingest(request: &Request, progress: &dyn Progress) -> Result<Outcome, PipelineError> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(request.threads.unwrap_or(0)).build()?;
    threads.install(|| ingest_here(request, progress))
}

/// Takes a source out again, and writes the history of the rest. Returns it with the path of what was taken out.
/// `walls` are for sources that have to be read again.
pub fn forget(name: &str, folders: &Folders, walls: &Walls) -> Result<(String, Outcome), PipelineError> {
    let mut run = Run::open(folders, "forget", &mut |_| ())?;
    let mut ledger = run.ledger()?;
    let (id, path) = match (ledger.find(name), ledger.find_damaged(name)) {
        (Ok(id), _) => {
            let path = ledger.forget(&id).map_or_else(String::new, |document| document.path().to_owned());
            (id, path)
        }
        (Err(_), Some(id)) => {
            ledger.forget_damaged(&id);
            (id.clone(), format!("documents/{id}.json"))
        }
        (Err(what), None) => return Err(PipelineError::Source { given: name.to_owned(), what }),
    };
    let mut batch = Batch::default();
    batch.remove(run.store.document_path(&id.0));
    let pdf = PdfReading { walls: walls.clone(), ..PdfReading::default() };
    ledger.refresh(&Reader::new(&run.kept.columns, &pdf, Passwords::default()));
    let wanted = Wanted { outputs: export::standing(&run.store), ..Wanted::default() };
    Ok((path, run.finish(ledger, batch, &wanted)?))
}

/// One document's rows, no other document looked at.
#[derive(Debug)]
pub struct Extraction {
    /// The source.
    pub source: Source,
    /// The edition it makes; none where it has no rows.
    pub edition: Option<Edition>,
    /// Its rows.
    pub observations: Vec<Observation>,
    /// Remarks on the reading.
    pub problems: Vec<SourceProblem>,
    /// What reading it cost, where it is a PDF.
    pub costs: Costs,
}

/// Reads the rows of one file.
pub fn extract(file: &Path, reading: &Reading) -> Result<Extraction, PipelineError> {
    let single = Single::open(file, reading)?;
    let unreadable = |media_type: &str, source: Failure| PipelineError::Unreadable {
        path: file.to_path_buf(),
        media_type: media_type.to_owned(),
        source,
    };
    let mut document = single.reader.read(single.id, &single.places, &single.bytes);
    document.places = single.places;
    if let Some(failure) = document.failure() {
        return Err(unreadable(&document.media_type, failure));
    }
    let internal = |message: String| unreadable("", Failure { obstacle: Obstacle::Internal, message });
    let id = document.id.clone();
    let mut ledger = Ledger::default();
    ledger.documents.insert(id.clone(), document);
    ledger.set_dates(&reading.dates)?;
    let options = history::options(reading.month_first.unwrap_or(false));
    let mut arranged = arrange::arrange(&ledger.documents, &Default::default(), &options, Default::default());
    if let Some(problem) = arranged.failed.remove(&id) {
        return Err(internal(problem));
    }
    let document = ledger.documents.remove(&id);
    let (source, problems) = document
        .as_ref()
        .map(|document| (history::source(document), history::remarks(document)))
        .ok_or_else(|| internal("it was lost on the way".to_owned()))?;
    let (edition, observations) = (arranged.editions.pop(), arranged.observations);
    Ok(Extraction { source, edition, observations, problems, costs: single.reader.costs() })
}

/// Draws the pages of one PDF with what was found on them, as `page-001.png` and so on in `folder`. Returns how many.
pub fn draw(file: &Path, reading: &Reading, folder: &Path) -> Result<usize, PipelineError> {
    let single = Single::open(file, reading)?;
    let picture = |path: &Path, source| PipelineError::Picture { path: path.to_path_buf(), source };
    fs::create_dir_all(folder).map_err(|error| picture(folder, error))?;
    let (mut drawn, mut failed) = (0, None);
    let mut write = |number: u32, png: &[u8]| {
        let path = folder.join(format!("page-{number:03}.png"));
        match fs::write(&path, png) {
            Ok(()) => drawn += 1,
            Err(error) => failed = failed.take().or(Some(picture(&path, error))),
        }
    };
    let end = single.reader.draw(&single.id, &single.places, &single.bytes, &mut write);
    match (failed, end) {
        (Some(error), _) => Err(error),
        (None, Err(source)) => Err(PipelineError::Undrawn { path: file.to_path_buf(), source }),
        (None, Ok(())) => Ok(drawn),
    }
}

/// One file that is read by itself.
struct Single {
    reader: Reader,
    id: SourceId,
    places: BTreeSet<Place>,
    bytes: Vec<u8>,
}

impl Single {
    fn open(file: &Path, reading: &Reading) -> Result<Self, PipelineError> {
        let columns = settings::read_layouts(&reading.layouts)?;
        let nowhere = Store::new(Path::new(""), None, None);
        if file.is_dir() {
            return Err(PipelineError::Folder(file.to_path_buf()));
        }
        let gathered = gather::gather(&[file.to_path_buf()], &nowhere)?;
        let unreadable = |message: String| PipelineError::Unreadable {
            path: file.to_path_buf(),
            media_type: String::new(),
            source: Failure { obstacle: Obstacle::Bytes, message },
        };
        if let Some((_, problem)) = gathered.unreadable.first() {
            return Err(unreadable(problem.clone()));
        }
        let passwords = Passwords::find(&reading.pdf.passwords, &gathered.files, &Default::default())?;
        let bytes = fs::read(file).map_err(|error| unreadable(error.to_string()))?;
        let reader = Reader::new(&columns, &reading.pdf, passwords);
        Ok(Self { reader, id: SourceId(digest::sha256(&bytes)), places: gathered.files, bytes })
    }
}

/// Returns the history that the last run wrote, and the ids given out.
pub fn last_history(folders: &Folders) -> Result<(History, IdBook), PipelineError> {
    let store = store(folders);
    let text = store.history_text()?.ok_or_else(|| PipelineError::NoHistory(store.out.clone()))?;
    let history =
        serde_json::from_str(&text).map_err(|source| PipelineError::History { path: store.history_path(), source })?;
    Ok((history, store.id_book()?))
}

fn store(folders: &Folders) -> Store {
    Store::new(&folders.out, folders.ids.as_deref(), folders.decisions.as_deref())
}

fn ingest_here(request: &Request, progress: &dyn Progress) -> Result<Outcome, PipelineError> {
    let plain = store(&request.folders);
    let gathered = info_span!("gather").in_scope(|| gather::gather(&request.paths, &plain))?;
    info!(files = gathered.files.len(), "gathered");
    let mut run = match request.dry_run {
        true => Run::peek(&request.folders)?,
        false => Run::open(&request.folders, "ingest", &mut |holder| progress.waiting(holder))?,
    };
    run.tell(request, gathered.folder.as_deref())?;
    let pdf = &request.reading.pdf;
    progress.start(gathered.files.len());
    let ids = take::ids(&gathered.files);
    // What is unknown is read while the folder is opened; where there are passwords, it takes what is known to tell for which.
    let is_unknown = |(_, id): &(&&Place, &SourceId)| !run.store.document_path(&id.0).exists();
    let unknown: Vec<&Place> = match pdf.passwords.is_empty() {
        true => ids.iter().filter(is_unknown).map(|(place, _)| *place).collect(),
        false => Vec::new(),
    };
    let mut reader = Reader::new(&run.kept.columns, pdf, Passwords::default());
    let (is_new, stop) = (!unknown.is_empty(), AtomicBool::new(false));
    let (opened, read) = rayon::join(
        || opened(&mut run, &reader, is_new).inspect_err(|_| stop.store(true, Ordering::Relaxed)),
        || take::read_all(unknown, &reader, progress, &stop),
    );
    let mut ledger = opened.inspect_err(|_| progress.finish())?;
    if !pdf.passwords.is_empty() {
        let passwords = Passwords::find(&pdf.passwords, &gathered.files, &ledger.documents);
        let passwords = passwords.inspect_err(|_| progress.finish())?;
        reader = Reader::new(&run.kept.columns, pdf, passwords);
    }
    ledger.take_in(&gathered.files, &ids, read, &reader, progress);
    progress.finish();
    ledger.refresh(&reader);
    ledger.lost.extend(gathered.unreadable.into_iter().map(|(place, problem)| Lost::unread(place, problem)));
    ledger.set_dates(&request.reading.dates)?;
    if ledger.documents.values().all(|document| document.problem.is_some()) {
        return Err(nothing_readable(&ledger));
    }
    let wanted = Wanted { outputs: request.outputs.clone(), dry_run: request.dry_run, asked: request.asked };
    let mut outcome = run.finish(ledger, Batch::default(), &wanted)?;
    outcome.passed_over = gathered.passed_over;
    outcome.costs = reader.costs();
    Ok(outcome)
}

/// Returns what `run` knows of every source. Where something `is_new`, it is found out what that means, and how the history
/// stands that was made of it.
fn opened(run: &mut Run, reader: &Reader, is_new: bool) -> Result<Ledger, PipelineError> {
    let mut ledger = run.ledger()?;
    if is_new {
        let done = ledger.documents.values().filter(|document| reader.is_done_with(document));
        let options = history::options(run.kept.month_first);
        let (last, meant) = rayon::join(|| Last::read(&run.store), || arrange::meanings(done, &options));
        (run.last, ledger.meant) = (Some(last?), meant);
    }
    Ok(ledger)
}

fn nothing_readable(ledger: &Ledger) -> PipelineError {
    let documents = ledger
        .documents
        .values()
        .filter_map(|document| Some(format!("{}: {}", document.path(), document.problem.as_ref()?)));
    let lost = ledger.lost.iter().map(|lost| format!("{}: {}", lost.place.path, lost.problem));
    PipelineError::NothingReadable(documents.chain(lost).collect())
}

/// Returns the sources that could not be read, those that another has taken the place of excepted.
fn unreadable(ledger: &Ledger, history: &History) -> Vec<Unreadable> {
    let superseded = ledger::superseded(&ledger.documents);
    let failed = history.sources.iter().filter(|source| !superseded.contains(&source.id));
    failed
        .filter_map(|source| {
            let problem = source.problem.clone()?;
            let document = ledger.documents.get(&source.id);
            let lost = ledger.lost.iter().find(|lost| lost.id == source.id);
            let place = lost.map(|lost| &lost.place).or_else(|| document.and_then(|document| document.places.first()));
            let location = place.map_or_else(|| PathBuf::from(&source.path), |place| place.location.clone());
            let hint = match document {
                Some(document) => {
                    let way_out = hint::way_out(document.obstacle, &document.media_type);
                    format!("{way_out}; `throughline forget {}` takes it out of later runs", short(&source.id))
                }
                None => "see that the file is there and readable, and run again".to_owned(),
            };
            Some(Unreadable { id: source.id.clone(), location, problem, hint })
        })
        .collect()
}
