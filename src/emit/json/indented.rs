//! Two spaces for each level, a whole line beginning at once.
//!
//! What is written is what `serde_json` writes when it is asked to be pretty. It writes every two spaces by themselves, and
//! in history.json such spaces are most of what there is to write.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Where in a value the writing stands.
#[derive(Debug)]
struct Indented {
    level: usize,
    /// Whether the list or object that was written last has anything in it.
    filled: bool,
}

/// A comma, a new line, and the spaces of the levels that JSON of ours has.
const LINE: &[u8] = b",\n                                ";

/// Puts `value`, which stands at `level`, at the end of `out`.
pub(super) fn indented(value: &impl Serialize, level: usize, out: impl Write) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Indented { level, filled: false }))
}

impl Indented {
    fn open(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.level += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.level -= 1;
        if self.filled {
            self.line(out, true)?;
        }
        out.write_all(bracket)
    }

    /// Begins a line; behind a comma, unless it is the `first` of its kind.
    fn line(&self, out: &mut (impl Write + ?Sized), first: bool) -> io::Result<()> {
        let start = usize::from(first);
        match LINE.get(start..2 + 2 * self.level) {
            Some(line) => out.write_all(line),
            None => {
                out.write_all(&LINE[start..2])?;
                (0..self.level).try_for_each(|_| out.write_all(b"  "))
            }
        }
    }
}

impl Formatter for Indented {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.line(out, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn it_is_what_serde_json_writes() {
        let mut deep = json!([1, {"a": []}]);
        for _ in 0..40 {
            deep = json!({"x": deep, "none": {}, "empty": []});
        }
        for value in [json!(null), json!([]), json!({}), json!({"a": [], "b": [[]], "c": "x\n“y”"}), deep] {
            let mut written = Vec::new();
            indented(&value, 0, &mut written).expect("JSON");
            assert_eq!(String::from_utf8(written), String::from_utf8(serde_json::to_vec_pretty(&value).expect("JSON")));
        }
    }

    #[test]
    fn a_value_may_stand_inside_another() {
        let (mut inner, mut whole) = (Vec::new(), Vec::new());
        indented(&json!({"a": 1}), 1, &mut inner).expect("JSON");
        indented(&json!({"in": {"a": 1}}), 0, &mut whole).expect("JSON");
        let held = [&b"{\n  \"in\": "[..], &inner, b"\n}"].concat();
        assert_eq!(held, whole);
        assert!(serde_json::from_slice::<Value>(&held).is_ok());
    }
}
