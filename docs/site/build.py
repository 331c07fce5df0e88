"""Builds the site of the documents: stages the pages, runs Zensical in strict mode, and checks the links of the result.

    pip install '.[docs]'
    python docs/site/build.py OUT [--playground]
    python -m http.server -d OUT

`--playground` also builds the playground (docs/playground/build.py), which fetches Pyodide from npm.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import links
import stage

SITE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the site of the documents.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--playground", action="store_true", help="build the playground too; needs npm")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        built = build(Path(folder), given.playground)
        if given.playground:
            played = SITE.parent / "playground" / "build.py"
            subprocess.run([sys.executable, str(played), str(built / "playground" / "app")], check=True)
        wrong = links.broken(built)
        if wrong:
            raise SystemExit("broken links:\n" + "\n".join(wrong))
        shutil.copytree(built, given.out, dirs_exist_ok=True)
    print(f"built in {given.out}: python -m http.server -d {given.out}")


def build(folder: Path, playground: bool) -> Path:
    """The folder of the built pages. A warning of Zensical, such as a link to no page, ends the build."""
    stage.stage(folder, playground)
    subprocess.run([sys.executable, "-m", "zensical", "build", "--strict", "--clean"], cwd=folder, check=True)
    return folder / "site"


if __name__ == "__main__":
    main()
