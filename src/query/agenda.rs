//! The questions for the next meeting: what the last log leaves open to doubt, action by action.

use serde::Serialize;

use super::place::where_in;
use crate::model::edition::{Edition, EditionKind};
use crate::model::finding::{Finding, Severity};
use crate::model::history::History;
use crate::model::ids::{ActionId, EditionId};

/// The questions about one action, or about the log as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The actions asked about; none where the log as a whole is meant.
    pub actions: Vec<ActionId>,
    /// What it is about.
    pub title: String,
    /// The questions, gravest first.
    pub items: Vec<Item>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The finding behind it.
    pub code: String,
    /// What was seen.
    pub seen: String,
    /// What to ask.
    pub question: String,
    /// The wording it rests on.
    pub quotes: Vec<Cited>,
}

/// A wording with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The wording.
    pub text: String,
    /// Where it stands: file, page or line.
    pub place: String,
}

/// How many wordings a question quotes.
const QUOTES: usize = 4;

/// Returns the questions that findings about the last dated log raise, and that log; `notes` adds those of the findings that
/// are mere notes. Nothing where there is no dated log.
pub fn agenda(history: &History, notes: bool) -> Option<(EditionId, Vec<Topic>)> {
    let last = history.editions.iter().rfind(|one| one.kind == EditionKind::Log && one.published_on.is_some())?;
    let wanted = |finding: &&Finding| {
        finding.editions.contains(&last.id)
            && (notes || finding.severity != Severity::Note)
            && question(&finding.code).is_some()
    };
    let mut topics: Vec<Topic> = Vec::new();
    for finding in history.findings.iter().filter(wanted) {
        // What is about several actions is about the log.
        let about: Vec<ActionId> = if finding.actions.len() == 1 { finding.actions.clone() } else { Vec::new() };
        let about_log = about.is_empty();
        let item = item(history, finding)?;
        match topics.iter_mut().find(|topic| topic.actions == about) {
            Some(topic) => topic.items.push(item),
            None => {
                let title = if about_log { "The log as a whole".to_owned() } else { title(history, last, &about) };
                topics.push(Topic { actions: about, title, items: vec![item] });
            }
        }
    }
    // In the order of the log; the log as a whole first.
    let order = |topic: &Topic| {
        let action = topic.actions.first().and_then(|id| history.actions.iter().find(|action| action.id == *id))?;
        let row = history.observations.iter().filter(|seen| seen.edition == last.id);
        Some(
            row.filter(|seen| action.observations.contains(&seen.id))
                .map(|seen| seen.ordinal)
                .min()
                .unwrap_or(u32::MAX),
        )
    };
    topics.sort_by_cached_key(order);
    for topic in &mut topics {
        topic.items.sort_by_key(|item| grave(history, item));
    }
    Some((last.id.clone(), topics))
}

fn grave(history: &History, item: &Item) -> Severity {
    let known = history.findings.iter().find(|finding| finding.code == item.code && finding.message == item.seen);
    known.map_or(Severity::Note, |finding| finding.severity)
}

fn title(history: &History, last: &Edition, about: &[ActionId]) -> String {
    let Some(action) = about.first().and_then(|id| history.actions.iter().find(|action| action.id == *id)) else {
        return String::new();
    };
    let label = action.aliases.iter().rfind(|alias| alias.edition == last.id).or_else(|| action.aliases.last());
    match label {
        Some(alias) => format!("{} – {}", alias.label.trim_end_matches(['.', ':']), action.title),
        None => action.title.clone(),
    }
}

fn item(history: &History, finding: &Finding) -> Option<Item> {
    let quotes = finding.quotes.iter().filter_map(|quote| {
        let seen = history.observations.iter().find(|seen| Some(&seen.id) == quote.observation.as_ref())?;
        (quote.field != "label").then_some(())?;
        Some(Cited { text: quote.text.clone(), place: where_in(history, seen, &quote.field)? })
    });
    let quotes = quotes.take(QUOTES).collect();
    Some(Item {
        code: finding.code.clone(),
        seen: finding.message.clone(),
        question: question(&finding.code)?.to_owned(),
        quotes,
    })
}

/// Returns what to ask of those who keep the log; nothing of what only concerns the reading of the documents.
fn question(code: &str) -> Option<&'static str> {
    Some(match code {
        "A001" => "Who agreed to the new wording, and does it ask for the same?",
        "D001" => "Who moved the deadline, and why?",
        "D002" => "When will it be done?",
        "D003" => "By when is it to be done?",
        "D004" => "What is meant by this deadline?",
        "E001" => "Where are the missing papers?",
        "E002" => "On what evidence were these closed?",
        "M001" => "Has this been done in the log before us?",
        "N001" => "Which action keeps the number, and what becomes of references to it?",
        "N002" => "What became of the missing numbers?",
        "N003" => "Which of the rows holds?",
        "R001" => "Which action is meant?",
        "R002" => "Which of the actions is meant?",
        "R003" => "Which action is meant?",
        "R004" => "Should the other action say so too?",
        "R005" => "Is this done before the other one is?",
        "S001" | "S002" => "Which of the two holds?",
        "S003" => "When was it due?",
        "S004" => "What was found missing, and was the earlier claim right?",
        "S005" => "Has what was promised been done?",
        "S006" => "Who changed this wording, and why was it not said?",
        "S007" => "How does each of these stand?",
        "S008" => "Did it come about?",
        "V001" => "What became of it, and who decided so?",
        "V002" => "What happened while it was not in the log?",
        "V003" => "Will it be followed up?",
        "W001" => "Was it left out on purpose?",
        "W002" => "Which of the two was agreed?",
        "X001" => "Can a fuller copy be had?",
        _ => return None,
    })
}
