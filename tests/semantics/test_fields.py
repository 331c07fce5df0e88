"""Rules name cells of models' structs by number: the numbers are those of the fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import load
from chancheck.diagnostic import Diagnostics
from chancheck.lower import layout
from chancheck.options import Options
from chancheck.semantics import cond
from chancheck.source import Source
from chancheck.types import types as T
from chancheck.types.types import TypeName

PROGRAM = 'package main\n\nimport "sync"\n\nvar c sync.Cond\n\nfunc main() { c.Signal() }\n'


def cell(struct: T.Struct, name: str) -> int:
    """The first cell of a field."""
    at = next(i for i, f in enumerate(struct.fields) if f.name == name)
    return sum(layout.width(f.type) for f in struct.fields[:at])


@pytest.mark.parametrize(("struct", "field", "number"), [("Cond", "list", cond.LIST)])
def test_the_number_of_a_cell_is_that_of_its_field(struct: str, field: str, number: int, tmp_path: Path) -> None:
    package = load(Source(str(tmp_path / "a.go"), PROGRAM), Options(), Diagnostics())
    declared = package.checker.packages["sync"].scope[struct]  # type: ignore[attr-defined]
    assert isinstance(declared, TypeName)
    under = declared.type.underlying()
    assert isinstance(under, T.Struct)
    assert cell(under, field) == number
