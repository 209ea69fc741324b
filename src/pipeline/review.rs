//! Unsure pairs for a person to settle, and the answers to the record.
//!
//! In: an output folder. Out: the pairs that nobody has answered yet, in the order of history.json, and answers written as
//! they are given. No source is read, and history.json stays as it is until it is made anew.

use std::time::Duration;

use serde::Serialize;

use super::decisions::resolve;
use super::keys::{Keys, observation_keys};
use super::read::Reader;
use super::settings::PdfReading;
use super::why::{find, one_row};
use super::{Batch, Folders, Outcome, Passwords, PipelineError, Run, Walls, Wanted, export, last_history};
use crate::linkage::weigh_pair;
use crate::model::decision::{Answer, Decision, End};
use crate::model::history::History;
use crate::model::link::{JudgedBy, Judgement, Link};
use crate::model::observation::Observation;
use crate::store::{Appended, Store};

/// A person's sitting over unsure pairs.
#[derive(Debug)]
pub struct Review {
    store: Store,
    wait: Duration,
    history: History,
    keys: Keys,
}

/// A pair to be answered: one that is not sure, or that somebody asks about.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// The link, with what it rests on; where there is none, what it would be.
    pub link: Link,
    /// The earlier row.
    pub earlier: Observation,
    /// The later row.
    pub later: Observation,
}

impl Review {
    /// Opens the history that the last run wrote to `folders`.
    pub fn open(folders: &Folders) -> Result<Self, PipelineError> {
        let (history, _) = last_history(folders)?;
        let keys = observation_keys(&history.editions, &history.observations);
        Ok(Self { store: super::store(folders), wait: folders.wait, history, keys })
    }

    /// Returns the unsure pairs that no decision answers.
    pub fn questions(&self) -> Result<Vec<Question>, PipelineError> {
        let answered = resolve(&self.store.decisions()?, &self.keys).answered;
        let is_answered = |link: &Link| {
            let ends = [&link.from, &link.to];
            answered.iter().any(|one| ends == [&one.earlier, &one.later] || ends == [&one.later, &one.earlier])
        };
        let row = |id| self.history.observations.iter().find(|row| &row.id == id).cloned();
        let unsure = self.history.links.iter().filter(|link| link.judgement == Judgement::Unsure);
        let open = unsure.filter(|link| !is_answered(link));
        Ok(open
            .filter_map(|link| Some(Question { link: link.clone(), earlier: row(&link.from)?, later: row(&link.to)? }))
            .collect())
    }

    /// Returns the pair of the rows called `a` and `b`, linked or not: ids as in history.json, or an edition and a label.
    pub fn question(&self, a: &str, b: &str) -> Result<Question, PipelineError> {
        let History { editions, observations, codes, links, .. } = &self.history;
        let (one, two) = (find(&self.history, a)?, find(&self.history, b)?);
        let weighed = weigh_pair(editions, observations, codes, &one.id, &two.id).ok_or_else(|| one_row(b))?;
        let (earlier, later) = if weighed.earlier == one.id { (one, two) } else { (two, one) };
        let known = links.iter().find(|link| link.from == earlier.id && link.to == later.id);
        let link = known.cloned().unwrap_or_else(|| Link {
            from: weighed.earlier,
            to: weighed.later,
            kind: weighed.kind,
            score: weighed.score,
            judgement: weighed.judgement,
            by: JudgedBy::Rule,
            evidence: weighed.evidence,
            runners_up: Vec::new(),
        });
        Ok(Question { link, earlier: earlier.clone(), later: later.clone() })
    }

    /// Writes down what a person answered.
    pub fn answer(&self, question: &Question, answer: Answer) -> Result<Appended, PipelineError> {
        let decision = Decision { answer, earlier: self.end(&question.earlier), later: self.end(&question.later) };
        let _lock = self.store.lock(self.wait, &mut |_| ())?;
        Ok(self.store.append_decision(&decision)?)
    }

    /// Takes an answer back. Returns false where decisions.toml has been changed since by somebody else.
    pub fn take_back(&self, appended: &Appended) -> Result<bool, PipelineError> {
        let _lock = self.store.lock(self.wait, &mut |_| ())?;
        Ok(self.store.take_back_decision(appended)?)
    }

    fn end(&self, row: &Observation) -> End {
        let wording = row.action.as_ref().map_or("", |action| action.raw.as_str());
        End {
            key: self.keys.get(&row.id).map_or_else(String::new, |[by_date, _]| by_date.clone()),
            edition: row.edition.0.clone(),
            label: row.label.clone().unwrap_or_default(),
            action: shortened(wording),
        }
    }
}

/// Makes the history anew out of what was read before, by the decisions there are now. `walls` are for sources that have to
/// be read again.
pub fn remake(folders: &Folders, walls: &Walls) -> Result<Outcome, PipelineError> {
    let mut run = Run::open(folders, "review", &mut |_| ())?;
    let mut ledger = run.ledger()?;
    let pdf = PdfReading { walls: walls.clone(), ..PdfReading::default() };
    ledger.refresh(&Reader::new(&run.kept.columns, &pdf, Passwords::default()));
    let wanted = Wanted { outputs: export::standing(&run.store), ..Wanted::default() };
    run.finish(ledger, Batch::default(), &wanted)
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 100;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
