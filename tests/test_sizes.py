"""Functions and files stay short."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("chancheck", "tests", "bench", "docs")


@cache
def sources(folder: str) -> dict[str, str]:
    files = [file for kind in ("*.py", "*.cpp", "*.hpp") for file in (ROOT / folder).rglob(kind)]
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in sorted(files)}


def functions(text: str) -> Iterator[int]:
    """Lines of each function of a Python source."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("folder", FOLDERS)
def test_functions_are_short(folder: str) -> None:
    lengths = sorted(length for text in sources(folder).values() for length in functions(text))
    assert median(lengths) <= 8
    assert lengths[len(lengths) * 99 // 100] <= 60


@pytest.mark.parametrize("folder", [*FOLDERS, "native/src"])
def test_files_are_short(folder: str) -> None:
    lengths = {name: len(text.splitlines()) for name, text in sources(folder).items()}
    assert median(lengths.values()) <= 120
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_lines_are_counted() -> None:
    assert list(functions("def f():\n    def g():\n        pass\n    return g\n\n\nx = 1\n")) == [4, 2]
