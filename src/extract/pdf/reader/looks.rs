//! What a font looks like, by what its dictionary and its name say.

use hayro_interpret::hayro_syntax::object::dict::keys::{BASE_FONT, FLAGS, FONT_DESC, FONT_WEIGHT, ITALIC_ANGLE};
use hayro_interpret::hayro_syntax::object::{Dict, Name};

use crate::extract::pdf::page::Font;

/// Reads what a font dictionary says of its looks.
pub fn describe(dict: &Dict<'_>) -> Font {
    let name = dict.get::<Name<'_>>(BASE_FONT).map(|name| name.as_str().to_owned()).unwrap_or_default();
    // A subset is marked by six letters and a plus sign.
    let name = match name.split_once('+') {
        Some((mark, name)) if mark.len() == 6 => name.to_owned(),
        _ => name,
    };
    let descriptor = dict.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
    let flags = descriptor.get::<u32>(FLAGS).unwrap_or(0);
    let weight = descriptor.get::<f32>(FONT_WEIGHT).unwrap_or(0.0);
    let slant = descriptor.get::<f32>(ITALIC_ANGLE).unwrap_or(0.0);
    Font {
        bold: weight >= 600.0 || flags & 1 << 18 != 0 || sounds_bold(&name),
        italic: flags & 1 << 6 != 0 || slant.abs() > 1.0 || sounds_italic(&name),
        name,
    }
}

/// Tells whether a font of this name is bold.
pub fn sounds_bold(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
        || ["-medi", "-bd", "-blk", "-hv"].iter().any(|end| name.ends_with(end))
        || ["cmb", "ecbx", "sfbx", "lmb"].iter().any(|start| name.starts_with(start))
}

/// Tells whether a font of this name is italic.
pub fn sounds_italic(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("italic") || name.contains("oblique") || name.ends_with("-it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_weight() {
        for name in ["Arial-BoldMT", "NimbusRomNo9L-Medi", "CMBX12", "Inter-SemiBold", "Helvetica,Bold"] {
            assert!(sounds_bold(name), "{name}");
        }
        for name in ["Arial", "Ubuntu-Medium", "CMR10", "BookAntiqua"] {
            assert!(!sounds_bold(name), "{name}");
        }
        assert!(sounds_italic("Times-Italic") && sounds_italic("Helvetica-BoldOblique") && !sounds_italic("Times"));
    }
}
