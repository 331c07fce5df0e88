// The state graph in layers: a row for each distance from the start.

import { s } from "./dom.js";

const LAYER = 46;
const APART = 30;

/** go(schedule): what to do when a state is chosen. */
export function stateGraph({ nodes, here }, go) {
  const layers = [];
  nodes.forEach((node, n) => (layers[node.depth] ??= []).push(n));
  order(layers, nodes);
  const width = Math.max(...layers.map((layer) => layer.length)) * APART + 40;
  const at = new Map();
  layers.forEach((layer, depth) => layer.forEach((n, k) => at.set(n, [width / 2 + (k - (layer.length - 1) / 2) * APART, 24 + depth * LAYER])));
  const height = layers.length * LAYER + 10;
  const edges = nodes.flatMap((node, n) => node.after.map((m) => edgeTo(at.get(n), at.get(m))));
  const points = nodes.map((node, n) => {
    const [cx, cy] = at.get(n);
    const kind = node.kind === "end" ? "good" : node.kind ? "bad" : "";
    const name = `State ${n}, ${node.depth} steps from the start${node.kind ? `, ${node.kind}` : ""}`;
    const chosen = () => go(node.schedule);
    const point = s("circle", { cx, cy, r: n === here ? 9 : 6.5, class: `state-node ${kind}${n === here ? " here" : ""}`, role: "button", tabindex: 0, "aria-label": name, onclick: chosen }, s("title", {}, name));
    point.addEventListener("keydown", (event) => event.key === "Enter" && chosen());
    return point;
  });
  return s("svg", { width, height, class: "state-graph", role: "group", "aria-label": "State graph" }, edges, points);
}

/** Each layer in the order of the middle of what leads to it. */
function order(layers, nodes) {
  const place = new Map();
  layers.forEach((layer, depth) => {
    if (depth) {
      const middle = new Map(layer.map((n) => {
        const before = layers[depth - 1].filter((m) => nodes[m].after.includes(n)).map((m) => place.get(m));
        return [n, before.reduce((a, b) => a + b, 0) / Math.max(before.length, 1)];
      }));
      layer.sort((a, b) => middle.get(a) - middle.get(b));
    }
    layer.forEach((n, k) => place.set(n, k / layer.length));
  });
}

function edgeTo([x1, y1], [x2, y2]) {
  const back = y2 <= y1;
  const bend = back ? 26 : 0;
  return s("path", { class: back ? "state-edge back" : "state-edge", d: `M${x1} ${y1} C${x1 + bend} ${y1 + (back ? 0 : 18)} ${x2 + bend} ${y2 - (back ? 0 : 18)} ${x2} ${y2}` });
}
