"""How a report is to be shown: width, colour, how much of it."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.records import dataclass

Paint = Callable[[str, str], str]
"""Text and style ("bold red") to text; without colour it gives the text back."""


def plain(text: str, style: str) -> str:
    return text


def in_colour() -> Paint:
    """Colours by rich, which is imported only when a terminal is to show them."""
    from rich.color import ColorSystem
    from rich.style import Style

    def paint(text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)

    return paint


@dataclass(frozen=True, slots=True)
class Show:
    """verbosity: -1 quiet, 0 usual, 1 with statistics, warnings and unfolded runs. watched: names of shared variables,
    channels and locks with values that a run shows. language: of the explanations, one of `language.LANGUAGES`."""

    width: int = 80
    verbosity: int = 0
    trace_format: str = "table"
    paint: Paint = plain
    watched: tuple[str, ...] = ()
    language: str = "en"
