//! Legend lines: what marks, colours and letters in a log mean.

use std::sync::LazyLock;

use regex::Regex;

use super::wording;
use crate::ledger::Class;
use crate::reading::Reading;

/// Takes the legend lines out of those that are free.
pub fn read(reading: &mut Reading<'_>) {
    let mut listing = false;
    let mut going_on = false;
    for index in 0..reading.lines.len() {
        let text = reading.lines.text(index).trim();
        if text.is_empty() {
            going_on = false;
            continue;
        }
        let free = reading.ledger.is_free(index);
        let placed = !free && reading.ledger.class_of(reading.lines.trimmed(index)) == Some(Class::Legend);
        if !free && !placed {
            (listing, going_on) = (false, false);
            continue;
        }
        if MARK.is_match(text) {
            going_on = !text.ends_with(['.', ')']);
        } else if HEAD.is_match(text) {
            (listing, going_on) = (text.ends_with(':') || !text.contains(':'), false);
        } else if COLOUR.is_match(text) && (listing || text.len() < 200) {
            going_on = false;
        } else if free
            && !(going_on || (listing && ENTRY.is_match(text) && text.len() < 120 && !wording::tells_date(text)))
        {
            (listing, going_on) = (false, false);
            continue;
        }
        if free {
            reading.ledger.claim_line(index, &reading.lines, Class::Legend);
        }
    }
}

/// `** = old actions`, `(* chosen for July)`, `† denotes …`
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"^\(?(\*{1,4}|†+|‡+|§+|\^+|#)\s*(?:[=:–—-]\s|denotes?\b|means?\b|indicates?\b|marks\b|signif|shows?\b|refers?\b)|^\((\*{1,4}|†+|‡+) [^)]*\)$",
    )
});
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"(?i)^(?:key|legend|colou?r (?:key|code|coding)|rag (?:key|rating key|status key|ratings?)|key to \S+(?: \S+)?|abbreviations(?: used)?|status key)\s*(?::.*)?$",
    )
});
static COLOUR: LazyLock<Regex> = LazyLock::new(|| {
    wording::pattern(
        r"(?i)^[^0-9A-Za-z_]*(?:red|amber|green|blue|yellow|grey|gray|white|purple|orange|pink|black)(?: text| shading| rows?| cells?| shaded)?\s*(?:[=:]|[–—-]\s|means\b|denotes\b|indicates\b|shows\b)",
    )
});
static ENTRY: LazyLock<Regex> = LazyLock::new(|| wording::pattern(r"^\S{1,12}(?: \S{1,12})?\s*(?:[=:]|[–—-]\s)|\t"));

#[cfg(test)]
mod tests {
    use crate::{Vocabulary, parse};

    #[test]
    fn marks_and_colours_are_explained_apart_from_the_rest() {
        let text = "Key:\nGreen – finished\nRed = late\n\n** = carried over from the old list\n\nThe board met.\n";
        let words = parse(text, &Vocabulary::default()).words;
        assert_eq!((words.legend, words.prose), (15, 3));
    }
}
