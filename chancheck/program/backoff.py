"""A program without the back-off of its spin locks (ADR 53): a branch that decides only how often a goroutine gives way
becomes one that gives way once.

A *region* of a branch is the code from it to the place where its ways meet. It counts as back-off if that code only
computes registers and gives way, if it comes to an end, and if its results are not observed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chancheck.program.counted_loops import ends
from chancheck.program.flow import Flow
from chancheck.program.latest import Latest
from chancheck.program.liveness import Analysis, reads, writes
from chancheck.program.program import Function, Instr, Program, Registers, Widths
from chancheck.program.strong_liveness import PURE
from chancheck.records import dataclass, replace

BRANCHES = ("jumpif", "jumpnot")
MOST_CODE, SHORT = 2_000, 20
"""Instructions of a function that is looked at, and of one that only gives way."""


def without_backoff(program: Program) -> Program:
    """The program itself if it has no back-off."""
    return _programs(program)


def made_without(program: Program) -> Program:
    giving = frozenset(giving_way(program))
    copy = replace(program, functions=[*program.functions], sites=[*program.sites])
    for number, function in enumerate(program.functions):
        if number not in giving and len(function.code) <= MOST_CODE:
            ways = Ways(program, function, giving)
            if ways.all and (regions := backoffs(ways)):
                copy.functions[number] = shortened(copy, ways, regions)
    changed = any(f is not g for f, g in zip(copy.functions, program.functions, strict=True))
    return copy if changed else program


_programs = Latest(made_without)


def giving_way(program: Program) -> Iterator[int]:
    """The functions that do nothing but give way: they have no results, and one way through."""
    known, before = set[int](), -1
    while len(known) > before:
        before = len(known)
        known |= {n for n, f in enumerate(program.functions) if n not in known and only_gives_way(program, f, known)}
    return iter(known)


def only_gives_way(program: Program, function: Function, known: Collection[int]) -> bool:
    if function.results or function.recovered >= 0 or not 0 < len(function.code) <= SHORT:
        return False
    code, gave = function.code[:-1], False
    for pc, instr in enumerate(code):
        gives = gives_way(program, instr, known, pc + 1)
        if not gives and instr.op not in PURE:
            return False
        gave = gave or gives
    return gave and function.code[-1].op == "ret"


def gives_way(program: Program, instr: Instr, known: Collection[int], following: int = -1) -> bool:
    """Whether an instruction only gives way. following: where it must continue; -1: anywhere."""
    if instr.op == "call":
        return instr.args[1] in known
    if instr.op != "operate":
        return False
    site = program.sites[instr.args[0]]
    if len(site.alternatives) != 1 or site.default >= 0 or site.alternatives[0].results:
        return False
    one = site.alternatives[0]
    return program.operations[one.operation].yields and following in (-1, one.next)


class Ways:
    """Of a function. all: the code indices at which it gives way."""

    def __init__(self, program: Program, function: Function, giving: frozenset[int]) -> None:
        self.program, self.function, self.giving = program, function, giving
        self.all = [pc for pc, i in enumerate(function.code) if gives_way(program, i, giving)]
        self._flow: Flow | None = None

    @property
    def flow(self) -> Flow:
        self._flow = self._flow or Flow(self.function, self.program.sites)
        return self._flow

    def is_quiet(self, pc: int) -> bool:
        instr = self.function.code[pc]
        return instr.op in PURE or instr.op in ("jump", *BRANCHES) or pc in self.all


@dataclass(frozen=True, slots=True)
class Region:
    """The code behind a branch up to where its ways meet, in which registers are written."""

    branch: int
    join: int
    inner: frozenset[int]
    written: Registers


def backoffs(ways: Ways) -> dict[int, Region]:
    """By branch. All regions are taken for back-off at first; those with observed results are taken out again."""
    found = {region.branch: region for region in regions(ways)}
    while found:
        seen = Seen(ways, found)
        kept = {pc: r for pc, r in found.items() if not r.written & seen.from_here(r.join)}
        if len(kept) == len(found):
            break
        found = kept
    return found if any(pc in r.inner for r in found.values() for pc in ways.all) else {}


def regions(ways: Ways) -> Iterator[Region]:
    code, widths = ways.function.code, ways.function.widths
    for branch, instr in enumerate(code):
        if instr.op not in BRANCHES:
            continue
        join = ways.flow.meets(branch, ways.is_quiet)
        if join is None or not ways.flow.begins_block(join):
            continue
        inner = ways.flow.between(branch, join)
        if ends(ways.function, ways.flow, inner | {branch}):
            written = 0
            for pc in inner:
                written |= writes(code[pc], pc, widths)
            yield Region(branch, join, inner, written)


class Seen(Analysis):
    """The registers that are observed, if these regions are back-off."""

    def __init__(self, ways: Ways, regions: dict[int, Region]) -> None:
        super().__init__(ways.function, ways.program.sites)
        self.regions = regions
        for block, end in enumerate(self.blocks.ends):
            if end - 1 in regions:
                target = regions[end - 1].join
                users = self.blocks.before[self.blocks.starts.index(target)]
                if block not in users:
                    users.append(block)
        self.solve()

    def following(self, pc: int, instr: Instr) -> tuple[int, ...]:
        return (self.regions[pc].join,) if pc in self.regions else super().following(pc, instr)

    def needed(self, pc: int, instr: Instr) -> Registers:
        if pc in self.regions:
            return self.before[self.regions[pc].join]
        if instr.op in PURE:
            after, written = self.before[pc + 1], writes(instr, pc, self.widths)
            used = reads(instr, pc, self.widths, 0) if self.from_here(pc + 1) & written else 0
            return after & ~written | used
        return super().needed(pc, instr)

    def from_here(self, pc: int) -> Registers:
        """The registers that are observed from a place on, or after a panic that is recovered."""
        recovered = self.function.recovered
        return self.before[pc] | (self.before[recovered] if recovered >= 0 else 0)


def shortened(program: Program, ways: Ways, regions: dict[int, Region]) -> Function:
    """The function that gives way once in each region where it gives way at all."""
    function, seen = ways.function, Seen(ways, regions)
    code = [
        i
        if i.op not in PURE or writes(i, pc, function.widths) & seen.from_here(pc + 1)
        else Instr("zero", (0, 0), i.place)
        for pc, i in enumerate(function.code)
    ]
    known = function.widths
    widths = Widths({**known.writes}, {**known.reads}, {**known.results})
    for branch, region in regions.items():
        given = min((pc for pc in ways.all if pc in region.inner), default=-1)
        target = region.join
        if given >= 0:
            target = len(code)
            give_way(program, code, widths, function.code[given], region.join)
        code[branch] = Instr("jump", (target,), function.code[branch].place)
    made = replace(function, code=code, widths=widths)
    analysis = Analysis(made, program.sites)
    made.live, made.entered = analysis.run(), analysis.entered()
    return made


def give_way(program: Program, code: list[Instr], widths: Widths, instr: Instr, target: int) -> None:
    """Appends code that gives way as an instruction does, and leads somewhere."""
    if instr.op == "call":
        widths.writes[len(code)] = 0
        code.append(instr)
    else:
        site = program.sites[instr.args[0]]
        alternatives = (replace(site.alternatives[0], next=len(code) + 1),)
        widths.results[len(program.sites), 0] = 0
        code.append(instr._replace(args=(len(program.sites),)))
        program.sites.append(replace(site, alternatives=alternatives))
    code.append(Instr("jump", (target,), instr.place))
