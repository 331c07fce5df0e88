"""gol is Go: the official toolchain compiles every `.gol` file of the repository, and every program of these suites."""

from __future__ import annotations

import re
from pathlib import Path

from chancheck.check import Options, load
from chancheck.diagnostic import Diagnostics
from chancheck.files import read
from chancheck.toolchain.complete_source import complete
from chancheck.toolchain.go import Toolchain, check_package

from .golang import LANGUAGE, needs_go

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted(path for folder in ("examples", "tests", "bench") for path in (ROOT / folder).rglob("*.gol"))

pytestmark = needs_go


def test_every_program_compiles(tmp_path: Path) -> None:
    """As packages that are not called main, which need no linking."""
    files = {}
    for number, path in enumerate(PROGRAMS):
        source = read(path)
        text = complete(source, load(source, Options(), Diagnostics()))
        if '"golang.org/' in text:
            continue  # a module, which cannot be had without a network
        assert str(path) in text  # positions are those of the file
        files[f"p{number}/program.go"] = re.sub(r"\bpackage main\b", f"package p{number}", text, count=1)
    assert len(files) > 100
    toolchain = Toolchain.find()
    toolchain.module(tmp_path, files, LANGUAGE)
    toolchain.call(tmp_path, "build", "./...")


def test_package_check_under_real_go() -> None:
    assert "ok" in Toolchain.find().call(ROOT / "go", "test", "-count=1", "./check")


def test_package_check_says_the_same_to_the_checker() -> None:
    """The model has the functions that the package for real Go has."""
    there = functions(check_package() / "check.go")
    assert there == functions(ROOT / "models" / "chancheck" / "check" / "check.go")
    assert {"Assert", "Choose", "Bool", "Reachable", "Blocking"} <= there


def functions(path: Path) -> set[str]:
    return set(re.findall(r"^func ([A-Z]\w*)", path.read_text(), re.M))
