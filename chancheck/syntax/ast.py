"""The syntax tree of a Go file, after the Go specification's own names.

Every node has `pos`, the place of its first token (for a binary expression: of its operator, as in Go's own
messages). Nodes compare by identity, so they can be keys of the tables that the type checker fills.
"""

from __future__ import annotations

from chancheck.records import dataclass, field
from chancheck.source import Pos
from chancheck.syntax.blocks import Decl, Expr, Node, Packable, Stmt

# --- expressions (types are expressions too, as in go/ast) ---------------------------------------


@dataclass(eq=False, slots=True)
class BadExpr(Expr):
    """Stands where the parser recovered from an error."""


@dataclass(eq=False, slots=True)
class Ident(Expr):
    name: str


@dataclass(eq=False, slots=True)
class BasicLit(Expr):
    kind: str  # "int" | "float" | "imag" | "char" | "string"
    text: str  # as written in the source


@dataclass(eq=False, slots=True)
class FuncLit(Expr):
    type: FuncType
    body: BlockStmt


@dataclass(eq=False, slots=True)
class KeyedElement(Node):
    key: Expr | None
    value: Expr


@dataclass(eq=False, slots=True)
class CompositeLit(Expr):
    type: Expr | None  # None where it is elided inside another literal
    elements: list[KeyedElement]
    end: Pos


@dataclass(eq=False, slots=True)
class ParenExpr(Expr):
    x: Expr


@dataclass(eq=False, slots=True)
class SelectorExpr(Expr):
    x: Expr
    sel: Ident


@dataclass(eq=False, slots=True)
class IndexExpr(Expr):
    """x[i]; with several indices, or where x is generic, an instantiation."""

    x: Expr
    indices: list[Expr]


@dataclass(eq=False, slots=True)
class SliceExpr(Expr):
    x: Expr
    low: Expr | None
    high: Expr | None
    max: Expr | None


@dataclass(eq=False, slots=True)
class TypeAssertExpr(Expr):
    x: Expr
    type: Expr | None  # None: x.(type), only in a type switch


@dataclass(eq=False, slots=True)
class CallExpr(Expr):
    fun: Expr
    args: list[Expr]
    ellipsis: bool  # f(xs...)
    end: Pos  # of the closing parenthesis


@dataclass(eq=False, slots=True)
class Result(Expr):
    """One of the results of a call, as an argument of its own: what `complex(f())` passes on."""

    call: Expr
    index: int


@dataclass(eq=False, slots=True)
class StarExpr(Expr):
    x: Expr


@dataclass(eq=False, slots=True)
class UnaryExpr(Expr):
    op: str  # + - ! ^ & <- ~
    x: Expr


@dataclass(eq=False, slots=True)
class BinaryExpr(Expr):
    op: str
    x: Expr
    y: Expr


# --- types ---------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class Field(Node):
    """A group `a, b T` of a parameter list or struct; no names: an unnamed parameter or embedded field."""

    names: list[Ident]
    type: Expr
    tag: BasicLit | None = None


@dataclass(eq=False, slots=True)
class ArrayType(Expr):
    length: Expr | None  # None: slice;  Ellipsis node: [...]T
    elem: Expr


@dataclass(eq=False, slots=True)
class Ellipsis(Expr):
    """`...T` as a parameter type (elem set), or `...` as an array length."""

    elem: Expr | None


@dataclass(eq=False, slots=True)
class StructType(Expr):
    fields: list[Field]


@dataclass(eq=False, slots=True)
class FuncType(Expr):
    type_params: list[Field]
    params: list[Field]
    results: list[Field]


@dataclass(eq=False, slots=True)
class InterfaceType(Expr):
    methods: list[Field]  # names = [method], type = FuncType; no names: embedded type or union


@dataclass(eq=False, slots=True)
class MapType(Expr):
    key: Expr
    value: Expr


@dataclass(eq=False, slots=True)
class ChanType(Expr):
    dir: str  # "both" | "send" | "recv"
    elem: Expr


# --- statements ----------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class BadStmt(Stmt):
    pass


@dataclass(eq=False, slots=True)
class EmptyStmt(Stmt):
    pass


@dataclass(eq=False, slots=True)
class DeclStmt(Stmt):
    decl: GenDecl


@dataclass(eq=False, slots=True)
class LabeledStmt(Stmt):
    label: Ident
    stmt: Stmt


@dataclass(eq=False, slots=True)
class ExprStmt(Stmt):
    x: Expr


@dataclass(eq=False, slots=True)
class SendStmt(Stmt):
    """pos is the arrow's."""

    chan: Expr
    value: Expr


@dataclass(eq=False, slots=True)
class IncDecStmt(Stmt):
    x: Expr
    op: str  # "++" | "--"


@dataclass(eq=False, slots=True)
class AssignStmt(Stmt):
    """pos is the operator's; op is "=", ":=", or "+=" and its like."""

    lhs: list[Expr]
    op: str
    rhs: list[Expr]


@dataclass(eq=False, slots=True)
class GoStmt(Stmt):
    call: Expr


@dataclass(eq=False, slots=True)
class DeferStmt(Stmt):
    call: Expr


@dataclass(eq=False, slots=True)
class ReturnStmt(Stmt):
    results: list[Expr]


@dataclass(eq=False, slots=True)
class BranchStmt(Stmt):
    keyword: str  # break | continue | goto | fallthrough
    label: Ident | None


@dataclass(eq=False, slots=True)
class BlockStmt(Packable):
    stmts: list[Stmt]
    end: Pos  # of the closing brace


@dataclass(eq=False, slots=True)
class IfStmt(Stmt):
    init: Stmt | None
    cond: Expr
    body: BlockStmt
    orelse: Stmt | None


@dataclass(eq=False, slots=True)
class CaseClause(Node):
    """exprs is None for default; in a type switch they are types."""

    exprs: list[Expr] | None
    body: list[Stmt]


@dataclass(eq=False, slots=True)
class SwitchStmt(Stmt):
    init: Stmt | None
    tag: Expr | None
    clauses: list[CaseClause]
    end: Pos


@dataclass(eq=False, slots=True)
class TypeSwitchStmt(Stmt):
    init: Stmt | None
    bind: Ident | None  # switch bind := x.(type)
    x: Expr
    clauses: list[CaseClause]
    end: Pos


@dataclass(eq=False, slots=True)
class CommClause(Node):
    """comm is SendStmt, ExprStmt (receive), AssignStmt (receive with = or :=), or None for default."""

    comm: Stmt | None
    body: list[Stmt]


@dataclass(eq=False, slots=True)
class SelectStmt(Stmt):
    clauses: list[CommClause]
    end: Pos


@dataclass(eq=False, slots=True)
class ForStmt(Stmt):
    init: Stmt | None
    cond: Expr | None
    post: Stmt | None
    body: BlockStmt


@dataclass(eq=False, slots=True)
class RangeStmt(Stmt):
    key: Expr | None
    value: Expr | None
    define: bool  # := rather than =
    x: Expr
    body: BlockStmt


# --- declarations and files ----------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class ImportSpec(Node):
    name: Ident | None  # may be `_` or `.`
    path: str


@dataclass(eq=False, slots=True)
class ValueSpec(Node):
    """One line of a const or var declaration; an empty const line repeats type and values of the line before."""

    names: list[Ident]
    type: Expr | None
    values: list[Expr]
    iota: int = 0


@dataclass(eq=False, slots=True)
class TypeSpec(Node):
    name: Ident
    type_params: list[Field]
    alias: bool
    type: Expr


@dataclass(eq=False, slots=True)
class GenDecl(Decl):
    keyword: str  # import | const | type | var
    specs: list[ImportSpec | ValueSpec | TypeSpec]


@dataclass(eq=False, slots=True)
class FuncDecl(Decl):
    recv: Field | None
    name: Ident
    type: FuncType
    body: BlockStmt | None  # None: an operation of the runtime, named in chancheck.semantics


@dataclass(eq=False, slots=True)
class Directive(Node):
    """A `//chancheck:name text` comment, `//go:build`, `//go:norace` or `//go:embed`."""

    name: str
    text: str


@dataclass(eq=False, slots=True)
class File(Node):
    """implied: package clause and imports were left out and are to be inferred (`.gol` only). text: the source, where
    it has examples. dependency: it is of another module than the program."""

    package: str
    decls: list[Decl]
    directives: list[Directive] = field(default_factory=list)
    implied: bool = False
    text: str = ""
    dependency: bool = False
