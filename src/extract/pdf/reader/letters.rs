//! The letters of a glyph, made fit to be searched: ligatures taken apart, the marks of symbol fonts named.
//!
//! In: what the file says a glyph stands for. Out: the letters a reader would write. Words are not known here; soft
//! hyphens stay, since only their place tells what they mean.

/// What a file says that a glyph stands for.
#[derive(Debug, Clone, Copy)]
pub enum Letters<'t> {
    /// One character.
    One(char),
    /// Several.
    More(&'t str),
}

/// Writes the letters down, and tells whether they are known. `font` is the name of the font.
pub fn clean(letters: Letters<'_>, font: &str, text: &mut String) -> bool {
    match letters {
        Letters::One(letter) => write(letter, font, text),
        Letters::More(letters) => match swapped(letters) {
            Some(mended) => {
                text.push_str(&mended);
                true
            }
            None => letters.chars().all(|letter| write(letter, font, text)),
        },
    }
}

fn write(letter: char, font: &str, text: &mut String) -> bool {
    match letter {
        '\u{20}'..='\u{7e}' if !is_dingbats(font) => text.push(letter),
        // Not a character, or the mark for one that is not known.
        '\0' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}' => return false,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push(' '),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => text.push(' '),
        // Control characters, and marks that have no width and no meaning once a text is laid out.
        '\u{1}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {}
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' => {}
        '\u{feff}' => {}
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        letter => text.push(mark(letter, font).unwrap_or(letter)),
    }
    true
}

/// Mends letters whose two bytes were swapped: some writers do so where a glyph stands for several letters, and add up the
/// numbers of the last two of `ffi` and `ffl`. No writing uses characters of such numbers side by side.
fn swapped(letters: &str) -> Option<String> {
    let mut mended = String::new();
    for letter in letters.chars() {
        let number = u32::from(letter);
        let byte = (number & 0xff == 0).then(|| u8::try_from(number >> 8).ok()).flatten()?;
        match byte {
            _ if byte.is_ascii_alphabetic() => mended.push(char::from(byte)),
            SUM_OF_FI if mended.ends_with('f') => mended.push_str("fi"),
            SUM_OF_FL if mended.ends_with('f') => mended.push_str("fl"),
            _ => return None,
        }
    }
    (mended.len() > 1).then_some(mended)
}

const SUM_OF_FI: u8 = b'f' + b'i';
const SUM_OF_FL: u8 = b'f' + b'l';

fn is_dingbats(font: &str) -> bool {
    font.starts_with("Wingdings") || font.starts_with("Webdings")
}

/// Names the mark that a symbol font prints: its characters have numbers for private use, or none of their own.
fn mark(letter: char, font: &str) -> Option<char> {
    let code = match u32::from(letter) {
        number @ 0xf020..=0xf0ff => number - 0xf000,
        number @ 0x20..=0xff if is_dingbats(font) => number,
        _ => return None,
    };
    let dingbats = is_dingbats(font) || !font.contains("Symbol");
    let mark = match code {
        0x20 => ' ',
        0xb7 if is_dingbats(font) => return None,
        0xb7 => '•',
        0x6c | 0x9f if dingbats => '•',
        0x6e if dingbats => '■',
        0x6f | 0xa8 | 0x71 | 0x72 if dingbats => '□',
        0x75 | 0x74 if dingbats => '◆',
        0x76 if dingbats => '❖',
        0xa7 if dingbats => '▪',
        0xa1 if dingbats => '○',
        0xd8 if dingbats => '➢',
        0xe0 | 0xe8 | 0xf0 if dingbats => '→',
        0xfb | 0xfd if dingbats => '✗',
        0xfc if dingbats => '✓',
        0xfe if dingbats => '☑',
        0xa7 => '♣',
        0xa8 => '♦',
        0xae => '→',
        0x2d => '−',
        _ => return None,
    };
    Some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(letters: &str, font: &str) -> Option<String> {
        let mut text = String::new();
        clean(Letters::More(letters), font, &mut text).then_some(text)
    }

    #[test]
    fn ligatures_are_letters_even_where_their_bytes_are_swapped() {
        assert_eq!(cleaned("\u{fb03}", ""), Some("ffi".into()));
        assert_eq!(cleaned("\u{6600}\u{6900}", ""), Some("fi".into()));
        assert_eq!(cleaned("\u{6600}\u{cf00}", ""), Some("ffi".into()));
        assert_eq!(cleaned("\u{6600}", ""), Some("\u{6600}".into()));
        assert_eq!(cleaned("\u{4e00}\u{6f22}", ""), Some("\u{4e00}\u{6f22}".into()));
    }

    #[test]
    fn marks_are_named_by_their_font() {
        assert_eq!(cleaned("\u{f0b7}", "SymbolMT"), Some("•".into()));
        assert_eq!(cleaned("\u{f0a7}", "Wingdings-Regular"), Some("▪".into()));
        assert_eq!(cleaned("§", "Wingdings"), Some("▪".into()));
        assert_eq!(cleaned("§", "Arial"), Some("§".into()));
        assert_eq!(cleaned("\u{e123}", "Arial"), Some("\u{e123}".into()));
    }

    #[test]
    fn what_has_no_meaning_on_paper_goes_and_what_is_unknown_is_said() {
        assert_eq!(cleaned("a\u{2}b\u{200b}\u{a0}\u{ad}", ""), Some("ab \u{ad}".into()));
        assert_eq!(cleaned("\0", ""), None);
        assert_eq!(cleaned("\u{fffd}", ""), None);
    }
}
