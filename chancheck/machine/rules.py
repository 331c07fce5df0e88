"""Rules compiled to Python functions: guards over a working state, effects on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from chancheck.machine.clock import Clock
from chancheck.machine.passed import Passed
from chancheck.machine.step import Observed
from chancheck.machine.workspace import Halted, Work, wrap64
from chancheck.program import rules as R
from chancheck.program.program import Alternative, Program


class Standing:
    """A goroutine at one alternative of its site: its registers and where the operands lie in them."""

    __slots__ = ("alternative", "index", "number", "regs", "results")

    def __init__(self, regs: Sequence[int], alternative: Alternative, index: int, number: int) -> None:
        self.regs, self.alternative, self.index, self.number = regs, alternative, index, number
        self.results: list[tuple[int, list[int]]] = []

    def arg(self, i: int) -> int:
        return self.regs[self.alternative.operands[i][0]]

    def span(self, i: int) -> list[int]:
        first, width = self.alternative.operands[i]
        return list(self.regs[first : first + width])


class Step:
    """The rule being applied: mover `a`, partner `b`; `panics` are the texts of panics it raises."""

    __slots__ = ("a", "b", "panics")

    def __init__(self, a: Standing, b: Standing | None) -> None:
        self.a, self.b = a, b
        self.panics: list[tuple[Standing, int, str]] = []


Eval = Callable[[Work, Standing, Standing | None], int]
Apply = Callable[[Work, Step], None]

Operators = Mapping[str, Callable[[int, int], int]]

BINARY: Operators = {
    "add": lambda x, y: wrap64(x + y),
    "sub": lambda x, y: wrap64(x - y),
    "mul": lambda x, y: wrap64(x * y),
    "band": lambda x, y: x & y,
    "bor": lambda x, y: x | y,
    "bxor": lambda x, y: x ^ y,
    "bandnot": lambda x, y: x & ~y,
    "div": lambda x, y: wrap64(abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1)) if y else 0,
    "eq": lambda x, y: 1 if x == y else 0,
    "ne": lambda x, y: 1 if x != y else 0,
    "lt": lambda x, y: 1 if x < y else 0,
    "le": lambda x, y: 1 if x <= y else 0,
}


@contextmanager
def computing_with(operators: Operators) -> Iterator[None]:
    """Rules that are compiled within compute with these operators, such as those over values that are no numbers."""
    global in_use
    before, in_use = in_use, operators
    try:
        yield
    finally:
        in_use = before


in_use: Operators = BINARY


def expression(e: R.Expr) -> Eval:
    match e:
        case R.Int(value=value):
            return lambda w, a, b: value
        case R.Arg(index=i, peer=peer):
            return (lambda w, a, b: b.arg(i)) if peer else (lambda w, a, b: a.arg(i))  # type: ignore[union-attr]
        case R.Slot(base=base, offset=offset):
            at = expression(base)
            return lambda w, a, b: w.cell(at(w, a, b) + offset)
        case R.Count(base=base):
            at = expression(base)
            return lambda w, a, b: len(w.tail(at(w, a, b)))
        case R.Goroutines():
            return lambda w, a, b: w.view.goroutines
        case R.Due():
            return lambda w, a, b: w.due
        case R.Wrap(a=x, bits=bits, signed=signed):
            xs = [expression(x), expression(bits), expression(signed)]
            return lambda w, a, b: narrowed(*(f(w, a, b) for f in xs))
        case R.Bin(op="and", a=x, b=y):
            f, g = expression(x), expression(y)
            return lambda w, a, b: 1 if f(w, a, b) and g(w, a, b) else 0
        case R.Bin(op="or", a=x, b=y):
            f, g = expression(x), expression(y)
            return lambda w, a, b: 1 if f(w, a, b) or g(w, a, b) else 0
        case R.Bin(op=name, a=x, b=y):
            f, g, compute = expression(x), expression(y), in_use[name]
            return lambda w, a, b: compute(f(w, a, b), g(w, a, b))
    raise TypeError(f"not an expression: {e!r}")


def narrowed(x: int, bits: int, signed: int) -> int:
    if bits >= 64:
        return wrap64(x)
    x &= (1 << bits) - 1
    return x - (1 << bits) if signed and x >> (bits - 1) else x


def value(v: R.Value) -> Callable[[Work, Step], list[int]]:
    """The cells of a value, wide or not."""
    match v:
        case R.Operand(index=i, peer=peer):
            return lambda w, s: (s.b if peer else s.a).span(i)  # type: ignore[union-attr]
        case R.Front(base=base):
            at = expression(base)
            return lambda w, s: list(w.tail(at(w, s.a, s.b))[0])
        case R.ZeroElem(base=base):
            at = expression(base)
            return lambda w, s: [0] * w.elem_width(at(w, s.a, s.b))
        case R.Cells(base=base, width=width):
            at, n = expression(base), expression(width)
            return lambda w, s: w.cells(at(w, s.a, s.b), n(w, s.a, s.b))
    f = expression(v)
    return lambda w, s: [f(w, s.a, s.b)]


def effect(e: R.Effect, program: Program) -> Apply:
    """One effect as a function."""
    match e:
        case R.SetSlot(base=base, offset=offset, value=v):
            at, get = expression(base), value(v)
            return lambda w, s: w.put(at(w, s.a, s.b) + offset, get(w, s))
        case R.Push(base=base, value=v):
            at, get = expression(base), value(v)
            return lambda w, s: w.own_tail(at(w, s.a, s.b)).append(tuple(get(w, s)))
        case R.Pop(base=base):
            at = expression(base)

            def pop(w: Work, s: Step) -> None:
                del w.own_tail(at(w, s.a, s.b))[0]

            return pop
        case R.MarkAll(base=base, offset=offset, value=v):
            at, mark = expression(base), expression(v)

            def mark_all(w: Work, s: Step) -> None:
                elements = w.own_tail(at(w, s.a, s.b))
                for element in elements:
                    w.put(element[0] + offset, [mark(w, s.a, s.b)])
                elements.clear()

            return mark_all
        case R.Alloc(base=base, offset=offset, shape=shape):
            at = expression(base)
            numbers = [i for i, s in enumerate(program.shapes) if s.name == shape]
            return lambda w, s: w.put(at(w, s.a, s.b) + offset, [w.new(numbers[0])])
        case R.Result(index=i, value=v, peer=peer):
            get = value(v)
            return lambda w, s: (s.b if peer else s.a).results.append((i, get(w, s)))  # type: ignore[union-attr]
        case R.Panic(text=text, peer=peer, plain=plain):
            kind = program.text_type if plain else program.error_type
            return lambda w, s: s.panics.append((s.b if peer else s.a, kind, text))  # type: ignore[arg-type]
        case R.Pass(instant=instant, lead=lead):
            return passing(expression(instant), expression(lead), Clock(program))
        case R.Fatal(text=text):
            return lambda w, s: halt("fault", f"fatal: {text}")
        case R.Exit(status=status):
            code = expression(status)
            return lambda w, s: halt("exit", str(code(w, s.a, s.b)))
        case R.Output(index=i):

            def output(w: Work, s: Step) -> None:
                w.output += w.strings.bytes[s.a.arg(i)]

            return output
    return monitored(e)


def passing(instant: Eval, lead: Eval, clock_of: Clock) -> Apply:
    def apply(w: Work, s: Step) -> None:
        passed = instant(w, s.a, s.b) - R.PRESENT
        clock_of.pass_time(w, Passed(passed, passed + lead(w, s.a, s.b)))

    return apply


def monitored(e: R.Effect) -> Apply:
    """Effects on what is known to have happened before: noted for the race monitor."""
    match e:
        case R.Acquire(clock=c):
            name = clock(c)
            return lambda w, s: w.log.append(Observed("acquire", s.a.index, (name(w, s),)))
        case R.Release(clock=c, replace=replace):
            name = clock(c)
            return lambda w, s: w.log.append(Observed("release", s.a.index, (name(w, s), replace)))
        case R.Rotate(base=base, capacity=capacity):
            at, n = expression(base), expression(capacity)
            return lambda w, s: w.log.append(Observed("rotate", s.a.index, (at(w, s.a, s.b), n(w, s.a, s.b))))
        case R.Meet():
            return lambda w, s: w.log.append(Observed("meet", s.a.index))
        case R.Learn():
            return lambda w, s: w.log.append(Observed("learn", s.a.index))
        case R.Access(base=base, offset=offset, kind=kind):
            at = expression(base)
            number = KINDS.index(kind)
            return lambda w, s: w.access(at(w, s.a, s.b) + offset, 1, number)
    raise TypeError(f"not an effect: {e!r}")


KINDS = ("read", "write", "atomic read", "atomic write")


def clock(c: R.Clock) -> Callable[[Work, Step], tuple[int, int, int]]:
    base, number = expression(c.base), expression(R.lift(c.number))
    slot = 1 if c.slot else 0
    return lambda w, s: (base(w, s.a, s.b), number(w, s.a, s.b), slot)


def halt(kind: str, text: str) -> None:
    raise Halted(kind, text)


class CompiledRule:
    __slots__ = ("effects", "guard", "idle", "patient", "peer", "rule")

    def __init__(self, rule: R.Rule, program: Program, numbers: dict[str, int]) -> None:
        self.rule = rule
        self.guard = expression(rule.guard)
        self.effects = [effect(e, program) for e in rule.effects]
        self.idle, self.patient = rule.pace == "idle", rule.pace == "patient"
        self.peer = numbers.get(rule.peer, -2) if rule.peer else -1


class CompiledOperation:
    __slots__ = ("due", "gives_up", "nil_waits", "operation", "rules")

    def __init__(self, operation: R.Operation, program: Program, numbers: dict[str, int]) -> None:
        self.operation = operation
        self.rules = [CompiledRule(rule, program, numbers) for rule in operation.rules]
        self.gives_up = expression(operation.gives_up)
        self.due = None if operation.due == R.Int(0) else expression(operation.due)
        self.nil_waits = bool(operation.waiting_nil)


def compile_operations(program: Program) -> list[CompiledOperation]:
    numbers = {o.name: i for i, o in enumerate(program.operations)}
    return [CompiledOperation(o, program, numbers) for o in program.operations]
