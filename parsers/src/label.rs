//! Printed numbers and references of rows: `7`, `7.`, `(7)`, `7a`, `1.4`, `A12`, `ACT-2019-07`,
//! `L-04b`, `**2`.

use nom::branch::alt;
use nom::bytes::complete::{take_while, take_while_m_n};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{opt, recognize, verify};
use nom::multi::{many_m_n, many0_count};
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};

/// A label at the front of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// The label as printed, with its marks and its full stop or bracket: `**2`, `90.`, `(7)`.
    pub printed: &'a str,
    /// The marks before it: `**`.
    pub mark: &'a str,
    /// The label without marks, brackets and full stop: `2`, `7a`, `1.4`.
    pub bare: &'a str,
}

impl Label<'_> {
    /// Returns the number, where the label is nothing but one.
    pub fn number(&self) -> Option<u64> {
        self.bare.parse().ok()
    }
}

/// Reads the label that stands at the front of `text`, followed by white space, a bracket or the end.
pub fn leading(text: &str) -> Option<Label<'_>> {
    let (rest, (mark, bare)) = label(text).ok()?;
    let printed = &text[..text.len() - rest.len()];
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(Label { printed, mark, bare })
}

/// Reads `text` as a label and nothing else.
pub fn whole(text: &str) -> Option<Label<'_>> {
    let text = text.trim();
    leading(text).filter(|label| label.printed.len() == text.len())
}

fn label(text: &str) -> IResult<&str, (&str, &str)> {
    let mark = take_while(|c| matches!(c, '*' | '†' | '‡' | '#'));
    let closed = (bare, opt(one_of(".):"))).map(|(bare, _)| bare);
    (mark, alt((delimited(char('('), bare, char(')')), delimited(char('['), bare, char(']')), closed))).parse(text)
}

fn bare(text: &str) -> IResult<&str, &str> {
    alt((reference, numbered)).parse(text)
}

/// Reads `7`, `7a`, `1.4`, `2019/07`, `12-3`.
fn numbered(text: &str) -> IResult<&str, &str> {
    let digits = verify(digit1, |digits: &str| digits.len() <= 6);
    let further = preceded(one_of("./-"), verify(digit1, |digits: &str| digits.len() <= 6));
    let letter = take_while_m_n(0, 1, |c: char| c.is_ascii_lowercase());
    recognize((digits, many_m_n(0, 3, further), letter)).parse(text)
}

/// Reads `A12`, `ACT-2019-07`, `AP/7`, `WG.3.2`, and the parts of one that was split: `AP/7a`, `L-04b`.
fn reference(text: &str) -> IResult<&str, &str> {
    let letters = take_while_m_n(1, 6, |c: char| c.is_ascii_uppercase());
    let group = pair(opt(one_of("-/._")), alt((digit1, take_while_m_n(1, 4, |c: char| c.is_ascii_uppercase()))));
    let shape = recognize((letters, many0_count(group)));
    let ends = verify(shape, |found: &str| found.ends_with(|c: char| c.is_ascii_digit()));
    // Of few parts: an `s` makes many of one (`MP3s`).
    recognize((ends, take_while_m_n(0, 1, |c: char| matches!(c, 'a'..='h')))).parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_printed() {
        for (text, printed, bare) in [
            ("7 Paint", "7", "7"),
            ("7. Paint", "7.", "7"),
            ("(7) Paint", "(7)", "7"),
            ("7a Paint", "7a", "7a"),
            ("1.4 Paint", "1.4", "1.4"),
            ("A12 Paint", "A12", "A12"),
            ("ACT-2019-07 Paint", "ACT-2019-07", "ACT-2019-07"),
            ("AP/7a Paint", "AP/7a", "AP/7a"),
            ("L-04b. Paint", "L-04b.", "L-04b"),
            ("**2 Paint", "**2", "2"),
            ("101.", "101.", "101"),
            ("2019. The", "2019.", "2019"),
        ] {
            let label = leading(text).expect(text);
            assert_eq!((label.printed, label.bare), (printed, bare), "{text}");
        }
    }

    #[test]
    fn words_are_no_labels() {
        for text in
            ["Paint", "BOARD to", "7th of May", "12,616 boats", "3-month", "£4", "w/c 25th", "…", "MP3s to", "A4ab"]
        {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
