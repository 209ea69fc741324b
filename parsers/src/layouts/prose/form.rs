//! Whether a wording is an action by its form: `Clerk to write …`, `HB will count …`, `Results to be brought back …`.
//!
//! In: one item's wording. Out: how much it looks like an undertaking. No heading is considered here.

/// How much a wording looks like an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A question, a statement, a topic.
    Other,
    /// It may be one: `Share the slides`, `Members should …`.
    Weak,
    /// Somebody is to do something.
    Strong,
}

/// Tells how much `text` looks like an action.
pub fn of(text: &str) -> Form {
    let sentence = first_sentence(text);
    if sentence.ends_with('?') || sentence.trim_end().ends_with(':') {
        return Form::Other;
    }
    let words: Vec<&str> = sentence.split_whitespace().take(40).collect();
    let Some(first) = words.first() else { return Form::Other };
    if OPENERS.contains(&bare(first).as_str()) {
        return Form::Other;
    }
    let undertaken = undertaking(&words);
    if undertaken != Form::Other {
        return undertaken;
    }
    if imperative(&words) { if has_owner(text) { Form::Strong } else { Form::Weak } } else { Form::Other }
}

/// Tells whether `word` is a verb that commonly begins an action.
pub fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&bare(word).as_str()).is_ok()
}

fn first_sentence(text: &str) -> &str {
    let head = text.char_indices().nth(600).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let mut from = 0;
    while let Some(at) = head.get(from..).and_then(|rest| rest.find(['.', '?', '!'])).map(|at| at + from) {
        let end = at + 1;
        let behind = head.get(end..).unwrap_or("");
        let before = head.get(..at).unwrap_or("").rsplit(char::is_whitespace).next().unwrap_or("");
        let shortened = head.as_bytes().get(at) == Some(&b'.') && (before.chars().count() <= 2 || before.contains('.'));
        if behind.is_empty() || (!shortened && behind.trim_start().starts_with(char::is_uppercase) && behind.starts_with(char::is_whitespace)) {
            return head.get(..end).unwrap_or(head);
        }
        from = end;
    }
    head
}

/// Looks for `<actor> to <verb>`, `<actor> will <verb>`, `… to be <participle>`.
fn undertaking(words: &[&str]) -> Form {
    let actor_known = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || bare(word) == "the" || bare(word) == "all");
    for (index, word) in words.iter().enumerate().take(24) {
        let word = bare(word);
        let next = words.get(index + 1).map(|next| bare(next)).unwrap_or_default();
        let last = index.checked_sub(1).and_then(|at| words.get(at)).map(|word| bare(word)).unwrap_or_default();
        if word == "to" && index > 0 {
            if next == "be" && words.get(index + 2).is_some_and(|word| is_participle(&bare(word))) && words.len() > 4 {
                return Form::Strong;
            }
            if index <= 10 && actor_known && starts_verb(&next) && !ABSTRACT.contains(&last.as_str()) && !last.ends_with("ed") {
                return Form::Strong;
            }
            if index > 10 { continue } else if actor_known { return Form::Other }
        }
        let after_to = || next == "to" && words.get(index + 2).is_some_and(|word| starts_verb(&bare(word)));
        match word.as_str() {
            "will" | "shall" if index > 0 && index <= 7 && actor_known && next != "not" => {
                return if next == "be" || next == "have" { Form::Weak } else if starts_verb(&next) || next == "also" { Form::Strong } else { Form::Other };
            }
            "should" | "must" if index > 0 && index <= 7 && actor_known && starts_verb(&next) => return Form::Weak,
            "agreed" | "undertook" | "offered" | "volunteered" | "committed" | "promised" | "tasked" | "is" | "are" | "has" | "have" | "needs" | "need" if index > 0 && index <= 7 && actor_known && after_to() => {
                return if matches!(word.as_str(), "needs" | "need" | "has" | "have") { Form::Weak } else { Form::Strong };
            }
            _ if FINITE.contains(&word.as_str()) => return Form::Other,
            _ => {}
        }
    }
    Form::Other
}

fn imperative(words: &[&str]) -> bool {
    let next = words.get(1).map(|word| bare(word)).unwrap_or_default();
    words.len() > 1 && words.first().is_some_and(|word| is_verb(word)) && !matches!(next.as_str(), "of" | "on" | "from" | "by" | "for" | "in" | "and" | "is" | "was" | "are" | "were" | "has" | "to")
}

/// Tells whether `text` ends in a bracket with a name in it: `… (JS)`, `… [Clerk, May]`.
fn has_owner(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ' ']);
    let Some(open) = text.rfind(['(', '[']) else { return false };
    text.ends_with([')', ']']) && text.get(open + 1..).is_some_and(|inner| inner.chars().count() <= 60 && inner.starts_with(char::is_uppercase))
}

fn starts_verb(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_lowercase() || c == '-') && !word.ends_with("ing") && !NO_VERBS.contains(&word)
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with("en") || word.ends_with("wn") || PARTICIPLES.contains(&word)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Words with which no actor begins.
const OPENERS: &[&str] = &[
    "what", "why", "how", "who", "when", "where", "which", "whether", "is", "are", "was", "were", "does", "do", "did", "can", "could", "would", "will", "should",
    "it", "this", "that", "these", "those", "there", "they", "if", "yes", "no", "in", "as", "because", "although", "but", "though", "since", "due", "need", "needs",
];

/// Words after which the sentence is a statement.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do", "did", "can", "could", "would", "might", "may", "asked", "explained", "said", "noted",
    "raised", "agreed", "felt", "thought", "confirmed", "clarified", "declared", "informed", "stated", "like", "want", "wants", "wanted", "need", "needs", "needed", "hope",
    "hopes", "hoped", "wish", "wished", "try", "tried", "ought", "that", "which", "who", "how", "what", "why", "where", "told", "gave", "reported", "suggested", "questioned",
    "commented", "observed", "stressed", "emphasised", "emphasized", "recommended", "requested", "flagged", "replied", "answered", "discussed", "considered", "welcomed",
    "shared", "looked", "came", "went", "seemed", "appears", "seems", "should", "must", "will", "shall",
];

/// Nouns that `to` explains, and prepositions it belongs to.
const ABSTRACT: &[&str] = &[
    "topics", "topic", "items", "decision", "decisions", "ability", "need", "needs", "request", "requests", "scope", "option", "options", "plan", "plans", "desire", "failure",
    "agreement", "right", "rights", "opportunity", "opportunities", "issues", "points", "things", "questions", "papers", "updates", "intention", "attempt", "attempts",
    "proposal", "proposals", "time", "way", "ways", "power", "duty", "commitment", "willingness", "reason", "reasons", "invitation", "welcome", "thanks", "due", "access",
    "links", "link", "changes", "change", "response", "responses", "answer", "answers", "approach", "reference", "regard", "relation", "addition", "introduction", "subject",
    "steps", "areas", "matters", "work", "effort", "efforts", "prior", "according", "similar", "related", "relating", "back", "up", "able", "hard", "easy", "difficult",
    "important", "likely", "available", "ready", "threat", "tendency", "chance", "permission", "capacity", "pressure", "contribution", "amendments", "visit", "thank", "next",
];

/// Words after `to` that begin no undertaking.
const NO_VERBS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "be", "it", "all", "any", "our", "their", "his", "her", "its", "which", "whom", "date", "me", "us", "them", "other",
    "others", "each", "both", "some", "new", "one", "two", "three", "members", "people", "users", "whether", "what", "how", "not", "end", "and", "or", "my", "your", "such",
    "blame",
];

/// Participles that do not end in `-ed` or `-en`.
const PARTICIPLES: &[&str] = &[
    "made", "had", "done", "sent", "held", "put", "brought", "kept", "set", "told", "found", "built", "met", "read", "sought", "taught", "bought", "paid", "left", "cut",
    "run", "led", "split", "dealt", "laid", "begun", "hung", "lent", "spent", "sold",
];

/// Verbs that begin actions, in alphabetical order.
const VERBS: &[&str] = &[
    "add", "adopt", "agree", "amend", "analyse", "announce", "appoint", "approach", "approve", "arrange", "ask", "assess", "book", "bring", "build", "buy", "call", "cancel",
    "carry", "change", "chase", "check", "circulate", "clarify", "clean", "clear", "close", "collate", "collect", "compile", "complete", "confirm", "consider", "consult",
    "contact", "continue", "convene", "coordinate", "correct", "count", "create", "decide", "define", "deliver", "design", "determine", "develop", "discuss", "distribute",
    "draft", "draw", "email", "encourage", "engage", "ensure", "escalate", "establish", "explain", "explore", "feed", "fill", "finalise", "finalize", "find", "fit", "fix",
    "follow", "forward", "get", "give", "hold", "identify", "implement", "include", "inform", "install", "investigate", "invite", "issue", "keep", "launch", "liaise", "list",
    "look", "maintain", "make", "map", "measure", "meet", "mend", "monitor", "move", "notify", "obtain", "open", "order", "organise", "organize", "paint", "pay", "plan",
    "post", "prepare", "present", "produce", "propose", "provide", "publicise", "publish", "purchase", "put", "raise", "recommend", "record", "recruit", "remind", "remove",
    "repair", "replace", "reply", "report", "request", "research", "respond", "review", "revise", "schedule", "seek", "send", "set", "share", "speak", "start", "submit",
    "supply", "survey", "table", "take", "talk", "test", "thank", "trial", "update", "upload", "visit", "work", "write",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undertakings_are_told_by_their_form() {
        for text in [
            "Harbour Master to count the trailers.",
            "HB/FO to send out the register ten days before each meeting.",
            "The Clerk will write to the quarry.",
            "M. Aske agreed to ask the school.",
            "Results of the count to be brought back after the summer.",
            "Fuel prices – FO to find out.",
            "Write to the quarry (JT)",
        ] {
            assert_eq!(of(text), Form::Strong, "{text}");
        }
        for text in ["Write to the quarry", "Members should keep dogs on leads", "The report will be printed"] {
            assert_eq!(of(text), Form::Weak, "{text}");
        }
    }

    #[test]
    fn talk_is_no_action() {
        for text in [
            "Is HB to blame for the state of the yard?",
            "HB explained that the rule has to be kept.",
            "Topics to discuss",
            "Members would like to finish by nine.",
            "Papers to come back:",
            "This will be shown on the chart.",
            "Why is the crane to go?",
            "The group asked the Clerk to hurry.",
            "A text service is being thought about.",
            "Decision to extend the pier",
            "Review of the bylaws",
        ] {
            assert_eq!(of(text), Form::Other, "{text}");
        }
    }

    #[test]
    fn verbs_are_in_order() {
        assert!(VERBS.is_sorted());
    }
}
