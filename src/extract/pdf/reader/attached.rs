//! Files of which only the attachments are encrypted: their pages can be read without a password, but not by readers
//! that want one first.

/// How an encrypted file names the settings of its encryption.
const KEY: &[u8] = b"/Encrypt";
/// The same with a meaning for nobody: as long, so that everything stays in its place.
const NO_KEY: &[u8] = b"/Encrypx";
/// How text and how streams are encrypted; what is not named is not.
const PARTS: [&[u8]; 2] = [b"/StrF", b"/StmF"];

/// Returns the file as if it were not encrypted, where its text and its streams are not.
pub fn freed(bytes: &[u8]) -> Option<Vec<u8>> {
    // The settings are never encrypted or packed themselves, so they can be found without taking the file apart.
    let plain = |part: &[u8]| behind(bytes, part).all(|rest| names(rest, b"/Identity"));
    let by_parts =
        behind(bytes, b"/EFF").next().is_some() || PARTS.iter().any(|part| behind(bytes, part).next().is_some());
    if !by_parts || !PARTS.iter().all(|part| plain(part)) {
        return None;
    }
    let mut freed = bytes.to_vec();
    let mut found = false;
    for rest in behind(bytes, KEY).filter(|rest| names_settings(rest)) {
        let at = bytes.len() - rest.len();
        freed.get_mut(at - KEY.len()..at)?.copy_from_slice(NO_KEY);
        found = true;
    }
    found.then_some(freed)
}

/// Returns what stands behind each place where `key` does.
fn behind<'b>(bytes: &'b [u8], key: &'b [u8]) -> impl Iterator<Item = &'b [u8]> {
    bytes.windows(key.len()).enumerate().filter(move |(_, window)| *window == key).filter_map(move |(at, _)| {
        let rest = bytes.get(at + key.len()..)?;
        rest.first().is_none_or(|next| !next.is_ascii_alphanumeric()).then_some(rest)
    })
}

/// Tells whether `name` and nothing longer comes next.
fn names(rest: &[u8], name: &[u8]) -> bool {
    let rest = rest.trim_ascii_start().strip_prefix(name);
    rest.is_some_and(|rest| rest.first().is_none_or(|next| !next.is_ascii_alphanumeric()))
}

/// Tells whether the settings of the encryption, or a reference to them, may come next.
fn names_settings(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    rest.starts_with(b"<<") || rest.first().is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_freed_only_where_nothing_but_attachments_is_encrypted() {
        for (settings, free) in [
            ("/StmF /Identity /StrF/Identity /EFF /StdCF", true),
            ("/EFF /StdCF", true),
            ("/StmF /StdCF /StrF /Identity", false),
            ("/StmF /Identity /StrF /IdentityCF", false),
            ("/V 2", false),
        ] {
            let file = format!("1 0 obj << {settings} >> trailer << /Encrypt 1 0 R /EncryptMetadata true >>");
            let freed = freed(file.as_bytes()).map(|freed| String::from_utf8(freed).expect("text"));
            let wanted = free.then(|| file.replace("/Encrypt 1", "/Encrypx 1"));
            assert_eq!(freed, wanted, "{settings}");
        }
    }
}
