"""The reference engine on programs built by hand: what it visits, finds, and how it distinguishes findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancheck.explore.engine import Exploration, Found, Limits, Options, Statistics
from chancheck.explore.registry import engine
from chancheck.explore.strategy import explore_all
from chancheck.machine.transition import DEFAULT
from chancheck.program.program import Program
from chancheck.program.rules import Acquire, Arg, Clock, Effect, Int, Operation, Output, Release, Rule
from tests.native.assembler import CELL, CHAN, CLOSURE, LOCK, OPERATIONS, Assembler
from tests.native.models import counter, philosophers, rendezvous, spawn_all, spinner


def explore(program: Program, **options: object) -> Exploration:
    return engine("reference").explore(program, Options(**options))  # type: ignore[arg-type]


def only(result: Exploration, kind: str) -> Found:
    (found,) = [found for found in result.found if found.kind == kind]
    return found


def kinds(result: Exploration) -> list[str]:
    return sorted(found.kind for found in result.found)


def main_alone(body: str, registers: str = "rrriiiiii") -> Program:
    asm = Assembler()
    return asm.program(asm.function("main", registers, body + "\nret 0"))


# --- operations


def test_a_lock_lets_one_in_at_a_time():
    result = explore(counter(3, 2))
    assert result.complete and kinds(result) == ["end"]


def test_default_stays_possible_while_a_partner_stands_ready():
    """A partner at its operation need not have parked: the select may meet it and may give up."""
    asm = Assembler()
    sender = asm.function("sender", "rrii", "get 1 0 1 1\nconst 2 7\ndo send 1 2\nret 0")
    select = "select gave receive 1 -> 5 4 => met\ngave:\njump out\nmet:\nconst 4 1\ndo exit 4\nout:"
    program = asm.program(spawn_all(asm, sender, 1, f"new 1 {CHAN}", select))
    result = explore(program)
    assert only(result, "exit").text == "1"
    assert result.root_can_end
    taken = {step.alternative for step in only(result, "end").trace}
    assert DEFAULT in taken


def test_two_selects_with_defaults_never_meet():
    asm = Assembler()
    other = asm.function("other", "rrii", "get 1 0 1 1\nselect out send 1 2 => out\nout:\nret 0")
    select = "select out receive 1 -> 5 4 => met\nmet:\nconst 4 1\ndo exit 4\nout:"
    result = explore(asm.program(spawn_all(asm, other, 1, f"new 1 {CHAN}", select)))
    assert "exit" not in kinds(result)


def test_a_nil_channel_blocks_for_ever():
    result = explore(main_alone("do receive 1 -> 3 4"))
    found = only(result, "halt")
    assert found.doomed == (0,) and not found.root_done and not result.root_can_end


# --- panics


def deferring(deferred: str, main: str, registers: str = "rrrii") -> Program:
    """main defers the function `deferred`, then runs `main`; where it recovers it ends normally."""
    asm = Assembler()
    function = asm.function("deferred", registers, deferred + "\nret 0")
    body = f"const 2 {-1 - function}\ndefer 2 0 0\n{main}\nrundefers\nret 0\nrecovered:\nrundefers\nret 0"
    return asm.program(asm.function("main", "rrfti", body, recovered="recovered"))


def test_an_uncaught_panic_ends_the_run_with_its_text():
    found = only(explore(main_alone("const 3 2\nconst 4 5\npanic 3")), "fault")
    assert found.text == "panic: panicked"


def test_recover_in_a_deferred_call_ends_the_panic():
    result = explore(deferring("recover 3", "const 3 2\nconst 4 5\npanic 3"))
    assert kinds(result) == ["end"]


def test_recover_gives_the_value():
    check = "recover 3\nconst 2 5\neq 2 2 4\njumpif 2 same\nconst 4 9\ndo exit 4\nsame:"
    assert kinds(explore(deferring(check, "const 3 2\nconst 4 5\npanic 3", "rritii"))) == ["end"]


def test_recover_gives_nothing_in_a_function_that_the_deferred_one_calls():
    asm = Assembler()
    inner = asm.function("inner", "rti", "recover 1\nret 0")
    outer = asm.function("outer", "rr", f"call 1 {inner} 0 0\nret 0")
    body = f"const 1 {-1 - outer}\ndefer 1 0 0\nconst 2 2\nconst 3 5\npanic 2\nagain:\nret 0"
    program = asm.program(asm.function("main", "rfti", body, recovered="again"))
    assert kinds(explore(program)) == ["fault"]


def test_recover_looks_through_wrappers():
    asm = Assembler()
    inner = asm.function("inner", "rti", "recover 1\nret 0")
    outer = asm.function("outer", "rr", f"call 1 {inner} 0 0\nret 0", wrapper=True)
    body = f"const 1 {-1 - outer}\ndefer 1 0 0\nconst 2 2\nconst 3 5\npanic 2\nagain:\nret 0"
    program = asm.program(asm.function("main", "rfti", body, recovered="again"))
    assert kinds(explore(program)) == ["end"]


def test_deferred_calls_run_last_first():
    asm = Assembler()
    first = asm.function("first", "ri", "const 1 1\ndo exit 1\nret 0")
    second = asm.function("second", "ri", "const 1 2\ndo exit 1\nret 0")
    body = f"const 1 {-1 - first}\ndefer 1 0 0\nconst 1 {-1 - second}\ndefer 1 0 0\nrundefers\nret 0"
    program = asm.program(asm.function("main", "rf", body, recovered=""))
    assert only(explore(program), "exit").text == "2"


def test_goexit_of_the_root_is_fatal_once_nobody_is_left():
    found = only(explore(main_alone("goexit")), "fault")
    assert found.text == "fatal: no goroutines (main called runtime.Goexit) - deadlock!"


# --- choices and output


def test_choose_takes_every_value_once():
    result = explore(main_alone("const 3 3\nchoose 4 3\ndo exit 4"))
    assert sorted(found.text for found in result.found if found.kind == "exit") == ["0", "1", "2"]
    assert {found.trace[0].choices for found in result.found} == {(0,), (1,), (2,)}


def printing() -> Program:
    """Two goroutines, one of them main, each print one letter; main then waits for the other."""
    asm = Assembler()
    asm.strings += [b"a", b"b"]
    print_ = Operation("exit", ("text",), (Rule("print", Int(1), (Output(0),), "prints"),))
    worker = asm.function("worker", "rrii", "get 1 0 1 1\nconst 2 3\ndo exit 2\ndo send 1 2\nret 0")
    program = asm.program(spawn_all(asm, worker, 1, f"new 1 {CHAN}", "const 4 4\ndo exit 4\ndo receive 1 -> 4 5"))
    program.operations = [print_ if op.name == "exit" else op for op in program.operations]
    return program


def test_one_end_for_every_output():
    ends = [found.output for found in explore(printing()).found if found.kind == "end"]
    assert sorted(ends) == [b"ab", b"ba"]


# --- halts, leaks, components


def test_a_goroutine_left_behind_by_main_is_a_halt_with_root_done():
    found = only(explore(rendezvous(1, 1, receive=2)), "halt")
    assert found.root_done and len(found.doomed) == 1


def test_a_deadlock_names_everybody():
    found = only(explore(philosophers(3)), "halt")
    assert found.root_done and len(found.doomed) == 3


def test_spinning_and_doomed_in_a_bottom_component():
    found = only(explore(spinner()), "component")
    assert (len(found.doomed), len(found.spinning), found.root_done) == (1, 1, False)
    assert found.spinning == (0,)


def test_a_search_without_components_finds_none():
    assert explore(spinner(), components=False).found == []


# --- states, traces, limits


def test_symmetry_merges_what_only_differs_in_who_does_it():
    with_it, without = explore(counter(4, 1)), explore(counter(4, 1), reduce=frozenset())
    assert with_it.statistics.states < without.statistics.states
    assert kinds(with_it) == kinds(without)


def test_objects_nobody_reaches_are_no_part_of_a_state():
    """A loop that allocates and forgets comes back to the same state."""
    asm = Assembler()
    loop = f"again:\nnew 1 {CELL}\nconst 2 3\nput 1 0 2 1\nzero 1 2\ndo lock 3\ndo unlock 3\njump again"
    result = explore(asm.program(asm.function("main", "rrir", f"new 3 {LOCK}\n{loop}")), limits=Limits(states=50))
    assert result.complete and result.statistics.states < 10


def test_breadth_first_traces_are_shortest():
    deep = only(explore(philosophers(3), search="dfs"), "halt")
    shallow = only(explore(philosophers(3)), "halt")
    assert len(shallow.trace) <= len(deep.trace)


@pytest.mark.parametrize("search", ["bfs", "dfs"])
def test_every_search_visits_the_same_states(search: str):
    assert explore(counter(3, 2), search=search).statistics.states == explore(counter(3, 2)).statistics.states


def test_limits_are_named():
    assert explore(counter(4, 3), limits=Limits(states=20)).limit == "states"
    assert explore(counter(4, 3), limits=Limits(depth=3)).limit == "depth"
    assert explore(counter(4, 3), limits=Limits(seconds=0.0)).limit == "seconds"
    assert not explore(counter(4, 3), limits=Limits(states=20)).complete


def test_random_walks_prove_nothing_but_find_things():
    result = explore(philosophers(3), search="random", limits=Limits(seconds=2.0))
    assert not result.complete
    assert "halt" in kinds(result)


def test_progress_may_stop_the_search():
    def stop(statistics: Statistics) -> bool:
        return True

    result = explore(counter(5, 8), reduce=frozenset(), progress=stop)
    assert (result.complete, result.limit) == (False, "interrupt")


# --- races


def ordered(program: Program, effects: dict[str, Effect]) -> Program:
    """The operations with a happens-before effect added to every rule."""
    program.operations = [
        replace(op, rules=tuple(replace(r, effects=(*r.effects, effects[op.name])) for r in op.rules))
        if op.name in effects
        else op
        for op in OPERATIONS
    ]
    return program


MUTEX_ORDER: dict[str, Effect] = {"lock": Acquire(Clock(Arg(0))), "unlock": Release(Clock(Arg(0)))}


def races(program: Program) -> list[Found]:
    return [found for found in explore_all(program, Options(), "reference").found if found.kind == "race"]


def test_a_lock_that_orders_its_sections_leaves_no_race():
    assert races(ordered(counter(2, 2), MUTEX_ORDER)) == []


def test_mutual_exclusion_alone_orders_nothing():
    assert races(counter(2, 1))


def test_without_a_lock_a_counter_races():
    assert races(counter(2, 1, locked=False))


def test_an_acquire_without_a_release_orders_nothing():
    assert races(ordered(counter(2, 1), {"lock": Acquire(Clock(Arg(0)))}))


def test_what_was_done_before_a_spawn_cannot_race():
    asm = Assembler()
    reader = asm.function("reader", "rrii", f"const 1 {1 << 24}\nload 3 1 2 1\nret 0")
    setup = f"new 1 {LOCK}\nconst 2 {1 << 24}\nconst 4 5\nstore 2 2 4 1\nconst 2 0"
    assert races(asm.program(spawn_all(asm, reader, 2, setup))) == []


def test_a_write_after_a_spawn_races_with_the_new_goroutine():
    asm = Assembler()
    reader = asm.function("reader", "rrii", f"const 1 {1 << 24}\nload 3 1 2 1\nret 0")
    late = f"const 2 {1 << 24}\nconst 4 5\nstore 2 2 4 1"
    assert len(races(asm.program(spawn_all(asm, reader, 1, f"new 1 {LOCK}", late)))) == 1


def test_a_write_by_the_last_goroutine_left_races_with_a_read_before():
    """Main writes what only it can still reach; the reader is gone, but nothing ordered its end before the write."""
    asm = Assembler()
    body = "get 1 0 1 1\nload 2 1 0 1\nzero 0 3\nconst 1 0\nload 2 3 0 1\nret 0"
    reader = asm.function("reader", "rrir", body.replace("const 1 0\nload 2 3 0 1\n", ""))
    wait = "new 2 2\nagain:\ndo lock 2\ndo unlock 2\nchoose 4 5\njumpif 4 again\nconst 4 5\nstore 1 0 4 1"
    main = f"""
        new 1 {CELL}
        new 3 {CLOSURE}
        const 4 {reader}
        put 3 0 4 1
        put 3 1 1 1
        spawn 3 0
        zero 3 1
        const 5 2
        {wait}
        ret 0
        """
    assert len(races(asm.program(asm.function("main", "rrrrii", main)))) == 1
