"""The reference of the Python interface, made from docstrings and signatures."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

MODULES = {
    "chancheck.api": ("verify", "verify_all", "graphs", "waits", "Settings", "Result"),
    "chancheck.options": ("Options",),
    "chancheck.verdict.finding": (),
    "chancheck.verdict.waits": (),
    "chancheck.stepping.session": (),
    "chancheck.report": ("render",),
    "chancheck.report.render_options": ("Show",),
}
"""The modules of the interface, and their names in the reference; none: all public classes."""

HEAD = """# Python interface

`chancheck.verify`, `verify_all`, `graphs` and `waits` are also names of the package itself. [From Python](api.md) shows
how to use them.
"""


def page() -> str:
    return "\n".join([HEAD, *(line for name, names in MODULES.items() for line in module(name, names))])


def module(name: str, names: tuple[str, ...]) -> Iterator[str]:
    loaded = import_module(name)
    yield f"\n## {name}\n\n{first_line(loaded)}\n"
    for wanted in names or public_classes(loaded):
        thing = getattr(loaded, wanted)
        yield from one_class(thing) if inspect.isclass(thing) else function(thing, "###")


def public_classes(loaded: ModuleType) -> list[str]:
    return [
        name
        for name, thing in vars(loaded).items()
        if inspect.isclass(thing) and thing.__module__ == loaded.__name__ and not name.startswith("_")
    ]


def one_class(kind: type) -> Iterator[str]:
    yield f"\n### {kind.__name__}\n\n{text_of(kind)}\n"
    fields = list(annotations(kind))
    if fields:
        yield "| field | type |\n|---|---|"
        yield from (f"| `{name}` | `{annotation}` |".replace("||", "\\|\\|") for name, annotation in fields)
    for name, member in vars(kind).items():
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)) and member.__doc__:
            yield from function(member.fget if isinstance(member, property) else member, "####")


def annotations(kind: type) -> Iterator[tuple[str, str]]:
    """The fields that a class declares, as the source writes them."""
    tree = ast.parse(inspect.getsource(kind).lstrip()).body[0]
    assert isinstance(tree, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not node.target.id.startswith("_"):
            yield node.target.id, ast.unparse(node.annotation).replace("|", "\\|")


def function(thing: object, level: str) -> Iterator[str]:
    name = getattr(thing, "__name__", "")
    signature = str(inspect.signature(thing)).replace("'", "")  # type: ignore[arg-type]
    yield f"\n{level} {name}\n\n    {name}{signature}\n\n{text_of(thing)}\n"


def text_of(thing: object) -> str:
    """The docstring of a thing itself, without what a record writes by itself."""
    said = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    return "" if said.startswith(f"{getattr(thing, '__name__', '')}(") else said


def first_line(loaded: ModuleType) -> str:
    return inspect.cleandoc(loaded.__doc__ or "").split("\n\n")[0]
