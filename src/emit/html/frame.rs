//! The page around the data: markup, style and script, which stand as files of their own beside this one.
//!
//! In: the name of the series, and blocks of data. Out: the bytes of the page in their order. What comes from documents is
//! escaped here, and only here.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::base64::base64;
use crate::emit::EmitError;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = concat!(
    include_str!("page/style/base.css"),
    include_str!("page/style/overview.css"),
    include_str!("page/style/action.css"),
    include_str!("page/style/lists.css"),
    include_str!("page/style/print.css"),
);
/// The script: first what every view uses, then the views, then what starts them.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("page/script/base.js"),
    include_str!("page/script/words.js"),
    include_str!("page/script/pieces.js"),
    include_str!("page/script/filter.js"),
    include_str!("page/script/editions.js"),
    include_str!("page/script/slips.js"),
    include_str!("page/script/grid.js"),
    include_str!("page/script/overview.js"),
    include_str!("page/script/deadlines.js"),
    include_str!("page/script/step.js"),
    include_str!("page/script/action.js"),
    include_str!("page/script/findings.js"),
    include_str!("page/script/unsure.js"),
    include_str!("page/script/sources.js"),
    include_str!("page/script/theme.js"),
    include_str!("page/script/keys.js"),
    include_str!("page/script/main.js"),
    "})();\n",
);

/// Where the parts go in the page.
const PLACES: [&str; 4] = ["{{policy}}", "{{title}}", "{{style}}", "{{data}}"];

/// Writes the page up to its data.
pub fn open(series: &str, out: &mut dyn Write) -> io::Result<()> {
    let parts = [policy(), escaped(series), STYLE.to_owned(), String::new()];
    let mut rest = PAGE;
    for (place, part) in PLACES.iter().zip(parts) {
        let (before, after) = rest.split_once(place).unwrap_or((rest, ""));
        out.write_all(before.as_bytes())?;
        out.write_all(part.as_bytes())?;
        rest = after;
    }
    Ok(())
}

thread_local! {
    /// Room for a block of data: there are many, and they are long.
    static BLOCK: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Writes a block of data of a kind; one that there are many of has a name.
pub fn block(kind: &str, name: &str, value: &impl Serialize, out: &mut dyn Write) -> Result<(), EmitError> {
    BLOCK.with_borrow_mut(|json| {
        json.clear();
        serde_json::to_writer(&mut *json, value)?;
        write!(out, "<script type=\"application/json\" class=\"{kind}\" data-name=\"{}\">", escaped(name))?;
        for (place, piece) in json.split(|&byte| byte == b'<').enumerate() {
            out.write_all(if place > 0 { b"\\u003c" } else { b"" })?;
            out.write_all(piece)?;
        }
        out.write_all(b"</script>\n")?;
        Ok(())
    })
}

/// Writes the script.
pub fn script(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<script>{SCRIPT}</script>")
}

/// Writes the end of the page.
pub fn close(out: &mut dyn Write) -> io::Result<()> {
    let end = PAGE.rsplit(PLACES[3]).next().unwrap_or_default();
    out.write_all(end.as_bytes())
}

/// Returns what the page may do: run its own script, wear its own style, show pictures that stand in it, and nothing else.
fn policy() -> String {
    let digest = |text: &str| base64(&Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        digest(SCRIPT),
        digest(STYLE)
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_end_nowhere_but_at_their_end() {
        assert!(!SCRIPT.to_lowercase().contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.to_lowercase().contains("</style"));
        for place in PLACES {
            assert_eq!(PAGE.matches(place).count(), 1, "{place}");
        }
    }

    #[test]
    fn the_script_never_makes_markup_of_text() {
        for sink in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "setAttribute(\"style\""]
        {
            assert!(!SCRIPT.contains(sink), "{sink}");
        }
    }

    #[test]
    fn nothing_is_loaded_from_anywhere() {
        for text in [PAGE, STYLE, SCRIPT] {
            let rest = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!rest.contains("http:") && !rest.contains("https:") && !rest.contains("@import"));
        }
    }

    /// Every colour with a letter on it, in every theme: at least 4.5 to one (WCAG 2.2, AA).
    #[test]
    fn letters_stand_out_from_their_colours() {
        let mut tried = 0;
        for theme in STYLE.split("color-scheme:").skip(1) {
            let colour = |name: &str| {
                let (_, rest) = theme.split_once(&format!("--{name}: #"))?;
                u32::from_str_radix(rest.get(..6)?, 16).ok()
            };
            let inks = theme.match_indices("-ink: #").filter_map(|(at, _)| theme[..at].rsplit("--").next());
            let pairs = inks.filter(|name| *name != "gap").map(|name| (name.to_owned(), format!("{name}-ink")));
            let soft = ["slip", "error", "warning", "note", "came", "gone", "moved"];
            let soft = soft.map(|name| (format!("{name}-soft"), name.to_owned()));
            let paper = [("paper", "ink"), ("paper", "soft"), ("card", "soft"), ("paper", "accent"), ("paper", "slip")];
            let paper = paper.map(|(under, over)| (under.to_owned(), over.to_owned()));
            let gaps = ["gap-a", "gap-b"].map(|under| (under.to_owned(), "gap-ink".to_owned()));
            for (under, over) in pairs.chain(soft).chain(paper).chain(gaps) {
                let (Some(one), Some(other)) = (colour(&under), colour(&over)) else { continue };
                tried += 1;
                let found = contrast(one, other);
                assert!(found >= 4.5, "{over} on {under}: {found:.2}");
            }
        }
        assert!(tried > 60, "{tried}");
    }

    /// The contrast of two colours, as WCAG reckons it.
    fn contrast(one: u32, other: u32) -> f64 {
        let light = |colour: u32| {
            let part = |shift: u32| {
                let part = f64::from(colour >> shift & 255) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
        };
        let (one, other) = (light(one), light(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn data_cannot_end_their_block() {
        let mut out = Vec::new();
        block("life", "a\"b", &["</script><script>alert(1)</script>", "<!--"], &mut out).expect("it is written");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(text.matches('<').count(), 2, "{text}");
        assert!(text.contains("data-name=\"a&quot;b\""));
        let (_, rest) = text.split_once('>').expect("a block");
        let (json, _) = rest.rsplit_once("</script>").expect("an end");
        let back: Vec<String> = serde_json::from_str(json).expect("JSON");
        assert_eq!(back, ["</script><script>alert(1)</script>", "<!--"]);
    }
}
