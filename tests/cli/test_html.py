from pathlib import Path

from click.testing import CliRunner

from chancheck.cli.verify import command

DEADLOCK = "package main\n\nfunc main() {\n\t<-make(chan int)\n}\n"


def test_html_beside_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.go").write_text(DEADLOCK)
    out = tmp_path / "report.html"
    run = CliRunner().invoke(command, [str(tmp_path / "a.go"), "--no-cache", "--html", str(out)])
    assert run.exit_code == 1
    assert "deadlock[CC101]" in run.output
    assert out.read_text().startswith("<!doctype html>")


def test_a_page_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.go").write_text(DEADLOCK)
    run = CliRunner().invoke(command, [str(tmp_path / "a.go"), "--no-cache", "--html", str(tmp_path / "no" / "r.html")])
    assert "cannot be written" in run.output
