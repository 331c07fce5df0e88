"""Go's types as values. Identity of types is `identical`, never `==`, except that named types are objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chancheck.diagnostic import Diagnostic
from chancheck.records import dataclass, field
from chancheck.source import Pos
from chancheck.syntax import ast


class Type:
    """Any Go type."""

    __slots__ = ()

    def underlying(self) -> Type:
        return self


@dataclass(eq=False, slots=True)
class Basic(Type):
    """A predeclared type. `name` is Go's; untyped constants have the kinds "untyped int" and so on.

    bits/signed describe integers: int and uint have 64 bits, uintptr too.
    """

    name: str
    bits: int = 0
    signed: bool = False

    @property
    def is_integer(self) -> bool:
        return self.bits > 0 or self.name in ("untyped int", "untyped rune")

    @property
    def is_untyped(self) -> bool:
        return self.name.startswith("untyped")

    def __str__(self) -> str:
        return self.name


@dataclass(eq=False, slots=True)
class Obj:
    """An object that an identifier denotes."""

    name: str
    pos: Pos
    pkg: str  # import path of the declaring package, "" for predeclared names


@dataclass(eq=False, slots=True)
class VarObj(Obj):
    """A variable: package-level (`is_global`), local, parameter, result or receiver."""

    type: Type
    is_global: bool = False
    is_param: bool = False
    used: bool = False
    captured: bool = False  # used in a function literal other than the function that declares it
    address_taken: bool = False  # & of it or of a part, slicing of an array, method call that takes its address
    reassigned: bool = False  # assigned after its declaration (op-assign and ++ included)
    steady: bool = False  # of a loop: nothing but the loop's clause assigns it, and nothing there captures it
    owner: object = None  # the function (literal) that declares it


@dataclass(eq=False, slots=True)
class TypeName(Obj):
    type: Type


@dataclass(eq=False, slots=True)
class FuncObj(Obj):
    """A declared function or method. `full_name` is Go's: `pkg.F`, `pkg.T.M`, `pkg.(*T).M`.

    decl.body is None for operations of the runtime (declared in models/, defined in chancheck.semantics).
    `type_args` maps the names of type parameters to the arguments, in a method those of its receiver too.
    """

    type: Type  # Signature
    decl: ast.FuncDecl
    full_name: str
    recv: Named | None = None
    pointer_recv: bool = False
    recv_var: VarObj | None = None
    params: list[VarObj] = field(default_factory=list)  # one per parameter, also unnamed ones
    results: list[VarObj] = field(default_factory=list)  # named "" where unnamed
    type_args: dict[str, Type] = field(default_factory=dict)
    scope: object = None  # where its names are looked up
    unsupported: list[Diagnostic] = field(default_factory=list)  # errors once the function is reached

    @property
    def is_generic(self) -> bool:
        """Whether it has type parameters of its own without arguments."""
        return any(name.name not in self.type_args for f in self.decl.type.type_params for name in f.names)


@dataclass(eq=False, slots=True)
class Named(Type):
    """A defined type, possibly an instance of a generic one (then `args` are its type arguments)."""

    obj: TypeName
    under: Type | None = None  # set once its declaration has been resolved
    methods: dict[str, FuncObj] = field(default_factory=dict)
    args: tuple[Type, ...] = ()
    resolve: Callable[[Named], None] | None = None  # finds `under` at its first use, INVALID if it depends on itself

    def underlying(self) -> Type:
        if self.under is None and self.resolve is not None:
            self.resolve(self)
        assert self.under is not None, self.obj.name
        return self.under

    def __str__(self) -> str:
        name = f"{self.obj.pkg}.{self.obj.name}" if self.obj.pkg else self.obj.name
        return name + (f"[{','.join(map(str, self.args))}]" if self.args else "")


@dataclass(eq=False, slots=True)
class Pointer(Type):
    elem: Type

    def __str__(self) -> str:
        return f"*{self.elem}"


@dataclass(eq=False, slots=True)
class Array(Type):
    length: int
    elem: Type

    def __str__(self) -> str:
        return f"[{self.length}]{self.elem}"


@dataclass(eq=False, slots=True)
class Slice(Type):
    elem: Type

    def __str__(self) -> str:
        return f"[]{self.elem}"


@dataclass(eq=False, slots=True)
class Map(Type):
    key: Type
    elem: Type

    def __str__(self) -> str:
        return f"map[{self.key}]{self.elem}"


@dataclass(eq=False, slots=True)
class Chan(Type):
    dir: str  # "both" | "send" | "recv"
    elem: Type

    def __str__(self) -> str:
        arrow = {"both": "chan ", "send": "chan<- ", "recv": "<-chan "}[self.dir]
        return f"{arrow}{self.elem}"


@dataclass(eq=False, slots=True)
class StructField:
    name: str  # for an embedded field: the type's name
    type: Type
    embedded: bool = False
    pkg: str = ""  # package that declares it, for unexported names
    tag: bytes = b""


@dataclass(eq=False, slots=True)
class Struct(Type):
    fields: list[StructField]

    def __str__(self) -> str:
        return "struct{" + "; ".join(str(f.type) if f.embedded else f"{f.name} {f.type}" for f in self.fields) + "}"


@dataclass(eq=False, slots=True)
class Tuple(Type):
    """The type of a call with none or several results."""

    items: list[Type]

    def __iter__(self) -> Iterator[Type]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __str__(self) -> str:
        return f"({', '.join(map(str, self.items))})"


@dataclass(eq=False, slots=True)
class Signature(Type):
    """A function type. With `variadic` the last parameter's type is a Slice. The receiver is not part of it."""

    params: list[Type]
    results: list[Type]
    variadic: bool = False

    def __str__(self) -> str:
        ps = [str(p) for p in self.params]
        if self.variadic:
            ps[-1] = "..." + ps[-1][2:]
        rs = ", ".join(map(str, self.results))
        return f"func({', '.join(ps)})" + ("" if not rs else f" {rs}" if len(self.results) == 1 else f" ({rs})")


@dataclass(eq=False, slots=True)
class Interface(Type):
    """`methods` is the full method set (embedded ones merged), by name. Constraints may have terms."""

    methods: dict[str, Signature]
    pkgs: dict[str, str] = field(default_factory=dict)  # package of unexported methods
    terms: list[tuple[bool, Type]] | None = None  # of a constraint: (with ~, type)
    comparable: bool = False
    unknown: bool = False  # has methods of a package that is not supported

    def __str__(self) -> str:
        if not self.methods:
            return "any"
        inner = "; ".join(f"{n}{str(s)[4:]}" for n, s in sorted(self.methods.items()))
        return f"interface{{{inner}}}"


@dataclass(eq=False, slots=True)
class TypeParam(Type):
    """A type parameter inside a generic declaration; instances are checked with it substituted."""

    name: str
    constraint: Type | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(eq=False, slots=True)
class Invalid(Type):
    """The type of what could not be typed; no further message is given about it."""

    def __str__(self) -> str:
        return "invalid type"


INVALID = Invalid()
NIL = Basic("untyped nil")
BOOL = Basic("bool")
STRING = Basic("string")
INT = Basic("int", 64, True)
INT8 = Basic("int8", 8, True)
INT16 = Basic("int16", 16, True)
INT32 = Basic("int32", 32, True)
INT64 = Basic("int64", 64, True)
UINT = Basic("uint", 64, False)
UINT8 = Basic("uint8", 8, False)
UINT16 = Basic("uint16", 16, False)
UINT32 = Basic("uint32", 32, False)
UINT64 = Basic("uint64", 64, False)
UINTPTR = Basic("uintptr", 64, False)
FLOAT32 = Basic("float32")
FLOAT64 = Basic("float64")
COMPLEX64 = Basic("complex64")
COMPLEX128 = Basic("complex128")
UNSAFE_POINTER = Basic("unsafe.Pointer")
UNTYPED_BOOL = Basic("untyped bool")
UNTYPED_INT = Basic("untyped int")
UNTYPED_RUNE = Basic("untyped rune")
UNTYPED_FLOAT = Basic("untyped float")
UNTYPED_COMPLEX = Basic("untyped complex")
UNTYPED_STRING = Basic("untyped string")
VOID = Tuple([])
