"""Names of Go's library: mistyped ones are distinguished from those that no model has."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import chancheck
from chancheck.types import std


def errors(imports: str, body: str) -> list[tuple[str, str, str]]:
    result = chancheck.verify(f"package main\n\nimport ({imports})\n\nfunc main() {{\n\t{body}\n}}\n")
    return [(d.code, d.message, d.help) for d in result.diagnostics]


def test_a_mistyped_name_is_undefined() -> None:
    assert errors('"fmt"', 'fmt.Printn("x")') == [("CC201", "undefined: fmt.Printn", "did you mean Println?")]


def test_a_name_of_go_without_a_model_is_not_supported() -> None:
    (error,) = errors('"reflect"', "reflect.StructOf(nil)")
    assert error[0] == "CC301" and error[1].startswith("reflect.StructOf is not supported")


def test_a_mistyped_package_is_no_package() -> None:
    assert errors('"sycn"', "var mu sycn.Mutex; mu.Lock()")[0] == (
        "CC201", "package sycn is not in std", "did you mean sync?",
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.skipif(shutil.which("go") is None, reason="no Go toolchain")
def test_the_list_is_that_of_go() -> None:
    """Of the toolchain's version or an older one: every listed package and name is there, or the list is too new."""
    program = Path(__file__).with_name("std_names.go")
    printed = subprocess.run(["go", "run", str(program)], capture_output=True, text=True, check=True).stdout
    there = {path: set(names) for path, *names in map(str.split, printed.splitlines())}
    for path, names in std.exported().items():
        assert names <= there[path], path
