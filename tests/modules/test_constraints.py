"""Names and //go:build lines of files, as go help buildconstraint has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancheck.modules.constraints import build_version, fits_constraint, fits_name


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
