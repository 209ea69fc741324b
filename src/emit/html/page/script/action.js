// The view of one action: its life as a timeline, and beside it what is said of it.

const MANY = 14;
const lifeStrip = (action) => h("ol", { class: action.states.trim().length > MANY ? "life many" : "life", "aria-label": "Life" }, all.editions.map((edition, at) => {
  const letter = action.states[at];
  if (letter === " ") return null;
  const marks = marksOf(action, at);
  const [word, text] = STATES[letter] ?? ["blank", ""];
  const kinds = [marks & SLIPPED && "m-slip", marks & OPENED && "m-open", marks & UNSURE && "m-unsure"].filter(Boolean).join(" ");
  return h("li", {}, h("a", { href: "#", title: cellWords(action, at), "data-step": at, on: { click: (event) => { event.preventDefault(); goToStep(at); } } },
    h("span", { class: `sign big s-${word} ${kinds}`, "aria-hidden": "true" }, text),
    h("span", { class: "date", "aria-hidden": "true" }, editionShort(edition)),
    unseen(cellWords(action, at))));
}));

const goToStep = (edition) => {
  const found = document.querySelector(`#view-action [data-edition="${edition}"]`);
  found?.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
  found?.focus({ preventScroll: true });
};

const gapEntry = (event) => h("li", { class: "step gap", tabindex: "-1", "data-edition": event.edition },
  h("header", {}, h("h3", {}, all.editions[event.edition]?.from ? dayWords(all.editions[event.edition].from) : "?", " ", h("span", { class: "soft" }, "log"))),
  h("p", {}, sign("?"), " ", h("b", {}, words(event.kind)), event.detail && h("span", { class: "soft" }, ` – ${event.detail}`)));

/** Labels borne in one edition after another, each once. */
const labelRuns = (aliases) => {
  const runs = [];
  for (const [edition, label] of aliases) {
    if (runs.at(-1)?.label === label) runs.at(-1).last = edition;
    else runs.push({ label, first: edition, last: edition });
  }
  return runs;
};

const aside = (life) => {
  const list = (id, title, items) => items.length > 0 && h("section", { "aria-labelledby": id }, h("h3", { id }, title), items);
  const found = dataOf("findings");
  const findings = life.findings.map((at) => found?.findings[at]).filter(Boolean);
  return h("aside", { class: "beside", "aria-label": "About this action" },
    drawDeadlines(life),
    list("title-about", `Findings (${findings.length})`, findings.map((one) => findingEntry(one, life.id))),
    list("title-conflicts", "Conflicts", life.conflicts.map((conflict) => h("div", { class: "conflict" }, h("h4", {}, FIELDS[conflict.field] ?? conflict.field),
      h("ul", { class: "plain" }, conflict.values.map(([value, one]) => h("li", {}, h("q", {}, value), " ", place(one.edition, one.place))))))),
    list("title-cited", "Referred to by", [h("ul", { class: "plain" }, life.cited.map((one) => h("li", {}, h("q", {}, one.said), " – ", mention(one))))].filter(() => life.cited.length > 0)),
    list("title-told", "Told of together with others", [h("ul", { class: "plain" }, life.told.map((one) => h("li", {}, h("q", {}, one.wording), " ", place(one.edition, one.place))))].filter(() => life.told.length > 0)),
    list("title-labels", "Printed as", [h("ul", { class: "labels" }, labelRuns(life.aliases).map(({ label, first, last }) => h("li", {}, h("b", { class: "label" }, label), h("span", { class: "soft" }, ` ${editionWords(first)}${last === first ? "" : ` to ${editionWords(last)}`}`))))].filter(() => life.aliases.length > 0)));
};

/** The actions before and after, among those that the filter lets through. */
const neighbours = (id) => {
  const places = fitting();
  const at = places.indexOf(placeOf.get(id));
  return [places[at - 1], places[at + 1]].map((place, index) => (at < 0 ? (index ? places[0] : undefined) : place)).map((place) => all.actions[place]?.id);
};

let shownAction = null;
const showAction = (id) => {
  shownAction = id;
  const holder = byId("view-action");
  const action = actionOf(id);
  const back = h("a", { href: `#overview${filterQuery()}`, class: "back" }, "‹ All actions");
  if (!action) {
    fill(holder, back, h("h2", { id: "title-action", tabindex: "-1" }, "No such action"), h("p", {}, `This report knows no action ${id}.`));
    return;
  }
  const life = dataOf("life", id);
  if (!life) {
    fill(holder, back, h("h2", { id: "title-action", tabindex: "-1" }, action.title), h("p", { class: "soft" }, "Coming…"));
    whenWhole(() => { if (shownAction === id) showAction(id); });
    return;
  }
  const [before, after] = neighbours(id);
  const step = (to, text, key) => (to ? h("a", { href: actionHref(to), rel: key, class: "step-to" }, text) : h("span", { class: "step-to soft", "aria-disabled": "true" }, text));
  const latest = new Map();
  // Gaps stand where their editions stand.
  const entries = life.steps.map((one, index) => [one.edition ?? 0, () => { const made = drawStep(one, latest, index); made.dataset.edition = one.edition; return made; }]);
  for (const gap of life.gaps) entries.push([gap.edition ?? 0, () => gapEntry(gap)]);
  entries.sort(([one], [other]) => one - other);
  fill(holder, 
    h("div", { class: "way" }, back, h("span", { class: "ways" }, step(before, "‹ previous", "prev"), step(after, "next ›", "next"))),
    h("p", { class: "soft facts" }, h("code", {}, life.id), life.aliases.length > 0 && [" · printed as ", h("b", { class: "label" }, action.labels.join(", "))]),
    h("h2", { id: "title-action", tabindex: "-1", class: "wording" }, life.title),
    h("p", { class: "facts" }, state(life.state), spanWords(life.due) && h("span", {}, " · due ", h("b", {}, spanWords(life.due))),
      action.owners.length > 0 && h("span", {}, ` · ${action.owners.map((at) => all.owners[at]).join(", ")}`)),
    lifeStrip(action),
    h("div", { class: "columns" }, h("ol", { class: "steps", "aria-label": "Timeline" }, entries.map(([, draw]) => draw())), aside(life)));
};
