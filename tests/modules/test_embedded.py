"""Variables with a go:embed directive hold the files that it names."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.outcomes import outcomes_of
from chancheck.toolchain.go import go_command

PROGRAM = """package main

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed notes.txt
var text string

var (
	// The same as bytes.
	//go:embed "notes.txt"
	raw []byte
)

//go:embed pages *.txt
//go:embed all:pages/deep
var site embed.FS

func main() {
	found := make(chan string)
	go func() {
		defer close(found)
		_ = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil {
				found <- name
			}
			return err
		})
	}()
	for name := range found {
		fmt.Print(name, " ")
	}
	page, err := site.ReadFile("pages/a.html")
	_, missing := site.Open("pages/none")
	fmt.Print(text, len(raw), string(page), err, missing)
}
"""
FILES = {
    "go.mod": "module example.com/site\n\ngo 1.25\n",
    "main.go": PROGRAM,
    "notes.txt": 'a "note"\n\\ é\n',
    "pages/a.html": "<a>",
    "pages/_left_out.html": "<b>",
    "pages/deep/.hidden": "yes",
    "pages/deep/c": "c",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder / "main.go"


def test_a_program_reads_what_is_embedded_as_go_does(tmp_path: Path) -> None:
    file = written(tmp_path, FILES)
    names = ". notes.txt pages pages/a.html pages/deep pages/deep/.hidden pages/deep/c"
    said = f'{names} a "note" \\ é 14<a><nil> open pages/none: file does not exist'
    assert outcomes_of(file, Options()) == ([said], None)
    go = go_command()
    if go is not None:
        run = subprocess.run([go, "run", "."], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert run.stdout.split() == said.split()


HEAD = 'package main\n\nimport _ "embed"\n\n'
ASKS = "func main() {\n\tif n != `1` {\n\t\tpanic(n)\n\t}\n}\n"


def test_a_file_that_changes_makes_another_program(tmp_path: Path) -> None:
    program = f"{HEAD}//go:embed n\nvar n string\n\n{ASKS}"
    file = written(tmp_path, {"go.mod": FILES["go.mod"], "main.go": program, "n": "1"})
    assert [r.verdict.answer for r in check_path(file, Options())] == ["proved"]
    (tmp_path / "n").write_text("2")
    assert [r.verdict.kinds for r in check_path(file, Options())] == [frozenset({"panic"})]


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("none.txt", "pattern none.txt: no matching files found"),
        ("../up", "pattern ../up: invalid pattern syntax"),
        ("a b", "invalid go:embed: multiple files for type string or []byte"),
    ],
)
def test_a_directive_that_cannot_be_followed(tmp_path: Path, directive: str, message: str) -> None:
    program = f"{HEAD}//go:embed {directive}\nvar text string\n\nfunc main() {{ _ = text }}\n"
    file = written(tmp_path, {"go.mod": FILES["go.mod"], "main.go": program, "a": "", "b": ""})
    (result,) = check_path(file, Options())
    (error,) = result.diagnostics
    assert (error.message, error.pos.line) == (message, 5)


def test_files_of_another_package_of_the_module(tmp_path: Path) -> None:
    library = f"{HEAD.replace('main', 'words')}//go:embed list\nvar List string\n"
    program = f'package main\n\nimport "example.com/site/words"\n\n{ASKS.replace("n !=", "words.List !=")}'
    files = {
        "go.mod": FILES["go.mod"],
        "main.go": program.replace("panic(n)", "panic(0)"),
        "words/words.go": library,
        "words/list": "1",
    }
    assert [r.verdict.answer for r in check_path(written(tmp_path, files), Options())] == ["proved"]
