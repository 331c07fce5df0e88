"""Mermaid, which GitHub and many editors draw."""

from __future__ import annotations

from chancheck.draw.picture import Function, Picture, Topology


def render(picture: Picture) -> str:
    out = ["flowchart TD"]
    for number, function in enumerate(picture.functions):
        out += subgraph(number, function)
    if picture.topology is not None:
        out += topology(picture.topology)
    return "\n".join([*out, ""])


def subgraph(number: int, function: Function) -> list[str]:
    out = [f"  subgraph s{number}[{quoted(f'{function.name} :{function.line}')}]"]
    for block, lines in enumerate(function.blocks):
        label = "<br>".join(escaped(line) for line in lines) or "..."
        out.append(f'    f{number}b{block}["{label}"]')
    out += [f"    f{number}b{a} --> f{number}b{b}" for a, b in function.edges]
    return [*out, "  end"]


def topology(t: Topology) -> list[str]:
    title = "channels" if t.complete else "channels (of the visited states; there are more)"
    out = [f"  subgraph channels[{quoted(title)}]"]
    users = {name: f"u{i}" for i, name in enumerate(dict.fromkeys(use.function for use in t.uses))}
    out += [f"    {node}([{quoted(name)}])" for name, node in users.items()]
    out += [f"    c{i}[/{quoted(name)}/]" for i, name in enumerate(t.channels)]
    for use in t.uses:
        user, channel = users[use.function], f"c{use.channel}"
        line = "-.->" if use.operation == "close" else "-->"
        first, second = (channel, user) if use.operation == "recv" else (user, channel)
        out.append(f"    {first} {line}|{use.operation}| {second}")
    return [*out, "  end"]


def escaped(text: str) -> str:
    """Mermaid takes quotes and angle brackets as its own, and # for the start of a code."""
    for plain, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(plain, code)
    return text


def quoted(text: str) -> str:
    return f'"{escaped(text)}"'
