"""The names that Go's own standard library exports, to distinguish a mistyped name from one that no model has.

`std_names.txt` has one package a line: its path and its names, as of Go 1.27.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chancheck.types.lookup import nearest


@cache
def exported() -> dict[str, frozenset[str]]:
    """By the path of a package of the standard library, its exported names."""
    lines = Path(__file__).with_name("std_names.txt").read_text(encoding="ascii").splitlines()
    return {path: frozenset(names) for path, *names in map(str.split, lines)}


def is_mistyped(path: str, name: str) -> bool:
    """Whether a package of the standard library has no such name; False for a package that is not listed."""
    return path in exported() and name not in exported()[path]


def meant_name(path: str, name: str, modelled: set[str]) -> str:
    """The exported name that resembles this one most, of those that a model has if there is one; else ""."""
    return nearest(name, modelled) or nearest(name, set(exported().get(path, ())))


def meant_package(path: str) -> str:
    """The package of the standard library that resembles this path most; "" for a path that is one, or for none."""
    return "" if path in exported() or "." in path.split("/")[0] else nearest(path, set(exported()))
