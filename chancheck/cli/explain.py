"""`chancheck explain`."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from chancheck.cli.exit_status import fail
from chancheck.cli.options import ParamType
from chancheck.language import LANGUAGES, usual_language


class Code(ParamType):
    """A code or a kind of finding; a shell completes both."""

    name = "code"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from chancheck.verdict.codes import ANSWERS, CODES, all_codes

        names = [*ANSWERS, *CODES, *all_codes()]
        return [CompletionItem(name) for name in names if name.lower().startswith(incomplete.lower())]


@click.command("explain")
@click.argument("code", type=Code(), metavar="CODE|KIND|ANSWER")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the page; default: that of your locale.")
def command(code: str, lang: str | None) -> None:
    """Explain an error code such as CC101 or a kind such as deadlock, with an example and its repair; or what an
    answer such as inconclusive means."""
    from difflib import get_close_matches

    from chancheck.verdict.codes import ANSWERS, CODES, all_codes, explanation

    text = explanation(CODES.get(code.strip().lower(), code), lang or usual_language())
    if text is None:
        kind = get_close_matches(code.lower(), [*ANSWERS, *CODES], 1)
        near = kind or get_close_matches(code.upper(), all_codes(), 1)
        known = f"; answers: {' '.join(ANSWERS)}; kinds: {' '.join(CODES)}; codes: {' '.join(all_codes())}"
        fail(f"there is no code or kind {code}{f'; did you mean {near[0]}?' if near else known}")
    click.echo(text, nl=False)
