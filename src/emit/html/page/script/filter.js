// Which actions are shown: what is asked for stands in the address, so that it can be shared.

const NAMES = ["text", "state", "owner", "section", "edition", "code", "only"];
const ONLY = {
  slipped: ["deadline slipped", (action) => action.slips.length > 0],
  opened: ["deadline made open-ended", (action) => has(action, OPENED)],
  gap: ["not seen in a log", (action) => action.states.includes("?")],
  unsure: ["not sure", (action) => has(action, UNSURE)],
  open: ["still open", (action) => !["complete", "closed", "superseded"].includes(action.state)],
  found: ["with findings", (action) => action.codes.length > 0],
};
const has = (action, mark) => [...action.marks].some((digit) => parseInt(digit, 16) & mark);

/** What is asked for now. */
let filter = {};

const readFilter = (query) => {
  const given = new URLSearchParams(query);
  filter = {};
  for (const name of NAMES) if (given.get(name)) filter[name] = given.get(name);
};

const filterQuery = () => {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filter[name]) query.set(name, filter[name]);
  const text = query.toString();
  return text && `?${text}`;
};

// All wordings of an action in small letters, made the first time somebody looks for words, or when there is nothing to do.
const wordings = new Map();
let isComplete = false;
const wordingsOf = (index) => {
  if (!wordings.has(index)) {
    const action = all.actions[index];
    const found = [action.id, action.title, ...action.labels, ...action.owners.map((at) => all.owners[at]), ...action.sections.map((at) => all.sections[at])];
    const life = block("life", action.id);
    if (life && isComplete) {
      const walk = (value, key) => {
        if (typeof value === "string") { if (!["src", "place", "row", "kind"].includes(key)) found.push(value); }
        else if (value && typeof value === "object") {
          if (key === "runs") found.push(value.map(([, text]) => text).join(" "));
          else for (const [name, inner] of Object.entries(value)) if (!["ties", "events", "cited"].includes(name)) walk(inner, name);
        }
      };
      walk(JSON.parse(life.textContent).steps, "steps");
      wordings.set(index, found.join("\n").toLowerCase());
    } else return found.join("\n").toLowerCase();
  }
  return wordings.get(index);
};

const gatherWordings = () => {
  isComplete = true;
  let next = 0;
  const go = (idle) => {
    while (next < all.actions.length && idle.timeRemaining() > 2) wordingsOf(next++);
    if (next < all.actions.length) requestIdleCallback(go);
  };
  if (window.requestIdleCallback) requestIdleCallback(go);
};

const bareLabel = (label) => label.replace(/^\D+|\D+$/g, "");
const numbers = new Set(all.actions.flatMap((action) => action.labels.map(bareLabel)).filter(Boolean));

const fits = (action, index) => {
  const { text, state: wanted, owner, section, edition, code, only } = filter;
  if (wanted && action.state !== wanted) return false;
  if (owner && !action.owners.some((at) => all.owners[at] === owner)) return false;
  if (section && !action.sections.some((at) => all.sections[at] === section)) return false;
  if (code && !action.codes.some((at) => all.codes[at] === code)) return false;
  if (only && ONLY[only] && !ONLY[only][1](action)) return false;
  if (edition) {
    const at = all.editions.findIndex((one) => one.id === edition);
    if (at < 0 || " ?".includes(action.states[at])) return false;
  }
  if (!text) return true;
  const bare = text.trim().toLowerCase();
  // A number alone is meant as one, where some action bears it.
  if (numbers.has(bare)) return action.labels.some((label) => bareLabel(label) === bare);
  return bare.split(/\s+/).every((word) => wordingsOf(index).includes(word));
};

/** Returns the places of the actions that fit. */
const fitting = () => all.actions.map((_, index) => index).filter((index) => fits(all.actions[index], index));
