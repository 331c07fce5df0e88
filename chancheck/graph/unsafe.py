"""unsafe.String and unsafe.Slice of what another value's data is: memory has no other layout than its type's here."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from chancheck.graph import ops
from chancheck.graph.function import Function, strip, unsupported
from chancheck.graph.places import address
from chancheck.graph.prepared import builtin_name
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.relations import is_string, key

HELP = "use unsafe.SliceData, unsafe.StringData or &s[i] as its argument"


def shared(f: Function, e: ast.CallExpr) -> ops.Operand:
    """The text or the slice of the first n elements; between texts and bytes they are copied."""
    name, data = builtin_name(f, e), strip(e.args[0])
    if name not in ("String", "Slice"):
        raise unsupported(e.pos, f"unsafe.{name} is not supported here", "use it in unsafe.String or unsafe.Slice")
    x, low = owner(f, data)
    n = f.value(e.args[1])
    high = n
    if low is not None:
        at = f.temp(T.INT)
        f.emit(ops.Convert(e.pos, at, n))
        high = f.arithmetic("+", low, at, T.INT, e.pos)
    t = x.type.underlying()
    array = t.elem.underlying() if isinstance(t, T.Pointer) else t
    cut = f.temp(T.Slice(array.elem) if isinstance(array, T.Array) else x.type)
    f.emit(ops.SliceOf(e.pos, cut, x, low, high, None))
    target = f.type_of(e)
    if is_string(cut.type) == is_string(target):
        return cut
    dst = f.temp(target)
    f.emit(ops.Convert(e.pos, dst, cut))
    return dst


def owner(f: Function, e: ast.Expr) -> tuple[ops.Operand, ops.Operand | None]:
    """The value that a pointer points into, and the index."""
    if isinstance(e, ast.CallExpr) and builtin_name(f, e) in ("StringData", "SliceData"):
        return f.stable(f.value(e.args[0]), e.pos), None
    inner = strip(e.x) if isinstance(e, ast.UnaryExpr) and e.op == "&" else None
    if not isinstance(inner, ast.IndexExpr):
        raise unsupported(e.pos, "memory behind a pointer as a text or slice is not supported", HELP)
    x = inner.x
    of = address(f, x) if isinstance(f.type_of(x).underlying(), T.Array) else f.stable(f.value(x), e.pos)
    index = f.temp(T.INT)
    f.emit(ops.Convert(e.pos, index, f.value(inner.indices[0])))
    return of, index


def addressed(graphs: list[ops.Graph]) -> list[T.Type]:
    """The types that pointers had before they became an unsafe.Pointer, if that is not only converted back at once."""
    found: dict[Hashable, T.Type] = {}
    for graph in graphs:
        instrs = [i for block in graph.blocks for i in block.instrs]
        for i in instrs:
            pointer = i.x.type.underlying() if isinstance(i, ops.Convert) and is_unsafe(i.dst) else None
            if isinstance(pointer, T.Pointer) and isinstance(i, ops.Convert) and leaves(i.dst, instrs, set()):
                found[key(pointer.elem)] = pointer.elem
    return list(found.values())


def is_unsafe(x: ops.Var) -> bool:
    return x.type.underlying() is T.UNSAFE_POINTER


def leaves(x: ops.Var, instrs: list[ops.Instr], seen: set[ops.Var]) -> bool:
    """Whether anything but a conversion in the same function gets the value of a variable."""
    seen.add(x)
    for i in instrs:
        if isinstance(i, ops.Move) and i.src is x:
            if i.dst not in seen and leaves(i.dst, instrs, seen):
                return True
        elif not isinstance(i, ops.Convert) and any(y is x for y in used(i)):
            return True
    return False


def used(i: ops.Instr) -> Iterator[object]:
    """All that an instruction names, what it writes too."""
    for owner in type(i).__mro__:
        for name in getattr(owner, "__slots__", ()):
            value = getattr(i, name, None)
            yield from value if isinstance(value, list) else (value,)
