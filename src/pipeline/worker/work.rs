//! What is done to the bytes of one source, in a worker or in this process: bytes to an [`Answer`].

use std::io;
use std::time::Duration;

use throughline_parsers::lines::Lines;
use throughline_parsers::pages::LinePlace;
use throughline_parsers::{Parsed, Problem, Vocabulary};

use super::limits::cpu_time;
use super::wire::{Answer, Message, Order, Task};
use crate::extract::{Content, Extracted, extract};
use crate::pipeline::ReadError;
use crate::pipeline::places::{box_of, prune};
use crate::pipeline::read::guarded;
use crate::pipeline::settings::vocabulary;
use crate::store::document::{Remark, Testimony};

/// The stack on which PDFs are read: nesting that is deep but honest goes through.
pub const STACK: usize = 64 << 20;

/// How much of the wording that a remark is about is kept, in characters.
const QUOTED: usize = 300;
/// How many rows a source may have: linking so many takes minutes and a few gigabytes, and a log of one series has hundreds.
const MOST_ROWS: usize = 200_000;

/// Does what `order` says to `bytes`, and tells every result as soon as it is there. It fails only where that cannot be told.
pub fn work(order: &Order, bytes: &[u8], tell: &mut dyn FnMut(Message) -> io::Result<()>) -> io::Result<()> {
    let password = order.password.as_ref().map(|secret| secret.0.as_str());
    match order.task {
        Task::Read | Task::ReadAndWitness => {
            let started = cpu_time();
            let vocabulary = vocabulary(&order.columns);
            let (answer, extracted) = read(|| extract(bytes, password).map_err(ReadError::from), &vocabulary, started);
            tell(Message::Read(Box::new(answer)))?;
            if let (Task::ReadAndWitness, Some(extracted)) = (order.task, extracted) {
                let started = cpu_time();
                let testimony = witness(bytes, password, &extracted);
                tell(Message::Testimony(testimony, micros(started)))?;
            }
            Ok(())
        }
        Task::Fallback | Task::Draw => Ok(()),
    }
}

/// Reads what `extract` takes out of a source. A panic becomes a failure.
pub fn read(
    extract: impl FnOnce() -> Result<Extracted, ReadError>,
    vocabulary: &Vocabulary,
    started: Duration,
) -> (Answer, Option<Extracted>) {
    let mut answer = Answer::default();
    let extracted = match guarded(extract).and_then(|extracted| extracted) {
        Ok(extracted) => extracted,
        Err(error) => {
            answer.media_type = error.media_type().to_owned();
            answer.failure = Some(error.into_failure());
            return (answer, None);
        }
    };
    answer.media_type.clone_from(&extracted.media_type);
    answer.remarks.clone_from(&extracted.remarks);
    let read = match parse(&extracted.content, vocabulary) {
        Ok((parsed, problems)) => {
            answer.parsed = parsed;
            answer.problems = problems;
            Some(extracted)
        }
        Err(error) => {
            answer.failure = Some(error.into_failure());
            None
        }
    };
    answer.cost = micros(started);
    (answer, read)
}

fn parse(content: &Content, vocabulary: &Vocabulary) -> Result<(Parsed, Vec<Remark>), ReadError> {
    let mut parsed = guarded(|| match content {
        Content::Text(text) => throughline_parsers::parse(text, vocabulary),
        Content::Pages(pages) => throughline_parsers::parse_pages(pages, vocabulary),
    })?;
    if let Some(first) = parsed.rows.get(MOST_ROWS) {
        let line = first.start().map_or(0, |span| span.line);
        let place = match parsed.places.get(line as usize) {
            Some(place) => format!("page {}", place.page.saturating_add(1)),
            None => format!("line {}", line.saturating_add(1)),
        };
        return Err(ReadError::TooManyRows { rows: parsed.rows.len(), place, most: MOST_ROWS });
    }
    let lines = Lines::new(content.text());
    // Kept once, with their wording: the text itself is not.
    let problems = std::mem::take(&mut parsed.problems);
    let remarks = problems.iter().map(|problem| remark(problem, &lines, &parsed.places)).collect();
    prune(&mut parsed);
    Ok((parsed, remarks))
}

fn remark(problem: &Problem, lines: &Lines<'_>, places: &[LinePlace]) -> Remark {
    let numbers = || problem.spans.iter().map(|span| span.line.saturating_add(1));
    let range = numbers().min().zip(numbers().max()).map(|(first, last)| [first, last]);
    let (page, bbox) = box_of(&problem.spans, places).unzip();
    let mut text = String::new();
    let mut length = 0;
    'pieces: for &span in &problem.spans {
        for word in lines.slice(span).split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            let left = QUOTED.saturating_sub(length);
            text.extend(word.chars().take(left));
            length += word.chars().count() + 1;
            if length > QUOTED {
                text.push('…');
                break 'pieces;
            }
        }
    }
    let lines = range.filter(|_| places.is_empty());
    Remark { kind: problem.kind, message: problem.message.clone(), lines, page, bbox, text }
}

fn witness(_bytes: &[u8], _password: Option<&str>, _extracted: &Extracted) -> Testimony {
    Testimony { asked: true, ..Testimony::default() }
}

fn micros(started: Duration) -> u64 {
    u64::try_from(cpu_time().saturating_sub(started).as_micros()).unwrap_or(u64::MAX)
}
