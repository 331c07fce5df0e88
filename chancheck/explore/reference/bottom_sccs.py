"""Strongly connected components; bottom ones are sets of states that a run, once in, never leaves."""

from __future__ import annotations

from collections.abc import Iterator

from chancheck.deadline import poll


def bottom_components(edges: list[list[int]]) -> Iterator[list[int]]:
    """The components that no edge leaves."""
    for members in components(edges):
        inside = set(members)
        if all(u in inside for m in members for u in edges[m]):
            yield members


def components(edges: list[list[int]]) -> Iterator[list[int]]:
    """All components, by Tarjan's algorithm (1972) without recursion; each comes after those that it leads to."""
    n = len(edges)
    index, low = [-1] * n, [0] * n
    on_stack = [False] * n
    stack: list[int] = []
    counter = 0
    for start in range(n):
        if index[start] >= 0:
            continue
        work = [(start, 0)]
        while work:
            poll()
            v, i = work.pop()
            if i == 0:
                index[v] = low[v] = counter
                counter += 1
                stack.append(v)
                on_stack[v] = True
            advanced = False
            for j in range(i, len(edges[v])):
                u = edges[v][j]
                if index[u] < 0:
                    work.append((v, j + 1))
                    work.append((u, 0))
                    advanced = True
                    break
                if on_stack[u]:
                    low[v] = min(low[v], index[u])
            if advanced:
                continue
            if low[v] == index[v]:
                members = []
                while True:
                    u = stack.pop()
                    on_stack[u] = False
                    members.append(u)
                    if u == v:
                        break
                yield members
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[v])
