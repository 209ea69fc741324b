//! What goes over the wire between the program and its workers: frames, each a kind, a length and so many bytes.

use std::fmt;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use throughline_parsers::Parsed;

use crate::extract::pdf::overlay::{Part, Piece};
use crate::pipeline::settings::Columns;
use crate::store::Failure;
use crate::store::document::{Remark, Testimony};

/// What a worker is to do. The bytes of the file follow in a frame of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The work.
    pub task: Task,
    /// Headings of columns added by the user.
    pub columns: Columns,
    /// The password to open the file with.
    pub password: Option<Secret>,
    /// The parts of pages to be shown.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// How much memory may be taken, in MiB.
    pub memory: u64,
    /// How much CPU time may be taken, in seconds.
    pub cpu: u64,
}

/// What a worker can do with a PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// Read it by its geometry.
    #[default]
    Read,
    /// Read it by its geometry, then ask the second reader which words it sees besides.
    ReadAndWitness,
    /// Read it by the second reader.
    Fallback,
    /// Draw its pages with what was found on them.
    Draw,
    /// Draw parts of its pages, each with a row marked on it.
    Cut,
}

/// A password. It is handed on, and shown nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// What it read.
    Read(Box<Answer>),
    /// What the second reader says of it, and the CPU time that took, in microseconds.
    Testimony(Testimony, u64),
    /// A page drawn, counted from 1: the bytes of a PNG.
    Page(u32, Vec<u8>),
    /// A part of a page drawn.
    Piece(Piece),
}

/// What a source says: the part of a document of the store that reading fills in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What its content is.
    pub media_type: String,
    /// Why it could not be read, where it could not.
    pub failure: Option<Failure>,
    /// Remarks on the reading of its bytes.
    pub remarks: Vec<String>,
    /// The parser's remarks, with the wording they are about.
    pub problems: Vec<Remark>,
    /// What was cut out of its text. By far the most of an answer, it goes over the wire in a denser form than the rest.
    #[serde(skip)]
    pub parsed: Parsed,
    /// How much CPU time it took, in microseconds.
    pub cost: u64,
}

/// The kinds of frames.
const ORDER: u8 = b'o';
const BYTES: u8 = b'b';
const READ: u8 = b'r';
const TESTIMONY: u8 = b't';
const PAGE: u8 = b'p';
const PIECE: u8 = b'c';

/// How long an order may be.
const LONGEST_ORDER: u64 = 64 << 20;

/// Writes an order and the bytes it is about.
pub fn write_order(order: &Order, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    write_frame(ORDER, &[&serde_json::to_vec(order)?], out)?;
    write_frame(BYTES, &[bytes], out)?;
    out.flush()
}

/// Reads an order.
pub fn read_order(input: &mut impl Read) -> io::Result<Order> {
    match read_frame(input, LONGEST_ORDER)? {
        Some((ORDER, payload)) => Ok(serde_json::from_slice(&payload)?),
        _ => Err(nonsense("no order was given")),
    }
}

/// Reads the bytes that an order is about.
pub fn read_bytes(input: &mut impl Read) -> io::Result<Vec<u8>> {
    match read_frame(input, u64::MAX)? {
        Some((BYTES, payload)) => Ok(payload),
        _ => Err(nonsense("no bytes were given")),
    }
}

/// Writes a message.
pub fn write_message(message: &Message, out: &mut impl Write) -> io::Result<()> {
    match message {
        Message::Read(answer) => {
            let head = serde_json::to_vec(answer)?;
            let size = postcard::experimental::serialized_size(&answer.parsed).map_err(io::Error::other)?;
            let parsed = postcard::to_extend(&answer.parsed, Vec::with_capacity(size)).map_err(io::Error::other)?;
            write_frame(READ, &[&(head.len() as u64).to_le_bytes(), &head, &parsed], out)?;
        }
        Message::Testimony(testimony, cost) => {
            write_frame(TESTIMONY, &[&cost.to_le_bytes(), &serde_json::to_vec(testimony)?], out)?;
        }
        Message::Piece(Piece { part, size: [width, height], png }) => {
            let sizes = [&part.to_le_bytes()[..], &width.to_le_bytes(), &height.to_le_bytes(), png];
            write_frame(PIECE, &sizes, out)?;
        }
        Message::Page(number, png) => write_frame(PAGE, &[&number.to_le_bytes(), png], out)?,
    }
    out.flush()
}

/// Reads a message of no more than `longest` bytes; none where the worker has nothing more to say.
pub fn read_message(input: &mut impl Read, longest: u64) -> io::Result<Option<Message>> {
    let Some((kind, payload)) = read_frame(input, longest)? else { return Ok(None) };
    let message = match kind {
        READ => {
            let (length, rest) = payload.split_first_chunk().ok_or_else(|| nonsense("a frame is too short"))?;
            let split =
                usize::try_from(u64::from_le_bytes(*length)).ok().and_then(|length| rest.split_at_checked(length));
            let (head, parsed) = split.ok_or_else(|| nonsense("a frame is too short"))?;
            let mut answer: Answer = serde_json::from_slice(head)?;
            answer.parsed = postcard::from_bytes(parsed).map_err(io::Error::other)?;
            Message::Read(Box::new(answer))
        }
        TESTIMONY => {
            let (cost, rest) = payload.split_first_chunk().ok_or_else(|| nonsense("a frame is too short"))?;
            Message::Testimony(serde_json::from_slice(rest)?, u64::from_le_bytes(*cost))
        }
        PAGE => {
            let (number, png) = payload.split_first_chunk().ok_or_else(|| nonsense("a frame is too short"))?;
            Message::Page(u32::from_le_bytes(*number), png.to_vec())
        }
        PIECE => {
            let short = || nonsense("a frame is too short");
            let (part, rest) = payload.split_first_chunk().ok_or_else(short)?;
            let (width, rest) = rest.split_first_chunk().ok_or_else(short)?;
            let (height, png) = rest.split_first_chunk().ok_or_else(short)?;
            let size = [*width, *height].map(u16::from_le_bytes);
            Message::Piece(Piece { part: u32::from_le_bytes(*part), size, png: png.to_vec() })
        }
        _ => return Err(nonsense("a frame is of no known kind")),
    };
    Ok(Some(message))
}

fn write_frame(kind: u8, parts: &[&[u8]], out: &mut impl Write) -> io::Result<()> {
    let length: u64 = parts.iter().map(|part| part.len() as u64).sum();
    out.write_all(&[kind])?;
    out.write_all(&length.to_le_bytes())?;
    parts.iter().try_for_each(|part| out.write_all(part))
}

/// Reads a frame; nothing where there is no further one.
fn read_frame(input: &mut impl Read, longest: u64) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut kind = Vec::new();
    input.by_ref().take(1).read_to_end(&mut kind)?;
    let Some(&kind) = kind.first() else { return Ok(None) };
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > longest {
        return Err(nonsense(&format!("a frame of {length} bytes is announced")));
    }
    // Room is set aside for it; only what really comes takes up memory.
    let mut payload = Vec::new();
    if let Ok(length) = usize::try_from(length) {
        payload.try_reserve_exact(length)?;
    }
    input.by_ref().take(length).read_to_end(&mut payload)?;
    if payload.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some((kind, payload)))
}

fn nonsense(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}
