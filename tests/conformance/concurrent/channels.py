"""Channels: of numbers, of channels, of structs, directional, nil, closed."""

from __future__ import annotations

from .scene import Scene, statement


@statement(5)
def send(w: Scene) -> None:
    w.emit(f"{w.channel()} <- {w.number()}")


@statement(5)
def receive(w: Scene) -> None:
    channel = w.channel()
    form = w.random.randrange(5)
    if form == 0:
        w.emit(f"<-{channel}")
    elif form == 1:
        w.say(f"<-{channel}")
    elif form == 2:
        w.emit("{")
        w.emit("\tvar v int; var ok bool", f"\tv, ok = <-{channel}", f"\tfmt.Println({w.quoted_mark()}, v, ok)", "}")
    else:
        with w.block(f"if v, ok := <-{channel}; ok || v == 0 {{"):
            w.say("v", "ok")


@statement(1)
def close(w: Scene) -> None:
    w.emit(f"close({w.channel()})")


@statement(0.6, leaf=False)
def range_channel(w: Scene) -> None:
    with w.block(w.pick(f"for v := range {w.channel()} {{", f"for v := range {w.channel()} {{")):
        w.say("v")
        if w.chance(0.3):
            w.emit(w.pick("break", "continue"))


@statement(0.3)
def range_without_variable(w: Scene) -> None:
    with w.block(f"for range {w.channel()} {{"):
        w.say()


@statement(0.5)
def lengths(w: Scene) -> None:
    channel = w.channel()
    w.say(f"len({channel})", f"cap({channel})")


@statement(0.15)
def nil_channel(w: Scene) -> None:
    w.emit(w.pick("nilc <- 1", "<-nilc", "fmt.Println(len(nilc), cap(nilc))", "close(nilc)"))


@statement(0.6)
def directional(w: Scene) -> None:
    """A function that gets one end of each channel."""
    w.emit(f"pass({w.channel()}, {w.channel()}, {w.number()})")


@statement(0.6)
def channel_of_channels(w: Scene) -> None:
    form = w.random.randrange(3)
    if form == 0:
        w.emit(f"cc <- {w.channel()}")
    elif form == 1:
        with w.block("select {"):
            w.emit("case c := <-cc:", f"\tc <- {w.number()}")
            w.emit("default:", f"\tfmt.Println({w.quoted_mark()})")
    else:
        w.say("<-<-cc")


@statement(0.5)
def request(w: Scene) -> None:
    """A channel for the answer is sent along."""
    if w.chance(0.5):
        with w.block("{"):
            w.emit("reply := make(chan int)", "cc <- reply", f"fmt.Println({w.quoted_mark()}, <-reply)")
    else:
        with w.block("{"):
            w.emit("reply := <-cc", f"reply <- {w.number()}")


@statement(0.6)
def signal_channel(w: Scene) -> None:
    w.emit(w.pick("close(done)", "<-done", "done <- struct{}{}"))


@statement(0.6)
def struct_channel(w: Scene) -> None:
    if w.chance(0.5):
        w.emit(f'boxes <- Box{{n: {w.number()}, tags: []string{{"t"}}}}')
    else:
        with w.block("if b := <-boxes; b.n != 9 {"):
            w.say("b.n", "b.tags", "b.Twice()")


@statement(0.5)
def any_channel(w: Scene) -> None:
    """Values of several types, distinguished by a type switch."""
    if w.chance(0.5):
        value = w.pick("1", '"s"', "nil", "Box{n: 2}", "&Box{n: 3}", 'errors.New("e")', "func() int { return 4 }")
        w.emit(f"anys <- {value}")
    else:
        with w.block("switch x := (<-anys).(type) {"):
            w.emit("case int, string:", f"\tfmt.Println({w.quoted_mark()}, x)")
            w.emit("case Twicer:", f"\tfmt.Println({w.quoted_mark()}, x.Twice())")
            w.emit("case error:", f"\tfmt.Println({w.quoted_mark()}, x.Error())")
            w.emit("case func() int:", f"\tfmt.Println({w.quoted_mark()}, x())")
            w.emit("case nil:", f"\tfmt.Println({w.quoted_mark()}, x == nil)")


@statement(0.3)
def generic(w: Scene) -> None:
    w.say(f"Take({w.channel()}, {w.number()})")


@statement(0.2)
def compare(w: Scene) -> None:
    one, two = w.channel(), w.channel()
    w.say(f"(any({one}) == any({two}))", f"{one} != nil")


@statement(4)
def select(w: Scene) -> None:
    with w.block("select {"):
        for _ in range(w.random.randint(1, 3)):
            case(w)
        extra = w.random.randrange(10)
        if extra < 3:
            w.emit("default:", f"\tfmt.Println({w.quoted_mark()})")
        elif extra == 3:
            w.emit("case <-ctx.Done():", f"\tfmt.Println({w.quoted_mark()}, ctx.Err())")
        elif extra == 4:
            w.emit("case <-time.After(time.Microsecond):", f"\tfmt.Println({w.quoted_mark()})")
        elif extra == 5:
            w.emit("case <-done:", f"\tfmt.Println({w.quoted_mark()})")
        elif extra == 6:
            w.emit("case nilc <- 1:", f"\tfmt.Println({w.quoted_mark()})")


def case(w: Scene) -> None:
    """One clause of a select."""
    channel = w.channel()
    form = w.random.randrange(7)
    if form < 3:
        w.emit(f"case {channel} <- {w.random.randint(4, 6)}:", f"\tfmt.Println({w.quoted_mark()})")
    elif form < 5:
        w.emit(f"case v := <-{channel}:", f"\tfmt.Println({w.quoted_mark()}, v)")
    elif form == 5:
        w.emit(f"case v, ok := <-{channel}:", f"\tfmt.Println({w.quoted_mark()}, v, ok)")
    else:
        w.emit(f"case sink[a0.Load()&1] = <-{channel}:", f"\tfmt.Println({w.quoted_mark()})")


@statement(0.05)
def empty_select(w: Scene) -> None:
    w.emit("select {}")


@statement(0.7)
def select_loop(w: Scene) -> None:
    """Clauses that leave the loop or continue it; a channel is set to nil when it is closed."""
    label, one, two = w.fresh("L"), w.channel(), w.channel()
    with w.block("{"):
        w.emit(f"in := {one}")
        w.emit(f"{label}:")
        with w.block("for i := 0; i < 3; i++ {"), w.block("select {"):
            w.emit("case v, ok := <-in:")
            w.emit(
                "\tif !ok {", "\t\tin = nil", f"\t\tcontinue {label}", "\t}", f"\tfmt.Println({w.quoted_mark()}, v, i)"
            )
            w.emit(f"case {two} <- i:", w.pick(f"\tbreak {label}", "\tbreak", f"\tcontinue {label}"))
            if w.chance(0.5):
                w.emit("default:", f"\tbreak {label}")
