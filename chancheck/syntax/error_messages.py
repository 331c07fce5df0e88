"""Words for syntax errors, after those of Go's own compiler: what came, what could have come, and a way out."""

from __future__ import annotations

from typing import Any, Protocol

from chancheck.syntax.tables import Tables
from chancheck.syntax.tokens import END, KEYWORDS, LITERALS, Token


class Situation(Protocol):
    """Where parsing stopped: tokens[at] does not fit on the stacks."""

    tables: Tables
    tokens: list[Token]
    at: int
    states: list[int]
    values: list[Any]


def explain(where: Situation) -> tuple[str, str]:
    """The message for the token that does not fit, and a help (may be empty)."""
    token = where.tokens[where.at]
    if _loop_ended_early(where):
        return "syntax error: unexpected newline, expected { after for clause", "the { must stand on the same line"
    before = where.tokens[where.at - 1] if where.at else token
    accepted = _accepted(where)
    top = _at_top_level(where)
    if top and token.kind == "{" and before.text == "newline":
        return "syntax error: unexpected semicolon or newline before {", "put the { on the line of the func"
    if top and {"func", "import", "var"} <= accepted:
        return "syntax error: non-declaration statement outside function body", _help_outside(where)
    message = f"syntax error: unexpected {describe(token)}{_expectation(where, accepted, top)}"
    return message, _help(where, token, before, accepted)


def place(where: Situation) -> Token:
    """The token that is to blame: where a line ended too early it is the line's end."""
    return where.tokens[where.at - 1 if _loop_ended_early(where) else where.at]


def _loop_ended_early(where: Situation) -> bool:
    """`for condition`, and the { on the next line."""
    token, before = where.tokens[where.at], where.tokens[max(where.at - 1, 0)]
    return token.kind == "{" and before.text == "newline" and _header(where) == "for"


def _header(where: Situation) -> str:
    """The keyword of the statement with the open header, if any."""
    for value in reversed(where.values):
        if isinstance(value, Token) and value.kind in ("{", "(", "[", *_HEADERS):
            return value.text if value.kind in _HEADERS else ""
    return ""


def describe(token: Token) -> str:
    """A token as Go's compiler names it."""
    if token.kind == END:
        return "EOF"
    if token.kind == ";":
        return "semicolon" if token.text == ";" else token.text
    if token.kind == "NAME":
        return f"name {token.text}"
    if token.kind in LITERALS:
        return f"literal {token.text}"
    if token.kind in KEYWORDS:
        return f"keyword {token.text}"
    return "comma" if token.kind == "," else token.text


def _accepted(where: Situation) -> set[str]:
    """The kinds that could have come: those for which the reductions lead to a shift."""
    row = where.tables.actions[where.states[-1]]
    return {kind for kind in row if _can_shift(where.tables, where.states, kind)}


def _can_shift(tables: Tables, states: list[int], kind: str) -> bool:
    kept, new = len(states), list[int]()  # the stack is states[:kept] + new
    for _ in range(100):
        state = new[-1] if new else states[kept - 1]
        action = tables.actions[state].get(kind)
        if action is None or action >= 0:
            return action is not None or state == tables.end
        rule = tables.rules[~action]
        dropped = min(rule.size, len(new))
        del new[len(new) - dropped :]
        kept -= rule.size - dropped
        new.append(tables.gotos[new[-1] if new else states[kept - 1]][rule.origin])
    return False


def _open_bracket(where: Situation) -> int:
    """The innermost bracket still open: its place on the stacks, or -1."""
    for at in range(len(where.values) - 1, -1, -1):
        value = where.values[at]
        if isinstance(value, Token) and value.kind in ("(", "[", "{", "LTYPE"):
            return at
    return -1


def _at_top_level(where: Situation) -> bool:
    return _open_bracket(where) < 0


_LISTS = {
    "parameter": "parameter list",
    "indices": "argument list",
    "type_param": "type parameter list",
    "keyed": "composite literal",
}
_CLOSE = {"(": ")", "[": "]", "{": "}", "LTYPE": "]"}


def _expectation(where: Situation, accepted: set[str], top: bool) -> str:
    at = _open_bracket(where)
    close = _CLOSE[where.values[at].kind] if at >= 0 else ""
    if {",", close} <= accepted and ";" not in accepted:
        row = where.tables.gotos[where.states[at]]
        what = next((_LISTS[symbol] for symbol in _LISTS if symbol in row), "")
        if not what or (what == "argument list" and close == "]"):
            return f", expected comma, : or {close}" if ":" in accepted else f", expected comma or {close}"
        return f" in {what}; possibly missing comma or {close}"
    if top and ";" in accepted:
        return " after top level declaration"
    if len(accepted) == 1:
        return f", expected {_name(*accepted)}"
    if "LBODY" in accepted:
        ended = where.tokens[where.at].text == "newline"
        return f", expected {{ after {_header(where)} clause" if ended else ", expected {"
    if "case" in accepted and "if" not in accepted and ";" not in accepted:
        return ", expected case or default or }"
    if "return" in accepted:
        return ", expected }"
    if ";" in accepted:
        return _expectation_at_end(where, close)
    return _expectation_of_operand(accepted)


_HEADERS = ("if", "for", "switch", "select")


_GROUPS = {"struct": "struct type", "interface": "interface type"}


def _expectation_at_end(where: Situation, close: str) -> str:
    at = _open_bracket(where)
    row = where.tables.gotos[where.states[at]]
    if close == "]" or "stmts" in row or "clauses" in row or "comms" in row:
        return " at end of statement"
    opener = where.values[at - 1]
    what = _GROUPS.get(opener.text, "grouped declaration") if isinstance(opener, Token) else "grouped declaration"
    return f" in {what}; possibly missing semicolon or newline or {close}"


def _expectation_of_operand(accepted: set[str]) -> str:
    if "INT" in accepted:
        return ", expected expression"
    if "struct" in accepted:
        return ", expected type"
    if "NAME" in accepted and len(accepted) > 3:
        return ", expected name"
    names = sorted((_name(kind) for kind in accepted), key=lambda name: (not name[0].isalpha(), name))
    if not names or len(names) > 4:
        return ""
    return ", expected " + (", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0])


_NAMES = {
    "NAME": "name",
    "STRING": "string",
    "LBODY": "{",
    "LTYPE": "[",
    ",": "comma",
    ";": "semicolon or newline",
    "ADD_OP": "operator",
    "BINARY_OP": "operator",
    "ASSIGN_OP": "assignment",
    END: "end of file",
}


def _name(kind: str) -> str:
    return _NAMES.get(kind, f"keyword {kind}" if kind in KEYWORDS else kind)


# --- ways out ------------------------------------------------------------------------------------

_FOREIGN = {
    "while": "Go has no while; write for condition { }",
    "until": "Go has no until; write for !condition { }",
    "do": "Go has no do; write for { ... if !condition { break } }",
    "loop": "an endless loop is for { }",
    "elif": "write else if",
    "elseif": "write else if",
    "function": "functions begin with func",
    "fn": "functions begin with func",
    "def": "functions begin with func",
    "let": "declare with var, or with :=",
    "try": "Go has no exceptions; functions return errors",
    "throw": "Go has no exceptions; return an error, or panic",
    "class": "write type Name struct { }",
    "unless": "write if !condition { }",
    "foreach": "write for _, x := range xs { }",
    "async": "start a goroutine with go f()",
    "await": "receive with <-ch",
}


def _help_outside(where: Situation) -> str:
    tokens, at = where.tokens, where.at
    if tokens[at].text in _FOREIGN:
        return _FOREIGN[tokens[at].text]
    if tokens[at].kind == "NAME" and tokens[at + 1].kind in (":=", ","):
        return "outside of functions declare with var"
    if tokens[at].kind == "}":
        return "this } closes nothing"
    return "statements belong into a function, such as func main() { }"


def _help(where: Situation, token: Token, before: Token, accepted: set[str]) -> str:
    if before.kind == "NAME" and before.text in _FOREIGN:
        return _FOREIGN[before.text]
    if token.text in _FOREIGN and token.kind == "NAME":
        return _FOREIGN[token.text]
    if token.kind == END or token.text == "EOF":
        return _help_at_end(where)
    if token.kind == "else":
        return "put else on the line of the closing brace: } else {"
    if (token.kind == "func" and "return" in accepted) or _named_function(where):
        return "functions cannot be declared in functions; or the function before lacks its }"
    if "LBODY" in accepted:
        return _help_in_header(where, token, before)
    if token.kind == "{" and _header(where) == "for":
        return "the form is for init; condition; post { }"
    if token.kind in ("++", "--"):
        return f"{token.kind} is a statement of its own in Go, written behind the variable"
    if token.kind == ":=":
        return "const and var declarations use =" if "=" in accepted else "declare with var, or on a line of its own"
    if token.text == "newline" and {",", "}"} <= accepted:
        return "a literal over several lines has a comma behind its last line too"
    if token.text == "newline" and {",", ")"} <= accepted:
        return "a list over several lines has a comma behind its last line too"
    return ""


def _named_function(where: Situation) -> bool:
    """Whether `func name` stands among statements."""
    return where.tokens[where.at].kind == "NAME" and where.tokens[where.at - 1].kind == "func" and bool(where.at)


def _help_at_end(where: Situation) -> str:
    at = _open_bracket(where)
    if at < 0:
        return ""
    opened = where.values[at]
    return f"the {opened.text} in line {opened.pos.line} is not closed"


def _help_in_header(where: Situation, token: Token, before: Token) -> str:
    if token.text == "newline":
        return "the { must stand on the same line"
    if token.text == "in" or before.text == "in":
        return "write for _, x := range xs { }"
    if token.kind == "=":
        return "comparison is written =="
    return "the body needs braces: { }" if before.kind == ")" else ""
