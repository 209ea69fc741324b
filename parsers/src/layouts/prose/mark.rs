//! Marks in front of list items: `-`, `•`, `1.`, `(a)`, `- b.`.

use crate::label;

/// How a mark is written; items of one list are written alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A bullet, and which.
    Bullet(char),
    /// A number or reference of so many parts: `3.` has one, `3.2` two.
    Number(usize),
    /// A letter or a small Roman numeral.
    Letter,
}

/// A mark at the front of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The column at which it stands.
    pub indent: usize,
    /// The first byte of the mark.
    pub start: usize,
    /// The bytes of the number or letter in it, where it has one.
    pub label: Option<(usize, usize)>,
    /// The plain number in it, where it is nothing else.
    pub number: Option<u64>,
    /// The byte at which the item's wording begins.
    pub text: usize,
    /// How it is written.
    pub style: Style,
}

/// Reads the mark at the front of `line`: one bullet, number or letter, or a bullet with a number or letter after it.
pub fn leading(line: &str) -> Option<Mark> {
    let start = line.len() - line.trim_start().len();
    let indent = column(line.get(..start)?);
    let rest = line.get(start..)?;
    if let Some((bullet, width)) = bullet(rest) {
        let text = skip_box(line, behind_space(line, start + width));
        let mut mark = Mark { indent, start, label: None, number: None, text, style: Style::Bullet(bullet) };
        if let Some(inner) = line.get(text..).and_then(|rest| numeral(rest, text)) {
            mark.label = Some((inner.start, inner.end));
            mark.number = inner.number;
            mark.text = inner.text;
        }
        return Some(mark);
    }
    let inner = numeral(rest, start)?;
    Some(Mark {
        indent,
        start,
        label: Some((inner.start, inner.end)),
        number: inner.number,
        text: inner.text,
        style: inner.style,
    })
}

/// Returns the column that the white space `space` leads to.
pub fn column(space: &str) -> usize {
    space.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

struct Numeral {
    start: usize,
    end: usize,
    text: usize,
    number: Option<u64>,
    style: Style,
}

fn bullet(rest: &str) -> Option<(char, usize)> {
    let c = rest.chars().next()?;
    let width = c.len_utf8();
    let next = rest.get(width..)?.chars().next();
    let spaced = next.is_none_or(char::is_whitespace);
    let found = match c {
        '•' | '·' | '▪' | '◦' | '‣' | '⁃' | '●' | '○' | '■' | '□' | '➢' | '➤' | '►' | '▶' | '✓' | '✔' | '☐' | '☒'
        | '☑' | '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' => true,
        // A bullet of a font that does not say which sign it prints is a sign all the same.
        '*' | '+' | '>' | '»' | '→' | '–' | '—' | '−' | '\u{fffd}' => spaced && next.is_some(),
        '-' => (spaced && next.is_some()) || next.is_some_and(char::is_uppercase),
        'o' => {
            next.is_some_and(char::is_whitespace)
                && rest.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_uppercase))
        }
        _ => false,
    };
    found.then_some((c, width))
}

fn behind_space(line: &str, from: usize) -> usize {
    line.len() - line.get(from..).unwrap_or("").trim_start().len()
}

fn skip_box(line: &str, from: usize) -> usize {
    let rest = line.get(from..).unwrap_or("");
    for tick in ["[ ] ", "[x] ", "[X] "] {
        if let Some(behind) = rest.strip_prefix(tick) {
            return line.len() - behind.trim_start().len();
        }
    }
    from
}

/// Reads `1.`, `(7)`, `3.2`, `A12`, `a)`, `iv.` with white space behind, at byte `base` of its line.
fn numeral(rest: &str, base: usize) -> Option<Numeral> {
    let word = rest.split_whitespace().next()?;
    if !rest.starts_with(word) {
        return None;
    }
    let word = before_wording(word).unwrap_or(word);
    let end = base + word.len();
    let behind = rest.get(word.len()..)?;
    let text = end + behind.len() - behind.trim_start().len();
    if let Some(letter) = letter(word) {
        return letter.then_some(Numeral { start: base, end, text, number: None, style: Style::Letter });
    }
    let label = label::whole(word)?;
    let closed = word.ends_with(['.', ')', ':', ']']);
    let parts = label.bare.split(['.', '-', '/', '_']).count();
    let plain = label.bare.chars().all(|c| c.is_ascii_digit());
    let wide = behind.starts_with('\t') || behind.starts_with("  ");
    let lettered = label.bare.starts_with(|c: char| c.is_ascii_alphabetic());
    let dotted = parts > 1 && label.bare.contains('.') && !label.bare.contains(['/', '-']);
    // `2019.` ends a sentence, `12 May` begins a date, `3.5 metres` is a measure: only what is closed or set apart is a mark.
    let accepted = match (plain, lettered) {
        _ if label.mark == "#" => true,
        (true, _) => (closed || wide) && label.bare.len() <= 6 && !is_year(label.bare),
        (_, true) => closed || wide || label.bare.contains('-'),
        _ => closed || wide || dotted && behind.trim_start().starts_with(char::is_uppercase),
    };
    if !accepted || (plain && behind.is_empty()) {
        return None;
    }
    Some(Numeral {
        start: base,
        end,
        text,
        number: label.number(),
        style: Style::Number(if lettered { 1 } else { parts }),
    })
}

/// Returns the mark in `word` where its wording follows without a space: `10.Paint`, `(b)Paint`. Two letters at least must
/// follow, the second a small one after a letter: `1.A` is a reference, `J.Tiffin` a name, `e.g.` neither.
fn before_wording(word: &str) -> Option<&str> {
    let open = usize::from(word.starts_with('('));
    let at = word.find(['.', ')']).filter(|at| (open + 1..=open + 4).contains(at))?;
    let (mark, wording) = word.split_at_checked(at + 1)?;
    let inner = mark.get(open..at)?;
    let wording = wording.trim_start_matches(['“', '‘', '"']);
    let mut letters = wording.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let numbered = inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let lettered = second.is_lowercase() && letter(mark) == Some(true);
    (first.is_uppercase() && second.is_alphabetic() && (numbered || lettered)).then_some(mark)
}

/// Tells whether `word` is a closed letter or Roman numeral; nothing where it is something else altogether.
fn letter(word: &str) -> Option<bool> {
    let open = word.starts_with('(');
    let bare = word.trim_start_matches('(');
    let bare = bare.strip_suffix(')').or_else(|| if open { None } else { bare.strip_suffix('.') })?;
    let roman = bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        || (bare.len() > 1 && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X')));
    let single = bare.len() == 1
        && bare.chars().all(|c| c.is_ascii_lowercase() || (c.is_ascii_uppercase() && word.ends_with(')')));
    ((roman && (1..=5).contains(&bare.len())) || single).then_some(true)
}

/// Tells whether a number is more likely a year that begins a line than an item's number.
fn is_year(bare: &str) -> bool {
    bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_with_what_follows() {
        for (line, label, text) in [
            ("- Paint it", None, "Paint it"),
            ("  • Paint it", None, "Paint it"),
            ("•Paint it", None, "Paint it"),
            ("12. Paint it", Some("12."), "Paint it"),
            ("(7) Paint it", Some("(7)"), "Paint it"),
            ("3.2 Paint it", Some("3.2"), "Paint it"),
            ("1204. Paint it", Some("1204."), "Paint it"),
            ("7\tPaint it", Some("7"), "Paint it"),
            (" - a. Paint it", Some("a."), "Paint it"),
            ("iv) Paint it", Some("iv)"), "Paint it"),
            ("- [ ] Paint it", None, "Paint it"),
            ("o Paint it", None, "Paint it"),
            ("\u{fffd} Paint it", None, "Paint it"),
            ("10.Paint it", Some("10."), "Paint it"),
            ("(7)JS to paint it", Some("(7)"), "JS to paint it"),
            ("b.Paint it", Some("b."), "Paint it"),
            ("12.“Paint” to be bought", Some("12."), "“Paint” to be bought"),
        ] {
            let mark = leading(line).expect(line);
            assert_eq!(mark.label.map(|(start, end)| &line[start..end]), label, "{line}");
            assert_eq!(&line[mark.text..], text, "{line}");
        }
    }

    #[test]
    fn words_are_no_marks() {
        for line in [
            "Paint it",
            "12 May 2021",
            "2019. The group",
            "J. Tiffin",
            "J.Tiffin",
            "1.A Paint",
            "2019.The group",
            "e.g.Paint",
            "-3 degrees",
            "3.5 metres",
            "**Bold**",
            "e.g. paint",
            "",
        ] {
            assert_eq!(leading(line), None, "{line}");
        }
    }
}
