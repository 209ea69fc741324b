//! Which encoding bytes are in, and their text in it.

use std::fmt::Write as _;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at to tell UTF-16 without a mark.
const SAMPLE: usize = 4096;
/// How many lines a remark names before it only counts.
const LINES_NAMED: usize = 10;

/// Bytes as text.
#[derive(Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding's name in lower case.
    pub charset: String,
    /// What had to be mended.
    pub remarks: Vec<String>,
}

/// Decodes `bytes`, which are known to be text.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(encoding) = utf16_mark(bytes).or_else(|| looks_like_utf16(bytes)) {
        return whole(bytes, encoding);
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return named(text.to_owned(), UTF_8, Vec::new()),
        Err(_) => Mixed::count(bytes),
    };
    let guess = guess(bytes);
    let western = guess == WINDOWS_1252 || guess == UTF_8;
    if invalid.multibyte > 0 && (western || invalid.multibyte >= invalid.invalid) {
        let (text, lines) = decode_mixed(bytes);
        return named(text, UTF_8, vec![mixed_remark(&lines)]);
    }
    whole(bytes, if western { WINDOWS_1252 } else { guess })
}

/// Returns which UTF-16 the byte order mark names, if there is one.
pub fn utf16_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// Returns which UTF-16 `bytes` are in, judging by where their NULs stand.
pub fn looks_like_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    if pairs == 0 || bytes.len() % 2 == 1 {
        return None;
    }
    let nuls = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    // In western text nearly every unit has one NUL, always on the same side.
    let encoding = match (even * 20 <= pairs, odd * 20 <= pairs) {
        (true, false) if odd * 2 >= pairs => UTF_16LE,
        (false, true) if even * 2 >= pairs => UTF_16BE,
        _ => return None,
    };
    Some(encoding)
}

fn whole(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let mut remarks = Vec::new();
    if broken {
        remarks.push(format!("some bytes are no {}; they were read as \u{fffd}", encoding.name()));
    }
    named(text.into_owned(), encoding, remarks)
}

fn named(text: String, encoding: &'static Encoding, remarks: Vec<String>) -> Decoded {
    Decoded { text, charset: encoding.name().to_lowercase(), remarks }
}

/// Guesses the encoding of bytes that are not UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // A few odd bytes in English text are quotation marks and pound signs; too few for a statistic to go by.
    if high * 100 <= bytes.len() {
        return WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// How many characters beyond ASCII are good UTF-8, and how many bytes are none.
struct Mixed {
    multibyte: usize,
    invalid: usize,
}

impl Mixed {
    fn count(bytes: &[u8]) -> Self {
        let mut count = Self { multibyte: 0, invalid: 0 };
        for chunk in bytes.utf8_chunks() {
            count.multibyte += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            count.invalid += chunk.invalid().len();
        }
        count
    }
}

/// Reads what is UTF-8 as such and every other byte as Windows-1252. Returns the text and the lines (from 1) so mended.
fn decode_mixed(bytes: &[u8]) -> (String, Vec<usize>) {
    let mut text = String::with_capacity(bytes.len());
    let mut lines = Vec::new();
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        line += chunk.valid().matches('\n').count();
        if !chunk.invalid().is_empty() {
            let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
            text.push_str(&decoded);
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
    }
    (text, lines)
}

fn mixed_remark(lines: &[usize]) -> String {
    let mut remark = "two encodings in one file: bytes that are not UTF-8 were read as Windows-1252 in line".to_owned();
    if lines.len() > 1 {
        remark.push('s');
    }
    for (index, line) in lines.iter().take(LINES_NAMED).enumerate() {
        let comma = if index == 0 { " " } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(remark, "{comma}{line}");
    }
    if lines.len() > LINES_NAMED {
        let _ = write!(remark, " and {} more", lines.len() - LINES_NAMED);
    }
    remark
}
