"""One file from the page's modules: no server, no build step, nothing from the network."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:class|const|function) )", re.MULTILINE)
UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@cache
def asset(name: str) -> str:
    return (files("chancheck") / "page" / name).read_text(encoding="utf-8")


def modules(name: str) -> list[str]:
    """A module and those that it imports, each once, after those that it needs itself."""
    out: list[str] = []
    for needed in IMPORT.findall(asset(name)):
        out += [module for module in modules(needed) if module not in out]
    return [*out, name]


@cache
def script(name: str) -> str:
    """The text of a module with those that it imports, as one. Their names at the top are distinct (a test)."""
    return "\n".join(EXPORT.sub("", IMPORT.sub("", asset(module))) for module in modules(name))


def page(name: str, data: str, title: str, policy: str = "") -> str:
    """The page of a module. data: JSON, which the page reads as text. policy: more of the content security policy."""
    style, code = asset("page.css"), script(name)
    rules = (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(code)}; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": escape(rules + policy),
        "TITLE": escape(title),
        "STYLE": style,
        "DATA": data.translate(UNSAFE),
        "SCRIPT": code,
    }
    return re.sub(r"@([A-Z]+)@", lambda m: parts[m[1]], asset("page.html"))


def digest(text: str) -> str:
    """A part of the page that may be used, by its hash: nothing else is run or styles it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
