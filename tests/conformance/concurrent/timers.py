# ruff: noqa: E501
"""Package time. Durations are tiny or an hour: nothing in between could be distinguished."""

from __future__ import annotations

from .scene import Scene, statement


@statement(0.5)
def sleep(w: Scene) -> None:
    w.emit(w.pick("time.Sleep(10 * time.Microsecond)", "time.Sleep(0)", "<-time.After(time.Microsecond)"))


@statement(0.5)
def gosched(w: Scene) -> None:
    w.emit("runtime.Gosched()")


@statement(0.5)
def timer(w: Scene) -> None:
    with w.block("{"):
        w.emit(f"t := time.NewTimer({w.pick('time.Microsecond', 'time.Hour', '0')})")
        w.emit(*w.random.choice([
            (f"fmt.Println({w.quoted_mark()}, t.Stop())",),
            (f"select {{ case <-t.C: fmt.Println({w.quoted_mark()}); case <-{w.channel()}: t.Stop(); }}",),
            ("t.Reset(time.Microsecond)", "<-t.C", f"fmt.Println({w.quoted_mark()}, t.Stop())"),
            ("go t.Stop()", f"select {{ case <-t.C: fmt.Println({w.quoted_mark()}); default: fmt.Println({w.quoted_mark()}) }}"),
        ]))  # fmt: skip


@statement(0.4)
def after_func(w: Scene) -> None:
    with w.block("{"):
        w.emit(f"t := time.AfterFunc({w.pick('time.Microsecond', '0')}, func() {{ fmt.Println({w.quoted_mark()}) }})")
        w.emit(w.pick("_ = t", "t.Stop()", f"if t.Stop() {{ fmt.Println({w.quoted_mark()}) }}"))


@statement(0.2)
def ticker(w: Scene) -> None:
    with w.block("{"):
        w.emit("t := time.NewTicker(time.Microsecond)", "defer t.Stop()", "<-t.C")
        w.say()
