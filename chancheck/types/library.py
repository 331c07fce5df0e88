"""The models: which packages have one, and their files.

A model's file with `//chancheck:rest` says that the package's real source declares what the model does not. Names that
are not exported belong to each of the two alone where both have them. A function with `//chancheck:instead` above it
serves both. A file with `//chancheck:fallback` serves only where there is no real source.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from chancheck.source import Source
from chancheck.syntax import ast
from chancheck.types.instances import receiver_base


@cache
def models_folder() -> Path:
    """Installed, the models lie in the package; in a checkout, beside it."""
    package = Path(__file__).parent.parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


@cache
def is_known(path: str) -> bool:
    """Whether a package has a model, or is `unsafe`."""
    return path == "unsafe" or bool(names_of_files(path))


@cache
def names_of_files(path: str) -> tuple[str, ...]:
    """Of the model of a package, in order."""
    if not path or any(part in ("", ".", "..") for part in path.split("/")):
        return ()
    try:
        return tuple(sorted(file.name for file in (models_folder() / path).iterdir() if file.suffix == ".go"))
    except (OSError, ValueError):
        return ()


@cache
def model_files(path: str) -> tuple[ast.File, ...]:
    """Of the model of a package; none if it has none. No check changes their trees."""
    from chancheck.syntax.parse import parse_cached

    folder = models_folder() / path
    return tuple(
        parse_cached(Source(f"$CHANCHECK/models/{path}/{name}", (folder / name).read_text(encoding="utf-8")))
        for name in names_of_files(path)
    )


def says(files: Sequence[ast.File], directive: str) -> bool:
    return any(d.name == directive for file in files for d in file.directives)


def source_of(files: Sequence[ast.File]) -> str:
    """The package whose real source belongs to a model, if it has another name: `//chancheck:source PATH`."""
    return next((d.text for file in files for d in file.directives if d.name == "source"), "")


def instead(files: Sequence[ast.File]) -> frozenset[str]:
    """The functions that stand for those of the real source under the same name, though they are not exported."""
    lines = {(d.pos.file, d.pos.line + 1) for file in files for d in file.directives if d.name == "instead"}
    functions = (decl for file in files for decl in file.decls if isinstance(decl, ast.FuncDecl))
    return frozenset(full_name(decl) for decl in functions if (decl.pos.file, decl.pos.line) in lines)


def full_name(decl: ast.FuncDecl) -> str:
    """A method's with the name of its receiver's type before it."""
    return f"{receiver_name(decl)}.{decl.name.name}" if decl.recv is not None else decl.name.name


def receiver_name(decl: ast.FuncDecl) -> str:
    assert decl.recv is not None
    base = receiver_base(decl.recv.type)[0]
    name = base.x if isinstance(base, ast.IndexExpr) else base
    return name.name if isinstance(name, ast.Ident) else ""


def is_taken(decl: ast.Node, modelled: frozenset[str], replaced: frozenset[str]) -> bool:
    """Whether a model declares what this declaration of the real source does."""
    match decl:
        case ast.TypeSpec():
            return shows(decl.name, modelled)
        case ast.ValueSpec():
            return all(shows(name, modelled) for name in decl.names)
        case ast.FuncDecl():
            name = decl.name.name
            return shows(decl.name, modelled) or name in replaced or (decl.body is None and name in modelled)
    return False


def shows(name: ast.Ident, modelled: frozenset[str]) -> bool:
    return name.name in modelled and name.name[:1].isupper()
