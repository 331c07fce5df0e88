// The run as a sequence diagram: a lane for each goroutine, time going down.

import { chip, h, hue, s, shorter } from "./dom.js";
import { FINISHED, isBlocked, lanesOf, nameOf, receives, sentence } from "./run.js";

const ROW = 36;
const TOP = 16;
const INSET = 30;
const LETTER = 6.7;

export class Sequence {
  /** go(step): what to do when a step is chosen. */
  constructor(host, run, states, go) {
    Object.assign(this, { host, run, states, go });
    this.lanes = lanesOf(run);
    this.column = new Map(this.lanes.map((id, n) => [id, n]));
    this.gutter = 14 + 8 * String(run.steps.length).length;
    const longest = Math.max(8, ...run.steps.map((step) => Math.max(step.operation.length, step.partnerOperation.length)));
    const room = (host.clientWidth - this.gutter - 8) / this.lanes.length;
    const wanted = Math.max(118, Math.min(longest * LETTER + INSET + 30, 230));
    this.wide = Math.floor(room >= wanted ? Math.min(room, 300) : Math.max(room, Math.min(wanted, 150)));
    this.draw();
  }

  x(id) {
    return this.gutter + this.column.get(id) * this.wide + INSET - 12;
  }

  /** The height at which a state ends and the next step happens. */
  y(step) {
    return TOP + step * ROW;
  }

  draw() {
    const { run } = this;
    const width = this.gutter + this.lanes.length * this.wide + 8;
    const height = this.y(run.steps.length) + ROW;
    this.band = s("rect", { class: "band", x: 0, width, height: ROW, rx: 4 });
    const drawing = s("svg", { width, height, class: "sequence", role: "group", "aria-label": "Sequence diagram of the run" },
      markers(), this.band, this.lanes.map((id) => this.lane(id)), run.steps.map((step, n) => this.step(step, n + 1)));
    const heads = h("div", { class: "heads", style: { width: `${width}px`, "padding-left": `${this.gutter}px` } },
      this.lanes.map((id) => h("div", { class: "head", style: { width: `${this.wide}px` }, title: nameOf(run, id) },
        chip(id), h("span", { class: "name" }, nameOf(run, id)))));
    this.host.replaceChildren(heads, drawing);
  }

  // --- lanes: the life of a goroutine, where it is blocked, which locks it holds -------------------------

  lane(id) {
    const x = this.x(id);
    const [from, to] = this.life(id);
    const ended = this.states[to]?.figures.get(id)?.status === FINISHED;
    const last = ended ? this.y(to) - ROW / 2 + 8 : this.y(this.run.steps.length) + ROW / 2 + 6;
    const first = from ? this.y(from) - ROW / 2 + 10 : 2;
    return s("g", { class: `lane ${hue(id)}` },
      s("line", { class: "life", x1: x, x2: x, y1: first, y2: Math.max(first + 6, last) }),
      ended && s("line", { class: "cap", x1: x - 7, x2: x + 7, y1: last, y2: last }),
      this.spans(id, (figure) => isBlocked(figure) && figure.status).map(([a, b, status]) => this.bar(id, a, b, status)),
      this.locks(id), this.ending(id));
  }

  /** The first state that has a goroutine, and the last step in which it lives. */
  life(id) {
    const there = this.states.map((state) => state.figures.get(id));
    const from = Math.max(0, there.findIndex(Boolean));
    const end = there.findIndex((figure) => figure?.status === FINISHED);
    return [id === 1 || !id ? 0 : this.startOf(id) ?? from, end < 0 ? this.run.steps.length : end];
  }

  startOf(id) {
    const n = this.run.steps.findIndex((step) => step.started.includes(id));
    return n < 0 ? null : n + 1;
  }

  /** Stretches of states in which a goroutine has the same answer to a question: [first, last, answer]. */
  spans(id, question) {
    const out = [];
    const start = this.startOf(id) ?? 0;
    this.states.forEach((state, n) => {
      const figure = state.figures.get(id);
      const answer = figure && n >= start ? question(figure, state) : false;
      const last = out.at(-1);
      if (answer && last && last[1] === n - 1 && last[2] === answer) last[1] = n;
      else if (answer) out.push([n, n, answer]);
    });
    return out;
  }

  bar(id, a, b, status) {
    const top = this.y(a) - ROW / 2 + 12;
    const bottom = this.y(b) + ROW / 2 + (b === this.run.steps.length ? 4 : 2);
    return s("rect", { class: "blocked", x: this.x(id) - 4, width: 8, y: top, height: bottom - top, rx: 3 },
      s("title", {}, `goroutine ${id} blocked: ${status}`));
  }

  locks(id) {
    const names = new Map();
    for (const state of this.states) for (const thing of state.things.values()) {
      if (thing.kind === "lock") names.set(thing.id, thing.name);
    }
    return [...names].map(([lock, name], n) => this.spans(id, (_, state) => state.things.get(lock)?.held
      .some(([who, mode]) => who === id && mode !== "asks") && name).map(([a, b]) => {
      const top = this.y(a) - ROW / 2 + 14;
      const bottom = this.y(b) + ROW / 2 + 4;
      return s("rect", { class: "lockbar", x: this.x(id) - 10 - 4 * (n % 2), width: 3, y: top, height: bottom - top, rx: 1.5 },
        s("title", {}, `goroutine ${id} holds ${name}`));
    }));
  }

  /** Where the run leaves a goroutine that the finding is about. */
  ending(id) {
    const goroutine = this.run.goroutines.find((g) => g.id === id && g.guilty);
    const access = (this.run.accesses ?? []).find((a) => a.goroutine === id);
    const text = access ? `${access.kind} :${access.place?.[1] ?? "?"}` : goroutine?.status === "running" ? this.run.kind : goroutine?.status;
    if (!text || text === FINISHED) return null;
    const y = this.y(this.run.steps.length) + ROW / 2 - 2;
    return s("text", { class: "ending", x: this.x(id) + 12, y: y + 4 }, shorter(text, (this.wide - INSET) / LETTER));
  }

  // --- steps ---------------------------------------------------------------------------------------------

  step(step, n) {
    const y = this.y(n) - ROW / 2 + 12;
    const group = s("g", { class: `step ${hue(step.goroutine)}`, role: "button", tabindex: -1, "aria-label": `Step ${n}: ${sentence(this.run, n)}`, onclick: () => this.go(n) },
      s("rect", { class: "hit", x: 0, y: y - 22, width: this.gutter + this.lanes.length * this.wide, height: ROW }),
      s("text", { class: "number", x: this.gutter - 10, y: y + 1 }, n),
      this.label(step.goroutine, step.operation, step.place, y),
      step.partner ? this.meeting(step, y) : null,
      step.started.map((id) => this.arrow(step.goroutine, id, y, y, "start")),
      step.deliveries.filter(([, from]) => from !== n && from > 0).map(([from, at, to]) => this.arrow(from, to || step.goroutine, this.y(at) - ROW / 2 + 12, y, "late")),
      s("circle", { class: "dot", cx: this.x(step.goroutine), cy: y, r: 4.5 }));
    return group;
  }

  label(id, text, place, y) {
    const line = place ? `:${place[1]}` : "";
    const most = Math.floor((this.wide - INSET - 2) / LETTER) - line.length - 1;
    return s("text", { class: "label", x: this.x(id) + 9, y: y - 6 },
      s("title", {}, `${text} ${line}`), shorter(text, most), s("tspan", { class: "line", dx: 5 }, line));
  }

  meeting(step, y) {
    const [from, to] = receives(step.operation) ? [step.partner, step.goroutine] : [step.goroutine, step.partner];
    return [this.label(step.partner, step.partnerOperation, step.partnerPlace, y), this.arrow(from, to, y, y, "message"),
      s("circle", { class: `dot partner ${hue(step.partner)}`, cx: this.x(step.partner), cy: y, r: 4.5 })];
  }

  arrow(from, to, y1, y2, kind) {
    if (!this.column.has(from) || !this.column.has(to) || (from === to && y1 === y2)) return null;
    const way = Math.sign(this.x(to) - this.x(from));
    return s("line", { class: `arrow ${kind}`, x1: this.x(from) + 6 * way, x2: this.x(to) - 8 * way, y1, y2, "marker-end": "url(#tip)" });
  }

  /** Show which step is the current one, and bring it into view. */
  at(step) {
    this.band.setAttribute("y", step ? this.y(step) - ROW / 2 - 10 : 0);
    this.band.setAttribute("height", step ? ROW : TOP);
    const steps = this.host.querySelectorAll("g.step");
    steps.forEach((each, n) => each.classList.toggle("later", n >= step));
    const y = this.y(step);
    const { scrollTop, clientHeight } = this.host;
    if (y - 80 < scrollTop || y + 60 > scrollTop + clientHeight) this.host.scrollTop = y - clientHeight / 2;
    const mover = this.run.steps[step - 1]?.goroutine;
    if (!this.column.has(mover)) return;
    const x = this.x(mover);
    if (x - 20 < this.host.scrollLeft || x + this.wide > this.host.scrollLeft + this.host.clientWidth) this.host.scrollLeft = x - 60;
  }
}

function markers() {
  return s("defs", {},
    s("marker", { id: "tip", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" },
      s("path", { d: "M0 0 L8 4 L0 8 z", class: "tip" })));
}
