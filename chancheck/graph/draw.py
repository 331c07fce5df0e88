"""Process graphs as pictures: Graphviz, Mermaid, or JSON for other tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chancheck.graph import ops
from chancheck.graph.function import successors

if TYPE_CHECKING:
    import networkx as nx


def draw(unit: ops.Unit, format: str) -> str:
    """The functions of the program itself, one cluster each; library code is left out."""
    graphs = [g for g in unit.graphs if g.blocks and not g.pos.file.startswith("$") and g.pos.line]
    return {"dot": dot, "mermaid": mermaid, "json": as_json}[format](graphs)


def digraph(graph: ops.Graph) -> nx.DiGraph[int]:
    """One function as a directed graph of its blocks; `text` holds a block's instructions."""
    import networkx as nx

    number = {id(block): i for i, block in enumerate(graph.blocks)}
    drawn: nx.DiGraph[int] = nx.DiGraph(name=graph.name)
    for block in graph.blocks:
        drawn.add_node(number[id(block)], text=[line for i in block.instrs if (line := text(i))])
    for block in graph.blocks:
        for after in successors(block):
            drawn.add_edge(number[id(block)], number[id(after)])
    return drawn


def text(i: ops.Instr) -> str:
    """What matters of an instruction to somebody who looks at concurrency; "" for the rest."""
    at = f":{i.pos.line} "
    match i:
        case ops.Intrinsic():
            return f"{at}{i.name}"
        case ops.Call() if isinstance(i.func, ops.FuncValue):
            return f"{at}call {i.func.func.name}"
        case ops.Call():
            return f"{at}call"
        case ops.Invoke():
            return f"{at}call {i.method}"
        case ops.Spawn():
            return f"{at}go"
        case ops.Defer():
            return f"{at}defer"
        case ops.Panic():
            return f"{at}panic"
        case ops.Return():
            return f"{at}return"
        case ops.Select():
            names = [c.name.removeprefix("chan.") for c in i.cases] + (["default"] if i.default else [])
            return f"{at}select {', '.join(names)}"
    return ""


def quoted(lines: list[str], separator: str) -> str:
    return separator.join(line.replace("\\", "\\\\").replace('"', "'") for line in lines) or "..."


def dot(graphs: list[ops.Graph]) -> str:
    out = ["digraph program {", "  node [shape=box, fontname=monospace];"]
    for n, graph in enumerate(graphs):
        drawn = digraph(graph)
        out += [f"  subgraph cluster_{n} {{", f'    label="{graph.name}";']
        out += [f'    f{n}b{b} [label="{quoted(lines, chr(92) + "l")}\\l"];' for b, lines in drawn.nodes(data="text")]
        out += [f"    f{n}b{a} -> f{n}b{b};" for a, b in drawn.edges]
        out.append("  }")
    return "\n".join([*out, "}", ""])


def mermaid(graphs: list[ops.Graph]) -> str:
    out = ["flowchart TD"]
    for n, graph in enumerate(graphs):
        drawn = digraph(graph)
        out.append(f'  subgraph s{n}["{graph.name}"]')
        out += [f'    f{n}b{b}["{quoted(lines, "<br>")}"]' for b, lines in drawn.nodes(data="text")]
        out += [f"    f{n}b{a} --> f{n}b{b}" for a, b in drawn.edges]
        out.append("  end")
    return "\n".join([*out, ""])


def as_json(graphs: list[ops.Graph]) -> str:
    def shown(graph: ops.Graph) -> dict[str, Any]:
        drawn = digraph(graph)
        blocks = [{"id": b, "instructions": lines} for b, lines in drawn.nodes(data="text")]
        return {
            "function": graph.name,
            "line": graph.pos.line,
            "blocks": blocks,
            "edges": [list(e) for e in drawn.edges],
        }

    return json.dumps({"functions": [shown(g) for g in graphs]}, indent=2) + "\n"
