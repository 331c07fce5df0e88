"""The canonical form of states: dead registers cleared, objects numbered from the roots, goroutines sorted."""

from __future__ import annotations

from typing import Any

from chancheck.explore.exact.cells import HELPER, ROOT, Work
from chancheck.program.program import OFFSET_BITS, Program

MASK = (1 << OFFSET_BITS) - 1


class Canonical:
    def __init__(self, program: Program, symmetry: bool, facts: bool) -> None:
        self.program, self.symmetry, self.facts = program, symmetry, facts
        self.addresses = [pointer_cells(f.registers) for f in program.functions]
        self.headers = [pointer_cells(s.header) for s in program.shapes]
        self.elems = [pointer_cells(s.elem) for s in program.shapes]
        self.pointers = [kind in ("r", "f") for _, kind in program.types]
        self.dead: dict[tuple[int, int], list[int]] = {}
        self.cleared: dict[Any, Any] = {}

    def form(self, w: Work, indices: list[int]) -> tuple[Any, tuple[int, ...], tuple[int, ...]]:
        """The canonical state, for each of its goroutines the index it had (`indices`), for each object its number."""
        gs = [self.clear(g) for g in w.gs]
        number: dict[int, int] = {1: 1}
        queue = [1]
        self.reach(w, number, queue)
        root = [i for i, g in enumerate(gs) if g[0] & ROOT]
        order: list[int] = list(root)
        encoded: dict[int, Any] = {}
        for i in root:
            self.number_all(w, gs[i], number)
            encoded[i] = self.encode(gs[i], number)
        rest = [i for i in range(len(gs)) if i not in root]
        helpers = [i for i in rest if gs[i][0] & HELPER]
        plain = [i for i in rest if not gs[i][0] & HELPER]
        self.order(w, gs, plain, number, encoded)
        live = [i for i in helpers if not self.forgotten(w, gs[i], number)]
        self.order(w, gs, live, number, encoded)
        rest = plain + live
        if self.symmetry:
            rest.sort(key=lambda i: encoded[i])
        else:
            rest.sort()
        order += rest
        objects = self.objects(w, number)
        origin = tuple(indices[i] for i in order)
        facts = ()
        if self.facts:
            facts = w.monitor.renamed(w, number, origin) if w.monitor else self.kept_facts(w, number, origin)
        return (w.root, objects, tuple(encoded[i] for i in order), w.output, facts), origin, tuple(number)

    def kept_facts(self, w: Work, number: dict[int, int], origin: tuple[int, ...]) -> Any:
        from chancheck.explore.exact.monitor import rename

        return rename(w, w.facts, number, origin)

    def order(
        self, w: Work, gs: list[Any], pending: list[int], number: dict[int, int], encoded: dict[int, Any]
    ) -> None:
        """Encode goroutines; new objects are numbered from the one whose encoding is least."""
        todo = list(pending)
        while todo:
            rest: list[tuple[Any, int]] = []
            for i in todo:
                code, new = self.encode_partly(gs[i], number)
                if new:
                    rest.append((code, i))
                else:
                    encoded[i] = code
            if not rest:
                return
            _, least = min(rest) if self.symmetry else rest[0]
            self.number_all(w, gs[least], number)
            encoded[least] = self.encode(gs[least], number)
            todo = [i for _, i in rest if i != least]

    def forgotten(self, w: Work, g: Any, number: dict[int, int]) -> bool:
        """A helper that waits on an object which nobody else can reach and which does not let it go on."""
        frame = g[2][-1] if g[2] else None
        if frame is None:
            return False
        name, args, _ = self.program.functions[frame[0]].code[frame[1]]
        if name != "operate":
            return False
        site = self.program.sites[args[0]]
        waits = bool(site.alternatives and site.alternatives[0].operands)
        first = frame[4][site.alternatives[0].operands[0][0]] if waits else 0
        if first <= 0 or first >> OFFSET_BITS in number:
            return False
        from chancheck.explore.exact.effects import Standing, expression

        a = Standing(frame[4], site.alternatives[0], 0, 0)
        operation = self.program.operations[site.alternatives[0].operation]
        if expression(operation.due)(w, a, None):
            return False
        return not any(expression(r.guard)(w, a, None) for r in operation.rules if not r.peer)

    # --- parts ----------------------------------------------------------------------------------------

    def clear(self, g: Any) -> Any:
        """Zero the registers that are not needed any more."""
        known = self.cleared.get(g)
        if known is not None:
            return known
        frames = []
        for f in g[2]:
            dead = self.dead_at(f[0], f[1])
            if dead:
                regs = list(f[4])
                for i in dead:
                    regs[i] = 0
                f = (f[0], f[1], f[2], f[3], tuple(regs))
            frames.append(f)
        result = (g[0], g[1], tuple(frames), g[3], g[4])
        if len(self.cleared) > 200_000:
            self.cleared.clear()
        self.cleared[g] = result
        return result

    def dead_at(self, f: int, pc: int) -> list[int]:
        found = self.dead.get((f, pc))
        if found is None:
            function = self.program.functions[f]
            live = function.live.get(pc)
            n = len(function.registers)
            found = [] if live is None else [i for i in range(n) if i not in set(live)]
            self.dead[f, pc] = found
        return found

    def cell_addresses(self, cells: Any, where: list[tuple[int, bool]]) -> list[tuple[int, int]]:
        """(index, address) of the cells that hold an address."""
        out = []
        for i, typed in where:
            v = cells[i]
            if v > 0 and (not typed or self.pointers[cells[i - 1]]):
                out.append((i, v))
        return out

    def goroutine_addresses(self, g: Any) -> list[int]:
        out = []
        for f in g[2]:
            out += [v for v in f[3] if v > 0]
            out += [v for _, v in self.cell_addresses(f[4], self.addresses[f[0]])]
        for p in g[3]:
            if p[1] > 0 and self.pointers[p[0]]:
                out.append(p[1])
        return out

    def number_all(self, w: Work, g: Any, number: dict[int, int]) -> None:
        queue = []
        for v in self.goroutine_addresses(g):
            n = v >> OFFSET_BITS
            if n not in number:
                number[n] = len(number) + 1
                queue.append(n)
        self.reach(w, number, queue)

    def reach(self, w: Work, number: dict[int, int], queue: list[int]) -> None:
        for n in queue:  # grows on the way
            obj = w.objs[n]
            found = [v for _, v in self.cell_addresses(obj[1], self.headers[obj[0]])]
            where = self.elems[obj[0]]
            if where:
                for element in obj[2]:
                    found += [v for _, v in self.cell_addresses(element, where)]
            for v in found:
                m = v >> OFFSET_BITS
                if m not in number:
                    number[m] = len(number) + 1
                    queue.append(m)

    def renamed_cells(self, cells: Any, where: list[tuple[int, bool]], number: dict[int, int]) -> Any:
        changed = None
        for i, v in self.cell_addresses(cells, where):
            n = number.get(v >> OFFSET_BITS)
            new = -1 if n is None else n << OFFSET_BITS | v & MASK
            if new != v:
                if changed is None:
                    changed = list(cells)
                changed[i] = new
        return tuple(cells) if changed is None else tuple(changed)

    def encode(self, g: Any, number: dict[int, int]) -> Any:
        frames = []
        for f in g[2]:
            defers = tuple(v if v <= 0 else rename(v, number) for v in f[3])
            frames.append((f[0], f[1], f[2], defers, self.renamed_cells(f[4], self.addresses[f[0]], number)))
        panics = tuple(
            (p[0], rename(p[1], number) if p[1] > 0 and self.pointers[p[0]] else p[1], p[2], p[3]) for p in g[3]
        )
        return (g[0], g[1], tuple(frames), panics, g[4])

    def encode_partly(self, g: Any, number: dict[int, int]) -> tuple[Any, bool]:
        new = any(v >> OFFSET_BITS not in number for v in self.goroutine_addresses(g))
        return self.encode(g, number), new

    def objects(self, w: Work, number: dict[int, int]) -> Any:
        out: list[Any] = [None] * len(number)
        for old, new in number.items():
            shape, header, tail = w.objs[old]
            header = self.renamed_cells(header, self.headers[shape], number)
            where = self.elems[shape]
            if tail and where:
                tail = tuple(self.renamed_cells(e, where, number) for e in tail)
            else:
                tail = tuple(tail)
            keys = self.program.shapes[shape].keys
            if keys and len(tail) > 1:
                tail = self.sorted_entries(tail, shape, keys, w)
            out[new - 1] = (shape, header, tail)
        return tuple(out)

    def sorted_entries(self, tail: Any, shape: int, keys: int, w: Work) -> Any:
        """Map entries by key; strings by content; with addresses in keys, in the order of insertion."""
        kinds = self.program.shapes[shape].elem[:keys]
        if "r" in kinds or "f" in kinds or "p" in kinds:
            return tail
        if "b" in kinds:
            text = w.strings.bytes
            return tuple(sorted(tail, key=lambda e: [text[e[i]] if kinds[i] == "b" else e[i] for i in range(keys)]))
        return tuple(sorted(tail))


def rename(v: int, number: dict[int, int]) -> int:
    n = number.get(v >> OFFSET_BITS)
    return -1 if n is None else n << OFFSET_BITS | v & MASK


def pointer_cells(kinds: str) -> list[tuple[int, bool]]:
    """(index, payload of the type in the cell before) of the cells that may hold addresses."""
    return [(i, k == "p") for i, k in enumerate(kinds) if k in "rfp"]
