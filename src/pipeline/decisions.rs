//! A person's answers to the rows that they are about.
//!
//! In: the answers as they stand in decisions.toml, and the keys of the rows there are now. Out: answers about rows, and
//! what is to be said of those that lead nowhere or contradict each other. No answer is ever dropped from the file.

use std::collections::BTreeMap;

use super::keys::Keys;
use crate::linkage::{Answered, contradictions};
use crate::model::decision::{Answer, Decision};
use crate::model::ids::ObservationId;
use crate::store::Decisions;

/// Answers about rows.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The answers, in the order of the file.
    pub answered: Vec<Answered>,
    /// What the user should know of them.
    pub warnings: Vec<String>,
}

/// Finds the rows that `decisions` are about.
pub fn resolve(decisions: &Decisions, keys: &Keys) -> Resolved {
    if decisions.noted.is_empty() {
        return Resolved::default();
    }
    let by_key: BTreeMap<&str, &ObservationId> =
        keys.iter().flat_map(|(id, keys)| keys.iter().map(move |key| (key.as_str(), id))).collect();
    let row = |key: &str| by_key.get(key).copied().cloned();
    let mut resolved = Resolved::default();
    let (mut lines, mut lost, mut twice) = (Vec::new(), Vec::new(), Vec::new());
    for noted in &decisions.noted {
        let Decision { answer, earlier, later } = &noted.decision;
        match (row(&earlier.key), row(&later.key)) {
            (Some(a), Some(b)) if a == b => twice.push(noted.line),
            (Some(a), Some(b)) => {
                lines.push((noted.line, *answer));
                resolved.answered.push(Answered { earlier: a, later: b, answer: *answer });
            }
            _ => lost.push(noted.line),
        }
    }
    resolved.warnings.extend(lead_nowhere(&lost, "about a row that is in no edition now"));
    resolved.warnings.extend(lead_nowhere(&twice, "about a row and itself"));
    for contradiction in contradictions(&resolved.answered) {
        let place = |index: usize| lines.get(index).copied().unwrap_or((0, Answer::Different));
        let (gives_way, holds) = (place(contradiction.gives_way), place(contradiction.holds));
        resolved.warnings.push(contradicts(gives_way, holds, contradiction.one_pair));
    }
    resolved
}

fn lead_nowhere(lines: &[usize], why: &str) -> Option<String> {
    const NAMED: usize = 5;
    let named: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    let more = if lines.len() > NAMED { ", …" } else { "" };
    let named = named.join(", ");
    match lines.len() {
        0 => None,
        1 => Some(format!("1 decision is {why} (line {named}); it is kept, and has no effect")),
        count => Some(format!("{count} decisions are {why} (lines {named}{more}); they are kept, and have no effect")),
    }
}

fn contradicts((line, answer): (usize, Answer), (other, holds): (usize, Answer), one_pair: bool) -> String {
    let said = format!("line {line} says “{}” and line {other} says “{}”", answer.word(), holds.word());
    match one_pair {
        true => format!("{said} about one pair; line {other}, the later one, holds"),
        false => format!(
            "{said}, which by way of other answers cannot both be; line {other} holds, and what line {line} \
             joins stays apart"
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Answers about rows `a`, `b`, `c`, whose keys are `a-date` and `a-source` and so on; each takes four lines.
    fn resolved(answers: &[(&str, &str, &str)]) -> Resolved {
        let keys: Keys = ["a", "b", "c"]
            .map(|row| (ObservationId(row.to_owned()), [format!("{row}-date"), format!("{row}-source")]))
            .into_iter()
            .collect();
        let block = |(answer, earlier, later): &(&str, &str, &str)| {
            format!("[[decisions]]\nanswer = \"{answer}\"\nearlier.key = \"{earlier}\"\nlater.key = \"{later}\"\n")
        };
        let text: String = answers.iter().map(block).collect();
        resolve(&Decisions::from_toml(&text, Path::new("decisions.toml")).expect("decisions"), &keys)
    }

    #[test]
    fn rows_are_found_by_either_key() {
        let found =
            resolved(&[("same", "b-source", "a-date"), ("split", "a-date", "gone"), ("same", "c-date", "c-source")]);
        let id = |row: &str| ObservationId(row.to_owned());
        assert_eq!(found.answered, [Answered { earlier: id("b"), later: id("a"), answer: Answer::Same }]);
        assert_eq!(
            found.warnings,
            [
                "1 decision is about a row that is in no edition now (line 5); it is kept, and has no effect",
                "1 decision is about a row and itself (line 9); it is kept, and has no effect",
            ]
        );
    }

    #[test]
    fn what_cannot_hold_together_is_named_by_its_lines() {
        let twice = resolved(&[("same", "a-date", "b-date"), ("split", "b-source", "a-date")]);
        assert_eq!(
            twice.warnings,
            ["line 1 says “same” and line 5 says “split” about one pair; line 5, the later one, holds"]
        );
        let round =
            resolved(&[("different", "a-date", "c-date"), ("same", "a-date", "b-date"), ("same", "b-date", "c-date")]);
        assert_eq!(
            round.warnings,
            ["line 5 says “same” and line 1 says “different”, which by way of other answers cannot both be; \
              line 1 holds, and what line 5 joins stays apart"]
        );
    }
}
