//! What single English words say by themselves: nothing, little, an order, a month. Data, and the questions asked of it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a word says about the subject of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// Nothing: `the`, `to`.
    Function,
    /// Little, for any action may say it: `provide`, `meeting`, `March`, `2019`.
    Common,
    /// What the action is about.
    Subject,
}

/// Returns what `word` says about the subject of an action.
pub fn class_of(word: &str) -> WordClass {
    let year = word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit());
    if FUNCTION.contains(word) {
        WordClass::Function
    } else if year || COMMON.contains(word) {
        WordClass::Common
    } else {
        WordClass::Subject
    }
}

/// Tells whether `word` names a month.
pub fn is_month(word: &str) -> bool {
    word.len() >= 3 && MONTHS.iter().any(|month| *month == word || word.len() <= 4 && month.starts_with(word))
}

/// Tells whether a wording that begins with `word` orders something, and names nobody who is to do it.
pub fn is_order(word: &str) -> bool {
    ORDERS.contains(word)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words without a subject of their own.
static FUNCTION: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "a about after all also an and any are around as at be been before being between but by can could do does \
    during each eg etc for from had has have how i if in into is it its may might more must need needs no not \
    now of on once or other our out over per re shall should so some such than that the their them then there \
    these they this those through to too under until up upon was we were what when where whether which who why \
    will with within would yet"
        .split(' ')
        .collect()
});

/// Words that any action may use.
static COMMON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "action actions add added agree agreed agreement april arrange arranged ask asked attendees august back bring \
    brought check checked circulate circulated clarified clarify colleagues come committed complete completed \
    confirm confirmed consider considered contact continue create created december deliver develop developed \
    discuss discussed discussion discussions distribute distributed document documents draft drafted ensure \
    explain explore february feedback finalise finalize follow followed further future get give given group \
    identify include included inform information investigate issue item items january july june lead look make \
    march meeting meetings member members new next note november october offer paper papers participants prepare \
    prepared present presented produce produced progress propose proposed provide provided publish published \
    raise raised report reported reports request requested review reviewed schedule scheduled send sent \
    september session sessions set share shared submit submitted suggested table tabled take team update updated \
    updates use week work workshop workshops write"
        .split(' ')
        .collect()
});

/// Words by which actions are ordered.
static ORDERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "add address agree announce apply appoint approve arrange ask assess assign attend book bring build buy call \
    cancel change chase check circulate clarify clean clear close collect compare compile complete conduct confirm \
    consider consult contact convene coordinate correct count create decide define deliver design determine develop \
    discuss distribute document draft email ensure escalate establish evaluate examine explain explore extend file \
    finalise finalize find fit fix follow forward gather get give hold identify implement improve include inform \
    inspect install interview introduce investigate invite issue keep launch lead list liaise look maintain make \
    manage measure meet migrate monitor move notify obtain offer open order organise organize pay plan post prepare \
    present print produce propose provide publish purchase put raise recommend record reduce register remind remove \
    renew repair replace reply report request resolve respond restore return review revise schedule seek select \
    sell send set share sign speak submit suggest summarise supply support take talk test train transfer update \
    upgrade use verify visit write"
        .split(' ')
        .collect()
});
