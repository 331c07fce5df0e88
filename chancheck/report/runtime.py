"""The words of Go's own runtime and race detector."""

from __future__ import annotations

from chancheck.report.messages import printable
from chancheck.report.render_options import Show
from chancheck.verdict.finding import FINISHED, AccessReport, Finding, Frame, GoroutineReport

RULE = "=================="


def runtime_text(finding: Finding, show: Show) -> list[str]:
    """Go's own output for a finding; the goroutines' stacks for a leak or a stuck program, which Go does not report."""
    if finding.kind == "race":
        return ["", *race_text(finding, show)]
    out = []
    if finding.output:
        out += ["", f"printed so far: {printable(' '.join(finding.output.split()))}"]
    if finding.kind in ("deadlock", "panic"):
        out += ["", show.paint(printable(finding.message.expandtabs(4).rstrip()), "bold")]
    for goroutine in finding.goroutines:
        if goroutine.guilty or (finding.kind in ("deadlock", "panic") and goroutine.frames):
            out += ["", *stack(goroutine)]
    return out


def stack(goroutine: GoroutineReport) -> list[str]:
    """`goroutine 2 [chan send]:` and its frames, as in a traceback."""
    lines = [f"goroutine {goroutine.id} [{goroutine.status}]:", *frames(goroutine.frames, "", "\t")]
    if goroutine.created_by:
        within = f" in goroutine {goroutine.creator}" if goroutine.creator else ""
        lines += [f"created by {goroutine.created_by}{within}", f"\t{goroutine.created_at}"]
    return lines


def frames(stack: tuple[Frame, ...], indent: str, deeper: str) -> list[str]:
    lines = []
    for frame in stack:
        if frame.function == "panic":
            lines.append(f"{indent}panic(...)")
        else:
            lines += [f"{indent}{frame.function}()", f"{deeper}{place(frame)}"]
    return lines


def place(frame: Frame) -> str:
    """Of a function that a model stands for, its package."""
    if not frame.model or frame.pos.line:
        return str(frame.pos)
    folder, slash, last = frame.function.rpartition("/")
    return f"(chancheck's model of {folder}{slash}{last.partition('.')[0]})"


def race_text(finding: Finding, show: Show) -> list[str]:
    out = [RULE, show.paint("WARNING: DATA RACE", "bold")]
    for number, access in enumerate(finding.accesses):
        kind = access.kind.capitalize() if number == 0 else f"Previous {access.kind}"
        out += [f"{kind} of {access.what} by {racer(access)}:", *frames(access.frames, "  ", "      "), ""]
    racers = {access.goroutine for access in finding.accesses}
    for goroutine in finding.goroutines:
        if goroutine.id in racers and goroutine.created_by:
            state = FINISHED if goroutine.status == FINISHED else "running"
            out += [f"Goroutine {goroutine.id} ({state}) created at:", f"  {goroutine.created_by}()"]
            out += [f"      {goroutine.created_at}", ""]
    out[-1] = RULE
    return out


def racer(access: AccessReport) -> str:
    return "main goroutine" if access.goroutine == 1 else f"goroutine {access.goroutine}"
