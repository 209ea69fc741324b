// Small pieces that several views are made of: signs, redlines, places, links to actions, bars.

/** The sign of a state: a letter on its colour. */
const sign = (letter, extra = "") => {
  const [word, text] = STATES[letter];
  return h("span", { class: `sign s-${word} ${extra}`, "aria-hidden": "true" }, text);
};

/** A state with its sign and its words. */
const state = (word) => h("span", { class: "state" }, signOf.has(word) && sign(signOf.get(word)), stateWords(word));

const severity = (word) => h("span", { class: `severity v-${word}` }, h("span", { "aria-hidden": "true" }, SEVERITIES[word]), unseen(word));

const tag = (kind, ...text) => h("span", { class: `tag t-${kind}` }, text);

/** A wording with what came, went and moved. */
const redline = (runs) => runs.map(([mark, text], index) => {
  const space = index > 0 ? " " : "";
  if (mark === "=") return space + text;
  const [element, kind, before] = {
    "-": ["del", "gone", "taken away: "],
    "+": ["ins", "came", "added: "],
    "<": ["del", "moved", "moved away: "],
    ">": ["ins", "moved", "moved here: "],
  }[mark];
  return [space, h(element, { class: kind }, unseen(before), text)];
});

/** The wording that a redline ends with. */
const laterWording = (runs) => runs.filter(([mark]) => "=+>".includes(mark)).map(([, text]) => text).join(" ");

const actionHref = (id) => `#action/${encodeURIComponent(id)}${filterQuery()}`;

/** A link to an action, by its last number and title. */
const actionLink = (id, text) => {
  const action = actionOf(id);
  if (!action) return h("span", {}, id);
  const label = action.labels.at(-1);
  return h("a", { href: actionHref(id), class: "to-action" }, text ?? [label && h("b", { class: "label" }, label), label && " ", action.title]);
};

const place = (edition, where) => {
  const text = standing(edition, where);
  return text && h("span", { class: "place" }, text);
};

/** A row elsewhere, named shortly. */
const mention = (one, wordingToo = true) => [
  one.action ? actionLink(one.action, wordingToo ? undefined : one.label ?? one.action) : h("span", {}, one.label && [h("b", { class: "label" }, one.label), " "], wordingToo && one.wording),
  " ",
  h("span", { class: "place" }, editionWords(one.edition), one.place && `, ${one.place}`),
];

/** A bar of parts: [[class, count, words], …]. */
const stacked = (parts, whole, label) => {
  const drawing = s("svg", { class: "stacked", viewBox: `0 0 ${Math.max(whole, 1)} 10`, preserveAspectRatio: "none", role: "img", "aria-label": label });
  let at = 0;
  for (const [kind, count, name] of parts) {
    if (!count) continue;
    drawing.append(s("rect", { x: at, y: 0, width: count, height: 10, class: `f-${kind}` }, s("title", {}, `${name}: ${count}`)));
    at += count;
  }
  return drawing;
};

/** What a link rests on, as bars: to the right what speaks for it, to the left what speaks against it. */
const evidence = (link) => {
  const oneWay = link.evidence.every(([, , , weight]) => weight >= 0);
  const most = Math.max(1, ...link.evidence.map(([, , , weight]) => Math.abs(weight)));
  return h("div", { class: oneWay ? "evidence one-way" : "evidence" },
    h("p", { class: "score" }, `Score ${link.score} of 1000`, h("span", { class: "soft" }, " · 500 are even odds")),
    h("ul", {}, link.evidence.map(([name, earlier, later, weight]) => h("li", {},
      h("span", { class: "what" }, name),
      h("span", { class: "bar", "aria-hidden": "true" }, h("span", { class: weight < 0 ? "against" : "for", css: { "--part": String(Math.abs(weight) / most) } })),
      h("span", { class: "weight" }, unseen(weight < 0 ? "against: " : "for: "), weight > 0 ? `+${weight}` : weight),
      (earlier || later) && h("span", { class: "said" }, earlier === later ? earlier : `${earlier || "nothing"} → ${later || "nothing"}`),
    ))),
    link.runners_up?.length > 0 && h("div", {}, h("p", { class: "soft" }, "Nearly had the link:"),
      h("ul", { class: "plain" }, link.runners_up.map(([one, score]) => h("li", {}, `${score} – `, mention(one))))),
  );
};

/** A command to be typed, with a button that copies it. */
const command = (text) => h("p", { class: "command" }, h("code", {}, text), h("button", {
  type: "button", class: "quiet", "aria-label": `Copy ${text}`,
  on: { click: (event) => {
    const done = () => { event.target.textContent = "Copied"; say("Copied"); };
    const select = () => { getSelection().selectAllChildren(event.target.previousSibling); say("Selected; copy it"); };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, select);
    else select();
  } },
}, "Copy"));

/** Words of the program: what stands in backquotes is typed. */
const typed = (text) => text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));

/** The quotes of a finding; a label goes without saying where more of its row is quoted. */
const quotes = (list) => list.filter((one) => one.field !== "label" || !list.some((other) => other.field !== "label" && other.edition === one.edition && other.label === one.label)).map(quote);

/** A quote of a document and where it stands. */
const quote = (one) => h("figure", { class: "quote" },
  h("blockquote", {}, one.text || h("em", {}, "an empty cell")),
  h("figcaption", {}, h("span", { class: "what" }, FIELDS[one.field] ?? one.field), one.label && ` of ${one.label}`, one.edition !== null && [" · ", place(one.edition, one.place)]));
