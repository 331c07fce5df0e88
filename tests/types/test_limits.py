"""Programs that no person writes: the front end refuses them with a place, or decides, but never fails or hangs."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from chancheck.check import load
from chancheck.deadline import Deadline, running
from chancheck.diagnostic import Diagnostics, SourceError
from chancheck.files import read
from chancheck.graph.build import build_graphs
from chancheck.lower.lower_program import lower
from chancheck.options import Options
from chancheck.source import Source

MAIN = "func main() {}\n"
N = 10_000

NESTED = {
    "parentheses": f"func main() {{ x := {'(' * N}1{')' * N}; _ = x }}\n",
    "blocks": f"func main() {{ {'{' * N}{'}' * N} }}\n",
    "slices": f"var x {'[]' * N}int\n{MAIN}",
    "literals": f"type T []T\nvar x = T{'{' * N}{'}' * N}\n{MAIN}",
    "unary": f"func main() {{ x := 1; y := {'- ' * N}x; _ = y }}\n",
    "else": f"func main() {{ x := 1\n{'if x == 0 {} else ' * N}{{}} }}\n",
    "functions": f"func main() {{ {'func() { ' * N}{'}()' * N} }}\n",
    "sums": f"func main() {{ x := 1; y := x{' + x' * N}; _ = y }}\n",
    "structs": f"var x {'struct { a ' * N}int{' }' * N}\n{MAIN}",
}

LARGE = {
    "string": 'const a0 = "xxxxxxxxxx"\n' + "".join(f"const a{i} = a{i - 1} + a{i - 1}\n" for i in range(1, 60)) + MAIN,
    "shift": f"const a = 1 << 1000000000 >> 999999999\n{MAIN}",
    "product": "const a0 = 1e4000\n" + "".join(f"const a{i} = a{i - 1} * a{i - 1}\n" for i in range(1, 60)) + MAIN,
    "literal": f"const a = {'9' * 100_000}\n{MAIN}",
    "fields": "type T0 struct{ " + "; ".join(f"f{i} int" for i in range(8)) + " }\n"
    + "".join(f"type T{i} struct {{ " + "; ".join(f"f{j} T{i - 1}" for j in range(8)) + " }\n" for i in range(1, 12))
    + MAIN,
    "arrays": f"type A [1000]int\ntype B [1000]A\ntype C [1000]B\nvar c C\n{MAIN}",
    "chain": "".join(f"var v{i} = v{i + 1}\n" for i in range(2000)) + f"var v2000 = 1\n{MAIN}",
    "instances": f"type G[T any] struct {{ next *G[[]T] }}\nvar g G[int]\n{MAIN}",
    "select": "func main() {\n\tvar c chan int\n\tselect {\n" + "\tcase <-c:\n" * 5000 + "\t}\n}\n",
}  # fmt: skip


def checked(body: str) -> None:
    with running(Deadline.of(30.0, 1.0, None)):
        package = load(Source("a.go", "package main\n\n" + body), Options(), Diagnostics())
        lower(build_graphs(package, "main"))


@pytest.mark.parametrize("name", [*NESTED, *LARGE])
def test_refused_with_a_place(name: str) -> None:
    with pytest.raises(SourceError) as caught:
        checked({**NESTED, **LARGE}[name])
    assert all(d.pos.line > 0 or d.code == "CC004" for d in caught.value.diagnostics)
    codes = {d.code for d in caught.value.diagnostics}
    assert codes == {"CC004"} if name in NESTED else codes <= {"CC004", "CC201", "CC202", "CC203", "CC301"}


def test_a_pipe_and_a_device_are_no_source(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.go"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(SourceError, match="no regular file"):
            read(path)


@pytest.mark.parametrize("body", [
    "func main() {\n\tx := 1\n\tswitch x {\n" + "".join(f"\tcase {i}:\n" for i in range(5000)) + "\t}\n}\n",
    "".join(f"type T{i} []T{i + 1}\n" for i in range(3000)) + "type T3000 int\nfunc main() { var t T0; _ = t }\n",
    "type T0 struct{}\n" + "".join(f"type T{i} = func(T{i - 1}, T{i - 1})\n" for i in range(1, 20)) + MAIN,
    "const c0 = 1\n" + "".join(f"const c{i} = c{i - 1} + 1\n" for i in range(1, 5000)) + MAIN,
], ids=["switch", "types", "doubled", "constants"])  # fmt: skip
def test_accepted(body: str) -> None:
    checked(body)


def test_registers_do_not_grow_with_the_length() -> None:
    """Else everything that is computed of registers takes the square of the length."""

    def registers(lines: int) -> int:
        body = "func main() {\n\tch := make(chan int, 1)\n" + "\tch <- 1\n\tprintln(<-ch + len(ch))\n" * lines + "}\n"
        package = load(Source("a.go", "package main\n\n" + body), Options(), Diagnostics())
        return max(len(f.registers) for f in lower(build_graphs(package, "main")).functions)

    assert registers(3000) == registers(1000)


PIECES = re.compile(r"\w+|\s+|.")


@pytest.mark.parametrize("seed", range(40))
def test_damaged_programs(seed: int) -> None:
    chance = random.Random(seed)
    programs = sorted((Path(__file__).parents[1] / "conformance" / "features").glob("*.go"))
    pieces = PIECES.findall(chance.choice(programs).read_text())
    words = [piece for piece in pieces if piece.strip()]
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(pieces))
        pieces[at : at + chance.randint(0, 2)] = [chance.choice(words)] * chance.randint(0, 1)
    if chance.random() < 0.2:
        del pieces[chance.randrange(len(pieces)) :]
    try:
        text = "".join(pieces).partition("package main")[2]
        checked(text if "func main() {" in text else text + "\n\nfunc main() {\n}\n")
    except SourceError as error:
        assert error.diagnostics
