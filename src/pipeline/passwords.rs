//! Passwords given by hand, and the sources that they are for.
//!
//! A password is for one run: it is handed to the process that reads the file, and neither kept nor shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::PipelineError;
use super::ledger::few;
use super::worker::Secret;
use crate::model::ids::SourceId;
use crate::store::{Document, Place};

/// A password for one file, as it was given: `FILE=PASSWORD`, FILE being the path of a file, or its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Password(Secret);

/// Which password is for which source.
#[derive(Debug, Clone, Default)]
pub struct Passwords {
    by_place: BTreeMap<Place, Secret>,
    by_id: BTreeMap<SourceId, Secret>,
}

/// Reads `FILE=PASSWORD`. What is wrong with it is told without saying it, as it may be a password alone.
pub fn password(given: &str) -> Result<Password, PipelineError> {
    let wrong = |what: &str| PipelineError::Password { file: "FILE".to_owned(), what: what.to_owned() };
    match given.split_once('=') {
        None => Err(wrong("a file and its password are wanted, parted by =")),
        Some(("", _)) => Err(wrong("no file is named")),
        Some(_) => Ok(Password(Secret(given.to_owned()))),
    }
}

impl Password {
    /// Returns the ways to part it into file and password: both may hold an equals sign.
    fn readings(&self) -> impl Iterator<Item = (&str, &str)> {
        let given = self.0.0.as_str();
        given.match_indices('=').filter_map(|(at, _)| Some((given.get(..at)?, given.get(at + 1..)?)))
    }
}

impl Passwords {
    /// Finds the files among `files`, or else the known `documents`, that `passwords` are for.
    pub fn find(
        passwords: &[Password],
        files: &BTreeSet<Place>,
        documents: &BTreeMap<SourceId, Document>,
    ) -> Result<Self, PipelineError> {
        let mut found = Self::default();
        let known: BTreeSet<&Place> = documents.values().flat_map(|document| &document.places).collect();
        let given: BTreeSet<&Place> = files.iter().collect();
        for password in passwords {
            let fits = |(file, secret)| Some((file, secret, fitting(file, &given).or_else(|| fitting(file, &known))?));
            let by_place = password.readings().find_map(fits);
            let ids = || password.readings().find_map(|(file, secret)| Some((id_of(file, documents)?, secret)));
            match by_place {
                Some((file, secret, places)) => match places.as_slice() {
                    [place] => {
                        let before = found.by_place.insert((*place).clone(), Secret(secret.to_owned()));
                        if before.is_some_and(|before| before.0 != secret) {
                            return Err(wrong(file, "it has been given another password already".to_owned()));
                        }
                    }
                    _ => {
                        let names = places.iter().map(|place| place.location.display().to_string());
                        return Err(wrong(file, format!("fits several sources: {}", few(names))));
                    }
                },
                None => match ids() {
                    Some((id, secret)) => {
                        found.by_id.insert(id, Secret(secret.to_owned()));
                    }
                    None => {
                        let names = given.union(&known).map(|place| place.path.clone());
                        let file = password.readings().next().map_or("", |(file, _)| file);
                        return Err(wrong(file, format!("fits no source; known are {}", few(names))));
                    }
                },
            }
        }
        Ok(found)
    }

    /// Returns the password for the source `id`, found at `places`.
    pub fn of<'a>(&self, id: &SourceId, places: impl IntoIterator<Item = &'a Place>) -> Option<&Secret> {
        places.into_iter().find_map(|place| self.by_place.get(place)).or_else(|| self.by_id.get(id))
    }
}

/// Returns the places among `places` that `file` is the whole path of, or else those that it is the end of.
fn fitting<'a>(file: &str, places: &BTreeSet<&'a Place>) -> Option<Vec<&'a Place>> {
    let whole: Vec<&Place> = places.iter().copied().filter(|place| place.path == file).collect();
    if !whole.is_empty() {
        return Some(whole);
    }
    let ends = |place: &&Place| Path::new(&place.path).ends_with(file) || place.location.ends_with(file);
    let ended: Vec<&Place> = places.iter().copied().filter(ends).collect();
    (!ended.is_empty()).then_some(ended)
}

/// Returns the one source whose id begins with `digits`.
fn id_of(digits: &str, documents: &BTreeMap<SourceId, Document>) -> Option<SourceId> {
    let mut found = documents.keys().filter(|id| digits.len() >= 6 && id.0.starts_with(digits));
    found.next().filter(|_| found.next().is_none()).cloned()
}

fn wrong(file: &str, what: String) -> PipelineError {
    PipelineError::Password { file: file.to_owned(), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Place {
        Place { path: path.to_owned(), location: Path::new("/logs").join(path) }
    }

    fn found(given: &str) -> Result<Vec<(String, String)>, String> {
        let files = BTreeSet::from([place("a.pdf"), place("old/b.pdf"), place("new/b.pdf"), place("c=d.pdf")]);
        let passwords = [password(given).map_err(|error| error.to_string())?];
        let found = Passwords::find(&passwords, &files, &BTreeMap::new()).map_err(|error| error.to_string())?;
        Ok(found.by_place.into_iter().map(|(place, secret)| (place.path, secret.0)).collect())
    }

    #[test]
    fn a_password_finds_its_file() {
        for (given, path, secret) in [
            ("a.pdf=x", "a.pdf", "x"),
            ("b.pdf=x", "", ""),
            ("old/b.pdf=x=y", "old/b.pdf", "x=y"),
            ("/logs/new/b.pdf=", "new/b.pdf", ""),
            ("c=d.pdf=e=f", "c=d.pdf", "e=f"),
        ] {
            let wanted = (!path.is_empty()).then(|| vec![(path.to_owned(), secret.to_owned())]);
            assert_eq!(found(given).ok(), wanted, "{given}");
        }
    }

    #[test]
    fn a_file_has_one_password() {
        let files = BTreeSet::from([place("a.pdf")]);
        let find = |given: [&str; 2]| {
            let passwords: Vec<Password> = given.iter().filter_map(|given| password(given).ok()).collect();
            Passwords::find(&passwords, &files, &BTreeMap::new()).map_err(|error| error.to_string())
        };
        assert!(find(["a.pdf=one", "/logs/a.pdf=one"]).is_ok());
        let told = find(["a.pdf=one", "/logs/a.pdf=two"]).expect_err("two passwords");
        assert!(told.contains("another password") && !told.contains("one") && !told.contains("two"), "{told}");
    }

    #[test]
    fn no_password_is_shown() {
        for given in ["sesame", "=sesame", "b.pdf=sesame", "nowhere.pdf=sesame"] {
            let told = found(given).expect_err(given);
            assert!(!told.contains("sesame"), "{told}");
        }
        let kept = password("a.pdf=sesame").expect("a password");
        assert!(!format!("{kept:?}").contains("sesame"));
    }
}
