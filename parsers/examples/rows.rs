//! Prints what the parsers cut out of a text file, as JSON: `cargo run -p throughline-parsers --example rows FILE`.

#![expect(clippy::print_stdout, reason = "printing is what this example does")]

use throughline_parsers::{Vocabulary, parse};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: rows FILE")?;
    let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
    println!("{}", serde_json::to_string_pretty(&parse(&text, &Vocabulary::default()))?);
    Ok(())
}
