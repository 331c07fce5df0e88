// A run as states: the page's data has differences, this makes whole states of them.

/** states[k]: after k steps. Each has figures and things by number, and what changed. */
export function statesOf(run) {
  const states = [];
  let figures = new Map();
  let things = new Map();
  for (const moment of run.moments) {
    figures = new Map(figures);
    things = new Map(things);
    const before = states.at(-1);
    for (const figure of moment.figures) figures.set(figure.id, figure);
    for (const thing of moment.things) things.set(thing.id, thing);
    for (const id of moment.gone) things.delete(id);
    const changed = {
      figures: new Set(before ? moment.figures.map((f) => f.id) : []),
      things: new Set(before ? moment.things.map((t) => t.id) : []),
    };
    states.push({ figures, things, changed });
  }
  if (!states.length) states.push({ figures, things, changed: { figures: new Set(), things: new Set() } });
  return states;
}

export const FINISHED = "finished";
export const isBlocked = (figure) => !figure.able && figure.status !== FINISHED && figure.status !== "runnable";

/** Goroutines with a lane: those that take part, or that the finding is about. */
export function lanesOf(run) {
  const ids = new Set();
  for (const step of run.steps) {
    ids.add(step.goroutine);
    if (step.partner) ids.add(step.partner);
    for (const id of step.started) ids.add(id);
  }
  for (const goroutine of run.goroutines) if (goroutine.guilty) ids.add(goroutine.id);
  for (const access of run.accesses ?? []) if (access.goroutine) ids.add(access.goroutine);
  if (!ids.size) ids.add(1);
  return [...ids].sort((a, b) => a - b);
}

export function nameOf(run, id) {
  if (!id) return "runtime";
  const name = run.goroutines.find((g) => g.id === id)?.name ?? "";
  return name.replace(/^main\./, "");
}

export const receives = (text) => text.startsWith("<-") || text.startsWith("range ");

/** A step as a sentence, for the bar and for screen readers. */
export function sentence(run, number) {
  if (!number) return "The start of the run";
  const step = run.steps[number - 1];
  const who = step.goroutine ? `goroutine ${step.goroutine} (${nameOf(run, step.goroutine)})` : "the runtime";
  const where = step.place ? `, line ${step.place[1]}` : "";
  const partner = step.partner ? `, with goroutine ${step.partner}: ${step.partnerOperation}` : "";
  return `${who}: ${step.operation}${where}${partner}`;
}

/** Edges of the wait-for graph: goroutine to thing, and thing to the goroutines that hold it. */
export function waitsIn(state) {
  const waits = [];
  const holds = [];
  for (const figure of state.figures.values()) {
    if (isBlocked(figure)) for (const thing of figure.on) if (state.things.has(thing)) waits.push([figure.id, thing]);
  }
  const wanted = new Set(waits.map((edge) => edge[1]));
  for (const thing of state.things.values()) {
    if (wanted.has(thing.id)) for (const [id] of thing.held) if (id) holds.push([thing.id, id]);
  }
  return { waits, holds };
}
