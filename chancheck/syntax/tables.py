"""The LALR(1) tables of `grammar/gol.lark`: Lark makes them, once for each version of the grammar."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chancheck.records import dataclass
from chancheck.syntax import cache as kept


@dataclass(frozen=True)
class Rule:
    """A production: what it makes, from how many symbols, and the builder's method (None: hands its symbol on)."""

    origin: str
    size: int
    build: str | None


@dataclass(frozen=True)
class Tables:
    """actions[state][kind] is the next state after a shift, or ~rule for a reduction; gotos go by nonterminals."""

    actions: list[dict[str, int]]
    gotos: list[dict[str, int]]
    rules: list[Rule]
    start: int
    end: int


def grammar_text() -> str:
    """The grammar, from the installed package or from a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "grammar", package.parent / "grammar"):
        path = folder / "gol.lark"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError("gol.lark is missing: the installation of chancheck is incomplete")


@cache
def tables() -> Tables:
    """The tables of this version's grammar, from the cache where it has them."""
    grammar = grammar_text()
    content = kept.load_whole(_name(grammar))
    if content is not None:
        try:
            return _from_data(pickle.loads(content))
        except Exception:  # whatever is wrong with the kept tables, making them again mends it
            pass
    made = compile_grammar(grammar)
    keep(to_data(made), grammar)
    return made


def keep(data: dict[str, Any], grammar: str) -> None:
    kept.store_whole(_name(grammar), pickle.dumps(data, pickle.HIGHEST_PROTOCOL))


def _name(grammar: str) -> str:
    return kept.key(grammar.encode(), Path(__file__).read_bytes()) + ".tables"


def to_data(made: Tables) -> dict[str, Any]:
    """As JSON could have it."""
    rules = [[rule.origin, rule.size, rule.build] for rule in made.rules]
    return {"actions": made.actions, "gotos": made.gotos, "rules": rules, "start": made.start, "end": made.end}


def _from_data(data: dict[str, Any]) -> Tables:
    rules = [Rule(*row) for row in data["rules"]]
    return Tables(data["actions"], data["gotos"], rules, data["start"], data["end"])


def compile_grammar(grammar: str) -> Tables:
    """Let Lark check the grammar and compute its tables; terminals are renamed to their text."""
    from lark import Lark
    from lark.lexer import Lexer
    from lark.parsers.lalr_analysis import Shift

    class NoLexer(Lexer):
        """The tokens are not Lark's business."""

        def __init__(self, conf: Any) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
            return iter(())

    lark = Lark(grammar, parser="lalr", lexer=NoLexer, start="file")
    table = lark.parser.parser._parse_table
    kinds = {terminal.name: terminal.pattern.value for terminal in lark.terminals}
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    actions: list[dict[str, int]] = [{} for _ in table.states]
    gotos: list[dict[str, int]] = [{} for _ in table.states]
    nonterminals = {rule.origin.name for rule in lark.rules}
    for state, row in table.states.items():
        for symbol, (action, target) in row.items():
            if symbol in nonterminals:
                gotos[state][str(symbol)] = target
            else:
                actions[state][kinds.get(symbol, str(symbol))] = target if action is Shift else ~numbers[target]
    rules = [_rule(rule) for rule in lark.rules]
    return Tables(actions, gotos, rules, table.start_states["file"], table.end_states["file"])


def _rule(rule: Any) -> Rule:
    build = rule.alias
    if build is None and len(rule.expansion) != 1:
        raise ValueError(f"the grammar must name what {rule} builds")
    return Rule(str(rule.origin.name), len(rule.expansion), None if build is None else str(build))
