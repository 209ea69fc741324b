// The deadlines of one action: a line for each edition that dates it, from the day of the edition to the deadline it names.

const drawDeadlines = (life) => {
  const seen = life.steps.map((step) => {
    const field = step.fields.find((one) => one.name === "deadline" && !one.extra);
    const from = all.editions[step.edition]?.from;
    const kinds = step.events.map((event) => event.kind);
    return field?.span?.[1] && from ? { step, from, span: field.span, kinds } : null;
  }).filter(Boolean).filter((one, index, every) => {
    // What is named again and again is shown once.
    const before = every[index - 1];
    return !before || one.span.join() !== before.span.join() || one.kinds.some((kind) => kind.startsWith("deadline-"));
  });
  if (!seen.length) return null;
  const days = seen.flatMap(({ from, span }) => [from, span[0] ?? span[1], span[1]].map(dayNumber));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const wide = 340, left = 74, right = 18, line = 26;
  const x = (iso) => Math.round(left + (wide - left - right) * (dayNumber(iso) - first) / Math.max(last - first, 1));
  const high = seen.length * line + 26;
  const text = seen.map(({ step, span, kinds }) => `${editionWords(step.edition)}: due ${spanWords(span)}${kinds.includes("deadline-slipped") ? ", slipped" : ""}${kinds.includes("deadline-relabelled") ? ", relabelled" : ""}`).join("; ");
  const drawing = s("svg", { class: "deadlines", viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": `Deadlines. ${text}` });
  seen.forEach(({ step, from, span, kinds }, index) => {
    const y = index * line + 14;
    const before = seen[index - 1];
    const [start, end] = [x(span[0] ?? span[1]), x(span[1])];
    drawing.append(
      s("text", { x: 0, y: y + 4 }, editionShort(all.editions[step.edition])),
      s("line", { x1: left, x2: wide - right, y1: y, y2: y, class: "rail" }),
      s("line", { x1: Math.min(x(from), end), x2: Math.max(x(from), end), y1: y, y2: y, class: "run" }),
      s("circle", { cx: x(from), cy: y, r: 2.5, class: "day" }),
      s("rect", { x: start, y: y - 4, width: Math.max(end - start, 4), height: 8, rx: 2, class: kinds.includes("deadline-slipped") ? "due slipped" : kinds.includes("deadline-relabelled") ? "due relabelled" : "due" },
        s("title", {}, `due ${spanWords(span)}`)));
    if (before && kinds.includes("deadline-slipped")) {
      const was = x(before.span[1]);
      drawing.append(s("path", { d: `M${was} ${y - line + 5} C ${was} ${y - 8}, ${end - 10} ${y - 16}, ${end - 2} ${y - 6}`, class: "slip" }));
    }
  });
  drawing.append(
    s("text", { x: left, y: high - 2 }, new Date(first * 86400000).toISOString().slice(0, 7)),
    s("text", { x: wide - right, y: high - 2, "text-anchor": "end" }, new Date(last * 86400000).toISOString().slice(0, 7)));
  return h("section", { "aria-labelledby": "title-deadlines" }, h("h3", { id: "title-deadlines" }, "Deadlines"), drawing,
    h("p", { class: "soft small" }, "From the day of each edition that names a new deadline (dot) to that deadline (bar). A curve marks a slip."));
};
