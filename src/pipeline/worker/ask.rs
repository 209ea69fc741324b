//! The asking side: a worker is started, told what to do, heard, and ended when its time is over.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::serve::NO_MEMORY;
use super::walls::{Death, Walls};
use super::wire::{Message, Order, read_message, write_order};

/// How much of what a worker complains about is looked at.
const COMPLAINT: u64 = 64 << 10;
/// How many messages may wait to be heard.
const WAITING: usize = 4;

/// How a worker ended, and how long it took.
#[derive(Debug)]
pub struct Asked {
    /// Why it did not come to its end, where it did not.
    pub end: Result<(), Death>,
    /// How long it took.
    pub took: Duration,
}

/// Has the worker that `program` is obey `order` on `bytes` within `walls`, and hears every message as it comes.
/// `time` is how long it may take.
pub fn ask(
    program: &Path,
    order: &Order,
    bytes: &[u8],
    walls: &Walls,
    time: Duration,
    hear: &mut dyn FnMut(Message),
) -> Asked {
    let started = Instant::now();
    let end = converse(program, order, bytes, walls, started + time, hear);
    Asked { end, took: started.elapsed() }
}

fn converse(
    program: &Path,
    order: &Order,
    bytes: &[u8],
    walls: &Walls,
    deadline: Instant,
    hear: &mut dyn FnMut(Message),
) -> Result<(), Death> {
    let mut worker = Worker::start(program).map_err(|error| Death::Start(error.to_string()))?;
    let (mut input, output, mut complaints) = worker.pipes()?;
    // What it says must fit into the memory that it may take.
    let longest = walls.memory.saturating_mul(1 << 20);
    thread::scope(|scope| {
        // Each pipe has a thread of its own, so that none can fill up and stop the others.
        let speaking = scope.spawn(move || {
            // A worker that does not listen to the end has died; that is seen by how it ended.
            let told = write_order(order, bytes, &mut input).and_then(|()| input.flush());
            told.map(|()| input)
        });
        let complaint = scope.spawn(move || {
            let mut text = Vec::new();
            let _ = complaints.by_ref().take(COMPLAINT).read_to_end(&mut text);
            let _ = std::io::copy(&mut complaints, &mut std::io::sink());
            String::from_utf8_lossy(&text).into_owned()
        });
        let (send, heard) = sync_channel(WAITING);
        scope.spawn(move || {
            let mut output = std::io::BufReader::with_capacity(1 << 16, output);
            loop {
                let message = read_message(&mut output, longest);
                let last = !matches!(message, Ok(Some(_)));
                if send.send(message).is_err() || last {
                    break;
                }
            }
        });
        let stopped = listen(&heard, deadline, walls, hear);
        drop(heard);
        if stopped.is_err() {
            worker.kill();
        }
        let status = worker.wait().map_err(|error| Death::Start(error.to_string()));
        let complaint = complaint.join().unwrap_or_default();
        // Its input is held open until here: a worker whose input ends takes it that nobody waits for it any more.
        drop(speaking);
        match (stopped, death(status?, &complaint, walls)) {
            (Err(Death::Time(limit)), _) => Err(Death::Time(limit)),
            // What was killed for talking nonsense did not die of anything else; what died in the middle of a word did.
            (Err(nonsense), Some(Death::Killed(9)) | None) => Err(nonsense),
            (_, Some(death)) => Err(death),
            (Ok(()), None) => Ok(()),
        }
    })
}

/// Hears messages until there are no more. Fails where the time is over, or something else than a message comes.
fn listen(
    heard: &Receiver<std::io::Result<Option<Message>>>,
    deadline: Instant,
    walls: &Walls,
    hear: &mut dyn FnMut(Message),
) -> Result<(), Death> {
    loop {
        match heard.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(Ok(Some(message))) => hear(message),
            Ok(Ok(None)) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Ok(Err(error)) => return Err(Death::Nonsense(error.to_string())),
            Err(RecvTimeoutError::Timeout) => return Err(Death::Time(walls.time)),
        }
    }
}

/// Says of what a worker died that ended with `status` and complained so.
fn death(status: ExitStatus, complaint: &str, walls: &Walls) -> Option<Death> {
    if status.success() {
        return None;
    }
    let out_of_memory = complaint.contains("memory allocation of") || complaint.contains("out of memory");
    if out_of_memory || status.code() == Some(i32::from(NO_MEMORY)) {
        return Some(Death::Memory(walls.memory));
    }
    if complaint.contains("has overflowed its stack") {
        return Some(Death::Stack);
    }
    Some(match (signal(status), status.code()) {
        (Some(signal), _) if is_cpu_limit(signal) => Death::Cpu(walls.cpu),
        (Some(signal), _) if is_from_outside(signal) => Death::Killed(signal),
        (Some(signal), _) => Death::Signal(signal),
        (None, code) => Death::Exit(code.unwrap_or(-1)),
    })
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}

#[cfg(unix)]
fn is_cpu_limit(signal: i32) -> bool {
    signal == rustix::process::Signal::XCPU.as_raw()
}

/// Tells whether a signal comes from somebody else: a system short of memory, or a person.
#[cfg(unix)]
fn is_from_outside(signal: i32) -> bool {
    use rustix::process::Signal;
    [Signal::KILL, Signal::TERM, Signal::INT, Signal::HUP].iter().any(|outside| outside.as_raw() == signal)
}

#[cfg(not(unix))]
fn is_from_outside(_signal: i32) -> bool {
    false
}

#[cfg(not(unix))]
fn is_cpu_limit(_signal: i32) -> bool {
    false
}

/// A worker that does not outlive its use.
struct Worker(Child);

type Pipes = (std::process::ChildStdin, std::process::ChildStdout, std::process::ChildStderr);

impl Worker {
    fn start(program: &Path) -> std::io::Result<Self> {
        let mut command = Command::new(program);
        command.arg("worker").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A trace of the stack would only be read to be thrown away, and reading the symbols for it takes long.
        command.env("RUST_BACKTRACE", "0");
        // The allocator sets room aside in pieces of so many KiB, and the limit on memory counts what is set aside. Large
        // pages would make of every small need a large one. What is freed is soon needed again, for the next page.
        command.env("MIMALLOC_ARENA_RESERVE", "32768").env("MIMALLOC_ALLOW_THP", "0").env("MIMALLOC_PURGE_DELAY", "-1");
        command.spawn().map(Self)
    }

    fn pipes(&mut self) -> Result<Pipes, Death> {
        let Self(child) = self;
        match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
            (Some(input), Some(output), Some(complaints)) => Ok((input, output, complaints)),
            _ => Err(Death::Start("it has no pipes".to_owned())),
        }
    }

    fn kill(&mut self) {
        // It fails where the worker has ended already.
        let _ = self.0.kill();
    }

    fn wait(&mut self) -> std::io::Result<ExitStatus> {
        self.0.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
        let _ = self.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt as _;

    use super::*;

    #[test]
    fn who_is_killed_has_not_crashed() {
        let death = |signal| death(ExitStatus::from_raw(signal), "", &Walls::default());
        assert_eq!(death(9), Some(Death::Killed(9)));
        assert_eq!(death(15), Some(Death::Killed(15)));
        assert_eq!(death(11), Some(Death::Signal(11)));
        assert_eq!(death(0), None);
    }
}
