//! Prints what the parser cuts out of a text file, as JSON: `cargo run -p throughline-parsers --example rows -- FILE`.

use std::io::Write as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: rows FILE")?;
    let text = std::fs::read_to_string(&path)?;
    let parsed = throughline_parsers::parse(&text, &throughline_parsers::Vocabulary::default());
    writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&parsed)?)?;
    Ok(())
}
