"""How code uses a slice between reading it from its variable and putting it back.

The stretch of code from the instruction that reads the variable to the last use of what came of it. `Shared` is raised
if the slice can get anywhere else, or if something that others may see happens while it is at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from chancheck.deadline import poll
from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.lower.uses import Uses, live_before, sources, targets
from chancheck.types import types as T
from chancheck.types.relations import is_string

READ, CUT, GROWN, ELEMENT = "read", "cut", "grown", "element"
"""The contents of a variable of the stretch: the slice as it was read, a part of it, the result of append, the address
of an element."""

Held = frozenset[tuple[ops.Var, str]]

SILENT = (
    ops.Move, ops.Binary, ops.Unary, ops.Convert, ops.MakeInterface, ops.TypeAssert, ops.Alloc, ops.Load, ops.Store,
    ops.FieldAddr, ops.Field, ops.SetField, ops.IndexAddr, ops.Index, ops.SliceOf, ops.Len, ops.MakeSlice,
    ops.MakeMap, ops.Append, ops.Copy, ops.Clear, ops.MapLookup, ops.MapUpdate, ops.MapDelete, ops.MakeClosure,
    ops.DecodeRune, ops.Jump, ops.If,
)  # fmt: skip
"""Instructions that no other goroutine takes part in, and that call nothing."""


STORED = ops.Var(T.INT, "memory")
"""Stands for memory among the variables that were assigned."""


class Shared(Exception):
    """The slice may be known elsewhere."""


class Region:
    """home: the plain variable that has the slice, or None if it is in memory. is_home: whether an address may be that
    of a variable of this kind. kept: the instructions that put the slice back; slid: those that put a part of it back.
    cuts: the slicings with an upper bound. compared: with nil."""

    def __init__(self, uses: Uses, home: ops.Var | None, is_home: Callable[[ops.Operand], bool]) -> None:
        self.uses, self.home, self.is_home = uses, home, is_home
        self.live = uses.live()
        self.kept: set[ops.Instr] = set()
        self.slid: set[ops.Instr] = set()
        self.cuts: set[ops.Instr] = set()
        self.compared = False
        self.behind: dict[ops.Block, list[set[ops.Var]]] = {}

    def follow(self, block: ops.Block, at: int) -> None:
        """From an instruction that reads the slice, the one at this place of a block."""
        start = block.instrs[at]
        first: Held = frozenset()
        if self.home is None:
            assert isinstance(start, ops.Load)
            self.path = self.route(start.ptr)
            first, at = frozenset({(start.dst, READ)}), at + 1
        todo, seen = [(block, at, first, frozenset[ops.Var]())], set[tuple[ops.Block, Held, frozenset[ops.Var]]]()
        while todo:
            block, at, held, assigned = todo.pop()
            poll()
            held, assigned = self.through(block, at, held, assigned)
            for following in successors(block) if held else []:
                if (following, held, assigned) not in seen:
                    seen.add((following, held, assigned))
                    todo.append((following, 0, held, assigned))

    def through(
        self, block: ops.Block, at: int, held: Held, assigned: frozenset[ops.Var]
    ) -> tuple[Held, frozenset[ops.Var]]:
        live = self.live_behind(block)
        for n in range(at, len(block.instrs)):
            instr = block.instrs[n]
            held = self.after(instr, held, assigned, live[n])
            assigned = assigned.union(targets(instr), [STORED] if isinstance(instr, ops.Store) else [])
            if not held:
                break
        return held, assigned

    def live_behind(self, block: ops.Block) -> list[set[ops.Var]]:
        """The variables that are needed behind each instruction of a block."""
        if block not in self.behind:
            found = [self.live[block]]
            for instr in reversed(block.instrs[1:]):
                found.append(live_before([instr], found[-1]))
            self.behind[block] = found[::-1]
        return self.behind[block]

    def after(self, instr: ops.Instr, held: Held, assigned: frozenset[ops.Var], live: set[ops.Var]) -> Held:
        """What is at hand behind an instruction."""
        kinds = dict(held)
        if self.home is not None:
            kinds[self.home] = READ
        given = [v for v in sources(instr) if v in kinds]
        written = set(targets(instr))
        left = {v: kind for v, kind in held if v in live and v not in written}
        if self.changes_home(instr):
            if left:
                raise Shared
            if given:
                self.put_back(instr, kinds, assigned)
            return frozenset()
        if GROWN in left.values() and (self.home in given or (isinstance(instr, ops.Load) and self.is_home(instr.ptr))):
            raise Shared
        if given:
            left |= self.used(instr, given, kinds, left)
        elif left and not isinstance(instr, SILENT):
            raise Shared
        return frozenset((v, kind) for v, kind in left.items() if v in live)

    def changes_home(self, instr: ops.Instr) -> bool:
        """Whether it gives a variable of this kind a value."""
        if self.home is None:
            return isinstance(instr, ops.Store) and self.is_home(instr.ptr)
        return self.home in targets(instr)

    def put_back(self, instr: ops.Instr, kinds: dict[ops.Var, str], assigned: frozenset[ops.Var]) -> None:
        """The slice must come to the variable that it was read from."""
        if not isinstance(instr, ops.Store | ops.Move) or kinds.get(instr.src, ELEMENT) == ELEMENT:  # type: ignore[arg-type]
            raise Shared
        if isinstance(instr, ops.Store) and not self.same(instr.ptr, assigned):
            raise Shared
        self.kept.add(instr)
        if isinstance(self.uses.origin(instr.src), ops.SliceOf) or self.is_cut(instr.src):
            self.slid.add(instr)

    def is_cut(self, x: ops.Operand) -> bool:
        """Whether append got what slicing made."""
        origin = self.uses.origin(x)
        return isinstance(origin, ops.Append) and isinstance(self.uses.origin(origin.x), ops.SliceOf)

    def same(self, ptr: ops.Operand, assigned: frozenset[ops.Var]) -> bool:
        """Whether an address is the one that the slice was read from. Between the two nothing may change what it was
        computed from."""
        path = self.route(ptr)
        parts = flat(path)
        return path == self.path and assigned.isdisjoint([*parts, *([STORED] if "load" in parts else [])])

    def route(self, x: ops.Operand) -> Hashable:
        """How an address is computed."""
        if not isinstance(x, ops.Var):
            return ("value", id(x.var) if isinstance(x, ops.GlobalAddr) else id(x))
        origins = self.uses.defined.get(x, [])
        match origins[0] if len(origins) == 1 else None:
            case ops.FieldAddr(ptr=ptr, field=field):
                return ("field", field, self.route(ptr))
            case ops.IndexAddr(x=of, index=index):
                at = index.value if isinstance(index, ops.Const) else index
                return ("index", at, self.route(of))
            case ops.Load(ptr=ptr):
                return ("load", self.route(ptr))
            case ops.Move(src=src) if isinstance(src, ops.Var) and not x.name:
                return self.route(src)
        return ("var", x)

    def used(
        self, instr: ops.Instr, given: list[ops.Var], kinds: dict[ops.Var, str], left: dict[ops.Var, str]
    ) -> dict[ops.Var, str]:
        """A use of what is at hand: what comes of it. left: what else is still needed behind it."""
        kind = {kinds[v] for v in given}
        if kind == {ELEMENT}:
            return self.used_element(instr, given, left)
        if ELEMENT in kind:
            raise Shared
        match instr:
            case ops.Len(cap=False) | ops.Append(x=ops.Zero()):
                return {}
            case ops.Append(x=x, spread=spread) if given == [v for v in (x, spread) if v in kinds]:
                return self.appended(instr, left) if x in kinds else {}
            case ops.SliceOf(dst=dst, x=x, max=None) if given == [x]:
                if instr.high is not None:
                    self.cuts.add(instr)
                return {dst: GROWN if GROWN in kind else CUT}
            case ops.IndexAddr(dst=dst, x=x) if given == [x] and GROWN not in kind:
                return {dst: ELEMENT}
            case ops.Copy() | ops.Clear() if GROWN not in {*kind, *left.values()}:
                return {}
            case ops.Convert(dst=dst) if is_string(dst.type):
                return {}
            case ops.Binary(op=op) if op in ("==", "!="):
                self.compared = True
                return {}
            case ops.Move(dst=dst, src=src) if GROWN not in kind:
                return {dst: kinds[src]}  # type: ignore[index]
        raise Shared

    def appended(self, instr: ops.Append, left: dict[ops.Var, str]) -> dict[ops.Var, str]:
        """The result must come to the variable at once. If there is room, append writes behind its operand: no element
        there may be needed."""
        dst, block = instr.dst, next(b for b in self.uses.graph.blocks if instr in b.instrs)
        use = self.uses.only_use(dst)
        if left:
            raise Shared
        if use not in block.instrs[block.instrs.index(instr) + 1 :]:
            raise Shared
        if not isinstance(use, ops.Store | ops.Append) and not (isinstance(use, ops.Move) and use.dst is self.home):
            raise Shared
        return {dst: GROWN}

    def used_element(self, instr: ops.Instr, given: list[ops.Var], left: dict[ops.Var, str]) -> dict[ops.Var, str]:
        match instr:
            case ops.Load():
                return {}
            case ops.Store(ptr=ptr) if given == [ptr] and GROWN not in left.values():
                return {}
            case ops.FieldAddr(dst=dst):
                return {dst: ELEMENT}
            case ops.IndexAddr(dst=dst, x=x) if given == [x]:
                return {dst: ELEMENT}
        raise Shared


def flat(path: Hashable) -> list[Hashable]:
    return [y for x in path for y in flat(x)] if isinstance(path, tuple) else [path]


def is_slice(x: ops.Operand) -> bool:
    return isinstance(x.type.underlying(), T.Slice)
