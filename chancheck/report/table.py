"""A run as a table: one column per goroutine, one row per step, time going down."""

from __future__ import annotations

from collections.abc import Sequence

from chancheck.language import say, translated
from chancheck.report.messages import columns, printable
from chancheck.report.render_options import Show
from chancheck.report.rounds import without_repeats
from chancheck.report.watched import watched, without_match
from chancheck.report.wrap import cell
from chancheck.source import Pos, is_library
from chancheck.verdict.finding import Finding, Step

NARROWEST, WIDEST = 18, 48
FOLD_ABOVE, FOLD_KEEP = 48, 20


def render_trace(finding: Finding, show: Show) -> list[str]:
    if not finding.trace:
        return []
    movers = columns_of(finding)
    rows = folded(finding.trace, show)
    widest = (show.width - 6) // len(movers) - 2
    if widest < NARROWEST:
        return lanes(finding, movers, rows, show)
    return grid(finding, movers, rows, show, min(widest, WIDEST))


def columns_of(finding: Finding) -> list[int]:
    """The goroutines that move, and all that the finding is about."""
    partners = {s.partner for s in finding.trace if s.partner}
    about = {a.goroutine for a in finding.accesses if a.goroutine}
    about |= {g.id for g in finding.goroutines if g.guilty and g.location.line and not is_library(g.location)}
    return sorted({s.goroutine for s in finding.trace} | partners | about)


def folded(trace: Sequence[Step], show: Show) -> list[Step | str]:
    """Repeated rounds are shown once, and a long run keeps its beginning and its end; `-v` shows all of it."""
    if show.verbosity > 0 or show.watched or any(step.queues is not None for step in trace):
        return list(trace)
    rows = without_repeats(trace)
    if len(rows) <= FOLD_ABOVE:
        return rows
    hidden = len(rows) - 2 * FOLD_KEEP
    return [*rows[:FOLD_KEEP], say("... {n} steps (-v shows them)", n=hidden), *rows[-FOLD_KEEP:]]


def grid(finding: Finding, movers: list[int], rows: list[Step | str], show: Show, widest: int) -> list[str]:
    steps = [step for step in rows if isinstance(step, Step)]
    ends = [final(finding, id) for id in movers]
    titles = [title(finding, id) for id in movers]
    fits = [[*(columns(printable(" :".join(part(step, id)))) for step in steps)] for id in movers]
    widths = [min(widest, max(columns(t), columns(e), *f)) for t, e, f in zip(titles, ends, fits, strict=True)]
    values = watched(finding, show.watched)
    out = [
        row(say("step"), titles, widths),
        row("----", ["-" * width for width in widths], widths),
        *beside(values, 0, show),
    ]
    for step in rows:
        if isinstance(step, str):
            out.append(f"      {step}")
        else:
            texts = [cell_text(step, id, width) for id, width in zip(movers, widths, strict=True)]
            out.append(row(str(step.number), texts, widths))
            if step.queues is not None:
                out.append(f"      {step.queues}")
            out += beside(values, step.number, show)
    if any(ends):
        out.append(row("", ends, widths))
    return out + without_match(finding, show.watched)


def beside(values: dict[int, list[str]], step: int, show: Show) -> list[str]:
    """The values that a step changes."""
    return [show.paint(cell(f"      | {text}", show.width).rstrip(), "cyan") for text in values.get(step, ())]


def row(number: str, cells: list[str], widths: list[int]) -> str:
    texts = (cell(text, width) for text, width in zip(cells, widths, strict=True))
    return f"{number:>4}  {'  '.join(texts)}".rstrip()


def title(finding: Finding, id: int) -> str:
    """The number of a goroutine and its function."""
    return f"{id} {names_of(finding).get(id, '')}".rstrip() if id else "(runtime)"


def names_of(finding: Finding) -> dict[int, str]:
    """The functions of the goroutines. The package is left out if it is `main` or that of all that the run shows."""
    names = {g.id: short(g.name) for g in finding.goroutines}
    packages = {names.get(mover, "").partition(".")[0] for mover in columns_of(finding) if mover}
    own = {"main", *(packages if len(packages) == 1 else ())}
    return {id: name.partition(".")[2] or name if name.partition(".")[0] in own else name for id, name in names.items()}


def short(name: str) -> str:
    """The name of a function without the path of its package: `pool.(*Pool).work`."""
    path, bracket, arguments = name.partition("[")
    return path.rpartition("/")[2] + bracket + arguments


def part(step: Step, id: int) -> tuple[str, str]:
    """The action of a goroutine in a step, and its line in the user's code."""
    if id == step.goroutine:
        return translated(step.operation), line_of(step.location)
    if id == step.partner:
        return translated(step.partner_operation), line_of(step.partner_location)
    return "", ""


def line_of(pos: Pos) -> str:
    return str(pos.line) if pos.line and not is_library(pos) else ""


def cell_text(step: Step, id: int, width: int) -> str:
    """The action of this goroutine, with its line at the right edge."""
    text, line = part(step, id)
    line = f" :{line}" if line else ""
    return cell(printable(text), width - len(line)) + line


def final(finding: Finding, id: int) -> str:
    """Where the run leaves a goroutine for good, in brackets: its status, or its access of a race."""
    access = next((a for a in finding.accesses if a.goroutine == id), None)
    if access is not None:
        return f"[{access.kind} :{access.location.line}]"
    status = next((g.status for g in finding.goroutines if g.id == id and g.guilty), "")
    return f"[{status}]" if status else ""


def lanes(finding: Finding, movers: list[int], rows: list[Step | str], show: Show) -> list[str]:
    """Too many goroutines for text in columns: marks in narrow lanes, the text beside them."""
    names = {id: title(finding, id) for id in movers}
    ids = [str(id or "r") for id in movers]
    values = watched(finding, show.watched)
    out = [say("* takes the step, + takes part in it"), f"{say('step'):<6}" + " ".join(ids), *beside(values, 0, show)]
    for step in rows:
        if isinstance(step, str):
            out.append(f"      {step}")
            continue
        marks = ("*" if id == step.goroutine else "+" if id == step.partner else "." for id in movers)
        marked = " ".join(mark.ljust(len(id)) for mark, id in zip(marks, ids, strict=True))
        text = f"{names[step.goroutine]}: {' :'.join(filter(None, part(step, step.goroutine)))}"
        if step.partner:
            text += f"; {names[step.partner]}: {' :'.join(filter(None, part(step, step.partner)))}"
        room = max(24, show.width - 8 - len(marked))
        out.append(f"{step.number:>4}  {marked}  {cell(printable(text), room).rstrip()}")
        out += beside(values, step.number, show)
    return [
        *out,
        *without_match(finding, show.watched),
        *(cell(f"      {text}", show.width).rstrip() for text in endings(finding)),
    ]


def endings(finding: Finding) -> list[str]:
    """Where the run leaves each goroutine that the finding is about."""
    out = []
    for id in columns_of(finding):
        if end := final(finding, id):
            own = next((g for g in finding.goroutines if g.id == id), None)
            where = f" :{line}" if own is not None and (line := line_of(own.location)) and ":" not in end else ""
            out.append(printable(f"{title(finding, id)}: {end}{where}"))
    return out
