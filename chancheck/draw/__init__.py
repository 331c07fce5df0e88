"""Programs as pictures: the process graph of each function, and the senders and receivers of each channel."""

from __future__ import annotations

from importlib import import_module

from chancheck.draw.picture import Picture

FORMATS = ("dot", "mermaid", "json", "svg")
"""Each is a module here with `render(picture) -> str`."""


def render(picture: Picture, format: str) -> str:
    text: str = import_module(f"chancheck.draw.{format}").render(picture)
    return text
