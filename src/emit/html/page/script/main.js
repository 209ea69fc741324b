// What starts the page, and what the address asks for.

const VIEWS = ["overview", "action", "findings", "unsure", "sources"];
let shown = null, overviewAt = 0;

const route = () => {
  const [path, query = ""] = location.hash.replace(/^#/, "").split("?");
  const [name, id] = path.split("/");
  const view = VIEWS.includes(name) && (name !== "action" || id) ? name : "overview";
  if (shown === "overview" && view !== "overview") overviewAt = scrollY;
  const isNew = shown !== null && (shown !== view || view === "action");
  for (const other of VIEWS) byId(`view-${other}`).hidden = other !== view;
  for (const link of document.querySelectorAll(".views a")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (view === "overview" || view === "action") readFilter(query);
  if (view === "overview") showOverview();
  let title = "Overview";
  if (view === "action") {
    let wanted = id;
    try { wanted = decodeURIComponent(id); } catch { /* it is taken as it stands */ }
    showAction(wanted);
    title = actionOf(wanted)?.title ?? wanted;
  } else if (view !== "overview") {
    ({ findings: showFindings, unsure: showUnsure, sources: showSources })[view](query);
    title = document.querySelector(`.views [data-view="${view}"]`).textContent;
  }
  document.title = `${title} – ${all.series} – throughline`;
  shown = view;
  if (!isNew) return;
  if (view === "overview") {
    scrollTo(0, overviewAt);
    fillGrid();
    if (grid.active) byId("grid").focus({ preventScroll: true });
    else byId("title-overview").focus({ preventScroll: true });
  } else {
    scrollTo(0, 0);
    byId(`title-${view}`)?.focus({ preventScroll: true });
  }
};

byId("series").textContent = all.series || "series";
for (const [view, count] of [["findings", all.findings], ["unsure", all.unsure]]) {
  document.querySelector(`.views [data-view="${view}"]`).append(" ", h("span", { class: "count" }, count.toLocaleString("en")));
}
byId("foot").textContent = `Made by throughline ${all.version}. Everything stands in this one file; it asks for nothing from anywhere.`;
wearTheme();
startGrid();
startOverview();
startKeys();
route();
addEventListener("hashchange", route);
whenWhole(() => { gatherWordings(); if (filter.text && !byId("view-overview").hidden) applyFilter(); });
