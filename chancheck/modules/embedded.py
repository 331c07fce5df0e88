"""Variables with a `//go:embed` directive get the content of the files that it names as their values (package embed,
Directives)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path

from chancheck import facts
from chancheck.diagnostic import Diagnostic, SourceError
from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.verdict.codes import UNREADABLE

EMBED = "go:embed"

MOST_BYTES = 2**20
"""Of the files of one variable: larger ones would not be a state that anyone explores."""

PATTERN = re.compile(r'"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\S+)')


def embed(tree: ast.File) -> None:
    """Gives a value to the variables that files are embedded into. Raises SourceError where a directive cannot be
    followed."""
    said = [directive for directive in tree.directives if directive.name == EMBED]
    if said:
        specs = sorted(single_variables(tree), key=lambda spec: spec.pos.line)
        found: dict[int, tuple[ast.ValueSpec, list[ast.Directive]]] = {}
        for directive in said:
            spec = next((spec for spec in specs if spec.pos.line > directive.pos.line), None)
            if spec is None or spec.values or spec.type is None:
                raise problem(
                    "go:embed cannot apply to this declaration", directive.pos, "write it above `var name type`"
                )
            found.setdefault(id(spec), (spec, []))[1].append(directive)
        for spec, directives in found.values():
            spec.values = [value(spec, directives)]


def single_variables(tree: ast.File) -> Iterator[ast.ValueSpec]:
    for decl in tree.decls:
        if isinstance(decl, ast.GenDecl) and decl.keyword == "var":
            yield from (spec for spec in decl.specs if isinstance(spec, ast.ValueSpec) and len(spec.names) == 1)


def value(spec: ast.ValueSpec, directives: list[ast.Directive]) -> ast.Expr:
    """The value of the variable: a text, its bytes, or a file system."""
    pos, type = spec.pos, spec.type
    assert type is not None  # a spec without one is refused before
    files: dict[str, bytes] = {}
    for directive in directives:
        for pattern in patterns(directive.text):
            files.update(matched(Path(pos.file).parent, pattern, directive.pos))
    if sum(map(len, files.values())) > MOST_BYTES:
        raise problem(f"embeds more than {MOST_BYTES // 2**20} MB", directives[0].pos, "embed smaller files")
    if (base := files_of(type)) is not None:
        named: list[ast.Expr] = [literal(text, pos) for file in listed(files) for text in file]
        return ast.CallExpr(pos, base, named, False, pos)
    if len(files) != 1:
        message = "invalid go:embed: multiple files for type string or []byte"
        raise problem(message, directives[0].pos, "name one file, or declare an embed.FS")
    (content,) = files.values()
    return ast.CallExpr(pos, ast.ParenExpr(pos, type), [literal(content, pos)], False, pos)


def files_of(type: ast.Expr) -> ast.Expr | None:
    """The function of package embed that makes a file system; None if the variable has another type."""
    if isinstance(type, ast.SelectorExpr) and type.sel.name == "FS":
        return ast.SelectorExpr(type.pos, type.x, ast.Ident(type.pos, "Files"))
    return ast.Ident(type.pos, "Files") if isinstance(type, ast.Ident) and type.name == "FS" else None


def listed(files: dict[str, bytes]) -> list[tuple[bytes, bytes]]:
    """Files with the folders above them, sorted by folder, then by name."""
    folders = {above.as_posix() + "/" for name in files for above in Path(name).parents if above != Path()}
    entries = {**files, **dict.fromkeys(folders, b"")}

    def place(name: str) -> tuple[str, str]:
        folder, _, last = name.removesuffix("/").rpartition("/")
        return folder or ".", last

    return [(name.encode(), entries[name]) for name in sorted(entries, key=place)]


def literal(text: bytes, pos: Pos) -> ast.BasicLit:
    plain = "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02x}" for b in text)
    return ast.BasicLit(pos, "string", f'"{plain}"')


def patterns(text: str) -> list[str]:
    return [quoted or raw or plain for quoted, raw, plain in PATTERN.findall(text)]


def matched(folder: Path, pattern: str, pos: Pos) -> dict[str, bytes]:
    """The files that a pattern names, by their path from the folder; of a folder all below it, but hidden ones."""
    hidden, pattern = pattern.startswith("all:"), pattern.removeprefix("all:")
    if not pattern or (any(part in ("", ".", "..") for part in pattern.split("/")) and pattern != "."):
        raise problem(f"pattern {pattern}: invalid pattern syntax", pos, "name files in or below the folder")
    names = [""]
    for part in () if pattern == "." else pattern.split("/"):
        names = [f"{at}/{name}".lstrip("/") for at in names for name in fitting(folder / at, part)]
    files: dict[str, bytes] = {}
    for name in names:
        files.update(below(folder, name, hidden))
    if not files:
        raise problem(f"pattern {pattern}: no matching files found", pos, "name a file in or below the folder")
    return files


def fitting(folder: Path, part: str) -> list[str]:
    """The names in a folder that one part of a pattern matches (package path, Match)."""
    fits = re.compile(translate(part.replace("[^", "[!")))
    return [name for name in facts.names(folder, "") or () if fits.match(name)]


def below(folder: Path, name: str, hidden: bool) -> Iterator[tuple[str, bytes]]:
    path = folder / name
    if not path.is_dir():
        try:
            yield name, facts.content(path)
        except OSError:
            return
    for other in facts.names(path, "") or () if path.is_dir() else ():
        if (hidden or other[0] not in "._") and not (path / other / "go.mod").exists():
            yield from below(folder, f"{name}/{other}".lstrip("/"), hidden)


def problem(message: str, pos: Pos, help: str) -> SourceError:
    return SourceError([Diagnostic(UNREADABLE, message, pos, help=help)])
