//! The ids given out: `ids.toml`.
//!
//! An id belongs to the keys of observations under which it was given. A later run finds an action's id by the keys of
//! its observations, however the links between them have changed, so that an id never changes and is never used twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use foldhash::{HashMap, HashMapExt as _};
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::model::ids::ActionId;

/// The note at the head of the file.
const HEAD: &str = "\
# Ids given out by throughline, and the keys of the rows they were given to. Keep this file: it is what makes an id mean
# the same action in every run. Under [redirects] stand ids of actions that turned out to be one with another.

";

/// The ids given out so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdBook {
    /// The ids, oldest first.
    #[serde(default)]
    pub actions: Vec<Entry>,
    /// Ids of actions that turned out to be one with another.
    #[serde(default)]
    pub redirects: BTreeMap<String, String>,
}

/// One id and what it was given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The id.
    pub id: String,
    /// The keys of the observations it belongs to, in the order in which they came.
    #[serde(default)]
    pub keys: Vec<String>,
    /// The labels it was last printed under, by edition; for the reader.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// What of an action its id depends on.
#[derive(Debug, Clone, Default)]
pub struct Life<'a> {
    /// The keys of its observations in edition order.
    pub keys: Vec<&'a str>,
    /// The labels it was printed under.
    pub aliases: Vec<String>,
}

impl IdBook {
    /// Reads the file at `path`, whose text is `text`.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self, StoreError> {
        let mut book: Self = toml::from_str(text).map_err(|source| StoreError::damaged(path, text, source))?;
        let mut seen = BTreeSet::new();
        let contradiction = |what: String| StoreError::Contradiction { path: path.to_path_buf(), what };
        if text.trim().is_empty() {
            return Err(contradiction("it is empty".to_owned()));
        }
        for entry in &book.actions {
            let number = number(&entry.id).ok_or_else(|| contradiction(format!("{:?} is no id", entry.id)))?;
            if !seen.insert(number) {
                return Err(contradiction(format!("{} stands in it twice", entry.id)));
            }
        }
        for (from, to) in &book.redirects {
            let known = |id: &str| number(id).is_some_and(|number| seen.contains(&number));
            if let Some(id) = [from, to].into_iter().find(|id| !known(id)) {
                return Err(contradiction(format!("[redirects] names {id:?}, which was never given out")));
            }
        }
        book.actions.sort_by_key(|entry| number(&entry.id));
        Ok(book)
    }

    /// Returns the text of the file.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEAD}{}", toml::to_string_pretty(self)?))
    }

    /// Gives every one of `lives` (in order of birth) its id, old or new, and notes in the book what has become of them.
    pub fn assign(&mut self, lives: &[Life<'_>]) -> Vec<ActionId> {
        let holders = holders(lives);
        // Which entries each life may call its own: those whose earliest key it holds. Oldest id first.
        let mut claims: Vec<Vec<usize>> = vec![Vec::new(); lives.len()];
        for (index, entry) in self.actions.iter().enumerate() {
            if let Some(&life) = entry.keys.iter().find_map(|key| holders.get(key.as_str())) {
                claims[life].push(index);
            }
        }
        let mut next = self.actions.last().and_then(|entry| number(&entry.id)).unwrap_or(0);
        for claim in &mut claims {
            if claim.is_empty() {
                next += 1;
                claim.push(self.actions.len());
                self.actions.push(Entry { id: format!("tl-{next:04}"), keys: Vec::new(), aliases: Vec::new() });
            }
        }
        self.note_keys(lives, &claims);
        self.note_redirects(&claims);
        let first = claims.iter().filter_map(|claim| claim.first());
        first.map(|&index| ActionId(self.actions[index].id.clone())).collect()
    }

    /// Returns the id that `id` stands for now.
    pub fn resolve<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        // A chain cannot be longer than the table; the bound keeps a circle written by hand from going on for ever.
        for _ in 0..=self.redirects.len() {
            match self.redirects.get(id) {
                Some(to) => id = to,
                None => break,
            }
        }
        id
    }

    /// Puts every key under an id of the life that holds it. A key that stood with another life's id leaves it, so that
    /// this id can never come to mean the action that went its own way.
    fn note_keys(&mut self, lives: &[Life<'_>], claims: &[Vec<usize>]) {
        let most = self.actions.iter().map(|entry| entry.keys.len()).sum();
        let mut owner: HashMap<&str, usize> = HashMap::with_capacity(most);
        for (index, entry) in self.actions.iter().enumerate() {
            owner.extend(entry.keys.iter().map(|key| (key.as_str(), index)));
        }
        let (mut strays, mut come) = (BTreeSet::new(), Vec::new());
        for (life, claim) in lives.iter().zip(claims) {
            let Some(&first) = claim.first() else { continue };
            for &key in &life.keys {
                match owner.get(key) {
                    Some(index) if claim.contains(index) => continue,
                    Some(&index) => strays.insert((index, key)),
                    None => false,
                };
                owner.insert(key, first);
                come.push((first, key));
            }
        }
        for (life, claim) in lives.iter().zip(claims) {
            let Some(&first) = claim.first() else { continue };
            self.actions[first].aliases.clone_from(&life.aliases);
        }
        for (index, key) in come {
            self.actions[index].keys.push(key.to_owned());
        }
        for index in strays.iter().map(|(index, _)| *index).collect::<BTreeSet<_>>() {
            self.actions[index].keys.retain(|key| !strays.contains(&(index, key.as_str())));
        }
    }

    fn note_redirects(&mut self, claims: &[Vec<usize>]) {
        for claim in claims {
            let Some((&first, others)) = claim.split_first() else { continue };
            self.redirects.remove(&self.actions[first].id);
            for &other in others {
                self.redirects.insert(self.actions[other].id.clone(), self.actions[first].id.clone());
            }
        }
    }
}

/// Returns which life holds each key. Two lives cannot hold one key; if they do, the first has it.
fn holders<'a>(lives: &[Life<'a>]) -> HashMap<&'a str, usize> {
    let mut holders = HashMap::with_capacity(lives.iter().map(|life| life.keys.len()).sum());
    for (index, life) in lives.iter().enumerate() {
        for &key in &life.keys {
            holders.entry(key).or_insert(index);
        }
    }
    holders
}

/// Returns the number in `id`: 7 of `tl-0007`.
fn number(id: &str) -> Option<u64> {
    let digits = id.strip_prefix("tl-").filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok().filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(book: &mut IdBook, lives: &[&[&str]]) -> Vec<String> {
        let lives: Vec<Life<'_>> = lives.iter().map(|keys| Life { keys: keys.to_vec(), aliases: Vec::new() }).collect();
        let ids = book.assign(&lives).into_iter().map(|id| id.0).collect();
        let again = IdBook::from_toml(&book.to_toml().expect("toml"), Path::new("ids.toml")).expect("read back");
        assert_eq!(&again, book);
        ids
    }

    #[test]
    fn an_id_stays_when_older_editions_arrive_late() {
        let mut book = IdBook::default();
        assert_eq!(run(&mut book, &[&["b1"], &["b2"]]), ["tl-0001", "tl-0002"]);
        assert_eq!(run(&mut book, &[&["a0"], &["a2", "b2"], &["b1"]]), ["tl-0003", "tl-0002", "tl-0001"]);
        assert_eq!(run(&mut book, &[&["a0"], &["a2"]]), ["tl-0003", "tl-0002"]);
    }

    #[test]
    fn ids_of_joined_actions_become_redirects_and_come_back_when_they_part() {
        let mut book = IdBook::default();
        run(&mut book, &[&["a"], &["b"], &["c"]]);
        assert_eq!(run(&mut book, &[&["b", "a", "c"]]), ["tl-0001"]);
        assert_eq!(book.resolve("tl-0003"), "tl-0001");
        assert_eq!(run(&mut book, &[&["a", "c"], &["b"]]), ["tl-0001", "tl-0002"]);
        assert_eq!((book.resolve("tl-0002"), book.resolve("tl-0003")), ("tl-0002", "tl-0001"));
    }

    #[test]
    fn an_action_that_goes_its_own_way_never_gets_the_old_id() {
        let mut book = IdBook::default();
        run(&mut book, &[&["a", "b"]]);
        assert_eq!(run(&mut book, &[&["a"], &["b"]]), ["tl-0001", "tl-0002"]);
        assert_eq!(run(&mut book, &[&["b"]]), ["tl-0002"], "after forgetting a");
        assert_eq!(run(&mut book, &[&["a"], &["b"], &["x"]]), ["tl-0001", "tl-0002", "tl-0003"]);
    }

    #[test]
    fn a_forgotten_id_is_not_used_again() {
        let mut book = IdBook::default();
        run(&mut book, &[&["a"], &["b"]]);
        run(&mut book, &[]);
        assert_eq!(run(&mut book, &[&["c"]]), ["tl-0003"]);
        assert_eq!(run(&mut book, &[&["c"], &["b"]]), ["tl-0003", "tl-0002"]);
    }

    #[test]
    fn damaged_records_are_refused() {
        for text in
            ["", "actions = 3", "[[actions]]\nid = \"x\"", "[[actions]]\nid = \"tl-0001\"\n[[actions]]\nid = \"tl-1\""]
        {
            assert!(IdBook::from_toml(text, Path::new("ids.toml")).is_err(), "{text}");
        }
    }
}
