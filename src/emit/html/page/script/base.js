// The ground under every view: making elements, finding the blocks of data. Text is only ever set as text.

const SVG = "http://www.w3.org/2000/svg";

/** Puts children into an element; what is nothing or false is left out. */
const put = (element, children) => {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "" && child !== 0) element.append(child);
  }
  return element;
};

/** Puts children into an element in place of what was there. */
const fill = (element, ...children) => {
  element.replaceChildren();
  return put(element, children);
};

const grown = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [kind, listener] of Object.entries(value)) element.addEventListener(kind, listener);
    else if (name === "css") for (const [key, set] of Object.entries(value)) element.style.setProperty(key, set);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  return put(element, children);
};

/** Makes an element of the page: h("p", {class: "soft"}, "text"). */
const h = (tag, attributes, ...children) => grown(document.createElement(tag), attributes, children);

/** Makes an element of a drawing. */
const s = (tag, attributes, ...children) => grown(document.createElementNS(SVG, tag), attributes, children);

const byId = (id) => document.getElementById(id);

/** Words for screen readers only. */
const unseen = (text) => h("span", { class: "unseen" }, text);

const block = (kind, name = "") => document.querySelector(`script.${kind}[data-name="${CSS.escape(name)}"]`);

const parsed = new Map();

/** Returns a block of data, or nothing where it has not come yet, or there is none. */
const dataOf = (kind, name = "") => {
  const key = `${kind} ${name}`;
  if (!parsed.has(key)) {
    const found = block(kind, name);
    // The parser may still be in the middle of it.
    if (!found || (document.readyState === "loading" && !found.nextSibling)) return undefined;
    parsed.set(key, JSON.parse(found.textContent));
    if (kind === "life" && parsed.size > 200) parsed.delete(parsed.keys().next().value);
  }
  return parsed.get(key);
};

/** Does something once the whole page has come. */
const whenWhole = (act) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
};

/** Tells what happened to those who hear the page. */
const say = (text) => { byId("said").textContent = text; };

const all = JSON.parse(block("overview").textContent);
const placeOf = new Map(all.actions.map((action, index) => [action.id, index]));
const actionOf = (id) => all.actions[placeOf.get(id)];
