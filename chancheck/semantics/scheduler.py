"""The scheduler of Go's runtime (`--sched gmp`): goroutines (G) run on processors (P).

Threads (M) are created as needed and are not modelled. The scheduler only removes schedules. Left open, as on a real
machine: the speed of processors, the victim of a steal, the moments of preemptions and timers, which pick of a long run
checks the global queue, how long a goroutine waits for a mutex. Not modelled: spinning threads, the length of time
slices, goroutines of the runtime itself.
"""

from __future__ import annotations

from chancheck.program.rules import Arg, Bin, Expr, Int
from chancheck.program.scheduler import LOCAL, NEXT, OTHER_LOCAL, OTHER_NEXT, SHARED, Pick, Scheduler, Turn
from chancheck.semantics.operations import OPERATIONS, operations

GIVES_UP = (
    Turn("park", "A goroutine that cannot proceed is parked and gives up its P.", "runtime/proc.go gopark"),
    Turn(
        "park starving",
        "A goroutine that was woken for a mutex, found it taken and has waited too long (in Go: a millisecond) parks "
        "and puts the mutex into starvation mode.",
        "internal/sync/mutex.go lockSlow, starving",
    ),
    Turn(
        "preempt",
        "A goroutine that ran for long is stopped and goes to the end of the global queue.",
        "runtime/proc.go sysmon retake, gopreempt_m; by a signal since Go 1.14",
    ),
)

n = Arg(0)  # how many goroutines there are in the queue


def least(a: Expr, b: Expr) -> Expr:
    return b + Bin("mul", a - b, a < b)


def picks(procs: int, queue: int) -> tuple[Pick, ...]:
    """Where a P looks for work, in this order."""
    share = least(n, Bin("div", n, Int(procs)) + 1)
    return (
        Pick(
            "global first",
            "Every 61st pick takes from the global queue first, so that it cannot starve.",
            "runtime/proc.go findRunnable, schedtick%61",
            SHARED,
            looks=True,
        ),
        Pick(
            "run next",
            "A free P runs the goroutine made runnable last; it inherits the time slice and does not count as a pick.",
            "runtime/proc.go runqget, runnext",
            NEXT,
            counts=False,
        ),
        Pick("run local", "A free P runs the oldest goroutine of its own queue.", "runtime/proc.go runqget", LOCAL),
        Pick(
            "run global",
            "A P with nothing of its own takes its share of the global queue, and runs the first.",
            "runtime/proc.go globrunqgetbatch",
            SHARED,
            take=least(share, Int(max(1, queue // 2))),
        ),
        Pick(
            "steal",
            "A P that finds nothing takes the older half of another's queue, and runs the last it took.",
            "runtime/proc.go runqsteal, runqgrab",
            OTHER_LOCAL,
            take=n - Bin("div", n, Int(2)),
            last=True,
        ),
        Pick(
            "steal next",
            "When all queues are empty even the goroutine that another P is to run next is stolen.",
            "runtime/proc.go runqgrab, stealRunNextG",
            OTHER_NEXT,
        ),
    )


QUEUES = """\
* A new or woken goroutine becomes runnext of the P that created or woke it. The previous runnext moves to the end of
  the local queue, and the current goroutine continues [runtime/proc.go runqput].
* When a local queue is full, its older half and the new goroutine move to the global queue [runtime/proc.go
  runqputslow].
* Waiting goroutines are served first come first served [runtime/chan.go waitq; runtime/sema.go].
* `runtime.Gosched` moves the goroutine to the end of the global queue [runtime/proc.go goschedImpl].
* A goroutine in a system call keeps its P if the call is short. A longer call loses the P; the goroutine returns
  through the global queue [runtime/proc.go retake, handoffp, exitsyscall0].
* Unlock does not hand a mutex over: the longest waiter becomes runnable and tries again; if it finds the mutex taken,
  it parks at the front [internal/sync/mutex.go].
* A mutex in starvation mode is handed over to the longest waiter, and the unlocking goroutine moves to the end of its
  local queue. The mode may end with any hand-over, and ends when no other goroutine waits [internal/sync/mutex.go
  unlockSlow; runtime/sema.go semrelease1, goyield].
* When a program starts, its P has made a few picks (5 or 6 were observed). On a single P the first 40 picks of main do
  not check the global queue first; the first check after them is open, and for a test it is always open
  [runtime/proc.go schedtick].
* With preemption any pick may check the global queue first: the number of picks between two steps of a goroutine is
  open.
* A close wakes the last waiter first [runtime/chan.go closechan].
* Timers fire on a P that looks for work [runtime/proc.go findRunnable, checkTimers].
"""


FIRST_LOOK = 20
"""The most picks that the runtime makes itself before main starts, with a margin; measured with go1.27: 5 or 6."""


ALL = (*OPERATIONS.values(), *operations("virtual").values())


def gmp(procs: int, preempt: str = "any", every: int = 61, queue: int = 256, steal: str = "any") -> Scheduler:
    """Go's scheduler with these parameters.

    With preemption any number of picks may come between two steps of a goroutine, so that counting them decides
    nothing; nor does the first look where several P's pick at their own speeds.
    """
    return Scheduler(
        procs,
        queue,
        queue // 2,
        every,
        max(0, every - 1 - FIRST_LOOK) if procs == 1 and preempt == "off" else 0,
        preempt == "off",
        preempt,
        steal,
        yields=frozenset(op.name for op in ALL if op.yields),
        sleeps=frozenset(op.name for op in ALL if op.sleeps),
        blocks=frozenset(op.name for op in ALL if op.blocks),
        retries=frozenset(op.name for op in ALL if op.retries),
        last_first=frozenset(op.name for op in ALL if op.last_first),
        timed=frozenset((op.name, rule.name) for op in ALL for rule in op.rules if rule.timed),
        gives_up=GIVES_UP,
        picks=picks(procs, queue),
    )


TURNS = gmp(1).turns
