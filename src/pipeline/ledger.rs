//! What is known of every source: what the store holds, and what this run reads.
//!
//! In: the store's documents and the files found. Out: one document for each source, with its places, the source it
//! supersedes and the date set for it. Nothing is written here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rayon::prelude::*;

use super::arrange::Meant;
use super::late::Late;
use super::read::Reader;
use super::settings::HandDate;
use super::take::{Lost, Taken, take};
use super::{PipelineError, Progress};
use crate::model::ids::SourceId;
use crate::store::document::{Damaged, still_there};
use crate::store::{Document, Obstacle, Place, Stored};

/// Every source known, and how this run came by it.
#[derive(Debug, Default)]
pub struct Ledger {
    /// What was read from each source; once there is a history, without the rows of those that are not written again.
    pub documents: BTreeMap<SourceId, Document>,
    /// The sources of which the store does not hold what is known now.
    pub changed: BTreeSet<SourceId>,
    /// Files whose bytes could not be had, and sources of which nothing is left.
    pub lost: Vec<Lost>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// How many files of this run were read.
    pub read: usize,
    /// How many files of this run were known already.
    pub known: usize,
    /// What documents mean, as far as that is known already.
    pub meant: Meant,
    /// Sources of which the second reader has not said all yet.
    late: Vec<(SourceId, Late)>,
    damaged: BTreeMap<SourceId, Damaged>,
    /// Sources read in this run.
    taken: BTreeSet<SourceId>,
    /// Sources seen in this run for the first time.
    fresh: BTreeSet<SourceId>,
}

impl Ledger {
    /// Returns what the store holds.
    pub fn new(stored: Vec<Stored>) -> Self {
        let mut ledger = Self::default();
        for one in stored {
            match one {
                Stored::Whole(document) => {
                    ledger.documents.insert(document.id.clone(), *document);
                }
                Stored::Damaged(damaged) => {
                    ledger.damaged.insert(damaged.id.clone(), damaged);
                }
            }
        }
        ledger
    }

    /// Takes in `files`, whose digests are `ids` where they could be had: those that were `read` already, those that are
    /// known, and the others, which are read now.
    pub fn take_in(
        &mut self,
        files: &BTreeSet<Place>,
        ids: &BTreeMap<&Place, SourceId>,
        mut read: BTreeMap<&Place, Taken>,
        reader: &Reader,
        progress: &dyn Progress,
    ) {
        let is_done = |id: &&SourceId| self.documents.get(id).is_some_and(|document| reader.is_done_with(document));
        let files: Vec<(&Place, Option<Taken>)> = files.iter().map(|place| (place, read.remove(place))).collect();
        let taken = files.into_par_iter().map(|(place, taken)| {
            let taken = taken.unwrap_or_else(|| match ids.get(place).filter(is_done) {
                Some(id) => {
                    progress.step();
                    Taken::Known(id.clone())
                }
                None => take(place, reader, progress),
            });
            (place, taken)
        });
        let taken: Vec<(&Place, Taken)> = taken.collect();
        self.enter_all(taken);
    }

    fn enter_all(&mut self, taken: Vec<(&Place, Taken)>) {
        let mut given = Vec::new();
        for (place, taken) in taken {
            match taken {
                Taken::Known(id) => {
                    self.known += 1;
                    self.note_place(&id, place);
                    given.push((id, place));
                }
                Taken::Read(document, late) => {
                    let id = self.enter(*document, late, place);
                    self.note_place(&id, place);
                    given.push((id, place));
                }
                Taken::Lost(lost) => self.lost.push(lost),
            }
        }
        self.forget_old_places(&given);
        let mut by_path: BTreeMap<String, BTreeSet<SourceId>> = BTreeMap::new();
        for document in self.documents.values() {
            for place in &document.places {
                by_path.entry(place.path.clone()).or_default().insert(document.id.clone());
            }
        }
        for (id, place) in &given {
            if let Some(rivals) = by_path.get(&place.path).filter(|rivals| rivals.len() > 1) {
                self.supersede(id, place, rivals);
            }
        }
    }

    /// Lets go of the rows and places of documents that are not written again: what they mean is known.
    pub fn let_go(&mut self) {
        for document in self.documents.values_mut().filter(|document| !self.changed.contains(&document.id)) {
            document.parsed.rows = Vec::new();
            document.parsed.places = Vec::new();
        }
    }

    /// Waits for what the second reader has still to say of sources that were taken in.
    pub fn hear_out(&mut self) {
        for (id, late) in std::mem::take(&mut self.late) {
            let testimony = late.wait();
            if let Some(document) = self.documents.get_mut(&id) {
                document.testimony = Some(testimony);
            }
        }
    }

    /// Reads again what was read in another way, and what the store has lost.
    pub fn refresh(&mut self, reader: &Reader) {
        let outdated = self.documents.values().filter(|document| !reader.is_done_with(document));
        let places = outdated.map(|document| (&document.id, document.places.iter().collect::<Vec<_>>()));
        let torn = self.damaged.values().map(|damaged| (&damaged.id, damaged.places.iter().collect()));
        let wanted: Vec<(&SourceId, Vec<&Place>)> = places.chain(torn).collect();
        let again: Vec<(SourceId, Option<Document>)> = wanted
            .into_par_iter()
            .map(|(id, places)| {
                let bytes =
                    still_there(id, places.iter().copied()).first().and_then(|place| fs::read(&place.location).ok());
                (id.clone(), bytes.map(|bytes| reader.read(id.clone(), places.iter().copied(), &bytes)))
            })
            .collect();
        for (id, document) in again {
            match document {
                Some(document) => self.replace(document),
                None => self.keep_or_lose(&id),
            }
        }
    }

    /// Sets the dates given by hand.
    pub fn set_dates(&mut self, dates: &[HandDate]) -> Result<(), PipelineError> {
        for date in dates {
            let id = self.find(&date.file).map_err(|what| PipelineError::Date { given: date.given.clone(), what })?;
            if let Some(document) = self.documents.get_mut(&id)
                && document.date != date.date
            {
                document.date.clone_from(&date.date);
                self.changed.insert(id);
            }
        }
        Ok(())
    }

    /// Returns the source that goes by the path, the end of a path, or the first digits of an id that `name` is.
    pub fn find(&self, name: &str) -> Result<SourceId, String> {
        let all: Vec<&Document> = self.documents.values().collect();
        let superseded = superseded(&self.documents);
        let has = |document: &&Document, test: &dyn Fn(&Place) -> bool| document.places.iter().any(test);
        let whole: Vec<&Document> =
            all.iter().copied().filter(|document| has(document, &|place| place.path == name)).collect();
        let ends = |place: &Place| std::path::Path::new(&place.path).ends_with(name) || place.location.ends_with(name);
        let mut found = whole;
        if found.is_empty() {
            found = all.iter().copied().filter(|document| has(document, &ends)).collect();
        }
        if found.is_empty() && name.len() >= 6 {
            found = all.iter().copied().filter(|document| document.id.0.starts_with(name)).collect();
        }
        // What has been superseded is meant only where nothing else can be.
        if found.iter().any(|document| !superseded.contains(&document.id)) {
            found.retain(|document| !superseded.contains(&document.id));
        }
        match found.as_slice() {
            [one] => Ok(one.id.clone()),
            [] => {
                Err(format!("fits no source; known are {}", few(all.iter().map(|document| document.path().to_owned()))))
            }
            _ => Err(format!(
                "fits several sources: {}",
                few(found.iter().map(|document| format!("{} ({})", document.path(), short(&document.id))))
            )),
        }
    }

    /// Takes the source `id` out; what took its place now takes the place of what it had superseded.
    pub fn forget(&mut self, id: &SourceId) -> Option<Document> {
        let gone = self.documents.remove(id)?;
        self.changed.remove(id);
        for document in self.documents.values_mut().filter(|document| document.supersedes.as_ref() == Some(id)) {
            document.supersedes.clone_from(&gone.supersedes);
            self.changed.insert(document.id.clone());
        }
        Some(gone)
    }

    /// Returns the paths of known sources whose file is not there any more, at no place where it was found. What has been
    /// superseded is expected to be gone.
    pub fn vanished(&self) -> Vec<String> {
        let superseded = superseded(&self.documents);
        let gone = self.documents.values().filter(|document| {
            !superseded.contains(&document.id) && !document.places.iter().any(|place| place.location.is_file())
        });
        let mut paths: Vec<String> = gone.map(|document| document.path().to_owned()).collect();
        paths.sort();
        paths
    }

    /// Returns the paths of what this run read.
    pub fn read_paths(&self) -> Vec<String> {
        let mut paths: Vec<String> =
            self.taken.iter().filter_map(|id| Some(self.documents.get(id)?.path().to_owned())).collect();
        paths.sort();
        paths
    }

    /// Returns the damaged files of the store that `name` fits, by the first digits of an id or a path.
    pub fn find_damaged(&self, name: &str) -> Option<SourceId> {
        let fits = |damaged: &&Damaged| {
            (name.len() >= 6 && damaged.id.0.starts_with(name)) || damaged.places.iter().any(|place| place.path == name)
        };
        let mut found = self.damaged.values().filter(fits);
        found.next().filter(|_| found.next().is_none()).map(|damaged| damaged.id.clone())
    }

    /// Returns the names of the store's files that are damaged.
    pub fn damaged_files(&self) -> impl Iterator<Item = String> {
        self.damaged.keys().map(|id| format!("documents/{id}.json"))
    }

    /// Takes a damaged file of the store out.
    pub fn forget_damaged(&mut self, id: &SourceId) {
        self.damaged.remove(id);
    }

    /// Notes that the source `id` was found at `place`.
    fn note_place(&mut self, id: &SourceId, place: &Place) {
        if let Some(document) = self.documents.get_mut(id)
            && document.places.insert(place.clone())
        {
            self.changed.insert(id.clone());
        }
    }

    fn enter(&mut self, mut document: Document, late: Option<Late>, place: &Place) -> SourceId {
        self.read += 1;
        self.late.extend(late.map(|late| (document.id.clone(), late)));
        // Where it was found is known before anything is said of it.
        document.places.insert(place.clone());
        let id = document.id.clone();
        if !self.documents.contains_key(&id) && !self.damaged.contains_key(&id) {
            self.fresh.insert(id.clone());
        }
        self.replace(document);
        id
    }

    /// Puts in a document read anew, with what was known of its source besides.
    fn replace(&mut self, mut document: Document) {
        let id = document.id.clone();
        if let Some(old) = self.documents.get_mut(&id) {
            // What a password opened once is not lost because it is not given every time.
            if document.obstacle == Some(Obstacle::Password) && old.problem.is_none() {
                self.warnings.push(format!(
                    "{} was read by other readers or layouts, and cannot be read again without its password (--password {}=…). What was read then is kept",
                    old.path(),
                    old.path(),
                ));
                return;
            }
            document.places.append(&mut old.places);
            document.date = old.date.take();
            document.supersedes = old.supersedes.take();
        }
        if let Some(damaged) = self.damaged.remove(&id) {
            document.places.extend(damaged.places);
            document.date = damaged.date;
            self.warnings.push(format!(
                "{} is damaged ({}); {}, of which it was made, was read again",
                damaged.file.display(),
                damaged.cause,
                document.path()
            ));
        }
        self.documents.insert(id.clone(), document);
        self.taken.insert(id.clone());
        self.changed.insert(id);
    }

    /// Deals with a source that should be read again and is not there any more.
    fn keep_or_lose(&mut self, id: &SourceId) {
        if let Some(document) = self.documents.get(id) {
            self.warnings.push(format!(
                "{} was read by other readers or layouts, and cannot be read again: it is not there any more. What was read then is kept",
                document.path()
            ));
        } else if let Some(damaged) = self.damaged.get(id) {
            let name = || Place { path: format!("documents/{id}.json"), location: damaged.file.clone() };
            self.lost.push(Lost {
                id: id.clone(),
                place: damaged.places.first().cloned().unwrap_or_else(name),
                problem: format!(
                    "documents/{id}.json, what was kept of it, is damaged ({}), and the file itself is not there any more",
                    damaged.cause
                ),
            });
        }
    }

    /// Drops places at which a source given in this run stands no more: it was moved.
    fn forget_old_places(&mut self, given: &[(SourceId, &Place)]) {
        let current: BTreeSet<&Place> = given.iter().map(|(_, place)| *place).collect();
        for id in given.iter().map(|(id, _)| id) {
            let Some(document) = self.documents.get_mut(id) else { continue };
            let (sure, old): (BTreeSet<Place>, BTreeSet<Place>) =
                std::mem::take(&mut document.places).into_iter().partition(|place| current.contains(place));
            let kept: BTreeSet<Place> = still_there(id, &old).into_iter().cloned().collect();
            if kept.len() < old.len() {
                self.changed.insert(id.clone());
            }
            document.places = sure;
            document.places.extend(kept);
        }
    }

    /// Notes which of `rivals`, the sources of its path, `id` (found at `place`) takes the place of: one whose bytes are gone.
    fn supersede(&mut self, id: &SourceId, place: &Place, rivals: &BTreeSet<SourceId>) {
        let pointed_at: BTreeSet<&SourceId> =
            self.documents.values().filter_map(|document| document.supersedes.as_ref()).collect();
        let gone = rivals.iter().filter_map(|rival| self.documents.get(rival)).filter(|document| {
            document.id != *id
                && !pointed_at.contains(&document.id)
                && still_there(&document.id, &document.places).is_empty()
        });
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            gone.partition(|document| document.places.iter().any(|other| other.location == place.location));
        // Somewhere else, a file of the same name is a new state of the old one only where there is no choice, and only
        // when it is seen for the first time.
        let moved = elsewhere.first().filter(|_| elsewhere.len() == 1 && self.fresh.contains(id)).copied();
        let Some(old) = here.first().copied().or(moved).map(|document| document.id.clone()) else { return };
        let Some(document) = self.documents.get_mut(id) else { return };
        let before = document.supersedes.replace(old);
        self.changed.insert(id.clone());
        // A file that was changed back takes the place of what had taken its place: no circle may be left.
        for document in self.documents.values_mut() {
            if document.id != *id && document.supersedes.as_ref() == Some(id) {
                document.supersedes.clone_from(&before);
                self.changed.insert(document.id.clone());
            }
        }
    }
}

/// Returns the sources whose place another has taken. A source that could not be read takes nobody's place.
pub fn superseded(documents: &BTreeMap<SourceId, Document>) -> BTreeSet<SourceId> {
    let mut found = BTreeSet::new();
    for document in documents.values().filter(|document| document.problem.is_none()) {
        let mut next = document.supersedes.as_ref();
        while let Some(id) = next {
            if *id == document.id || !found.insert(id.clone()) {
                break;
            }
            next = documents.get(id).and_then(|older| older.supersedes.as_ref());
        }
    }
    found
}

/// Returns the first digits of `id`, for people.
pub fn short(id: &SourceId) -> &str {
    id.0.get(..8).unwrap_or(&id.0)
}

/// Returns the first few of `names`, for people.
pub fn few(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.dedup();
    let more = names.len().saturating_sub(5);
    names.truncate(5);
    match (names.is_empty(), more) {
        (true, _) => "none".to_owned(),
        (false, 0) => names.join(", "),
        (false, more) => format!("{} and {more} more", names.join(", ")),
    }
}
