"""Random small pipelines of up to three channels, some of which can be repaired by room and some not."""

from __future__ import annotations

from itertools import pairwise
from random import Random


def pipeline(seed: int) -> str:
    """A producer, up to two stages, and a consumer that may stop early, select, or never come."""
    random = Random(seed)
    stages = random.randint(0, 2)
    values = random.randint(1, 3)
    names = [f"c{i}" for i in range(stages + 1)]
    body = [f"\t{name} := make(chan int{random.choice(['', ', 1', ', 3'])})" for name in names]
    closes = random.random() < 0.7
    body += ["\tgo func() {", f"\t\tfor i := range {values} {{", "\t\t\tc0 <- i", "\t\t}"]
    body += ["\t\tclose(c0)"] * closes + ["\t}()"]
    for source, target in pairwise(names):
        body += ["\tgo func() {"]
        if closes:
            body += [f"\t\tfor v := range {source} {{", f"\t\t\t{target} <- v", "\t\t}", f"\t\tclose({target})"]
        else:
            body += [f"\t\tfor range {values} {{", f"\t\t\t{target} <- <-{source}", "\t\t}"]
        body += ["\t}()"]
    last = names[-1]
    taken = random.randint(0, values)
    consumer = random.choice(["count", "count", "first", "default"])
    if consumer == "count":
        body += ["\t<-" + last] * taken
    elif consumer == "first":
        body += ["\tselect {", f"\tcase <-{last}:", f"\tcase <-{names[0]}:", "\t}"]
    else:
        body += ["\tselect {", f"\tcase <-{last}:", "\tdefault:", "\t}"]
    return "package main\n\nfunc main() {\n" + "\n".join(body) + "\n}\n"
