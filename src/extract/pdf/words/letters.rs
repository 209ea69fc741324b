//! The letters of a word: accents and soft hyphens.
//!
//! In: the glyphs of a word. Out: its letters. What cannot be seen, such as marks of joining or of direction, is left out.

use unicode_normalization::char::compose;

use super::super::page::{Area, Font, Glyph, Page};
use super::{Word, Words};

/// The hyphen that is printed only where a line breaks.
const SOFT_HYPHEN: char = '\u{ad}';

/// Tells at a glance whether `letters` begin with an ASCII letter or digit: nearly all do, and need no closer look.
pub fn is_plain(letters: &str) -> bool {
    letters.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
}

/// Tells whether nothing of `letters` can be seen.
pub fn is_unseen(letters: &str) -> bool {
    !is_plain(letters) && letters.chars().all(|c| c.is_whitespace() || is_format(c))
}

/// Tells whether `letters` is one letter of an alphabet.
pub fn is_letter(letters: &str) -> bool {
    let mut all = letters.chars();
    all.next().is_some_and(char::is_alphabetic) && all.next().is_none()
}

/// Tells whether `letters` is an accent by itself.
pub fn is_accent(letters: &str) -> bool {
    if is_plain(letters) {
        return false;
    }
    let mut all = letters.chars();
    all.next().is_some_and(|c| combining(c).is_some()) && all.next().is_none()
}

/// Tells whether `letters` take no room of their own: an accent, or a hyphen that shows only where a line breaks.
pub fn is_loose(letters: &str) -> bool {
    is_accent(letters) || letters == "\u{ad}"
}

/// Tells whether soft hyphens stand inside words of `page` and take up room: its fonts call every hyphen so.
pub fn prints_soft_hyphens(page: &Page) -> bool {
    if !page.text.contains(SOFT_HYPHEN) {
        return false;
    }
    page.glyphs.iter().zip(page.glyphs.iter().skip(1)).any(|(glyph, behind)| {
        is_printed_soft_hyphen(glyph, page)
            && page.letters(behind).starts_with(char::is_alphanumeric)
            && (glyph.baseline - behind.baseline).abs() < 0.1 * glyph.size
            && (behind.area.x0 - glyph.area.x1).abs() < 0.1 * glyph.size
    })
}

/// Adds the word that `glyphs` make up; `hyphens` says that soft hyphens are printed as hyphens.
pub fn add(words: &mut Words, page: &Page, fonts: &[Font], glyphs: &[usize], hyphens: bool) {
    let start = words.text.len();
    let mut word: Option<Word> = None;
    let (mut all, mut bold) = (0_usize, 0_usize);
    let (mut font, mut is_bold) = (None, false);
    let mut accent: Option<char> = None;
    let mut before: Option<&Glyph> = None;
    for (place, glyph) in glyphs.iter().enumerate().filter_map(|(place, &index)| Some((place, page.glyphs.get(index)?)))
    {
        let letters = page.letters(glyph);
        // Accents are rare, plain letters are not.
        let plain = matches!(*letters.as_bytes(), [letter] if letter.is_ascii_alphanumeric()) && accent.is_none();
        if !plain && is_unseen(letters) && !letters.contains(SOFT_HYPHEN) {
            continue;
        }
        if font != Some(glyph.font) {
            font = Some(glyph.font);
            is_bold = fonts.get(usize::from(glyph.font)).is_some_and(|font| font.bold);
        }
        all += 1;
        bold += usize::from(is_bold);
        match &mut word {
            None => {
                word = Some(Word {
                    letters: 0..0,
                    area: glyph.area,
                    baseline: glyph.baseline,
                    size: glyph.size,
                    bold: false,
                    direction: glyph.direction,
                });
            }
            Some(word) => {
                word.area = word.area.union(&glyph.area);
                if glyph.size > word.size {
                    (word.size, word.baseline) = (glyph.size, glyph.baseline);
                }
            }
        }
        if plain {
            words.text.push_str(letters);
            before = Some(glyph);
            continue;
        }
        if is_accent(letters)
            && let Some(mark) = letters.chars().next().and_then(combining)
        {
            let next = glyphs.get(place + 1).and_then(|&index| page.glyphs.get(index));
            let over_next = next.map_or(0.0, |next| cover(&glyph.area, &next.area));
            let over_last = before.map_or(0.0, |before| cover(&glyph.area, &before.area));
            if over_next > over_last.max(0.5) {
                accent = Some(mark);
                before = Some(glyph);
                continue;
            }
            if over_last > 0.5
                && let Some(composed) =
                    words.text.get(start..).and_then(|text| text.chars().next_back()).and_then(|last| with(last, mark))
            {
                words.text.pop();
                words.text.push(composed);
                continue;
            }
        }
        let mut rest = letters;
        if let Some(mark) = accent.take() {
            let first = letters.chars().next();
            match first.and_then(|first| with(first, mark)) {
                Some(composed) => words.text.push(composed),
                None => {
                    words.text.extend(first);
                    words.text.push(mark);
                }
            }
            rest = first.map_or("", |first| letters.get(first.len_utf8()..).unwrap_or(""));
        }
        push(&mut words.text, rest, hyphens && is_printed_soft_hyphen(glyph, page));
        before = Some(glyph);
    }
    words.text.extend(accent);
    let Some(mut word) = word else { return };
    clean_hyphens(&mut words.text, start);
    if words.text.len() > start
        && let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(words.text.len()))
    {
        word.letters = start..end;
        word.bold = bold * 2 > all;
        words.list.push(word);
    }
}

fn push(text: &mut String, letters: &str, hyphens: bool) {
    // Plain letters need no looking at one by one.
    if letters.bytes().all(|byte| byte.is_ascii_graphic()) {
        text.push_str(letters);
        return;
    }
    for c in letters.chars().filter(|&c| !c.is_whitespace() && !is_format(c)) {
        text.push(if hyphens && c == SOFT_HYPHEN { '-' } else { c });
    }
}

/// Drops the soft hyphens inside the word that begins at `start`; one that is all of a word is a dash. At its end one stays,
/// also where the hyphen that is printed for it follows as a letter of its own.
fn clean_hyphens(text: &mut String, start: usize) {
    let word = text.get(start..).unwrap_or("");
    if word.is_ascii() || !word.contains(SOFT_HYPHEN) {
        return;
    }
    let printed = word.strip_suffix('-').filter(|word| word.ends_with(SOFT_HYPHEN));
    let ends = word.ends_with(SOFT_HYPHEN) || printed.is_some();
    let kept: String = printed.unwrap_or(word).chars().filter(|&c| c != SOFT_HYPHEN).collect();
    text.truncate(start);
    text.push_str(&kept);
    match (kept.is_empty(), ends) {
        (true, _) => text.push('-'),
        (false, true) => text.push(SOFT_HYPHEN),
        (false, false) => {}
    }
}

fn is_printed_soft_hyphen(glyph: &Glyph, page: &Page) -> bool {
    glyph.area.width() > 0.1 * glyph.size && page.letters(glyph) == "\u{ad}"
}

/// Tells whether `c` prints nothing: marks of joining, of direction, of a text's beginning, control characters.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Says how much of the width of `accent` lies over `letter`; all of it where it has none.
fn cover(accent: &Area, letter: &Area) -> f32 {
    if accent.width() <= 0.01 {
        return if letter.x0 - 0.5 <= accent.x0 && accent.x0 <= letter.x1 + 0.5 { 0.9 } else { 0.0 };
    }
    (accent.x1.min(letter.x1) - accent.x0.max(letter.x0)) / accent.width()
}

/// Puts `mark` on `letter`, where there is such a letter.
fn with(letter: char, mark: char) -> Option<char> {
    let base = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    if base.is_alphabetic() { compose(base, mark) } else { None }
}

/// Returns the combining mark that an accent by itself stands for.
fn combining(accent: char) -> Option<char> {
    if accent.is_ascii_alphanumeric() {
        return None;
    }
    let mark = match accent {
        '`' => '\u{300}',
        '´' | '\u{2b9}' | '\u{2ca}' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        '\u{300}'..='\u{36f}' => accent,
        _ => return None,
    };
    Some(mark)
}
