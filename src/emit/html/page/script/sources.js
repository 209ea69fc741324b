// Sources: digests, and the ledger that says where every word went.

const LEDGER = ["cells", "headings", "legend", "notes", "furniture", "prose", "unplaced"];

const sourceEntry = (source) => h("article", { class: "source" },
  h("h3", {}, source.path),
  h("p", { class: "soft" }, [source.media_type, `${source.bytes.toLocaleString("en")} bytes`].filter(Boolean).join(" · "),
    source.editions.length > 0 && [" · ", source.editions.map((at) => editionWords(at)).join("; ")]),
  source.problem && h("p", {}, tag("problem", "not read"), " ", source.problem),
  h("p", { class: "digest" }, h("span", { class: "what" }, "SHA-256"), " ", h("code", {}, source.id)),
  source.supersedes && h("p", { class: "digest" }, h("span", { class: "what" }, "takes the place of"), " ", h("code", {}, source.supersedes)),
  source.same_as && h("p", { class: "digest" }, h("span", { class: "what" }, "has the same rows as"), " ", h("code", {}, source.same_as)),
  source.words.total > 0 && [
    stacked(LEDGER.map((name) => [`w-${name}`, source.words[name], name]), source.words.total, `${source.words.total} words: ${LEDGER.filter((name) => source.words[name]).map((name) => `${source.words[name]} ${name}`).join(", ")}`),
    h("dl", { class: "ledger" }, h("div", {}, h("dt", {}, "words"), h("dd", {}, source.words.total.toLocaleString("en"))), LEDGER.map((name) => h("div", { class: source.words[name] ? `k-${name}` : "zero" }, h("dt", {}, name), h("dd", {}, source.words[name].toLocaleString("en")))))]);

const showSources = () => {
  const holder = byId("view-sources");
  const data = dataOf("sources");
  const remarks = dataOf("remarks");
  if (!data || !remarks) { whenWhole(showSources); return; }
  const total = (name) => data.reduce((sum, source) => sum + source.words[name], 0);
  fill(holder, 
    h("h2", { id: "title-sources", tabindex: "-1" }, "Sources"),
    h("p", { class: "soft" }, `${counted(data.length, "file")}, ${counted(total("total"), "word")}, ${total("unplaced").toLocaleString("en")} of them not placed.`),
    remarks.length > 0 && h("ul", { class: "plain" }, remarks.map((text) => h("li", {}, text))),
    h("div", { class: "list" }, data.map(sourceEntry)));
};
