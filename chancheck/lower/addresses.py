"""unsafe.Pointer, as far as nothing depends on how memory lies: passed on, taken back, or seen as some number."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import layout
from chancheck.lower.body import Body
from chancheck.lower.code import Label
from chancheck.types import types as T

FIRST, APART, SOME = 0xC000010000, 0x48, 2
"""Numbers that an address may be. Go allows any; two distinguish code that depends on equal addresses from the rest."""

LIMIT = "addresses"
"""The limit in the verdict of a program that reads such numbers: it is never proved (verdict/finding.py)."""

HELP = "keep the typed pointer: memory has no other layout than its type's here"


def convert(b: Body, i: ops.Convert) -> None:
    source, target = i.x.type.underlying(), i.dst.type.underlying()
    if target is T.UINTPTR:
        as_number(b, i)
    elif (target is T.UNSAFE_POINTER and source is not T.UINTPTR) or (
        isinstance(target, T.Pointer) and fits(b, i.x, target)
    ):
        b.assign(i.dst, i.x)
    else:
        b.tables.error(f"converting {i.x.type} to {i.dst.type} is not supported", i.pos, HELP)


def as_number(b: Body, i: ops.Convert) -> None:
    """nil is 0, another address any of a few numbers."""
    dst, x, done = b.var(i.dst), b.value(i.x), Label()
    b.tables.program.cut = LIMIT
    b.emit("zero", dst, 1)
    b.branch(x, done, when=False)
    b.emit("choose", dst, b.const(SOME))
    b.emit("mul", dst, dst, b.const(APART))
    b.emit("add", dst, dst, b.const(FIRST))
    b.bind(done)


def fits(b: Body, x: ops.Operand, target: T.Pointer) -> bool:
    """Whether the cells of all that the pointer can have been made from begin with those that the target type has."""
    if isinstance(x, ops.Zero):
        return True
    made = origins(b, x, set()) if isinstance(x, ops.Var) else None
    if made is None:
        made = b.tables.unit.addressed
    wanted = cells(target.elem)
    return bool(made) and all(cells(t)[: len(wanted)] == wanted for t in made)


def cells(t: T.Type) -> list[str]:
    """The form of each cell of a value."""
    u = t.underlying()
    match u:
        case T.Struct():
            return [cell for f in u.fields for cell in cells(f.type)]
        case T.Array():
            return cells(u.elem) * u.length
        case T.Basic() if u.bits == 64 or u is T.FLOAT64:
            return ["64"]  # the bits of the number
        case T.Basic() if layout.kinds(u) not in ("r", "b"):
            return [u.name] * layout.width(u)
    return [*layout.kinds(t)]


def origins(b: Body, x: ops.Var, seen: set[ops.Var]) -> list[T.Type] | None:
    """The types of the memory that a variable of type unsafe.Pointer can point to; None: not known."""
    if x in b.graph.params:
        return None
    seen.add(x)
    found: list[T.Type] = []
    setting = [i for block in b.graph.blocks for i in block.instrs if getattr(i, "dst", None) is x]
    if not setting:
        return None
    for i in setting:
        source = i.src if isinstance(i, ops.Move) else i.x if isinstance(i, ops.Convert) else None
        if source is not None and isinstance(source.type.underlying(), T.Pointer):
            found.append(layout.pointed(source.type))
        elif isinstance(source, ops.Var):
            more = [] if source in seen else origins(b, source, seen)
            if more is None:
                return None
            found += more
        elif not isinstance(source, ops.Zero):
            return None
    return found
