// The wait-for graph of one state, on a circle: a deadlock cycle is a ring of red arrows.

import { hue, s, shorter } from "./dom.js";
import { nameOf, waitsIn } from "./run.js";

const WIDTH = 320;

export function waitGraph(run, state) {
  const { waits, holds } = waitsIn(state);
  if (!waits.length) return null;
  const edges = [...waits.map(([g, t]) => [`g${g}`, `t${t}`]), ...holds.map(([t, g]) => [`t${t}`, `g${g}`])];
  const nodes = ordered(edges);
  const cyclic = onCycles(edges);
  const height = Math.max(120, Math.min(300, nodes.length * 44));
  const at = placed(nodes, height);
  const name = (node) => node[0] === "g" ? `${node.slice(1)} ${nameOf(run, Number(node.slice(1)))}` : titleOf(state.things.get(Number(node.slice(1))));
  const said = edges.map(([a, b]) => `${name(a)} ${a[0] === "g" ? "waits for" : "is held by"} ${name(b)}`).join("; ");
  return s("svg", { class: "waits", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": `Wait-for graph: ${said}` },
    s("defs", {}, s("marker", { id: "wait-tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
      s("path", { d: "M0 0 L8 4 L0 8 z", class: "tip" }))),
    edges.map(([a, b]) => edge(at.get(a), at.get(b), cyclic.has(`${a} ${b}`), a[0] === "g")),
    nodes.map((node) => drawn(node, at.get(node), name(node))));
}

const titleOf = (thing) => thing.name + (thing.made ? ` :${thing.made[1]}` : "");

/** Nodes in the order in which edges lead to them, so that neighbours on the circle are neighbours in the graph. */
function ordered(edges) {
  const out = [];
  const visit = (node) => {
    if (out.includes(node)) return;
    out.push(node);
    for (const [a, b] of edges) if (a === node) visit(b);
  };
  for (const [a] of edges) if (a[0] === "g" && !edges.some(([, b]) => b === a)) visit(a);
  for (const [a] of edges) visit(a);
  return out;
}

function onCycles(edges) {
  const reaches = (from, to, seen = new Set()) => from === to || edges.some(([a, b]) => {
    if (a !== from || seen.has(b)) return false;
    seen.add(b);
    return reaches(b, to, seen);
  });
  return new Set(edges.filter(([a, b]) => reaches(b, a)).map(([a, b]) => `${a} ${b}`));
}

function placed(nodes, height) {
  const at = new Map();
  const [rx, ry] = [WIDTH / 2 - 62, height / 2 - 24];
  nodes.forEach((node, n) => {
    const turn = (2 * Math.PI * n) / nodes.length - Math.PI / 2 - (nodes.length === 2 ? Math.PI / 2 : 0);
    at.set(node, { x: WIDTH / 2 + rx * Math.cos(turn), y: height / 2 + ry * Math.sin(turn), wide: node[0] === "g" ? 28 : 52 });
  });
  return at;
}

function edge(a, b, cyclic, waits) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const out = (node) => Math.min(node.wide / Math.max(Math.abs(dx), 0.01), 15 / Math.max(Math.abs(dy), 0.01)) + 2;
  return s("line", { class: `edge ${waits ? "wait" : "hold"}${cyclic ? " cyclic" : ""}`, x1: a.x + dx * out(a), y1: a.y + dy * out(a),
    x2: b.x - dx * (out(b) + 2), y2: b.y - dy * (out(b) + 2), "marker-end": "url(#wait-tip)" });
}

function drawn(node, { x, y, wide }, name) {
  const isGoroutine = node[0] === "g";
  return s("g", { class: isGoroutine ? `node ${hue(Number(node.slice(1)))}` : "node thing" },
    s("rect", { x: x - wide, y: y - 13, width: 2 * wide, height: 26, rx: isGoroutine ? 13 : 4 }, s("title", {}, name)),
    s("text", { x, y: y + 4 }, shorter(isGoroutine ? node.slice(1) : name, 13)));
}
