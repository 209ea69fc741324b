// The first view: figures, filter, legend, and what hangs on the filter.

const drawFigures = () => {
  const total = (...kinds) => all.editions.reduce((sum, edition) => sum + eventCount(edition, ...kinds), 0);
  const figures = [
    [all.actions.length, "actions", "#overview"],
    [all.editions.length, "editions", "#sources"],
    [all.rows, "rows", "#sources"],
    [total("deadline-slipped"), "slips", "#overview?only=slipped"],
    [total("not-seen"), "not seen", "#overview?only=gap"],
    [all.unsure, "unsure links", "#unsure"],
    [all.findings, "findings", "#findings"],
  ];
  fill(byId("figures"), ...figures.map(([count, name, href]) =>
    h("div", { "data-figure": name }, h("dt", {}, h("a", { href }, name)), h("dd", {}, count.toLocaleString("en")))));
};

const choices = (name, any, pairs) => {
  const select = byId("filter").elements[name];
  fill(select, h("option", { value: "" }, any), ...pairs.map(([value, text]) => h("option", { value }, text)));
  select.closest("label").hidden = pairs.length === 0;
};

const counts = (values) => {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) || 0) + 1);
  return found;
};

const drawChoices = () => {
  const byState = counts(all.actions.map((action) => action.state));
  choices("state", "any state", [...byState].sort().map(([word, count]) => [word, `${stateWords(word)} (${count})`]));
  const many = (kind) => counts(all.actions.flatMap((action) => action[kind]));
  const listed = (kind) => [...many(kind)].sort(([one], [other]) => one - other).map(([at, count]) => [all[kind][at], `${all[kind][at]} (${count})`]);
  choices("owner", "anybody", listed("owners"));
  choices("section", "any section", listed("sections"));
  choices("code", "any or none", listed("codes"));
  choices("edition", "any edition", all.editions.map((edition, index) => [edition.id, editionWords(index)]));
  choices("only", "everything", Object.entries(ONLY).map(([key, [text, test]]) => [key, `${text} (${all.actions.filter(test).length})`]));
};

const drawLegend = () => {
  const used = new Set();
  let marks = 0;
  for (const action of all.actions) {
    for (const letter of action.states) used.add(letter);
    for (const digit of action.marks) marks |= parseInt(digit, 16);
  }
  const item = (kind, text, words) => h("li", {}, h("span", { class: `sign ${kind}`, "aria-hidden": "true" }, text), words);
  fill(byId("legend"), 
    ...Object.entries(STATES).filter(([letter]) => used.has(letter)).map(([, [word, text, name]]) => item(`s-${word}`, text, name)),
    marks & SLIPPED && item("s-blank m-slip", "", "deadline slipped"),
    marks & OPENED && item("s-blank m-open", "", "made open-ended"),
    marks & UNSURE && item("s-blank m-unsure", "", "not sure"));
};

/** Shows what the filter asks for. */
const applyFilter = () => {
  const places = fitting();
  const isFull = places.length === all.actions.length;
  byId("count").textContent = isFull ? counted(places.length, "action") : `${places.length.toLocaleString("en")} of ${counted(all.actions.length, "action")}`;
  byId("clear").hidden = !filterQuery();
  drawSlips(places);
  drawGrid(places);
};

const fillForm = () => {
  for (const name of NAMES) {
    const input = byId("filter").elements[name];
    if (document.activeElement !== input || input.tagName === "SELECT") input.value = filter[name] ?? "";
    // What is asked for and is not there is said as well.
    if (input.tagName === "SELECT" && filter[name] && input.value !== filter[name]) {
      input.append(h("option", { value: filter[name] }, `${filter[name]} (0)`));
      input.value = filter[name];
    }
  }
};

let isDrawn = false;
const showOverview = () => {
  if (!isDrawn) {
    isDrawn = true;
    drawFigures();
    drawEditions();
    drawChoices();
    drawLegend();
  }
  fillForm();
  applyFilter();
};

const startOverview = () => {
  const form = byId("filter");
  let waiting = 0;
  const change = () => {
    filter = {};
    for (const name of NAMES) if (form.elements[name].value) filter[name] = form.elements[name].value;
    // The address follows without a step back for every letter.
    const here = `#overview${filterQuery()}`;
    // Some browsers do not let a page that is a file do this.
    try { history.replaceState(null, "", here); } catch { location.replace(here); }
    applyFilter();
    clearTimeout(waiting);
    waiting = setTimeout(() => say(byId("count").textContent), 700);
  };
  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => { event.preventDefault(); byId("grid").focus(); });
};
