//! What was read from one source: `documents/<digest>.json`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use throughline_parsers::{Parsed, ProblemKind};

use super::digest;
use super::failure::{Failure, Obstacle};
use crate::model::ids::SourceId;

/// What was read from one source. The order of the fields is that of the file: what is needed to read a source again
/// comes first, so that it survives where the end of the file is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the source's bytes.
    pub id: SourceId,
    /// Where the source was found.
    pub places: BTreeSet<Place>,
    /// The date of publication set by hand.
    pub date: Option<String>,
    /// The earlier source whose place it takes.
    pub supersedes: Option<SourceId>,
    /// What its content is.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// By what it was read.
    pub read_by: ReadBy,
    /// Why it could not be read, where it could not.
    pub problem: Option<String>,
    /// What stood in the way of reading it: of the first reader, where there is no problem and the second could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
    /// Remarks on the reading of its bytes.
    pub remarks: Vec<String>,
    /// What the second reader said of a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub testimony: Option<Testimony>,
    /// The parser's remarks, with the wording they are about.
    pub problems: Vec<Remark>,
    /// What was cut out of its text.
    pub parsed: Parsed,
}

/// A place where a source was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The path below the folder that was given, or the base name.
    pub path: String,
    /// The whole path on the machine that read it.
    #[serde(with = "location")]
    pub location: PathBuf,
}

/// By what a source was read. A source is read again when any of it has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBy {
    /// The program's version.
    pub program: String,
    /// The version of its readers.
    pub readers: u32,
    /// The digest of the layouts added by the user.
    pub layouts: Option<String>,
}

/// A parser's remark with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What kind of remark it is.
    pub kind: ProblemKind,
    /// What was seen.
    pub message: String,
    /// The first and last line, counted from 1; none for a PDF.
    pub lines: Option<[u32; 2]>,
    /// The page, counted from 1; none for text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Its box on that page, in tenths of a point from the top left; none for text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[i32; 4]>,
    /// The wording it is about, shortened where it is long.
    pub text: String,
}

/// What the second reader, the witness, said of a PDF that the first one read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Testimony {
    /// Whether it was asked at all.
    pub asked: bool,
    /// Why it could say nothing, where it was asked and could not.
    pub silence: Option<String>,
    /// The words that it saw and the first reader did not, page by page.
    pub missed: Vec<Missed>,
}

/// Words of one page that only the second reader saw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// The page, counted from 1.
    pub page: u32,
    /// How many words they are.
    pub words: u32,
    /// The words, shortened where they are many.
    pub text: String,
}

/// What a file in `documents/` turned out to be.
#[derive(Debug, Clone)]
pub enum Stored {
    /// What was read from a source.
    Whole(Box<Document>),
    /// A file that cannot be understood any more.
    Damaged(Damaged),
}

/// A file in `documents/` that cannot be understood any more.
#[derive(Debug, Clone)]
pub struct Damaged {
    /// The file itself.
    pub file: PathBuf,
    /// The digest that its name tells.
    pub id: SourceId,
    /// Where its source was found, as far as that can still be made out.
    pub places: Vec<Place>,
    /// The date of publication set by hand, as far as that can still be made out.
    pub date: Option<String>,
    /// What is wrong with it.
    pub cause: String,
}

impl Document {
    /// Notes why it could not be read.
    pub fn fail(&mut self, failure: Failure) {
        self.obstacle = Some(failure.obstacle);
        self.problem = Some(failure.message);
    }

    /// Returns why it could not be read, where it could not.
    pub fn failure(&self) -> Option<Failure> {
        // What was read before obstacles were told apart failed for what its content is.
        let obstacle = self.obstacle.unwrap_or(Obstacle::Kind);
        self.problem.clone().map(|message| Failure { obstacle, message })
    }

    /// Returns the path it goes by: the first of those it was found under.
    pub fn path(&self) -> &str {
        self.places.first().map_or("", |place| place.path.as_str())
    }

    /// Returns the bytes of its file in the store.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Reads the file at `path`. Returns the digest of its bytes, which is empty where they cannot be had, and what it holds,
/// unless its name says that it is none of ours.
pub(super) fn load(path: &Path) -> (String, Option<Stored>) {
    let read = fs::read(path);
    let digest = read.as_ref().map(|bytes| digest::sha256(bytes)).unwrap_or_default();
    let Some(id) = id_of(path) else { return (digest, None) };
    let stored = match &read {
        Err(error) => damaged(path, id, "", error.to_string()),
        Ok(bytes) => match serde_json::from_slice::<Document>(bytes) {
            Ok(document) if document.id == id && !document.places.is_empty() => Stored::Whole(Box::new(document)),
            Ok(_) => damaged(path, id, &String::from_utf8_lossy(bytes), "it is about another source".to_owned()),
            Err(error) => damaged(path, id, &String::from_utf8_lossy(bytes), error.to_string()),
        },
    };
    (digest, Some(stored))
}

/// Returns the source that the document at `path` is about, where its name is that of a document.
fn id_of(path: &Path) -> Option<SourceId> {
    let name = path.file_name()?.to_str()?.strip_suffix(".json")?;
    let is_digest = name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_digest.then(|| SourceId(name.to_owned()))
}

/// Returns the places among `places` at which the bytes of `id` stand now.
pub fn still_there<'a>(id: &SourceId, places: impl IntoIterator<Item = &'a Place>) -> Vec<&'a Place> {
    let holds = |place: &&Place| fs::read(&place.location).is_ok_and(|bytes| digest::sha256(&bytes) == id.0);
    places.into_iter().filter(holds).collect()
}

fn damaged(file: &Path, id: SourceId, text: &str, cause: String) -> Stored {
    let (places, date) = (salvage(text, "places"), salvage(text, "date"));
    Stored::Damaged(Damaged { file: file.to_path_buf(), id, places, date, cause })
}

/// Paths as strings, as far as they are text. A name that is not UTF-8 is kept byte for byte, so that its file is found
/// again, and no name of a file ever ends a run.
mod location {
    use std::ffi::{OsStr, OsString};
    use std::path::{Path, PathBuf};

    use serde::{Deserialize, Deserializer, Serialize as _, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Location {
        Text(String),
        Bytes(OsString),
    }

    pub(super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        let name: &OsStr = path.as_os_str();
        match name.to_str() {
            Some(text) => serializer.serialize_str(text),
            None => name.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        Ok(match Location::deserialize(deserializer)? {
            Location::Text(text) => text.into(),
            Location::Bytes(name) => name.into(),
        })
    }
}

/// Takes one value out of what is left of a document.
fn salvage<T: for<'de> Deserialize<'de> + Default>(text: &str, key: &str) -> T {
    let mark = format!("\"{key}\":");
    let Some(start) = text.find(&mark).map(|index| index + mark.len()) else { return T::default() };
    let rest = text.get(start..).unwrap_or("");
    serde_json::Deserializer::from_str(rest).into_iter().next().and_then(Result::ok).unwrap_or_default()
}
