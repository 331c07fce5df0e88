"""Channels. A channel is an object: capacity, whether it is closed, its timer's state, and the queue of its elements.

The state stores no queue of waiters: a goroutine at its operation *is* the waiter (ADR 3). The order in which waiters
are served is unobservable, since they may have arrived in any order; so every order is explored.
"""

from __future__ import annotations

from chancheck.program.rules import (
    Access,
    Acquire,
    Clock,
    Front,
    Int,
    Meet,
    Operand,
    Operation,
    Panic,
    Pop,
    Push,
    Release,
    Result,
    Rotate,
    Rule,
    SetSlot,
    Telling,
    ZeroElem,
)
from chancheck.semantics.channel_object import (
    ARMING,
    CLOSED,
    CLOSING,
    EXPIRED,
    ONCE,
    TICKING,
    TIMER,
    UNARMED,
    cap,
    ch,
    closed,
    length,
    timer,
)

value = Operand(1)
FILLED = Clock(ch, length, slot=True)  # the buffer slot that a send fills
FRONT = Clock(ch, 0, slot=True)  # the one that a receive empties
SOME_TIME = Int(1)  # what models/time reads from a clock that is not there

SEND = Operation(
    "chan.send",
    ("channel", "value"),
    (
        Rule(
            "closed",
            closed,
            (Access(ch, CLOSED, "read"), Panic("send on closed channel")),
            "A send on a closed channel panics, even if it was waiting before the close.",
            cite="Go spec, Send statements; runtime/chan.go chansend",
        ),
        Rule(
            "buffer",
            ~closed & (length < cap),
            (Access(ch, CLOSED, "read"), Acquire(FILLED), Release(FILLED), Push(ch, value)),
            "A send puts its value into the buffer while there is room.",
            cite="Go spec, Send statements; memory model: the kth receive happens before the (k+C)th send completes",
        ),
        Rule(
            "hand over",
            ~closed & cap.eq(0),
            (Access(ch, CLOSED, "read"), Result(0, value, peer=True), Result(1, Int(1), peer=True), Meet()),
            "On an unbuffered channel a send and a receive happen together.",
            peer="chan.recv",
            cite="Go spec, Channel types; memory model: a receive happens before the send completes",
        ),
    ),
    gives_up=~closed & ~(length < cap),
    waiting="chan send",
    waiting_nil="chan send (nil chan)",
    text="`c <- v`. On a nil channel it waits for ever.",
    telling=Telling("send", ("chan.recv",)),
)

RECV = Operation(
    "chan.recv",
    ("channel",),
    (
        Rule(
            "buffer",
            Int(0) < length,
            (Result(0, Front(ch)), Result(1, Int(1)), Acquire(FRONT), Release(FRONT), Pop(ch), Rotate(ch, cap)),
            "A receive takes the oldest value of the buffer, even after a close.",
            cite="Go spec, Receive operator; memory model: a send happens before its receive completes",
        ),
        Rule(
            "closed",
            closed & length.eq(0),
            (Result(0, ZeroElem(ch)), Result(1, Int(0)), Acquire(CLOSING)),
            "A receive from a closed and drained channel yields the zero value and false.",
            cite="Go spec, Receive operator; memory model: a close happens before such a receive",
        ),
        Rule(
            "timer",
            timer.eq(ONCE) | timer.eq(EXPIRED),
            (Result(0, SOME_TIME), Result(1, Int(1)), SetSlot(ch, TIMER, Int(UNARMED)), Acquire(ARMING)),
            "An armed timer delivers one time and is then unarmed.",
            cite="time, NewTimer; runtime/time.go since Go 1.23",
            timed=True,
        ),
        Rule(
            "ticker",
            timer.eq(TICKING),
            (Result(0, SOME_TIME), Result(1, Int(1)), Acquire(ARMING)),
            "A ticker can always tick again.",
            cite="time, NewTicker",
            timed=True,
        ),
    ),
    gives_up=length.eq(0) & ~closed & timer.ne(EXPIRED),
    waiting="chan receive",
    waiting_nil="chan receive (nil chan)",
    text="`<-c`. On a nil channel it waits for ever. An unbuffered channel's receive is one side of a send.",
    telling=Telling("receive", ("chan.send", "chan.close")),
)

CLOSE = Operation(
    "chan.close",
    ("channel",),
    (
        Rule(
            "nil",
            ch.eq(0),
            (Panic("close of nil channel"),),
            "Closing a nil channel panics.",
            cite="Go spec, Close",
        ),
        Rule(
            "again",
            ch.ne(0) & closed,
            (Panic("close of closed channel"),),
            "Closing a closed channel panics.",
            cite="Go spec, Close",
        ),
        Rule(
            "close",
            ch.ne(0) & ~closed,
            (Access(ch, CLOSED, "write"), Release(CLOSING), SetSlot(ch, CLOSED, Int(1))),
            "A close enables every waiting receive, and makes every waiting send panic.",
            cite="Go spec, Close; runtime/chan.go closechan; the race detector takes a send as a read of what it writes",  # noqa: E501
        ),
    ),
    text="`close(c)`. What is in the buffer can still be received.",
    telling=Telling("close"),
    last_first=True,
)

LEN = Operation(
    "chan.len",
    ("channel",),
    (
        Rule(
            "nil", ch.eq(0), (Result(0, Int(0)),), "A nil channel holds nothing.", cite="Go spec, Length and capacity"
        ),
        Rule(
            "length",
            ch.ne(0),
            (Result(0, length),),
            "The number of values in the buffer at this moment; it orders nothing.",
            cite="Go spec, Length and capacity; runtime/chan.go chanlen",
        ),
    ),
    text="`len(c)`.",
)

OPERATIONS = (SEND, RECV, CLOSE, LEN)
