//! `throughline verify`: whether what an output folder says still holds.

use clap::Args;

use super::console::Console;
use super::exit::{CliError, Exit};
use super::ingest::counted;
use super::options::{Global, PdfOptions};
use crate::pipeline;

/// How many things that do not hold are named; more only where more is wanted.
const NAMED: usize = 1;

/// The arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline verify
  throughline verify --out output -v
  throughline verify --password locked.pdf=secret

Every source is read again: its digest, its rows, every quote at its place. Then the history is made anew and compared.
Exit code 0 where all of it holds, 1 where something does not; nothing is written.")]
pub struct Arguments {
    #[command(flatten)]
    pdf: PdfOptions,
}

/// Looks at everything, and names the first thing that does not hold; with `-v`, all of them.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let verified = pipeline::verify(&global.folders(), &arguments.pdf.reading()?)?;
    for one in verified.passed_over.iter().filter(|_| console.is_verbose()) {
        console.say(&format!("not looked at: {one}"));
    }
    let passed_over = match verified.passed_over.len() {
        0 => String::new(),
        count => format!(", {} not looked at (-v names them)", counted(count, "source")),
    };
    let of_pdfs = match verified.read_again {
        0 => String::new(),
        count => format!(", {} of PDFs read again at their places", counted(count, "quote")),
    };
    let seen = format!(
        "{} read again, {} found at their lines{of_pdfs}{passed_over}",
        counted(verified.sources, "source"),
        counted(verified.quotes, "quote"),
    );
    if verified.broken.is_empty() {
        console.say(&format!("everything holds: {seen}; the history is what is made of them"));
        return Ok(Exit::Done);
    }
    let named = if console.is_verbose() { verified.broken.len() } else { NAMED };
    let more = match verified.broken.len().saturating_sub(named) {
        0 => String::new(),
        more => format!("{more} more do not hold; -v names them. "),
    };
    let (first, others) = verified.broken.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let others = others.iter().take(named - NAMED);
    for other in others {
        console.say(&format!("does not hold: {other}"));
    }
    console.error(
        &format!("does not hold: {first}"),
        &[],
        &format!("{more}put back what is missing, or run `throughline ingest` to go by what is there now ({seen})"),
    );
    Ok(Exit::Asked)
}
