"""For other tools."""

from __future__ import annotations

import msgspec

from chancheck.draw.picture import Picture


def render(picture: Picture) -> str:
    return msgspec.json.format(msgspec.json.encode(picture), indent=2).decode() + "\n"
