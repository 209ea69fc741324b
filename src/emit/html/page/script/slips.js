// Deadlines that slipped: one line for each action, from the first deadline to the last, a stop for each move.

const FIRST_SLIPS = 10;
let everySlip = false;

const slipped = (places) => places.map((at) => all.actions[at]).filter((action) => action.slips.length > 0)
  .map((action) => {
    const ends = action.deadlines.map(([, , to]) => to).filter((to, index, every) => to !== every[index - 1]);
    return { action, ends, months: ends.length > 1 ? monthsBetween(ends[0], ends.at(-1)) : 0 };
  })
  .sort((one, other) => other.months - one.months || other.action.slips.length - one.action.slips.length);

const track = (ends, [first, last]) => {
  // As wide as there is room, and its signs as large as anywhere.
  const x = (iso) => `${(1 + 97 * (dayNumber(iso) - first) / Math.max(last - first, 1)).toFixed(2)}%`;
  const drawing = s("svg", { class: "track", "aria-hidden": "true", focusable: "false" });
  const [start, end] = [ends[0], ends.at(-1)];
  drawing.append(s("line", { x1: 0, x2: "100%", y1: 8, y2: 8, class: "rail" }));
  if (ends.length > 1) drawing.append(s("line", { x1: x(start), x2: x(end), y1: 8, y2: 8, class: "gain" }));
  ends.forEach((iso, index) => {
    if (index === ends.length - 1) drawing.append(s("svg", { x: x(iso), y: 0, class: "end" }, s("path", { d: "M-4 3 L4 8 L-4 13 Z" })));
    else drawing.append(s("circle", { cx: x(iso), cy: 8, r: index ? 2.5 : 3, class: index ? "stop" : "start" }));
  });
  return drawing;
};

const drawSlips = (places) => {
  const found = slipped(places);
  const holder = byId("slips");
  if (!found.length) {
    fill(holder, h("p", { class: "soft" }, "No deadline of these actions slipped."));
    return;
  }
  const days = found.flatMap(({ ends }) => ends.map(dayNumber));
  const range = [Math.min(...days), Math.max(...days)];
  const year = (day) => new Date(day * 86400000).toISOString().slice(0, 7);
  const line = ({ action, ends, months }) => h("li", {},
    h("a", { href: actionHref(action.id) },
      h("span", { class: "title" }, action.labels.length > 0 && h("b", { class: "label" }, action.labels.at(-1)), " ", action.title),
      track(ends.length ? ends : [], range),
      h("span", { class: "months" }, months > 0 ? `+${months} mo` : `${action.slips.length}×`,
        unseen(`, ${counted(action.slips.length, "slip")}${ends.length ? `, from ${dayWords(ends[0])} to ${dayWords(ends.at(-1))}` : ""}`))));
  const shown = everySlip ? found : found.slice(0, FIRST_SLIPS);
  const months = found.reduce((sum, one) => sum + Math.max(one.months, 0), 0);
  fill(holder, 
    h("p", { class: "soft" }, `${counted(found.length, "action")}, ${counted(months, "month")} in all. ○ first deadline, ▸ the one now.`),
    h("div", { class: "axis", "aria-hidden": "true" }, h("p", {}, h("span", {}, year(range[0])), h("span", {}, year(range[1])))),
    h("ol", { class: "slips" }, shown.map(line)),
    found.length > FIRST_SLIPS && h("button", { type: "button", class: "quiet", on: { click: () => { everySlip = !everySlip; drawSlips(places); } } },
      everySlip ? `Show the longest ${FIRST_SLIPS}` : `Show all ${found.length}`));
};
