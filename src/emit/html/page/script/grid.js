// The grid of all actions and editions. Only the rows in sight exist; the rest is room. Where there are more editions than
// fit, a window of them is shown, and moves.

const NARROWEST = 16, WIDEST = 40, SPARE = 8;
const grid = { places: [], from: 0, columns: [], rowHeight: 36, rows: new Map(), active: null, whole: false, head: null, body: null };

const cellWords = (action, at) => {
  const letter = action.states[at];
  const marks = MARKS.filter(([mark]) => marksOf(action, at) & mark).map(([, text]) => text);
  if (letter === " ") return `${editionWords(at)}: –`;
  return `${editionWords(at)}: ${[STATES[letter]?.[2] ?? letter, ...marks].join(", ")}`;
};

const cell = (action, at, row, column) => {
  const letter = action.states[at];
  const marks = marksOf(action, at);
  const kinds = [marks & SLIPPED && "m-slip", marks & OPENED && "m-open", marks & UNSURE && "m-unsure"].filter(Boolean).join(" ");
  const [word, text] = STATES[letter] ?? ["blank", ""];
  const label = cellWords(action, at);
  return h("span", { role: "gridcell", class: `cell s-${word} ${kinds}`, id: `c-${row}-${column + 2}`, "aria-colindex": at + 3, "aria-label": label, title: label, "data-sign": text });
};

const gridRow = (row) => {
  const action = all.actions[grid.places[row]];
  const gained = action.deadlines.length > 1 ? monthsBetween(action.deadlines[0][2], action.deadlines.at(-1)[2]) : 0;
  const moved = action.slips.length > 0 && h("span", { class: "gain", title: counted(action.slips.length, "slip") }, gained > 0 ? `+${gained} mo` : "slipped");
  const number = action.labels.at(-1) ?? "–";
  return h("div", { role: "row", class: "row", id: `r-${row}`, "aria-rowindex": row + 2, css: { "--row": String(row) } },
    h("span", { role: "rowheader", class: "number", id: `c-${row}-0`, "aria-colindex": 1 }, number),
    h("span", { role: "gridcell", class: "title", id: `c-${row}-1`, "aria-colindex": 2 }, h("a", { href: actionHref(action.id), tabindex: "-1", title: action.title }, action.title || action.id)),
    h("span", { role: "presentation", class: "strip" }, grid.columns.map((at, column) => cell(action, at, row, column))),
    h("span", { role: "gridcell", class: "due", id: `c-${row}-${grid.columns.length + 2}`, "aria-colindex": all.editions.length + 3 }, h("span", { title: spanWords(action.due) }, endWords(action.due) || "–"), " ", moved));
};

const gridHead = () => h("div", { role: "rowgroup", class: "head" }, h("div", { role: "row", class: "row", "aria-rowindex": 1 },
  h("span", { role: "columnheader", class: "number", "aria-colindex": 1 }, "No."),
  h("span", { role: "columnheader", class: "title", "aria-colindex": 2 }, "Action"),
  h("span", { role: "presentation", class: "strip" }, grid.columns.map((at) => h("span", { role: "columnheader", class: "edition", "aria-colindex": at + 3, title: editionWords(at) },
    h("span", {}, editionShort(all.editions[at])), all.editions[at].kind !== "log" && h("span", { class: "kind" }, "write-up")))),
  h("span", { role: "columnheader", class: "due", "aria-colindex": all.editions.length + 3 }, "Due now")));

/** Chooses how wide cells are, and which editions are in the window. */
const layOut = () => {
  const holder = byId("grid");
  const narrow = matchMedia("(max-width: 700px)").matches;
  const room = narrow ? holder.clientWidth - 112 : Math.max(holder.clientWidth * 0.62 - 60, 160);
  const count = all.editions.length;
  const fitting = Math.max(1, Math.min(count, Math.floor(room / NARROWEST)));
  grid.from = Math.max(0, Math.min(grid.from, count - fitting));
  grid.columns = all.editions.slice(grid.from, grid.from + fitting).map((_, index) => grid.from + index);
  const width = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(room / Math.max(fitting, 1))));
  holder.style.setProperty("--cell", `${width}px`);
  holder.style.setProperty("--columns", String(fitting));
  const shift = byId("shift");
  shift.hidden = fitting === count;
  const to = grid.from + fitting;
  fill(shift, 
    h("button", { type: "button", class: "quiet", disabled: grid.from === 0, on: { click: () => shiftEditions(-1) } }, "‹ earlier"),
    ` Editions ${grid.from + 1} to ${to} of ${count} `,
    h("button", { type: "button", class: "quiet", disabled: to === count, on: { click: () => shiftEditions(1) } }, "later ›"));
};

const shiftEditions = (by) => {
  grid.from += by * Math.max(1, grid.columns.length - 1);
  drawGrid(grid.places);
};

/** Draws the grid of the actions at `places`. */
const drawGrid = (places) => {
  const holder = byId("grid");
  grid.places = places;
  if (!grid.body && all.editions.length) grid.from = all.editions.length;
  layOut();
  grid.rows.clear();
  grid.head = gridHead();
  grid.body = h("div", { role: "rowgroup", class: "body" });
  fill(holder, grid.head, grid.body);
  holder.setAttribute("aria-rowcount", String(places.length + 1));
  holder.setAttribute("aria-colcount", String(all.editions.length + 3));
  holder.hidden = places.length === 0;
  byId("none").hidden = places.length > 0;
  grid.rowHeight = parseFloat(getComputedStyle(holder).getPropertyValue("--row-height")) * parseFloat(getComputedStyle(document.documentElement).fontSize) || 36;
  grid.body.style.setProperty("--rows", String(places.length));
  if (grid.active && grid.active.row >= places.length) grid.active = null;
  fillGrid();
};

/** Makes the rows that are in sight, and takes away the others. */
const fillGrid = () => {
  if (!grid.body || byId("view-overview").hidden) return;
  const top = grid.body.getBoundingClientRect().top;
  let first = Math.max(0, Math.floor(-top / grid.rowHeight) - SPARE);
  let last = Math.min(grid.places.length, Math.ceil((innerHeight - top) / grid.rowHeight) + SPARE);
  if (grid.whole) [first, last] = [0, grid.places.length];
  for (const [row, element] of grid.rows) {
    if (row < first || row >= last) { element.remove(); grid.rows.delete(row); }
  }
  for (let row = first; row < last; row++) {
    if (grid.rows.has(row)) continue;
    const element = gridRow(row);
    grid.rows.set(row, element);
    // In reading order, for those who hear the page.
    let next = row + 1;
    while (next < last && !grid.rows.has(next)) next++;
    grid.body.insertBefore(element, next < last ? grid.rows.get(next) : null);
  }
  showActive();
};

const showActive = () => {
  const holder = byId("grid");
  for (const old of holder.querySelectorAll(".active")) old.classList.remove("active");
  const found = grid.active && byId(`c-${grid.active.row}-${grid.active.column}`);
  if (found) {
    found.classList.add("active");
    found.closest(".row").classList.add("active");
    holder.setAttribute("aria-activedescendant", found.id);
  } else holder.removeAttribute("aria-activedescendant");
};

const moveTo = (row, column) => {
  if (!grid.places.length) return;
  grid.active = { row: Math.max(0, Math.min(grid.places.length - 1, row)), column: Math.max(0, Math.min(grid.columns.length + 2, column)) };
  const top = grid.body.getBoundingClientRect().top + grid.active.row * grid.rowHeight;
  const under = grid.head.offsetHeight + 8;
  if (top < under) scrollBy(0, top - under);
  else if (top + grid.rowHeight > innerHeight - 8) scrollBy(0, top + grid.rowHeight - innerHeight + 8);
  fillGrid();
};

const openActive = () => {
  const action = grid.active && all.actions[grid.places[grid.active.row]];
  if (action) location.hash = actionHref(action.id);
};

const gridKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { row, column } = grid.active ?? { row: -1, column: 1 };
  const page = Math.max(1, Math.floor(innerHeight / grid.rowHeight) - 3);
  const moves = {
    ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
    PageDown: [row + page, column], PageUp: [row - page, column], Home: [0, column], End: [grid.places.length - 1, column],
  };
  if (moves[event.key]) moveTo(...moves[event.key]);
  else if (event.key === "Enter" && grid.active) openActive();
  else return;
  event.preventDefault();
};

const startGrid = () => {
  const holder = byId("grid");
  holder.addEventListener("keydown", gridKey);
  holder.addEventListener("focus", () => { if (!grid.active) moveTo(Math.max(0, Math.ceil((grid.head.offsetHeight - grid.body.getBoundingClientRect().top) / grid.rowHeight)), 1); });
  holder.addEventListener("click", (event) => {
    const at = event.target.closest("[id^='c-']");
    if (!at) return;
    const [, row, column] = at.id.split("-").map(Number);
    grid.active = { row, column };
    showActive();
    if (!event.target.closest("a")) openActive();
  });
  addEventListener("scroll", fillGrid, { passive: true });
  let asked = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => { if (!byId("view-overview").hidden) drawGrid(grid.places); });
  });
  // On paper every row stands.
  addEventListener("beforeprint", () => { grid.whole = true; fillGrid(); });
  addEventListener("afterprint", () => { grid.whole = false; fillGrid(); });
};
