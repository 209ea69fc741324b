// One step of an action: the row of one edition, cell by cell, with what changed in it.

const eventChip = (event) => {
  const grave = ["deadline-slipped", "deadline-opened", "not-seen", "reopened"].includes(event.kind);
  const change = (event.from || event.to) && h("span", { class: "change" }, event.from ? `${event.from} → ${event.to ?? "nothing"}` : event.to);
  return h("li", { class: grave ? "event grave" : "event" }, h("b", {}, words(event.kind)), change && [" ", change], event.detail && h("span", { class: "soft" }, ` ${event.detail}`), event.unsure && [" ", tag("unsure", "not sure")]);
};

const fromWords = (piece) => (piece.from === null ? "an earlier edition" : `${editionShort(all.editions[piece.from])}${piece.label ? `, ${piece.label}` : ""}`);

/** A status wording by where its pieces come from. */
const segments = (step) => [
  h("p", { class: "segments" }, step.segments.map((piece) => {
    const changed = piece.origin === "edited" && piece.runs.length > 0;
    const title = ORIGINS[piece.origin] + (piece.from !== null ? ` (${fromWords(piece)})` : "");
    return [h("span", { class: `segment o-${piece.origin}`, title },
      unseen(`${ORIGINS[piece.origin]}: `), changed ? redline(piece.runs) : piece.text), piece.edits.length > 0 && h("span", { class: "edits" }, piece.edits.map((edit) => h("span", { class: `edit e-${edit.kind}` }, words(edit.kind)))), " "];
  })),
  step.segments.some((piece) => piece.edits.length > 0) && h("ul", { class: "edit-list" }, step.segments.flatMap((piece) => piece.edits.map((edit) => h("li", {},
    h("b", {}, words(edit.kind)), ": ", edit.was ? h("del", { class: "gone" }, edit.was) : h("em", {}, "nothing"), " → ", edit.now ? h("ins", { class: "came" }, edit.now) : h("em", {}, "nothing"),
    h("span", { class: "soft" }, ` since ${fromWords(piece)}`))))),
];

const droppedWording = (step) => step.dropped?.length > 0 && h("div", { class: "dropped" }, h("p", { class: "soft" }, "Not there any more:"),
  step.dropped.map((piece) => h("p", {}, h("del", { class: "gone" }, piece.text), h("span", { class: "place" }, ` ${fromWords(piece)}`))));

const fieldWording = (field, before) => {
  if (field.same) return [h("span", { class: "as-before" }, before || h("em", {}, "empty")), " ", tag("same", "as before")];
  const text = field.runs ? redline(field.runs) : field.raw;
  return text && text.length ? text : h("em", { class: "soft" }, "empty");
};

const fieldLine = (step, field, before) => {
  const bySegments = field.name === "status" && !field.extra && step.segments?.length > 0;
  const means = field.span ? spanWords(field.span) : "";
  return [h("dt", {}, field.extra ? field.name : FIELDS[field.name] ?? field.name),
    h("dd", { class: `w-${field.extra ? "extra" : field.name}` },
      bySegments ? segments(step) : h("span", { class: "wording" }, fieldWording(field, before)),
      means && means !== laterText(field, before, step) && h("span", { class: "means" }, ` = ${means}`),
      " ", field.place && h("span", { class: "place" }, field.place),
      field.name === "status" && !field.extra && droppedWording(step))];
};

/** What a field says in the end; a status that is told in pieces is said by these. */
const laterText = (field, before, step) => (field.same ? before : field.runs ? laterWording(field.runs) : field.raw ?? step.segments?.map((piece) => piece.text).join(" ")) ?? "";

const PROBLEMS = { dangling: "no action bears this number", ambiguous: "two actions bear this number", self: "refers to itself" };

const references = (list) => h("ul", { class: "plain" }, list.map((one) => h("li", {}, h("q", {}, one.raw), " → ",
  one.targets.length ? one.targets.map((target, index) => [index > 0 && "; ", mention(target)]) : `number ${one.number}`,
  one.problem && [" ", tag("problem", PROBLEMS[one.problem] ?? one.problem)])));

const tie = (one, step) => h("details", { class: "tie" },
  h("summary", {}, one.earlier ? "Follows " : "Goes on as ", h("b", {}, one.other.label ?? "a row without number"), ` in ${editionWords(one.other.edition)}`,
    h("span", { class: "soft" }, ` · ${LINKS[one.kind] ?? one.kind} · ${one.score}`), " ", one.judgement !== "same" && tag("unsure", JUDGEMENTS[one.judgement] ?? one.judgement), one.by === "reviewer" && [" ", tag("same", "by a reviewer")]),
  evidence(one),
  h("p", { class: "soft" }, one.other.action && actionLink(one.other.action), " ", place(one.other.edition, one.other.place)),
  one.judgement === "unsure" && command(reviewCommand(...(one.earlier ? [one.other.row, step.row] : [step.row, one.other.row]))));

const shellWord = (word) => (/^[\w/#:@.~+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
const reviewCommand = (one, other) => `throughline review ${shellWord(one)} ${shellWord(other)}`;

const pictures = (step) => step.pictures?.map((one) => h("figure", { class: "page" },
  h("img", { src: one.src, width: one.width, height: one.height, loading: "lazy", alt: `Page ${one.page} of ${all.editions[step.edition]?.path ?? "the source"}, the row marked` }),
  h("figcaption", { class: "place" }, standing(step.edition, `page ${one.page}`))));

/** Draws a step. `latest` holds what earlier steps said last. */
const drawStep = (step, latest, index) => {
  const lines = step.fields.map((field) => {
    const key = `${field.extra} ${field.name}`;
    const line = fieldLine(step, field, latest.get(key));
    latest.set(key, laterText(field, latest.get(key), step));
    return line;
  });
  const edition = all.editions[step.edition];
  return h("li", { class: "step", id: `step-${index}`, tabindex: "-1" },
    h("header", {},
      h("h3", {}, edition?.from ? dayWords(edition.from) : edition?.id ?? "?", " ", h("span", { class: "soft" }, edition?.kind)),
      h("p", { class: "facts" },
        step.label ? ["as ", h("b", { class: "label" }, step.label), step.legacy && " (older numbering)"] : "without number",
        h("span", { class: "soft" }, ` · ${step.table}${step.section ? ` · ${step.section}` : ""}${step.category ? ` · ${step.category}` : ""}`)),
      h("p", { class: "facts" }, step.state !== "none" && state(step.state), " ", step.unsure && tag("unsure", "not sure that it belongs here"), " ", place(step.edition, step.place))),
    step.events.length > 0 && h("ul", { class: "events" }, step.events.map(eventChip)),
    h("dl", { class: "fields" }, lines),
    step.references?.length > 0 && h("div", { class: "extra" }, h("h4", {}, "Refers to"), references(step.references)),
    pictures(step),
    (step.repairs?.length > 0 || step.redactions > 0) && h("p", { class: "soft small" }, [step.redactions > 0 && counted(step.redactions, "redaction"), ...(step.repairs ?? []).map((one) => `mended: ${one}`)].filter(Boolean).join(" · ")),
    step.ties?.map((one) => tie(one, step)));
};
