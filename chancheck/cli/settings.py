"""Defaults from the environment (CHANCHECK_BUDGET=5s) and from a file: chancheck.toml, or [tool.chancheck] in
pyproject.toml. The nearest file counts, from the current folder upwards. The command line wins over the environment,
and the environment over the file.

A key is the name of an option without its dashes. A value counts for each command whose option of that name takes it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from chancheck.cli.given import OWN, PREFIX, SHARED
from chancheck.records import dataclass

KEYS = {
    "budget", "cache", "check", "color", "count", "define", "engine", "exit-first", "exit-zero", "global-every",
    "go", "inconclusive", "jobs", "lang", "lossy", "max-depth", "max-states", "memory", "no-reduce",
    "objective", "output-format", "preempt", "procs", "queue", "quiet", "race", "sched", "search", "seed",
    "steal", "time", "trace-format", "verbose",
}  # fmt: skip
"""Options that may have a default from outside. The others concern one call, such as --entry or --apply."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value as a command line would have it (a list for options that repeat), and the origin of it."""

    key: str
    value: str | bool | list[str]
    origin: str


class SettingsError(click.ClickException):
    """A mistake in a file of settings or in a variable; the message begins with its place."""

    exit_code = 2  # BAD_INPUT; that module would cost every start time


def key_of(option: click.Option) -> str:
    longs = [name for name in option.opts if name.startswith("--")]
    return longs[0].lstrip("-") if longs else option.name or ""


def options_of(command: click.Command) -> dict[str, click.Option]:
    """The options of a command that may have a default from outside, by their keys."""
    options = {key_of(p): p for p in command.params if isinstance(p, click.Option)}
    return {key: option for key, option in options.items() if key in KEYS}


def defaults_for(command: click.Command, file: Path | None) -> dict[str, Any]:
    """The values from outside for the parameters of one command, by the names of the parameters."""
    return {option.name or "": value for option, value, _ in effective(command, file)}


def effective(command: click.Command, file: Path | None) -> Iterator[tuple[click.Option, Any, Setting]]:
    """The option, its value and the setting it comes from, for each setting that concerns a command."""
    found = {setting.key: setting for setting in (*from_file(file), *from_environment(command))}
    own = options_of(command)
    for setting in found.values():
        option = own.get(setting.key)
        problem = unknown(setting.key) if option is None else ""
        if option is not None:
            try:
                yield option, converted(option, setting.value), setting
            except click.BadParameter as error:
                problem = f"{setting.key}: {error.message}"
        if problem and not any(takes(other, setting) for other in commands()):
            raise SettingsError(f"{setting.origin}: {problem}")


def converted(option: click.Option, value: str | bool | list[str]) -> Any:
    """The value that the option's type makes of it; raises BadParameter."""
    context = click.Context(click.Command("settings"))
    is_flag = option.is_flag and not option.count
    if isinstance(value, bool) and not is_flag:
        raise click.BadParameter("true and false are for switches only")
    if isinstance(value, list):
        value = value if option.multiple else ",".join(value)
    elif option.multiple:
        value = [str(value)]
    return option.type_cast_value(context, value)


def takes(command: click.Command, setting: Setting) -> bool:
    option = options_of(command).get(setting.key)
    try:
        return option is not None and (converted(option, setting.value), True)[1]
    except click.BadParameter:
        return False


def unknown(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known(), 1)
    return f"unknown key {key!r}" + (f", did you mean {near[0]!r}?" if near else "; `chancheck config` lists the keys")


def commands() -> list[click.Command]:
    """All commands of the group that runs."""
    context = click.get_current_context().find_root()
    group = context.command
    assert isinstance(group, click.Group)
    found = (group.get_command(context, name) for name in group.list_commands(context))
    return [command for command in found if command is not None]


def known() -> list[str]:
    return sorted({key for command in commands() for key in options_of(command)})


# --- where settings come from ----------------------------------------------------------------------


def from_environment(command: click.Command) -> Iterator[Setting]:
    if not any(name.startswith(PREFIX) for name in os.environ):
        return
    for key in options_of(command):
        name = PREFIX + key.upper().replace("-", "_")
        if value := os.environ.get(name):
            yield Setting(key, value, name)


def nearest_file() -> Path | None:
    """The file that counts for the current folder."""
    folder = Path.cwd()
    for above in (folder, *folder.parents):
        for name in (OWN, SHARED):
            file = above / name
            if file.is_file() and (name == OWN or b"tool.chancheck" in content(file)):
                return file
    return None


def content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {(error.strerror or str(error)).lower()}") from None


def from_file(file: Path | None) -> list[Setting]:
    """The settings of a file; raises SettingsError with the place of the mistake."""
    if file is None:
        return []
    import tomllib

    try:
        text = content(file).decode("utf-8-sig")
        table: Any = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{shown(file)}: {error}") from None
    if file.name == SHARED:
        table = table.get("tool", {}).get("chancheck", {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: tool.chancheck is not a table")
    places = {key: place(file, text, key) for key in table}
    return [Setting(key, plain(key, value, places[key]), places[key]) for key, value in table.items()]


def plain(key: str, value: object, origin: str) -> str | bool | list[str]:
    """A TOML value as text: a list as several values, a table as NAME=VALUE each."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dict):
        value = [f"{name}={one}" for name, one in value.items()]
    if isinstance(value, list) and all(isinstance(one, (str, int, float)) for one in value):
        return [str(one) for one in value]
    if isinstance(value, (str, int, float)):
        return str(value)
    raise SettingsError(f"{origin}: {key}: a text, a number, a list of these, or true or false is needed")


def place(file: Path, text: str, key: str) -> str:
    """The line of a key: behind the table's header in a shared file."""
    start = text.find("[tool.chancheck") if file.name == SHARED else 0
    found = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.]", re.M).search(text, max(start, 0))
    return f"{shown(file)}:{text.count(chr(10), 0, found.start()) + 1}" if found else shown(file)


def shown(file: Path) -> str:
    """Relative to the current folder where the file lies below it."""
    return str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else str(file)
