"""The wait-for graph at the end of a run, for Graphviz: goroutines are ovals, what they wait on boxes.

A full arrow leads from a goroutine to what it waits on, and from there to its holder; a dashed one leads to other
goroutines that could still act on it. A deadlock among locks is a ring of full arrows.
"""

from __future__ import annotations

from chancheck.report.messages import printable
from chancheck.report.render_options import Show
from chancheck.source import NO_POS
from chancheck.verdict.finding import Finding, GoroutineReport
from chancheck.verdict.waits import Wait


def render_trace(finding: Finding, show: Show) -> list[str]:
    objects: dict[object, tuple[str, str]] = {}
    edges: list[str] = []
    for g in finding.goroutines:
        for wait in g.waits:
            key = wait.number or wait.on
            thing, _ = objects.setdefault(key, (f"o{len(objects) + 1}", named(wait)))
            edges.append(f"  g{g.id} -> {thing} [label={quoted(wait.operation)}];")
            edges += [f'  {thing} -> g{other} [label="held by"];' for other in wait.held_by]
            edges += [f"  {thing} -> g{other} [style=dashed];" for other in wait.reached_by]
    out = ["digraph waits {", "  node [fontname=monospace]; edge [fontname=monospace];"]
    out += [node(g) for g in finding.goroutines]
    out += [f"  {name} [shape=box, label={quoted(thing)}];" for name, thing in objects.values()]
    return [*out, *dict.fromkeys(edges), "}"]


def named(wait: Wait) -> str:
    made = f" (made at {wait.made.short})" if wait.made != NO_POS else ""
    return f"{wait.on}{made}" if wait.on else "a nil channel" if wait.state == "nil" else wait.operation


def node(g: GoroutineReport) -> str:
    lines = [f"goroutine {g.id} [{g.status}]", g.function]
    if g.location.line:
        lines.append(f"{g.location.file}:{g.location.line}")
    style = ", penwidth=2, color=red" if g.guilty else ""
    return f"  g{g.id} [label={quoted(*lines)}{style}];"


def quoted(*lines: str) -> str:
    escaped = (printable(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
