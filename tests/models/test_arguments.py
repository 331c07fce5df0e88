"""The program's command line is what `--args` says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.cli.commands import chancheck

PROGRAM = """package main

import (
	"flag"
	"os"
)

func main() {
	n := flag.Int("n", 0, "")
	flag.Parse()
	c := make(chan string, *n)
	for _, word := range flag.Args() {
		c <- word
	}
	if len(os.Args) > 3 && <-c != "one word" {
		panic(os.Args[3])
	}
}
"""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "proved"),
        (["--args", "x"], "violated: deadlock"),
        (["--args", "-n 1 'one word'"], "proved"),
        (["--args", "-n 2 one word"], "violated: panic"),
        (["--args", "-n '"], "No closing quotation"),
    ],
)
def test_a_command_line(tmp_path: Path, args: list[str], said: str) -> None:
    (tmp_path / "main.go").write_text(PROGRAM)
    result = CliRunner().invoke(chancheck, ["verify", str(tmp_path / "main.go"), *args])
    assert said in result.output
