"""Package context."""

from __future__ import annotations

from .scene import Scene, statement


@statement(1)
def cancel(w: Scene) -> None:
    w.emit("cancel()")


@statement(0.8)
def done(w: Scene) -> None:
    mark = w.quoted_mark()
    w.emit(w.pick(
        "<-ctx.Done()", f"fmt.Println({mark}, ctx.Err())", f"fmt.Println({mark}, context.Cause(ctx))",
        f"fmt.Println({mark}, errors.Is(ctx.Err(), context.Canceled))",
    ))  # fmt: skip


@statement(0.5)
def cause(w: Scene) -> None:
    mark = w.quoted_mark()
    w.emit(w.pick(
        f'cancelCause(errors.New("c{w.number()}"))', "cancelCause(nil)", "<-ctxCause.Done()",
        f"fmt.Println({mark}, ctxCause.Err(), context.Cause(ctxCause))",
    ))  # fmt: skip


@statement(0.6)
def child(w: Scene) -> None:
    """A context under another one; its cancelling does not reach the parent."""
    with w.block("{"):
        w.emit(w.pick(
            "sub, stop := context.WithCancel(ctx)", "sub, stop := context.WithTimeout(ctx, time.Microsecond)",
            "sub, stop := context.WithTimeout(ctx, time.Hour)", "sub, stop := context.WithTimeout(ctx, 0)",
            'sub, stop := context.WithTimeoutCause(ctx, time.Microsecond, errors.New("late"))',
            "sub, stop := context.WithDeadline(ctx, time.Now().Add(-time.Second))",
            "sub, stop := context.WithCancel(context.WithoutCancel(ctx))",
            "sub, stop := context.WithCancel(context.WithValue(ctx, key(1), 2))",
        ))  # fmt: skip
        end = w.pick("stop()", "defer stop()", "go stop()", "_ = stop")
        w.emit(end)
        mark = w.quoted_mark()
        w.emit(w.pick(
            f"fmt.Println({mark}, sub.Err())", f"fmt.Println({mark}, sub.Value(key(1)))",
            f"fmt.Println({mark}, context.Cause(sub), ctx.Err())",
            f"select {{ case <-sub.Done(): fmt.Println({mark}, sub.Err()); case <-{w.channel()}: }}",
        ))  # fmt: skip


@statement(0.4)
def after_func(w: Scene) -> None:
    mark = w.quoted_mark()
    with w.block("{"):
        w.emit(f"stop := context.AfterFunc(ctx, func() {{ fmt.Println({mark}) }})")
        w.emit(w.pick("_ = stop", f"fmt.Println({w.quoted_mark()}, stop())"))
