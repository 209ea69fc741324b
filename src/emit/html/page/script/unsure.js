// Links that are not sure, each with the command that puts it to a person.

const QUESTIONS = { split: "Is the later a part of the earlier?", merged: "Did the earlier go into the later?", duplicate: "Is one action printed twice?" };

const unsureEntry = (one, index) => h("article", { class: "unsure", "aria-labelledby": `unsure-${index}` },
  h("h3", { id: `unsure-${index}` }, QUESTIONS[one.kind] ?? "Are these one action?"),
  h("div", { class: "two" },
    h("div", {}, h("p", { class: "soft" }, h("b", { class: "label" }, one.earlier.label ?? "–"), ` ${editionWords(one.earlier.edition)}`), h("p", { class: "wording" }, one.earlier.wording), place(one.earlier.edition, one.earlier.place)),
    h("div", {}, h("p", { class: "soft" }, h("b", { class: "label" }, one.later.label ?? "–"), ` ${editionWords(one.later.edition)}`), h("p", { class: "wording" }, redline(one.runs)), place(one.later.edition, one.later.place))),
  evidence(one),
  h("p", {}, "Settle it:"),
  command(one.command),
  (one.earlier.action || one.later.action) && h("p", { class: "about" }, [...new Set([one.earlier.action, one.later.action].filter(Boolean))].map((id, at) => [at > 0 && h("br"), actionLink(id)])));

const showUnsure = () => {
  const holder = byId("view-unsure");
  const data = dataOf("unsure");
  if (!data) { whenWhole(showUnsure); return; }
  const items = h("div", { class: "list" });
  const more = h("button", { type: "button", class: "quiet" });
  const add = (count) => {
    const at = items.childElementCount;
    data.slice(at, at + count).forEach((one, index) => items.append(unsureEntry(one, at + index)));
    more.hidden = items.childElementCount >= data.length;
    more.textContent = `Show more of ${data.length}`;
  };
  more.addEventListener("click", () => add(MORE));
  add(MORE);
  addEventListener("beforeprint", () => add(data.length), { once: true });
  fill(holder, 
    h("h2", { id: "title-unsure", tabindex: "-1" }, "Unsure links"),
    h("p", { class: "soft" }, data.length ? `${counted(data.length, "pair")} of rows taken for one action, or for a part of it, because nothing better was found. An answer outranks the rules in every later run; add --out DIR where the output folder is not the usual one.` : "Every link is sure."),
    items, more);
};
