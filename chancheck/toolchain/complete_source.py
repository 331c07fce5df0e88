"""Parts that the real toolchain needs and a `.gol` file may leave out: the package clause and the imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chancheck.source import Source

if TYPE_CHECKING:
    from chancheck.types.objects import Package

CLAUSE = re.compile(r"package\s+\w+")


def complete(source: Source, package: Package) -> str:
    """The text of `source` as a file that Go compiles, `package` being what the type checker made of it.

    Lines keep their numbers: a `//line` directive lets the toolchain and the runtime speak of the file as it is.
    """
    imports = "".join(f'; import {name} "{path}"' for name, path in sorted(package.implied.items()))
    begin = f"//line {source.name}:1\n"
    if package.files[0].implied:
        return f"package main{imports}\n{begin}{source.text}"
    clause = CLAUSE.search(source.text, package.files[0].pos.offset)
    assert clause is not None  # a file without one is implied or was refused
    return f"{begin}{source.text[: clause.end()]}{imports}{source.text[clause.end() :]}"
