// One state: goroutines, channels with their buffers, locks, counters, variables, processors.

import { chip, h, placeText } from "./dom.js";
import { FINISHED, isBlocked, nameOf } from "./run.js";
import { waitGraph } from "./waits.js";

const MOST_SLOTS = 24;
const MOST_VARIABLES = 40;

/** show(place): what to do when a place is chosen. */
export function stateView(run, state, step, show) {
  const things = [...state.things.values()];
  const kind = (...names) => things.filter((thing) => names.includes(thing.kind));
  const waiting = waitersOf(state);
  const used = things.some((t) => t.kind === "object" && waiting.has(t.id));
  return [
    section("Goroutines", [...state.figures.values()].sort((a, b) => a.id - b.id).map((f) => goroutine(run, state, f, step, show))),
    section("Channels", kind("channel").map((c) => channel(state, c, waiting.get(c.id) ?? []))),
    section("Locks", kind("lock").map((l) => lock(state, l, waiting.get(l.id) ?? []))),
    section("Waited for", used && kind("object").filter((o) => waiting.has(o.id)).map((o) => other(state, o, waiting.get(o.id)))),
    section("Values", variables(state, kind("counter", "variable"))),
    step?.queues && section("Processors", processors(step.queues)),
    section("Wait-for graph", waitGraph(run, state)),
  ].filter(Boolean);
}

function section(title, content) {
  const empty = !content || (Array.isArray(content) && !content.length);
  return empty ? null : h("section", { "aria-label": title }, h("h3", {}, title), content);
}

function waitersOf(state) {
  const out = new Map();
  for (const figure of state.figures.values()) {
    if (isBlocked(figure)) for (const id of figure.on) out.set(id, [...(out.get(id) ?? []), figure]);
  }
  return out;
}

const made = (thing) => thing.made && h("span", { class: "made" }, `:${thing.made[1]}`);
const mark = (is) => (is ? " changed" : "");

function goroutine(run, state, figure, step, show) {
  const blocked = isBlocked(figure);
  const ended = figure.status === FINISHED;
  const on = figure.on.map((id) => state.things.get(id)?.name).filter(Boolean).join(", ");
  const doing = ended ? "returned" : blocked ? "blocked" : figure.able || !step?.queues ? "ready" : "queued";
  const what = ended || figure.status === "runnable" ? "" : figure.status + (on ? ` on ${on}` : "");
  return h("div", { class: `row goroutine ${doing}${mark(state.changed.figures.has(figure.id))}` },
    chip(figure.id), h("span", { class: "name" }, nameOf(run, figure.id)),
    h("span", { class: "doing" }, doing), what && h("span", { class: "what" }, what),
    figure.place && !ended && h("button", { class: "place", onclick: () => show(figure.place) }, placeText(figure.place)));
}

function channel(state, c, waiting) {
  const slots = [];
  const most = Math.min(c.room, MOST_SLOTS);
  for (let n = 0; n < most; n++) {
    slots.push(h("span", { class: n < c.fill ? "slot full" : "slot", title: n < c.fill ? c.values[n] : "empty" }, n < c.fill ? c.values[n] ?? "•" : ""));
  }
  const more = c.room > MOST_SLOTS && h("span", { class: "more" }, `${c.fill} of ${c.room}`);
  const fill = c.room ? `${c.fill} of ${c.room} values` : "unbuffered";
  return h("div", { class: `row channel${mark(state.changed.things.has(c.id))}` },
    h("span", { class: "name" }, c.name), made(c), c.closed && h("span", { class: "tag" }, "closed"),
    h("span", { class: "slots", role: "img", "aria-label": fill }, c.room ? [slots, more] : h("span", { class: "meet" }, "unbuffered")),
    waiters(waiting));
}

function waiters(figures) {
  if (!figures.length) return null;
  return h("span", { class: "waiters" }, figures.map((f) => h("span", {}, chip(f.id), ` waits: ${f.status.replace(/^chan /, "")}`)));
}

function lock(state, l, waiting) {
  const holds = l.held.filter(([, mode]) => mode !== "asks");
  const asks = l.held.filter(([, mode]) => mode === "asks");
  return h("div", { class: `row lock${mark(state.changed.things.has(l.id))}` },
    h("span", { class: "name" }, l.name), made(l),
    holds.length ? h("span", { class: "held" }, "held by ", holds.map(([id, mode]) => [chip(id), mode && ` ${mode} `])) : h("span", { class: "free" }, "free"),
    asks.length ? h("span", { class: "held" }, asks.map(([id]) => [chip(id), " has announced itself"])) : null,
    waiters(waiting));
}

function other(state, o, waiting) {
  return h("div", { class: `row${mark(state.changed.things.has(o.id))}` }, h("span", { class: "name" }, o.name), made(o), waiters(waiting));
}

function variables(state, values) {
  if (!values.length) return null;
  const rows = values.slice(0, MOST_VARIABLES).map((v) => h("tr", { class: mark(state.changed.things.has(v.id)).trim() },
    h("th", { scope: "row" }, v.name, made(v)), h("td", {}, v.text)));
  return h("table", {}, h("tbody", {}, rows));
}

export function processors(queues) {
  const list = (ids) => ids.map((id) => chip(id));
  const rows = queues.running.map((id, p) => h("div", { class: "row processor" },
    h("span", { class: "name" }, `P${p}`), h("span", { class: "cpu" }, id ? chip(id) : "idle"),
    h("span", { class: "next", title: "runnext" }, "next ", queues.next[p] ? chip(queues.next[p]) : "–"),
    h("span", { class: "queue" }, "queue ", queues.local[p].length ? list(queues.local[p]) : "–")));
  const global = h("div", { class: "row processor" }, h("span", { class: "name" }, "global queue"),
    h("span", { class: "queue" }, queues.shared.length ? list(queues.shared) : "–"));
  const calling = queues.calling.length ? h("div", { class: "row processor" }, h("span", { class: "name" }, "system calls"), h("span", { class: "queue" }, list(queues.calling))) : null;
  return [...rows, global, calling].filter(Boolean);
}
