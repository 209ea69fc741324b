//! What the headings of columns mean: a vocabulary with synonyms, which a user can extend.

use std::collections::{BTreeMap, BTreeSet};

use crate::label;
use crate::row::Field;

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

/// The headings in common use, per field, most exact first. `#` stands for itself.
const HEADINGS: &[(Field, &[&str])] = &[
    (
        Field::Number,
        &[
            "#",
            "no",
            "number",
            "action no",
            "action number",
            "action ref",
            "action reference",
            "action id",
            "action #",
            "ref no",
            "reference number",
            "ref",
            "reference",
            "id",
            "item no",
            "item number",
            "item",
            "nr",
            "serial",
            "s no",
            "log no",
            "log ref",
            "recommendation no",
            "rec no",
            "rec",
            "rec #",
            "task no",
            "task id",
            "action item no",
            "action point no",
            "ap",
            "ap no",
            "point",
            "sr no",
            "sl no",
            "index",
        ],
    ),
    (
        Field::Action,
        &[
            "action",
            "actions",
            "action point",
            "action points",
            "agreed action",
            "agreed actions",
            "action agreed",
            "action required",
            "actions required",
            "action item",
            "action items",
            "action to be taken",
            "action description",
            "description of action",
            "action details",
            "details of action",
            "recommendation",
            "recommendations",
            "task",
            "tasks",
            "undertaking",
            "commitment",
            "description",
            "details",
            "what",
            "issue",
            "item description",
            "subject",
            "topic",
            "to do",
            "things to do",
            "what to do",
            "what is to be done",
            "what needs to be done",
            "what needs doing",
            "work to be done",
            "next step",
            "next steps",
            "follow up action",
            "follow up actions",
            "action summary",
            "summary of action",
            "agreed",
            "activity",
            "detail",
            "title",
            "summary",
        ],
    ),
    (
        Field::Deadline,
        &[
            "deadline",
            "due",
            "due date",
            "date due",
            "due by",
            "by when",
            "target date",
            "target",
            "timescale",
            "timescales",
            "timeline",
            "completion date",
            "target completion date",
            "deadline date",
            "expected completion",
            "expected by",
            "expected date",
            "complete by",
            "required by",
            "when",
            "by date",
            "time frame",
            "timeframe",
            "review date",
            "target for completion",
            "date for completion",
            "revised deadline",
            "revised date",
            "revised due date",
            "revised target date",
            "current deadline",
            "latest deadline",
            "new deadline",
            "new date",
            "due on",
            "until",
            "finish by",
            "finish date",
            "end date",
            "to be done by",
            "done by",
            "planned date",
            "planned completion",
            "planned completion date",
            "forecast date",
            "forecast completion",
            "delivery date",
            "eta",
        ],
    ),
    (
        Field::Status,
        &[
            "status",
            "current status",
            "action status",
            "status update",
            "progress",
            "update",
            "updates",
            "progress update",
            "update progress",
            "status progress",
            "progress status",
            "position",
            "current position",
            "outcome",
            "comments",
            "comment",
            "status comments",
            "progress comments",
            "response",
            "latest update",
            "latest position",
            "state",
            "rag",
            "rag status",
            "rag rating",
            "notes",
            "remarks",
            "result",
            "state of play",
            "where we are",
            "where we are now",
            "where it stands",
            "how far",
            "stage",
            "progress to date",
            "progress made",
            "update on progress",
            "latest news",
            "action taken",
            "actions taken",
            "action taken to date",
            "feedback",
            "reply",
            "percent complete",
            "follow up",
        ],
    ),
    (
        Field::Raised,
        &[
            "when from",
            "raised",
            "date raised",
            "raised at",
            "raised on",
            "when raised",
            "meeting raised",
            "date of meeting",
            "meeting date",
            "meeting",
            "origin",
            "source",
            "from meeting",
            "from",
            "date opened",
            "opened",
            "date logged",
            "date added",
            "date agreed",
            "date set",
            "raised in",
            "agreed on",
            "workshop",
            "date",
        ],
    ),
    (
        Field::Owner,
        &[
            "owner",
            "owners",
            "action owner",
            "lead",
            "lead officer",
            "action lead",
            "responsible",
            "person responsible",
            "responsible person",
            "responsibility",
            "responsible officer",
            "responsible party",
            "who",
            "by whom",
            "action by",
            "for action by",
            "assigned to",
            "assignee",
            "allocated to",
            "officer",
            "lead person",
            "lead organisation",
            "responsible organisation",
            "lead body",
            "assigned",
            "delegated to",
            "for action",
            "who by",
            "action for",
            "action owner s",
            "owner s",
            "person s responsible",
            "leads",
            "lead s",
            "lead agency",
            "lead partner",
            "person",
            "people",
            "actionee",
            "action holder",
            "holder",
            "accountable",
            "accountable officer",
            "accountable person",
            "who is responsible",
            "who will do it",
            "who will do this",
            "taken by",
            "initials",
            "team",
            "department",
            "agency",
            "organisation",
            "partner",
        ],
    ),
    (
        Field::Extra,
        &[
            "priority",
            "category",
            "theme",
            "date closed",
            "date completed",
            "closed on",
            "completed on",
            "raised by",
            "requested by",
            "logged by",
            "original deadline",
            "original date",
            "original due date",
            "original target date",
        ],
    ),
];

/// Single words that give a longer heading away, when no phrase fits it whole.
const GIVEAWAYS: &[(Field, &[&str])] = &[
    (Field::Owner, &["owner", "owners", "responsible", "responsibility", "assignee", "lead", "assigned", "whom"]),
    (Field::Deadline, &["deadline", "due", "timescale", "target", "timeframe"]),
    (Field::Raised, &["raised", "origin", "opened"]),
    (Field::Status, &["status", "progress", "update", "updates", "comments", "outcome", "rag", "position"]),
    (Field::Action, &["action", "actions", "recommendation", "task"]),
    (Field::Number, &["no", "number", "ref", "id", "#"]),
];

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

/// What stands in the longest column of other lists with owners and states.
const OTHER_LISTS: &[&str] = &[
    "risk",
    "risks",
    "hazard",
    "decision",
    "decisions",
    "question",
    "questions",
    "event",
    "events",
    "project",
    "projects",
    "milestone",
    "document",
    "documents",
    "paper",
    "papers",
    "name",
    "cost",
    "amount",
    "agenda",
];

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
