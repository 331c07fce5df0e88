"""The models of the standard library are Go: the real compiler accepts them, and results agree with the originals."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chancheck.check import Options
from chancheck.outcomes import outcomes_of

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
NATIVE = Path(__file__).parent / "native"
READ = ("io/fs", "internal/oserror")
"""Packages of the real source that hand types of models on."""
PACKAGES = {str(file.parent.relative_to(MODELS)) for file in MODELS.rglob("*.go")} | {*READ}
IMPORT = re.compile(r'^((?:import )?\s*(?:\w+ )?)"([\w./-]+)"$', re.MULTILINE)
SETTING = re.compile(r"^(func (?:Virtual|Buffered)\(\) bool)$", re.MULTILINE)
BODYLESS = re.compile(r"^(func (?!.*[{}]$).*)$", re.MULTILINE)

EMBED = """package embed

type FS struct{ files *[]file }

type file struct{ name, data string }
"""
"""The part of embed that the real source declares."""

HASH = """package maphash

type Seed struct{ s uint64 }

type Hash struct{ state Seed }

func (h *Hash) SetSeed(seed Seed)               {}
func (h *Hash) WriteByte(b byte) error          { return nil }
func (h *Hash) WriteString(s string) (int, error) { return 0, nil }
func (h *Hash) Sum64() uint64                   { return 0 }
"""
"""The part of maphash that the real source declares."""


def find_go() -> str | None:
    """Go on the path, or as installed with the test requirements."""
    return shutil.which("go") or shutil.which("go", path=str(Path(sys.executable).parent))


needs_go = pytest.mark.skipif(find_go() is None, reason="needs the Go toolchain")


def as_module(source: str) -> str:
    """The file with imports of modelled packages redirected to this module, and bodies for the runtime's functions."""
    source = SETTING.sub(r"\1 { return false }", source)
    source = BODYLESS.sub(r'\1 { panic("the runtime does this") }', source)

    def redirect(match: re.Match[str]) -> str:
        return f'{match[1]}"m/{match[2]}"' if match[2] in PACKAGES else match[0]

    return IMPORT.sub(redirect, source)


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("models")
    (root / "go.mod").write_text("module m\n\ngo 1.24\n")
    for file in MODELS.rglob("*.go"):
        target = root / file.relative_to(MODELS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_module(file.read_text()))
    goroot = Path(go(root, "env", "GOROOT").stdout.strip())
    for name in ("strings/reader.go", "bytes/reader.go"):  # of the real source
        (root / name).write_text(as_module((goroot / "src" / name).read_text()))
    quick = (goroot / "src" / "testing" / "quick" / "quick.go").read_text()
    quick = re.sub(r"^func (Check|CheckEqual)\(", r"func their\1(", quick, flags=re.MULTILINE)
    (root / "testing" / "quick" / "rest.go").write_text(as_module(quick))
    for package in READ:
        (root / package).mkdir(parents=True)
        for file in (goroot / "src" / package).glob("*.go"):
            if not file.name.endswith("_test.go"):
                text = (
                    file.read_text()
                    .replace("bytealg.CompareString(", "cmp.Compare(")
                    .replace("internal/bytealg", "cmp")
                )
                (root / package / file.name).write_text(as_module(text))
    (root / "hash" / "maphash" / "rest.go").write_text(HASH)
    (root / "embed" / "rest.go").write_text(EMBED)
    (root / "reflect" / "rest.go").write_text("package reflect\n\ntype StructTag string\n")  # of the real source
    return root


def go(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(find_go()), *arguments], cwd=root, capture_output=True, text=True, check=False)


@needs_go
def test_every_model_compiles(module: Path) -> None:
    done = go(module, "build", "./...")
    assert done.returncode == 0, done.stderr


@needs_go
def test_models_are_formatted() -> None:
    goroot = go(ROOT, "env", "GOROOT").stdout.strip()
    done = subprocess.run([f"{goroot}/bin/gofmt", "-l", str(MODELS)], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def with_native_text(module: Path) -> None:
    """Real Go's reflection does the runtime's part of internal/text."""
    text = module / "internal" / "text"
    if (text / "native.go").exists():
        return
    source = (text / "text.go").read_text()
    (text / "text.go").write_text(re.sub(r"^func .*\}\n", "", source, flags=re.MULTILINE))
    shutil.copy(NATIVE / "text.go.txt", text / "native.go")


@needs_go
@pytest.mark.parametrize("program", ["format", "libraries"])
def test_models_agree_with_the_standard_library(module: Path, program: str) -> None:
    """Every verb on every kind of value prints what Go prints; plain functions return what Go's return."""
    with_native_text(module)
    (module / program).mkdir()
    shutil.copy(NATIVE / f"{program}_main.go.txt", module / program / "main.go")
    built = go(module, "build", "-o", f"{program}/differ", f"./{program}")
    assert built.returncode == 0, built.stderr
    done = subprocess.run([module / program / "differ"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_go
def test_buffers_print_what_go_prints() -> None:
    """Readers, writers, pipes, parts of bytes and strings: a sequential program with one outcome."""
    program = Path(__file__).parent / "buffers.go"
    printed = go(program.parent, "run", str(program)).stdout
    outcomes, limit = outcomes_of(program, Options())
    assert limit is None
    assert [outcome.split() for outcome in outcomes] == [printed.split()]
