//! Two rows for a person to compare: side by side, and what speaks for and against their being one.

use std::io::{self, Write};

use super::console::{Console, Style, width};
use super::redline::{Marks, redline};
use crate::model::link::{Evidence, RunnerUp};
use crate::model::observation::Observation;

/// How pairs are shown.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    style: Style,
    plain: bool,
}

/// What stands before the columns.
const NAMES: usize = 12;
/// How long the longest bar is.
const BAR: i32 = 24;
/// Texts narrower than this are set one above the other.
const NARROW: usize = 60;

impl Look {
    /// Returns the look of standard output; `plain` has nothing in it but letters and signs of any keyboard.
    pub fn new(console: &Console, plain: bool) -> Self {
        Self { style: if plain { Style::plain() } else { console.style() }, plain }
    }

    /// Returns how it is coloured.
    pub fn style(self) -> Style {
        self.style
    }

    /// Prints two rows beside each other, and their wording once, with what changed.
    pub fn rows(self, earlier: &Observation, later: &Observation, out: &mut dyn Write) -> io::Result<()> {
        self.line("", [&self.style.bold("earlier"), &self.style.bold("later")], out)?;
        let rows = [earlier, later];
        let text = |get: fn(&Observation) -> Option<&str>| rows.map(|row| get(row).unwrap_or_default());
        self.line("edition", text(|row| Some(&row.edition.0)), out)?;
        self.line("table", text(|row| Some(&row.table.0)), out)?;
        self.line("label", text(|row| row.label.as_deref()), out)?;
        self.line("section", text(|row| row.section.as_deref()), out)?;
        self.line("raised", text(|row| row.raised.as_ref().map(|field| field.raw.as_str())), out)?;
        self.line("deadline", text(|row| row.deadline.as_ref().map(|field| field.raw.as_str())), out)?;
        self.line("owner", text(|row| row.owner.as_ref().map(|field| field.raw.as_str())), out)?;
        let status = text(|row| row.status.as_ref().map(|field| field.raw.as_str())).map(beginning);
        self.line("status", [&status[0], &status[1]], out)?;
        let [before, after] = text(|row| row.action.as_ref().map(|field| field.raw.as_str()));
        let marks = if self.style.is_colored() { Marks::Colors(self.style) } else { Marks::Brackets };
        let options = textwrap::Options::new(width()).initial_indent("  wording   ").subsequent_indent("            ");
        writeln!(out, "{}", textwrap::fill(&redline(before, after, marks), options))
    }

    /// Prints what a score is the sum of.
    pub fn evidence(self, score: u32, evidence: &[Evidence], out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "  {}", self.style.bold(&format!("score {score} of 1000")))?;
        let most = evidence.iter().map(|one| one.weight.abs()).max().unwrap_or(0).max(1);
        for Evidence { name, weight, .. } in evidence {
            // A weight that is there at all is seen.
            let cells = (weight.abs() * BAR / most).max(i32::from(*weight != 0));
            let (sign, letter) = match (*weight < 0, self.plain) {
                (false, false) => ('+', '█'),
                (true, false) => ('−', '▒'),
                (false, true) => ('+', '#'),
                (true, true) => ('-', '-'),
            };
            let bar: String = std::iter::repeat_n(letter, usize::try_from(cells).unwrap_or(0)).collect();
            let pad = " ".repeat(usize::try_from(BAR - cells).unwrap_or(0));
            let bar = if *weight < 0 { self.style.red(&bar) } else { self.style.green(&bar) };
            writeln!(out, "    {name:<10}{bar}{pad} {sign}{}", weight.abs())?;
        }
        Ok(())
    }

    /// Prints what else the later row could have been.
    pub fn runners_up(self, others: &[RunnerUp], out: &mut dyn Write) -> io::Result<()> {
        for (index, RunnerUp { observation, score }) in others.iter().enumerate() {
            let name = if index == 0 { "next best" } else { "" };
            writeln!(out, "  {name:<10}{observation}, score {score}")?;
        }
        Ok(())
    }

    fn line(self, name: &str, texts: [&str; 2], out: &mut dyn Write) -> io::Result<()> {
        if texts.iter().all(|text| text.is_empty()) {
            return Ok(());
        }
        let none = if self.plain { "-" } else { "–" };
        let texts = texts.map(|text| if text.is_empty() { none } else { text });
        if width() < NARROW {
            for (name, text) in [name, ""].into_iter().zip(texts) {
                let first = format!("  {name:<10}");
                let options = textwrap::Options::new(width()).initial_indent(&first).subsequent_indent("            ");
                writeln!(out, "{}", textwrap::fill(text, options))?;
            }
            return Ok(());
        }
        let column = (width() - NAMES - 2) / 2;
        let [left, right] = texts.map(|text| textwrap::wrap(text, column));
        for index in 0..left.len().max(right.len()) {
            let name = if index == 0 { name } else { "" };
            let [left, right] = [&left, &right].map(|lines| lines.get(index).map_or("", |line| line.as_ref()));
            let pad = " ".repeat(column.saturating_sub(textwrap::core::display_width(left)) + 2);
            writeln!(out, "{}", format!("  {name:<10}{left}{pad}{right}").trim_end())?;
        }
        Ok(())
    }
}

/// Returns as much of a text as is needed to know it again.
fn beginning(text: &str) -> String {
    const SHOWN: usize = 120;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
