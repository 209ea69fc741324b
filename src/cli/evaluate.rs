//! `throughline evaluate`: the history against pairs labelled by hand.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::console::{Console, Style};
use super::exit::{CliError, Exit};
use super::ingest::counted;
use super::options::Global;
use crate::pipeline::{self, Band, Evaluation, Measure};

/// The arguments of `evaluate`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  throughline evaluate --gold links.json
  throughline evaluate --gold links.json --out output --json

The file of labelled pairs reads {\"pairs\": [{\"a\": ID, \"b\": ID, \"kind\": KIND}]}, with ids as in history.json, or with
short names and {\"rows\": {NAME: ID}} beside the pairs. Kinds: same-number, renumbered, restated, duplicate (one action;
several as restated/renumbered); split, merged (one is a part of the other). Only editions of which rows are labelled count.")]
pub struct Arguments {
    /// The labelled pairs
    #[arg(long, value_name = "LINKS.json")]
    gold: PathBuf,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// Measures and prints.
pub fn run(arguments: &Arguments, global: &Global, console: &Console) -> Result<Exit, CliError> {
    let evaluation = pipeline::evaluate(&global.folders(), &arguments.gold)?;
    let mut out = console.out();
    if arguments.json {
        pipeline::write_json(&evaluation, &mut out)?;
    } else {
        print(&evaluation, console.style(), &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(evaluation: &Evaluation, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (labelled, editions) = (counted(evaluation.labelled, "pair"), counted(evaluation.editions.len(), "edition"));
    writeln!(out, "{}", style.bold(&format!("{labelled} labelled, in {editions}")))?;
    writeln!(out, "            found  right  wanted    met  precision  recall      F1")?;
    let measures = [("links", &evaluation.links), ("clusters", &evaluation.clusters), ("parts", &evaluation.parts)];
    for (name, measure) in measures {
        let Measure { found, right, wanted, met } = measure;
        let [precision, recall, f1] = [measure.precision(), measure.recall(), measure.f1()].map(percent);
        writeln!(out, "  {name:<9}{found:>6} {right:>6} {wanted:>7} {met:>6} {precision:>10} {recall:>7} {f1:>7}")?;
    }
    for (name, band) in [("sure", evaluation.bands.sure), ("unsure", evaluation.bands.unsure)] {
        let Band { links, right } = band;
        writeln!(out, "  {name:<9}{links:>6} {right:>6} {:>26}", percent(band.share()))?;
    }
    for (name, pairs) in [("missed", &evaluation.missed), ("wrong", &evaluation.wrong)] {
        for [a, b] in pairs {
            writeln!(out, "  {name:<9}{a} and {b}")?;
        }
    }
    Ok(())
}

fn percent(thousandths: Option<usize>) -> String {
    thousandths.map_or_else(|| "–".to_owned(), |share| format!("{}.{} %", share / 10, share % 10))
}
