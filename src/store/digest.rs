//! Digests: names of contents.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest, Sha256};

/// Returns the SHA-256 of `bytes` in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Hands on what is written to it, and takes the SHA-256 of that.
#[derive(Debug)]
pub struct Digesting<W> {
    out: W,
    hasher: Sha256,
}

impl<W> Digesting<W> {
    /// Begins to hand on to `out`.
    pub fn new(out: W) -> Self {
        Self { out, hasher: Sha256::new() }
    }

    /// Returns what it handed on to, and the digest in hexadecimal digits.
    pub fn end(self) -> (W, String) {
        (self.out, hexadecimal(&self.hasher.finalize()))
    }
}

impl<W: io::Write> io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..taken).unwrap_or_default());
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Returns a short digest (64 bits) of `parts`; where one part ends and the next begins counts.
pub fn short(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut digits = hexadecimal(&hasher.finalize());
    digits.truncate(16);
    digits
}

/// Returns the SHA-256 of the file at `path`, which is never held as a whole.
pub fn of_file(path: &Path) -> io::Result<String> {
    let (mut file, mut hasher) = (fs::File::open(path)?, Sha256::new());
    let mut bytes = vec![0; 1 << 18];
    loop {
        match file.read(&mut bytes) {
            Ok(0) => return Ok(hexadecimal(&hasher.finalize())),
            Ok(length) => hasher.update(bytes.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Returns one short digest of the files at `paths`, in this order; a file that cannot be read counts as such.
pub fn of_files<'a>(paths: impl IntoIterator<Item = &'a Path>) -> String {
    let digests: Vec<String> = paths.into_iter().map(|path| of_file(path).unwrap_or_default()).collect();
    short(&digests.iter().map(String::as_str).collect::<Vec<_>>())
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    #[test]
    fn digests_are_sha_256() {
        assert_eq!(super::sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let mut digesting = super::Digesting::new(Vec::new());
        [b"one", b" tw", b"o  "].into_iter().for_each(|piece| digesting.write_all(piece).expect("written"));
        assert_eq!(digesting.end(), (b"one two  ".to_vec(), super::sha256(b"one two  ")));
        assert_ne!(super::short(&["ab", "c"]), super::short(&["a", "bc"]));
    }
}
