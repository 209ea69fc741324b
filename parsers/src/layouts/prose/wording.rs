//! What short wordings say: headings, lead-ins, and lines with a date.

use std::sync::LazyLock;

use regex::Regex;

pub use crate::pattern::pattern;

/// What a heading or lead-in announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// A list of actions: `Actions`, `Agreed action points`.
    Actions,
    /// Talk: `Discussion & Questions`, `Topics to discuss`.
    Discussion,
    /// What comes next, which may be actions or not: `Next steps`.
    NextSteps,
    /// Any other topic.
    Topic,
}

/// Returns what `text` announces.
pub fn says(text: &str) -> Says {
    let words = key(text);
    if ACTIONS.is_match(&words) && !NO_ACTIONS.is_match(&words) {
        Says::Actions
    } else if DISCUSSION.is_match(&words) {
        Says::Discussion
    } else if NEXT_STEPS.is_match(&words) {
        Says::NextSteps
    } else {
        Says::Topic
    }
}

/// Tells whether `text` names a list that sums up the actions of a whole document: `Summary of actions`.
pub fn is_summary(text: &str) -> bool {
    SUMMARY.is_match(&key(text))
}

/// Tells whether `text` is a heading that stands inside sections rather than beginning one: `Actions`, `Discussion`.
pub fn is_inner(text: &str) -> bool {
    INNER.is_match(&key(text))
}

/// Tells whether `text` names a kind of document: `Minutes`, `Action log`, `Write up`.
pub fn names_document(text: &str) -> bool {
    DOCUMENT.is_match(&key(text))
}

/// Tells whether `text` has anything in it that may be a date.
pub fn is_dated(text: &str) -> bool {
    DATED.is_match(text)
}

/// Tells whether `text` says when the document was made or the meeting held: `Updated: 4 March 2021`.
pub fn tells_date(text: &str) -> bool {
    text.split_whitespace().nth(16).is_none()
        && is_dated(text)
        && TELLS_DATE.is_match(&key(text))
        && !OTHER_DATE.is_match(&key(text))
}

/// Tells whether `text` is nothing but a date with a weekday at most.
pub fn is_only_date(text: &str) -> bool {
    is_dated(text) && ONLY_DATE.is_match(&key(text))
}

/// Folds `text` to its words, lower case, without numbering in front: `3. Budget & Fees:` → `budget fees`.
pub fn key(text: &str) -> String {
    let spaced: String = text
        .chars()
        .take(400)
        .map(|c| {
            if c.is_alphanumeric() {
                c
            } else if matches!(c, '\'' | '’') {
                '\''
            } else {
                ' '
            }
        })
        .collect();
    let words = spaced.split_whitespace().map(str::to_lowercase);
    let kept: Vec<String> = words.skip_while(|word| word.chars().all(|c| c.is_ascii_digit())).collect();
    kept.join(" ")
}

/// Tells whether every word of `text` looks like part of a name or role: `M. Aske`, `JS/AB`, `Harbour Master`.
pub fn is_name_like(text: &str) -> bool {
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let joining = matches!(word, "and" | "of" | "the" | "&" | "/" | "for" | "with" | "all");
        let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | '/' | '’' | '\''));
        let proper = bare.chars().next().is_some_and(char::is_uppercase)
            && !bare.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?' | '!' | '('));
        if words > 7 || !(joining || proper) {
            return false;
        }
    }
    words > 0 && text.chars().any(char::is_uppercase)
}

static ACTIONS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(actions?|to do|to dos|todo|todos|follow ups?|tasks|undertakings|commitments)\b"));
static NO_ACTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(no|log|logs|register|tracker|review|reviewed|update|updates|progress|matters|taken|without|completed?|closed)\b|^(discussion|questions?|topics|notes) |\baction (group|research|class|party|plan review)\b",
    )
});
static DISCUSSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(discussions?|discuss|discussed|questions?|q a|q and a|answers|topics|issues|points raised|comments|feedback|concerns|views|notes|attending|attendees|attendance|present|apologies|agenda|background|structure|introduction|annex|appendix|decisions?)\b",
    )
});
static NEXT_STEPS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(next steps?|way forward|recommendations|follow up|moving forward|for action)\b"));
static SUMMARY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(summary|list|table|overview|schedule|round up|recap|consolidated|all|full|overall)\b.*\b(actions?|tasks)\b|\b(actions?|tasks)\b( (points?|items?))? (summary|list|overview|schedule|recap)\b",
    )
});
static INNER: LazyLock<Regex> = LazyLock::new(|| {
    const WORD: &str = r"(actions?|action (points?|items?)|next steps?|discussions?|questions?|answers?|q a|comments|decisions?|outcomes?|resolutions?|resolved|agreed|points? raised|key points|feedback|responses?|tasks|follow ups?|recommendations|issues)";
    pattern(&format!(
        r"^((agreed|key|main|new|further|resulting|open|outstanding|list of|summary of|the|group|table|plenary) )*{WORD}(( and| or)? {WORD})*( (agreed|arising|raised|points?|items?|noted|required|from (this|the) (meeting|section|discussion|item)))*$"
    ))
});
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(minutes|notes?|log|register|tracker|write up|writeup|report|record|actions?|summary|meeting|workshop|schedule|papers?)\b",
    )
});
const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:19|20)[0-9][0-9]\b|\b[0-9]{{1,2}}[/.\-][0-9]{{1,2}}[/.\-][0-9]{{2,4}}\b|\b(?:19|20)[0-9]{{6}}\b|\b{MONTH}\b|\b{MONTH}[^0-9A-Za-z_]?[0-9][0-9]\b"
    ))
});
static TELLS_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(this |the |last |date |latest |document |log |register |minutes |list |status |position |report |first |meeting |and |was |is )*(updated|published|publication|issued|issue|revised|revision|reviewed|as at|as of|correct|current|version|v[0-9]+|date|dated|meeting date|meeting of|held|circulated|prepared|printed|produced|approved|(status|position) (as )?(at|of|on)|amended|edition|release|released)\b",
    )
});
static OTHER_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(next|future|following|previous|last meeting|review date|due|deadline|target|raised|logged|added|opened|closed|completed|agreed)\b",
    )
});
static ONLY_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(on|the|of|at|to|and|am|pm|st|nd|rd|th|[0-9]{{1,8}}|[0-9]{{1,2}}(st|nd|rd|th|am|pm)|{MONTH}|{MONTH}[0-9][0-9]|(mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun| )+$"
    ))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_stands_below_them() {
        for (text, expected) in [
            ("Actions", Says::Actions),
            ("SUMMARY OF ACTIONS", Says::Actions),
            ("Next steps and actions", Says::Actions),
            ("Agreed action points:", Says::Actions),
            ("5. To-do list", Says::Actions),
            ("REGISTER OF ACTIONS", Says::Topic),
            ("Action log", Says::Topic),
            ("Discussion & Questions", Says::Discussion),
            ("Topics to discuss", Says::Discussion),
            ("Next steps on paths", Says::NextSteps),
            ("Slipway crowding", Says::Topic),
        ] {
            assert_eq!(says(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_tell_when_the_document_was_made() {
        for text in [
            "Updated: 4 March 2021",
            "As at 4/3/21",
            "Version 3, May 2020",
            "Date of meeting: 2021-03-04",
            "Meeting held on 4 March",
        ] {
            assert!(tells_date(text), "{text}");
        }
        for text in [
            "Date of next meeting: 4 March 2021",
            "Due date: May 2021",
            "The board met in March 2021",
            "Updated drawings of the hose",
        ] {
            assert!(!tells_date(text), "{text}");
        }
        assert!(is_only_date("Monday 15th March 2021"));
        assert!(!is_only_date("Sheep on 15 March"));
    }

    #[test]
    fn names_are_told_from_wordings() {
        assert!(is_name_like("M. Aske") && is_name_like("JS/AB") && is_name_like("Chair and Clerk"));
        assert!(!is_name_like("write to the quarry") && !is_name_like("Room 3"));
    }
}
