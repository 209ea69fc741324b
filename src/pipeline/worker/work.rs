//! What is done to the bytes of one source, in a worker or in this process: bytes to an [`Answer`].

use std::io;
use std::time::Duration;

use throughline_parsers::lines::Lines;
use throughline_parsers::pages::LinePlace;
use throughline_parsers::{Pages, Parsed, Problem, Vocabulary};

use super::limits::cpu_time;
use super::wire::{Answer, Message, Order, Task};
use crate::extract::pdf::PdfError;
use crate::extract::pdf::page::Page;
use crate::extract::pdf::witness::{Missing, Seen};
use crate::extract::{Content, ExtractError, Extracted, pdf};
use crate::pipeline::ReadError;
use crate::pipeline::places::{box_of, prune};
use crate::pipeline::read::guarded;
use crate::pipeline::settings::vocabulary;
use crate::store::document::{Missed, Remark, Testimony};

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
            let asked = order.task == Task::ReadAndWitness;
            let mut seen = Vec::new();
            let answer = read(&vocabulary(&order.columns), || {
                let mut show = |page: &Page| {
                    if asked {
                        seen.push(Seen::of(page));
                    }
                };
                Ok(extracted(pdf::read_and_show(bytes, password, &mut show).map_err(ExtractError::from)?))
            });
            let is_read = answer.failure.is_none();
            tell(Message::Read(Box::new(answer)))?;
            if !asked || !is_read {
                return Ok(());
            }
            let started = cpu_time();
            let testimony = witness(bytes, password, &seen);
            tell(Message::Testimony(testimony, micros(started)))
        }
        Task::Fallback => {
            let answer = read(&vocabulary(&order.columns), || {
                let mut scene = pdf::witness::fallback(bytes, password).map_err(ExtractError::from)?;
                let (pages, problems) = pdf::flow::pages(&scene);
                scene.remarks.extend(problems);
                Ok(extracted((pages, scene.remarks)))
            });
            tell(Message::Read(Box::new(answer)))
        }
        Task::Draw => {
            let vocabulary = vocabulary(&order.columns);
            let drawn = guarded(|| {
                let (pages, _) = pdf::read(bytes, password)?;
                let classed = throughline_parsers::parse_pages_classed(&pages, &vocabulary);
                pdf::overlay::draw(bytes, password, &pages, &classed, &mut |page, png| tell(Message::Page(page, png)))
            });
            end_of_drawing(drawn, tell)
        }
        Task::Cut => {
            let drawn =
                guarded(|| pdf::overlay::cut(bytes, password, &order.parts, &mut |piece| tell(Message::Piece(piece))));
            end_of_drawing(drawn, tell)
        }
    }
}

/// Tells why nothing could be drawn, where that is so.
fn end_of_drawing(
    drawn: Result<Result<io::Result<()>, PdfError>, ReadError>,
    tell: &mut dyn FnMut(Message) -> io::Result<()>,
) -> io::Result<()> {
    let failure = match drawn.and_then(|drawn| Ok(drawn.map_err(ExtractError::from)?)) {
        Ok(told) => return told,
        Err(error) => Some(error.into_failure()),
    };
    tell(Message::Read(Box::new(Answer { failure, ..Answer::default() })))
}

/// Reads what `extract` takes out of a source. A panic becomes a failure.
pub fn read(vocabulary: &Vocabulary, extract: impl FnOnce() -> Result<Extracted, ReadError>) -> Answer {
    let started = cpu_time();
    let mut answer = Answer::default();
    let done = guarded(extract).and_then(|extracted| extracted).and_then(|extracted| {
        answer.media_type = extracted.media_type;
        answer.remarks = extracted.remarks;
        parse(extracted.content, vocabulary)
    });
    match done {
        Ok((parsed, problems)) => {
            answer.parsed = parsed;
            answer.problems = problems;
        }
        Err(error) => {
            if answer.media_type.is_empty() {
                answer.media_type = error.media_type().to_owned();
            }
            answer.failure = Some(error.into_failure());
        }
    }
    answer.cost = micros(started);
    answer
}

fn extracted((pages, remarks): (Pages, Vec<String>)) -> Extracted {
    Extracted { media_type: "application/pdf".to_owned(), content: Content::Pages(pages), remarks }
}

fn parse(mut content: Content, vocabulary: &Vocabulary) -> Result<(Parsed, Vec<Remark>), ReadError> {
    let mut parsed = guarded(|| match &mut content {
        Content::Text(text) => throughline_parsers::parse(text, vocabulary),
        Content::Pages(pages) => throughline_parsers::parse_pages_once(pages, vocabulary),
    })?;
    if let Some(first) = parsed.rows.get(MOST_ROWS) {
        let line = first.start().map_or(0, |span| span.line);
        let place = match parsed.places.get(line as usize) {
            Some(place) => format!("page {}", place.page.saturating_add(1)),
            None => format!("line {}", line.saturating_add(1)),
        };
        return Err(ReadError::TooManyRows { rows: parsed.rows.len(), place, most: MOST_ROWS });
    }
    // Kept once, with their wording: the text itself is not.
    let problems = std::mem::take(&mut parsed.problems);
    let mut remarks = Vec::new();
    if !problems.is_empty() {
        let lines = Lines::new(content.text());
        remarks.extend(problems.iter().map(|problem| remark(problem, &lines, &parsed.places)));
    }
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

/// Asks the second reader which words it sees on the pages that the first, who saw `seen`, did not see.
fn witness(bytes: &[u8], password: Option<&str>, seen: &[Seen]) -> Testimony {
    let said = guarded(|| pdf::witness::missing(bytes, password, seen).map_err(ExtractError::from));
    match said.and_then(|said| said.map_err(ReadError::from)) {
        Ok(missing) => Testimony { asked: true, silence: None, missed: missing.into_iter().map(missed).collect() },
        Err(error) => Testimony { asked: true, silence: Some(error.to_string()), missed: Vec::new() },
    }
}

fn missed(missing: Missing) -> Missed {
    let mut text = String::new();
    for word in &missing.words {
        if text.len() > QUOTED {
            text.push('…');
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        // What is taken for one word may be a whole page.
        text.extend(word.chars().take(QUOTED));
    }
    Missed { page: missing.page.saturating_add(1), words: u32::try_from(missing.words.len()).unwrap_or(u32::MAX), text }
}

fn micros(started: Duration) -> u64 {
    u64::try_from(cpu_time().saturating_sub(started).as_micros()).unwrap_or(u64::MAX)
}
