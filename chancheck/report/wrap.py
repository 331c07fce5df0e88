"""Breaking text into lines and cells."""

from __future__ import annotations

from chancheck.report.messages import columns


def bullet(text: str, width: int) -> list[str]:
    """A list item: `  - ` and lines that hang under it."""
    import textwrap

    return textwrap.wrap(
        text, max(width, 40), initial_indent="  - ", subsequent_indent="    ", break_long_words=False
    ) or ["  -"]


def wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, max(width, 40), subsequent_indent="  ", break_long_words=False)


def cell(text: str, width: int) -> str:
    """The text in exactly `width` columns; what does not fit is cut with an ellipsis."""
    if columns(text) > width:
        while text and columns(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - columns(text))
