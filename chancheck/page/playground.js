// The playground: an editor above the explorer, and chancheck in a worker. The address carries the program.

import { h } from "./dom.js";
import { Explorer } from "./live.js";

const worker = new Worker("worker.js", { type: "module" });
const waiting = new Map();
let asked = 0;

worker.onmessage = ({ data }) => {
  if (data.progress !== undefined) return window.playground.progress(data.progress);
  waiting.get(data.id)(JSON.parse(data.answer));
  return waiting.delete(data.id);
};
worker.onerror = () => window.playground.progress("The browser cannot run Python here.");

async function askWorker(question, request = {}) {
  asked += 1;
  const id = asked;
  const said = await new Promise((resolve) => {
    waiting.set(id, resolve);
    worker.postMessage({ id, question, request });
  });
  if (said?.error) throw new Error(said.error);
  return said;
}

// --- the program in the address: deflated, base64 for addresses ------------------------------------------

async function through(stream, data) {
  return new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(stream)).arrayBuffer());
}

async function packed(text) {
  const data = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...data)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function unpacked(text) {
  const data = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), data));
}

class Playground {
  constructor(root, examples) {
    this.examples = examples;
    this.text = h("textarea", { class: "editor", spellcheck: "false", autocapitalize: "off", "aria-label": "Go program", rows: 16 });
    this.button = h("button", { class: "verify", onclick: () => this.verify(), disabled: true }, "Verify");
    this.chooser = h("select", { "aria-label": "Example", onchange: (event) => this.choose(examples[event.target.value]) },
      examples.map(({ title }, n) => h("option", { value: n }, title)));
    this.status = h("span", { class: "status", role: "status" }, "Loading…");
    this.problems = h("ul", { class: "why problems", role: "alert" });
    this.explored = h("div", { class: "explored" });
    const details = h("details", { class: "program", open: true }, h("summary", {}, "Program"), this.text, this.problems);
    this.details = details;
    root.replaceChildren(h("header", {}, h("span", { class: "brand" }, "chan", h("b", {}, "check")), h("span", { class: "file" }, "playground"), this.chooser, this.button, this.status), details, this.explored);
    this.text.addEventListener("keydown", (event) => this.typed(event));
  }

  async begin() {
    const inAddress = location.hash.match(/[#&]p=([\w-]+)/)?.[1];
    try {
      this.text.value = inAddress ? await unpacked(inAddress) : this.examples[0].text;
    } catch {
      this.text.value = this.examples[0].text;
    }
    this.chooser.selectedIndex = this.examples.findIndex(({ text }) => text.trim() === this.text.value.trim());
    if (inAddress) this.verify();
  }

  progress(text) {
    this.status.textContent = text || "Ready";
    if (!text) this.button.disabled = false;
  }

  choose({ text }) {
    this.text.value = text;
    this.explored.replaceChildren();
    this.details.open = true;
    history.replaceState(null, "", "#");
  }

  typed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.verify();
    if (event.key !== "Tab" || event.shiftKey) return;
    event.preventDefault();
    this.text.setRangeText("\t", this.text.selectionStart, this.text.selectionEnd, "end");
  }

  async verify() {
    this.problems.replaceChildren();
    this.status.textContent = "Exploring…";
    this.button.disabled = true;
    try {
      const opened = await askWorker("open", { source: this.text.value });
      if (opened.diagnostics) return this.complain(opened.diagnostics.map((d) => `${d.place ? `line ${d.place[1]}: ` : ""}${d.message} [${d.code}]`));
      const program = await packed(this.text.value);
      const schedule = location.hash.includes(`p=${program}`) ? location.hash.match(/s=[\d.]*/)?.[0] ?? "s=" : "s=";
      history.replaceState(null, "", `#p=${program}&${schedule}`);
      this.details.open = false;
      this.explorer?.close();
      this.explorer = new Explorer(this.explored, askWorker);
      await this.explorer.begin();
      this.status.textContent = "Ready";
    } catch (error) {
      this.complain([error.message]);
    }
    return this.progress("");
  }

  complain(messages) {
    this.problems.replaceChildren(...messages.map((text) => h("li", {}, text)));
    this.explored.replaceChildren();
    this.details.open = true;
    this.progress("");
  }
}

window.playground = new Playground(document.getElementById("page"), JSON.parse(document.getElementById("data").textContent));
window.playground.begin();
