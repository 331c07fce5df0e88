"""The program's own names for what a run has: goroutines, functions, objects, places, phrases of the source."""

from __future__ import annotations

from chancheck.machine.state import GoroutineState
from chancheck.machine.step import Stack
from chancheck.program.program import OFFSET_BITS, Function, Program
from chancheck.source import NO_POS, Pos, is_library
from chancheck.syntax.phrases import Phrases
from chancheck.verdict.replay import Mover, Person, Run, stack_of


class Names:
    """shown: the numbers of goroutines as the report shows them, by their identity in the run."""

    def __init__(self, program: Program, run: Run, phrases: Phrases) -> None:
        self.program, self.run, self.phrases = program, run, phrases
        self.shown: dict[int, int] = {}
        for person in run.people.values():
            if not person.helper:
                self.shown[person.id] = len(self.shown) + 1

    # --- places ---------------------------------------------------------------------------------------

    def pos(self, place: int) -> Pos:
        return self.program.places[place] if 0 <= place < len(self.program.places) else NO_POS

    def user_pos(self, m: Mover) -> Pos:
        """The innermost place outside the library; of a crash, where the panic came from."""
        stack = m.stack or self.run.people[m.goroutine].panic
        places = [self.pos(m.place), *[self.pos(p) for _, p in stack]]
        return next((p for p in places if p.line and not is_library(p)), places[0])

    def place(self, g: GoroutineState) -> Pos:
        """Where in the user's code a goroutine of the last state is."""
        places = (self.pos(p) for f, p in stack_of(self.run.machine, g) if self.is_own((f, p)))
        return next((p for p in places if p.line), NO_POS)

    # --- functions ------------------------------------------------------------------------------------

    def function(self, number: int) -> str:
        name = self.program.functions[number].name
        return "main.main" if name == "runtime.main" else name.partition(".gowrap")[0]

    def function_at(self, place: int) -> str:
        for f in self.program.functions:
            if any(i.place == place for i in f.code):
                return f.name
        return ""

    def own_function(self, person: Person) -> int:
        """The outermost function of the user's that the goroutine was seen in; the one it began with if none was."""
        parts = (m for e in self.run.events for m in (e.mover, e.peer) if m is not None and m.goroutine == person.id)
        stacks = [*(m.stack for m in parts), *(raised.stack for raised in person.panics)]
        stacks += [other.started_from for other in self.run.people.values() if other.creator == person.id]
        if person.id in self.run.ids:
            stacks.append(stack_of(self.run.machine, self.run.final.goroutines[self.run.ids.index(person.id)]))
        functions = (person.function, *(f for stack in stacks for f, _ in reversed(stack)))
        known = [(f, self.program.functions[f]) for f in functions]
        own = (f for f, function in known if not (is_wrapper(function) or is_library(self.pos(function.place))))
        return next(own, person.function)

    def is_own(self, frame: tuple[int, int]) -> bool:
        """Whether a frame is the user's."""
        function, place = frame
        return not is_library(self.pos(place)) and not is_wrapper(self.program.functions[function])

    def call_depth(self, stack: Stack) -> int:
        """The index of the frame of the library's function that the user's innermost frame called; -1 without one."""
        for n, frame in enumerate(stack):
            if self.is_own(frame):
                inner = [k for k in range(n) if not is_wrapper(self.program.functions[stack[k][0]])]
                return inner[-1] if inner else -1
        return -1

    def called(self, stack: Stack) -> str:
        """The library's function that the user's innermost frame called, "" without one."""
        depth = self.call_depth(stack)
        return self.program.functions[stack[depth][0]].name if depth >= 0 else ""

    def library_call(self, g: GoroutineState) -> tuple[str, int] | None:
        """The library's function in which a goroutine of the last state rests, and its receiver."""
        name, address = self.call_on(g)
        return (name, self.run.objects[(address >> OFFSET_BITS) - 1] if address > 0 else 0) if name else None

    def call_on(self, g: GoroutineState) -> tuple[str, int]:
        """The same with the address of the receiver, 0 where there is none; no name outside the library."""
        depth = self.call_depth(stack_of(self.run.machine, g))
        if depth < 0:
            return "", 0
        frame = g.frames[-1 - depth]
        function = self.program.functions[frame.function]
        return function.name, frame.registers[1] if function.params and function.registers[1] == "r" else 0

    # --- objects --------------------------------------------------------------------------------------

    def shape_of(self, target: tuple[int, int]) -> int:
        shape = self.run.final.objects[self.run.objects.index(target[0])].shape
        return shape

    def object(self, target: tuple[int, int]) -> str:
        """An object of the last state in the program's words; nothing for what the library made for itself."""
        shape = self.shape_of(target)
        return self.shape_text(shape, target[1]) if self.is_users(shape) else ""

    def is_users(self, shape: int) -> bool:
        """Whether the user's code made an object of this shape."""
        return not is_library(self.pos(self.program.shapes[shape].place))

    def made_in(self, target: tuple[int, int]) -> str:
        """The file that makes objects of this shape."""
        return self.pos(self.program.shapes[self.shape_of(target)].place).file

    def described(self, target: tuple[int, int], phrase: str) -> tuple[str, Pos]:
        """The name of an object of the last state in the source, and where it was made."""
        shape = self.shape_of(target)
        made = self.pos(self.program.shapes[shape].place)
        made = made if made.line and not is_library(made) else NO_POS
        return phrase or self.object(target), made

    def shape_text(self, shape: int, offset: int = 0) -> str:
        s = self.program.shapes[shape]
        name = s.name.removeprefix("main.")
        cell = s.cells[offset] if offset < len(s.cells) and s.cells[offset] else ""
        if not s.elem and cell and cell != s.name:
            plain = not s.name or s.name == "package variables" or ".func" in s.name
            return cell if plain else joined(name, cell)
        return name or "memory"

    # --- phrases --------------------------------------------------------------------------------------

    def phrase(self, g: GoroutineState, place: int, verb: str) -> str:
        """The name in the source of the object that a goroutine of the last state is about to act on; "" if not
        known."""
        return self.phrase_at(stack_of(self.run.machine, g), place, verb)

    def receiver(self, g: GoroutineState, verb: str) -> str:
        return self.phrase_at(stack_of(self.run.machine, g), -1, verb)

    def phrase_at(self, stack: Stack, place: int, verb: str) -> str:
        pos, name = self.pos(place), verb
        if is_library(pos) or not pos.line:
            pos = next((self.pos(p) for f, p in stack if self.is_own((f, p))), NO_POS)
            name = self.called(stack).rpartition(".")[2] or verb
        kind = {"send": "send", "receive": "receive"}.get(name, "")
        found = self.phrases.at(pos, kind) if kind else self.phrases.at(pos, "call", name)
        found = found or (self.phrases.at(pos, "range") if name == "receive" else None)
        return found.on if found is not None else ""

    def status(self, g: GoroutineState) -> str:
        """The name that Go's runtime has for the state of a goroutine."""
        site = self.run.machine.site(g)
        if site is None:
            return "runnable"
        if site.waiting:
            return str(site.waiting)
        if not site.alternatives:
            return "select (no cases)"
        if len(site.alternatives) > 1:
            return "select"
        a = site.alternatives[0]
        operation = self.program.operations[a.operation]
        nil = bool(operation.waiting_nil) and g.operand(a) == 0
        return (operation.waiting_nil if nil else operation.waiting) or "runnable"


def has_line(pos: Pos) -> bool:
    return pos.line > 0 and not is_library(pos)


def joined(name: str, cell: str) -> str:
    return f"{name}{cell}" if cell.startswith("[") else f"{name}.{cell}"


def is_wrapper(function: Function) -> bool:
    """Whether it only passes a call on: a `go` statement's, or a method's."""
    return function.is_wrapper or ".gowrap" in function.name


def of_the_runtime(function: Function) -> bool:
    """Go's tracebacks leave it out as well."""
    return function.foreign and function.name.startswith("runtime.") and function.name != "runtime.main"
