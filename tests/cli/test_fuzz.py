"""For every input: an exit status of the contract, a message with a place where there is one, never a traceback."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancheck.cli.commands import chancheck

ALLOWED = {0, 1, 2, 3, 5}  # 4 is a bug in chancheck
LIMITS = ["--budget", "1s", "--max-states", "2000"]
PROGRAMS = sorted((Path(__file__).parents[1] / "litmus").glob("*.go"))
TOKENS = (
    "func", "main", "(", ")", "{", "}", "[", "]", ":=", "=", "==", "<-", "->", "...", ".", ",", ";", ":", "+", "-",
    "*", "/", "%", "&", "|", "^", "<<", ">>", "&&", "||", "!", "go", "defer", "return", "if", "else", "for", "range",
    "switch", "case", "default", "select", "break", "continue", "goto", "fallthrough", "type", "struct", "interface",
    "map", "chan", "var", "const", "import", "package", "x", "y", "T", "int", "string", "bool", "any", "nil", "true",
    "0", "1", "0x", "1e9", '"s"', "'c'", "`r`", "/*", "*/", "//", "\n", "make", "len", "new", "panic", "recover",
    "close", "append", "sync.Mutex", "wg.Wait", "c", "~", "#", "$", "\\", "\x00", "é", "世",
)  # fmt: skip
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
RUNNER = CliRunner()


def verify(path: Path, *options: str) -> str:
    """The report on a file; fails on a traceback or a status outside the contract."""
    outcome = RUNNER.invoke(chancheck, ["verify", str(path), *LIMITS, *options])
    assert outcome.exit_code in ALLOWED, f"{outcome.output}\n{path.read_bytes()!r}"
    assert "Traceback" not in outcome.output
    return outcome.output


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "program.gol"


@FUZZ
@given(tokens=st.lists(st.sampled_from(TOKENS), max_size=60), inside=st.booleans())
def test_token_soup(file: Path, tokens: list[str], inside: bool) -> None:
    text = " ".join(tokens)
    file.write_text(f"func main() {{ {text} }}" if inside else text, encoding="utf-8")
    verify(file)


@FUZZ
@given(data=st.binary(max_size=200))
def test_bytes(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    verify(file)


@FUZZ
@given(choice=st.randoms(use_true_random=False))
def test_mutated_programs(file: Path, choice: Random) -> None:
    """A few tokens of a program that works are dropped, doubled, swapped or replaced."""
    words = choice.choice(PROGRAMS).read_text(encoding="utf-8").split(" ")
    for _ in range(choice.randint(1, 4)):
        at, other = choice.randrange(len(words)), choice.randrange(len(words))
        match choice.randrange(4):
            case 0:
                del words[at]
            case 1:
                words.insert(at, words[other % len(words)])
            case 2:
                words[at], words[other] = words[other], words[at]
            case _:
                words[at] = choice.choice(TOKENS)
    file.write_text(" ".join(words), encoding="utf-8")
    verify(file)


HARD = {
    "nested": "func main() { x := " + "(" * 3000 + "1" + ")" * 3000 + "; _ = x }",
    "blocks": "func main() " + "{" * 3000 + "}" * 3000,
    "open": "func main() " + "{" * 3000,
    "long line": "func main() { " + "x := 1; _ = x; " * 1 + "/*" + "a" * 200_000 + "*/ }",
    "sum": "func main() { x := " + "1+" * 3000 + "1; _ = x }",
    "big constant": "const c = 1 << 100000\nfunc main() { _ = c >> 99999 }",
    "too big": "func main() { var x int = 1 << 70; _ = x }",
    "big array": "func main() { var a [1 << 40]int; a[0] = 1 }",
    "recursive struct": "type T struct { t T }\nfunc main() { var t T; _ = t }",
    "recursive array": "type T [2]T\nfunc main() { var t T; _ = t }",
    "recursive interface": "type I interface { I }\nfunc main() { var i I; _ = i }",
    "recursive const": "const a = b\nconst b = a\nfunc main() { _ = a }",
    "recursive var": "var a = b\nvar b = a\nfunc main() { _ = a }",
    "recursive alias": "type A = B\ntype B = A\nfunc main() { var a A; _ = a }",
    "recursive function": "func f() { f() }\nfunc main() { f() }",
    "recursive generic": "func f[T any](x T) { f[*T](nil) }\nfunc main() { f(1) }",
    "huge make": "func main() { s := make([]int, 1 << 40); _ = s }",
    "identifiers": "func main() { größe := 1; 世界 := größe; _ = 世界 }",
    "crlf": "func main() {\r\n\tprintln(1)\r\n}\r\n",
    "mark": "\ufefffunc main() {}",
    "empty": "",
    "blank": "  \n\n",
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts(tmp_path: Path, name: str) -> None:
    file = tmp_path / "program.gol"
    file.write_bytes(HARD[name].encode())
    verify(file)


@pytest.mark.parametrize("define", ["N", "=", "N=", "=1", "N=x", "N=1=2", "none=1", "N=" + "9" * 40, "N=-1", "é=1"])
def test_definitions(tmp_path: Path, define: str) -> None:
    file = tmp_path / "program.gol"
    file.write_text("const N = 1\n\nfunc main() { _ = [N]int{} }\n")
    verify(file, "-D", define)


def test_paths(tmp_path: Path) -> None:
    folder = tmp_path / "folder.gol"
    folder.mkdir()
    assert RUNNER.invoke(chancheck, ["verify", str(folder)]).exit_code == 5
    assert RUNNER.invoke(chancheck, ["verify", str(tmp_path / "missing.gol")]).exit_code == 2
    (tmp_path / "null.gol").write_bytes(b"func main() {\x00}")
    assert RUNNER.invoke(chancheck, ["verify", str(tmp_path / "null.gol")]).exit_code == 2
    (tmp_path / "latin.gol").write_bytes(b'func main() { println("\xe9") }')
    assert RUNNER.invoke(chancheck, ["verify", str(tmp_path / "latin.gol")]).exit_code == 2
