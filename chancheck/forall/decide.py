"""The answer for every value of a constant."""

from __future__ import annotations

import time

from chancheck.check import Options, chosen, deadline_of, decide, in_module, load
from chancheck.deadline import Exhausted, running
from chancheck.deciding import INPUT
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.forall.build import built
from chancheck.forall.certificate import flaw
from chancheck.forall.encode import Invariant
from chancheck.forall.endless import endless
from chancheck.forall.invariants import Search, open_ends, samples_of
from chancheck.forall.races import Watched, shared_cells
from chancheck.forall.source import cells, check_count, with_variable
from chancheck.forall.system import System
from chancheck.forall.tested import differs
from chancheck.forall.values import Outside
from chancheck.forall.visit import Visited, visit
from chancheck.forall.words import location, said
from chancheck.graph.build import build_graphs, entries
from chancheck.lower.lower_program import lower
from chancheck.program.program import Program
from chancheck.records import dataclass, field, replace
from chancheck.source import Source
from chancheck.types.objects import Package
from chancheck.verdict.finding import ERROR, INCONCLUSIVE, PROVED, VIOLATED, Result, Verdict

SMALL = (1, 2, 3, 4)
"""Values that are always verified as they stand; their states test a proof."""

FURTHER, LARGEST = range(5, 13), 40
"""Values at which the system looks for what the small ones do not have; the largest that is verified as it stands."""

STATES, RACE_STATES, BUDGET, EACH, MOST_STATES = 3000, 1500, 120.0, 10.0, 500_000


@dataclass(slots=True)
class Answer:
    """answer: as of a verdict. value: of the constant, where it is violated, and result: the findings there. why: it
    is inconclusive. invariant: in words. tested: the numbers of states at each small value that the invariant was tried
    on. seconds: what it took."""

    file: str
    entry: str
    name: str
    answer: str = INCONCLUSIVE
    value: int = 0
    result: Result | None = None
    why: str = ""
    invariant: list[str] = field(default_factory=list)
    tested: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0


class Inconclusive(Exception):
    """Why no answer is known."""


def for_all(source: Source, name: str, options: Options) -> Answer:
    """Raises SourceError, and ValueError where the constant is none that counts."""
    began = time.monotonic()
    options = replace(in_module(source, options), exit_first=True, budget=options.budget or BUDGET)
    with running(deadline_of(options)):
        package = load(source, options, Diagnostics())
        check_count(package.files, name)
        names = chosen(entries(package), options, source)
        if len(names) > 1:
            raise ValueError(f"several entries ({', '.join(names)}): choose one with --entry")
        answer = Answer(source.name, names[0], name)
        question = Question(source, package, answer, options)
        try:
            question.run()
        except Inconclusive as met:
            answer.why = str(met)
        except Exhausted as met:
            answer.why = f"the limit on {met.limit} was reached"
    answer.seconds = time.monotonic() - began
    return answer


class Question:
    def __init__(self, source: Source, package: Package, answer: Answer, options: Options) -> None:
        self.source, self.package, self.answer, self.options = source, package, answer, options
        self.cut = ""

    def run(self) -> None:
        for n in SMALL:
            if self.violated(n):
                return
            if self.cut:
                break
        self.prove()

    def prove(self) -> None:
        program, system = self.system()
        visits = self.visits(program, system)
        if visits is None:
            return
        invariant = self.proof(program, system, visits)
        if invariant is None:
            return
        self.check_races(program, system)
        if left := endless(system, invariant):
            raise Inconclusive(f"it is not known that every run ends: a loop at {location(program, left[0])}")
        self.answer.tested = self.test(system, visits, invariant)
        self.answer.answer, self.answer.invariant = PROVED, said(system, program, invariant, visits)

    # --- the program as it stands, for one value -----------------------------------------------------------------

    def violated(self, n: int) -> bool:
        """Whether the program has a defect where the constant is n."""
        result = self.verified(n)
        verdict = result.verdict
        if verdict.answer == VIOLATED:
            self.answer.answer, self.answer.value, self.answer.result = VIOLATED, n, result
            return True
        if verdict.answer == ERROR:
            raise SourceError(list(result.diagnostics))
        if verdict.answer == INCONCLUSIVE:
            self.cut = f"{self.answer.name} = {n}: {verdict.limit}"
        return False

    def verified(self, n: int) -> Result:
        define = {**self.options.define, self.answer.name: str(n)}
        options = replace(self.options, define=define, budget=EACH, max_states=MOST_STATES)
        package = load(self.source, options, Diagnostics())
        with running(deadline_of(options)):
            verdict: Verdict = decide(build_graphs(package, self.answer.entry), options)
        others = {other.name: other.text for other in package.others}
        return Result(self.source.name, self.answer.entry, verdict, text=self.source.text, others=others)

    # --- the system -------------------------------------------------------------------------------------------------

    def program(self, n: int) -> tuple[Program, dict[int, str]]:
        """The program with a variable that is n at first, and its cell."""
        try:
            package = with_variable(self.package, self.answer.name, n)
        except SourceError as error:
            first = error.diagnostics[0]
            raise Inconclusive(
                f"{self.answer.name} is needed as a constant at {first.pos.short}: {first.message}"
            ) from None
        unit = build_graphs(package, self.answer.entry)
        if INPUT in unit.intrinsics:
            raise Inconclusive("the program calls check.Int, whose values are not followed for every N")
        return lower(unit), cells(unit, package, self.answer.name)

    def system(self) -> tuple[Program, System]:
        program, parameters = self.program(1)
        if not parameters:
            raise ValueError(f"--for-all {self.answer.name}: nothing that {self.answer.entry} reaches uses it")
        try:
            return program, built(program, parameters)
        except Outside as met:
            raise Inconclusive(f"{met.what}, at {program.places[met.place].short}") from None

    def visits(self, program: Program, system: System) -> dict[int, Visit] | None:
        """The states of the system at small values; None if that led to a violation."""
        found = {}
        for n in (*SMALL, *FURTHER):
            values = {self.answer.name: n}
            visited = visit(system, values, STATES if n in SMALL else STATES // 3)
            if visited.faults or visited.halts:
                if n not in SMALL and self.violated(n):
                    return None
                raise Inconclusive(self.spurious(program, system, visited, n))
            if n in SMALL:
                found[n] = values, visited
            elif not visited.complete:
                break
        return found

    def spurious(self, program: Program, system: System, visited: Visited, n: int) -> str:
        """The state of the system that the program does not have."""
        if visited.faults:
            edge = visited.faults[0][0]
            what = f"{edge.transition.fault} at {location(program, edge)}"
        else:
            control, numbers = visited.halts[0]
            there = [p for p in control[: len(system.singles)] if p >= 0 and p not in system.ended]
            there += [int(v[3:]) for v, x in zip(system.counters, numbers, strict=True) if x and v.startswith("at:")]
            waiting = dict.fromkeys(system.describe(p, program) for p in there if p not in system.ended)
            what = f"goroutines that stay at their places ({', '.join(waiting)})"
        return f"the counting system has {what} for {self.answer.name} = {n}, which the program does not have"

    def proof(self, program: Program, system: System, visits: dict[int, Visit]) -> Invariant | None:
        """An invariant with a certificate; None if the search for one led to a violation."""
        what = ""
        for pairs in (False, True):
            try:
                invariant = Search(system, samples_of(system, visits), pairs).run()
            except TimeoutError as met:
                raise Inconclusive(str(met)) from None
            if invariant is None:
                what = "no invariant was found"
                continue
            ends = list(open_ends(system, invariant))
            if not ends:
                wrong = flaw(system, invariant)
                if wrong:
                    raise Inconclusive(f"the certificate was not accepted: {wrong}")
                return invariant
            what = f"no invariant was found that excludes {words_of(ends[0][0])}"
            least = min(ends, key=lambda end: end[2][self.answer.name])[2][self.answer.name]
            if pairs and least not in SMALL and least <= LARGEST and self.violated(least):
                return None
        raise Inconclusive(what)

    def check_races(self, program: Program, system: System) -> None:
        if "race" not in self.options.checks:
            return
        for cell in shared_cells(system):
            watched = Watched(system, cell).made()
            if not self.race_free(watched):
                raise Inconclusive(f"it is not known that accesses to {cell_name(program, system, cell)} do not race")

    def race_free(self, system: System) -> bool:
        visits = {}
        for n in SMALL[:3]:
            values = {self.answer.name: n}
            visits[n] = values, visit(system, values, RACE_STATES)
            if visits[n][1].faults:
                return False
        for pairs in (False, True):
            invariant = Search(system, samples_of(system, visits), pairs).run()
            if invariant is not None and not any(open_ends(system, invariant, halts=False)):
                return not flaw(system, invariant, halts=False)
        return False

    def test(self, system: System, visits: dict[int, Visit], invariant: Invariant) -> dict[int, int]:
        """The proof is tried on the states of the program itself."""
        tried = {}
        for n, (values, visited) in visits.items():
            if not visited.complete:
                break
            number, wrong = differs(self.program(n)[0], system, visited, values, invariant)
            if wrong:
                raise Inconclusive(f"the proof failed its test at {self.answer.name} = {n}: {wrong}")
            if number:
                tried[n] = number
        if not tried:
            raise Inconclusive("the proof could not be tested on the program's own states")
        return tried


Visit = tuple[dict[str, int], Visited]


def words_of(what: str) -> str:
    return "a state in which nothing can happen" if what == "halt" else what


def cell_name(program: Program, system: System, cell: tuple[object, int]) -> str:
    names = system.cell_names.get(cell, "")
    return names or str(cell[0])
