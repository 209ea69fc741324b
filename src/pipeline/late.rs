//! A PDF heard in two parts: what it says, and later, while other work is done, what the second reader says of it.
//!
//! In: an order for a worker. Out: its answer as soon as that is there, and a [`Late`] from which the testimony is had. Of a
//! [`Reader`](super::read::Reader), one source at a time is heard so: a worker more than there are processors is enough.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::read::Costs;
use super::worker::{self, Answer, Death, Message, Order, Task, Walls};
use crate::store::document::Testimony;

/// What is heard of a worker.
#[derive(Debug, Default)]
pub struct Heard {
    /// What was read.
    pub answer: Option<Box<Answer>>,
    /// What the second reader says.
    pub testimony: Option<Testimony>,
    /// Of what the worker died, where it did.
    pub death: Option<Death>,
    /// How long it took.
    pub took: Duration,
    cost: u64,
    witness_cost: u64,
}

impl Heard {
    /// Takes in a message.
    pub fn take(&mut self, message: Message) {
        match message {
            Message::Read(answer) => {
                self.cost = answer.cost;
                self.answer = Some(answer);
            }
            Message::Testimony(testimony, cost) => {
                self.testimony = Some(testimony);
                self.witness_cost = cost;
            }
            Message::Page(..) | Message::Piece(_) => {}
        }
    }

    /// Adds up what the worker cost that did `task`.
    pub fn note(&self, task: Task, costs: &Mutex<Costs>) {
        let mut costs = costs.lock().unwrap_or_else(PoisonError::into_inner);
        costs.pdfs += usize::from(task != Task::Fallback);
        costs.reading += Duration::from_micros(self.cost);
        costs.witness += Duration::from_micros(self.witness_cost);
    }

    /// Returns what the second reader said; where it died, that it did.
    pub fn testimony(self) -> Testimony {
        let silence = self.death.map(|death| death.to_string());
        self.testimony.unwrap_or(Testimony { asked: true, silence, missed: Vec::new() })
    }
}

/// What the second reader has still to say of a source.
#[derive(Debug)]
pub struct Late(JoinHandle<Heard>);

impl Late {
    /// Waits for it.
    pub fn wait(self) -> Testimony {
        let unheard =
            || Heard { death: Some(Death::Nonsense("it was not heard to the end".to_owned())), ..Heard::default() };
        self.0.join().unwrap_or_else(|_| unheard()).testimony()
    }
}

/// What one worker is told, and by whom it is heard.
pub struct Asking {
    /// The program that the worker is.
    pub program: PathBuf,
    /// What it is to do.
    pub order: Order,
    /// The bytes it is to do it on.
    pub bytes: Arc<Vec<u8>>,
    /// Its limits.
    pub walls: Walls,
    /// How long it may take.
    pub time: Duration,
    /// What reading costs.
    pub costs: Arc<Mutex<Costs>>,
    /// Whether a source is heard in two parts; set by who asks, and unset when the worker is done.
    pub busy: Arc<AtomicBool>,
}

impl Asking {
    /// Returns what was read as soon as it is there. Where nothing could be read, everything that was heard.
    pub fn begin(self) -> Result<(Box<Answer>, Late), Box<Heard>> {
        let (send, answered) = channel();
        let hearing = thread::spawn(move || {
            let Self { program, order, bytes, walls, time, costs, busy } = self;
            let mut heard = Heard::default();
            let asked = worker::ask(&program, &order, &bytes, &walls, time, &mut |message| {
                heard.take(message);
                if let Some(answer) = heard.answer.take_if(|answer| answer.failure.is_none()) {
                    // Who asked waits for it.
                    let _ = send.send(answer);
                }
            });
            (heard.death, heard.took) = (asked.end.err(), asked.took);
            heard.note(order.task, &costs);
            busy.store(false, Ordering::Release);
            heard
        });
        match answered.recv() {
            Ok(answer) => Ok((answer, Late(hearing))),
            Err(_) => Err(Box::new(hearing.join().unwrap_or_default())),
        }
    }
}
