"""The scheduler of Go's runtime (`--sched gmp`): goroutines (G) run on processors (P); threads (M) are as many as it
takes and are not modelled. It only takes away schedules. Left open, as on a real machine: how fast processors are, whom
they steal from, when a goroutine is preempted, when timers fire. Not modelled: spinning threads, a mutex's starvation
mode, the phase of the 1/61 count (it begins when the global queue gets its first goroutine)."""

from __future__ import annotations

from chancheck.program.scheduler import Scheduler, Turn

TURNS = (
    Turn("park", "A goroutine that cannot go on is parked and gives its P up.", "runtime/proc.go gopark"),
    Turn(
        "run next",
        "A free P runs the goroutine made runnable last; it inherits the time slice and does not count as a pick.",
        "runtime/proc.go runqget, runnext",
    ),
    Turn("run local", "A free P runs the oldest goroutine of its own queue.", "runtime/proc.go runqget"),
    Turn(
        "look at global",
        "Every 61st pick takes from the global queue first, so that it cannot starve.",
        "runtime/proc.go findRunnable, schedtick%61",
    ),
    Turn(
        "run global",
        "A P with nothing of its own takes its share of the global queue, and runs the first.",
        "runtime/proc.go globrunqget",
    ),
    Turn(
        "steal",
        "A P that finds nothing takes the older half of another's queue, and runs the last it took.",
        "runtime/proc.go runqsteal, runqgrab",
    ),
    Turn(
        "steal next",
        "When all queues are empty even the goroutine that another P is to run next is stolen.",
        "runtime/proc.go runqgrab, stealRunNextG",
    ),
    Turn(
        "preempt",
        "A goroutine that ran for long is stopped and goes to the end of the global queue.",
        "runtime/proc.go sysmon retake, gopreempt_m; by a signal since Go 1.14",
    ),
)

QUEUES = """\
* A new goroutine, and one that is woken, is to run next on the P of the one that did it, which itself goes on; who was
  to run next before goes to the end of the local queue [runtime/proc.go runqput].
* When a local queue is full, its older half and the one too many go to the global queue [runtime/proc.go runqputslow].
* Waiting goroutines are served first come first served [runtime/chan.go waitq; runtime/sema.go].
* `runtime.Gosched` sends to the end of the global queue [runtime/proc.go goschedImpl].
* A goroutine in a system call gives its P up and comes back through the global queue [runtime/proc.go handoffp,
  exitsyscall0].
* An unlocked mutex is not handed over: whoever waited longest becomes runnable and tries again
  [internal/sync/mutex.go].
* A close wakes the last waiter first [runtime/chan.go closechan].
* Timers fire on a P that is looking for work [runtime/proc.go findRunnable, checkTimers].
"""


def gmp(procs: int, preempt: str = "any", every: int = 61, queue: int = 256, steal: str = "any") -> Scheduler:
    """Go's scheduler with these parameters."""
    return Scheduler(
        procs,
        queue,
        every,
        preempt,
        steal,
        yields=frozenset({"runtime.Gosched"}),
        sleeps=frozenset({"time.Sleep"}),
        blocks=frozenset({"check.Blocking"}),
        retries=frozenset({"sync.Mutex.Lock", "sync.RWMutex.announce"}),
        last_first=frozenset({"chan.close", "context.finish"}),
        timed=frozenset(
            {("time.Sleep", "wake"), ("check.Blocking", "return"), ("chan.recv", "timer"), ("chan.recv", "ticker")}
        ),
        turns=TURNS,
    )
