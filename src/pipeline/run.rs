//! One run on an output folder: from its records and what the user told it to files written, all or none.
//!
//! In: the folder, a ledger. Out: an [`Outcome`], the folder written, and a line in its log of runs. Where nothing has
//! changed since the last run, nothing is compared anew, and only that line is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use tracing::{debug, info_span};

use super::changes::{Changes, Short};
use super::decisions::resolve;
use super::export::Output;
use super::growth::{Grew, Growth};
use super::history::{self, Told};
use super::keys::observation_keys;
use super::ledger::Ledger;
use super::settings::{self, Columns};
use super::{Asked, Batch, Costs, Folders, Outcome, PipelineError, Request, store, unreadable};
use crate::emit::{EmitError, Part};
use crate::model::history::History;
use crate::store::{
    Decisions, Documents, Holder, IdBook, Kept, Lock, RunLine, Stamp, State, Store, StoreError, digest, lock,
};

/// One run on an output folder: what its records say, and what the user told it.
pub struct Run {
    /// The folder.
    pub store: Store,
    /// What runs were told.
    pub kept: Kept,
    /// The history that stood there before, where it was looked at.
    pub last: Option<Option<Last>>,
    ids: IdBook,
    /// The digests of the store's documents, as far as they stand as they were found.
    digests: BTreeMap<PathBuf, String>,
    decisions: Decisions,
    /// The lock, but for a run that writes nothing.
    _lock: Option<Lock>,
    command: &'static str,
    began: String,
    start: Instant,
}

/// What is wanted of a run.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// What is made beside history.json.
    pub outputs: BTreeSet<Output>,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// What to look for.
    pub asked: Asked,
}

impl Run {
    /// Opens the output folder of `folders` for a run that writes; damaged records end it here, or in [`Run::ledger`], before
    /// anything is written. `waiting` hears where it has to wait for another.
    pub fn open(
        folders: &Folders,
        command: &'static str,
        waiting: &mut dyn FnMut(Option<&Holder>),
    ) -> Result<Self, PipelineError> {
        let lock = store(folders).lock(folders.wait, waiting)?;
        Self::with(folders, command, Some(lock))
    }

    /// Opens the output folder for a run that writes nothing.
    pub fn peek(folders: &Folders) -> Result<Self, PipelineError> {
        Self::with(folders, "ingest", None)
    }

    fn with(folders: &Folders, command: &'static str, lock: Option<Lock>) -> Result<Self, PipelineError> {
        let store = store(folders);
        let (began, start) = (lock::now(), Instant::now());
        let (kept, decisions) = (store.kept()?, store.decisions()?);
        let (ids, digests) = (IdBook::default(), BTreeMap::new());
        Ok(Self { store, kept, last: None, ids, digests, decisions, _lock: lock, command, began, start })
    }

    /// Reads what is known of every source, and the ids given out: once, before a history is made, and ids are written.
    pub fn ledger(&mut self) -> Result<Ledger, PipelineError> {
        let read = || rayon::join(|| self.store.id_book(), || self.store.documents());
        let (ids, documents) = info_span!("open").in_scope(read);
        self.ids = ids?;
        let Documents { stored, digests } = documents?;
        self.digests = digests;
        Ok(Ledger::new(stored))
    }

    /// Takes in what the user told this run, for later ones as well.
    pub fn tell(&mut self, request: &Request, folder: Option<&str>) -> Result<(), PipelineError> {
        let columns: Columns = settings::read_layouts(&request.reading.layouts)?;
        if !request.reading.layouts.is_empty() {
            self.kept.columns = columns;
        }
        if let Some(month_first) = request.reading.month_first {
            self.kept.month_first = month_first;
        }
        if request.series.is_some() || self.kept.series.is_none() {
            self.kept.series = request.series.clone().or_else(|| folder.map(str::to_owned));
        }
        Ok(())
    }

    /// Returns the ids as they are written.
    pub fn ids_text(&self) -> String {
        self.ids.to_toml().unwrap_or_default()
    }

    /// Returns the error for a history that cannot be put into words.
    pub fn cannot_encode(&self, source: EmitError) -> PipelineError {
        encode(&self.store.history_path(), source).into()
    }

    /// Makes the history of `ledger`, once, without writing it. Returns it with what is to be said of the decisions. `heard`
    /// gets to see its parts as they are done, but for the last.
    pub fn history(
        &mut self,
        ledger: &mut Ledger,
        heard: &mut (dyn FnMut(Part, &History) + Send),
    ) -> (History, Vec<String>) {
        let told = Told {
            series: self.kept.series.clone().unwrap_or_else(|| "series".to_owned()),
            month_first: self.kept.month_first,
            decisions: self.decisions.clone(),
            layouts: settings::digest_of(&self.kept.columns),
        };
        history::build(ledger, &told, &mut self.ids, heard)
    }

    /// Makes the history of `ledger` and writes everything, together with what `batch` holds already.
    pub fn finish(mut self, mut ledger: Ledger, mut batch: Batch, wanted: &Wanted) -> Result<Outcome, PipelineError> {
        if batch.is_empty()
            && let Some(outcome) = self.same_again(&mut ledger, wanted)?
        {
            return Ok(outcome);
        }
        let (store, last) = (self.store.clone(), self.last.take());
        let mut growth = Growth::begin(&store, wanted)?;
        let (before, (history, warned)) = rayon::join(
            || last.map_or_else(|| Last::read(&store), Ok),
            || self.history(&mut ledger, &mut |part, history| growth.hear(part, history)),
        );
        let before = before?;
        let (grew, (mut short, planned)) =
            rayon::join(|| growth.end(&history, &store), || (Short::of(&history), self.plan(&ledger, &mut batch)));
        let Grew { digest: history_digest, exports, files } = grew?;
        files.into_iter().for_each(|file| batch.place(file));
        short.digest.clone_from(&history_digest);
        planned?;
        let mut outcome = self.outcome(history, &mut ledger, wanted);
        self.warn_of_decisions(&mut outcome, &warned);
        outcome.nothing_new = before.as_ref().is_some_and(|last| last.digest == history_digest);
        let changes = before.map(|last| last.told.map(|told| Changes::between(&told, &short)));
        if let Some(None) = changes {
            outcome.warnings.push(format!(
                "{} was written by another version, and what has changed since cannot be told",
                outcome.written.display()
            ));
        }
        outcome.changes = changes.flatten();
        if wanted.dry_run {
            return Ok(outcome);
        }
        let path = self.store.short_path();
        let text = serde_json::to_vec(&short).map_err(|error| encode(&path, error))?;
        batch.write(path, text);
        outcome.also = exports.made.into_iter().map(|(path, _)| path).collect();
        outcome.warnings.extend(exports.notes);
        let read = ledger.read_paths();
        for id in &ledger.changed {
            self.digests.remove(&self.store.document_path(&id.0));
        }
        // Nobody needs to wait until its many pieces are cleared away.
        rayon::spawn(move || drop(ledger));
        let committed = info_span!("write").in_scope(|| batch.commit(&self.store.out))?;
        if !outcome.nothing_new {
            let others = Output::ALL.into_iter().filter(|output| !wanted.outputs.contains(output));
            let stale = others.filter(|output| output.stands(&self.store));
            outcome.stale = stale.map(|output| (self.store.out.join(output.place()), output)).collect();
        }
        let state = self.state(history_digest);
        // What an earlier run made of the same history is still made of it.
        let last = self.store.last_run().filter(|last| last.state.history == state.history);
        let mut made = last.map(|last| last.made).unwrap_or_default();
        made.extend(wanted.outputs.iter().map(|output| output.word().to_owned()));
        made.sort();
        made.dedup();
        self.note(read, &mut outcome, state, made);
        committed.clear();
        Ok(outcome)
    }

    /// Returns the outcome of a run for which nothing has changed: sources, records and program are as they were when the
    /// history was written.
    fn same_again(&self, ledger: &mut Ledger, wanted: &Wanted) -> Result<Option<Outcome>, PipelineError> {
        let untouched = ledger.changed.is_empty() && ledger.lost.is_empty() && self.kept == self.store.kept()?;
        let Some(last) = self.store.last_run().filter(|_| untouched) else { return Ok(None) };
        let Some(text) = self.store.history_bytes()? else { return Ok(None) };
        let state = self.state(digest::sha256(&text));
        let is_made =
            |output: &Output| output.stands(&self.store) && last.made.iter().any(|made| made == output.word());
        if last.state != state || state.build.is_empty() || !wanted.outputs.iter().all(is_made) {
            debug!(?state, before = ?last.state, "not as the last run left it");
            return Ok(None);
        }
        let Ok(history) = serde_json::from_slice::<History>(&text) else { return Ok(None) };
        let keys = observation_keys(&history.editions, &history.observations);
        let warned = resolve(&self.decisions, &keys).warnings;
        let mut outcome = self.outcome(history, ledger, wanted);
        self.warn_of_decisions(&mut outcome, &warned);
        outcome.nothing_new = true;
        outcome.changes = Some(Changes::default());
        outcome.also = wanted.outputs.iter().map(|output| self.store.out.join(output.place())).collect();
        if !wanted.dry_run {
            self.note(ledger.read_paths(), &mut outcome, state, last.made);
        }
        Ok(Some(outcome))
    }

    fn outcome(&self, history: History, ledger: &mut Ledger, wanted: &Wanted) -> Outcome {
        Outcome {
            unreadable: unreadable(ledger, &history),
            found: is_found(&history, &wanted.asked),
            history,
            read: ledger.read,
            known: ledger.known,
            warnings: std::mem::take(&mut ledger.warnings),
            passed_over: Vec::new(),
            written: self.store.history_path(),
            also: Vec::new(),
            stale: Vec::new(),
            vanished: ledger.vanished(),
            changes: None,
            nothing_new: false,
            dry_run: wanted.dry_run,
            costs: Costs::default(),
        }
    }

    fn warn_of_decisions(&self, outcome: &mut Outcome, warned: &[String]) {
        let decisions = self.store.decisions.display();
        outcome.warnings.extend(warned.iter().map(|warning| format!("{decisions}: {warning}")));
    }

    /// Puts the records to `batch`.
    fn plan(&self, ledger: &Ledger, batch: &mut Batch) -> Result<(), PipelineError> {
        for document in ledger.changed.iter().filter_map(|id| ledger.documents.get(id)) {
            let path = self.store.document_path(&document.id.0);
            let bytes = document.to_json().map_err(|error| encode(&path, error))?;
            batch.write(path, bytes);
        }
        if self.kept != Kept::default() {
            let path = self.store.settings_path();
            let text = self.kept.to_toml().map_err(|error| encode(&path, error))?;
            batch.write(path, text.into_bytes());
        }
        let ids = self.ids.to_toml().map_err(|error| encode(&self.store.ids, error))?;
        batch.write(self.store.ids.clone(), ids.into_bytes());
        Ok(())
    }

    /// Returns the state of the folder, whose history has the digest `history`.
    fn state(&self, history: String) -> State {
        let records = [&self.store.ids, &self.store.decisions, &self.store.settings_path()];
        State {
            build: build(),
            documents: self.store.documents_digest(&self.digests),
            records: digest::of_files(records.map(PathBuf::as_path)),
            history,
        }
    }

    /// Writes the run's line. What has been done is done, also where that fails.
    fn note(&self, new: Vec<String>, outcome: &mut Outcome, state: State, made: Vec<String>) {
        let line = RunLine {
            began: self.began.clone(),
            milliseconds: u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            command: self.command.to_owned(),
            new,
            unchanged: outcome.known,
            vanished: outcome.vanished.clone(),
            unreadable: outcome.unreadable.iter().map(|one| one.location.display().to_string()).collect(),
            changes: outcome.changes.as_ref().map(Changes::counts).unwrap_or_default(),
            made,
            exit: match (outcome.unreadable.is_empty(), outcome.found) {
                (false, _) => 3,
                (true, true) => 1,
                (true, false) => 0,
            },
            state,
            stamp: Stamp::of(&self.store.history_path()),
        };
        if let Err(error) = self.store.note_run(&line) {
            let path = self.store.runs_path();
            outcome.warnings.push(format!("{} cannot be written ({error}); the run itself is done", path.display()));
        }
    }
}

/// The history that stands in the folder.
#[derive(Debug)]
pub struct Last {
    digest: String,
    /// What it says, where this version understands it.
    told: Option<Short>,
}

impl Last {
    /// Reads it in short; nothing where there is none. Where it was not kept in short, or history.json is not the one that
    /// was, that is read. It is looked over for its digest only where its stamp is not the one that the last run noted.
    pub fn read(store: &Store) -> Result<Option<Self>, StoreError> {
        let stamp = Stamp::of(&store.history_path());
        let noted = store.last_run().filter(|last| last.stamp.is_some() && last.stamp == stamp);
        let digest = match noted {
            Some(last) => Some(last.state.history),
            None => store.history_digest()?,
        };
        let Some(digest) = digest else { return Ok(None) };
        let kept = std::fs::read(store.short_path()).ok();
        let short = kept.and_then(|text| serde_json::from_slice::<Short>(&text).ok());
        let told = match short.filter(|short| short.digest == digest) {
            Some(short) => Some(short),
            None => store.history_bytes()?.and_then(|text| Short::of_json(&text, digest.clone())),
        };
        Ok(Some(Self { digest, told }))
    }
}

/// Tells whether a history has what a run was to look for.
fn is_found(history: &History, asked: &Asked) -> bool {
    let missed = || history.findings.iter().any(|finding| finding.code == "T003");
    let unplaced = || missed() || history.sources.iter().any(|source| source.words.unplaced > 0);
    let grave = |bound| history.findings.iter().any(|finding| finding.severity <= bound);
    (asked.strict && unplaced()) || asked.fail_on.is_some_and(grave)
}

/// Returns what tells this build of the program from another, also where both are of one version; nothing where it cannot
/// be told.
fn build() -> String {
    let program = std::env::current_exe().and_then(std::fs::metadata);
    let changed = program.as_ref().ok().and_then(|program| program.modified().ok());
    let since = changed.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    match (program, since) {
        (Ok(program), Some(since)) => {
            format!("{} {} {}", env!("CARGO_PKG_VERSION"), program.len(), since.as_nanos())
        }
        _ => String::new(),
    }
}

pub(super) fn encode(path: &Path, source: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Encode { path: path.to_path_buf(), source: Box::new(source) }
}
