"""Rules name cells of models' structs by their fields: the layouts that they state are those of the structs."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import chancheck.semantics
from chancheck.check import load
from chancheck.diagnostic import Diagnostics
from chancheck.lower import layout
from chancheck.options import Options
from chancheck.program.cells import Cells
from chancheck.source import Source
from chancheck.types import types as T
from chancheck.types.objects import Package
from chancheck.types.packages import import_package
from chancheck.types.types import TypeName

PROGRAM = """package main

import (
	"sync"
	"time"
)

var c sync.Cond

func main() { c.Signal(); time.AfterFunc(1, func() {}) }
"""


def stated() -> list[Cells]:
    """The layouts that pages of rules state."""
    pages = [
        importlib.import_module(f"chancheck.semantics.{m.name}")
        for m in pkgutil.iter_modules(chancheck.semantics.__path__)
    ]
    found = {each.struct: each for page in pages for each in vars(page).values() if isinstance(each, Cells)}
    return [found[name] for name in sorted(found)]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    folder: Path = tmp_path_factory.mktemp("fields")
    return load(Source(str(folder / "a.go"), PROGRAM), Options(), Diagnostics())


@pytest.mark.parametrize("cells", stated(), ids=lambda cells: cells.struct)
def test_the_stated_layout_is_that_of_the_struct(cells: Cells, package: Package) -> None:
    path, _, name = cells.struct.rpartition(".")
    declared = import_package(package.checker, path).scope[name]  # type: ignore[arg-type]
    assert isinstance(declared, TypeName)
    struct = declared.type.underlying()
    assert isinstance(struct, T.Struct)
    assert cells.widths == {field.name: layout.width(field.type) for field in struct.fields}
    assert list(cells.widths) == [field.name for field in struct.fields]


def test_offsets_are_sums_of_widths() -> None:
    cells = Cells("a.T", first=2, second=1, third=3)
    assert [cells["first"], cells["second"], cells["third"]] == [0, 2, 3]
    with pytest.raises(ValueError, match="fourth"):
        cells["fourth"]


def test_pages_state_layouts() -> None:
    assert {"sync.Cond", "sync.Mutex", "sync.RWMutex", "sync.WaitGroup", "internal/clock.Alarm"} <= {
        cells.struct for cells in stated()
    }
