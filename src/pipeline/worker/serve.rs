//! The worker's side: an order is read, obeyed and answered, within the limits it names.

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::thread;

use super::limits::confine;
use super::wire::{Message, Order, read_bytes, read_order, write_message};
use super::work::{STACK, work};

/// The exit code of a worker that could not have the memory it needs to begin.
pub const NO_MEMORY: u8 = 71;
/// The exit code of a worker that was told nothing it understands, or whose answer nobody takes.
pub const NO_ORDER: u8 = 70;

/// Obeys the order that comes over `input`, and answers over `out`. It ends when `input` does: who asked is gone then.
pub fn serve(mut input: impl Read + Send + 'static, mut out: impl Write + Send + 'static) -> ExitCode {
    let Ok(order) = read_order(&mut input) else { return NO_ORDER.into() };
    confine(order.memory, order.cpu);
    let bytes = match read_bytes(&mut input) {
        Ok(bytes) => bytes,
        Err(error) => return code_of(&error).into(),
    };
    // A stack of a size that leaves most of the memory to the work. It is not touched unless it is needed.
    let stack = STACK.min(usize::try_from(order.memory.saturating_mul(1 << 20) / 4).unwrap_or(STACK));
    let watch = move || {
        // Nothing more is said on the input; it ends when who asked is gone.
        let _ = io::copy(&mut input, &mut io::sink());
        leave();
    };
    let read = move || obey(&order, &bytes, &mut out);
    let watching = thread::Builder::new().stack_size(64 << 10).spawn(watch);
    let reading = thread::Builder::new().name("reader".to_owned()).stack_size(stack).spawn(read);
    match (watching, reading) {
        (Ok(_), Ok(reading)) => match reading.join() {
            Ok(Ok(())) => ExitCode::SUCCESS,
            Ok(Err(error)) => code_of(&error).into(),
            Err(_) => ExitCode::FAILURE,
        },
        _ => NO_MEMORY.into(),
    }
}

fn obey(order: &Order, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    work(order, bytes, &mut |message: Message| write_message(&message, out))
}

fn code_of(error: &io::Error) -> u8 {
    if error.kind() == io::ErrorKind::OutOfMemory { NO_MEMORY } else { NO_ORDER }
}

#[expect(clippy::exit, reason = "nobody is left to answer, and the work may go on without end")]
fn leave() {
    std::process::exit(i32::from(NO_ORDER));
}
