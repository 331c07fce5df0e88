"""Built-in functions (Go spec, Built-in functions)."""

from __future__ import annotations

from collections.abc import Callable

from chancheck.graph import ops, unsafe
from chancheck.graph.evaluation_order import early
from chancheck.graph.function import Function
from chancheck.graph.prepared import Prepared, builtin_name
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import constants
from chancheck.types import types as T
from chancheck.types.relations import is_float, is_string


def prepare_builtin(f: Function, e: ast.CallExpr, name: str) -> Prepared:
    """close, panic, delete, print and the like, deferred or started."""
    early(f, e.args)
    if name == "recover":
        return Prepared([], lambda at, given: recovered_value(at, e.pos), name)
    if name == "close":
        return Prepared([f.value(e.args[0])], lambda at, given: close(at, given[0], e.pos), name)
    if name == "panic":
        x = f.value(e.args[0], T.Interface({}))
        return Prepared([x], lambda at, given: raise_panic(at, given[0], e.pos), name)
    if name == "delete":
        m = f.value(e.args[0])
        under = m.type.underlying()
        assert isinstance(under, T.Map)
        key = f.value(e.args[1], under.key)
        return Prepared([m, key], lambda at, x: emitted(at, ops.MapDelete(e.pos, x[0], x[1])), name)
    if name in ("print", "println"):
        values = [f.value(a, T.Interface({})) for a in e.args]
        packed = pack(f, values, T.Slice(T.Interface({})), e.pos)
        return Prepared([packed], lambda at, given: print_values(at, given[0], e.pos), name)
    assert name in ("copy", "clear")  # all others have results that are not thrown away
    given = [f.value(a) for a in e.args]
    return Prepared(given, lambda at, x: emitted(at, copy_or_clear(e.pos, x)), name)


def pack(f: Function, values: list[ops.Operand], t: T.Type, pos: Pos) -> ops.Operand:
    if not values:
        return ops.Zero(t)
    assert isinstance(t, T.Slice)
    dst = f.temp(t)
    f.emit(ops.MakeSlice(pos, dst, ops.Const(T.INT, len(values)), None))
    for i, v in enumerate(values):
        ptr = f.temp(T.Pointer(t.elem))
        f.emit(ops.IndexAddr(pos, ptr, dst, ops.Const(T.INT, i)))
        f.emit(ops.Store(pos, ptr, v, True))
    return dst


def emitted(f: Function, i: ops.Instr) -> list[ops.Operand]:
    """No results."""
    f.emit(i)
    return []


def close(f: Function, ch: ops.Operand, pos: Pos) -> list[ops.Operand]:
    f.emit(ops.Intrinsic(pos, "chan.close", [ch], []))
    return []


def raise_panic(f: Function, x: ops.Operand, pos: Pos) -> list[ops.Operand]:
    f.end(ops.Panic(pos, x))
    return []


def recovered_value(f: Function, pos: Pos) -> list[ops.Operand]:
    dst = f.temp(T.Interface({}))
    f.builder.recovers = f.builder.recovers or not f.says("repanics")
    f.emit(ops.Recover(pos, dst))
    return [dst]


def print_values(f: Function, packed: ops.Operand, pos: Pos) -> list[ops.Operand]:
    text = f.temp(T.STRING)
    f.emit(ops.Call(pos, [text], f.builder.library("internal/text", "Sprintln"), [packed]))
    f.builder.reach_intrinsic("internal/text.Note")
    f.emit(ops.Intrinsic(pos, "internal/text.Note", [text], []))
    return []


def builtin_close(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    return close(f, f.value(e.args[0]), e.pos)


def builtin_panic(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    return raise_panic(f, f.value(e.args[0], T.Interface({})), e.pos)


def builtin_recover(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    return recovered_value(f, e.pos)


def builtin_print(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    prepared = prepare_builtin(f, e, "print")
    return prepared.emit(f, prepared.operands)


def builtin_delete(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    prepared = prepare_builtin(f, e, "delete")
    return prepared.emit(f, prepared.operands)


def builtin_clear(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    f.emit(ops.Clear(e.pos, f.value(e.args[0])))
    return []


def builtin_len(f: Function, e: ast.CallExpr, cap: bool = False) -> list[ops.Operand]:
    x = f.value(e.args[0])
    t = x.type.underlying()
    array = t.elem.underlying() if isinstance(t, T.Pointer) else t
    if isinstance(array, T.Array):
        return [ops.Const(T.INT, array.length)]
    dst = f.temp(T.INT)
    f.emit(ops.Len(e.pos, dst, x, cap))
    return [dst]


def builtin_cap(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    return builtin_len(f, e, cap=True)


def builtin_append(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    t = f.type_of(e)
    under = t.underlying()
    assert isinstance(under, T.Slice)
    x = f.stable(f.value(e.args[0]), e.pos)
    dst = f.temp(t)
    if e.ellipsis:
        spread = f.value(e.args[1], None if is_string(f.type_of(e.args[1])) else t)
        f.emit(ops.Append(e.pos, dst, x, [], spread))
    else:
        f.emit(ops.Append(e.pos, dst, x, [f.stable(f.value(a, under.elem), e.pos) for a in e.args[1:]]))
    return [dst]


def builtin_copy(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    dst = f.temp(T.INT)
    to = f.value(e.args[0])
    f.emit(ops.Copy(e.pos, dst, to, f.value(e.args[1])))
    return [dst]


def builtin_make(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    t = f.type_of(e)
    dst = f.temp(t)
    sizes = [f.value(a) for a in e.args[1:]]
    match t.underlying():
        case T.Slice():
            f.emit(ops.MakeSlice(e.pos, dst, sizes[0], sizes[1] if len(sizes) > 1 else None))
        case T.Map():
            f.emit(ops.MakeMap(e.pos, dst))
        case _:
            f.emit(ops.MakeChan(e.pos, dst, sizes[0] if sizes else None, f.named))
    return [dst]


def builtin_new(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    dst = f.temp(f.type_of(e))
    f.emit(ops.Alloc(e.pos, dst))
    if e.args[0] not in f.info.is_type and e.args[0] in f.info.constants:
        f.emit(ops.Store(e.pos, dst, f.value(e.args[0]), True))
    return [dst]


def extremum(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    least = builtin_name(f, e) == "min"
    t = f.type_of(e)
    best = f.temp(t)
    f.emit(ops.Move(e.pos, best, f.value(e.args[0])))
    for a in e.args[1:]:
        keep_better(f, best, f.value(a), "<" if least else ">", e.pos)
    return [best]


def builtin_complex(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    """complex, real, imag: cells side by side, or one of them."""
    dst = f.temp(f.type_of(e))
    name = builtin_name(f, e)
    part = constants.PARTS[dst.type.underlying()] if name == "complex" else None
    given = [f.value(a) if part is None else as_part(f.value(a), part) for a in e.args]
    f.emit(ops.Intrinsic(e.pos, f"builtin.{name}", given, [dst]))
    return [dst]


def as_part(x: ops.Operand, t: T.Type) -> ops.Operand:
    """A constant operand has the type of the other one."""
    return ops.Const(t, x.value) if isinstance(x, ops.Const) else x


def builtin_String(f: Function, e: ast.CallExpr) -> list[ops.Operand]:
    return [unsafe.shared(f, e)]


def keep_better(f: Function, best: ops.Var, x: ops.Operand, op: str, pos: Pos) -> None:
    take, on = f.new_block(), f.new_block()
    take_if(f, f.arithmetic(op, x, best, T.BOOL, pos), take, pos)
    if is_float(best.type):  # a NaN wins over all; of two zeros the one with the sign that fits
        take_if(f, f.arithmetic("!=", x, x, T.BOOL, pos), take, pos)
        other = f.new_block()
        f.end(ops.If(pos, f.arithmetic("==", x, best, T.BOOL, pos), other, on), other)
        inverse = f.arithmetic("/", ops.Const(best.type, 1), x, best.type, pos)
        take_if(f, f.arithmetic(op, inverse, ops.Const(best.type, 0), T.BOOL, pos), take, pos)
    f.jump(pos, on, take)
    f.emit(ops.Move(pos, best, x))
    f.jump(pos, on, on)


def take_if(f: Function, better: ops.Operand, take: ops.Block, pos: Pos) -> None:
    more = f.new_block()
    f.end(ops.If(pos, better, take, more), more)


def copy_or_clear(pos: Pos, x: list[ops.Operand]) -> ops.Instr:
    return ops.Clear(pos, x[0]) if len(x) == 1 else ops.Copy(pos, None, *x)


BUILTINS: dict[str, Callable[[Function, ast.CallExpr], list[ops.Operand]]] = {
    "append": builtin_append,
    "cap": builtin_cap,
    "clear": builtin_clear,
    "close": builtin_close,
    "complex": builtin_complex,
    "copy": builtin_copy,
    "delete": builtin_delete,
    "imag": builtin_complex,
    "len": builtin_len,
    "make": builtin_make,
    "max": extremum,
    "min": extremum,
    "new": builtin_new,
    "panic": builtin_panic,
    "print": builtin_print,
    "println": builtin_print,
    "real": builtin_complex,
    "recover": builtin_recover,
    "String": builtin_String,
    "Slice": builtin_String,
    "StringData": builtin_String,
    "SliceData": builtin_String,
}
