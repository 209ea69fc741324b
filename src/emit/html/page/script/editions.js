// Counts per edition.

const eventCount = (edition, ...kinds) => kinds.reduce((sum, kind) => sum + (edition.counts.events[kind] || 0), 0);

const drawEditions = () => {
  const order = ["complete", "closed", "superseded", "proposed-complete", "proposed-closed", "partially-complete", "in-progress", "ongoing", "not-started", "none"];
  const most = Math.max(1, ...all.editions.map((edition) => edition.counts.actions));
  const heads = ["Edition", "Actions", "States", "New", "Closed", "Slipped", "Not seen", "Findings"];
  const number = (count, kind) => h("td", { class: `number ${count ? kind || "" : "zero"}` }, count || "–");
  const row = (edition) => {
    const { counts } = edition;
    const parts = order.map((word) => [word, counts.states[word] || 0, stateWords(word)]);
    const label = parts.filter(([, count]) => count).map(([, count, name]) => `${count} ${name}`).join(", ");
    const bar = stacked(parts, counts.actions, label || "nothing");
    bar.style.setProperty("--share", String(counts.actions / most));
    const found = ["error", "warning", "note"].filter((word) => counts.findings[word]);
    return h("tr", {},
      h("th", { scope: "row" }, h("a", { href: `#overview?${new URLSearchParams({ edition: edition.id })}`, title: edition.title }, edition.from ? dayWords(edition.from) : edition.id), h("span", { class: "soft" }, edition.kind === "log" ? "log" : "write-up")),
      h("td", { class: "number" }, String(counts.actions)),
      h("td", { class: "states" }, bar),
      number(eventCount(edition, "raised")),
      number(eventCount(edition, "closed")),
      number(eventCount(edition, "deadline-slipped"), "slip"),
      number(eventCount(edition, "not-seen"), "gap"),
      h("td", { class: "found" }, found.length ? found.map((word) => [h("span", { class: `count v-${word}` }, `${counts.findings[word]} ${SEVERITIES[word]}`, unseen(` ${word}s`)), " "]) : "–"),
    );
  };
  fill(byId("editions"), h("table", { class: "editions" },
    h("thead", {}, h("tr", {}, heads.map((head, index) => h("th", { scope: "col", class: index && index !== 2 && index !== 7 ? "number" : "" }, head)))),
    h("tbody", {}, all.editions.map(row))));
};
