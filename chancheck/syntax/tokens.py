"""The tokens of a Go file: one compiled pattern, Go's automatic semicolons, and the directives in comments.

https://go.dev/ref/spec#Lexical_elements
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from chancheck.deadline import poll
from chancheck.source import Pos, Source
from chancheck.syntax.ast import Directive


class Token(NamedTuple):
    """kind is the text itself for keywords and most operators, else a terminal's name such as "NAME".

    A semicolon that Go inserts has the text "newline" or "EOF".
    """

    kind: str
    text: str
    pos: Pos


_WORDS = (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map package "
    "range return select struct switch type var"
)
KEYWORDS = frozenset(_WORDS.split())

END = "$END"
LITERALS = frozenset(("INT", "FLOAT", "IMAG", "CHAR", "STRING"))

_GROUPED = {
    **dict.fromkeys(["+", "-", "^"], "ADD_OP"),
    **dict.fromkeys(["||", "&&", "==", "!=", "<", "<=", ">", ">=", "/", "%", "<<", ">>", "&^"], "BINARY_OP"),
    **dict.fromkeys(["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^="], "ASSIGN_OP"),
}
_SINGLE = "<- ++ -- := ... ( ) [ ] { } , ; . : = * & | ! ~"
_OPERATORS = sorted([*_GROUPED, *_SINGLE.split()], key=lambda text: -len(text))
_KINDS = {
    **{text: text for text in KEYWORDS},
    **{text: _GROUPED.get(text, text) for text in _OPERATORS},
}

# After these a line end is a semicolon: https://go.dev/ref/spec#Semicolons
_ENDS_STATEMENT = frozenset(
    ("NAME", *LITERALS, "break", "continue", "fallthrough", "return", "++", "--", ")", "]", "}")
)

_NUMBER = (
    r"0[xX][\da-fA-F_]*(?:\.[\da-fA-F_]*)?(?:[pP][+-]?[\d_]*)?i?"
    r"|0[bBoO][\d_]*i?"
    r"|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?[\d_]*)?i?"
)
_MASTER = re.compile(
    r"(?P<blank>[ \t\r]+)"
    r"|(?P<newline>\n)"
    r"|(?P<name>[^\W\d]\w*)"
    rf"|(?P<number>{_NUMBER})"
    r'|(?P<string>"(?:[^"\\\n]|\\[^\n])*")'
    r"|(?P<raw>`[^`]*`)"
    r"|(?P<char>'(?:[^'\\\n]|\\[^\n])(?:[^'\\\n]|\\[^\n])*')"
    r"|(?P<comment>//[^\n]*)"
    r"|(?P<long>/\*(?:[^*]|\*(?!/))*\*/)"
    r"|(?P<open>/\*)"
    rf"|(?P<operator>{'|'.join(map(re.escape, _OPERATORS))})",
)
_DIRECTIVE = re.compile(r"//(?:chancheck:(\S*)|(go:build|go:norace|go:embed)(?!\S))[ \t]*(.*?)\s*$")
_ESCAPE = re.compile(r"\\(?:[abfnrtv\\]|[0-7]{3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|(?P<quote>['\"]))")
_WORD_REST = re.compile(r"\w+")
_OPEN_TEXT = re.compile(r"[^\n]*")

_make_pos: Callable[[type[Pos], tuple[str, int, int, int]], Pos] = tuple.__new__  # NamedTuples without their checks
_make_token: Callable[[type[Token], tuple[str, str, Pos]], Token] = tuple.__new__

Report = Callable[[str, str, Pos, str], None]
"""Called with code, message, place, help."""


def scan(source: Source, report: Report) -> tuple[list[Token], list[Directive]]:
    """All tokens of a file, the last of kind END, and the directives; errors of spelling go to `report`."""
    return _Scanner(source, report).run()


class _Scanner:
    def __init__(self, source: Source, report: Report) -> None:
        self.name = source.name
        self.text = source.text
        self.report = report
        self.tokens: list[Token] = []
        self.directives: list[Directive] = []
        self.line = 1
        self.start = 0  # offset of the line's first character

    def pos(self, offset: int) -> Pos:
        return Pos(self.name, self.line, offset - self.start + 1, offset)

    def run(self) -> tuple[list[Token], list[Directive]]:
        text, name, match, append = self.text, self.name, _MASTER.match, self.tokens.append
        kinds, ends = _KINDS, _ENDS_STATEMENT
        at = 1 if text.startswith("\ufeff") else 0
        size = len(text)
        kind = ""  # of the token before, if on this line
        while at < size:
            poll()
            found = match(text, at)
            group = found.lastgroup if found else None
            if found is None or group is None or group == "open":
                at, kind = self.stray(at, kind)
                continue
            end = found.end()
            if group == "blank":
                at = end
                continue
            if group == "name" or group == "operator":
                word = found.group()
                kind = kinds.get(word, "NAME")
                append(_make_token(Token, (kind, word, _make_pos(Pos, (name, self.line, at - self.start + 1, at)))))
            elif group == "newline":
                if kind in ends:
                    append(Token(";", "newline", self.pos(at)))
                kind = ""
                self.line += 1
                self.start = end
            elif group == "comment":
                if kind in ends:
                    append(Token(";", "newline", self.pos(at)))
                    kind = ""
                self.directive(found.group(), at)
            elif group == "long":
                kind = self.long_comment(at, end, kind)
            else:
                kind, end = self.literal(group, found.group(), at, end)
            at = end
        if kind in ends:
            append(Token(";", "EOF", self.pos(size)))
        append(Token(END, "EOF", self.pos(size)))
        return self.tokens, self.directives

    def advance_lines(self, at: int, end: int) -> None:
        """Count the lines inside a token from `at` to `end`."""
        count = self.text.count("\n", at, end)
        if count:
            self.line += count
            self.start = self.text.rindex("\n", at, end) + 1

    def directive(self, comment: str, at: int) -> None:
        found = _DIRECTIVE.match(comment)
        if found:
            self.directives.append(Directive(self.pos(at), found[1] or found[2] or "", found[3]))

    def long_comment(self, at: int, end: int, kind: str) -> str:
        """A general comment acts like a blank, or like a newline when it holds one."""
        if "\n" not in self.text[at:end]:
            return kind
        if kind in _ENDS_STATEMENT:
            self.tokens.append(Token(";", "newline", self.pos(at)))
        self.advance_lines(at, end)
        return ""

    def literal(self, group: str, word: str, at: int, end: int) -> tuple[str, int]:
        """Append a literal; returns its kind and where it ends."""
        pos = self.pos(at)
        if group == "number":
            rest = _WORD_REST.match(self.text, end)
            if rest and not (word.endswith(".") and rest[0][0].isalpha()):
                end = rest.end()
                word = self.text[at:end]
            kind, wrong = number_kind(word)
        elif group == "char":
            kind, wrong = "CHAR", _wrong_char(word)
        else:
            kind, wrong = "STRING", _wrong_escape(word, '"') if group == "string" else ""
            self.advance_lines(at, end)
        if wrong:
            self.report("CC003", wrong, pos, "")
        self.tokens.append(Token(kind, word, pos))
        return kind, end

    def stray(self, at: int, kind: str) -> tuple[int, str]:
        """A character that starts no token: report it and continue after it."""
        char, pos = self.text[at], self.pos(at)
        if char in "\"'" or char == "`" or self.text.startswith("/*", at):
            return self.unterminated(char, at, pos)
        if char == "\0":
            message = "invalid NUL character"
        elif char == "\ufeff":
            message = "invalid byte order mark in the middle of the file"
        else:
            message = f"invalid character U+{ord(char):04X}" + (f" {char!r}" if char.isprintable() else "")
        self.report("CC002", message, pos, _STRAY_HELP.get(char, ""))
        return at + 1, kind

    def unterminated(self, char: str, at: int, pos: Pos) -> tuple[int, str]:
        line = _OPEN_TEXT.match(self.text, at)
        line_end = line.end() if line else len(self.text)
        if char == "'":
            if self.text.startswith("''", at):
                self.report("CC003", "empty rune literal or unescaped ' in rune literal", pos, "")
                line_end = at + 2
            else:
                self.report("CC002", "rune literal not terminated", pos, 'strings are written "..."')
            self.tokens.append(Token("CHAR", "'?'", pos))
            return line_end, "CHAR"
        if char == '"':
            self.report("CC002", "newline in string", pos, 'close the string with "')
            self.tokens.append(Token("STRING", '""', pos))
            return line_end, "STRING"
        what, close = ("string", "`") if char == "`" else ("comment", "*/")
        self.report("CC002", f"{what} not terminated", pos, f"close it with {close}")
        self.advance_lines(at, len(self.text))
        if char == "`":
            self.tokens.append(Token("STRING", "``", pos))
            return len(self.text), "STRING"
        return len(self.text), ""


_STRAY_HELP = {
    "#": "comments start with //",
    "?": "Go has no ?: operator; use if and else",
    "“": 'use the plain quote "',
    "”": 'use the plain quote "',
    "‘": "use the plain quote '",
    "’": "use the plain quote '",
}


def _wrong_escape(word: str, quote: str) -> str:
    """What is wrong with the escapes of a string or rune literal, or nothing."""
    if "\\" not in word:
        return ""
    at = word.find("\\")
    while at >= 0:
        found = _ESCAPE.match(word, at)
        if found is None:
            return "unknown escape" if word[at + 1] not in "xuU01234567" else "invalid character in escape"
        if found["quote"] and found["quote"] != quote:
            return "unknown escape"
        digits = found.group()[2:]
        if word[at + 1] in "uU" and not _is_code_point(int(digits, 16)):
            return f"escape is invalid Unicode code point U+{int(digits, 16):04X}"
        if word[at + 1] in "01234567" and int(found.group()[1:], 8) > 255:
            return f"octal escape value {int(found.group()[1:], 8)} > 255"
        at = word.find("\\", found.end())
    return ""


def _is_code_point(value: int) -> bool:
    return value < 0xD800 or 0xE000 <= value <= 0x10FFFF


def _wrong_char(word: str) -> str:
    if len(word) == 3:
        return ""
    wrong = _wrong_escape(word, "'")
    if wrong:
        return wrong
    found = _ESCAPE.match(word, 1)
    return "" if found and found.end() == len(word) - 1 else "more than one character in rune literal"


_GOOD_NUMBER = {
    "INT": re.compile(r"(?:0|[1-9](?:_?\d)*|0(?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+)$"),
    "FLOAT": re.compile(
        r"(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?"
        r"|\d(?:_?\d)*[eE][+-]?\d(?:_?\d)*"
        r"|\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?"
        r"|0[xX](?:(?:_?[\da-fA-F])+\.?(?:[\da-fA-F](?:_?[\da-fA-F])*)?|\.[\da-fA-F](?:_?[\da-fA-F])*)"
        r"[pP][+-]?\d(?:_?\d)*)$"
    ),
}
_OLD_IMAGINARY = r"\d(?:_?\d)*$"  # 08i is decimal, for the sake of old programs


def number_kind(word: str) -> tuple[str, str]:
    """The kind of a number's token, and what is wrong with it, or nothing."""
    if word.isdigit() and (word[0] != "0" or word == "0"):
        return "INT", ""
    digits, imaginary = (word[:-1], True) if word.endswith("i") else (word, False)
    for kind, pattern in _GOOD_NUMBER.items():
        if pattern.match(digits):
            return ("IMAG" if imaginary else kind), ""
    if imaginary and re.match(_OLD_IMAGINARY, digits):
        return "IMAG", ""
    return "INT", _wrong_number(word)


def _wrong_number(word: str) -> str:
    base, valid = {"x": ("hexadecimal", "0123456789abcdef"), "b": ("binary", "01"), "o": ("octal", "01234567")}.get(
        word[1:2].lower(), ("octal", "01234567") if word[0] == "0" else ("decimal", "0123456789")
    )
    digits = word[2:] if word[1:2].lower() in "xbo" else word
    if "_" in word and re.search(r"__|_$|_[.epi]|[.ep]_", word, re.IGNORECASE):
        return "'_' must separate successive digits"
    if not digits.strip("_i"):
        return f"{base} literal has no digits"
    if base == "hexadecimal" and "." in word and "p" not in word.lower():
        return "hexadecimal mantissa requires a 'p' exponent"
    if re.search(r"[ep][+-]?$", word.lower()):
        return "exponent has no digits"
    wrong = next((c for c in digits if c.lower() not in valid and c != "_"), "")
    if wrong.isdigit():
        return f"invalid digit {wrong!r} in {base} literal"
    return f"number {word} is followed by a letter" if wrong.isalpha() else f"invalid number {word}"


def split_type_parameters(tokens: list[Token]) -> None:
    """Rename the "[" of `type T[P any] ...` to LTYPE, as Go resolves it: https://go.dev/ref/spec#TypeParameterList."""
    for at, token in enumerate(tokens):
        if token.kind == "type":
            _split_declaration(tokens, at + 1)


def _split_declaration(tokens: list[Token], at: int) -> None:
    if tokens[at].kind != "(":
        _split_spec(tokens, at)
        return
    depth = 0
    while tokens[at].kind != END:
        kind = tokens[at].kind
        if kind in _OPENING:
            depth += 1
        elif kind in _CLOSING:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1 and kind in "(;":
            _split_spec(tokens, at + 1)
        at += 1


_OPENING = frozenset(("(", "[", "{", "LTYPE"))
_CLOSING = frozenset((")", "]", "}"))
_STARTS_ELEMENT = frozenset(("NAME", "interface", "map", "chan", "func", "struct", "["))
_STARTS_CONSTRAINT = frozenset(("NAME", ",", "interface", "~", "map", "chan", "func", "struct", "<-"))


def _split_spec(tokens: list[Token], at: int) -> None:
    if tokens[at].kind == "NAME" and tokens[at + 1].kind == "[" and _opens_type_parameters(tokens, at + 2):
        tokens[at + 1] = tokens[at + 1]._replace(kind="LTYPE")


def _opens_type_parameters(tokens: list[Token], at: int) -> bool:
    if tokens[at].kind != "NAME":
        return False
    follow = tokens[at + 1].kind
    if follow in _STARTS_CONSTRAINT:
        return True
    if follow == "[":
        return _is_array_constraint(tokens, at + 1)
    return follow in "*(" and _has_constraint_mark(tokens, at + 1)


def _is_array_constraint(tokens: list[Token], at: int) -> bool:
    """Whether `[P [N]T...` continues with an element type, so that [N] is no index."""
    depth = 0
    while tokens[at].kind not in (END, ";"):
        kind = tokens[at].kind
        depth += (kind in _OPENING) - (kind in _CLOSING)
        at += 1
        if depth == 0:
            return tokens[at].kind in _STARTS_ELEMENT
    return False


def _has_constraint_mark(tokens: list[Token], at: int) -> bool:
    """Whether `[P *C...]` or `[P (C)...]` cannot be an array length: it has a comma, or a type's own syntax."""
    depth = 0
    while tokens[at].kind not in (END, ";"):
        kind = tokens[at].kind
        if depth == 0 and kind == ",":
            return True
        if kind in ("~", "interface", "struct", "map", "chan"):
            return True
        depth += (kind in _OPENING) - (kind in _CLOSING)
        if depth < 0:
            return False
        at += 1
    return False
