"""Who waits for whom at the end of a run, for Graphviz: goroutines are ovals, what they wait on boxes.

A full arrow leads from a goroutine to what it waits on, and from there to who holds it; a dashed one to whoever else
could still act on it. A deadlock among locks is a ring of full arrows.
"""

from __future__ import annotations

from chancheck.report.messages import printable
from chancheck.report.show import Show
from chancheck.verdict.finding import Finding, GoroutineReport


def render_trace(finding: Finding, show: Show) -> list[str]:
    objects: dict[tuple[str, int], str] = {}
    edges: list[str] = []
    for g in finding.goroutines:
        for wait in g.waits:
            thing = objects.setdefault((wait.on, wait.number), f"o{len(objects) + 1}")
            edges.append(f"  g{g.id} -> {thing} [label={quoted(wait.operation)}];")
            edges += [f'  {thing} -> g{other} [label="held by"];' for other in wait.held_by]
            edges += [f"  {thing} -> g{other} [style=dashed];" for other in wait.reached_by]
    out = ["digraph waits {", "  node [fontname=monospace]; edge [fontname=monospace];"]
    out += [node(g) for g in finding.goroutines]
    out += [f"  {name} [shape=box, label={quoted(thing)}];" for (thing, _), name in objects.items()]
    return [*out, *dict.fromkeys(edges), "}"]


def node(g: GoroutineReport) -> str:
    lines = [f"goroutine {g.id} [{g.status}]", g.function]
    if g.location.line:
        lines.append(f"{g.location.file}:{g.location.line}")
    style = ", penwidth=2, color=red" if g.guilty else ""
    return f"  g{g.id} [label={quoted(*lines)}{style}];"


def quoted(*lines: str) -> str:
    escaped = (printable(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
