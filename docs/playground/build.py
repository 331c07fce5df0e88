"""Builds the playground: a static site in which chancheck runs in the browser.

    python docs/playground/build.py OUT [--pyodide DIR] [--msgspec WHEEL]

Without the options Pyodide comes from npm (`npm pack pyodide`) and the wheel of msgspec from PyPI. Nothing of either is
kept in the repository. `python -m http.server -d OUT` serves the result.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from chancheck.report.bundle import page
from chancheck.syntax.tables import tables, to_data

ROOT = Path(__file__).resolve().parents[2]
PYODIDE, MSGSPEC = "314.0.7", "0.22.0"
PLATFORM, PYTHON = "pyemscripten_2026_0_wasm32", "3.14"
NEEDED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
FOLDERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["scikit-build"]["wheel"]["packages"]
POLICY = "; worker-src 'self'; connect-src 'self'"


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the playground.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pyodide", type=Path, help="the unpacked package of npm; default: fetch it")
    parser.add_argument("--msgspec", type=Path, help="its wheel for Pyodide; default: fetch it")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        collect(given.out, given.pyodide or from_npm(Path(folder)), given.msgspec or from_pypi(Path(folder)))
    print(f"built in {given.out}: python -m http.server -d {given.out}")


def collect(out: Path, pyodide: Path, msgspec: Path) -> None:
    (out / "pyodide").mkdir(exist_ok=True)
    for name in NEEDED:
        shutil.copy(pyodide / name, out / "pyodide" / name)
    shutil.copy(msgspec, out / "msgspec.zip")
    with zipfile.ZipFile(out / "chancheck.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file, name in sources():
            archive.write(file, name)
    (out / "tables.json").write_text(json.dumps(to_data(tables())), encoding="utf-8")
    shutil.copy(ROOT / "chancheck" / "page" / "worker.js", out / "worker.js")
    text = page("playground.js", json.dumps(list(examples())), "chancheck playground", POLICY)
    (out / "index.html").write_text(text, encoding="utf-8")


def sources() -> Iterator[tuple[Path, str]]:
    """The files of the package, each with its name there."""
    for name, folder in FOLDERS.items():
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in (".py", ".go", ".gol", ".lark", ".md", ".js", ".css", ".html"):
                yield file, f"{name}/{file.relative_to(ROOT / folder)}"


def examples() -> Iterator[dict[str, str]]:
    """The programs of the lessons."""
    for lesson in sorted((ROOT / "examples" / "lessons").iterdir()):
        if (lesson / "lesson.md").is_file():
            title = (lesson / "lesson.md").read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
            text = (lesson / "broken.gol").read_text(encoding="utf-8")
            lines = [line for line in text.split("\n") if not line.startswith("//chancheck:expect")]
            yield {"name": lesson.name, "title": title, "text": "\n".join(lines)}


def from_npm(folder: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", f"pyodide@{PYODIDE}"], cwd=folder, check=True)
    with tarfile.open(folder / f"pyodide-{PYODIDE}.tgz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def from_pypi(folder: Path) -> Path:
    options = ["--no-deps", "--only-binary=:all:", "--platform", PLATFORM, "--python-version", PYTHON]
    download = [sys.executable, "-m", "pip", "download", "-q", *options, "-d", str(folder), f"msgspec=={MSGSPEC}"]
    subprocess.run(download, check=True)
    return next(folder.glob("msgspec-*.whl"))


if __name__ == "__main__":
    main()
