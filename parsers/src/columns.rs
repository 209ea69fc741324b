//! What the headings of columns mean: a vocabulary with synonyms, which a user can extend.

mod headings;

use std::collections::{BTreeMap, BTreeSet};

use crate::label;
use crate::row::Field;
use headings::{GIVEAWAYS, HEADINGS, OTHER_LISTS};

/// What the headings of columns mean.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// Each heading phrase, its words joined by spaces, with what it means.
    phrases: BTreeMap<String, Meaning>,
    /// The words with which phrases begin.
    openings: BTreeSet<String>,
}

/// A meaning found for a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meaning {
    /// How exact the match is; the lower the better.
    pub rank: usize,
    /// The field the heading means.
    pub field: Field,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let mut vocabulary = Self { phrases: BTreeMap::new(), openings: BTreeSet::new() };
        for (field, headings) in HEADINGS {
            for (rank, heading) in headings.iter().enumerate() {
                let meaning = Meaning { rank, field: *field };
                vocabulary.insert(&heading_words(heading), meaning);
            }
        }
        vocabulary
    }
}

impl Vocabulary {
    /// Adds a heading that means `field`; it outranks the headings in common use.
    pub fn add(&mut self, field: Field, heading: &str) {
        let words = heading_words(heading);
        if !words.is_empty() {
            self.phrases.remove(&words.join(" "));
            self.insert(&words, Meaning { rank: 0, field });
        }
    }

    /// Returns what the whole of `heading` means, by an exact phrase or by a word that gives it away.
    pub fn meaning(&self, heading: &str) -> Option<Meaning> {
        let words = heading_words(heading);
        if words.is_empty() || words.len() > 6 {
            return None;
        }
        self.exact(&words).or_else(|| giveaway(&words))
    }

    /// Returns what the whole of `heading` means, by an exact phrase only.
    pub fn exact_meaning(&self, heading: &str) -> Option<Meaning> {
        self.exact(&heading_words(heading))
    }

    /// Returns the longest heading phrase that the words at the front of `words` make, and how many words it takes.
    pub fn leading(&self, words: &[&str]) -> Option<(Meaning, usize)> {
        let folded: Vec<Vec<String>> = words.iter().take(6).map(|word| heading_words(word)).collect();
        (1..=folded.len()).rev().find_map(|count| {
            let phrase: Vec<String> = folded[..count].iter().flatten().cloned().collect();
            if folded[count - 1].is_empty() {
                return None;
            }
            self.exact(&phrase).map(|meaning| (meaning, count))
        })
    }

    /// Tells whether a heading phrase begins with `word`.
    pub fn opens(&self, word: &str) -> bool {
        heading_words(word).first().is_some_and(|first| self.openings.contains(first))
    }

    fn exact(&self, words: &[String]) -> Option<Meaning> {
        self.phrases.get(&words.join(" ")).copied()
    }

    /// Keeps the more exact meaning of a phrase that is given twice.
    fn insert(&mut self, words: &[String], meaning: Meaning) {
        self.openings.extend(words.first().cloned());
        let kept = self.phrases.entry(words.join(" ")).or_insert(meaning);
        *kept = meaning.min(*kept);
    }
}

/// Says which field each heading of a table means. A field that two headings claim goes to the more exact one; the other
/// column, and every heading without a meaning, is [`Field::Extra`].
pub fn assign(vocabulary: &Vocabulary, headings: &[&str]) -> Vec<Field> {
    let mut meanings: Vec<Option<Meaning>> = headings.iter().map(|heading| vocabulary.meaning(heading)).collect();
    mean_by_place(headings, &mut meanings);
    let mut fields = vec![Field::Extra; headings.len()];
    for field in [Field::Number, Field::Action, Field::Deadline, Field::Status, Field::Raised, Field::Owner] {
        let claims = meanings.iter().enumerate().filter_map(|(index, meaning)| {
            let meaning = (*meaning)?;
            (meaning.field == field).then_some((meaning.rank, index))
        });
        if let Some((_, index)) = claims.min() {
            fields[index] = field;
        }
    }
    fields
}

/// Says the same, with the wordings of the first few rows at hand: a column of labels is no column of actions whatever its
/// heading, and where no heading names the actions they are the longest wordings beside two columns that only a list of
/// actions has.
pub fn settle(vocabulary: &Vocabulary, headings: &[&str], below: &[Vec<&str>]) -> Vec<Field> {
    let mut fields = assign(vocabulary, headings);
    let cells = |column: usize| below.iter().filter_map(move |row| row.get(column)).filter(|cell| !cell.is_empty());
    let are_labels = |column: usize| {
        let labels = cells(column).filter(|cell| label::whole(cell).is_some_and(|label| !label.bare.is_empty()));
        cells(column).count() > 0 && labels.count() == cells(column).count()
    };
    if let Some(column) = fields.iter().position(|&field| field == Field::Action)
        && !fields.contains(&Field::Number)
        && cells(column).count() >= 2
        && are_labels(column)
    {
        let others: Vec<&str> =
            headings.iter().enumerate().map(|(at, text)| if at == column { "" } else { *text }).collect();
        fields = assign(vocabulary, &others);
        fields[column] = Field::Number;
    }
    if !fields.contains(&Field::Action)
        && let Some(column) = longest(headings, &fields, below, are_labels)
    {
        fields[column] = Field::Action;
    }
    fields
}

/// Tells whether the heading of the column of actions says nothing of actions, so that [`settle`] chose it by its cells.
pub fn is_chosen(vocabulary: &Vocabulary, heading: &str) -> bool {
    vocabulary.meaning(heading).is_none_or(|meaning| meaning.field != Field::Action)
}

/// Returns the column with the longest wordings, where the others are those of a list of actions.
fn longest(
    headings: &[&str],
    fields: &[Field],
    below: &[Vec<&str>],
    are_labels: impl Fn(usize) -> bool,
) -> Option<usize> {
    let telling = [Field::Deadline, Field::Status, Field::Owner];
    let known = telling.iter().filter(|&field| fields.contains(field)).count();
    let of_others = |heading: &&str| heading_words(heading).iter().any(|word| OTHER_LISTS.contains(&word.as_str()));
    if known < 2 || below.len() < 2 || headings.iter().any(of_others) {
        return None;
    }
    let words = |column: usize| -> usize {
        below.iter().filter_map(|row| row.get(column)).map(|cell| cell.split_whitespace().count()).sum()
    };
    let free = |column: &usize| match fields[*column] {
        Field::Extra => !headings[*column].is_empty(),
        Field::Number => !are_labels(*column),
        _ => false,
    };
    let column = (0..fields.len()).filter(free).max_by_key(|&column| (words(column), std::cmp::Reverse(column)))?;
    (words(column) * 2 >= below.len() * 5).then_some(column)
}

/// `By` names people, or a time where another heading names people. A `Date` behind the actions is the one by which, unless
/// another heading says so.
fn mean_by_place(headings: &[&str], meanings: &mut [Option<Meaning>]) {
    let holds = |meanings: &[Option<Meaning>], field| meanings.iter().flatten().any(|meaning| meaning.field == field);
    for (at, heading) in headings.iter().enumerate() {
        match heading_words(heading).as_slice() {
            [word] if word == "by" && meanings[at].is_none() => {
                let field = if holds(meanings, Field::Owner) { Field::Deadline } else { Field::Owner };
                meanings[at] = Some(Meaning { rank: 90, field });
            }
            [word] if word == "date" && meanings[at].is_some_and(|meaning| meaning.rank > 0) => {
                let behind = holds(&meanings[..at], Field::Action);
                if behind && !holds(meanings, Field::Deadline) {
                    meanings[at] = Some(Meaning { rank: 90, field: Field::Deadline });
                }
            }
            _ => {}
        }
    }
}

fn giveaway(words: &[String]) -> Option<Meaning> {
    let found = GIVEAWAYS.iter().find(|(_, keys)| words.iter().any(|word| keys.contains(&word.as_str())));
    found.map(|(field, _)| Meaning { rank: 100, field: *field })
}

/// Folds a heading to its words: lower case, punctuation gone, `#` kept.
fn heading_words(heading: &str) -> Vec<String> {
    let spaced: String = heading
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '\'' {
                c
            } else if c == '#' {
                '#'
            } else {
                ' '
            }
        })
        .collect();
    spaced.split_whitespace().map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headings: &[&str]) -> Vec<Field> {
        assign(&Vocabulary::default(), headings)
    }

    #[test]
    fn common_headings_are_known_in_any_order() {
        use Field::*;
        assert_eq!(
            fields(&["#", "Action", "Deadline", "Status", "When from?"]),
            [Number, Action, Deadline, Status, Raised]
        );
        assert_eq!(
            fields(&["Ref.", "Agreed action", "By whom?", "By when", "Progress"]),
            [Number, Action, Owner, Deadline, Status]
        );
        assert_eq!(
            fields(&["Action no.", "Recommendation", "Target date", "RAG", "Assigned to"]),
            [Number, Action, Deadline, Status, Owner]
        );
    }

    #[test]
    fn the_more_exact_of_two_headings_takes_the_field() {
        use Field::*;
        assert_eq!(fields(&["ID", "Action", "Comments", "Status"]), [Number, Action, Extra, Status]);
        assert_eq!(fields(&["Action", "Cost centre", "Owner"]), [Action, Extra, Owner]);
    }

    #[test]
    fn added_headings_outrank_the_common_ones() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add(Field::Deadline, "Fällig am");
        assert_eq!(assign(&vocabulary, &["Action", "Fällig am"]), [Field::Action, Field::Deadline]);
    }
}
