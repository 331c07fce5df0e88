// The page: a verdict on top, then the run, the source and the state, all at the same step.

import { baseName, h, placeText } from "./dom.js";
import { sentence, statesOf } from "./run.js";
import { Sequence } from "./sequence.js";
import { SourceView } from "./source.js";
import { stateView } from "./state.js";

const KEYS = [["← → or k j", "one step back, forward"], ["Home End", "first, last step"], ["PgUp PgDn", "ten steps"],
  ["Space", "play"], ["[ ]", "finding before, after"], ["?", "this list"]];

/** Shows one run at one step. host: the element that everything goes into. */
export class Stage {
  constructor(host, files, changed = () => {}) {
    this.files = files;
    this.changed = changed;
    this.step = 0;
    this.parts = Object.fromEntries(["run", "source", "state"].map((name) => [name, h("div", { class: `body ${name}`, tabindex: 0, role: "region", "aria-label": TITLES[name] })]));
    this.slider = h("input", { type: "range", min: 0, max: 0, value: 0, "aria-label": "Step", oninput: (event) => this.go(Number(event.target.value)) });
    this.count = h("span", { class: "count" });
    this.said = h("span", { class: "said", "aria-live": "polite" });
    this.playing = h("button", { class: "play", "aria-label": "Play", title: "Play (Space)", onclick: () => this.play() }, "▶");
    const button = (sign, label, to) => h("button", { "aria-label": label, title: label, onclick: () => this.go(to()) }, sign);
    this.bar = h("div", { class: "bar", role: "toolbar", "aria-label": "Steps" },
      h("div", { class: "buttons" }, button("«", "First step", () => 0), button("‹", "Step back", () => this.step - 1), this.playing,
        button("›", "Step forward", () => this.step + 1), button("»", "Last step", () => this.last)),
      this.slider, this.count, this.said);
    this.panels = h("div", { class: "panels" }, ["source", "run", "state"].map((name) =>
      h("section", { class: `panel ${name}` }, h("h2", {}, TITLES[name]), this.parts[name])));
    host.replaceChildren(this.bar, this.panels);
    this.source = new SourceView(this.parts.source, files);
  }

  get last() {
    return this.run?.steps.length ?? 0;
  }

  /** Show a run. fallback: the place to show where a step has none. */
  open(run, step, fallback) {
    this.stop();
    Object.assign(this, { run, fallback, states: statesOf(run) });
    this.sequence = new Sequence(this.parts.run, run, this.states, (n) => this.go(n));
    this.slider.max = this.last;
    this.go(step);
  }

  go(step) {
    this.step = Math.max(0, Math.min(this.last, step));
    const now = this.run.steps[this.step - 1];
    const state = this.states[Math.min(this.step, this.states.length - 1)];
    const said = sentence(this.run, this.step);
    this.slider.value = this.step;
    this.slider.setAttribute("aria-valuetext", `Step ${this.step} of ${this.last}: ${said}`);
    this.count.textContent = `${this.step} / ${this.last}`;
    this.said.replaceChildren(h("bdi", {}, said), now?.output ? h("code", { class: "output" }, `prints ${JSON.stringify(now.output)}`) : "", now?.message ? h("span", { class: "rule" }, now.message) : "");
    this.sequence.at(this.step);
    this.source.at(state, now, this.step === this.last || !now?.place ? this.fallback : null);
    this.parts.state.replaceChildren(...stateView(this.run, state, now, (place) => this.showPlace(place)));
    this.changed(this.step);
  }

  showPlace(place) {
    this.source.show(place[0]);
    this.source.reveal(place);
    this.parts.source.closest(".panel").scrollIntoView({ block: "nearest" });
  }

  play() {
    if (this.timer) return this.stop();
    if (this.step === this.last) this.go(0);
    this.playing.textContent = "❚❚";
    this.playing.setAttribute("aria-label", "Pause");
    this.timer = setInterval(() => (this.step < this.last ? this.go(this.step + 1) : this.stop()), 900);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.playing.textContent = "▶";
    this.playing.setAttribute("aria-label", "Play");
  }

  /** Whether a key meant something. */
  key(event) {
    const jumps = { ArrowRight: 1, ArrowLeft: -1, j: 1, k: -1, PageDown: 10, PageUp: -10 };
    const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (!this.run || inField || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key in jumps) this.go(this.step + jumps[event.key]);
    else if (event.key === "Home" || event.key === "End") this.go(event.key === "Home" ? 0 : this.last);
    else if (event.key === " " && event.target.tagName !== "BUTTON") this.play();
    else return false;
    return true;
  }
}

const TITLES = { source: "Source", run: "Run", state: "State" };
const WORDS = { proved: "proved", violated: "violated", inconclusive: "inconclusive", error: "error" };

const kindOf = (finding) => (finding.slow ? `warning: ${finding.kind}` : finding.kind);

/** A finding explained: what, where, why, and how to repair it. */
export function explanation(finding, show) {
  const place = (at) => at && h("button", { class: "place", onclick: () => show(at) }, placeText(at));
  const lengths = `${finding.shortest ? "shortest run" : "run"}: ${finding.steps.length} step${finding.steps.length === 1 ? "" : "s"}, ${finding.switches} context switch${finding.switches === 1 ? "" : "es"}`;
  return h("div", { class: `finding ${finding.kind}` },
    h("h1", {}, h("span", { class: `kind${finding.slow ? " warning" : ""}` }, kindOf(finding)), " ", h("bdi", {}, finding.message), " ", place(finding.place)),
    finding.accesses.length ? h("ul", { class: "accesses" }, finding.accesses.map((a) => h("li", {}, `${a.kind} of ${a.what} by goroutine ${a.goroutine} `, place(a.place)))) : null,
    finding.why.length ? h("ul", { class: "why" }, finding.why.map((text) => h("li", {}, h("bdi", {}, text)))) : null,
    finding.repair ? h("p", { class: "repair" }, h("b", {}, "Repair: "), finding.repair) : null,
    h("p", { class: "lengths" }, lengths, ` · ${finding.code}`));
}

function summary(result) {
  const { states, seconds } = result.statistics;
  const said = result.verdict === "proved" ? "Proved: no run of this program has a deadlock, a leak, a panic or a race."
    : result.verdict === "inconclusive" ? `Inconclusive: nothing was found, but ${result.limit || "not all runs were covered"}.` : "The source has errors.";
  return h("div", { class: `finding ${result.verdict}` }, h("h1", {}, said),
    h("ul", { class: "why" }, result.diagnostics.map((d) => h("li", {}, `${d.severity}[${d.code}]: ${d.message} `, d.place && placeText(d.place)))),
    h("p", { class: "lengths" }, `${states.toLocaleString("en")} states, ${seconds.toFixed(2)} s`));
}

const EMPTY = { steps: [], moments: [], goroutines: [], accesses: [] };

export class Report {
  constructor(root, data) {
    this.tabs = data.results.flatMap((result) => [...(result.findings.length ? result.findings : [null]), ...result.warnings].map((finding) => ({ result, finding })));
    this.head = h("header");
    this.told = h("div", { class: "told", role: "tabpanel", id: "told", tabindex: 0 });
    this.stage = h("div", { class: "stage" });
    this.buttons = this.tabs.map((tab, n) => this.tab(tab, n));
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Findings", hidden: this.tabs.length < 2 }, this.buttons);
    root.replaceChildren(this.head, list, this.told, this.stage);
    this.head.replaceChildren(...heading(data.tool, this.tabs[0]?.result));
    document.addEventListener("keydown", (event) => this.key(event));
    const [, tab, step] = location.hash.match(/^#(\d+)\.(\d+)$/) ?? [];
    this.open(Math.min(Number(tab ?? 1), this.tabs.length) - 1, step === undefined ? undefined : Number(step));
  }

  tab({ result, finding }, n) {
    const text = finding ? `${finding.message.length > 34 ? placeText(finding.place) : finding.message}` : result.entry;
    return h("button", { role: "tab", id: `tab${n}`, "aria-controls": "told", onclick: () => this.open(n) },
      h("span", { class: `kind ${finding?.slow ? "warning" : finding?.kind ?? result.verdict}` }, finding ? kindOf(finding) : result.verdict), " ", h("bdi", {}, text || placeText(finding?.place)));
  }

  open(n, step) {
    if (!this.tabs[n]) return;
    this.now = n;
    const { result, finding } = this.tabs[n];
    this.buttons.forEach((button, k) => {
      button.setAttribute("aria-selected", k === n);
      button.tabIndex = k === n ? 0 : -1;
    });
    this.head.replaceChildren(...heading(this.tool ?? null, result));
    const show = (place) => this.player.showPlace(place);
    this.told.replaceChildren(finding ? explanation(finding, show) : summary(result));
    this.told.setAttribute("aria-labelledby", `tab${n}`);
    this.player?.stop();
    this.player = new Stage(this.stage, result.files, (at) => history.replaceState(null, "", `#${n + 1}.${at}`));
    this.stage.classList.toggle("still", !finding);
    this.player.open(finding ?? EMPTY, step ?? (finding ? finding.steps.length : 0), finding?.place);
  }

  key(event) {
    if (event.key === "?" ) return help();
    if (event.target.getAttribute?.("role") === "tab" && /^Arrow(Left|Right)$/.test(event.key)) this.turn(event.key === "ArrowLeft" ? -1 : 1, true);
    else if (event.key === "[" || event.key === "]") this.turn(event.key === "[" ? -1 : 1, false);
    else if (!this.player.key(event)) return undefined;
    return event.preventDefault();
  }

  turn(by, focus) {
    this.open((this.now + by + this.tabs.length) % this.tabs.length);
    if (focus) this.buttons[this.now].focus();
  }
}

export function heading(tool, result) {
  return [h("span", { class: "brand" }, "chan", h("b", {}, "check")),
    result && h("span", { class: "file", title: result.file }, baseName(result.file), result.entry && h("span", { class: "entry" }, ` ${result.entry}`)),
    result && h("span", { class: `verdict ${result.verdict}` }, WORDS[result.verdict] ?? result.verdict),
    h("span", { class: "fill" }), h("button", { class: "quiet", onclick: help, "aria-label": "Keys" }, "keys ", h("kbd", {}, "?"))].filter(Boolean);
}

export function help() {
  const known = document.querySelector("dialog.help");
  if (known) return known.open ? known.close() : known.showModal();
  const close = h("button", { onclick: () => dialog.close() }, "Close");
  const dialog = h("dialog", { class: "help", "aria-label": "Keys" }, h("h2", {}, "Keys"),
    h("table", {}, h("tbody", {}, KEYS.map(([key, text]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, text))))),
    h("p", {}, "In the diagram a hatched bar is a blocked goroutine, a thin bar beside the lane a lock that it holds."), close);
  document.body.append(dialog);
  return dialog.showModal();
}
