//! S005 and S008: closed on a promise, and promises whose date has passed.
//!
//! A promise is what a sentence says of the time to come: `will be sent`, `to be discussed`, `planned for`, `subject to
//! agenda`. What stands in a closing status only because it was carried over from open times is no promise of the closing.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::action::{Origin, Segment, Step};
use crate::model::named_date::mentions;
use crate::model::observation::Category;
use crate::model::pattern::Pattern;

use super::ground::Ground;
use super::remark::Remark;

static PROMISE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:(?:will|shall)\s+(?:be\s+|also\s+|now\s+|then\s+)*(?:[a-z]{3,}|go|do)|to\s+be\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|en|wn|nt|ld|ut|ht|de)\b|subject\s+to\s+(?:the\s+)?(?:agenda|approval|agreement|confirmation|funding|availability|sign-?off|discussion)|(?:is|are|being|now)\s+planned|planned\s+(?:for|to)\b|(?:is|are)\s+(?:going|due|expected|scheduled)\s+to\b|in\s+due\s+course|to\s+follow(?:[.;,]|$)|at\s+a\s+(?:later|future)\s+(?:date|meeting|workshop))",
    )
});

/// Words before `to be …` that make it no promise: `found to be cracked`, `was to be sent`.
const NO_PROMISE: &[&str] = &[
    "found", "proved", "seems", "seemed", "appears", "appeared", "thought", "known", "said", "was", "were", "had",
    "used", "believed", "reported", "needed", "ought", "out",
];

/// Looks at every status.
pub(super) fn remarks(ground: &Ground<'_>) -> Vec<Remark> {
    let steps: Vec<(&Step, usize)> = ground.steps().map(|(_, step, row)| (step, row)).collect();
    steps.into_par_iter().filter_map(|(step, row)| of_row(ground, step, row)).collect()
}

fn of_row(ground: &Ground<'_>, step: &Step, row: usize) -> Option<Remark> {
    if !ground.is_log(ground.place(row)) || ground.seen(row).status.is_none() {
        return None;
    }
    let category = ground.category(row);
    let put_forward = matches!(category, Category::ProposedComplete | Category::ProposedClosed);
    if category.is_closing() || put_forward {
        closed_on_a_promise(ground, step, row, category)
    } else {
        passed(ground, row)
    }
}

/// S005: what was said when it was closed is yet to come.
fn closed_on_a_promise(ground: &Ground<'_>, step: &Step, row: usize, category: Category) -> Option<Remark> {
    let said = |segment: &&Segment| match segment.origin {
        Origin::New => true,
        // Edited by those who closed it.
        Origin::Edited => {
            let from = segment.from.as_ref().and_then(|id| ground.find(id));
            from.is_some_and(|from| ground.category(from).is_closing())
        }
        _ => false,
    };
    let promised: Vec<&str> = step
        .segments
        .iter()
        .filter(said)
        .flat_map(|segment| sentences(&segment.text))
        .filter(|s| promise(s).is_some())
        .collect();
    let first = promised.first()?;
    let place = ground.place(row);
    let words = promise(first)?;
    let message = format!(
        "{} is {} in {}, on a promise: “{words}”.",
        ground.row_name(row),
        category.word(),
        ground.edition_name(place)
    );
    let mut remark = Remark::new(ground, "S005", place, message).row(ground, row, &[]);
    for sentence in promised {
        remark = remark.quote(Some(ground.seen(row)), "status", sentence);
    }
    Some(remark.hint("Ask whether it has been done since; what is only promised is not done."))
}

/// S008: the day by which something was promised has passed, and the action is open.
fn passed(ground: &Ground<'_>, row: usize) -> Option<Remark> {
    let place = ground.place(row);
    let published: Date = ground.edition(place)?.published_on.as_ref()?.from.parse().ok()?;
    let status = &ground.seen(row).status.as_ref()?.raw;
    let broken: Vec<(&str, String)> = sentences(status)
        .into_iter()
        .filter_map(|sentence| Some((sentence, promised_by(ground, sentence).filter(|(_, day)| *day < published)?.0)))
        .collect();
    let (_, date) = broken.first()?;
    let message =
        format!("{} still promises something by {date} in {}.", ground.row_name(row), ground.edition_name(place));
    let mut remark = Remark::new(ground, "S008", place, message).row(ground, row, &[]);
    for (sentence, _) in &broken {
        remark = remark.quote(Some(ground.seen(row)), "status", sentence);
    }
    Some(remark.hint("Ask whether it came about; if it did, the status has not been brought up to date."))
}

/// Returns the date by which `sentence` promises something, as worded, and its last day. What is only to come *after* a
/// date has no such date.
fn promised_by(ground: &Ground<'_>, sentence: &str) -> Option<(String, Date)> {
    const BY: &[&str] = &[
        "in", "by", "for", "before", "at", "on", "into", "until", "end", "of", "during", "early", "mid", "late", "the",
    ];
    const AFTER: &[&str] = &["after", "since", "from", "following", "once", "post", "when"];
    let said = unquoted(sentence);
    let (start, found) = first_promise(&said)?;
    let named = mentions(sentence).into_iter().filter_map(|mention| Some((mention.place, mention.days?.1)));
    let codes = ground.history.codes.iter().flat_map(|code| {
        let day = code.to.as_ref().and_then(|day| day.parse::<Date>().ok());
        let sure = code.judgement == crate::model::link::Judgement::Same;
        let places = sentence.match_indices(code.code.as_str()).map(|(at, found)| at..at + found.len());
        places.filter_map(move |place| Some((place, day.filter(|_| sure)?))).collect::<Vec<_>>()
    });
    let mut due: Vec<_> = named.chain(codes).filter(|(place, _)| place.start > start).collect();
    due.sort_by_key(|(place, _)| place.start);
    let (place, day) = due.into_iter().next()?;
    let between = sentence.get(start..place.start)?;
    let promised = words(found).len();
    let words = words(between);
    let led = words.last().is_some_and(|word| BY.contains(&word.as_str()));
    let later = words.iter().any(|word| AFTER.contains(&word.as_str()));
    (led && !later && !is_of_another(&words, promised)).then(|| (sentence.get(place).unwrap_or("").to_owned(), day))
}

/// Tells whether the date behind `words`, of which the first `promised` are the promise, is not that of the promise: `the
/// figures for` a month, what `was said in` it, `the form agreed in` it.
fn is_of_another(words: &[String], promised: usize) -> bool {
    const SET: &[&str] = &[
        "planned",
        "scheduled",
        "due",
        "set",
        "ready",
        "fixed",
        "expected",
        "arranged",
        "booked",
        "time",
        "available",
        "complete",
        "completed",
        "done",
        "finished",
    ];
    const PARTS: &[&str] = &[
        "end",
        "middle",
        "beginning",
        "start",
        "course",
        "week",
        "month",
        "part",
        "half",
        "quarter",
        "meeting",
        "workshop",
        "session",
    ];
    let behind = words.get(promised..).unwrap_or_default();
    let told = behind.iter().any(|word| ["was", "were", "had", "did"].contains(&word.as_str()));
    let mut last = words.iter().rev().map(String::as_str).skip_while(|word| *word == "the");
    let (lead, before) = (last.next().unwrap_or(""), last.next().unwrap_or(""));
    let joined = last.next().is_some_and(|word| ["and", "or", "be", "been", "also", "then"].contains(&word));
    let of_thing = match lead {
        "for" => !SET.contains(&before),
        "of" => !PARTS.contains(&before),
        _ => false,
    };
    // A participle behind the promise tells of something else, unless it is one more of it: `sent and agreed in`.
    let participle = behind.len() >= 2 && before.ends_with("ed") && !joined && !SET.contains(&before);
    told || of_thing || participle
}

/// Returns the words of the first promise in `sentence`.
fn promise(sentence: &str) -> Option<&str> {
    let said = unquoted(sentence);
    let (start, words) = first_promise(&said)?;
    sentence.get(start..start + words.len())
}

fn first_promise(sentence: &str) -> Option<(usize, &str)> {
    PROMISE.on(sentence)?.find_iter(sentence).find_map(|found| {
        let before = sentence.get(..found.start()).unwrap_or("").trim_end();
        let behind = sentence.get(found.end()..).unwrap_or("");
        (!tells_nothing(before, &found.as_str().to_lowercase(), behind)).then(|| (found.start(), found.as_str()))
    })
}

/// Tells whether the words `found` promise nothing between those `before` and `behind` them: what is denied, asked, quoted,
/// or was a plan once; and what is to become of the row itself.
fn tells_nothing(before: &str, found: &str, behind: &str) -> bool {
    /// Words that say of what was planned that it has been.
    const HAS_BEEN: &[&str] = &["was", "were", "took", "has", "have", "had", "went", "happened", "came"];
    const GIVEN_UP: &[&str] = &["cancelled", "dropped", "abandoned", "off"];
    const ASKED: &[&str] = &["asked", "ask", "asks", "wondered", "question", "queried"];
    const QUESTIONS: &[&str] = &["who", "what", "when", "where", "why", "how", "which", "if"];
    let (before, behind) = (words(before), words(behind));
    let any = |words: &[String], known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let last = before.last().map_or("", String::as_str);
    let verb = found.rsplit(' ').next().unwrap_or("");
    let to_be = found.starts_with("to be");
    let planned = found.contains("planned");
    let near = before.get(before.len().saturating_sub(3)..).unwrap_or_default();
    let denied = matches!(verb, "not" | "never")
        || any(&before, &["nobody", "nothing", "none", "neither"])
        || any(near, &["no"])
        || (planned || to_be) && any(&before, &["not", "never"]);
    let asked = any(&before, &["whether"])
        || any(&before, ASKED) && any(&before, QUESTIONS)
        || matches!(last, "who" | "why" | "how" | "when" | "where" | "what" | "if");
    let once = found.starts_with("planned") && (last == "as" || any(&before, HAS_BEEN) || any(&behind, HAS_BEEN));
    let given_up = (planned || to_be) && any(&behind, GIVEN_UP);
    let idiom = found.starts_with("will ") && matches!(verb, "recall" | "remember" | "know" | "see" | "note")
        || found.starts_with("will ") && matches!(last, "the" | "a" | "his" | "her" | "their" | "free")
        || found.starts_with("will be ")
            && matches!(verb, "found" | "aware" | "seen" | "noted" | "remembered" | "recalled")
        || to_be && matches!(verb, "hoped" | "seen" | "expected");
    (to_be && NO_PROMISE.contains(&last))
        || denied
        || asked
        || once
        || given_up
        || idiom
        || of_the_row(&before, found, &behind)
}

/// Tells whether it is the row that is to be closed, or taken off the log.
fn of_the_row(before: &[String], found: &str, behind: &[String]) -> bool {
    const ENDS: &[&str] = &["closed", "removed", "archived", "deleted", "signed", "agreed", "confirmed", "marked"];
    const ROWS: &[&str] = &["action", "actions", "item", "items", "row", "it", "this"];
    const LOGS: &[&str] = &["log", "register", "tracker", "list"];
    let ends = found.rsplit(' ').next().is_some_and(|verb| ENDS.contains(&verb));
    let alone = before.iter().all(|word| ROWS.contains(&word.as_str()) || ["the", "can"].contains(&word.as_str()));
    let listed = behind.iter().any(|word| LOGS.contains(&word.as_str()));
    ends && alone && (listed || behind.is_empty())
}

/// Returns the words of `text`, in lower case.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Returns `text` with what stands in quotation marks blanked out, byte for byte.
fn unquoted(text: &str) -> Cow<'_, str> {
    if !text.contains(['“', '"']) {
        return Cow::Borrowed(text);
    }
    let mut open: Option<char> = None;
    let said = text
        .chars()
        .map(|c| match (open, c) {
            (None, '“' | '"') => {
                open = Some(if c == '"' { '"' } else { '”' });
                c.to_string()
            }
            (Some(end), c) if c == end => {
                open = None;
                c.to_string()
            }
            (Some(_), c) => " ".repeat(c.len_utf8()),
            (None, c) => c.to_string(),
        })
        .collect();
    Cow::Owned(said)
}

/// Cuts `text` into sentences.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ends = false;
    for (at, c) in text.char_indices() {
        if ends && c.is_whitespace() {
            found.push(text.get(start..at).unwrap_or("").trim());
            start = at;
        }
        ends = matches!(c, '.' | '!' | '?' | ';' | '•');
    }
    found.push(text.get(start..).unwrap_or("").trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_told_from_what_was_done() {
        for (sentence, expected) in [
            ("A note will be sent to crews.", Some("will be sent")),
            ("To be discussed with the clubs", Some("To be discussed")),
            ("Ready for May, subject to agenda", Some("subject to agenda")),
            ("Talk planned for May", Some("planned for")),
            ("The mast was found to be cracked.", None),
            ("Note sent; as planned, all crews were told.", None),
            ("The will of the crews is known.", None),
            ("No more talks are planned.", None),
            ("The talk planned for May took place.", None),
            ("One crew asked whether the gate will be shut.", None),
            ("A sign reads “The gate will be shut”.", None),
            ("To be closed.", None),
            ("The old gate is to be closed", Some("to be closed")),
        ] {
            assert_eq!(promise(sentence), expected, "{sentence}");
        }
    }
}
