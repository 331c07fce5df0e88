"""Which of the goroutines that cannot continue are to blame, and which only wait for those."""

from __future__ import annotations

from collections.abc import Iterable

from chancheck.verdict.explain import Explainer

Edges = dict[int, set[int]]


class Blame:
    """guilty: indices of the last state of a run, of those that cannot continue."""

    def __init__(self, explainer: Explainer, guilty: tuple[int, ...]) -> None:
        self.explainer, self.guilty = explainer, guilty
        self.index = {explainer.shown(i): i for i in range(len(explainer.run.ids)) if explainer.shown(i)}

    def cycle(self) -> list[int]:
        """Goroutines each of which needs the next one, and the last one the first; empty if there are none.

        One that waits for a single thing needs its holder, or, where no goroutine holds it, the only other one that
        can reach it.
        """
        edges: list[tuple[int, int]] = []
        for i in self.guilty:
            edges += [(i, j) for j in self.surely_needed(i) if j in self.guilty]
        return shortest_cycle(edges)

    def surely_needed(self, i: int) -> set[int]:
        waits = self.explainer.waits(i)
        if len(waits) != 1 or waits[0].state in ("nil", "timer"):
            return set()
        wait = waits[0]
        needed = wait.held_by or (wait.reached_by if len(wait.reached_by) == 1 else ())
        return {self.index[id] for id in needed if id in self.index}

    def needed(self, i: int) -> set[int]:
        """Every goroutine that could end one of its waits."""
        ids = [id for wait in self.explainer.waits(i) for id in (wait.held_by or wait.reached_by)]
        return {self.index[id] for id in ids if id in self.index} - {i}

    def culprits(self) -> tuple[int, ...]:
        """Members of a cycle; else those that no goroutine can wake; else all that do not only wait for others to
        finish. A wait of the latter kind in a cycle is not to blame. One that waits for several things, as a server
        does, stands behind those that need one thing."""
        cycle = [i for i in self.cycle() if not self.joins(i)]
        if cycle:
            return tuple(cycle)
        own = sorted((i for i in self.guilty if not self.joins(i)), key=lambda i: len(self.explainer.waits(i)) > 1)
        lost = [i for i in own if not self.needed(i) and self.explainer.waits(i)]
        return tuple(lost or own or self.guilty)

    def joins(self, i: int) -> bool:
        waits = self.explainer.waits(i)
        return bool(waits) and all(wait.joins for wait in waits)

    def causes(self) -> list[tuple[int, ...]]:
        """Groups of goroutines, one for each cause: those that depend on each other, then those that depend on them."""
        edges = {i: {j for j in self.depends(i) if j in self.guilty} for i in self.guilty}
        groups: list[list[int]] = []
        placed: set[int] = set()
        for i in self.guilty:
            if i not in placed and all(i in closure(j, edges) for j in closure(i, edges)):
                groups.append([i, *sorted(closure(i, edges) - {i})])
                placed |= {i, *closure(i, edges)}
        for i in self.guilty:
            if i not in placed:
                first = next(group for group in groups if closure(i, edges) & set(group))
                first.append(i)
        return [tuple(group) for group in groups]

    def depends(self, i: int) -> set[int]:
        """Goroutines without which it waits for ever: those it surely needs, and all that it joins."""
        waits = self.explainer.waits(i)
        if len(waits) == 1 and waits[0].joins:
            return self.needed(i)
        return self.surely_needed(i)


def closure(start: int, edges: Edges) -> set[int]:
    """Everything along the edges from a start; the start only if an edge leads back to it."""
    seen: set[int] = set()
    todo = list(edges.get(start, ()))
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo += edges.get(at, ())
    return seen


def shortest_cycle(needs: Iterable[tuple[int, int]]) -> list[int]:
    """Of the cycles of two or more along these edges the shortest, of these the first; empty if there are none."""
    after: dict[int, list[int]] = {}
    for a, b in sorted(set(needs)):
        if a != b:
            after.setdefault(a, []).append(b)
    cycles = [path for start in after if (path := way_back(start, after))]
    return min(cycles, key=len, default=[])


def way_back(start: int, after: dict[int, list[int]]) -> list[int]:
    """A shortest path, breadth first, with an edge from its end to its start."""
    came: dict[int, int] = {}
    todo = [start]
    for at in todo:
        for b in after.get(at, ()):
            if b == start:
                path = [at]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1]
            if b not in came:
                came[b] = at
                todo.append(b)
    return []
