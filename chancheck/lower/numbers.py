"""Moves, arithmetic and comparison (Go spec, Arithmetic operators, Comparison operators, Conversions)."""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.lower import addresses, complexes, equality, layout, slices, strings
from chancheck.lower.body import Body, type_of
from chancheck.lower.code import Label, float_bits
from chancheck.types import types as T
from chancheck.types.relations import is_complex, is_integer, is_string

SIMPLE = {"+": "add", "-": "sub", "*": "mul", "&": "and", "|": "or", "^": "xor", "&^": "andnot"}
MAY_OVERFLOW = ("+", "-", "*", "/", "<<")
NILLABLE = (T.Interface, T.Slice, T.Map, T.Signature, T.Pointer, T.Chan)


def move(b: Body, i: ops.Move) -> None:
    if i in b.tables.owned.kept:
        b.give(i.dst, slices.own(b, i))
    else:
        b.assign(i.dst, i.src)


def binary(b: Body, i: ops.Binary) -> None:
    t = type_of(i.x, i.y)
    if i.op in ("==", "!="):
        equal(b, i, t)
    elif is_string(t):
        strings.binary(b, i)
    elif layout.is_float(t):
        floating(b, i, t)
    elif is_complex(t):
        complexes.binary(b, i, t)
    elif i.op in ("<", "<=", ">", ">="):
        order(b, i, t)
    elif i.op in ("<<", ">>"):
        shift(b, i, t)
    elif i.op in ("/", "%"):
        divide(b, i, t)
    else:
        b.emit(SIMPLE[i.op], b.var(i.dst), b.value(i.x), b.value(i.y))
        wrap(b, b.var(i.dst), t, i.op)


FLOATING = {"+": "fadd", "-": "fsub", "*": "fmul", "/": "fdiv", "<": "flt", "<=": "fle", ">": "flt", ">=": "fle"}


def floating(b: Body, i: ops.Binary, t: T.Type) -> None:
    x, y = b.value(i.x), b.value(i.y)
    if i.op in (">", ">="):
        x, y = y, x
    b.emit(FLOATING[i.op], b.var(i.dst), x, y)
    if i.op in "+-*/":
        fit(b, b.var(i.dst), t)


def fit(b: Body, register: int, t: T.Type) -> None:
    """Rounds a result to its type."""
    if layout.is_single(t):
        b.emit("fround", register, register)


def equal(b: Body, i: ops.Binary, t: T.Type) -> None:
    dst, negate = b.var(i.dst), i.op == "!="
    has_nil = isinstance(t.underlying(), NILLABLE)
    if has_nil and (isinstance(i.x, ops.Zero) or isinstance(i.y, ops.Zero)):
        x = i.y if isinstance(i.x, ops.Zero) else i.x
        first = b.value(ops.Zero(t) if isinstance(x, ops.Zero) else x)
        b.emit("ne" if negate else "eq", dst, first, b.const(0))
    else:
        equality.compare(b, dst, t, b.value(i.x), b.value(i.y), negate=negate)


def wrap(b: Body, register: int, t: T.Type, op: str) -> None:
    """Brings a result back into its type's range."""
    if layout.bits(t) < 64 and op in MAY_OVERFLOW:
        b.emit("wrap", register, register, layout.bits(t), int(not layout.is_unsigned(t)))


def order(b: Body, i: ops.Binary, t: T.Type) -> None:
    x, y = b.value(i.x), b.value(i.y)
    if i.op in (">", ">="):
        x, y = y, x
    name = "lt" if i.op in ("<", ">") else "le"
    b.emit("u" + name if layout.is_wide_unsigned(t) else name, b.var(i.dst), x, y)


def shift(b: Body, i: ops.Binary, t: T.Type) -> None:
    x, count = b.value(i.x), shift_count(b, i)
    name = "shl" if i.op == "<<" else "ushr" if layout.is_unsigned(t) else "shr"
    b.emit(name, b.var(i.dst), x, count)
    wrap(b, b.var(i.dst), t, i.op)


def shift_count(b: Body, i: ops.Binary) -> int:
    """The count, at most 64. A negative one panics."""
    if isinstance(i.y, ops.Const):
        return b.const(min(int(i.y.value), 64))
    count, fine = b.value(i.y), Label()
    if layout.is_wide_unsigned(i.y.type):
        limit, small = b.const(64), Label()
        count = b.op("move", count, 1)
        b.branch(b.op("ult", count, limit), small, when=True)
        b.move(count, limit, 1)
        b.bind(small)
    elif not layout.is_unsigned(i.y.type):
        b.branch(b.op("lt", count, b.const(0)), fine, when=False)
        b.fail("panicShift")
        b.bind(fine)
    return count


def divide(b: Body, i: ops.Binary, t: T.Type) -> None:
    x, y = b.value(i.x), b.value(i.y)
    if not (isinstance(i.y, ops.Const) and i.y.value):
        fine = Label()
        b.branch(y, fine, when=True)
        b.fail("panicDivide")
        b.bind(fine)
    name = "div" if i.op == "/" else "rem"
    b.emit("u" + name if layout.is_wide_unsigned(t) else name, b.var(i.dst), x, y)
    wrap(b, b.var(i.dst), t, i.op)


def unary(b: Body, i: ops.Unary) -> None:
    x, dst, t = b.value(i.x), b.var(i.dst), i.dst.type
    if i.op == "!":
        b.emit("not", dst, x)
    elif is_complex(t):
        complexes.unary(b, i)
    elif layout.is_float(t):
        sign = b.const(float_bits(-0.0))
        b.emit("xor" if i.op == "-" else "or", dst, x, sign if i.op == "-" else b.const(0))
    elif i.op == "-":
        b.emit("sub", dst, b.const(0), x)
        wrap(b, dst, t, "-")
    else:
        b.emit("xor", dst, b.const(-1), x)
        if layout.is_unsigned(t):
            wrap(b, dst, t, "-")


def convert(b: Body, i: ops.Convert) -> None:
    source, target = i.x.type, i.dst.type
    if is_complex(target):
        complexes.convert(b, i)
    elif is_integer(source) and is_integer(target):
        convert_integer(b, i)
    elif strings.converts(source, target):
        strings.convert(b, i)
    elif layout.is_float(target) and isinstance(i.x, ops.Const):
        b.emit("const", b.var(i.dst), b.cell(target, i.x.value))
    elif layout.is_float(source) and layout.is_float(target):
        b.assign(i.dst, i.x)
        if not layout.is_single(source):
            fit(b, b.var(i.dst), target)
    elif layout.is_float(target):
        b.emit("itof", b.var(i.dst), b.value(i.x), int(layout.is_wide_unsigned(source)), float_size(target))
    elif layout.is_float(source):
        b.emit("ftoi", b.var(i.dst), b.value(i.x), int(layout.is_wide_unsigned(target)))
        if layout.bits(target) < 64:
            b.emit("wrap", b.var(i.dst), b.var(i.dst), layout.bits(target), int(not layout.is_unsigned(target)))
    elif isinstance(source.underlying(), T.Slice) and not isinstance(target.underlying(), T.Slice):
        from_slice(b, i)
    elif T.UNSAFE_POINTER in (source.underlying(), target.underlying()):
        addresses.convert(b, i)
    else:
        b.assign(i.dst, i.x)


def float_size(t: T.Type) -> int:
    return 32 if layout.is_single(t) else 64


def convert_integer(b: Body, i: ops.Convert) -> None:
    source, target = i.x.type, i.dst.type
    size = layout.bits(target)
    fits = layout.bits(source) < size and layout.is_unsigned(source)
    same_sign = layout.is_unsigned(source) == layout.is_unsigned(target)
    if size == 64 or fits or (same_sign and layout.bits(source) <= size):
        b.assign(i.dst, i.x)
    else:
        b.emit("wrap", b.var(i.dst), b.value(i.x), size, int(not layout.is_unsigned(target)))


def from_slice(b: Body, i: ops.Convert) -> None:
    """A slice as an array, or as a pointer to one."""
    x, target = b.value(i.x), i.dst.type
    array = target.underlying()
    if isinstance(array, T.Pointer):
        array = array.elem.underlying()
    assert isinstance(array, T.Array)
    fine, wanted = Label(), b.const(array.length)
    b.branch(b.op("le", wanted, x + 1), fine, when=True)
    b.fail("panicArrayLen", ("i", x + 1), ("i", wanted))
    b.bind(fine)
    if isinstance(target.underlying(), T.Pointer):
        b.give(i.dst, x)
    elif layout.width(target):
        b.emit("load", b.var(i.dst), x, 0, layout.width(target))


LOWERINGS = {ops.Move: move, ops.Binary: binary, ops.Unary: unary, ops.Convert: convert}
