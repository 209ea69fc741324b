//! One source read: bytes to a document of the store. A failure of one source never takes the run with it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use throughline_parsers::lines::Lines;
use throughline_parsers::{Parsed, Problem, Vocabulary};
use tracing::{debug, info_span};

use super::ReadError;
use super::settings::{Columns, digest_of, vocabulary};
use crate::extract::{Content, extract};
use crate::model::ids::SourceId;
use crate::store::document::Remark;
use crate::store::{Document, ReadBy};

/// The version of what reads bytes and text. It is counted up whenever the same bytes may give other rows, so that
/// sources read before are read again.
const READERS: u32 = 1;
/// How much of the wording that a remark is about is kept, in characters.
const QUOTED: usize = 300;

/// What reads sources in this run.
pub struct Reader {
    vocabulary: Vocabulary,
    /// By what sources are read in this run.
    pub read_by: ReadBy,
}

impl Reader {
    /// Returns the reader that knows the headings of `columns` beside the common ones.
    pub fn new(columns: &Columns) -> Self {
        let read_by =
            ReadBy { program: env!("CARGO_PKG_VERSION").to_owned(), readers: READERS, layouts: digest_of(columns) };
        Self { vocabulary: vocabulary(columns), read_by }
    }

    /// Reads the source `id`, whose bytes are `bytes`. Where it was found is left to the caller.
    pub fn read(&self, id: SourceId, bytes: &[u8]) -> Document {
        let span = info_span!("read", source = %id);
        let _entered = span.enter();
        let mut document = Document {
            id,
            places: std::collections::BTreeSet::new(),
            date: None,
            supersedes: None,
            media_type: String::new(),
            bytes: bytes.len() as u64,
            read_by: self.read_by.clone(),
            problem: None,
            remarks: Vec::new(),
            problems: Vec::new(),
            parsed: Parsed::default(),
        };
        if let Err(error) = self.fill(&mut document, bytes) {
            document.problem = Some(error.to_string());
        }
        debug!(rows = document.parsed.rows.len(), problem = document.problem, "read");
        document
    }

    /// Fills in what the bytes say.
    fn fill(&self, document: &mut Document, bytes: &[u8]) -> Result<(), ReadError> {
        let extracted = guarded(|| extract(bytes, None))?.inspect_err(|error| {
            document.media_type = error.media_type().to_owned();
        })?;
        document.media_type = extracted.media_type;
        document.remarks = extracted.remarks;
        document.parsed = guarded(|| match &extracted.content {
            Content::Text(text) => throughline_parsers::parse(text, &self.vocabulary),
            Content::Pages(pages) => throughline_parsers::parse_pages(pages, &self.vocabulary),
        })?;
        if let Some(first) = document.parsed.rows.get(MOST_ROWS) {
            let line = first.start().map_or(0, |span| span.line.saturating_add(1));
            let rows = document.parsed.rows.len();
            document.parsed = throughline_parsers::Parsed::default();
            return Err(ReadError::TooManyRows { rows, line, most: MOST_ROWS });
        }
        let lines = Lines::new(extracted.content.text());
        // Kept once, with their wording: the text itself is not.
        let problems = std::mem::take(&mut document.parsed.problems);
        document.problems = problems.iter().map(|problem| remark(problem, &lines)).collect();
        Ok(())
    }
}

/// How many rows a source may have: linking so many takes minutes and a few gigabytes, and a log of one series has hundreds.
const MOST_ROWS: usize = 200_000;

/// Runs `work`; a panic in it becomes an error that names it.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, ReadError> {
    // What `work` leaves half done is dropped with it, so nothing broken can be seen afterwards.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        ReadError::Internal(format!("internal error while reading it: {}", panic_message(payload.as_ref())))
    })
}

/// Returns what a panic said.
pub fn panic_message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

fn remark(problem: &Problem, lines: &Lines<'_>) -> Remark {
    let numbers = || problem.spans.iter().map(|span| span.line.saturating_add(1));
    let range = numbers().min().zip(numbers().max()).map(|(first, last)| [first, last]);
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
    Remark { kind: problem.kind, message: problem.message.clone(), lines: range, text }
}
