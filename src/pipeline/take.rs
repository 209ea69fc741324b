//! Files to what became of each: read, known, or lost.
//!
//! In: files found, and what reads them. Out: their ids, and for each what was read. What is known already is told by
//! [`Ledger`](super::ledger::Ledger).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::Progress;
use super::late::Late;
use super::read::Reader;
use crate::model::ids::SourceId;
use crate::store::{Document, Place, digest};

/// What became of one file.
pub enum Taken {
    /// It is known.
    Known(SourceId),
    /// It was read; what the second reader says of it may come later.
    Read(Box<Document>, Option<Late>),
    /// Its bytes could not be had.
    Lost(Lost),
}

/// Returns the ids of `files`, those whose bytes cannot be had left out.
pub fn ids(files: &BTreeSet<Place>) -> BTreeMap<&Place, SourceId> {
    files.par_iter().filter_map(|place| Some((place, SourceId(digest::of_file(&place.location).ok()?)))).collect()
}

/// Reads the files at `places`, as long as nobody says `stop`.
pub fn read_all<'f>(
    places: Vec<&'f Place>,
    reader: &Reader,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> BTreeMap<&'f Place, Taken> {
    let wanted = places.into_par_iter().filter(|_| !stop.load(Ordering::Relaxed));
    wanted.map(|place| (place, take(place, reader, progress))).collect()
}

/// Reads the file at `place`.
pub fn take(place: &Place, reader: &Reader, progress: &dyn Progress) -> Taken {
    let taken = match fs::read(&place.location) {
        Err(error) => Taken::Lost(Lost::unread(place.clone(), error.to_string())),
        Ok(bytes) => {
            let (document, late) = reader.read_early(SourceId(digest::sha256(&bytes)), place, bytes);
            Taken::Read(Box::new(document), late)
        }
    };
    progress.step();
    taken
}

/// A source without a document.
#[derive(Debug, Clone)]
pub struct Lost {
    /// Its id: its digest, or that of its path where its bytes could not be had.
    pub id: SourceId,
    /// Where it stands or stood.
    pub place: Place,
    /// Why nothing could be read.
    pub problem: String,
}

impl Lost {
    /// Returns a file whose bytes could not be had. It is named by the digest of its path.
    pub fn unread(place: Place, problem: String) -> Self {
        let id = SourceId(digest::sha256(place.path.as_bytes()));
        Self { id, place, problem }
    }
}
