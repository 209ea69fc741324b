//! Owners compared as a reader compares them: by name, in any order, and written out or not.
//!
//! In: the names of two cells as printed. Out: whether they may be the same owners. Two names that are both written out
//! and differ are never the same.

use std::collections::BTreeMap;

use super::wording;

/// How many comparisons are worth the while. Cells with more names that differ are not the same list.
const COMPARISONS: usize = 10_000;

/// Words that no abbreviation needs: `DfT` and `DT`.
const SMALL: [&str; 9] = ["of", "for", "and", "the", "to", "in", "on", "de", "&"];

/// Titles, which say nothing of who it is.
const TITLES: [&str; 11] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "cllr"];

/// Tells whether `one` and `other` name the same owners: every name of either has a partner in the other, which is the
/// same but for typography, a tail in brackets, or an abbreviation (`HO` for `Home Office`, `J. Smith` for `John Smith`).
pub(super) fn same(one: &[&str], other: &[&str]) -> bool {
    let (one, other) = (named(one), named(other));
    if one.is_empty() || other.is_empty() {
        return one.is_empty() && other.is_empty();
    }
    let lonely = |these: &BTreeMap<String, &str>, those: &BTreeMap<String, &str>| -> Vec<Name> {
        these.iter().filter(|(plain, _)| !those.contains_key(*plain)).map(|(_, raw)| Name::new(raw)).collect()
    };
    let (lone, others) = (lonely(&one, &other), lonely(&other, &one));
    if lone.is_empty() && others.is_empty() {
        return true;
    }
    let work = lone.len().saturating_mul(other.len()).saturating_add(others.len().saturating_mul(one.len()));
    let whole = |names: &BTreeMap<String, &str>| names.values().map(|raw| Name::new(raw)).collect::<Vec<_>>();
    work <= COMPARISONS && {
        let (one, other) = (whole(&one), whole(&other));
        lone.iter().all(|name| name.has_partner(&other)) && others.iter().all(|name| name.has_partner(&one))
    }
}

fn named<'a>(names: &[&'a str]) -> BTreeMap<String, &'a str> {
    let mut named: BTreeMap<String, &str> = names.iter().map(|name| (wording::plain(name), *name)).collect();
    named.remove("");
    named
}

/// A name taken apart.
struct Name {
    /// Without typography and a tail in brackets.
    plain: String,
    /// Its words, without titles.
    words: Vec<String>,
    /// The name itself in small letters, where it looks like an abbreviation: `ho`.
    short: Option<String>,
    /// What it may be abbreviated to.
    initials: [String; 2],
}

impl Name {
    fn new(raw: &str) -> Self {
        let bare = without_tail(raw);
        // A dot ends a word too: `J.Smith`.
        let dotted = bare.replace('.', ". ");
        let mut words: Vec<String> = dotted.split_whitespace().map(str::to_owned).collect();
        while words.len() > 1
            && words.first().is_some_and(|word| TITLES.contains(&word.trim_matches('.').to_lowercase().as_str()))
        {
            words.remove(0);
        }
        let letters: String = bare.chars().filter(|&c| c != '.').collect();
        let is_short = !letters.contains(char::is_whitespace)
            && letters.chars().filter(|c| c.is_uppercase()).count() >= 2
            && letters.chars().all(char::is_alphabetic)
            && letters.chars().count() <= 8;
        let initials = [true, false].map(|all| {
            let counted = words.iter().filter(|word| all || !SMALL.contains(&word.to_lowercase().as_str()));
            let firsts = counted.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
            let initials: String = firsts.flat_map(char::to_lowercase).collect();
            // One letter stands for too much.
            if initials.chars().count() > 1 { initials } else { String::new() }
        });
        let short = is_short.then(|| letters.to_lowercase());
        Self { plain: wording::plain(bare), words, short, initials }
    }

    fn has_partner(&self, others: &[Name]) -> bool {
        if others.iter().any(|other| self.plain == other.plain || self.abbreviates(other) || other.abbreviates(self)) {
            return true;
        }
        // `J. Smith` beside both a John and a Jane Smith may be either.
        others.iter().filter(|other| self.shares_surname(other)).count() == 1
    }

    fn abbreviates(&self, long: &Name) -> bool {
        self.short.as_ref().is_some_and(|short| long.words.len() > 1 && long.initials.contains(short))
    }

    /// Tells whether both have one surname, one gives its first names as letters, and these fit the other's.
    fn shares_surname(&self, other: &Name) -> bool {
        let ends = |name: &Name| match name.words.as_slice() {
            [first, .., last] => Some((name.first_letters(), wording::plain(last), is_initial(first))),
            _ => None,
        };
        let (Some((one, surname, is_one)), Some((two, also, is_two))) = (ends(self), ends(other)) else { return false };
        let fit = one.starts_with(&two) || two.starts_with(&one);
        surname.chars().count() > 1 && surname == also && (is_one || is_two) && fit
    }

    /// Returns the first letters of all first names: `jm` for `John Michael Smith` and `JM Smith`.
    fn first_letters(&self) -> String {
        let given = self.words.split_last().map_or(&[][..], |(_, given)| given);
        let counted = |word: &String| if is_initial(word) { word.chars().count() } else { 1 };
        let letters = given.iter().flat_map(|word| word.chars().take(counted(word)));
        letters.filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
    }
}

/// Tells whether `word` is one letter, or two or three capitals: `J.`, `A`, `JM`.
fn is_initial(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    match letters.chars().count() {
        1 => letters.chars().all(char::is_alphabetic),
        2 | 3 => letters.chars().all(char::is_uppercase),
        _ => false,
    }
}

/// Returns `raw` without what stands in brackets at its end, unless nothing else stands there.
fn without_tail(raw: &str) -> &str {
    let trimmed = raw.trim();
    let tail = [(')', '('), (']', '[')]
        .iter()
        .find_map(|&(close, open)| trimmed.strip_suffix(close).and_then(|rest| rest.rfind(open)));
    let bare = tail.and_then(|at| trimmed.get(..at)).unwrap_or(trimmed).trim();
    if bare.is_empty() { trimmed } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_no_change() {
        for (one, other) in [
            (&["Home Office (HO)"][..], &["Home Office"][..]),
            (&["HO"], &["Home Office"]),
            (&["H.O."], &["Home Office (London)"]),
            (&["DfT"], &["Department for Transport"]),
            (&["DT"], &["Department for Transport"]),
            (&["J. Smith"], &["John Smith"]),
            (&["J.Smith", "HO"], &["Home Office", "Mr John Smith"]),
            (&["A Lee"], &["Ann Lee"]),
            (&["JM Smith"], &["John Michael Smith"]),
            (&["bo", "Ada"], &["Ada", "Bo."]),
            (&["Home Office", "HO"], &["Home Office"]),
        ] {
            assert!(same(one, other) && same(other, one), "{one:?} {other:?}");
        }
    }

    #[test]
    fn other_names_are_a_change() {
        for (one, other) in [
            (&["John Smith"][..], &["Jane Smith"][..]),
            (&["J. Smith"], &["John Smythe"]),
            (&["J.M. Smith"], &["JB Smith"]),
            (&["J. Smith"], &["John Smith", "Jane Smith"]),
            (&["Ann Lee"], &["Al"]),
            (&["Ada"], &["Ada", "Bo"]),
            (&["HO"], &["Harbour Board"]),
            (&["A"], &["Ann Lee"]),
            (&["(HO)"], &["(DT)"]),
            (&[""], &["Ada"]),
        ] {
            assert!(!same(one, other) && !same(other, one), "{one:?} {other:?}");
        }
        assert!(same(&[""], &[]));
    }
}
