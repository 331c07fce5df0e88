// Elements, and program text made visible: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Control and direction characters as visible escapes, so that text cannot pretend to be other text. */
export function visible(text) {
  return String(text).replace(HIDDEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick" || name === "oninput" || name === "onchange") element[name] = value;
    else if (name === "style") for (const [key, each] of Object.entries(value)) element.style.setProperty(key, each);
    else element.setAttribute(name, value === true ? "" : visible(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
  return element;
}

export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
export const s = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** The colour class of a goroutine: eight colours, always beside its number. */
export const hue = (id) => (id ? `g${((id - 1) % 8) + 1}` : "g0");

export function chip(id, title) {
  return h("span", { class: `chip ${hue(id)}`, title: title ?? (id ? `goroutine ${id}` : "the runtime") }, id || "rt");
}

export function shorter(text, most) {
  const letters = [...visible(text)];
  const sign = Math.max(letters.lastIndexOf("="), letters.lastIndexOf("→"));
  const value = sign > 0 ? letters.slice(sign - 1) : [];
  if (letters.length > most && value.length > 2 && value.length < most / 2) return letters.slice(0, most - value.length - 1).join("") + "…" + value.join("");
  return letters.length > most ? letters.slice(0, Math.max(most - 1, 1)).join("") + "…" : letters.join("");
}

export const baseName = (file) => file.split(/[\\/]/).pop();
export const placeText = (place) => (place ? `${baseName(place[0])}:${place[1]}` : "");
