// Findings: by code, with what each code means.

const MORE = 40;

const explanation = (code) => dataOf("findings")?.explanations.find((one) => one.code === code);

const explained = (page) => page && h("details", { class: "explanation" }, h("summary", {}, `What ${page.code} means`),
  h("p", {}, page.means), h("p", {}, h("b", {}, "Example. "), page.example), h("p", {}, h("b", {}, "To do. "), typed(page.todo)));

/** One finding. Beside an action its code is explained on the spot, and the action is not named again. */
const findingEntry = (one, about = null) => {
  const page = explanation(one.code);
  return h("article", { class: `finding v-${one.severity}` },
    h("p", { class: "message" }, severity(one.severity), " ", about && [h("b", {}, one.code), " ", page && h("span", { class: "soft" }, page.title), h("br")], one.message),
    quotes(one.quotes),
    one.quotes.length === 0 && rowList(one.rows, about),
    one.hint && h("p", { class: "hint" }, typed(one.hint)),
    about ? explained(page) : one.actions.length > 0 && h("p", { class: "about" }, one.actions.map((id, index) => [index > 0 && h("br"), actionLink(id)])));
};

const FEW = 6;

/** The rows that a finding is about; beside an action, those of others are only counted where there are many. */
const rowList = (rows, about) => {
  if (!rows.length) return null;
  const own = about && rows.length > FEW ? rows.filter((row) => row.action === about) : rows;
  const shown = own.slice(0, about ? own.length : FEW);
  const list = (some) => h("ul", { class: "plain" }, some.map((row) => h("li", {}, mention(row))));
  const more = rows.length - shown.length;
  return [list(shown), more > 0 && (about ? h("p", { class: "soft" }, `and ${counted(more, "other row")}`) : h("details", {}, h("summary", {}, `and ${counted(more, "other row")}`), list(own.slice(FEW))))];
};

const showFindings = (query) => {
  const holder = byId("view-findings");
  const given = new URLSearchParams(query);
  const [code, grave] = [given.get("code") ?? "", given.get("severity") ?? ""];
  const data = dataOf("findings");
  if (!data) { whenWhole(() => showFindings(query)); return; }
  const set = (name, value) => {
    const next = new URLSearchParams(location.hash.split("?")[1] ?? "");
    if (value) next.set(name, value); else next.delete(name);
    location.hash = `#findings${next.size ? `?${next}` : ""}`;
  };
  const by = counts(data.findings.map((one) => one.code));
  const bySeverity = counts(data.findings.map((one) => one.severity));
  const select = (name, label, any, pairs, chosen) => h("label", { class: "field" }, label, h("select", { name, on: { change: (event) => set(name, event.target.value) } },
    h("option", { value: "" }, any), pairs.map(([value, text]) => h("option", { value, selected: value === chosen }, text))));
  const shown = data.findings.filter((one) => (!code || one.code === code) && (!grave || one.severity === grave));
  const group = (name) => {
    const list = shown.filter((one) => one.code === name);
    if (!list.length) return null;
    const page = explanation(name);
    const items = h("div", { class: "list" });
    const more = h("button", { type: "button", class: "quiet" });
    const add = (count) => {
      for (const one of list.slice(items.childElementCount, items.childElementCount + count)) items.append(findingEntry(one));
      more.hidden = items.childElementCount >= list.length;
      more.textContent = `Show ${Math.min(MORE, list.length - items.childElementCount)} more of ${list.length}`;
    };
    more.addEventListener("click", () => add(MORE));
    add(MORE);
    addEventListener("beforeprint", () => add(list.length), { once: true });
    return h("section", { class: "group", "aria-labelledby": `code-${name}` },
      h("h3", { id: `code-${name}` }, severity(list[0].severity), ` ${name} `, h("span", { class: "title" }, page?.title ?? ""), h("span", { class: "soft" }, ` ${list.length}`)),
      explained(page), items, more);
  };
  fill(holder, 
    h("h2", { id: "title-findings", tabindex: "-1" }, "Findings"),
    h("p", { class: "soft" }, data.findings.length ? ["error", "warning", "note"].filter((word) => bySeverity.get(word)).map((word) => counted(bySeverity.get(word), word)).join(", ") : "Nothing was found that somebody should look at."),
    data.findings.length > 0 && h("form", { class: "filter", "aria-label": "Filter the findings" },
      select("code", "Code", "every code", [...by].sort().map(([name, count]) => [name, `${name} ${explanation(name)?.title ?? ""} (${count})`]), code),
      select("severity", "Severity", "every severity", ["error", "warning", "note"].filter((word) => bySeverity.get(word)).map((word) => [word, `${word} (${bySeverity.get(word)})`]), grave)),
    ...[...by.keys()].sort((one, other) => rank(data, one) - rank(data, other) || (one < other ? -1 : 1)).map(group));
};

/** Grave codes come first. */
const rank = (data, code) => Math.min(...data.findings.filter((one) => one.code === code).map((one) => Object.keys(SEVERITIES).indexOf(one.severity)));
