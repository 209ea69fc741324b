//! history.json, and rows as JSON: two-space indent, keys in the order of the types, newline at the end.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::EmitError;
use crate::model::history::History;

/// How many bytes are gathered.
const GATHERED: usize = 1 << 16;

/// Returns the bytes of history.json. It is long, and its parts are written side by side.
pub fn history_json(history: &History) -> Result<Vec<u8>, EmitError> {
    let History {
        schema,
        series,
        settings,
        sources,
        editions,
        observations,
        codes,
        links,
        actions,
        findings,
        artefacts,
    } = history;
    let parts: [&(dyn Fn() -> serde_json::Result<Vec<u8>> + Sync); 11] = [
        &|| member("schema", schema),
        &|| member("series", series),
        &|| member("settings", settings),
        &|| member("sources", sources),
        &|| member("editions", editions),
        &|| member("observations", observations),
        &|| member("codes", codes),
        &|| member("links", links),
        &|| member("actions", actions),
        &|| member("findings", findings),
        &|| member("artefacts", artefacts),
    ];
    // One at a time: some are much longer than others.
    let written: Vec<Vec<u8>> = parts.par_iter().with_max_len(1).map(|write| write()).collect::<Result<_, _>>()?;
    let mut json = Vec::with_capacity(written.iter().map(|part| part.len() + 2).sum::<usize>() + 8);
    for (place, part) in written.into_iter().enumerate() {
        json.extend_from_slice(if place == 0 { b"{\n" } else { b",\n" });
        // An object of one member begins with a brace and a new line, and ends the other way round.
        json.extend_from_slice(part.get(2..part.len().saturating_sub(2)).unwrap_or_default());
    }
    json.extend_from_slice(b"\n}\n");
    Ok(json)
}

/// Returns an object of one member.
fn member(name: &str, value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec_pretty(&BTreeMap::from([(name, value)]))
}

/// Writes `value` as history.json is written.
pub fn write_pretty(value: &impl Serialize, out: &mut dyn Write) -> Result<(), EmitError> {
    // JSON is written in very small pieces: they are gathered before they go to whatever `out` is.
    let mut out = BufWriter::with_capacity(GATHERED, out);
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// Writes each of `values` on one line.
pub(super) fn write_lines(values: &[impl Serialize], out: &mut dyn Write) -> Result<(), EmitError> {
    let mut out = BufWriter::with_capacity(GATHERED, out);
    for value in values {
        serde_json::to_writer(&mut out, value)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::link::{Judgement, LinkKind};
    use crate::model::sample::{edition, history, link, row};

    #[test]
    fn parts_written_side_by_side_are_the_whole() {
        let rows = vec![row("2019-01-10/log#1", "Paint “the” gate\n"), row("2019-04-10/log#1", "Paint the gate")];
        let links = vec![link("2019-01-10/log#1", "2019-04-10/log#1", LinkKind::SameNumber, Judgement::Same)];
        let editions = vec![edition("2019-01-10/log", &[("1", None)]), edition("2019-04-10/log", &[])];
        let history = history(editions, rows, links, Vec::new());
        let mut whole = serde_json::to_vec_pretty(&history).expect("JSON");
        whole.push(b'\n');
        assert!(history_json(&history).expect("JSON") == whole, "history.json is what its type says");
    }
}
