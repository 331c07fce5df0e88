"""`chancheck config`."""

from __future__ import annotations

from typing import Any

import click


@click.command("config")
@click.option("--all", "everything", is_flag=True, help="List the keys that have their default value as well.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@click.pass_context
def command(context: click.Context, everything: bool, output_format: str) -> None:
    """Show the settings from files and from the environment, with the origin of each.

    The command line wins over CHANCHECK_... variables, and these over the nearest chancheck.toml or [tool.chancheck] in
    pyproject.toml.
    """
    from chancheck.cli.settings import commands, effective, options_of

    file = context.obj
    found: dict[str, tuple[Any, str]] = {}
    for other in commands():
        for key, option in options_of(other).items():
            if everything and other.name != "config":
                found.setdefault(key, (plain(option.get_default(context)), "default"))
    for other in commands():
        if other.name != "config":
            found.update({s.key: (s.value, s.origin) for _, _, s in effective(other, file)})
    if output_format == "json":
        import json

        rows = [{"key": key, "value": value, "origin": origin} for key, (value, origin) in sorted(found.items())]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("no settings from files or the environment; --all lists the defaults")
        return
    shown = {
        key: f"{key} = {written(value)}" if value is not None else f"{key} is not set"
        for key, (value, _) in found.items()
    }
    width = max(map(len, shown.values()))
    for key in sorted(found):
        click.echo(f"{shown[key].ljust(width)}  {found[key][1]}")


def plain(value: Any) -> Any:
    return value if isinstance(value, (str, bool, int, float)) else list(value) if isinstance(value, tuple) else None


def written(value: Any) -> str:
    """As TOML writes it."""
    import json

    return json.dumps(value, ensure_ascii=False)
