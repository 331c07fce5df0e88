# ruff: noqa: E501
"""Mistakes in the models of protocols: an election, a waiter, a bounded buffer, cancelling, a commit, a filter lock.

None of them lets goroutines run for ever while others wait: for SPIN that is no invalid end state.
"""

from __future__ import annotations

from .mistake import Mistake, Mistakes, both, sizes

NO_DONE = Mistake("is not done", ("\tdefer wg.Done()\n", ""), ("  wg--\n", "  skip\n"))
ONE_MORE_TO_WAIT_FOR = Mistake("waits for one more", ("wg.Add(N)", "wg.Add(N + 1)"), ("wg = N;", "wg = N + 1;"))

ELECTION = [
    Mistake("elected is not told on", ("\t\t\tif m.nr != id {\n\t\t\t\tout <- m\n\t\t\t}\n", ""),
            ("        if :: nr != id -> c[(i+1)%N]!elected(nr) :: else fi;\n", "")),
    Mistake("elected goes round again", ("\t\t\tif m.nr != id {\n\t\t\t\tout <- m\n\t\t\t}\n", "\t\t\tout <- m\n"),
            ("if :: nr != id -> c[(i+1)%N]!elected(nr) :: else fi;", "c[(i+1)%N]!elected(nr);")),
    Mistake("who is out passes nothing on", ("case !racing:\n\t\t\tout <- m\n", "case !racing:\n"),
            ("!racing -> c[(i+1)%N]!k(nr)", "!racing -> skip")),
    Mistake("second is sent as first", ("out <- msg{second, m.nr}", "out <- msg{first, m.nr}"),
            ("left = nr; c[(i+1)%N]!second(nr)", "left = nr; c[(i+1)%N]!first(nr)")),
    Mistake("the least wins", ("left > m.nr && left > best", "left < m.nr && left < best"),
            ("left > nr && left > best", "left < nr && left < best")),
    Mistake("compares with its own only", ("left > m.nr && left > best", "left > best"),
            ("left > nr && left > best", "left > best")),
    Mistake("compares with the next one only", ("left > m.nr && left > best", "left > m.nr"),
            ("left > nr && left > best", "left > nr")),
    Mistake("keeps its number", ("\t\t\tbest = left\n", ""), ("best = left; c", "c")),
    Mistake("leader counts twice", ("leaders++", "leaders += 2"), ("leaders++", "leaders = leaders + 2")),
    Mistake("leader says nothing", ("\t\t\tout <- msg{elected, id}\n", ""),
            ("leaders++; c[(i+1)%N]!elected(id)", "leaders++")),
    NO_DONE,
    ONE_MORE_TO_WAIT_FOR,
]  # fmt: skip

RIGHT_LOCK = "     atomic { !fork[(i+1)%N] -> fork[(i+1)%N] = true };\n"
LEFT_LOCK = "     atomic { !fork[i] -> fork[i] = true };\n"
TABLE = [
    Mistake("a seat for each", ("struct{}, N-1", "struct{}, N"), ("[N-1]", "[N]")),
    Mistake("one seat", ("struct{}, N-1", "struct{}, 1"), ("[N-1]", "[1]")),
    Mistake("no seat", ("struct{}, N-1", "struct{}, 0"), ("[N-1]", "[0]")),
    Mistake("seat is kept", ("\tdefer func() { <-t.seats }()\n", ""), ("     seats?_;\n", "")),
    Mistake("takes two seats", ("\tt.seats <- struct{}{}\n", "\tt.seats <- struct{}{}\n" * 2), ("seats!1;", "seats!1; seats!1;")),
    Mistake("right is kept", ("\tright.Unlock()\n", ""), ("     fork[(i+1)%N] = false;\n", "")),
    Mistake("left is kept", ("\tleft.Unlock()\n", ""), ("     fork[i] = false;\n", "")),
    Mistake("left is locked twice", ("\tright.Lock()\n", "\tleft.Lock()\n"), (RIGHT_LOCK, LEFT_LOCK)),
    Mistake("right comes first", ("\tleft.Lock()\n\tright.Lock()\n", "\tright.Lock()\n\tleft.Lock()\n"),
            (LEFT_LOCK + RIGHT_LOCK, RIGHT_LOCK + LEFT_LOCK)),
    Mistake("one meal more", ("k < K;", "k <= K;"), (":: k < K ->", ":: k <= K ->")),
    Mistake("is not done", ("\t\t\tdefer wg.Done()\n", ""), ("  wg--\n", "  skip\n")),
    Mistake("waits for one more", ("var wg sync.WaitGroup\n", "var wg sync.WaitGroup\n\twg.Add(1)\n"),
            ("wg = N;", "wg = N + 1;")),
]  # fmt: skip
TABLE.append(both(TABLE[0], TABLE[8]))

WAIT_WHILE_FULL = "     do :: count == B -> WAIT(qfull, me) :: else -> break od;\n"
WAIT_WHILE_EMPTY = "do :: count == 0 -> WAIT(qempty, me) :: else -> break od;"
BUFFER = [
    Mistake("full is looked at once", ("for b.count == B {", "if b.count == B {"),
            (WAIT_WHILE_FULL, "     if :: count == B -> WAIT(qfull, me) :: else -> skip fi;\n")),
    Mistake("empty is looked at once", ("for b.count == 0 {", "if b.count == 0 {"),
            (WAIT_WHILE_EMPTY, "if :: count == 0 -> WAIT(qempty, me) :: else -> skip fi;")),
    Mistake("puts where it is full", ("\tfor b.count == B {\n\t\tb.notFull.Wait()\n\t}\n", ""), (WAIT_WHILE_FULL, "")),
    Mistake("put signals nothing", ("\tb.notEmpty.Signal()\n", ""), ("     SIGNAL(qempty, x);\n", "")),
    Mistake("get signals nothing", ("\tb.notFull.Signal()\n", ""), ("     SIGNAL(qfull, x);\n", "")),
    Mistake("put signals not full", ("b.notEmpty.Signal()", "b.notFull.Signal()"), ("SIGNAL(qempty, x)", "SIGNAL(qfull, x)")),
    Mistake("get signals not empty", ("b.notFull.Signal()", "b.notEmpty.Signal()"), ("SIGNAL(qfull, x)", "SIGNAL(qempty, x)")),
    Mistake("one condition for both", ("= sync.NewCond(&b.mu), sync.NewCond(&b.mu)", "= sync.NewCond(&b.mu), nil\n\tb.notEmpty = b.notFull"),
            ("chan qfull = [N] of { byte };\nchan qempty = [M] of { byte };\n",
             "chan qfull = [N+M] of { byte };\n#define qempty qfull\n")),
    Mistake("put does not unlock", ("put(x int) {\n\tb.mu.Lock()\n\tdefer b.mu.Unlock()\n", "put(x int) {\n\tb.mu.Lock()\n"),
            ("SIGNAL(qempty, x);\n     mu = false;\n", "SIGNAL(qempty, x);\n")),
    Mistake("get does not unlock", ("get() int {\n\tb.mu.Lock()\n\tdefer b.mu.Unlock()\n", "get() int {\n\tb.mu.Lock()\n"),
            ("SIGNAL(qfull, x);\n     mu = false;\n", "SIGNAL(qfull, x);\n")),
    Mistake("one put more", ("k < K;", "k <= K;"), (":: k < K ->", ":: k <= K ->")),
    Mistake("one get more", ("k < N*K/M;", "k <= N*K/M;"), (":: k < N*K/M ->", ":: k <= N*K/M ->")),
    Mistake("wrong value", ("b.put(p)", "b.put(p + 1)"), ("= me; count++", "= me + 1; count++")),
    Mistake("producer is not done", ("\t\t\tdefer wg.Done()\n\t\t\tfor k := 0; k < K;", "\t\t\tfor k := 0; k < K;"),
            ("  wg--\n}\nproctype consumer", "  skip\n}\nproctype consumer")),
    Mistake("waits for one more", ("wg.Add(N + M)", "wg.Add(N + M + 1)"), ("wg = N+M;", "wg = N+M+1;")),
]  # fmt: skip

CANCEL = [
    Mistake("jobs not closed", ("\tdefer close(jobs)\n", ""), ("  jclosed = true\n", "  skip\n")),
    Mistake("is never cancelled", ("\tgo cancel()\n", "\t_ = cancel\n"), ("run closer(); run canceller()", "run closer()")),
    Mistake("feed is deaf", ("\t\tcase jobs <- k:\n\t\tcase <-ctx.Done():\n\t\t\treturn\n", "\t\tcase jobs <- k:\n"),
            (":: jobs!k -> k++ :: done -> break fi", ":: jobs!k -> k++ fi")),
    Mistake("worker is deaf with a result", ("\t\t\tcase results <- j:\n\t\t\tcase <-ctx.Done():\n\t\t\t\treturn\n", "\t\t\tcase results <- j:\n"),
            (":: results!j -> j = 0 :: done -> break fi", ":: results!j -> j = 0 fi")),
    Mistake("worker is deaf without a job", ("\t\tcase <-ctx.Done():\n\t\t\treturn\n\t\tcase j, ok", "\t\tcase j, ok"),
            ("  :: done -> break\n  :: jobs?j", "  :: jobs?j")),
    Mistake("results not closed", ("\t\tclose(results)\n", ""), ("wg == 0; rclosed = true", "wg == 0")),
    Mistake("is not done", ("\tdefer wg.Done()\n", ""), ("atomic { wg--; j = 0 }", "j = 0")),
    ONE_MORE_TO_WAIT_FOR,
    Mistake("same job again", ("case jobs <- k:", "case jobs <- 0:"), (":: jobs!k -> k++", ":: jobs!0 -> k++")),
    Mistake("one result only", ("\t\tseen[j] = true\n", "\t\tseen[j] = true\n\t\tbreak\n"),
            ("seen[j] = true; j = 0 }\n", "seen[j] = true; j = 0 } -> break\n")),
]  # fmt: skip
CANCEL += [both(CANCEL[1], other) for other in (CANCEL[0], CANCEL[2], CANCEL[9])] + [both(CANCEL[4], CANCEL[0])]

COMMIT = [
    Mistake("votes do not count", ("\t\t\t\t\tyes++\n", ""), ("commit = v; yes++", "commit = v")),
    Mistake("commits in any case", ("\t\t\t\t\tcommit = v.yes\n", ""), ("commit = v; yes++", "yes++")),
    Mistake("late votes count", ("v.tx == tx", "v.tx <= tx"), ("vt == tx", "vt <= tx")),
    Mistake("one vote is enough", ("yes < N;", "yes < 1;"), ("yes < N ->", "yes < 1 ->")),
    Mistake("first one hears no decision", ("range decisions {", "range decisions[1:] {"),
            ("     do :: i < N -> decision[i]", "     i = 1; do :: i < N -> decision[i]")),
    Mistake("one ack fewer", ("for range N {", "for range N - 1 {"), (":: i < N -> acks", ":: i < N-1 -> acks")),
    Mistake("one ack more", ("for range N {", "for range N + 1 {"), (":: i < N -> acks", ":: i < N+1 -> acks")),
    Mistake("start not closed", ("\t\tclose(p)\n", "\t\t_ = p\n"), (":: i < N -> closed[i] = true; i++", ":: i < N -> i++")),
    Mistake("votes not buffered", ("make(chan vote, N*K)", "make(chan vote)"), ("votes = [N*K]", "votes = [0]")),
    Mistake("room for one vote", ("make(chan vote, N*K)", "make(chan vote, 1)"), ("votes = [N*K]", "votes = [1]")),
    Mistake("acks buffered", ("acks := make(chan struct{})", "acks := make(chan struct{}, N)"), ("acks = [0]", "acks = [N]")),
    Mistake("yes is against", ("commit && !yes", "commit && yes"), ("assert(!c || yes)", "assert(!c || !yes)")),
    Mistake("all say yes", ("rand.Intn(2) == 1", "rand.Intn(2) >= 0"), ("if :: yes = 1 :: yes = 0 fi;", "yes = 1;")),
    Mistake("never in time", ("\t\t\t\tcommit = false\n", ""), ("        :: commit = 0\n", "")),
]  # fmt: skip
COMMIT += [both(COMMIT[12], COMMIT[1]), both(COMMIT[13], COMMIT[8])]

STORES = ("\t\tf.level[me].Store(int32(l))\n", "\t\tf.last[l].Store(int32(me))\n")
ASSIGNMENTS = ("        level[me] = l;\n", "        last[l] = me;\n")
FILTER = [
    Mistake("level is not stored", (STORES[0], ""), (ASSIGNMENTS[0], "")),
    Mistake("last is not stored", (STORES[1], ""), (ASSIGNMENTS[1], "")),
    Mistake("last is stored first", ("".join(STORES), "".join(reversed(STORES))),
            ("".join(ASSIGNMENTS), "".join(reversed(ASSIGNMENTS)))),
    Mistake("waits for higher levels only", (">= int32(l)", "> int32(l)"),
            ("level[k] < l -> break\n           :: k != me && level[k] >= l", "level[k] <= l -> break\n           :: k != me && level[k] > l")),
    Mistake("begins a level too high", ("l := 1;", "l := 2;"), ("     l = 1;\n", "     l = 2;\n")),
    Mistake("one level fewer", ("l < N;", "l < N-1;"), (":: l < N ->", ":: l < N-1 ->")),
    Mistake("does not wait for the last one", ("k := 0; k < N;", "k := 0; k < N-1;"), (":: k < N ->", ":: k < N-1 ->")),
    Mistake("does not wait for the first one", ("k := 0; k < N;", "k := 1; k < N;"), (ASSIGNMENTS[1], "        last[l] = me; k = 1;\n")),
    Mistake("unlocks at once", ("\t\t\t\tf.lock(i)\n", "\t\t\t\tf.lock(i)\n\t\t\t\tf.unlock(i)\n"),
            ("     inside++;\n", "     level[me] = 0;\n     inside++;\n")),
    Mistake("stays inside", ("\t\t\t\tinside--\n", ""), ("     inside--;\n", "")),
    Mistake("is not done", ("\t\t\tdefer wg.Done()\n", ""), ("  wg--\n", "  skip\n")),
    ONE_MORE_TO_WAIT_FOR,
]  # fmt: skip

MISTAKES: Mistakes = {
    "dkr": (ELECTION, sizes("N B", (2, 1), (2, 2), (3, 1), (3, 2))),
    "waiter": (TABLE, sizes("N K", (2, 1), (2, 2), (3, 1), (4, 1))),
    "bbuf": (BUFFER, sizes("N M K B", (1, 1, 1, 1), (1, 1, 2, 1), (2, 1, 1, 1), (2, 2, 1, 1))),
    "cancel": (CANCEL, sizes("N K", (1, 1), (1, 2), (2, 1), (2, 2))),
    "twopc": (COMMIT, sizes("N K", (1, 1), (2, 1), (1, 2))),
    "filter": (FILTER, sizes("N K", (2, 1), (2, 2), (3, 1))),
}
