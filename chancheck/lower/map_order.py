"""Whether the order of a range over a map can be observed (Go spec, For statements with range clause: it is
unspecified).

The order is unobservable if the iterations of the loop commute. Then one order stands for all. Iterations commute if

* they change a map at the key of the iteration only, and read no other entry of a map then;
* a variable that lives longer than an iteration is a sum (`n += e` and its kind), a flag (assigned one constant, not
  read in the loop), or a list that is sorted before its elements are read (`keys = append(keys, k)`);
* nothing else in the loop has an effect, or can panic in a way that depends on the iteration. Functions that it calls
  only compute and read.

The loop may be left early by iterations that have no effect and read no memory, for one place where no variable of the
iteration is needed. Deletions in iterations that read through the key or the value of the entry commute if none is nil:
the program finds out when the loop begins.
"""

from __future__ import annotations

from chancheck.graph import ops
from chancheck.graph.ops import successors
from chancheck.lower.map_reads import ENTRY, PURE, READS, Pointers, Reads, has_loop, is_total
from chancheck.lower.maps import map_type
from chancheck.lower.uses import live_before, targets
from chancheck.types import types as T
from chancheck.types.relations import is_boolean, is_integer, is_string

CHANGING = (ops.MapUpdate, ops.MapDelete)
SUMS = ({"+", "-"}, {"*"}, {"|"}, {"&"}, {"^"})
SORTS = {"sort.Ints", "sort.Strings", "slices.Sort"}


class Loop(Pointers):
    """The blocks of one range over a map. A nil pointer panics with one text whichever the iteration, so that reads
    matter only where it shows how many iterations came before."""

    def __init__(self, graph: ops.Graph, following: ops.MapNext, blocks: set[ops.Block]) -> None:
        super().__init__(graph, {v: ENTRY for v in (following.key, following.value) if v is not None})
        self.following, self.blocks = following, blocks
        self.head = next(block for block in blocks if following in block.instrs)
        self.inside = [i for block in blocks for i in block.instrs if i is not following]
        for block in graph.blocks:
            if any(isinstance(i, ops.MapRange) and i.iter is following.iter for i in block.instrs):
                self.learn(following.map, block)
        self.reads = Reads()

    def commutes(self) -> bool:
        return (
            (keyed(map_type(self.following.map).key) or not self.knows_keys_apart())
            and len(self.head.instrs) == 2
            and self.comes_back()
            and all(map(self.is_harmless, self.inside))
            and not (self.has((ops.MapDelete,)) and (self.reads.panics or self.has((ops.MapUpdate,))))
            and not (self.has((ops.MapUpdate,)) and (self.reads.some or self.has(READS)))
            and not (self.graph.recovered and (self.reads.panics or self.has((ops.MapUpdate,))))
            and all(map(self.keeps_no_order, self.changed()))
            and self.leaves_alike()
        )

    def needs_entries(self) -> bool:
        """Whether it commutes only if no pointer among keys and values is nil."""
        return self.reads.entries and (self.has((ops.MapDelete,)) or self.graph.recovered is not None)

    def leaves_alike(self) -> bool:
        """Whether no iteration ends the loop, or nothing shows which one does, and which came before."""
        body = self.blocks - {self.head}
        ends = {after for block in body for after in successors(block)} - self.blocks
        if not ends:
            return True
        assigned = {var for instr in (*self.inside, self.following) for var in targets(instr)}
        shown = live_before(next(iter(ends)).instrs, self.live()[next(iter(ends))])
        return (
            len(ends) == 1
            and assigned.isdisjoint(shown)
            and not (self.reads.some or self.reads.panics or self.reads.entries)
            and not self.has((*CHANGING, ops.Append, ops.MapLookup))
            and not self.changed()
            and not has_loop(body)
        )

    def knows_keys_apart(self) -> bool:
        """Whether a key that does not equal itself makes a difference: a deletion leaves its entry, which the length of
        the map shows, and an update adds another one, which matters in the map that the loop ranges over."""
        updates = [instr for instr in self.inside if isinstance(instr, ops.MapUpdate)]
        ranged = self.origin(self.following.map)
        return (self.has((ops.MapDelete,)) and self.has((ops.Len,))) or any(
            not isinstance(self.origin(i.map), ops.MakeMap) or self.origin(i.map) is ranged for i in updates
        )

    def comes_back(self) -> bool:
        """Whether the body is part of the loop: it is not where each first iteration leaves."""
        branch = self.head.instrs[1]
        return isinstance(branch, ops.If) and branch.then in self.blocks

    def has(self, kinds: tuple[type[ops.Instr], ...]) -> bool:
        return any(isinstance(instr, kinds) for instr in self.inside)

    def is_harmless(self, instr: ops.Instr) -> bool:
        match instr:
            case ops.Binary() | ops.Convert():
                return is_total(instr)
            case ops.FieldAddr(ptr=ptr) | ops.Load(ptr=ptr):
                self.reads.through(instr, self.role(ptr))
                return True
            case ops.Call(args=args):
                return self.reads.is_plain(instr, map(self.role, args), not self.has(CHANGING))
            case ops.Len(x=x) if isinstance(x.type.underlying(), T.Map):
                self.reads.some = True
                return not self.has(CHANGING)
            case ops.MapLookup(key=key):
                return not self.has(CHANGING) or self.is_key(key)
            case ops.MapDelete(key=key):
                return self.is_key(key)
            case ops.MapUpdate(key=key):
                return self.is_key(key) and sum(isinstance(i, ops.MapUpdate) for i in self.inside) == 1
            case ops.Store(private=private):
                return private
            case ops.Append(spread=spread):
                return spread is None
        return isinstance(instr, PURE)

    def is_key(self, x: ops.Operand) -> bool:
        """Whether it is the key of the iteration, or a copy of it."""
        if x is self.following.key:
            return True
        origins = self.defined.get(x, []) if isinstance(x, ops.Var) else []
        return len(origins) == 1 and isinstance(origins[0], ops.Move) and self.is_key(origins[0].src)

    # --- variables

    def changed(self) -> set[ops.Var]:
        """The variables that the loop assigns and that outlive an iteration."""
        assigned = {var for instr in self.inside for var in targets(instr)}
        inside = set(self.inside)
        outside = {var for var in assigned if not inside.issuperset(self.used.get(var, []))}
        return outside | (assigned & self.exposed())

    def exposed(self) -> set[ops.Var]:
        """The variables that an iteration may read before it assigns them."""
        entry = {block: set[ops.Var]() for block in self.blocks}
        again = True
        while again:
            again = False
            for block in self.blocks:
                live = {v for after in successors(block) if after in self.blocks - {self.head} for v in entry[after]}
                live = live_before(block.instrs, live)
                again, entry[block] = again or live != entry[block], live
        return entry[self.head]

    def keeps_no_order(self, var: ops.Var) -> bool:
        return self.is_flag(var) or self.is_sum(var) or self.is_list(var)

    def is_flag(self, var: ops.Var) -> bool:
        inside = set(self.inside)
        values = [i.src if isinstance(i, ops.Move) else None for i in self.defined[var] if i in inside]
        constants = {(type(v.value), v.value) for v in values if isinstance(v, ops.Const)}
        return (
            inside.isdisjoint(self.used.get(var, []))
            and len(constants) == 1
            and all(isinstance(v, ops.Const) for v in values)
        )

    def is_sum(self, var: ops.Var) -> bool:
        steps = self.steps(var)
        if not steps or not is_integer(var.type):
            return False
        operators = {step.op if isinstance(step, ops.Binary) else "" for step in steps}
        return any(operators <= kind for kind in SUMS)

    def is_list(self, var: ops.Var) -> bool:
        steps = self.steps(var)
        if not steps or not all(isinstance(step, ops.Append) for step in steps):
            return False
        inside = set(self.inside)
        elsewhere = [use for use in self.used.get(var, []) if use not in inside]
        return all(map(self.is_length, elsewhere)) or self.is_sorted_next(var)

    def steps(self, var: ops.Var) -> list[ops.Binary | ops.Append]:
        """`var = var op ...` in the loop, where it is all that the loop does with the variable; else nothing."""
        inside, found = set(self.inside), []
        for use in self.used.get(var, []):
            if use in inside:
                step = self.only_use(use.dst) if isinstance(use, ops.Move) else None
                if (
                    not isinstance(step, (ops.Binary, ops.Append))
                    or not isinstance(use, ops.Move)
                    or step.x is not use.dst
                ):
                    return []
                found.append(step)
        results = [self.only_use(step.dst) for step in found]
        assigned = [i for i in self.defined[var] if i in inside]
        return found if set(assigned) == set(results) and all(isinstance(i, ops.Move) for i in assigned) else []

    def is_length(self, use: ops.Instr) -> bool:
        return isinstance(use, ops.Len) and not use.cap

    def is_sorted_next(self, var: ops.Var) -> bool:
        """Whether the first use behind the loop sorts it."""
        after = next(block for block in successors(self.head) if block not in self.blocks)
        use = next((i for i in after.instrs if i in self.used.get(var, [])), None)
        call = self.only_use(use.dst) if isinstance(use, ops.Move) else None
        if not isinstance(call, ops.Call) or not isinstance(call.func, ops.FuncValue) or call not in after.instrs:
            return False
        elem = var.type.underlying()
        return call.func.func.name.split("[")[0] in SORTS and isinstance(elem, T.Slice) and keyed(elem.elem)


def keyed(t: T.Type) -> bool:
    """Whether two keys are equal if and only if they are the same: no floating-point numbers, no interfaces."""
    u = t.underlying()
    if isinstance(u, T.Array):
        return keyed(u.elem)
    if isinstance(u, T.Struct):
        return all(field.name != "_" and keyed(field.type) for field in u.fields)
    return isinstance(u, T.Pointer | T.Chan) or is_integer(t) or is_string(t) or is_boolean(t)
