"""SVG, laid out by Graphviz: its `dot` where it is installed, or `graphviz-pure` from the extra of this name."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from chancheck.draw import dot
from chancheck.draw.picture import Picture

SECONDS = 60.0


class NoGraphvizError(Exception):
    """Nothing is there that can lay out a graph, or it failed. The text says what to do."""


def render(picture: Picture) -> str:
    program = graphviz()
    if program is None:
        raise NoGraphvizError(
            "SVG needs Graphviz: pip install 'chancheck[svg]', or install Graphviz; --format dot works"
        )
    try:
        done = subprocess.run(
            [program, "-Tsvg"], input=dot.render(picture).encode(), capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoGraphvizError(f"{program} did not draw: {error}") from None
    if done.returncode:
        raise NoGraphvizError(f"{program} did not draw: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8")


def graphviz() -> str | None:
    """Also beside this Python: its scripts need not be on the PATH."""
    beside = Path(sys.executable).parent
    return next((p for name in ("dot", "graphviz-pure") if (p := shutil.which(name) or in_folder(beside, name))), None)


def in_folder(folder: Path, name: str) -> str | None:
    return shutil.which(name, path=str(folder))
