"""Which functions the calls of a program may reach, and which operations they may lead to."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.deadline import poll
from chancheck.program.lone_starts import Call
from chancheck.program.passing import fits
from chancheck.program.pointers import Pointers
from chancheck.program.program import Alternative, Instr, Program, Site
from chancheck.program.register_facts import CONSTANT, METHOD, NEW, Held, Holding, written

Making = dict[int, tuple[int, frozenset[int]]]
"""By code index of the instruction that fills a new closure: its register, and the functions that it may be of."""


class Callees:
    """Of one program. closures: by shape, the functions that closures of it may call. made: by function, its calls,
    starts and deferrals. makes: where it makes closures. calls: the functions that it may lead to, now or later (None:
    any). writes: by function, what it may write to, as bits (program.frozen)."""

    def __init__(
        self, program: Program, pointers: Pointers | None, held: list[list[Holding | None]], writes: list[int]
    ) -> None:
        self.program, self.pointers, self.held, self.writes = program, pointers, held, writes
        self.closures = self.functions_of_shapes()
        self.captured = self.functions_captured()
        self.made = [list(self.called(n)) for n in range(len(program.functions))]
        self.by_value = self.called_by_value()
        self.closures = {shape: found for shape, f in self.closures.items() if (found := f & self.by_value)}
        self.closed = frozenset[int]().union(*self.closures.values())
        self.makes = [self.making(n) for n in range(len(program.functions))]
        self.calls = [
            [*(call.targets for call in made), *(set(functions) for _, functions in makes.values())]
            for made, makes in zip(self.made, self.makes, strict=True)
        ]
        self.everything = self.all_operations()
        self.unknown = self.of_unknown_functions()

    def functions_of_shapes(self) -> dict[int, set[int]]:
        """By shape, the functions that closures of it may call."""
        found: dict[int, set[int]] = {}
        for function, holdings in zip(self.program.functions, self.held, strict=True):
            for instr, now in zip(function.code, holdings, strict=False):
                if instr.op != "put" or instr.args[1] or not now:
                    continue
                shape, number = now.get(instr.args[0]), now.get(instr.args[2])
                if shape is not None and shape.kind == NEW and number is not None and number.kind == CONSTANT:
                    found.setdefault(shape.a, set()).add(number.a)
        return found

    def functions_captured(self) -> dict[tuple[int, int], set[int] | None]:
        """By shape of a closure and cell, the functions that the captured value may be; None: not known."""
        found: dict[tuple[int, int], set[int] | None] = {}
        for function, holdings in zip(self.program.functions, self.held, strict=True):
            for instr, now in zip(function.code, holdings, strict=False):
                poll()
                shape = now.get(instr.args[0]) if now and instr.op == "put" else None
                if now is None or shape is None or shape.kind != NEW or shape.a not in self.closures:
                    continue
                _, cell, source, width = instr.args
                for n in range(width):
                    known, more = found.get((shape.a, cell + n), set()), self.functions_of(now.get(source + n))
                    found[shape.a, cell + n] = None if known is None or more is None else known | more
        return found

    def loaded_from_closure(self, number: int, register: int) -> set[int] | None:
        """The functions that a register of a function holds, if it only ever gets a captured value; None: not known."""
        cells = set[int]()
        for instr in self.program.functions[number].code:
            poll()
            if any(register in span for span in written(self.program, instr)):
                if instr.op != "get" or instr.args[1] != 0:
                    return None
                cells.add(instr.args[2] + register - instr.args[0])
        found = set[int]()
        for shape, functions in self.closures.items():
            if number in functions:
                for cell in cells:
                    known = self.captured.get((shape, cell))
                    if known is None:
                        return None
                    found |= known
        return found or None

    def functions_of(self, value: Held | None) -> set[int] | None:
        """The functions that a function value may be; None: not known."""
        if value is None:
            return None
        if value.kind == CONSTANT:
            return {-1 - value.a} if value.a < 0 else set()
        if value.kind == METHOD:
            return {f for (_, method), f in self.program.methods.items() if method == value.a}
        return self.closures.get(value.a) if value.kind == NEW else None

    def called(self, number: int) -> Iterator[Call]:
        """The calls, starts and deferrals of a function."""
        for pc, (instr, now) in enumerate(zip(self.program.functions[number].code, self.held[number], strict=False)):
            if now is None:
                continue
            if instr.op == "call":
                yield Call(pc, {instr.args[1]}, exact=True)
            elif instr.op in ("callv", "spawn", "defer"):
                register = instr.args[instr.op == "callv"]
                known = self.functions_known(number, register, now)
                yield Call(pc, self.functions_at((number, pc), instr, now), known is not None)

    def functions_known(self, number: int, register: int, now: Holding) -> set[int] | None:
        """The functions that the value in a register may be, from facts about registers alone."""
        found = self.functions_of(now.get(register))
        return self.loaded_from_closure(number, register) if found is None else found

    def functions_at(self, at: tuple[int, int], instr: Instr, now: Holding) -> set[int] | None:
        """The functions that an instruction may call, start or defer through a value."""
        found = self.functions_known(at[0], instr.args[instr.op == "callv"], now)
        if found is None:
            return self.pointers.called(at, instr) if self.pointers is not None else None
        return {f for f in found if fits(self.program, f, at, instr)}

    def making(self, number: int) -> Making:
        """Where a function makes closures: the last instructions that fill them."""
        found: Making = {}
        last = dict[int, int]()  # by register
        for pc, (instr, now) in enumerate(zip(self.program.functions[number].code, self.held[number], strict=False)):
            shape = now.get(instr.args[0]) if now and instr.op == "put" else None
            if shape is None or shape.kind != NEW or shape.a not in self.closures:
                continue
            if instr.args[1]:
                found.pop(last.get(instr.args[0], -1), None)
            last[instr.args[0]] = pc
            found[pc] = instr.args[0], frozenset(self.closures[shape.a])
        return found

    def called_by_value(self) -> set[int]:
        """The functions that may be called, started or deferred through a value. Numbers in other objects than
        closures are none."""
        every = set(range(len(self.program.functions)))
        found = set[int]()
        for function, calls in zip(self.program.functions, self.made, strict=True):
            for call in calls:
                if function.code[call.pc].op != "call":
                    found |= every if call.targets is None else call.targets & every
        return found

    def taken(self) -> set[int]:
        """The functions that a value may denote."""
        found = set(self.program.methods.values()).union(*self.closures.values())
        for holdings in self.held:
            for now in holdings:
                found |= {-1 - h.a for h in (now or {}).values() if h.kind == CONSTANT and h.a < 0}
        return {f for f in found if 0 <= f < len(self.program.functions)}

    def all_operations(self) -> list[int]:
        """By function, all operations that calling it may lead to, those of unknown functions left out."""
        masks = list(self.writes)
        for n, function in enumerate(self.program.functions):
            for instr in function.code:
                if instr.op == "operate":
                    site = self.program.sites[instr.args[0]]
                    for alternative in site.alternatives:
                        masks[n] |= bits_of_site(self.program, alternative, site)
        changed = True
        while changed:
            changed = False
            for n, calls in enumerate(self.calls):
                poll()
                new = masks[n]
                for functions in calls:
                    for f in functions or ():
                        new |= masks[f]
                changed, masks[n] = changed or new != masks[n], new
        return masks

    def of_unknown_functions(self) -> int:
        mask = 0
        for f in self.taken():
            mask |= self.everything[f]
        return mask

    def acts(self, number: int) -> bool:
        """Whether a function may lead to an operation, or to a write that counts."""
        return bool(self.everything[number]) or self.calls_unknown(number)

    def calls_unknown(self, number: int) -> bool:
        """Whether a function may lead to a call of which the function is not known, and which may act."""
        seen, todo = {number}, [number]
        while todo:
            poll()
            for functions in self.calls[todo.pop()]:
                if functions is None and self.unknown:
                    return True
                new = (functions or set()) - seen
                seen |= new
                todo += new
        return False


def bits_of_site(program: Program, alternative: Alternative, site: Site) -> int:
    """An operation as a bit, and the attempt at it if it may be given up."""
    bit = 1 << alternative.operation
    return bit | bit << len(program.operations) if site.default >= 0 else bit
