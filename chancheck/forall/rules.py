"""The rules of operations on symbolic cells. Nothing is known here of any operation but its rules."""

from __future__ import annotations

from chancheck.forall.local import Ends, Faulted, Local
from chancheck.forall.memory import Impossible, Memory
from chancheck.forall.values import ANY, Cell, Outside, Ref, private
from chancheck.program import rules as R
from chancheck.program.program import Alternative, Program

COMPARED = {"eq", "ne", "lt", "le"}
IGNORED = (R.Acquire, R.Release, R.Rotate, R.Meet, R.Access)


class Standing:
    """A goroutine at an alternative of its site."""

    def __init__(self, local: Local, alternative: Alternative) -> None:
        self.local, self.alternative = local, alternative
        self.results: list[tuple[int, list[Cell]]] = []

    def arg(self, i: int) -> Cell:
        return self.local.top.registers[self.alternative.operands[i][0]]

    def span(self, i: int) -> list[Cell]:
        first, width = self.alternative.operands[i]
        return self.local.top.registers[first : first + width]


class Applied:
    """A rule in a symbolic step: the mover, and the partner of a joint step."""

    def __init__(self, program: Program, memory: Memory, a: Standing, b: Standing | None) -> None:
        self.program, self.memory, self.a, self.b = program, memory, a, b

    def side(self, peer: bool) -> Standing:
        side = self.b if peer else self.a
        assert side is not None
        return side

    # --- expressions -----------------------------------------------------------------------------------------

    def number(self, e: R.Expr) -> Cell:
        match e:
            case R.Int(value=value):
                return value
            case R.Arg(index=i, peer=peer):
                return self.side(peer).arg(i)
            case R.Slot(base=base, offset=offset):
                return self.memory.read(self.memory.cell(self.number(base), offset))
            case R.Count(base=base):
                return self.memory.count(self.object(base))
            case R.Wrap(a=a, bits=bits, signed=signed):
                return self.wrapped(self.number(a), self.number(bits), self.number(signed))
            case R.Bin(op=op) if op in COMPARED | {"and", "or"}:
                return int(self.truth(e))
            case R.Bin(op="add" | "sub" | "mul" as op, a=a, b=b):
                return self.a.local.arithmetic.apply(op, self.number(a), self.number(b))
            case R.Bin():
                return ANY
        raise Outside("time, or the number of goroutines", self.memory.place)

    def wrapped(self, x: Cell, bits: Cell, signed: Cell) -> Cell:
        if isinstance(x, int) and isinstance(bits, int) and isinstance(signed, int):
            from chancheck.machine.rules import narrowed

            return narrowed(x, bits, signed)
        if isinstance(bits, int) and bits >= 32 and not isinstance(x, Ref) and (bits >= 64 or signed):
            return x
        return ANY

    def truth(self, e: R.Expr) -> bool:
        local = self.a.local
        match e:
            case R.Bin(op="and", a=a, b=b):
                return self.truth(a) and self.truth(b)
            case R.Bin(op="or", a=a, b=b):
                return self.truth(a) or self.truth(b)
            case R.Bin(op="eq", a=a, b=R.Int(value=0)) if isinstance(a, R.Bin):
                return not self.truth(a)
            case R.Bin(op=op, a=a, b=b) if op in COMPARED:
                return local.arithmetic.compared(op, self.number(a), self.number(b)) != 0
        return local.arithmetic.truth(self.number(e))

    def object(self, base: R.Expr) -> str:
        at = self.number(base)
        if not isinstance(at, Ref):
            raise Outside("an address that is not known", self.memory.place)
        return at.obj  # type: ignore[return-value]

    def cells(self, v: R.Value) -> list[Cell]:
        match v:
            case R.Operand(index=i, peer=peer):
                return self.side(peer).span(i)
            case R.Front(base=base):
                key = self.object(base)
                return [self.memory.read((key, -1 - k)) for k in range(len(self.memory.shape(key).elem))]
            case R.ZeroElem(base=base):
                return [0] * len(self.memory.shape(self.object(base)).elem)
            case R.Cells(base=base, width=width):
                at, n = self.number(base), self.number(width)
                assert isinstance(n, int)
                return [self.memory.read(self.memory.cell(at, i)) for i in range(n)]
        return [self.number(v)]

    # --- effects ----------------------------------------------------------------------------------------------

    def applied(self, rule: R.Rule) -> None:
        """All effects; both goroutines then continue after their alternatives."""
        for effect in rule.effects:
            self.effect(effect)
        for side in (self.a, self.b):
            if side is None:
                continue
            frame = side.local.top
            for i, cells in side.results:
                at = side.alternative.results[i] if i < len(side.alternative.results) else -1
                if at >= 0:
                    frame.registers[at : at + len(cells)] = cells
            frame.pc = side.alternative.next

    def effect(self, e: R.Effect) -> None:
        memory = self.memory
        match e:
            case R.SetSlot(base=base, offset=offset, value=v):
                at = self.number(base)
                for i, cell in enumerate(self.cells(v)):
                    memory.write(memory.cell(at, offset + i), cell)
            case R.Push(base=base, value=v):
                key = self.object(base)
                for k, cell in enumerate(self.cells(v)):
                    memory.write((key, -1 - k), cell)
                memory.counted(key, 1)
            case R.Pop(base=base):
                memory.counted(self.object(base), -1)
            case R.Result(index=i, value=v, peer=peer):
                self.side(peer).results.append((i, [self.given(x) for x in self.cells(v)]))
            case R.Panic(text=text):
                raise Faulted(text)
            case R.Fatal(text=text):
                raise Faulted(text)
            case R.Exit():
                raise Ends
            case R.Output():
                pass
            case _ if isinstance(e, IGNORED):
                self.seen(e)
            case _:
                raise Outside(f"an effect of the kind {type(e).__name__}", memory.place)

    def given(self, x: Cell) -> Cell:
        """A value as another goroutine gets it."""
        x = ANY if private(x) else self.memory.facts.general(x)
        self.memory.facts.give(x)
        return x

    def seen(self, e: R.Effect) -> None:
        """Notes an effect for the race detector."""
        log = self.a.local.log
        match e:
            case R.Access(base=base, offset=offset, kind=kind):
                key, cell = self.memory.cell(self.number(base), offset)
                log.append(("access", (self.memory.facts.newest.get(key, key), cell), kind, self.memory.place))
            case R.Acquire(clock=c):
                log.append(("acquire", self.clock(c)))
            case R.Release(clock=c, replace=replace):
                log.append(("release", self.clock(c), replace))
            case R.Meet():
                log.append(("meet",))
            case R.Rotate(base=base):
                log.append(("rotate", self.object(base)))

    def clock(self, c: R.Clock) -> tuple[Cell, str]:
        number = "slot" if c.slot else str(self.number(R.lift(c.number)))
        if c.slot:
            number = "filled" if isinstance(c.number, R.Count) else "front"
        return self.memory.facts.general(self.number(c.base)), number


def eager(program: Program, memory: Memory, local: Local) -> bool:
    """Perform an operation that others cannot distinguish from local code."""
    site = program.sites[program.functions[local.top.function].code[local.top.pc].args[0]]
    if len(site.alternatives) != 1 or not program.operations[site.alternatives[0].operation].eager:
        return False
    applied = Applied(program, memory, Standing(local, site.alternatives[0]), None)
    for rule in program.operations[site.alternatives[0].operation].rules:
        if applied.truth(rule.guard):
            applied.applied(rule)
            return True
    raise Impossible
