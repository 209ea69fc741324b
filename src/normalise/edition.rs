//! What a document is, and when it was published.
//!
//! In: what was cut out of the text, and the name of the file. The date of publication is looked for where documents print
//! it: title, headings, lines such as `Updated: …`, page heads and feet, and last in the file's name.

use throughline_parsers::date;
use throughline_parsers::{DatePlace, Field, Layout, Parsed, Role};

use super::dated::{Dated, dates_in, only_year, published};
use crate::model::edition::{EditionKind, Precision, Published};

/// Tells a log from a write-up: a log has a status for its actions, or calls itself one, or is nothing but a table.
pub fn kind(parsed: &Parsed) -> EditionKind {
    let has_status = parsed.rows.iter().any(|row| {
        let listed = parsed.tables.get(row.table).is_none_or(|table| table.role != Role::Table);
        !listed && row.cell(Field::Status).is_some()
    });
    let is_log =
        has_status || parsed.title.as_ref().is_some_and(|title| says_log(&title.text)) || is_bare_table(parsed);
    if is_log { EditionKind::Log } else { EditionKind::WriteUp }
}

fn says_log(title: &str) -> bool {
    let words = || title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let calls = |names: &[&str]| words().any(|word| names.contains(&word.as_str()));
    calls(&["log", "register", "tracker"]) && !calls(&["minutes", "minute", "notes", "writeup"])
}

fn is_bare_table(parsed: &Parsed) -> bool {
    let tables = !parsed.tables.is_empty()
        && parsed.tables.iter().all(|table| table.role == Role::Table && !table.columns.is_empty());
    tables && !parsed.rows.is_empty() && parsed.words.prose.saturating_mul(5) <= parsed.words.cells
}

/// Returns the layouts that the tables were read by, joined by `+`.
pub fn layout(parsed: &Parsed) -> String {
    let mut names: Vec<&str> = Vec::new();
    for table in &parsed.tables {
        let name = match table.layout {
            Layout::Separated => "separated",
            Layout::Flattened => "flattened",
            Layout::Aligned => "aligned",
            Layout::Grid => "grid",
            Layout::WriteUp => "write-up",
            Layout::Minutes => "minutes",
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("+")
}

/// Returns when the document was published, as far as it says so. The first place that names a date has it; a later place
/// is heard only where it names a day within the month, quarter or year found before.
pub fn published_on(parsed: &Parsed, path: &str, day_first: bool) -> Option<Published> {
    let mut wordings: Vec<(DatePlace, &str)> = Vec::new();
    if let Some(title) = &parsed.title {
        wordings.push((DatePlace::Title, title.text.as_str()));
    }
    wordings.extend(parsed.dates.iter().map(|(place, cell)| (*place, cell.text.as_str())));
    let mut best: Option<Published> = None;
    for place in [DatePlace::Title, DatePlace::Heading, DatePlace::Line, DatePlace::Furniture] {
        let here = wordings.iter().filter(|(at, _)| *at == place).map(|(_, text)| *text);
        if let Some(found) = best_at(place, here, day_first) {
            best = Some(more_exact(best, found));
        }
    }
    match (best, in_file_name(path, day_first)) {
        (Some(best), Some(named)) => Some(more_exact(Some(best), named)),
        (best, named) => best.or(named),
    }
}

/// Returns `found` where nothing stood before, or where it is a part of what did.
fn more_exact(before: Option<Published>, found: Published) -> Published {
    match before {
        None => found,
        Some(before) => {
            let within = before.from <= found.from && found.to <= before.to;
            if within && rank(found.precision) < rank(before.precision) { found } else { before }
        }
    }
}

fn rank(precision: Precision) -> u8 {
    match precision {
        Precision::Day => 0,
        Precision::Month => 1,
        Precision::Quarter => 2,
        Precision::Year => 3,
    }
}

/// Returns the best date that the wordings of one place name: the more exact, then the one most plainly said to be it.
fn best_at<'a>(place: DatePlace, wordings: impl Iterator<Item = &'a str>, day_first: bool) -> Option<Published> {
    let mut found: Vec<(u8, u8, Published)> = Vec::new();
    for text in wordings {
        let mut dates = dates_in(text);
        if dates.is_empty() && place == DatePlace::Title {
            dates.extend(only_year(text));
        }
        for dated in dates {
            if let Some(date) = published(text, &dated, day_first)
                && let Some(plainness) = plainness(text, &dated, place)
            {
                found.push((rank(date.precision), plainness, date));
            }
        }
    }
    let best = found.iter().map(|(rank, plainness, _)| (*rank, *plainness)).min()?;
    let mut alike = found.into_iter().filter(|(rank, plainness, _)| (*rank, *plainness) == best).map(|(.., date)| date);
    match place {
        // Headings of a log may be the dates of meetings: it was published with the last.
        DatePlace::Heading => alike.max_by(|one, other| one.from.cmp(&other.from)),
        _ => alike.next(),
    }
}

/// Says how plainly the words before a date call it that of the document; nothing where they say it is another's.
fn plainness(text: &str, dated: &Dated, place: DatePlace) -> Option<u8> {
    const PLAIN: &[&str] = &[
        "updated",
        "published",
        "as at",
        "as of",
        "correct at",
        "issued",
        "version",
        "position at",
        "last update",
        "date of issue",
    ];
    const OTHERS: &[&str] =
        &["next ", "deadline", "due ", "complete by", "previous", "last meeting", "future", "following meeting"];
    // The date's own qualifier counts too: `Due by 1 June`.
    let before = text.get(..dated.range.end).unwrap_or("").to_lowercase();
    let said = |words: &[&str]| words.iter().any(|word| before.contains(word));
    if place != DatePlace::Title && said(OTHERS) || said(&["next meeting", "date of next"]) {
        None
    } else if said(PLAIN) {
        Some(0)
    } else if place == DatePlace::Line && before.contains("date") {
        Some(1)
    } else {
        Some(2)
    }
}

/// Reads the date in the name of a file: `log_2018-12-05.txt`, `20181205 log.txt`, `log2018-12-05b.txt`, and where there is
/// no day, the one month that it names: `2018-12.txt`, `Action Log December 2018.txt`.
fn in_file_name(path: &str, day_first: bool) -> Option<Published> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    // What follows a dot may be the rest of a date: `log 2018.12`.
    let stem = name.rsplit_once('.').filter(|(_, end)| !end.starts_with(|c: char| c.is_ascii_digit()));
    let stem = stem.map_or(name, |(stem, _)| stem);
    // An underscore parts words here, as a space does elsewhere.
    let (spaced, dashed) = (stem.replace('_', " "), stem.replace('_', "-"));
    let (open, open_dashed) = (opened(&spaced), opened(&dashed));
    let read = |text: &str, precision: Precision| -> Vec<Published> {
        let dates = dates_in(text);
        let found = dates.iter().filter_map(|dated| published(text, dated, day_first));
        found.filter(|date| date.precision == precision).collect()
    };
    let day = |text: &str| read(text, Precision::Day).into_iter().next();
    // Digits next to letters are often a version; with a whole year they are a date.
    let sure_day = |text: &str| read(text, Precision::Day).into_iter().find(|date| has_whole_year(&date.raw));
    let month = |text: &str| {
        let mut found = read(text, Precision::Month);
        found.retain(|date| has_whole_year(&date.raw));
        // A name with several months says which it covers, not when it was published.
        found.retain(|date| date::cell(&date.raw).len() == 1);
        let alike = found.windows(2).all(|pair| matches!(pair, [one, other] if one.from == other.from));
        found.into_iter().next().filter(|_| alike)
    };
    day(&spaced)
        .or_else(|| day(&dashed))
        .or_else(|| sure_day(&open))
        .or_else(|| sure_day(&open_dashed))
        .or_else(|| month(&spaced))
        .or_else(|| month(&dashed))
        .or_else(|| month(&open))
        .or_else(|| month(&open_dashed))
}

/// Parts letters from the digits behind them, and digits from one last letter or a time of day: `log2018-12-05b`,
/// `2018-12-05T10-00`.
fn opened(text: &str) -> String {
    let mut open = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let into_digits = before.is_alphabetic() && c.is_ascii_digit();
        let last = next.is_none_or(|next| !next.is_alphanumeric());
        let time = matches!(c, 'T' | 't') && next.is_some_and(|next| next.is_ascii_digit());
        let out_of_digits = before.is_ascii_digit() && c.is_alphabetic() && (last || time);
        if into_digits || out_of_digits {
            open.push(' ');
        }
        open.push(c);
        before = c;
    }
    open
}

/// Tells whether `raw` holds a year in four digits.
fn has_whole_year(raw: &str) -> bool {
    raw.split(|c: char| !c.is_ascii_digit()).any(|digits| matches!(digits.len(), 4 | 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_names_of_files() {
        for (name, expected) in [
            ("log_2018-12-05.txt", "2018-12-05..2018-12-05"),
            ("20181205 log.txt", "2018-12-05..2018-12-05"),
            ("a/2017-01-01/log2019-04-18.txt", "2019-04-18..2019-04-18"),
            ("actionlog20190418.csv", "2019-04-18..2019-04-18"),
            ("2019-04-18b.txt", "2019-04-18..2019-04-18"),
            ("2019-04-18T10-00.txt", "2019-04-18..2019-04-18"),
            ("log20190418T1000.txt", "2019-04-18..2019-04-18"),
            ("log_18_April_2019.txt", "2019-04-18..2019-04-18"),
            ("Minutes 18.04.2019.txt", "2019-04-18..2019-04-18"),
            ("2019-04.txt", "2019-04-01..2019-04-30"),
            ("log2019_04.txt", "2019-04-01..2019-04-30"),
            ("Action Log April 2019.txt", "2019-04-01..2019-04-30"),
            ("Action_Log_Apr2019.csv", "2019-04-01..2019-04-30"),
            ("log-v1.2.19.txt", ""),
            ("log 3b.txt", ""),
            ("2011-12 log.txt", ""),
            ("January 2019 to March 2019.txt", ""),
            ("Actions Jan to March 2019.txt", ""),
            ("Actions Jan-March 2019.txt", ""),
            ("log 20191399.txt", ""),
            ("série2.txt", ""),
        ] {
            let found = in_file_name(name, true).map_or_else(String::new, |date| format!("{}..{}", date.from, date.to));
            assert_eq!(found, expected, "{name}");
        }
    }
}
