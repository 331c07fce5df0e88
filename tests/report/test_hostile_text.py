"""Text and paths of a program are data in every format: nothing in them is obeyed by a terminal, a log or a reader."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from chancheck.report import FORMATS, TRACE_FORMATS
from chancheck.report.messages import printable

EVIL = (
    r"boom\n::error file=x::pwned\n  ::warning::pwned ##[error]pwned"
    r"\x1b[31m<script>&amp;'\"]-->|`a`;#\xff\u202e]]>"
)
PROGRAM = f"""package main

import "fmt"

func main() {{
	fmt.Println("{EVIL}")
	ch := make(chan string)
	go func() {{
		<-ch
		panic("{EVIL}")
	}}()
	ch <- "{EVIL}"
	select {{}}
}}
"""
NAMES = {
    "plain": b"plain.go",
    "commands": b'e\n::error::v%0A<&">,:;\x1b[31m].go',
    "not text": b"b\xff\xe2\x80\xae.go",
}


@pytest.fixture(params=NAMES)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + NAMES[request.param]))
    try:
        path.write_text(PROGRAM)
    except OSError:
        pytest.skip("no such names here")
    return path


def said(file: Path, *options: str) -> str:
    command = [sys.executable, "-m", "chancheck", "verify", "--no-cache", *options, file.name]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    return done.stdout.decode()  # it is UTF-8


def obeyed(text: str) -> list[str]:
    """Texts that a terminal or the log of a CI service would act on."""
    control = [c for c in text if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs")]
    commands = re.findall(r"^\s*::.*|##\w*\[.*", text, re.MULTILINE)
    return control + commands


def test_full(file: Path) -> None:
    assert obeyed(said(file)) == []


def test_concise(file: Path) -> None:
    text = said(file, "--output-format", "concise")
    assert obeyed(text) == []
    assert text.count("\n") == 2


def test_github(file: Path) -> None:
    lines = said(file, "--output-format", "github").splitlines()
    assert len(lines) == 1
    assert re.fullmatch(r"::error file=[^:,]*,line=10,col=3,title=[^:,]*::.*", lines[0])
    assert obeyed(lines[0][2:]) == []


def test_junit(file: Path) -> None:
    text = said(file, "--output-format", "junit")
    assert obeyed(text) == []
    (case,) = ET.fromstring(text).iter("testcase")
    assert "pwned" in (case.find("failure").text or "")  # type: ignore[union-attr]
    assert case.get("file", "").endswith(".go")


@pytest.mark.parametrize("format", ["json", "sarif", "perfetto", "gitlab", "rdjson"])
def test_json(file: Path, format: str) -> None:
    text = said(file, "--output-format", format)
    assert json.loads(text)
    assert not [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]


def test_markdown(file: Path) -> None:
    text = said(file, "--output-format", "markdown")
    assert obeyed(text) == []
    assert "<script>" not in re.sub(r"^(`{3,})\w+\n.*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_json_lines(file: Path) -> None:
    (line,) = said(file, "--output-format", "json-lines").splitlines()
    assert json.loads(line)["findings"][0]["kind"] == "panic"


@pytest.mark.parametrize("format", [f for f in TRACE_FORMATS if f != "perfetto"])
def test_runs(file: Path, format: str) -> None:
    assert obeyed(said(file, "--trace-format", format)) == []


@pytest.mark.parametrize("format", ["dot", "mermaid"])
def test_pictures(file: Path, format: str) -> None:
    command = [sys.executable, "-m", "chancheck", "graph", "--format", format, file.name]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert obeyed(done.stdout.decode()) == []


def test_errors(file: Path) -> None:
    file.write_text(PROGRAM.replace("select {}", "x"))
    command = [sys.executable, "-m", "chancheck", "verify", "--no-cache", file.name]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, timeout=120, check=False)
    assert done.returncode == 2
    assert obeyed(done.stdout.decode() + done.stderr.decode()) == []


def test_every_format_is_here() -> None:
    assert set(FORMATS) == {
        "full",
        "concise",
        "github",
        "junit",
        "json",
        "sarif",
        "perfetto",
        "json-lines",
        "gitlab",
        "rdjson",
        "markdown",
    }


UNKNOWN = """package main

import (
	"fmt"
	"runtime"
)

func main() {
	fmt.Println("at", runtime.GOROOT())
	panic("lost " + runtime.GOROOT())
}
"""


@pytest.mark.parametrize("form", ["--output-format=concise", "--trace-format=table", "--trace-format=steps"])
def test_marks_of_unknown_values_do_not_show(form: str, tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(UNKNOWN)
    text = said(tmp_path / "main.go", "-v", form)
    assert "\u2063" not in text
    assert "u2063" not in text
    assert "lost \u27e8runtime.GOROOT()\u27e9" in text


def test_an_invisible_character_of_the_program_is_escaped() -> None:
    assert printable("a\u2063b \u27e8c") == "a\\u2063b \u27e8c"
