// Keys. Letters can be switched off, for those whose tools send them.

const inField = (element) => element.closest("input, select, textarea, [contenteditable]");
const goTo = (view) => { location.hash = view === "overview" ? `#overview${filterQuery()}` : `#${view}`; };

const follow = (rel) => {
  const link = document.querySelector(`#view-action a[rel="${rel}"]`);
  if (link && !byId("view-action").hidden) link.click();
};
const startFrom = (by) => {
  if (byId("view-overview").hidden) return;
  byId("grid").focus();
  moveTo((grid.active?.row ?? -1) + by, grid.active?.column ?? 1);
};
const fold = () => {
  const all = [...document.querySelectorAll(".view:not([hidden]) details")];
  const open = all.some((one) => !one.open);
  for (const one of all) one.open = open;
};

const KEYS = [
  [["?"], "these keys", () => byId("help").showModal()],
  [["/"], "look for words", () => { goTo("overview"); setTimeout(() => byId("filter").elements.text.focus()); }],
  [["1"], "overview", () => goTo("overview")],
  [["2"], "findings", () => goTo("findings")],
  [["3"], "unsure links", () => goTo("unsure")],
  [["4"], "sources", () => goTo("sources")],
  [["j"], "next row of the grid", () => startFrom(1)],
  [["k"], "row before", () => startFrom(-1)],
  [["o"], "open the action", () => { if (!byId("view-overview").hidden) openActive(); }],
  [["n"], "next action", () => follow("next")],
  [["p"], "action before", () => follow("prev")],
  [["u"], "back to all actions", () => goTo("overview")],
  [["e"], "open or close what is folded", fold],
  [["["], "earlier editions", () => shiftEditions(-1)],
  [["]"], "later editions", () => shiftEditions(1)],
  [["x"], "clear the filter", () => byId("clear").click()],
  [["t"], "light, dark, or as the system", nextTheme],
];
const OTHERS = [
  ["← ↑ ↓ →", "from cell to cell, in the grid"],
  ["Page ↑ ↓, Home, End", "far up and down, in the grid"],
  ["Enter", "opens the action"],
  ["Esc", "leaves a field, closes this, goes back to all actions"],
];

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") {
    if (byId("help").open) return;
    if (inField(event.target)) event.target.blur();
    else if (!byId("view-action").hidden) goTo("overview");
    return;
  }
  if (inField(event.target) || byId("help").open || !byId("letters").checked) return;
  const found = KEYS.find(([keys]) => keys.includes(event.key));
  if (!found) return;
  event.preventDefault();
  found[2]();
};

const startKeys = () => {
  const line = (key, text) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, text));
  fill(byId("keys"), ...KEYS.map(([keys, text]) => line(keys.join(" "), text)), ...OTHERS.map(([key, text]) => line(key, text)));
  byId("letters").checked = kept("letters") !== "off";
  byId("letters").addEventListener("change", (event) => kept("letters", event.target.checked ? "on" : "off"));
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("theme").addEventListener("click", nextTheme);
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("main").focus(); });
  addEventListener("keydown", onKey);
};
