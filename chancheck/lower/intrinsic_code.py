"""The body-less functions of models/ that are code: choices, texts, and looking into values of any type."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from chancheck.graph import ops
from chancheck.lower import chosen_values, elapsed, layout, member_facts, method_facts, reflection, type_facts
from chancheck.lower.body import Body
from chancheck.lower.code import Code, Label
from chancheck.lower.interfaces import REFLECTED
from chancheck.lower.program_builder import Tables
from chancheck.lower.sites import perform
from chancheck.lower.type_switch import answer, name_of
from chancheck.program import unknown
from chancheck.program.program import Function
from chancheck.types import types as T

Emitter = Callable[[Body, ops.Intrinsic], None]

KINDS = ("nil", "bool", "int", "uint", "string", "pointer", "struct", "array", "slice", "map", "chan", "func", "float",
         "float32", "complex", "complex64")  # fmt: skip
"""As in models/internal/text; what comes after is other."""


def kind(t: T.Type) -> int:
    u = t.underlying()
    match u:
        case T.Basic():
            return KINDS.index(_basic_kind(u)) if _basic_kind(u) else len(KINDS)
        case T.Pointer():
            return KINDS.index("pointer")
        case T.Struct():
            return KINDS.index("struct")
        case T.Array():
            return KINDS.index("array")
        case T.Slice():
            return KINDS.index("slice")
        case T.Map():
            return KINDS.index("map")
        case T.Chan():
            return KINDS.index("chan")
        case T.Signature():
            return KINDS.index("func")
    return len(KINDS)


def _basic_kind(t: T.Basic) -> str:
    if t.bits:
        return "int" if t.signed else "uint"
    return {
        "bool": "bool",
        "string": "string",
        "float32": "float32",
        "float64": "float",
        "complex128": "complex",
        "complex64": "complex64",
    }.get(t.name, "")


# --- results of one opcode


def choose(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.op("choose", b.value(i.args[0])))


def itoa(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.op("itoa", b.value(i.args[0]), 10, 0, kind="b"))


def utoa(b: Body, i: ops.Intrinsic) -> None:
    """The base is a register here and a constant there."""
    x, base, result, done = b.value(i.args[0]), b.value(i.args[1]), b.temp("b"), Label()
    for n in (2, 8, 16, 10):
        other = Label()
        b.branch(b.op("eq", base, b.const(n)), other, when=False)
        b.emit("itoa", result, x, n, 1)
        b.goto(done)
        b.bind(other)
    b.move(result, b.call(reflection.any_base(b.tables), b.join(("i", x), ("i", base)), 2, "b"), 1)
    b.bind(done)
    give(b, i, result)


def quote(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.op("quote", b.value(i.args[0]), kind="b"))


def written(style: int) -> Emitter:
    """The text of a floating-point number; the arguments are its bits and, for styles 2 and 3, the precision."""

    def emit(b: Body, i: ops.Intrinsic) -> None:
        precision = b.value(i.args[1]) if len(i.args) > 1 else b.const(0)
        give(b, i, b.op("ftoa", b.value(i.args[0]), precision, style, kind="b"))

    return emit


def same_bits(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.value(i.args[0]))


def root(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.op("fsqrt", b.value(i.args[0])))


def from_rune(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.op("runestr", b.value(i.args[0]), kind="b"))


def unknown_text(b: Body, i: ops.Intrinsic) -> None:
    name = unknown_named(b, i)
    give(b, i, b.text(unknown.text(b.tables.program.strings[name])))


def refuse(b: Body, i: ops.Intrinsic) -> None:
    (message,) = i.args
    assert isinstance(message, ops.Const) and isinstance(message.value, bytes)
    b.emit("unknown", b.tables.string(unknown.REFUSED + message.value.decode()))


def unknown_number(b: Body, i: ops.Intrinsic) -> None:
    """With what it may be taken for."""
    name = unknown_named(b, i)
    result = b.temp()
    b.plain("add", result, b.const(unknown.number(name)), b.value(i.args[1]))
    give(b, i, result)


def is_unknown(b: Body, i: ops.Intrinsic) -> None:
    if not b.tables.doubtful:
        give(b, i, b.const(0))
        return
    found, x, result = b.text(""), b.value(i.args[0]), b.temp()
    known = b.text("")
    b.doubt(found, x, x)
    b.plain("ne", result, found, known)
    give(b, i, result)


def unknown_named(b: Body, i: ops.Intrinsic) -> int:
    name = i.args[0]
    assert isinstance(name, ops.Const)
    value = name.value
    number = b.tables.string(value if isinstance(value, bytes) else str(value))
    if not b.tables.doubtful:
        b.emit("unknown", number)
    return number


def give(b: Body, i: ops.Intrinsic, src: int) -> None:
    if i.dsts:
        b.give(i.dsts[0], src)


# --- the process


def goexit(b: Body, _: ops.Intrinsic) -> None:
    b.emit("goexit")


def helper(b: Body, i: ops.Intrinsic) -> None:
    b.emit("spawn", b.value(i.args[0]), 1)


def pass_time(b: Body, i: ops.Intrinsic) -> None:
    if b.tables.time != "any":
        perform(b, "clock.pass", i.args, i.dsts)


def read_time(b: Body, i: ops.Intrinsic) -> None:
    if b.tables.time == "exact":
        perform(b, "clock.read", i.args, i.dsts)


def give_way(b: Body, i: ops.Intrinsic) -> None:
    if b.tables.time == "exact":
        perform(b, "clock.yield", i.args, i.dsts)


def note(b: Body, i: ops.Intrinsic) -> None:
    b.emit("note", b.tables.note("note"), b.value(i.args[0]), 1)


def write(b: Body, i: ops.Intrinsic) -> None:
    if b.tables.keep_output:
        perform(b, "print", i.args, [])
    else:
        b.emit("note", b.tables.note("print"), b.value(i.args[0]), 1)


def fail(b: Body, i: ops.Intrinsic) -> None:
    if not b.tables.keep_output:
        perform(b, "testing.fail", i.args, [])


# --- looking into values


def kind_of(b: Body, i: ops.Intrinsic) -> None:
    function = b.tables.generated("kinds", 1, _kinds, late=True)
    give(b, i, b.call(function, b.value(i.args[0]), 1, "i"))


def _kinds(tables: Tables) -> Function:
    c = Code(tables, "kind", "t", 1)
    answer(c, 1, {0: 0} | {n: kind(t) for n, t in tables.concrete_types()})
    return c.finish(wrapper=True)


def type_name(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, name_of(b, b.value(i.args[0])))


def payload(b: Body, i: ops.Intrinsic) -> None:
    """Int, Str and AsChan: the cell itself."""
    give(b, i, b.value(i.args[0]) + 1)


def same(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.op("eq", b.value(i.args[0]) + 1, b.value(i.args[1]) + 1))


def retype(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.join(("t", b.value(i.args[0])), ("p", b.value(i.args[1]) + 1)))


def func_number(b: Body, i: ops.Intrinsic) -> None:
    """One more than the number of the function's code, whether it captures variables or not."""
    x, number, static = b.value(i.args[0]) + 1, b.temp(), Label()
    b.emit("sub", number, b.const(0), x)
    b.branch(b.op("lt", x, b.const(0)), static, when=True)
    b.emit("add", number, b.op("get", x, 0, 1), b.const(1))
    b.bind(static)
    give(b, i, b.call(b.tables.generated("code", 1, code_number, late=True), number, 1, "i"))


def code_number(tables: Tables) -> Function:
    """Of functions that have the same code in Go, the number of the first."""
    c = Code(tables, "code", "i", 1)
    first: dict[Hashable, int] = {}
    codes = [(graph.code, number) for graph, number in tables.graphs() if graph.code is not None]
    codes += [(REFLECTED, number) for number in tables.made(REFLECTED)]
    for code, number in codes:
        same = first.setdefault(code, number)
        if same != number:
            other = Label()
            c.branch(c.op("eq", 1, c.const(number + 1)), other, when=False)
            c.ret(c.const(same + 1))
            c.bind(other)
            c.release()
    c.ret(1)
    return c.finish(wrapper=True)


def frame(b: Body, i: ops.Intrinsic) -> None:
    b.tables.looks_at_stacks = True
    give(b, i, b.op("frame", b.value(i.args[0])))


def frame_text(b: Body, i: ops.Intrinsic) -> None:
    b.tables.looks_at_stacks = True
    give(b, i, b.op("frametext", b.value(i.args[0]), kind="b"))


def type_number(b: Body, i: ops.Intrinsic) -> None:
    give(b, i, b.value(i.args[0]))


def call_with(function: Callable[[Tables], int], results: str) -> Emitter:
    """A generated function on the arguments."""

    def emit(b: Body, i: ops.Intrinsic) -> None:
        start, count = b.values(i.args)
        give(b, i, b.call(function(b.tables), start, count, results))

    return emit


EMITTERS: dict[str, Emitter] = {
    "testing.tell": fail,
    "internal/text.Choose": choose,
    "internal/text.Fraction": chosen_values.fraction,
    "internal/text.Input": chosen_values.input_,
    "internal/text.Few": chosen_values.few_inputs,
    "internal/text.InputsKnown": chosen_values.inputs_known,
    "internal/text.Elapsed": elapsed.emit,
    "internal/text.Write": write,
    "internal/text.Note": note,
    "internal/text.Unknown": unknown_text,
    "internal/text.Refuse": refuse,
    "internal/text.UnknownInt": unknown_number,
    "internal/text.IsUnknown": is_unknown,
    "internal/text.IsUnknownInt": is_unknown,
    "internal/text.Kind": kind_of,
    "internal/text.TypeName": type_name,
    "internal/text.Int": payload,
    "internal/text.Str": payload,
    "internal/text.Parts": call_with(reflection.count, "i"),
    "internal/text.Part": call_with(reflection.part, layout.INTERFACE),
    "internal/text.PartName": call_with(reflection.name, "b"),
    "internal/text.Elem": call_with(reflection.elem, layout.INTERFACE),
    "internal/text.AsChan": payload,
    "internal/text.TypeNumber": type_number,
    "internal/text.Same": same,
    "internal/text.IsNil": call_with(reflection.is_nil, "i"),
    "internal/text.TypeKind": call_with(type_facts.type_kind, "i"),
    "internal/text.TypeText": call_with(type_facts.text, "b"),
    "internal/text.TypeLen": call_with(type_facts.type_length, "i"),
    "internal/text.TypeFields": call_with(type_facts.field_count, "i"),
    "internal/text.TypeParams": call_with(type_facts.param_count, "i"),
    "internal/text.TypeResults": call_with(type_facts.result_count, "i"),
    "internal/text.TypeElem": call_with(type_facts.element, "i"),
    "internal/text.TypeField": call_with(type_facts.field, "i"),
    "internal/text.TypeParam": call_with(type_facts.param, "i"),
    "internal/text.TypeResult": call_with(type_facts.result, "i"),
    "internal/text.FieldName": call_with(type_facts.field_name, "b"),
    "internal/text.ZeroOf": call_with(type_facts.zero, layout.INTERFACE),
    "internal/text.NewOf": call_with(type_facts.new, layout.INTERFACE),
    "internal/text.TypeCount": call_with(member_facts.count, "i"),
    "internal/text.TypeWord": call_with(member_facts.word, "b"),
    "internal/text.TypeFact": call_with(member_facts.number, "i"),
    "internal/text.FieldWord": call_with(member_facts.field_word, "b"),
    "internal/text.FieldFact": call_with(member_facts.field_number, "i"),
    "internal/text.MethodName": call_with(member_facts.method_name, "b"),
    "internal/text.MethodType": call_with(member_facts.method_type, "i"),
    "internal/text.TypeImplements": call_with(member_facts.implements, "i"),
    "internal/text.Retype": retype,
    "internal/text.Bind": call_with(member_facts.bind, layout.INTERFACE),
    "internal/text.MakeFunc": call_with(member_facts.make, layout.INTERFACE),
    "internal/text.FuncNumber": func_number,
    "internal/text.Frame": frame,
    "internal/text.FrameText": frame_text,
    "internal/text.Store": call_with(type_facts.store, ""),
    "internal/text.FieldAddr": call_with(type_facts.field_address, layout.INTERFACE),
    "internal/text.ElemAddr": call_with(type_facts.element_address, layout.INTERFACE),
    "internal/text.Tests": call_with(method_facts.count, "i"),
    "internal/text.TestName": call_with(method_facts.name, "b"),
    "internal/text.CallTest": call_with(method_facts.call, ""),
    "internal/text.Call": call_with(type_facts.call, layout.SLICE),
    "internal/text.Itoa": itoa,
    "internal/text.Utoa": utoa,
    "internal/text.Quote": quote,
    "internal/text.FromRune": from_rune,
    "internal/text.Shortest64": written(0),
    "internal/text.Shortest32": written(1),
    "internal/text.Exponent": written(2),
    "internal/text.Fixed": written(3),
    "math.Float64bits": same_bits,
    "math.Float64frombits": same_bits,
    "math.Sqrt": root,
    "internal/clock.Helper": helper,
    "internal/clock.pass": pass_time,
    "internal/clock.read": read_time,
    "internal/clock.yield": give_way,
    "runtime.Goexit": goexit,
    "errors.asTarget": call_with(reflection.as_target, "i"),
    "sort.swap": call_with(reflection.swap, ""),
}
