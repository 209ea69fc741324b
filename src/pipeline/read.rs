//! One source read: bytes to a document of the store. A failure of one source never takes the run with it.
//!
//! Text is read in this process. A PDF is read in a process of its own (see [`worker`](super::worker)); where its first
//! reader cannot open it, or dies of it, the second one is tried.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use throughline_parsers::Vocabulary;
use tracing::{debug, info_span};

use super::late::{Asking, Heard, Late};
use super::settings::{Columns, PdfReading, digest_of, vocabulary};
use super::worker::{self, Answer, Death, Message, Order, Secret, Task, Walls};
use super::{ReadError, passwords::Passwords};
use crate::extract::pdf::overlay::{Part, Piece};
use crate::extract::{extract, is_pdf};
use crate::model::ids::SourceId;
use crate::store::document::Testimony;
use crate::store::{Document, Failure, Obstacle, Place, ReadBy};

/// The version of what reads bytes and text. It is counted up whenever the same bytes may give other rows, so that
/// sources read before are read again.
const READERS: u32 = 6;

/// What reads sources in this run.
pub struct Reader {
    vocabulary: Vocabulary,
    columns: Columns,
    pdf: PdfReading,
    passwords: Passwords,
    costs: Arc<Mutex<Costs>>,
    /// Whether the second reader is heard of some source while other work goes on.
    busy: Arc<AtomicBool>,
    /// By what sources are read in this run.
    pub read_by: ReadBy,
}

/// What reading PDFs cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Costs {
    /// How many were read.
    pub pdfs: usize,
    /// The CPU time that reading them took.
    pub reading: Duration,
    /// The CPU time that asking the second reader about them took.
    pub witness: Duration,
}

impl Reader {
    /// Returns the reader that knows the headings of `columns` beside the common ones.
    pub fn new(columns: &Columns, pdf: &PdfReading, passwords: Passwords) -> Self {
        let read_by =
            ReadBy { program: env!("CARGO_PKG_VERSION").to_owned(), readers: READERS, layouts: digest_of(columns) };
        Self {
            vocabulary: vocabulary(columns),
            columns: columns.clone(),
            pdf: pdf.clone(),
            passwords,
            costs: Arc::default(),
            busy: Arc::default(),
            read_by,
        }
    }

    /// Reads the source `id`, whose bytes are `bytes`, found at `places`. That it was found there is left to the caller
    /// to note.
    pub fn read<'a>(&self, id: SourceId, places: impl IntoIterator<Item = &'a Place>, bytes: &[u8]) -> Document {
        let span = info_span!("read", source = %id);
        let _entered = span.enter();
        let (answer, testimony) = if is_pdf(bytes) {
            let password = self.passwords.of(&id, places).cloned();
            let read = guarded(|| self.read_pdf(bytes, password));
            read.unwrap_or_else(|error| (Answer { failure: Some(error.into_failure()), ..Answer::default() }, None))
        } else {
            let answer = worker::read(&self.vocabulary, || Ok(extract(bytes, None)?));
            (answer, None)
        };
        self.document(id, bytes.len(), answer, testimony)
    }

    /// Reads a source as [`Reader::read`] does, but may leave out what the second reader says of it, which comes later.
    pub fn read_early(&self, id: SourceId, place: &Place, bytes: Vec<u8>) -> (Document, Option<Late>) {
        let Some(program) = self.pdf.walls.program.as_ref().filter(|_| self.pdf.witness && is_pdf(&bytes)) else {
            return (self.read(id, [place], &bytes), None);
        };
        if self.busy.swap(true, Ordering::Acquire) {
            return (self.read(id, [place], &bytes), None);
        }
        let span = info_span!("read", source = %id);
        let _entered = span.enter();
        let (password, bytes) = (self.passwords.of(&id, [place]).cloned(), Arc::new(bytes));
        let asking = Asking {
            program: program.clone(),
            order: self.order(Task::ReadAndWitness, password.clone()),
            bytes: Arc::clone(&bytes),
            walls: self.pdf.walls.clone(),
            time: self.pdf.walls.span(),
            costs: Arc::clone(&self.costs),
            busy: Arc::clone(&self.busy),
        };
        let read = guarded(|| match asking.begin() {
            Ok((answer, late)) => (Answer { media_type: PDF.to_owned(), ..*answer }, None, Some(late)),
            Err(heard) => {
                let (answer, testimony) = self.judge(*heard, &bytes, password);
                (answer, testimony, None)
            }
        });
        let (answer, testimony, late) = read
            .unwrap_or_else(|error| (Answer { failure: Some(error.into_failure()), ..Answer::default() }, None, None));
        (self.document(id, bytes.len(), answer, testimony), late)
    }

    fn document(&self, id: SourceId, bytes: usize, answer: Answer, testimony: Option<Testimony>) -> Document {
        let mut document = Document {
            id,
            places: BTreeSet::new(),
            date: None,
            supersedes: None,
            media_type: answer.media_type,
            bytes: bytes as u64,
            read_by: self.read_by.clone(),
            problem: None,
            obstacle: None,
            remarks: answer.remarks,
            testimony,
            problems: answer.problems,
            parsed: answer.parsed,
        };
        if let Some(failure) = answer.failure {
            document.fail(failure);
        }
        debug!(rows = document.parsed.rows.len(), problem = document.problem, "read");
        document
    }

    /// Has the pages of a PDF drawn with what was found on them, and hands over each as a PNG, counted from 1.
    pub fn draw(
        &self,
        id: &SourceId,
        places: &BTreeSet<Place>,
        bytes: &[u8],
        each: &mut (dyn FnMut(u32, &[u8]) + Send),
    ) -> Result<(), Failure> {
        let order = self.order(Task::Draw, self.passwords.of(id, places).cloned());
        let mut failure = None;
        let mut hear = |message| match message {
            Message::Page(number, png) => each(number, &png),
            Message::Read(answer) => failure = answer.failure,
            Message::Testimony(..) | Message::Piece(_) => {}
        };
        let end = self.have_drawn(&order, bytes, &mut hear);
        failure.map_or(end, Err)
    }

    /// Has parts of the pages of a PDF drawn, and hands over each.
    pub fn cut(
        &self,
        id: &SourceId,
        places: &BTreeSet<Place>,
        bytes: &[u8],
        parts: Vec<Part>,
        each: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<(), Failure> {
        let order = Order { parts, ..self.order(Task::Cut, self.passwords.of(id, places).cloned()) };
        let mut failure = None;
        let mut hear = |message| match message {
            Message::Piece(piece) => each(piece),
            Message::Read(answer) => failure = answer.failure,
            Message::Testimony(..) | Message::Page(..) => {}
        };
        let end = self.have_drawn(&order, bytes, &mut hear);
        failure.map_or(end, Err)
    }

    fn have_drawn(&self, order: &Order, bytes: &[u8], hear: &mut (dyn FnMut(Message) + Send)) -> Result<(), Failure> {
        let walls = &self.pdf.walls;
        match &walls.program {
            Some(program) => {
                let end = worker::ask(program, order, bytes, walls, walls.span(), &mut |message| hear(message)).end;
                end.map_err(|death| ReadError::from(death).into_failure())
            }
            None => {
                here(order, bytes, hear);
                Ok(())
            }
        }
    }

    /// Tells whether `document` needs not be read again: it was read in the way of this run, and whatever stood in the
    /// way then would do so now.
    pub fn is_done_with(&self, document: &Document) -> bool {
        let walls = &self.pdf.walls;
        let in_the_way = match document.obstacle {
            Some(Obstacle::Password) => self.passwords.of(&document.id, &document.places).is_none(),
            Some(Obstacle::Memory { limit }) => walls.memory <= limit,
            Some(Obstacle::Cpu { limit }) => walls.cpu <= limit,
            Some(Obstacle::Time { limit }) => walls.time <= limit,
            Some(Obstacle::Worker | Obstacle::Killed) => false,
            _ => true,
        };
        let asked = document.testimony.as_ref().is_none_or(|testimony| testimony.asked || !self.pdf.witness);
        document.read_by == self.read_by && in_the_way && asked
    }

    /// Returns what reading PDFs has cost so far.
    pub fn costs(&self) -> Costs {
        *self.costs.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn read_pdf(&self, bytes: &[u8], password: Option<Secret>) -> (Answer, Option<Testimony>) {
        let task = if self.pdf.witness { Task::ReadAndWitness } else { Task::Read };
        let first = self.ask(task, password.clone(), bytes, self.pdf.walls.span());
        self.judge(first, bytes, password)
    }

    /// Returns what the first reader read; what the second one did, where it could not.
    fn judge(&self, mut first: Heard, bytes: &[u8], password: Option<Secret>) -> (Answer, Option<Testimony>) {
        let took = first.took;
        let (answer, failure) = match (first.answer.take(), &first.death) {
            (Some(mut answer), _) if answer.failure.is_none() => {
                answer.media_type = PDF.to_owned();
                let testimony = Testimony { asked: self.pdf.witness, ..first.testimony() };
                return (*answer, Some(testimony));
            }
            (Some(mut answer), _) => {
                let failure = answer.failure.take();
                (*answer, failure)
            }
            (None, death) => {
                let death = death.clone().unwrap_or_else(|| Death::Nonsense("it said nothing".to_owned()));
                (Answer::default(), Some(ReadError::from(death).into_failure()))
            }
        };
        let left = self.pdf.walls.span().saturating_sub(took);
        let second = failure.as_ref().filter(|failure| may_fall_back(failure) && left > Duration::ZERO);
        if let Some(failure) = second
            && let Some(mut second) = self.ask(Task::Fallback, password, bytes, left).answer
            && second.failure.is_none()
        {
            second.media_type = PDF.to_owned();
            second.remarks.insert(
                0,
                format!("read by the second reader, which sees no rulings and no colours: {}", failure.message),
            );
            return (*second, None);
        }
        (Answer { media_type: PDF.to_owned(), failure, ..answer }, None)
    }

    fn order(&self, task: Task, password: Option<Secret>) -> Order {
        let Walls { memory, cpu, .. } = self.pdf.walls;
        Order { task, columns: self.columns.clone(), password, parts: Vec::new(), memory, cpu }
    }

    /// Has `task` done on `bytes`, in a worker or, where there is no program for one, in this process.
    fn ask(&self, task: Task, password: Option<Secret>, bytes: &[u8], time: Duration) -> Heard {
        let walls = &self.pdf.walls;
        let order = self.order(task, password);
        let mut heard = Heard::default();
        match &walls.program {
            Some(program) => {
                let asked = worker::ask(program, &order, bytes, walls, time, &mut |message| heard.take(message));
                heard.death = asked.end.err();
                heard.took = asked.took;
            }
            None => here(&order, bytes, &mut |message| heard.take(message)),
        }
        heard.note(task, &self.costs);
        heard
    }
}

/// What the content of a PDF is called.
pub const PDF: &str = "application/pdf";

/// Tells whether the second reader may do better. Where a limit on time was reached there is no time left.
fn may_fall_back(failure: &Failure) -> bool {
    matches!(failure.obstacle, Obstacle::Damaged | Obstacle::Crash | Obstacle::Memory { .. } | Obstacle::Internal)
}

/// Obeys `order` in this process, on a stack as large as a worker's.
fn here(order: &Order, bytes: &[u8], hear: &mut (dyn FnMut(Message) + Send)) {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(worker::STACK);
        let mut tell = |message| {
            hear(message);
            Ok(())
        };
        // What panics is caught inside; what cannot be caught ends this process.
        if let Ok(thread) = builder.spawn_scoped(scope, move || worker::work(order, bytes, &mut tell)) {
            let _ = thread.join();
        }
    });
}

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
