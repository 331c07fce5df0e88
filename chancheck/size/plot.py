"""Capacity against verdict and states, as an SVG picture: one bar for each combination that was verified."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from chancheck.report.junit import xml_text
from chancheck.size.search import Sizing, rank
from chancheck.verdict.finding import PROVED, VIOLATED

BAR, GAP, HEIGHT, LEFT, TOP, BELOW = 34, 12, 220, 70, 60, 70
COLOURS = {PROVED: "#2e7d32", VIOLATED: "#c62828"}
OTHER = "#f9a825"


def plot(sizing: Sizing) -> str:
    vectors = sorted(sizing.tried, key=lambda v: (rank(v, sizing.objective), v))
    states = [sizing.tried[v].statistics.states for v in vectors]
    most = max([*states, 1])
    width = LEFT + max(len(vectors), 1) * (BAR + GAP) + 220
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", width=str(width), height=str(TOP + HEIGHT + BELOW))
    root.set("font-family", "sans-serif")
    root.set("font-size", "12")
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "white"})
    text(root, 12, 22, f"{sizing.file}: {sizing.entry}", size="14")
    text(root, 12, 42, "capacities: " + ", ".join(map(str, sizing.channels)))
    axis(root, most, width)
    for number, (vector, count) in enumerate(zip(vectors, states, strict=True)):
        x = LEFT + number * (BAR + GAP)
        height = max(1, round(HEIGHT * count / most))
        answer = sizing.tried[vector].answer
        bar = SubElement(root, "rect", box(x, TOP + HEIGHT - height, BAR, height, COLOURS.get(answer, OTHER)))
        SubElement(bar, "title").text = xml_text(f"{vector}: {answer}, {count} states")
        if vector in sizing.minimal:
            SubElement(root, "rect", {**box(x - 3, TOP + HEIGHT + 4, BAR + 6, 20, "none"), "stroke": "black"})
        text(root, x + BAR // 2, TOP + HEIGHT + 18, ",".join(map(str, vector)), anchor="middle")
    legend(root, width)
    indent(root)
    return tostring(root, encoding="unicode") + "\n"


def axis(root: Element, most: int, width: int) -> None:
    for part in (0, 0.5, 1):
        y = TOP + HEIGHT - round(HEIGHT * part)
        line = {"x1": str(LEFT - 6), "x2": str(width - 200), "y1": str(y), "y2": str(y), "stroke": "#bbb"}
        SubElement(root, "line", line)
        text(root, LEFT - 10, y + 4, f"{round(most * part):,}", anchor="end")
    text(root, LEFT, TOP + HEIGHT + 46, "states explored; framed: the least capacities that are proved")


def legend(root: Element, width: int) -> None:
    names = [
        ("proved", COLOURS[PROVED]),
        ("fails (up to the first failing run)", COLOURS[VIOLATED]),
        ("inconclusive", OTHER),
    ]
    for number, (name, colour) in enumerate(names):
        SubElement(root, "rect", box(width - 195, TOP + number * 20, 10, 10, colour))
        text(root, width - 180, TOP + 9 + number * 20, name, size="10")


def box(x: int, y: int, width: int, height: int, fill: str) -> dict[str, str]:
    return {"x": str(x), "y": str(y), "width": str(width), "height": str(height), "fill": fill}


def text(root: Element, x: int, y: int, content: str, size: str = "12", anchor: str = "start") -> None:
    at = {"x": str(x), "y": str(y), "font-size": size, "text-anchor": anchor}
    SubElement(root, "text", at).text = xml_text(content)
