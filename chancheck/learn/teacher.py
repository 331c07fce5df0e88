"""One lesson at the terminal: predict, break it, check, repair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from chancheck.check import check_source
from chancheck.learn import progress
from chancheck.learn.lessons import Lesson
from chancheck.learn.words import Words
from chancheck.records import dataclass, replace
from chancheck.report import render
from chancheck.report.messages import printable
from chancheck.report.render_options import Show
from chancheck.source import Source
from chancheck.stepping.ahead import END, ENDLESS, OPEN, WELL, Outlook, outlooks
from chancheck.stepping.session import Move, Session

CHOICES = ("proved", "deadlock", "leak", "panic", "race", "stuck", "property")
STEPPED = ("deadlock", "leak", "panic")
"""Kinds that the end of a run shows."""

MOST_STATES, SECONDS = 2_000, 1.0


class Quit(Exception):
    """The learner has had enough for now."""


@dataclass
class Teacher:
    """read: a line from the learner, raises EOFError at the end; write: a line to the learner. folder: for the program
    that is repaired."""

    words: Words
    read: Callable[[str], str]
    write: Callable[[str], None]
    folder: Path
    width: int = 80

    def teach(self, lesson: Lesson, number: int, count: int) -> None:
        """All four steps. Raises Quit."""
        try:
            self.write(self.words("lesson", number=number, count=count, title=lesson.texts.title))
            self.write(f"\n{lesson.texts.story}\n")
            for n, line in enumerate(lesson.broken.rstrip("\n").split("\n"), 1):
                self.write(f"{n:>4}  {line}".rstrip().replace("\t", "    "))
            self.write(f"\n{lesson.texts.question}\n")
            self.predict(lesson)
            self.break_it(lesson)
            self.check(lesson)
            self.repair(lesson)
        except (EOFError, KeyboardInterrupt):
            raise Quit from None

    # --- predict --------------------------------------------------------------------------------------

    def predict(self, lesson: Lesson) -> None:
        self.write(self.words("predict"))
        for n, kind in enumerate(CHOICES, 1):
            self.write(f"  {n}  {self.words(kind)}")
        while True:
            text = self.answer("> ")
            if text.isdigit() and 1 <= int(text) <= len(CHOICES):
                right = CHOICES[int(text) - 1] in lesson.kinds
                self.write(self.words("right" if right else "see") + "\n")
                if right:
                    progress.note(lesson.name, "predicted")
                return
            self.write(self.words("not understood", text=printable(text)))

    def answer(self, prompt: str) -> str:
        text = self.read(prompt).strip()
        if text == "q":
            raise Quit
        return text

    # --- break it -------------------------------------------------------------------------------------

    def break_it(self, lesson: Lesson) -> None:
        """The learner chooses the moves until the run ends in what is to be found."""
        kind = next((k for k in lesson.kinds if k in STEPPED), "")
        session = Session(lesson.source, lesson.search())
        least = shortest(session, kind)
        if not least:
            self.write(self.words("no break", kind=self.words(lesson.kinds[0])) + "\n")
            return
        self.write(self.words("break", kind=self.words(kind)))
        self.write(self.words("moves"))
        schedule: tuple[int, ...] = ()
        while True:
            ending = session.view(schedule).ending
            if ending is not None and ending.kind == kind:
                self.write(self.words("broken", steps=len(schedule), least=least) + "\n")
                progress.note(lesson.name, "broken")
                return
            if ending is not None:
                said = "lost" if ending.kind == END else "other"
                self.write(self.words(said, kind=self.words(ending.kind)))
                schedule = ()
            chosen = self.choose(lesson, session, schedule)
            if chosen is None:
                return
            schedule = chosen

    def choose(self, lesson: Lesson, session: Session, schedule: tuple[int, ...]) -> tuple[int, ...] | None:
        """The schedule after the learner's next word; None: this step is skipped."""
        moves = session.moves(schedule)
        self.write("")
        for move in moves:
            self.write(f"  {move.number + 1}  {self.move(move)}")
        while True:
            text = self.answer(f"{len(schedule) + 1}> ")
            if text == "s":
                return None
            if text == "b":
                return schedule[:-1]
            if text == "h":
                self.hint(lesson, session, schedule)
            elif text.isdigit() and 1 <= int(text) <= len(moves):
                return (*schedule, int(text) - 1)
            else:
                self.write(self.words("not understood", text=printable(text)))

    def move(self, move: Move) -> str:
        line = f" ({self.words('line', line=move.place.line)})" if move.place.line else ""
        partner = f", {self.words('with')} {move.partner} {move.partner_text}" if move.partner else ""
        who = f"{move.goroutine or '-'}: "
        return printable(f"{who}{move.text}{partner}{line}")

    def hint(self, lesson: Lesson, session: Session, schedule: tuple[int, ...]) -> None:
        """The first hint at the start of the run, later what lies behind each move."""
        if not schedule:
            self.write(f"  {lesson.texts.hints[0]}")
        spot = session.spot(schedule)
        ahead = outlooks(session.program, session.machine, spot.state, spot.successors, MOST_STATES, SECONDS)
        for n, outlook in enumerate(ahead, 1):
            self.write(f"  {n}  {self.outlook(outlook)}")

    def outlook(self, o: Outlook) -> str:
        if o.kind in (WELL, OPEN, ENDLESS):
            return self.words(o.kind)
        said = "ahead" if o.steps else "at once"
        return self.words(said, kind=self.words(o.kind), steps=o.steps)

    # --- check and repair -----------------------------------------------------------------------------

    def check(self, lesson: Lesson) -> None:
        self.write(self.words("check") + "\n")
        self.write(self.report(lesson, lesson.source))

    def report(self, lesson: Lesson, source: Source) -> str:
        return render(check_source(source, lesson.search()), "full", self.shown()).rstrip("\n") + "\n"

    def shown(self) -> Show:
        return Show(self.width, language=self.words.language)

    def repair(self, lesson: Lesson) -> None:
        """The learner edits the program until it is proved."""
        file = self.folder / f"{lesson.name}.go"
        if not file.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(lesson.broken, encoding="utf-8")
        self.write(self.words("repair", file=file))
        self.write(self.words("enter"))
        hints = iter(lesson.texts.hints)
        while True:
            text = self.answer("> ")
            if text == "n":
                return
            if text == "h":
                self.write(next(hints, self.words("no more hints")))
            elif text == "s":
                self.write(f"\n{lesson.fixed}")
            elif text:
                self.write(self.words("not understood", text=printable(text)))
            elif self.is_proved(lesson, file):
                progress.note(lesson.name, "repaired")
                self.write(self.words("done"))
                self.write(self.words("moral", text=lesson.texts.moral) + "\n")
                return

    def is_proved(self, lesson: Lesson, file: Path) -> bool:
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            self.write(f"{file}: {(error.strerror or str(error)).lower()}")
            return False
        if text == lesson.broken:
            self.write(self.words("unchanged"))
            return False
        # of programs for one scheduler the repair has to hold under every one
        for options in {repr(o): o for o in (lesson.search(), replace(lesson.search(), sched="free"))}.values():
            results = check_source(Source(file.name, text), options)
            if any(r.verdict.answer != "proved" for r in results):
                self.write(self.words("not yet"))
                self.write(render(results, "full", self.shown()).rstrip("\n"))
                return False
        return True


def shortest(session: Session, kind: str) -> int:
    """Moves of the shortest run that ends in a defect of a kind; 0 if none does (a run may have no end)."""
    known = [s for f, s in session.findings if f.kind == kind and s is not None]
    endings = [(session.view(s).ending, len(s)) for s in known]
    return min((length for ending, length in endings if ending is not None and ending.kind == kind), default=0)
