"""The program's standard input is what the file of `--stdin` holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from chancheck.cli.commands import chancheck

PROGRAM = """package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	name := "nobody"
	fmt.Scanln(&name)
	lines := make(chan string)
	done := make(chan int)
	go func() {
		n := 0
		for range lines {
			n++
		}
		done <- n
	}()
	scanner := bufio.NewScanner(os.Stdin)
	for scanner.Scan() {
		if strings.HasPrefix(scanner.Text(), "quit") {
			return
		}
		lines <- scanner.Text()
	}
	close(lines)
	if n := <-done; n > 1 {
		panic(name)
	}
}
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "proved"),
        ("", "proved"),
        ("me\none\n", "proved"),
        ("me\none\ntwo", "panic: me"),
        ("me\none\nquit\n", "violated: leak"),
    ],
)
def test_standard_input(tmp_path: Path, text: str | None, said: str) -> None:
    (tmp_path / "main.go").write_text(PROGRAM)
    (tmp_path / "in").write_text(text or "")
    given = [] if text is None else ["--stdin", str(tmp_path / "in")]
    result = CliRunner().invoke(chancheck, ["verify", str(tmp_path / "main.go"), *given])
    assert said in result.output


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(PROGRAM)
    result = CliRunner().invoke(chancheck, ["verify", str(tmp_path / "main.go"), "--stdin", str(tmp_path / "none")])
    assert "cannot read" in result.output and result.exit_code == 2
