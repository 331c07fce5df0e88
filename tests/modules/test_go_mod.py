"""A go.mod file that go refuses is an error with its line; modules of a workspace find each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.check import Options, check_path
from chancheck.modules.go_mod import problems
from chancheck.modules.patterns import collect

GOOD = """// Deprecated: no.
module example.com/app // the app

go 1.25.1

toolchain go1.26.0

godebug default=go1.21
godebug (
	panicnil=1
)
tool example.com/tool
ignore ./node_modules
require(
	example.com/a v1.0.0 // indirect
)
exclude example.com/b v1.2.3
retract [v1.0.0, v1.1.0] // broken
replace example.com/a => ./a
"""


def test_all_directives_are_known() -> None:
    assert problems("go.mod", GOOD) == []


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("modul m\n", "go.mod:1:1", "unknown directive: modul"),
        ("module m\n\ngo 1.banana\n", "go.mod:3:1", "invalid go version '1.banana'"),
        ("module m\n  requires x v1\n", "go.mod:2:3", "unknown directive: requires"),
        ("module m\nrequire (\n\tx v1\n", "go.mod:2:1", "unterminated block"),
        ("go 1.25\n", "go.mod:1:1", "no module declaration"),
    ],
)
def test_what_go_refuses(text: str, place: str, message: str) -> None:
    assert [(str(d.pos), d.message) for d in problems("go.mod", text)] == [(place, message)]


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


USER = 'package main\n\nimport "example.com/lib/box"\n\nfunc main() { box.New() <- 1 }\n'
BOX = "package box\n\nfunc New() chan int { return make(chan int) }\n"


def said(file: Path) -> list[str]:
    (result,) = check_path(file, Options())
    return [*result.verdict.kinds] or [d.message for d in result.diagnostics]


def test_a_broken_go_mod_stops_its_programs(tmp_path: Path) -> None:
    written(tmp_path, {"go.mod": "modul m\n", "main.go": "package main\n\nfunc main() {}\n"})
    assert said(tmp_path / "main.go") == ["unknown directive: modul"]


@pytest.mark.parametrize("use", ["use ./app\nuse ./lib\n", "use (\n\t./app // here\n\t./lib\n)\n"])
def test_modules_of_a_workspace(tmp_path: Path, use: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "go.work": f"go 1.25\n\n{use}",
        "app/go.mod": "module example.com/app\n",
        "app/main.go": USER,
        "lib/go.mod": "module example.com/lib\n",
        "lib/box/box.go": BOX,
    }
    file = written(tmp_path, files) / "app" / "main.go"
    assert said(file) == ["deadlock"]
    monkeypatch.setenv("GOWORK", "off")
    assert said(file) == ["package example.com/lib/box is not supported (box.New)"]


def test_a_module_that_the_workspace_does_not_use_is_alone(tmp_path: Path) -> None:
    files = {"go.work": "use ./lib\n", "app/go.mod": "module example.com/app\n", "app/main.go": USER}
    files |= {"lib/go.mod": "module example.com/lib\n", "lib/box/box.go": BOX}
    file = written(tmp_path, files) / "app" / "main.go"
    assert said(file) == ["package example.com/lib/box is not supported (box.New)"]


def test_a_package_that_the_module_lacks(tmp_path: Path) -> None:
    written(tmp_path, {"go.mod": "module example.com/lib\n", "main.go": USER})
    (result,) = check_path(tmp_path / "main.go", Options())
    (error,) = result.diagnostics
    assert (error.pos.line, error.pos.column) == (3, 8)
    assert error.message.startswith("package example.com/lib/box: there are no Go files in ")


def test_a_required_module_below_the_path_of_its_user(tmp_path: Path) -> None:
    files = {
        "go.mod": "module example.com/lib\nrequire example.com/lib/box v1.0.0\nreplace example.com/lib/box => ../b\n",
        "main.go": USER,
    }
    written(tmp_path / "b", {"go.mod": "module example.com/lib/box\n", "box.go": BOX})
    assert said(written(tmp_path / "app", files) / "main.go") == ["deadlock"]


def test_imports_in_a_circle(tmp_path: Path) -> None:
    box = 'package box\n\nimport "example.com/lib/lid"\n\nfunc New() chan int { return lid.C }\n'
    lid = 'package lid\n\nimport "example.com/lib/box"\n\nvar C = box.New()\n'
    written(tmp_path, {"go.mod": "module example.com/lib\n", "main.go": USER, "box/b.go": box, "lid/l.go": lid})
    (result,) = check_path(tmp_path / "main.go", Options())
    (error,) = result.diagnostics
    assert "lid/l.go:3:8: import cycle not allowed: example.com/lib/lid imports example.com/lib/box" in error.help


def test_a_folder_that_is_named_like_a_file(tmp_path: Path) -> None:
    written(tmp_path, {"main.go": "package main\n\nfunc main() {}\n", "old.go/x.txt": ""})
    assert list(collect([tmp_path])) == [tmp_path / "main.go"]
