"""The commit hook with the real pre-commit, which builds it from this repository as it does for a user."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = {
    "proved.gol": "package main\n\nfunc main() {\n\tmake(chan int, 1) <- 1\n}\n",
    "violated.gol": "package main\n\nfunc main() {\n\tmake(chan int) <- 1\n}\n",
    "inconclusive.gol": """//chancheck:bound 1s
package main

func main() {
	c := make(chan int, 1)
	for i := 0; ; i++ {
		c <- i
		if <-c == -1 {
			return
		}
	}
}
""",
    "broken.gol": "package main\n\nfunc main() { x }\n",
    "notes.txt": "make(chan int) <- 1\n",
    "library/queue.go": "package library\n\ntype Queue struct{ items chan int }\n",
    "tested/put.go": "package tested\n\nfunc put(items chan int) { items <- 1 }\n",
    "tested/put_test.go": 'package tested\n\nimport "testing"\n\nfunc TestPut(t *testing.T) { put(make(chan int)) }\n',
}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "add", ".")
    return folder


def pre_commit(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    home = folder.parent
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTEST", "CHANCHECK_"))}
    environment |= {"PRE_COMMIT_HOME": str(home / "pre-commit"), "XDG_CACHE_HOME": str(home / "caches")} | more
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


def test_manifest_is_valid() -> None:
    done = pre_commit(ROOT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


@pytest.mark.long  # builds the package, without its core: the hook is the same
@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="not a checkout")
def test_at_a_commit(repository: Path) -> None:
    done = pre_commit(repository, "try-repo", str(ROOT), "chancheck", "--all-files", CHANCHECK_PURE="true")
    out = done.stdout
    assert done.returncode == 1, out + done.stderr
    assert "violated.gol:4:17: deadlock[CC101]" in out
    assert "broken.gol:3:15: error[CC201]" in out
    assert "inconclusive.gol: main: inconclusive: nothing found so far" in out
    assert "proved.gol" not in out and "notes.txt" not in out and "Traceback" not in out


def hooks(stage: str) -> str:
    """The manifest's hooks for a stage as local ones that use the package installed here."""
    import yaml

    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    chosen = [{**hook, "language": "system"} for hook in manifest if stage in hook["stages"]]
    assert len(chosen) == 1
    for hook in chosen:
        assert "--budget" in hook["entry"]
        short = re.sub(r"--budget \w+", "--budget 2s", hook["entry"])  # the answers are the same
        hook["entry"] = short.replace("chancheck", f"{sys.executable} -m chancheck", 1)
    return str(yaml.safe_dump({"repos": [{"repo": "local", "hooks": chosen}]}))


@pytest.mark.parametrize(
    ("stage", "file", "status"),
    [
        ("pre-commit", "library/queue.go", 0),
        ("pre-commit", "tested/put.go", 1),  # its test is in the package
        ("pre-commit", "proved.gol", 0),
        ("pre-commit", "violated.gol", 1),
        ("pre-commit", "inconclusive.gol", 0),
        ("pre-commit", "broken.gol", 1),
        ("pre-push", "proved.gol", 0),
        ("pre-push", "violated.gol", 1),
        ("pre-push", "inconclusive.gol", 1),
        ("pre-push", "broken.gol", 1),
    ],
)
def test_each_stage_on_each_kind_of_file(repository: Path, stage: str, file: str, status: int) -> None:
    (repository / ".pre-commit-config.yaml").write_text(hooks(stage))
    git(repository, "add", ".")
    done = pre_commit(repository, "run", "--hook-stage", stage, "--files", file)
    assert done.returncode == status, done.stdout
    assert ("inconclusive: nothing found so far" in done.stdout) == (file == "inconclusive.gol")
