//! Owner cells to names.
//!
//! In: the text of a cell. Out: the names in it, as printed. Titles, teams and brackets stay; who a redaction mark stands
//! for is never guessed.

use throughline_parsers::mark;

/// The names in `text`, and whether one is blacked out.
pub fn names(text: &str) -> (Vec<String>, bool) {
    let marks = mark::redactions(text);
    let mut open = String::new();
    let mut start = 0;
    for mark in &marks {
        open.push_str(text.get(start..mark.start).unwrap_or(""));
        // What stood here is parted from what stands around it.
        open.push_str(" ; ");
        start = mark.end;
    }
    open.push_str(text.get(start..).unwrap_or(""));
    if is_nobody(&open) {
        return (Vec::new(), !marks.is_empty());
    }
    let names = split(&open).into_iter().filter_map(|piece| tidy(&piece)).collect();
    (names, !marks.is_empty())
}

/// Tells whether the whole cell says that there is no owner: `-`, `n/a`, `TBC`.
fn is_nobody(text: &str) -> bool {
    let folded: String = text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    matches!(
        folded.as_str(),
        "" | "na"
            | "none"
            | "tbc"
            | "tba"
            | "tbd"
            | "nobody"
            | "unassigned"
            | "unallocated"
            | "notassigned"
            | "tobeconfirmed"
            | "tobeagreed"
    )
}

/// Splits at `;`, `/`, line marks, `&`, `and`, `,`; in the name of an office (`Department for Trade and Tides`) only at
/// `;` and `/`, since nothing tells a joined name from two.
fn split(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for group in text.split([';', '|', '\n', '•']).flat_map(split_slash) {
        if is_office(group) {
            pieces.push(group.to_owned());
            continue;
        }
        let mut piece = String::new();
        for word in group.split_whitespace() {
            if matches!(word, "&" | "+" | ",") || word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or") {
                pieces.push(std::mem::take(&mut piece));
                continue;
            }
            for (index, part) in split_joined(word).into_iter().enumerate() {
                if index > 0 {
                    pieces.push(std::mem::take(&mut piece));
                }
                if !piece.is_empty() && !part.is_empty() {
                    piece.push(' ');
                }
                piece.push_str(part);
            }
        }
        pieces.push(piece);
    }
    join_initials(pieces)
}

/// Splits `HO/Involve`, but not `c/o` and the like.
fn split_slash(text: &str) -> Vec<&str> {
    let short = |piece: &str| piece.trim().chars().count() <= 1;
    let pieces: Vec<&str> = text.split('/').collect();
    if pieces.len() > 1 && pieces.iter().all(|piece| short(piece) || piece.trim().is_empty()) {
        vec![text]
    } else {
        pieces
    }
}

/// Splits a word at commas and at an ampersand that joins more than letters: `Ann,Bob`, `HO&NPCC`, but `R&D`.
fn split_joined(word: &str) -> Vec<&str> {
    let commas = word.split(',');
    let ampersands = |part| -> Vec<&str> {
        let around: Vec<&str> = str::split(part, '&').collect();
        let letters = around.iter().all(|piece| piece.chars().count() <= 1);
        if letters { vec![part] } else { around }
    };
    commas.flat_map(ampersands).collect()
}

/// Puts initials behind a comma back to the name before it: `Smith, J.`.
fn join_initials(pieces: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if !last.is_empty() && is_initials(&piece) => {
                last.push_str(", ");
                last.push_str(piece.trim());
            }
            _ => joined.push(piece),
        }
    }
    joined
}

fn is_initials(piece: &str) -> bool {
    let piece = piece.trim();
    let bare = piece.split(['.', ' ', '-']).filter(|part| !part.is_empty());
    let single = bare.clone().count() > 0
        && bare.clone().all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    single && (piece.contains('.') || bare.count() == 1)
}

fn is_office(text: &str) -> bool {
    const OFFICES: &[&str] = &[
        "department",
        "dept",
        "ministry",
        "minister",
        "secretary",
        "head",
        "director",
        "office",
        "board",
        "committee",
        "commissioner",
        "chair",
    ];
    let mut words = text
        .split_whitespace()
        .map(str::to_lowercase)
        .skip_while(|word| matches!(word.as_str(), "the" | "deputy" | "assistant"));
    let named = words.next().is_some_and(|word| OFFICES.contains(&word.as_str()));
    named && words.next().is_some_and(|word| matches!(word.as_str(), "of" | "for"))
}

/// Takes away what parted a name from the next; an empty name is none.
fn tidy(piece: &str) -> Option<String> {
    let piece = piece
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '&' | '/' | '-' | '–' | '•' | '*'));
    let last = piece.rsplit(|c: char| c.is_whitespace() || c == '.').find(|word| !word.is_empty()).unwrap_or("");
    let piece = if last.chars().count() > 2 { piece.trim_end_matches('.') } else { piece };
    let piece = if !piece.contains('(') { piece.trim_end_matches(')') } else { piece }.trim();
    piece.chars().any(char::is_alphanumeric).then(|| piece.to_owned())
}
