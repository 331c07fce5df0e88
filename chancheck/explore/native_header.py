"""Writes the numbers that the native core shares with Python, from the tables that define them.

    python -m chancheck.explore.native_header

`native/src/program/generated.hpp` has the numbers; `generated_format.hpp` and `native_format.py` have FORMAT, which is
compared when the core is loaded. FORMAT changes with any number, and with the code that writes the words of a program,
so with their order.
"""

from __future__ import annotations

import hashlib
import io
import re
import tokenize
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from chancheck.machine import state, transition
from chancheck.machine.workspace import FRESH
from chancheck.program import computed, encode, limits, scheduler
from chancheck.program.opcodes import OPCODES
from chancheck.program.program import OFFSET_BITS
from chancheck.program.rules import PRESENT

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "native" / "src" / "program"
HEADER, FORMAT_HEADER = GENERATED / "generated.hpp", GENERATED / "generated_format.hpp"
FORMAT = Path(__file__).with_name("native_format.py")
WRITERS = ("encode.py", "reduction.py", "processors.py")
"""Modules of `program` that write words which the core reads by their order."""

TURNS = {"PARK": scheduler.PARK, "INSIST": scheduler.INSIST, "PREEMPT": scheduler.PREEMPT}
LIMITS = ("LOCAL_STEPS", "GROWTH_STEPS", "MOST_FRAMES")
FLAGS = ("ROOT", "HELPER", "PARKED")


def tables() -> str:
    """The header without its beginning and its format."""
    opcodes = [op.name for op in OPCODES]
    rows = [" ".join(f"X({name})" for name in opcodes[n : n + 10]) for n in range(0, len(opcodes), 10)]
    by = ", ".join(f"BY_{name} = {getattr(transition, name)}" for name in ("DEFAULT", "YIELD", "END", "CRASH", "TURN"))
    return "\n".join([
        f"constexpr int OFFSET_BITS = {OFFSET_BITS};",
        f"constexpr Cell PRESENT = {PRESENT};  // instants are counted so that this is now",
        f"constexpr std::uint32_t NEW_OBJECTS = {FRESH};  // objects that a step makes are numbered from here on, "
        "in states of any size",
        f"constexpr std::size_t {', '.join(f'{name} = {getattr(limits, name)}' for name in LIMITS)};",
        f"constexpr Cell MOST_FORKS = {limits.MOST_FORKS};",
        f"constexpr std::int32_t {by};",
        f"constexpr std::int32_t {', '.join(f'{name} = {n}' for name, n in TURNS.items())};  // numbers of turns",
        f"constexpr Cell {', '.join(f'{name}_FLAG = {getattr(state, name)}' for name in FLAGS)};",
        "",
        "#define CHANCHECK_OPCODES(X) \\",
        " \\\n".join(f"    {row}" for row in rows),
        "",
        *enum("Word", "Cell", encode.WORDS, encode.WORDS),
        *enum("Binary", "Cell", encode.BINARY),
        *enum("ValueKind", "Cell", [snake(kind) for kind in encode.VALUES]),
        *enum("EffectKind", "Cell", [snake(kind) for kind in encode.EFFECTS]),
        *enum("Pace", "Cell", [pace or "urgent" for pace in encode.PACES]),
        *enum("Access", "std::uint8_t", [name.replace(" ", "_") for name in encode.ACCESSES]),
        *members(state.FrameStatus),
    ])  # fmt: skip


def enum(name: str, kind: str, values: Iterable[str], texts: dict[str, str] | None = None) -> list[str]:
    lines = [f"    {v}," + (f"  // {texts[v]}" if texts and texts[v] else "") for v in values]
    return [f"enum class {name} : {kind} {{", *lines, "};"]


def members(kind: type[IntEnum]) -> list[str]:
    return [f"enum {kind.__name__} : std::int32_t {{ {', '.join(f'{m.name} = {m.value}' for m in kind)} }};"]


def snake(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def written_by(module: str) -> str:
    """The code of a module without strings, comments and blanks."""
    out: list[str] = []
    inside = 0
    for token in tokenize.generate_tokens(io.StringIO((ROOT / "chancheck" / "program" / module).read_text()).readline):
        name = tokenize.tok_name[token.type]
        inside += (name == "FSTRING_START") - (name == "FSTRING_END")
        if not inside and name in ("NAME", "NUMBER", "OP"):
            out.append(token.string)
    return " ".join(out)


def number() -> int:
    nodes = f"{computed.KINDS} {computed.Node._fields}"  # which reduction.py writes as they are
    operands = " ".join(op.operands for op in OPCODES)
    text = "\n".join([tables(), nodes, operands, *map(written_by, WRITERS)])
    return int(hashlib.sha256(text.encode()).hexdigest()[:15], 16)


def header() -> str:
    return (
        "// Shared with Python. Written by `python -m chancheck.explore.native_header`; do not edit.\n"
        "// Included by program.hpp.\n"
        "#pragma once\n\n#include <cstddef>\n#include <cstdint>\n\n"
        "namespace chancheck {\n\nusing Cell = std::int64_t;\n\n"
        f"{tables()}\n\n}}  // namespace chancheck\n"
    )


def format_header() -> str:
    """A file of its own: a change of it compiles one file again."""
    return (
        "// Written by `python -m chancheck.explore.native_header`; do not edit.\n#pragma once\n\n"
        '#include "program/program.hpp"\n\nnamespace chancheck {\n\n'
        f"constexpr Cell FORMAT = {number()};  // of a program's words\n\n}}  // namespace chancheck\n"
    )


def format_module() -> str:
    return f'"""Written by `python -m chancheck.explore.native_header`; do not edit."""\n\nFORMAT = {number()}\n'


if __name__ == "__main__":
    HEADER.write_text(header())
    FORMAT_HEADER.write_text(format_header())
    FORMAT.write_text(format_module())
