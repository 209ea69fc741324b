//! Whether all that a page draws could be taken out of the file: a library draws what it has, and says nothing of the
//! rest.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;

const MISSING: &str = "what is drawn on it cannot be found in the file";
const UNDECODED: &str = "what is drawn on it cannot be unpacked";
const DAMAGED: &str = "what is drawn on it is damaged: words may be missing or wrong";

/// How far before the end of a compressed stream its check sum is looked for: some files say that a stream is longer
/// than it is.
const TAIL: usize = 4096;

/// Says what is wrong with the content of a page, where something is.
pub fn problem(page: &Page<'_>) -> Option<&'static str> {
    let key = b"Contents".as_slice();
    let entries = page.raw();
    if let Some(stream) = entries.get::<Stream<'_>>(key) {
        return wrong(&stream, page.page_stream());
    }
    if let Some(pieces) = entries.get::<Array<'_>>(key) {
        let named = pieces.raw_iter().count();
        let found: Vec<Stream<'_>> = pieces.iter::<Object<'_>>().filter_map(Object::into_stream).collect();
        let wrong = found.iter().find_map(|piece| wrong(piece, piece.decoded_data().ok().as_deref()));
        return wrong.or((found.len() < named).then_some(MISSING));
    }
    entries.contains_key(key).then_some(MISSING)
}

fn wrong(stream: &Stream<'_>, data: Option<&[u8]>) -> Option<&'static str> {
    let Some(data) = data else { return Some(UNDECODED) };
    // What is wrong with a compressed stream is left out by who unpacks it; other filters stop at what they do not know.
    let damaged = is_compressed(stream.dict()) && !is_whole(&stream.raw_data(), data);
    damaged.then_some(DAMAGED)
}

/// Tells whether a stream is compressed in the common way, and in no other way besides.
fn is_compressed(entries: &Dict<'_>) -> bool {
    let key = b"Filter".as_slice();
    let filters: Vec<Name<'_>> = match entries.get::<Array<'_>>(key) {
        Some(filters) => filters.iter::<Name<'_>>().collect(),
        None => entries.get::<Name<'_>>(key).into_iter().collect(),
    };
    let plain = !entries.contains_key(b"DecodeParms".as_slice()) && !entries.contains_key(b"DP".as_slice());
    plain && matches!(filters.as_slice(), [filter] if matches!(&**filter, b"FlateDecode" | b"Fl"))
}

/// Tells whether `data` is all of what was compressed to `raw`, unharmed.
fn is_whole(raw: &[u8], data: &[u8]) -> bool {
    let [method, flags, packed @ ..] = raw else { return data.is_empty() };
    let sum = adler2::adler32_slice(data).to_be_bytes();
    let tail = raw.get(raw.len().saturating_sub(TAIL)..).unwrap_or(raw);
    if tail.windows(4).rev().any(|four| four == sum) {
        return true;
    }
    let wrapped = method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31);
    // Not every program writes the sum: then the stream has at least to come to its end.
    match end(if wrapped { packed } else { raw }) {
        Some((rest, length)) => length == data.len() as u64 && (!wrapped || rest.trim_ascii().len() < 4),
        None => false,
    }
}

/// Unpacks a compressed stream to its end. Returns what stands behind it, and how long it was.
fn end(packed: &[u8]) -> Option<(&[u8], u64)> {
    let mut unpacking = Decompress::new(false);
    let mut thrown_away = [0; 1 << 14];
    loop {
        let at = usize::try_from(unpacking.total_in()).ok()?;
        let before = (unpacking.total_in(), unpacking.total_out());
        let status = unpacking.decompress(packed.get(at..)?, &mut thrown_away, FlushDecompress::None).ok()?;
        if status == Status::StreamEnd {
            let rest = packed.get(usize::try_from(unpacking.total_in()).ok()?..)?;
            return Some((rest, unpacking.total_out()));
        }
        if (unpacking.total_in(), unpacking.total_out()) == before {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    #[test]
    fn a_compressed_stream_is_whole_or_not() {
        let data: Vec<u8> = (0..60_000_u32).flat_map(|number| (number * number).to_le_bytes()).collect();
        let mut packing = ZlibEncoder::new(Vec::new(), Compression::default());
        packing.write_all(&data).expect("packed");
        let packed = packing.finish().expect("packed");
        assert!(is_whole(&packed, &data) && is_whole(&[&packed[..], b"\r\nmore"].concat(), &data));
        assert!(is_whole(&packed[..packed.len() - 4], &data), "without a sum");
        assert!(!is_whole(&packed[..packed.len() / 2], &data[..data.len() / 2]), "cut off");
        assert!(!is_whole(&packed[..packed.len() - 9], &data), "cut off near its end");
        let mut other = data.clone();
        other[77] ^= 1;
        assert!(!is_whole(&packed, &other), "the sum is that of other data");
        assert!(is_whole(b"", b"") && !is_whole(b"x", b"y"));
        let mut packing = DeflateEncoder::new(Vec::new(), Compression::default());
        packing.write_all(&data).expect("packed");
        let bare = packing.finish().expect("packed");
        assert!(is_whole(&bare, &data) && !is_whole(&bare[..bare.len() - 9], &data));
    }
}
