"""Graphviz."""

from __future__ import annotations

from chancheck.draw.picture import Function, Picture, Topology


def render(picture: Picture) -> str:
    out = ["digraph program {", "  node [shape=box, fontname=Courier];", "  edge [fontname=Courier];"]
    for number, function in enumerate(picture.functions):
        out += cluster(number, function)
    if picture.topology is not None:
        out += topology(picture.topology)
    return "\n".join([*out, "}", ""])


def cluster(number: int, function: Function) -> list[str]:
    out = [f"  subgraph cluster_{number} {{", f"    label={quoted(f'{function.name} :{function.line}')};"]
    for block, lines in enumerate(function.blocks):
        label = "".join(escaped(line) + "\\l" for line in lines) or "..."
        out.append(f'    f{number}b{block} [label="{label}"];')
    out += [f"    f{number}b{a} -> f{number}b{b};" for a, b in function.edges]
    return [*out, "  }"]


def topology(t: Topology) -> list[str]:
    title = "channels" if t.complete else "channels (of the visited states; there are more)"
    out = ["  subgraph cluster_channels {", f"    label={quoted(title)};"]
    users = {name: f"u{i}" for i, name in enumerate(dict.fromkeys(use.function for use in t.uses))}
    out += [f"    {node} [shape=ellipse, label={quoted(name)}];" for name, node in users.items()]
    out += [f"    c{i} [shape=cds, label={quoted(name)}];" for i, name in enumerate(t.channels)]
    for use in t.uses:
        user, channel = users[use.function], f"c{use.channel}"
        ends = f"{channel} -> {user}" if use.operation == "recv" else f"{user} -> {channel}"
        style = ", style=dashed" if use.operation == "close" else ""
        out.append(f"    {ends} [label={use.operation}{style}];")
    return [*out, "  }"]


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def quoted(text: str) -> str:
    return f'"{escaped(text)}"'
