"""Parsing Go: a small LALR(1) automaton over the tables of `grammar/gol.lark`, which reports every error of a file.

>>> from chancheck.diagnostic import Diagnostics
>>> file = parse(Source("a.gol", "func main() { x := 1; _ = x }"), Diagnostics())
>>> file.decls[0].name.name
'main'
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from chancheck.deadline import poll
from chancheck.diagnostic import Diagnostics
from chancheck.records import fields
from chancheck.source import Pos, Source
from chancheck.syntax import ast, error_messages
from chancheck.syntax import cache as kept
from chancheck.syntax.nodes.statements import Builder
from chancheck.syntax.tables import Tables, grammar_text, tables
from chancheck.syntax.tokens import END, Token, scan, split_type_parameters

MOST_TREES = 5_000
"""Files in the cache, before the oldest are removed."""

MAX_DEPTH = 200
"""How deep nodes may lie in one another; later passes recurse, and no program written by people comes near."""


def parse(source: Source, diagnostics: Diagnostics) -> ast.File:
    """The tree of a file; all of its syntax errors go to `diagnostics`.

    Code that is not Go becomes a BadStmt, a BadExpr, or is left out. In a `.gol` file the package clause may be
    missing; then the file is of package main.
    """
    reports = _Reports(diagnostics)
    tokens, directives = scan(source, reports.add)
    split_type_parameters(tokens)
    file = _Automaton(source, tokens, reports).run()
    file.directives = directives
    file.text = source.text if "func Example" in source.text else ""
    if file.implied and not source.name.endswith(".gol"):
        if not reports.places:
            first = file.pos if file.pos.file else Pos(source.name, 1, 1, 0)  # there may be nothing
            reports.add("CC001", "syntax error: package statement must be first", first, "begin with: package main")
        file.implied = False
    _check_imports(file, reports)
    file.decls = [decl for decl in file.decls if not _too_deep(decl, reports)]
    reports.flush()
    return file


def parse_cached(source: Source) -> ast.File:
    """`parse` for files that seldom change, such as those of libraries: trees are kept between runs, by content.

    Raises SourceError when the file has errors.
    """
    name = kept.key(source.name.encode(), source.text.encode("utf-8", "surrogatepass"), _own_code()) + ".tree"
    content = kept.load_whole(name)
    if content is not None:
        try:
            found = pickle.loads(content)
            if isinstance(found, ast.File):
                return found
        except Exception:  # whatever is wrong with the kept tree, parsing again mends it
            pass
    diagnostics = Diagnostics()
    file = parse(source, diagnostics)
    diagnostics.raise_if_errors()
    kept.store_whole(name, _packed(file))
    kept.prune("*.tree", MOST_TREES)
    return file


def _packed(file: ast.File) -> bytes:
    """A tree with the bodies of its functions apart: most functions of a library are not used."""
    functions = [decl for decl in file.decls if isinstance(decl, ast.FuncDecl) and decl.body is not None]
    bodies = [decl.body for decl in functions]
    try:
        for decl, body in zip(functions, bodies, strict=True):
            decl.body = body and body.pack()
        return pickle.dumps(file, pickle.HIGHEST_PROTOCOL)
    finally:
        for decl, body in zip(functions, bodies, strict=True):
            decl.body = body


@cache
def _own_code() -> bytes:
    """The inputs of a tree besides the text: the grammar and the code of this package."""
    folder = Path(__file__).parent
    files = [folder / f"{name}.py" for name in ("ast", "parse", "tables", "tokens")]
    code = [f.read_bytes() for f in (*files, *sorted((folder / "nodes").glob("*.py")))]
    below = [(folder.parent / f"{name}.py").read_bytes() for name in ("source", "records")]
    return kept.key(grammar_text().encode(), *code, *below).encode()


class _Reports:
    """Errors of one file: the first of each line, and all bad literals, in the order of the text."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self.diagnostics = diagnostics
        self.places: dict[tuple[int, int], tuple[str, str, Pos, str]] = {}

    def add(self, code: str, message: str, pos: Pos, help: str) -> None:
        key = (pos.line, pos.column if code == "CC003" else 0)  # bad literals lead to no further errors
        known = self.places.get(key)
        if known is None or pos.column < known[2].column:
            self.places[key] = (code, message, pos, help)

    def flush(self) -> None:
        for _, (code, message, pos, help) in sorted(self.places.items()):
            self.diagnostics.error(code, message, pos, help=help)


def _check_imports(file: ast.File, reports: _Reports) -> None:
    others = False
    for decl in file.decls:
        if not isinstance(decl, ast.GenDecl) or decl.keyword != "import":
            others = True
        elif others:
            message = "syntax error: imports must appear before other declarations"
            reports.add("CC001", message, decl.pos, "move the import up, behind the package clause")


_child_names: dict[type, tuple[str, ...]] = {}


def _children(node: ast.Node) -> tuple[str, ...]:
    """The fields of a node's class that can hold nodes."""
    found = _child_names.get(type(node))
    if found is None:
        names = (field.name for field in fields(node) if field.type not in ("Pos", "str", "int", "bool"))
        found = _child_names[type(node)] = tuple(names)
    return found


def _too_deep(decl: ast.Decl, reports: _Reports) -> bool:
    waiting: list[tuple[ast.Node, int]] = [(decl, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MAX_DEPTH:
            help = f"at most {MAX_DEPTH} levels are read; split the declaration"
            reports.add("CC004", "nested too deeply", node.pos, help)
            return True
        for name in _children(node):
            child = getattr(node, name)
            if type(child) is list:
                waiting += [(item, depth + 1) for item in child if item is not None]
            elif isinstance(child, ast.Node):
                waiting.append((child, depth + 1))
    return False


# --- the automaton -------------------------------------------------------------------------------

_HEADERS = frozenset(("if", "for", "switch", "select"))
_OPENING = frozenset(("(", "[", "{", "LTYPE", "LBODY"))
_PARTNER = {")": "(", "]": "[", "}": "{"}
_BRACKETS_AND_HEADERS = _HEADERS | _OPENING | _PARTNER.keys()
_TOP_LEVEL = frozenset(("func", "import", "const", "var", "type"))

# Where parsing can resume after an error, and the placeholder for the damaged part.
_ITEMS = ("import_item", "const_item", "var_item", "type_item", "field_item", "element_item")
_RESUME = ("stmt", "decl", *_ITEMS, "clause", "comm")
_SPECS = ("import_specs", "const_specs", "var_specs", "type_specs")
_LISTS = ("decls", "stmts", *_SPECS, "fields", "elements", "clauses", "comms")
_NOT_LITERAL_TYPES = (ast.CallExpr, ast.ParenExpr, ast.BasicLit, ast.CompositeLit, ast.FuncLit, ast.SliceExpr)

_Step = tuple[str, int, Callable[[list[Any]], Any] | None]


class _Automaton:
    """States and values in parallel stacks. `mode` is 1 in the header of a statement, outside of brackets."""

    def __init__(self, source: Source, tokens: list[Token], reports: _Reports) -> None:
        self.tables: Tables = tables()
        self.tokens = tokens
        self.reports = reports
        self.builder = Builder(source.text, self.wrong)
        self.at = 0
        self.states = [self.tables.start]
        self.values: list[Any] = [None]
        self.mode = 0
        self.modes = self.builder.modes
        self.last_error = -1
        self.list_states = {target for row in self.tables.gotos for symbol, target in row.items() if symbol in _LISTS}
        self.steps: list[_Step] = [(rule.origin, rule.size, self.method(rule.build)) for rule in self.tables.rules]

    def method(self, name: str | None) -> Callable[[list[Any]], Any] | None:
        if name is None:
            return None
        found: Callable[[list[Any]], Any] | None = getattr(self.builder, name + "_", None)
        return found or getattr(self.builder, name)

    def wrong(self, message: str, pos: Pos, help: str) -> None:
        self.reports.add("CC001", message, pos, help)

    def run(self) -> ast.File:
        while not self.steps_until_error():
            if not self.recover():
                break
        for pos in self.builder.questions.values():
            self.wrong("use of .(type) outside type switch", pos, "name the type, or write switch v := x.(type)")
        return self.result()

    def steps_until_error(self) -> bool:
        """Run to the end of the file (True), or until no rule allows the next token (False)."""
        states, values, tokens = self.states, self.values, self.tokens
        actions, gotos, steps = self.tables.actions, self.tables.gotos, self.steps
        state = states[-1]
        token = tokens[self.at]
        kind = self.kind(token)
        end = self.tables.end
        while True:
            action = actions[state].get(kind)
            if action is None:
                return state == end and kind == END
            if action >= 0:
                if kind in _BRACKETS_AND_HEADERS and not self.bracket(kind):
                    return False
                state = action
                states.append(state)
                values.append(token)
                self.at += 1
                token = tokens[self.at]
                kind = token[0]
                if kind == "{" and self.mode:
                    kind = "LBODY"
                continue
            poll()
            origin, size, build = steps[~action]
            if build is None:
                states.pop()
            elif size:
                children = values[-size:]
                del states[-size:], values[-size:]
                values.append(build(children))
            else:
                values.append(build([]))
            state = gotos[states[-1]][origin]
            states.append(state)

    def kind(self, token: Token) -> str:
        return "LBODY" if token.kind == "{" and self.mode else token.kind

    def bracket(self, kind: str) -> bool:
        """Follow brackets and headers; False where a "{" comes behind an expression that is no type."""
        if kind in _HEADERS:
            self.mode = 1
        elif kind in _PARTNER:
            self.mode = self.modes.pop() if self.modes else 0
        else:
            if kind == "{" and isinstance(self.values[-1], _NOT_LITERAL_TYPES):
                return False
            self.modes.append(0 if kind == "LBODY" else self.mode)
            self.mode = 0
        return True

    # --- errors ----------------------------------------------------------------------------------

    def recover(self) -> bool:
        """Report the unexpected token and find a position to resume; False at the end of the file."""
        token = self.tokens[self.at]
        message, help = error_messages.explain(self)
        self.wrong(message, error_messages.place(self).pos, help)
        if self.at == self.last_error and token.kind != END:
            self.at += 1  # always forward
        previous, self.last_error = self.last_error, self.at
        if previous < self.at - 1 and self.begins_declaration(self.tokens[self.at - 1]):
            self.at -= 1  # `func name` at the margin, where statements were expected
            self.last_error = self.at
            self.restore_modes()
            return True
        opened = self.pop_to_resume()
        self.skip(opened)
        self.last_error = max(self.last_error, self.at)
        self.restore_modes()
        return self.tokens[self.at].kind != END or self.can_end()

    def can_end(self) -> bool:
        return len(self.states) <= 6 and END in self.tables.actions[self.states[-1]]

    def pop_to_resume(self) -> list[str]:
        """Drop the damaged construct from the stacks; returns the brackets it left open."""
        states, values, gotos = self.states, self.values, self.tables.gotos
        opened: list[str] = []
        while True:
            state = states[-1]
            if state in self.list_states:
                break
            symbol = next((symbol for symbol in _RESUME if symbol in gotos[state]), None)
            if symbol is not None:
                pos = self.tokens[self.at].pos
                states.append(gotos[state][symbol])
                values.append(ast.BadStmt(pos) if symbol == "stmt" else None)
                break
            if len(states) == 1:
                states.append(gotos[state]["decls"])
                values.append([])
                break
            states.pop()
            value = values.pop()
            if isinstance(value, Token) and value.kind in _OPENING:
                opened.insert(0, "[" if value.kind == "LTYPE" else value.kind)
        return opened

    def skip(self, opened: list[str]) -> None:
        """Go to where the damaged construct seems to end."""
        while True:
            token = self.tokens[self.at]
            kind = token.kind
            if kind == END or self.begins_declaration(token):
                return
            if "{" not in opened and kind == ";" and (not opened or token.text == "newline"):
                return
            if kind in _OPENING:
                opened.append("[" if kind == "LTYPE" else kind)
            elif kind in _PARTNER:
                if _PARTNER[kind] in opened:
                    while opened.pop() != _PARTNER[kind]:
                        pass
                elif self.fits(kind):
                    return
            elif not opened and kind in ("case", "default") and self.fits(kind):
                return
            self.at += 1

    def fits(self, kind: str) -> bool:
        return kind in self.tables.actions[self.states[-1]]

    def begins_declaration(self, token: Token) -> bool:
        """A declaration at the margin: what is still open before it is given up."""
        if token.kind not in _TOP_LEVEL or token.pos.column != 1:
            return False
        decls = self.decls_at()
        if decls is None or (token.kind != "func" and decls < len(self.states) - 2):
            return False
        del self.states[decls + 1 :], self.values[decls + 1 :]
        return True

    def decls_at(self) -> int | None:
        """Where on the stacks the file's declarations are collected."""
        for at, state in enumerate(self.states[:6]):
            if "decl" in self.tables.gotos[state]:
                return at
        return None

    def restore_modes(self) -> None:
        """In the part that is kept no header is open."""
        open_now = sum(isinstance(value, Token) and value.kind in _OPENING for value in self.values)
        self.modes[:] = [0] * open_now
        self.mode = 0

    def result(self) -> ast.File:
        if isinstance(self.values[-1], ast.File):
            return self.values[-1]
        at = self.decls_at()
        decls: list[ast.Decl] = [] if at is None else self.values[at]
        clause = self.values[1:3]
        if len(clause) == 2 and isinstance(clause[0], Token) and isinstance(clause[1], Token):
            return ast.File(clause[0].pos, clause[1].text, decls)
        return ast.File(decls[0].pos if decls else self.tokens[0].pos, "main", decls, implied=True)
