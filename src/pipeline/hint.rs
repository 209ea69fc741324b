//! What a reader can do about a source that could not be read.

use crate::store::Obstacle;

/// Says what can be done about `obstacle`; where none is known, by what the content is.
pub fn way_out(obstacle: Option<Obstacle>, media_type: &str) -> &'static str {
    match obstacle {
        Some(Obstacle::Bytes) => "check that the file is readable",
        Some(Obstacle::Password) => "give its password with --password FILE=PASSWORD",
        Some(Obstacle::Encryption) => "save it without encryption (qpdf --decrypt) and give that",
        Some(Obstacle::NoText) => "run OCR over it (ocrmypdf) and give the result",
        Some(Obstacle::NoUnicode) => {
            "run OCR over it (ocrmypdf --force-ocr), or export it anew from the program that made it, and give the result"
        }
        Some(Obstacle::Damaged) => "get another copy of it, or let another program save it anew (qpdf, mutool clean)",
        Some(Obstacle::Memory { .. }) => {
            "raise the limit with --pdf-memory MIB, or save its text as a .txt file (pdftotext -layout) and give that"
        }
        Some(Obstacle::Cpu { .. }) => {
            "raise the limit with --pdf-cpu SECONDS, or save its text as a .txt file (pdftotext -layout) and give that"
        }
        Some(Obstacle::Time { .. }) => {
            "raise the limit with --pdf-time SECONDS, or save its text as a .txt file (pdftotext -layout) and give that"
        }
        Some(Obstacle::Crash) => {
            "let another program save it anew (qpdf, mutool clean), or save its text as a .txt file (pdftotext -layout)"
        }
        Some(Obstacle::Killed) => "run again; where memory is short, with --threads 1 or a lower --pdf-memory MIB",
        Some(Obstacle::Worker) => "see that this program may start itself; else save the text as a .txt file",
        Some(Obstacle::TooManyRows) => "split it into several files, and give each its date with --date",
        Some(Obstacle::Internal) => "this is a mistake in the program; please report it",
        Some(Obstacle::Kind) | None => by_content(media_type),
    }
}

fn by_content(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "save its text as a .txt file (pdftotext -layout) and give that",
        "application/octet-stream" => "if it is a document, save it as plain text and give that",
        // A text fails for what its problem says: too many rows, or a mistake of the program's own.
        _ if media_type.starts_with("text/") => {
            "mend or split the file as it says; an internal error is worth a report"
        }
        _ => "if it is a document, save it as plain text or CSV and give that",
    }
}
