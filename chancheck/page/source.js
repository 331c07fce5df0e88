// The source, with the lines at which goroutines are.

import { baseName, chip, h, hue } from "./dom.js";
import { FINISHED, isBlocked } from "./run.js";

const KEYWORDS = new Set(("break case chan const continue default defer else fallthrough for func go goto if import interface " +
  "map package range return select struct switch type var").split(" "));
const TOKEN = /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|("(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*')|([A-Za-z_]\w*)|(\d[\w.]*)|([\s\S])/g;

/** The lines of a source, each as pieces [class, text]. */
export function highlighted(text) {
  const lines = [[]];
  for (const [token, comment, string, word, number] of text.matchAll(TOKEN)) {
    const kind = comment ? "comment" : string ? "string" : word && KEYWORDS.has(word) ? "word" : number ? "number" : "";
    token.split("\n").forEach((part, n) => {
      if (n) lines.push([]);
      const line = lines.at(-1);
      if (part && line.length && line.at(-1)[0] === kind) line.at(-1)[1] += part;
      else if (part) line.push([kind, part]);
    });
  }
  return lines;
}

export class SourceView {
  constructor(host, files) {
    this.host = host;
    this.files = files;
    this.names = Object.keys(files);
    this.file = null;
  }

  show(file) {
    if (file === this.file || !(file in this.files)) return;
    this.file = file;
    this.lines = highlighted(this.files[file].replace(/\n$/, "")).map((pieces, n) => h("li", { "data-line": n + 1 },
      h("span", { class: "marks" }),
      h("code", {}, pieces.map(([kind, text]) => (kind ? h("span", { class: kind }, tabs(text)) : tabs(text))))));
    const chooser = this.names.length > 1 && h("select", { "aria-label": "File", onchange: (event) => this.show(event.target.value) },
      this.names.map((name) => h("option", { value: name, selected: name === file }, baseName(name))));
    this.host.replaceChildren(...[chooser, h("ol", { class: "code", "aria-label": `Source of ${baseName(file)}` }, this.lines)].filter(Boolean));
  }

  /** Marks for goroutines; the line of the step is lit and brought into view. */
  at(state, step, fallback) {
    const wanted = step?.place ?? fallback;
    this.show(wanted && wanted[0] in this.files ? wanted[0] : this.file ?? this.names[0]);
    for (const line of this.lines ?? []) {
      if (line.className) line.className = "";
      const marks = line.firstChild;
      if (marks.firstChild) marks.replaceChildren();
    }
    for (const figure of state.figures.values()) {
      const line = figure.place && figure.place[0] === this.file ? this.lines[figure.place[1] - 1] : null;
      if (!line || figure.status === FINISHED) continue;
      const doing = isBlocked(figure) ? `blocked: ${figure.status}` : "ready";
      const mark = chip(figure.id, `goroutine ${figure.id}, ${doing}`);
      if (isBlocked(figure)) mark.classList.add("stopped");
      line.firstChild.append(mark);
    }
    this.light(step?.place, "lit", step?.goroutine);
    this.light(step?.partnerPlace, "lit", step?.partner);
    if (!step?.place) this.light(fallback, "blamed");
    this.reveal(wanted);
  }

  light(place, name, id) {
    const line = place && place[0] === this.file ? this.lines[place[1] - 1] : null;
    if (line) line.className = id ? `${name} ${hue(id)}` : name;
  }

  reveal(place) {
    const line = place && place[0] === this.file ? this.lines?.[place[1] - 1] : null;
    if (!line) return;
    const top = line.offsetTop;
    const { scrollTop, clientHeight } = this.host;
    if (top < scrollTop + 40 || top > scrollTop + clientHeight - 60) this.host.scrollTop = top - clientHeight / 2;
  }
}

const tabs = (text) => text.replaceAll("\t", "    ");
