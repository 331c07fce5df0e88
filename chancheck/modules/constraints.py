"""Which files are built here, and in which version of the language (go help buildconstraint)."""

from __future__ import annotations

import re
from pathlib import Path

TRUE_HERE = frozenset({"linux", "unix", "amd64", "gc", "cgo"})
NEWEST = 27
"""The minor version of Go up to which `go1.N` holds."""

SYSTEMS = {"aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl",
           "netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos"}  # fmt: skip
PROCESSORS = {"386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64",
              "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x",
              "sparc", "sparc64", "wasm"}  # fmt: skip
"""Systems and architectures that the end of a file's name may mean (go/build, knownOS and knownArch)."""


def fits_name(path: Path) -> bool:
    """name_GOOS.go, name_GOARCH.go, name_GOOS_GOARCH.go; none that begins with a dot or an underscore."""
    if path.name[0] in "._":
        return False
    words = path.name.partition(".")[0].split("_")[1:]
    words = words[:-1] if words[-1:] == ["test"] else words
    both = len(words) > 1 and words[-2] in SYSTEMS and words[-1] in PROCESSORS
    asked = words[-2:] if both else [word for word in words[-1:] if word in SYSTEMS | PROCESSORS]
    return all(word in TRUE_HERE for word in asked)


def fits_constraint(text: str, tags: frozenset[str] = TRUE_HERE) -> bool:
    """Whether a //go:build line, if there is one, holds with these tags; by default those of linux/amd64."""
    words = constraint(text)
    return not words or Expression(words, tags).either()[0]


def build_version(text: str) -> str:
    """The language version that a //go:build line sets for its file (go/build/constraint, GoVersion): "1.21", or ""."""
    words = constraint(text)
    minor = Expression(words).either()[1] if words else 0
    return f"1.{minor}" if minor else ""


def constraint(text: str) -> list[str]:
    head = re.split(r"^package\b", text, maxsplit=1, flags=re.MULTILINE)[0]
    line = re.search(r"^//go:build[ \t]+(.*)$", head, re.MULTILINE)
    return re.findall(r"&&|\|\||[!()]|[\w.]+", line[1]) if line else []


class Expression:
    """Of words; its parts say whether they hold, and the least minor version of Go 1 that they ask for (0: none)."""

    def __init__(self, words: list[str], tags: frozenset[str] = TRUE_HERE) -> None:
        self.words, self.tags = words[::-1], tags

    def either(self) -> tuple[bool, int]:
        holds, version = self.both()
        while self.next("||"):
            other = self.both()
            holds, version = other[0] or holds, min(other[1], version)
        return holds, version

    def both(self) -> tuple[bool, int]:
        holds, version = self.one()
        while self.next("&&"):
            other = self.one()
            holds, version = other[0] and holds, max(other[1], version)
        return holds, version

    def one(self) -> tuple[bool, int]:
        if self.next("!"):
            return not self.one()[0], 0
        if self.next("("):
            inside = self.either()
            self.next(")")
            return inside
        word = self.words.pop() if self.words else ""
        version = re.fullmatch(r"go1\.(\d+)", word)
        minor = int(version[1]) if version else 0
        return word in self.tags or 0 < minor <= NEWEST, minor

    def next(self, word: str) -> bool:
        if self.words[-1:] != [word]:
            return False
        self.words.pop()
        return True
