// A run that the user makes: choose a move, go back, see what lies ahead, jump to a finding, share the schedule.

import { Stage, explanation, heading, help } from "./app.js";
import { chip, h, placeText } from "./dom.js";
import { stateGraph } from "./graph.js";

const AHEAD = { deadlock: "deadlock", leak: "leak", panic: "panic", failure: "failure", well: "all is well", endless: "no defect, but may never end", open: "not known" };
const ENDINGS = { end: "The run has ended and nothing is wrong.", deadlock: "Deadlock: no goroutine can continue.", leak: "main has returned, but goroutines are left", panic: "The run has ended in", failure: "The test has failed.", unknown: "The run depends on a value that no model knows." };

export class Explorer {
  /** ask(question, request): a promise of the answer. */
  constructor(root, ask) {
    Object.assign(this, { ask, root, redo: [], turn: 0 });
    this.head = h("header");
    this.told = h("div", { class: "told explorer" });
    this.choices = h("div", { class: "choices", role: "group", "aria-label": "Moves" });
    this.host = h("div", { class: "stage" });
    root.replaceChildren(this.head, this.told, this.choices, this.host);
    this.ended = new AbortController();
    const { signal } = this.ended;
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    window.addEventListener("hashchange", () => this.follow(), { signal });
  }

  /** Stop listening. */
  close() {
    this.ended.abort();
    this.stage?.stop();
  }

  async begin() {
    try {
      await this.start(await this.ask("initial", { schedule: scheduleIn(location.hash) }));
    } catch (error) {
      this.complain(error);
      await this.start(await this.ask("initial"));
    }
    await this.search();
  }

  async start(first) {
    this.first = first;
    this.stage = new Stage(this.host, first.files, (at) => this.stepped(at));
    this.result = { file: first.file, entry: first.entry, verdict: "stepping", files: first.files };
    this.show(first.view);
    this.tell();
  }

  async search(source) {
    this.found = await this.ask("verify", source === undefined ? {} : { source });
    this.result.verdict = this.found.verdict;
    this.tell();
  }

  // --- the run ---------------------------------------------------------------------------------------------

  show(view) {
    this.view = view;
    this.turn += 1;
    this.stage.open({ ...view.run, accesses: [] }, view.run.steps.length, null);
    const schedule = `s=${view.schedule.join(".")}`;
    const others = location.hash.slice(1).split("&").filter((part) => part && !part.startsWith("s="));
    history.replaceState(null, "", `#${[...others, schedule].join("&")}`);
    this.offer();
  }

  /** The slider was moved: moves are those at the end of the run, so say how to get on from here. */
  stepped(at) {
    if (!this.view) return;
    this.choices.classList.toggle("past", at < this.view.run.steps.length);
    this.backTo = at;
  }

  async take(number) {
    const { schedule } = this.view;
    this.redo = [];
    await this.moved(() => this.ask("step", { schedule, move: number }));
  }

  async to(schedule) {
    await this.moved(async () => (await this.ask("initial", { schedule })).view);
  }

  async moved(view) {
    try {
      this.show(await view());
    } catch (error) {
      this.complain(error);
    }
  }

  /** One step back, or to the step that the slider is at. */
  async back() {
    const { schedule, ends, run } = this.view;
    const rows = this.backTo < run.steps.length ? this.backTo : run.steps.length - 1;
    if (rows < 0) return;
    const kept = rows ? ends[rows - 1] : 0;
    if (kept === schedule.length) return;
    this.redo = schedule.slice(kept);
    await this.to(schedule.slice(0, kept));
  }

  follow() {
    const schedule = scheduleIn(location.hash);
    if (schedule.join() !== this.view.schedule.join()) this.to(schedule);
  }

  // --- moves -----------------------------------------------------------------------------------------------

  offer() {
    const { moves, ending, schedule } = this.view;
    const buttons = moves.map((move, n) => h("button", { class: "move", onclick: () => this.take(move.number) },
      h("kbd", {}, n < 9 ? n + 1 : "·"), move.processor >= 0 ? h("span", { class: "made" }, `P${move.processor}`) : null, chip(move.goroutine), h("code", {}, move.text),
      move.partner ? [" ", chip(move.partner), h("code", {}, move.partnerText)] : null,
      move.place && h("span", { class: "made" }, `:${move.place[1]}`), h("span", { class: "ahead" })));
    const text = ending && `${ENDINGS[ending.kind] ?? ending.kind} ${["panic", "leak"].includes(ending.kind) ? ending.text : ""}`;
    const over = ending && h("p", { class: `ending ${ending.kind}`, role: "status" }, text);
    const label = moves.length > 1 ? `${moves.length} moves are possible:` : moves.length ? "One move is possible:" : "";
    this.choices.replaceChildren(...[h("div", { class: "controls" },
      h("button", { onclick: () => this.back(), disabled: !schedule.length && "disabled" }, "↩ back"),
      h("button", { onclick: () => this.to([]), disabled: !schedule.length && "disabled" }, "start again"), h("span", { class: "label" }, label)),
    over, h("div", { class: "moves" }, buttons)].filter(Boolean));
    if (moves.length) this.look(this.turn, schedule, buttons);
  }

  /** What each move leads to, when that is known. */
  async look(turn, schedule, buttons) {
    try {
      const ahead = await this.ask("ahead", { schedule });
      if (turn !== this.turn) return;
      ahead.forEach((outlook, n) => {
        const at = buttons[n].querySelector(".ahead");
        const bad = !["well", "endless", "open"].includes(outlook.kind);
        const steps = outlook.steps === 0 ? " at once" : ` in ${outlook.steps} step${outlook.steps === 1 ? "" : "s"}`;
        at.className = `ahead ${bad ? "bad" : outlook.kind}`;
        at.textContent = AHEAD[outlook.kind] + (bad ? steps : "");
        at.title = `${outlook.states} states were looked at`;
      });
    } catch (error) {
      this.complain(error);
    }
  }

  // --- findings and graph ----------------------------------------------------------------------------------

  tell() {
    const { found } = this;
    const go = (reached) => reached.schedule ? h("button", { class: "jump", onclick: () => this.jump(reached) }, "show") : h("span", { class: "made" }, "(only in a report)");
    const findings = (found?.findings ?? []).map((reached) => h("li", {}, h("span", { class: `kind ${reached.finding.kind}` }, reached.finding.kind), " ",
      h("bdi", {}, reached.finding.message), " ", placeText(reached.finding.place), " ", go(reached)));
    const said = !found ? "Looking for defects…" : found.verdict === "proved" ? "Proved: no run has a defect." : found.verdict === "error" ? "The source has errors:" : !findings.length ? "Nothing was found yet: the search was cut short." : "";
    const errors = (found?.diagnostics ?? []).map((d) => h("li", {}, `${placeText(d.place)} ${d.message} [${d.code}]`));
    this.head.replaceChildren(...heading(null, this.result));
    this.why = h("div", { class: "explained" });
    this.told.replaceChildren(...[h("p", {}, h("b", {}, "You are the scheduler: "), "choose who moves. ", said),
      findings.length || errors.length ? h("ul", { class: "why findings" }, findings, errors) : null,
      h("div", { class: "controls" }, h("button", { onclick: () => this.graph() }, "State graph"), h("button", { onclick: (event) => this.share(event.target) }, "Copy link")), this.why].filter(Boolean));
  }

  async jump(reached) {
    await this.to(reached.schedule);
    this.why.replaceChildren(explanation(reached.finding, (place) => this.stage.showPlace(place)));
  }

  async graph() {
    const graph = await this.ask("graph", { schedule: this.view.schedule });
    const close = () => dialog.remove();
    const dialog = h("dialog", { class: "graph", "aria-label": "State graph" }, h("h2", {}, "State graph"),
      h("p", {}, graph.complete ? `All ${graph.nodes.length} states.` : `The first ${graph.nodes.length} states.`, " Red: a defect; green: a good end. Choose one to go there."),
      h("div", { class: "drawing" }, stateGraph(graph, (schedule) => {
        close();
        this.to(schedule);
      })), h("button", { onclick: close }, "Close"));
    document.body.append(dialog);
    dialog.showModal();
  }

  async share(button) {
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copy it from the address bar";
    }
  }

  complain(error) {
    this.choices.prepend(h("p", { class: "ending panic", role: "alert" }, error.message));
  }

  key(event) {
    if (event.key === "?") return help();
    const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (inField || !this.view || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return undefined;
    const move = this.view.moves[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && move) this.take(move.number);
    else if (event.key === "Backspace") this.back();
    else if (!this.stage.key(event)) return undefined;
    return event.preventDefault();
  }
}

function scheduleIn(hash) {
  const numbers = hash.match(/[#&]s=([\d.]*)/)?.[1];
  return numbers ? numbers.split(".").map(Number) : [];
}
