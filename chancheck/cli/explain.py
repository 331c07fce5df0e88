"""`chancheck explain`."""

from __future__ import annotations

import click

from chancheck.cli.status import fail


@click.command("explain")
@click.argument("code")
def command(code: str) -> None:
    """Explain an error code such as CC101, with an example and its repair."""
    from difflib import get_close_matches

    from chancheck.verdict.codes import all_codes, explanation

    text = explanation(code)
    if text is None:
        near = get_close_matches(code.upper(), all_codes(), 1)
        hint = f"; did you mean {near[0]}?" if near else f"; codes: {' '.join(all_codes())}"
        fail(f"there is no code {code}{hint}")
    click.echo(text, nl=False)
