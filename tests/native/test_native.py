"""Small programs with state spaces that are known by counting."""

from __future__ import annotations

import pytest

from chancheck.explore.engine import Exploration, Limits, Options
from chancheck.machine.transition import END
from chancheck.program.program import Program
from tests.native.assembler import CELL, MAP, Assembler
from tests.native.models import counter, philosophers, rendezvous, spinner
from tests.native.test_parity import ordered

core = pytest.importorskip("chancheck._core")
native = pytest.importorskip("chancheck.explore.native")


def explore(program: Program, **options: object) -> Exploration:
    result: Exploration = native.NativeEngine().explore(program, Options(**options))  # type: ignore[arg-type]
    return result


def kinds(result: Exploration) -> list[str]:
    return sorted(found.kind for found in result.found)


def run_main(body: str, kinds_of_registers: str = "rrriiiiii") -> Exploration:
    """Runs one function to its end; `crash` in it (a panic) shows what it computed."""
    asm = Assembler()
    return explore(asm.program(asm.function("main", kinds_of_registers, body + "\nret 0")))


def test_one_goroutine_that_does_nothing():
    result = run_main("")
    assert (result.statistics.states, result.statistics.transitions) == (3, 2)
    assert kinds(result) == ["end"]
    assert result.found[0].trace[-1].alternative == END
    assert result.root_can_end and result.complete


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("const 3 -7\nconst 4 2\ndiv 5 3 4", -3),
        ("const 3 -7\nconst 4 2\nrem 5 3 4", -1),
        ("const 3 -9223372036854775808\nconst 4 -1\ndiv 5 3 4", -(2**63)),
        ("const 3 -9223372036854775808\nconst 4 -1\nrem 5 3 4", 0),
        ("const 3 9223372036854775807\nconst 4 1\nadd 5 3 4", -(2**63)),
        ("const 3 -1\nconst 4 2\nudiv 5 3 4", 2**63 - 1),
        ("const 3 1\nconst 4 64\nshl 5 3 4", 0),
        ("const 3 -5\nconst 4 70\nshr 5 3 4", -1),
        ("const 3 -1\nconst 4 60\nushr 5 3 4", 15),
        ("const 3 200\nwrap 5 3 8 1", -56),
        ("const 3 -1\nwrap 5 3 16 0", 65535),
        ("const 3 -1\nconst 4 1\nult 5 3 4", 0),
        ("const 3 6\nconst 4 3\nandnot 5 3 4", 4),
    ],
)
def test_arithmetic(body: str, value: int):
    result = run_main(
        f"{body}\nconst 6 {value}\neq 7 5 6\njumpif 7 good\nconst 3 2\nconst 4 0\npanic 3\ngood:\nzero 3 4"
    )
    assert kinds(result) == ["end"]


def test_maps_keep_what_was_put():
    body = f"""
        new 1 {MAP}
        const 3 5
        const 4 50
        mapput 1 3 4
        const 3 2
        const 4 20
        mapput 1 3 4
        const 3 5
        mapget 5 1 3 1
        const 7 50
        eq 8 6 7
        jumpnot 8 bad
        mapdel 1 3
        maplen 5 1
        const 7 1
        eq 8 5 7
        jumpnot 8 bad
        mapkey 5 1 0
        const 7 2
        eq 8 5 7
        jumpif 8 good
        bad:
        load 3 2 0 1
        good:
    """
    assert kinds(run_main(body)) == ["end"]


def test_memory_keeps_what_was_stored():
    body = f"new 1 {CELL}\nconst 3 7\nstore 1 0 3 1\nload 4 1 0 1\neq 5 3 4\njumpif 5 good\nload 4 2 0 1\ngood:"
    assert kinds(run_main(body)) == ["end"]


def test_nil_dereference_is_a_fault_with_its_text():
    result = run_main("load 3 1 0 1")
    assert [(f.kind, f.text) for f in result.found] == [("fault", "panic: panicked")]
    assert not result.root_can_end


def test_a_deferred_call_recovers():
    asm = Assembler()
    rescue = asm.function("rescue", "rii", "recover 1\nret 0")
    main = asm.function(
        "main",
        "rrii",
        f"const 1 {-1 - rescue}\ndefer 1 0 0\nload 2 0 0 1\nrundefers\nret 0\nback:\nret 0",
        recovered="back",
    )
    asm.functions[main].registers = "rfii"
    assert kinds(explore(asm.program(main))) == ["end"]


def test_a_plain_call_does_not_recover():
    asm = Assembler()
    inner = asm.function("inner", "rii", "recover 1\nret 0")
    rescue = asm.function("rescue", "rii", f"call 1 {inner} 0 0\nret 0")
    main = asm.function(
        "main", "rfii", f"const 1 {-1 - rescue}\ndefer 1 0 0\nload 2 0 0 1\nret 0\nback:\nret 0", recovered="back"
    )
    assert kinds(explore(asm.program(main))) == ["fault"]


def test_goexit_of_the_root_leaves_nobody():
    result = run_main("goexit")
    text = "fatal: no goroutines (main called runtime.Goexit) - deadlock!"
    assert [(f.kind, f.text, f.root_done) for f in result.found] == [("fault", text, False)]


def test_choose_forks():
    result = run_main(
        "const 3 3\nchoose 4 3\nchoose 5 3\nconst 6 2\neq 7 4 6\njumpnot 7 fine\nload 3 1 0 1\nfine:\nzero 3 3"
    )
    assert kinds(result) == ["end", "fault"]
    fault = next(f for f in result.found if f.kind == "fault")
    assert fault.trace[0].choices[0] == 2


def test_endless_recursion_overflows():
    asm = Assembler()
    main = asm.function("main", "r", "call 0 0 0 0\nret 0")
    assert [(f.kind, f.text) for f in explore(asm.program(main)).found] == [("fault", "fatal: stack overflow")]


def test_an_endless_loop_yields_and_spins():
    result = run_main("again:\njump again")
    assert kinds(result) == ["component"]
    assert result.found[0].spinning == (0,)
    assert not result.root_can_end


def test_strings():
    body = "const 3 1234\nitoa 4 3 10 0\nstrlen 5 4\nconst 6 4\neq 7 5 6\njumpif 7 good\nload 3 1 0 1\ngood:\nzero 3 2"
    assert kinds(run_main(body, "rrriiiiii")) == ["end"]
    quoted = "const 3 9786\nrunestr 4 3\nquote 5 4\nstrlen 6 5\nconst 7 5\neq 8 6 7\njumpif 8 good\nload 3 1 0 1\ngood:"
    assert kinds(run_main(quoted)) == ["end"]


def test_symmetric_workers_are_counted_once():
    apart = explore(counter(3, 2), reduce=frozenset())
    together = explore(counter(3, 2))
    assert apart.statistics.states > 2 * together.statistics.states
    assert kinds(apart) == kinds(together) == ["end"]
    assert together.contended == {0}


def test_philosophers_deadlock_unless_ordered():
    halts = [f for f in explore(philosophers(3)).found if f.kind == "halt" and f.doomed]
    assert [len(f.doomed) for f in halts] == [3]
    assert not [f for f in explore(philosophers(3, ordered=True)).found if f.kind == "halt" and f.doomed]


@pytest.mark.parametrize("capacity", [0, 1, 2, 5])
def test_messages_arrive(capacity: int):
    result = explore(rendezvous(3, capacity))
    assert kinds(result) == ["end"]


def test_an_unreceived_message_blocks_the_root():
    result = explore(rendezvous(3, 0, receive=2))
    assert [(f.kind, f.root_done, len(f.doomed)) for f in result.found] == [("halt", False, 1)]


def test_a_receiver_left_behind():
    result = explore(rendezvous(2, 0, receive=3))
    assert kinds(result) == ["end", "halt"]
    assert next(f for f in result.found if f.kind == "halt").root_done


def test_a_bottom_component_has_the_doomed_and_the_spinning():
    result = explore(spinner())
    (found,) = result.found
    assert (found.kind, len(found.doomed), len(found.spinning)) == ("component", 1, 1)


def test_limits():
    program = counter(4, 3)
    cut = explore(program, limits=Limits(states=50))
    assert (cut.complete, cut.limit) == (False, "states")
    shallow = explore(program, limits=Limits(depth=3))
    assert (shallow.complete, shallow.limit, shallow.statistics.depth) == (False, "depth", 3)
    assert explore(program, limits=Limits(seconds=0.0)).limit == "seconds"
    assert explore(program, limits=Limits(memory=1)).limit == "memory"


def test_races_are_found_without_the_lock_only():
    globals_of = frozenset({0})
    watched = [
        explore(ordered(counter(2, 1, locked=locked)), monitor=globals_of, components=False) for locked in (True, False)
    ]
    assert [{f.key[0] for f in result.found if f.kind == "race"} for result in watched] == [set(), {"race"}]


def test_a_broken_program_is_an_error_not_a_crash():
    asm = Assembler()
    main = asm.function("main", "rii", "const 1 1099511627776\nload 2 1 0 1\nret 0")
    with pytest.raises(core.BadProgram):
        explore(asm.program(main))
