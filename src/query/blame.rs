//! Who brought which phrase: the last status wording of an action, each phrase with the edition that first said it.
//!
//! Wording that was carried over is followed back, log by log, as `steps[].segments` tell it; of what was edited only the
//! words that changed are the editing log's.

use foldhash::HashMap;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::model::action::{Action, Edit, Step};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId, ObservationId};
use crate::model::observation::Observation;

/// A status wording, phrase by phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blame {
    /// The action.
    pub action: ActionId,
    /// Its wording.
    pub title: String,
    /// The observation with the status.
    pub observation: ObservationId,
    /// The phrases, in order; joined by spaces they are the status.
    pub phrases: Vec<Phrase>,
}

/// Words in a row that one edition brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// The edition that brought them.
    pub edition: EditionId,
    /// The observation that first had them.
    pub observation: ObservationId,
    /// Words that stood in their place before; null where none did.
    pub was: Option<String>,
}

/// Returns the last status wording of `action`, dated logs before others; nothing where no row has one.
pub fn blame(history: &History, action: &Action) -> Option<Blame> {
    let memory = Memory::new(history);
    let has_status = |step: &&Step| {
        let seen = memory.rows.get(&step.observation);
        seen.and_then(|seen| seen.status.as_ref()).is_some_and(|status| !status.raw.trim().is_empty())
    };
    let dated = |step: &&Step| memory.rows.get(&step.observation).is_some_and(|seen| is_dated(history, seen));
    let steps = || action.steps.iter().filter(has_status);
    let step = steps().rfind(dated).or_else(|| steps().next_back())?;
    let mut phrases: Vec<Phrase> = Vec::new();
    for word in memory.words(step, 0) {
        match phrases.last_mut() {
            Some(phrase) if phrase.observation == word.by && word.was.is_none() => {
                phrase.text = format!("{} {}", phrase.text, word.text);
            }
            _ => {
                let edition =
                    memory.rows.get(&word.by).map_or_else(|| EditionId(String::new()), |seen| seen.edition.clone());
                phrases.push(Phrase { text: word.text, edition, observation: word.by, was: word.was });
            }
        }
    }
    Some(Blame {
        action: action.id.clone(),
        title: action.title.clone(),
        observation: step.observation.clone(),
        phrases,
    })
}

fn is_dated(history: &History, seen: &Observation) -> bool {
    history.editions.iter().any(|edition| edition.id == seen.edition && edition.published_on.is_some())
}

/// A word, and who said it first.
#[derive(Clone)]
struct Said {
    text: String,
    by: ObservationId,
    /// What the first word of an edit stands for.
    was: Option<String>,
}

/// Wordings handed on more often than this are not followed further back.
const DEEPEST: usize = 200;

struct Memory<'a> {
    rows: HashMap<&'a ObservationId, &'a Observation>,
    steps: HashMap<&'a ObservationId, &'a Step>,
}

impl<'a> Memory<'a> {
    fn new(history: &'a History) -> Self {
        let steps = history.actions.iter().flat_map(|action| &action.steps);
        Self {
            rows: history.observations.iter().map(|seen| (&seen.id, seen)).collect(),
            steps: steps.map(|step| (&step.observation, step)).collect(),
        }
    }

    /// Returns the words of a step's status.
    fn words(&self, step: &Step, depth: usize) -> Vec<Said> {
        let mut words = Vec::new();
        for segment in &step.segments {
            let own = |text: &str| Said { text: text.to_owned(), by: step.observation.clone(), was: None };
            let Some(from) = segment.from.as_ref().filter(|_| depth < DEEPEST) else {
                words.extend(segment.text.split_whitespace().map(own));
                continue;
            };
            let earlier = self.steps.get(from).map_or_else(Vec::new, |step| self.words(step, depth + 1));
            let earlier = within(earlier, segment.was.as_ref().unwrap_or(&segment.text));
            let edited = segment.was.is_some();
            // What was carried over from a footnote, or from wording that is not at hand, is that row's.
            let unknown = |text: &str| Said {
                text: text.to_owned(),
                by: if edited { &step.observation } else { from }.clone(),
                was: None,
            };
            let mut handed = handed_on(&earlier, &segment.text, unknown);
            for edit in &segment.edits {
                claim(&mut handed, edit, &step.observation);
            }
            words.extend(handed);
        }
        words
    }
}

/// Makes the words of `edit` those of row `by`, as a whole: of a date no half is the earlier log's.
fn claim(words: &mut [Said], edit: &Edit, by: &ObservationId) {
    let now: Vec<String> = edit.now.split_whitespace().map(bare).collect();
    let said: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    let start = said.windows(now.len().max(1)).enumerate().position(|(at, window)| {
        window == now.as_slice()
            && words.get(at..at + now.len()).is_some_and(|words| words.iter().any(|word| word.by == *by))
    });
    let Some(words) = start.and_then(|start| words.get_mut(start..start + now.len())) else { return };
    for (at, word) in words.iter_mut().enumerate() {
        word.by = by.clone();
        word.was = (at == 0 && !edit.was.is_empty()).then(|| edit.was.clone());
    }
}

/// Returns those of `words` that `text` consists of; all where it does not stand in them.
fn within(words: Vec<Said>, text: &str) -> Vec<Said> {
    let wanted: Vec<String> = text.split_whitespace().map(bare).collect();
    let said: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    let start = said.windows(wanted.len().max(1)).position(|window| window == wanted.as_slice());
    match start {
        Some(start) => words.into_iter().skip(start).take(wanted.len()).collect(),
        None => words,
    }
}

/// Returns the words of `text`: those that are among `earlier` as theirs, in order, the others as `unknown` says.
fn handed_on(earlier: &[Said], text: &str, unknown: impl Fn(&str) -> Said) -> Vec<Said> {
    let now: Vec<&str> = text.split_whitespace().collect();
    let before: Vec<String> = earlier.iter().map(|word| bare(&word.text)).collect();
    let after: Vec<String> = now.iter().map(|word| bare(word)).collect();
    let mut words = Vec::with_capacity(now.len());
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (old, new) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            let pairs = earlier.get(old).unwrap_or_default().iter().zip(now.get(new).unwrap_or_default());
            words.extend(pairs.map(|(word, text)| Said {
                text: (*text).to_owned(),
                by: word.by.clone(),
                was: word.was.clone(),
            }));
            continue;
        }
        let gone: Vec<&str> = earlier.get(old).unwrap_or_default().iter().map(|word| word.text.as_str()).collect();
        let mut fresh: Vec<Said> = now.get(new).unwrap_or_default().iter().map(|text| unknown(text)).collect();
        if let Some(first) = fresh.first_mut().filter(|_| !gone.is_empty()) {
            first.was = Some(gone.join(" "));
        }
        words.extend(fresh);
    }
    words
}

/// Returns a word in small letters, without the marks at it.
fn bare(word: &str) -> String {
    let plain: String = word.to_lowercase().replace(['’', '‘'], "'");
    let trimmed = plain.trim_matches(|c: char| !c.is_alphanumeric());
    if trimmed.is_empty() { plain } else { trimmed.to_owned() }
}
