"""Counts words that plain technical English avoids, in documents, docstrings, comments and help texts.

    python -m tests.prose [PATH ...]

The rates are per 1,000 words. LIMITS has the highest rate that seven well-written projects of the field show for each
marker (shuttle, minirust, miri, graphql-core, rumur, stateright, starlark-go).
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]

MARKERS = {
    "free relative": r"(?:^|[.:;]\s+)(?:What|Whoever|Whom|Who|Whatever) (?!is |are |do |does |to )[^?]*?(?=[.:;]|$)",
    "who": r"\b(?:who|whom|whoever|whose)\b",
    "go on": r"\b(?:go|goes|going|went) on\b",
    "somebody": r"\b(?:nobody|somebody|anybody|everybody)\b",
    "told": r"\b(?:told|tells?)\b",
    "stands at": r"\b(?:stands?|stood|standing) at\b",
    "look at": r"\blook(?:s|ed|ing)? at\b",
    "asked": r"\b(?:asked|asks)\b",
}  # fmt: skip
LIMITS = {
    "free relative": 0.13, "who": 0.65, "go on": 0.11, "somebody": 0.20, "told": 0.44, "stands at": 0.06,
    "look at": 0.20, "asked": 0.23,
}  # fmt: skip


def sources() -> list[Path]:
    folders = [ROOT / "chancheck", ROOT / "docs", ROOT / "native", ROOT / "tests", ROOT / "bench"]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".md", ".cpp", ".hpp")]
    pages = [file for file in files if "tests/pages" not in str(file)]
    return [*ROOT.glob("*.md"), *(file for file in pages if "build" not in file.parts)]


def prose(file: Path) -> str:
    """The text of a document without its code, or the docstrings and comments of a source."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        text = re.sub(r"^(?: {4}|\t).*$", "", text, flags=re.MULTILINE)
        return re.sub(r"`[^`]*`", "x", text)
    if file.suffix == ".py":
        return "\n".join(python_prose(text))
    return "\n".join(re.findall(r"//(.*)$", text, re.MULTILINE))


def python_prose(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
        elif isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string.lstrip("#")


def rates(texts: Iterable[str]) -> dict[str, float]:
    """Occurrences per 1,000 words."""
    words, found = 0, Counter[str]()
    for text in texts:
        words += len(text.split())
        for name, pattern in MARKERS.items():
            found[name] += len(re.findall(pattern, text, re.MULTILINE))
    return {name: 1000 * found[name] / max(words, 1) for name in MARKERS}


def main() -> None:
    given = [Path(argument) for argument in sys.argv[1:]]
    files = [file for file in sources() if not given or any(file.resolve().is_relative_to(g.resolve()) for g in given)]
    for name, rate in rates(map(prose, files)).items():
        print(f"{name:14} {rate:6.2f}   limit {LIMITS[name]:.2f}")
    for file in files:
        for number, line in enumerate(prose(file).splitlines(), 1):
            for name, pattern in MARKERS.items():
                if given and re.search(pattern, line):
                    print(f"{file.relative_to(ROOT)}:~{number}: {name}: {line.strip()[:110]}")


if __name__ == "__main__":
    main()
