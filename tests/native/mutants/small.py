"""Mistakes in the small models: a lock or a channel or two, one thing that goes wrong."""

from __future__ import annotations

from .mistake import Edit, Mistake, Mistakes, sizes

NO_DONE: Edit = ("\tdefer wg.Done()\n", "")
ONE_MORE_TO_WAIT_FOR = Mistake("waits for one more", ("wg.Add(N)", "wg.Add(N + 1)"), ("wg = N;", "wg = N + 1;"))
STAGES = [
    Mistake("source does not close", ("out <- i\n\t}\n\tclose(out)", "out <- i\n\t}"), ("", "")),
    Mistake("stage does not close", ("out <- v\n\t}\n\tclose(out)", "out <- v\n\t}"), ("", "")),
    Mistake("first item is lost", ("for i := 0;", "for i := 1;"), ("", "")),
    Mistake("wrong item", ("out <- v\n", "out <- v + 1\n"), ("", "")),
]


def stages(*promela: Edit) -> list[Mistake]:
    return [Mistake(m.name, m.go, edit) for m, edit in zip(STAGES, promela, strict=True)]


MISTAKES: Mistakes = {
    "workers": (
        [
            Mistake("jobs not closed", ("\tclose(jobs)\n", ""), ("  jclosed = true\n", "  skip\n")),
            Mistake("results not closed", ("\t\tclose(results)\n", ""), ("  rclosed = true\n", "  skip\n")),
            ONE_MORE_TO_WAIT_FOR,
            Mistake("worker is not done", NO_DONE, ("  wg--\n", "  skip\n")),
            Mistake("one job more", ("i < K;", "i <= K;"), (":: i < K ->", ":: i <= K ->")),
            Mistake("wrong result", ("results <- 2 * j", "results <- 2*j + 1"), ("results!(2*j)", "results!(2*j+1)")),
            Mistake(
                "one result only", ("sum += r\n", "sum += r\n\t\tbreak\n"),
                ("sum = sum + r\n", "sum = sum + r; break\n"),
            ),
        ],
        sizes("N K JB RB", (1, 1, 0, 0), (2, 2, 0, 0), (2, 2, 1, 0), (2, 2, 0, 1), (2, 3, 1, 1)),
    ),
    "counter": (
        [
            Mistake("no unlock", ("\t\tmu.Unlock()\n", ""), ("     UNLOCK(mu)\n", "")),
            ONE_MORE_TO_WAIT_FOR,
            Mistake("is not done", NO_DONE, ("  wg--\n", "  skip\n")),
            Mistake("one round more", ("k < K;", "k <= K;"), (":: k < K ->", ":: k <= K ->")),
        ],
        sizes("N K", (1, 1), (2, 1), (2, 2), (3, 2)),
    ),
    "philo_ord": (
        [
            Mistake("locks swapped", ("phil(&fork[0], &fork[N-1])", "phil(&fork[N-1], &fork[0])"), ("#if 1", "#if 0")),
            Mistake("second not unlocked", ("\t\tb.Unlock()\n", ""), ("     UNLOCK(fork[b]);\n", "")),
            Mistake(
                "first not unlocked", ("\t\ta.Unlock()\n", ""),
                ("     UNLOCK(fork[b]);\n     UNLOCK(fork[a])\n", "     UNLOCK(fork[b])\n"),
            ),
            Mistake(
                "first locked twice", ("\t\tb.Lock()\n", "\t\ta.Lock()\n"),
                ("     LOCK(fork[b]);\n", "     LOCK(fork[a]);\n"),
            ),
        ],
        sizes("N", (2,), (3,), (4,)),
    ),
    "rwlock": (
        [
            Mistake("reader does not unlock", ("\t\trw.RUnlock()\n", ""), ("     RUNLOCK;\n", "")),
            Mistake("writer does not unlock", ("\t\trw.Unlock()\n", ""), ("     WUNLOCK;\n", "")),
            Mistake("half a write", ("\t\ty = y + 1\n", ""), ("     y = y + 1;\n", "")),
        ],
        sizes("N M", (1, 1), (2, 1), (2, 2), (3, 1)),
    ),
    "pipe_buf": (
        stages(
            ("  CLOSE(0,out)\n", "  skip\n"), ("  CLOSE(id+1,out)\n", "  skip\n"),
            ("proctype source(chan out) { byte i;", "proctype source(chan out) { byte i = 1;"),
            ("  :: in?v -> out!v\n", "  :: in?v -> out!(v+1)\n"),
        ),
        sizes("N K B", (1, 1, 1), (2, 2, 1), (2, 2, 2), (3, 2, 1)),
    ),
    "pipe_unbuf": (
        stages(
            ("  closed[0] = true\n", "  skip\n"), ("  closed[id+1] = true\n", "  skip\n"),
            ("proctype source() { byte i;", "proctype source() { byte i = 1;"),
            ("c[id+1]!v\n", "c[id+1]!(v+1)\n"),
        ),
        sizes("N K", (1, 1), (2, 2), (3, 2)),
    ),
    "pairs": (
        [
            Mistake("wrong answer", ("\t\tout <- v\n", "\t\tout <- v + 1\n"), ("in?v; out!v;", "in?v; out!(v+1);")),
            Mistake(
                "answers first", ("\t\tv := <-in\n\t\tout <- v\n", "\t\tout <- k\n\t\t<-in\n"),
                ("in?v; out!v;", "out!k; in?v;"),
            ),
        ],
        sizes("N K", (1, 1), (2, 1), (2, 2)),
    ),
    "fanin": (
        [
            Mistake("done not closed", ("\tclose(done)\n", ""), ("  done = true;\n", "")),
            Mistake("is not done", NO_DONE, ("  wg--\n", "  skip\n")),
            ONE_MORE_TO_WAIT_FOR,
            Mistake("value too large", ("case c <- i:", "case c <- i + 1:"), ("c[id]!i ->", "c[id]!(i+1) ->")),
        ],
        sizes("N K", (2, 2), (3, 1), (2, 3)),
    ),
}  # fmt: skip
