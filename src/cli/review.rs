//! `throughline review`: unsure pairs before a person, one at a time.

mod answers;

use std::io::Write;

use clap::Args;

use super::console::Console;
use super::exit::{CliError, Exit};
use super::ingest::{counted, exit_of};
use super::options::{Global, walls};
use super::pairs::Look;
use crate::model::link::LinkKind;
use crate::pipeline::{self, Appended, Question, Review};
use answers::{KEYS, Wish, Wishes};

/// The arguments of `review`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline review
  throughline review 2018-12-05/log:7 2019-04-18/log:12
  throughline review --json
  printf 'same\\ndifferent\\n' | throughline review --plain

Answers, as letters or words: same, different, split (the later is a part of the earlier: p), merged (the earlier is a
part of the later), next, undo, quit. Each is written to decisions.toml at once, and every later run obeys.")]
pub struct Arguments {
    /// Ask about these two rows only, linked or not: ids as in history.json, or an edition and a label
    #[arg(value_name = "OBSERVATION", num_args = 2)]
    rows: Vec<String>,
    /// Without colours and single keys: one answer per line
    #[arg(long)]
    plain: bool,
    /// Print the pairs as JSON, and ask nothing
    #[arg(long)]
    json: bool,
}

/// Asks about every unsure pair, writes the answers down, and makes the history anew by them.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let review = Review::open(&global.folders())?;
    let questions = match arguments.rows.as_slice() {
        [a, b] => vec![review.question(a, b)?],
        _ => review.questions()?,
    };
    if arguments.json {
        let mut out = console.out();
        pipeline::write_json(&questions, &mut out)?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    if questions.is_empty() {
        console.say("nothing to review: every link is sure, or answered");
        return Ok(Exit::Done);
    }
    let mut sitting = Sitting {
        review: &review,
        questions: &questions,
        look: Look::new(console, arguments.plain),
        console,
        given: Vec::new(),
    };
    let ended = sitting.hold(&mut Wishes::new(arguments.plain));
    // What was answered is written, however the sitting ended.
    let exit = apply(sitting.given.len(), &review, global, console)?;
    ended.map(|()| exit)
}

/// Makes the history anew, and tells what is left.
fn apply(given: usize, review: &Review, global: &Global, console: &Console) -> Result<Exit, CliError> {
    if given == 0 {
        let asked = review.questions()?.len();
        console.say(&format!("nothing answered, {} left", counted(asked, "pair")));
        return Ok(Exit::Done);
    }
    let outcome = pipeline::remake(&global.folders(), &walls())?;
    for warning in &outcome.warnings {
        console.warn(warning);
    }
    let left = Review::open(&global.folders())?.questions()?.len();
    console.say(&format!("{} answered, {left} left", counted(given, "pair")));
    console.say(&format!("written: {}", outcome.written.display()));
    Ok(exit_of(&outcome))
}

/// A person before the pairs.
struct Sitting<'a> {
    review: &'a Review,
    questions: &'a [Question],
    look: Look,
    console: &'a Console,
    /// Which pairs were answered, and how to take that back.
    given: Vec<(usize, Appended)>,
}

impl Sitting<'_> {
    fn hold(&mut self, wishes: &mut Wishes) -> Result<(), CliError> {
        let mut at = 0;
        while let Some(question) = self.questions.get(at) {
            self.show(at, question)?;
            at = match self.wish(wishes)? {
                Wish::Answer(answer) => {
                    self.given.push((at, self.review.answer(question, answer)?));
                    at + 1
                }
                Wish::Skip => at + 1,
                Wish::Undo => self.undo()?.unwrap_or(at),
                Wish::Quit => break,
            };
        }
        Ok(())
    }

    /// Takes the last answer back, and returns which pair it was about.
    fn undo(&mut self) -> Result<Option<usize>, CliError> {
        let Some((at, appended)) = self.given.last() else {
            self.console.say("there is no answer to take back");
            return Ok(None);
        };
        if !self.review.take_back(appended)? {
            self.console.warn("decisions.toml has been changed since by somebody else; take the answer out by hand");
            return Ok(None);
        }
        let at = *at;
        self.given.pop();
        self.console.say("taken back");
        Ok(Some(at))
    }

    fn wish(&self, wishes: &mut Wishes) -> Result<Wish, CliError> {
        loop {
            match wishes.next()? {
                Ok(wish) => return Ok(wish),
                Err(typed) => {
                    self.console.warn(&format!("{} is no answer; there are: {}", typed.trim(), KEYS.join(" ")));
                }
            }
        }
    }

    fn show(&self, at: usize, question: &Question) -> Result<(), CliError> {
        let Question { link, earlier, later } = question;
        let mut out = self.console.out();
        let head = format!("{} of {}", at + 1, self.questions.len());
        writeln!(out, "{}  {} and {}", self.look.style().bold(&head), link.from, link.to)?;
        writeln!(out, "  {}", claim(link.kind))?;
        writeln!(out)?;
        self.look.rows(earlier, later, &mut out)?;
        writeln!(out)?;
        self.look.evidence(link.score, &link.evidence, &mut out)?;
        self.look.runners_up(&link.runners_up, &mut out)?;
        writeln!(out)?;
        writeln!(
            out,
            "  {}
  {}",
            KEYS[0], KEYS[1]
        )?;
        writeln!(out)?;
        out.flush()?;
        Ok(())
    }
}

/// Says what is not sure.
fn claim(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Split => "Is the later a part of the earlier?",
        LinkKind::Merged => "Is the earlier a part of the later?",
        LinkKind::Duplicate => "Is this one action, printed twice?",
        LinkKind::SameNumber | LinkKind::Renumbered | LinkKind::Restated => "Are they one action?",
    }
}
