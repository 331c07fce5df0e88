"""The languages of texts for learners, and the one of the user's locale."""

from __future__ import annotations

import locale
import os

LANGUAGES = ("en", "pt-BR")


def usual_language() -> str:
    """That of the user's locale, where there are texts in it."""
    said = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    said = said or (locale.getlocale()[0] or "")
    return "pt-BR" if said.lower().startswith("pt") else "en"
