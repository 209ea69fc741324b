// Words for what the data say in signs: states, events, links, origins, dates.

const STATES = {
  C: ["complete", "C", "complete"],
  c: ["proposed-complete", "C?", "proposed complete"],
  h: ["partially-complete", "½", "partially complete"],
  X: ["closed", "X", "closed"],
  x: ["proposed-closed", "X?", "proposed closed"],
  O: ["ongoing", "O", "ongoing"],
  I: ["in-progress", "I", "in progress"],
  N: ["not-started", "N", "not started"],
  S: ["superseded", "S", "superseded"],
  w: ["none", "–", "shown, no state named"],
  t: ["told", "+", "told of together with others"],
  "?": ["not-seen", "?", "not seen"],
};
const signOf = new Map(Object.entries(STATES).map(([sign, [word]]) => [word, sign]));

/** Returns a state's words. */
const stateWords = (word) => (word === "none" ? "no state named" : STATES[signOf.get(word)]?.[2] ?? word);

const SLIPPED = 1, OPENED = 2, UNSURE = 4, AGAIN = 8;
const MARKS = [[SLIPPED, "deadline slipped"], [OPENED, "deadline made open-ended"], [UNSURE, "not sure"], [AGAIN, "seen again"]];
const marksOf = (action, edition) => parseInt(action.marks[edition], 16) || 0;

/** Returns `kebab-case` as words. */
const words = (name) => name.replaceAll("-", " ");

const LINKS = {
  "same-number": "the same number",
  renumbered: "renumbered",
  restated: "said again",
  split: "a part of the earlier",
  merged: "went into the later",
  duplicate: "printed twice",
};
const JUDGEMENTS = { same: "sure", unsure: "not sure", different: "kept apart by a reviewer" };
const ORIGINS = {
  new: "said here for the first time",
  carried: "carried over word for word",
  edited: "carried over and edited",
  moved: "carried over from another place",
  marker: "a marker",
};
const SEVERITIES = { error: "E", warning: "W", note: "N" };
const FIELDS = { action: "Action", status: "Status", deadline: "Deadline", raised: "Raised", owner: "Owner", note: "Note" };

const counted = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayWords = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  return month ? `${day} ${MONTHS[month - 1]} ${year}` : iso;
};
const lastDay = (iso) => new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** Returns a span of days in words: a day, a month, or from one to another. */
const spanWords = ([from, to]) => {
  if (!from || !to) return from || to ? dayWords(from || to) : "";
  if (from === to) return dayWords(from);
  const month = (iso) => `${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
  if (from.endsWith("-01") && to === lastDay(to)) {
    if (from.slice(0, 7) === to.slice(0, 7)) return month(from);
    if (from.slice(5) === "01-01" && to.slice(5) === "12-31" && from.slice(0, 4) === to.slice(0, 4)) return from.slice(0, 4);
    return `${month(from)} – ${month(to)}`;
  }
  return `${dayWords(from)} – ${dayWords(to)}`;
};

/** Returns the end of a span, shortly. */
const endWords = ([from, to]) => {
  const whole = spanWords([from, to]);
  return whole.includes(" – ") ? `… ${whole.split(" – ")[1]}` : whole;
};

const dayNumber = (iso) => Date.parse(`${iso}T00:00:00Z`) / 86400000;
const monthsBetween = (from, to) => Math.round((dayNumber(to) - dayNumber(from)) / 30.44);

const editionShort = (edition) => edition.from || edition.id;
const editionWords = (index) => {
  const edition = all.editions[index];
  if (!edition) return "an edition that is not there";
  return `${edition.from ? dayWords(edition.from) : "undated"}, ${edition.kind}`;
};

/** Returns where something stands: source and place in it. */
const standing = (edition, place) => [all.editions[edition]?.path, place].filter(Boolean).join(", ");
