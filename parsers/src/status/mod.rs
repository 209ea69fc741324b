//! The words with which a status begins. In: text. Out: which state they name, and how far they reach.

mod wordings;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, digit1};
use nom::combinator::{opt, verify};
use nom::{IResult, Parser};

use crate::words::{ends_word, fail, letters, longest_of, one_word, space, word_end};

/// What the leading words of a status say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusWord {
    /// `Complete`, `Done`, `Delivered`.
    Complete,
    /// `Proposed complete`, `Recommended for completion`.
    ProposedComplete,
    /// `Proposed closed`, `Recommend closure`.
    ProposedClosed,
    /// `Partially complete`, `Partly done`, `Completed in part`.
    PartiallyComplete,
    /// `Ongoing`, `Open`, `Carried forward`.
    Ongoing,
    /// `In progress`, `Underway`, `Started`.
    InProgress,
    /// `Not started`, `Pending`.
    NotStarted,
    /// `Closed`, `Withdrawn`, `No longer required`.
    Closed,
    /// `Superseded`, `Merged into`, `Replaced by`.
    Superseded,
}

use StatusWord::{Complete, NotStarted, PartiallyComplete, ProposedClosed, ProposedComplete, Superseded};
use wordings::{FOLLOWERS, PROMISES, STRONG, WEAK};

/// Reads the status word at the front of `text`, and how many bytes it takes, marks before it included.
///
/// Reads `Complete.`, `ON-GOING –`, `Proposed complete for the March board`, `Action is now closed`, `50% complete`, `✓`.
/// Reads nothing of `Complete by June`, `Open Space`, `Update – started`.
pub fn leading(text: &str) -> Option<(StatusWord, usize)> {
    status(text).ok().map(|(rest, word)| (word, text.len() - rest.len()))
}

fn status(text: &str) -> IResult<&str, StatusWord> {
    let (text, _) = marks(text)?;
    let (after_lead, lead) = lead_in(text);
    if lead && let Ok(found) = proposal(after_lead).or_else(|_| weak(after_lead)).or_else(|_| strong(after_lead)) {
        return Ok(found);
    }
    proposal(text)
        .or_else(|_| strong(text))
        .or_else(|_| weak(text))
        .or_else(|_| see_action(text))
        .or_else(|_| share(text))
        .or_else(|_| tick(text))
}

/// Reads what may stand before the first word: bullets, quotes, brackets.
fn marks(text: &str) -> IResult<&str, &str> {
    take_while(|c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | '*' | '•' | '\u{f0b7}' | '"' | '“' | '‘' | '\'' | '(' | '[' | '_' | ':')
    })
    .parse(text)
}

/// Steps over `Action`, `This action is now`, `Status:`, and tells whether such words stood there.
fn lead_in(text: &str) -> (&str, bool) {
    const SUBJECTS: &[&str] = &["status", "action", "actions", "item", "items", "all", "now"];
    const OTHERS: &[&str] = &["this", "the", "is", "are", "has", "have", "been", "was", "were"];
    let holds = |words: &[&str], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let mut rest = text;
    let mut named = false;
    for _ in 0..5 {
        let Ok((after, word)) = letters(rest) else { break };
        let subject = holds(SUBJECTS, word);
        if !(subject || holds(OTHERS, word)) || !after.starts_with([' ', ':']) {
            break;
        }
        named |= subject;
        rest = after.trim_start_matches([' ', ':']);
    }
    (rest, named)
}

/// Reads what is put forward: `Proposed complete`, `Recommended for closure`, `Propose that this action be closed`.
/// `Proposed to be completed` is a plan.
fn proposal(text: &str) -> IResult<&str, StatusWord> {
    const PROPOSALS: &[&str] = &[
        "propose",
        "proposed",
        "proposal",
        "proposing",
        "suggest",
        "suggested",
        "recommend",
        "recommended",
        "recommending",
        "request",
        "requested",
    ];
    const BETWEEN: &[&str] = &[
        "that", "this", "the", "action", "actions", "item", "is", "are", "be", "to", "for", "as", "now", "should", "we",
    ];
    const CLOSING: &[&str] = &["close", "closed", "closure", "closing"];
    const COMPLETING: &[&str] = &["complete", "completed", "completion"];
    let (mut rest, _) = one_word(PROPOSALS, text)?;
    let mut planned = false;
    for _ in 0..7 {
        let start = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ':' | '_'));
        if let Ok((after, _)) = one_word(CLOSING, start).and_then(|found| word_end(found.0).map(|_| found)) {
            return Ok((after, ProposedClosed));
        }
        if let Ok((after, _)) = one_word(COMPLETING, start).and_then(|found| word_end(found.0).map(|_| found))
            && !planned
        {
            return Ok((after, ProposedComplete));
        }
        let (after, index) = one_word(BETWEEN, start)?;
        planned |= BETWEEN.get(index) == Some(&"to");
        rest = after;
    }
    fail(text)
}

fn strong(text: &str) -> IResult<&str, StatusWord> {
    let (rest, found) = longest_of(STRONG, text)?;
    let denied = says_otherwise(found, rest) || (found == Complete && promises(text, rest));
    if denied { fail(text) } else { Ok((rest, found)) }
}

/// Tells whether what stands behind a word takes it back: `Complete?` asks, `Done nothing` and `Closed to the public` say
/// something else.
fn says_otherwise(found: StatusWord, rest: &str) -> bool {
    let next = letters(rest.trim_start()).map_or("", |(_, next)| next).to_lowercase();
    let other = match found {
        Complete => matches!(next.as_str(), "nothing" | "little"),
        StatusWord::Closed => next == "to",
        _ => false,
    };
    rest.trim_start().starts_with('?') || (other && rest.starts_with(char::is_whitespace))
}

/// Tells whether a word of completion is a promise: `Complete by June`, `Completed by June 2019`, `Complete the paper`.
fn promises(text: &str, rest: &str) -> bool {
    let word = text.get(..text.len() - rest.len()).unwrap_or("");
    let Ok((after, next)) = letters(rest.trim_start()) else { return false };
    if !rest.starts_with(char::is_whitespace) || !PROMISES.contains(&next.to_lowercase().as_str()) {
        return false;
    }
    match next.to_lowercase().as_str() {
        "by" | "before" if !word.eq_ignore_ascii_case("complete") => crate::date::starts_dated(after.trim_start()),
        _ => word.eq_ignore_ascii_case("complete"),
    }
}

fn weak(text: &str) -> IResult<&str, StatusWord> {
    let (rest, found) = longest_of(WEAK, text)?;
    let ends = rest.trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric());
    let follows =
        || letters(rest.trim_start()).is_ok_and(|(_, next)| FOLLOWERS.contains(&next.to_lowercase().as_str()));
    let dated = || crate::date::starts_dated(rest.trim_start());
    // `open-air` and `live/dead` are words of their own.
    let joined = rest.starts_with(['-', '\'', '’']) && !ends_word(rest.get(1..).unwrap_or(""));
    if !joined && !says_otherwise(found, rest) && (ends || follows() || dated()) {
        Ok((rest, found))
    } else {
        fail(text)
    }
}

/// Reads `See action 4`, where nothing else is said: another action has taken over. `See action 4 for costs` names no state.
fn see_action(text: &str) -> IResult<&str, StatusWord> {
    let (rest, _) =
        longest_of(&[((), "see action"), ((), "see actions"), ((), "see item"), ((), "see recommendation")], text)?;
    let (mut rest, _) = (space, opt(char('#')), digit1).parse(rest)?;
    while let Ok((after, _)) = further(rest) {
        rest = after;
    }
    let alone = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).is_empty();
    if alone { Ok((rest, Superseded)) } else { fail(text) }
}

/// Reads one more number behind others: `, 5`, ` and 6`, `/7`.
fn further(text: &str) -> IResult<&str, ()> {
    let joint = alt((tag(","), tag("/"), tag("&"), tag("and"), tag("–"), tag("-")));
    let (rest, _) = (space, joint, space, opt(char('#')), digit1).parse(text)?;
    Ok((rest, ()))
}

/// Reads how much is done: `100%`, `50% complete`.
fn share(text: &str) -> IResult<&str, StatusWord> {
    let (rest, number) = verify(digit1, |digits: &str| digits.len() <= 3).parse(text)?;
    let (rest, _) = (space, char('%')).parse(rest)?;
    let done = longest_of(&[((), "complete"), ((), "completed"), ((), "done")], rest.trim_start());
    let rest = match done {
        Ok((rest, ())) => rest,
        Err(_) if rest.trim().is_empty() || rest.starts_with(['.', ',', ';', ':']) => rest,
        Err(_) => return fail(text),
    };
    let word = match number.parse::<u32>() {
        Ok(0) => NotStarted,
        Ok(100) => Complete,
        _ => PartiallyComplete,
    };
    Ok((rest, word))
}

/// Reads a tick: `✓`.
fn tick(text: &str) -> IResult<&str, StatusWord> {
    let (rest, _) = nom::character::complete::one_of("✓✔☑✅").parse(text)?;
    Ok((rest, Complete))
}

#[cfg(test)]
mod tests {
    use super::StatusWord::{Ongoing, Superseded};
    use super::*;

    #[test]
    fn the_length_reaches_to_the_end_of_the_words() {
        for (text, word, length) in [
            ("Complete: two boats", Complete, 8),
            ("ON–GOING this needs paint", Ongoing, 10),
            ("• Proposed Complete – ask", ProposedComplete, 21),
            ("Completed in part", PartiallyComplete, 17),
            ("✓ painted", Complete, 3),
            ("See actions 3, 4 and 5.", Superseded, 22),
            ("Not finished, wet", Ongoing, 12),
        ] {
            assert_eq!(leading(text), Some((word, length)), "{text}");
        }
    }

    #[test]
    fn a_word_that_only_looks_like_a_status_is_none() {
        for text in [
            "Open Harbour to repaint",
            "Complete by June",
            "Completely new",
            "Update – started",
            "Live music policy",
            "Closed session held",
            "Closed to the public until June",
            "Complete? Bob to confirm",
            "Done nothing",
            "See action 2 for costs. Paint ordered",
            "é",
            "",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
