"""A package variable with an initial value that is not supported matters where something reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.verdict.finding import Result

STORE = """package store

import "example.org/driver"

var count = 1
var connection, failed = driver.Open("db")
var copied = connection
var pool driver.Pool = driver.NewPool(func() int { return count })

func Count() int { return count }

func Connected() bool { return READ }
"""
MAIN = """package main

import "example.com/m/store"

func main() {
	ch := make(chan int, 1)
	ch <- store.Count()
	println(<-ch, USE)
}
"""


def checked(folder: Path, use: str, read: str) -> Result:
    (folder / "store").mkdir()
    (folder / "go.mod").write_text("module example.com/m\n\ngo 1.23\n")
    (folder / "store" / "store.go").write_text(STORE.replace("READ", read))
    (folder / "main.go").write_text(MAIN.replace("USE", use))
    (result,) = check_path(folder / "main.go", Options())
    return result


def test_what_nothing_reads_is_left_out(tmp_path: Path) -> None:
    assert checked(tmp_path, "1", "connection != nil").verdict.answer == "proved"


@pytest.mark.parametrize("read", ["connection != nil", "copied != nil", "failed == nil", "pool != nil"])
def test_what_the_entry_reads_is_refused(tmp_path: Path, read: str) -> None:
    result = checked(tmp_path, "store.Connected()", read)
    assert result.verdict.answer == "error"
    assert any("not supported" in told.message for told in result.diagnostics)


def test_variables_of_the_program_itself(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(
        'package main\n\nimport "example.org/driver"\n\nvar unread = driver.Open()\n\nfunc main() {}\n'
    )
    (result,) = check_path(tmp_path / "main.go", Options())
    assert result.verdict.answer == "proved"
