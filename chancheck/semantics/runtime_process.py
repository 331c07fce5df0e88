"""The process: giving way, counting goroutines, printing, ending."""

from __future__ import annotations

from chancheck.program.rules import Arg, Exit, Fatal, Goroutines, Int, Operation, Output, Result, Rule

ALWAYS = Int(1)

GOSCHED = Operation(
    "runtime.Gosched",
    (),
    (Rule("continue", ALWAYS, (), "Gosched lets others run; it orders nothing.", cite="runtime, Gosched"),),
    waiting="runnable",
    text="`runtime.Gosched()`.",
    yields=True,
)

GOROUTINES = Operation(
    "runtime.NumGoroutine",
    (),
    (
        Rule(
            "count",
            ALWAYS,
            (Result(0, Goroutines()),),
            "The number of goroutines that have not ended at this moment; a goroutine that is exiting may count.",
            cite="runtime, NumGoroutine",
        ),
    ),
    text="`runtime.NumGoroutine()`.",
)

EXIT = Operation(
    "os.Exit",
    ("status",),
    (Rule("exit", ALWAYS, (Exit(Arg(0)),), "The process ends; no deferred call runs.", cite="os, Exit"),),
    text="`os.Exit(status)`.",
)

OUTPUT = Operation(
    "print",
    ("text",),
    (Rule("print", ALWAYS, (Output(0),), "What is printed follows what was printed before.", cite="os, Stdout"),),
    text="One write to standard output; a step of its own only when outcomes are collected.",
)

GO = Operation(
    "go",
    (),
    (
        Rule(
            "start",
            ALWAYS,
            (),
            "Other goroutines may count the goroutines before a new one starts.",
            cite="Go spec, Go statements",
        ),
    ),
    waiting="runnable",
    text="`go f()`; a step of its own only where goroutines are counted.",
)

FAIL = Operation(
    "testing.fail",
    (),
    (
        Rule(
            "fail",
            ALWAYS,
            (Fatal("the test failed"),),
            "A run may end where the test fails: the finding is reported there.",
            cite="package testing, T.Fail",
        ),
        Rule("continue", ALWAYS, (), "Fail does not end the test.", cite="package testing, T.Fail"),
    ),
    waiting="runnable",
    text="A test is marked as failed (`t.Error`, `t.Fatal`...); not a step when outcomes are collected.",
)

GO_NIL = Operation(
    "go nil",
    (),
    (
        Rule(
            "nil",
            ALWAYS,
            (Fatal("go of nil func value"),),
            "A go statement with a nil function ends the program.",
            cite="Go spec, Go statements; runtime/proc.go newproc1",
        ),
    ),
    text="`go f()` where f is nil.",
)

ACCESS = Operation(
    "memory.access",
    (),
    (Rule("access", ALWAYS, (), "Others may step in before an access that races.", cite="Go memory model, Advice"),),
    waiting="runnable",
    text="Before a read or write of memory that races with another; a step of its own only once the race is known.",
)

BLOCKING = Operation(
    "check.Blocking",
    (),
    (
        Rule(
            "return",
            ALWAYS,
            (),
            "A system call may return at any moment.",
            cite="runtime/proc.go entersyscall",
            timed=True,
        ),
    ),
    waiting="syscall",
    text="`check.Blocking()`: a system call that takes its time.",
    blocks=True,
)

OPERATIONS = (BLOCKING, GOSCHED, GOROUTINES, EXIT, OUTPUT, FAIL, GO, GO_NIL, ACCESS)
