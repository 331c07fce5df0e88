"""Rules of thumb for repairs: each for a program of its kind, and none where none fits."""

from __future__ import annotations

import pytest

import chancheck
from chancheck.report.repairs import repair

HEAD = 'package main\n\nimport (\n\t"sync"\n\t"time"\n)\n\nvar _ sync.Mutex\nvar _ time.Duration\n\n'

LOCK_ORDER = """func main() {
	var a, b sync.Mutex
	go func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }()
	b.Lock()
	a.Lock()
}
"""

TWO_CONDITIONS = """func main() {
	var m sync.Mutex
	c := sync.NewCond(&m)
	n := 0
	wait := func(until int) {
		m.Lock()
		defer m.Unlock()
		switch until {
		case 1:
			if n != 1 {
				c.Wait()
			}
		case 2:
			if n != 2 {
				c.Wait()
			}
		}
	}
	go wait(1)
	go wait(2)
	c.Signal()
	select {}
}
"""


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (LOCK_ORDER, "same order"),
        ("func main() {\n\tvar m sync.Mutex\n\tm.Lock()\n\tm.Lock()\n}\n", "not reentrant"),
        ("func main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n}\n", "room for what may be left"),
        (
            "func main() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\tfor range c {\n\t}\n}\n",
            "close the channel",
        ),
        ("func main() {\n\tvar c chan int\n\t<-c\n}\n", "make the channel"),
        ("func main() {\n\tt := time.NewTimer(1)\n\t<-t.C\n\tt.Stop()\n\t<-t.C\n}\n", "drain a timer"),
        ("func main() {\n\tt := time.NewTicker(1)\n\tt.Stop()\n\t<-t.C\n}\n", "Stop closes nothing"),
        (
            "func main() {\n\tt := time.NewTicker(1)\n\tgo func() {\n\t\tfor range t.C {\n\t\t}\n\t}()\n"
            "\tt.Stop()\n}\n",
            "Stop closes nothing",
        ),
        (TWO_CONDITIONS, "one Cond for each condition"),
        (TWO_CONDITIONS.replace("wait(2)", "wait(1)"), "in a loop"),
        ("func main() {\n\tc := make(chan int)\n\tclose(c)\n\tclose(c)\n}\n", "in one place"),
        ("func main() {\n\tx := 0\n\tgo func() { x = 1 }()\n\tprintln(x)\n}\n", "one lock"),
        ("func main() {\n\tpanic(1)\n}\n", ""),
    ],
)
def test_a_rule_of_thumb(program: str, words: str) -> None:
    findings = chancheck.verify(HEAD + program).verdict.findings
    assert words in repair(findings[0]) and bool(words) == bool(repair(findings[0]))
