//! Wordings compared as a reader compares them. Typography never makes a difference: the shape of quotes and dashes,
//! white space, case, bullets and a final full stop.

/// Tells whether `left` and `right` say the same in the same words.
pub(super) fn same(left: &str, right: &str) -> bool {
    left == right || plain(left) == plain(right)
}

/// Returns `text` without its typography.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => plain.push(c.to_ascii_lowercase()),
            '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '′' | '″' | '`' | '´' | '"' => {
                plain.push('\'')
            }
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => plain.push('-'),
            '…' => plain.push_str("..."),
            // Soft hyphens, zero-width marks, and bullets as fonts of word processors encode them.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '•' | '▪' | '●' | '◦' | '·' | '\u{e000}'..='\u{f8ff}' =>
                {}
            c if c.is_whitespace() => {}
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain.truncate(plain.trim_end_matches('.').len());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_no_change() {
        assert!(same("Paint the “north” gate – twice.", "paint the \"north\" gate - twice"));
        assert!(same("re- planning of May ‘19", "re-planning of May’19"));
        assert!(!same("Paint the gate", "Paint the gates"));
        assert!(!same("Move 3 boats", "Move 8 boats"));
    }
}
