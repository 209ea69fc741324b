//! Marks of list items, as far as the gap behind them is concerned.

/// Tells whether `word` is a bullet.
pub fn is_bullet(word: &str) -> bool {
    let mut letters = word.chars();
    let bullet = matches!(
        letters.next(),
        Some(
            '•' | '·'
                | '▪'
                | '▫'
                | '◦'
                | '‣'
                | '⁃'
                | '●'
                | '○'
                | '■'
                | '□'
                | '◆'
                | '◇'
                | '➢'
                | '➤'
                | '►'
                | '▶'
                | '✓'
                | '✔'
                | '☐'
                | '☒'
                | '☑'
                | '*'
                | '+'
                | '>'
                | '»'
                | '→'
                | '-'
                | '–'
                | '—'
                | '−'
                | 'o'
                | '\u{f000}'..='\u{f0ff}' | '\u{fffd}'
        )
    );
    bullet && letters.next().is_none()
}

/// Tells whether `word` is a number or letter that is closed: `1.`, `(7)`, `3.2.`, `a)`, `iv.`
pub fn is_closed(word: &str) -> bool {
    let Some(bare) = word.strip_suffix([')', '.', ':']) else { return false };
    let bare = bare.trim_start_matches('(');
    let number = bare.split('.').all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()));
    let letter = bare.len() == 1 && bare.bytes().all(|it| it.is_ascii_alphabetic());
    let roman = !bare.is_empty() && bare.bytes().all(|it| matches!(it, b'i' | b'v' | b'x'));
    bare.len() <= 8 && (number || letter || roman)
}
