"""Type expressions, and instances of generic types."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

from chancheck.source import Pos
from chancheck.syntax import ast
from chancheck.types import show
from chancheck.types import types as T
from chancheck.types.base import NAMES, Base, Context
from chancheck.types.objects import FuncObj, Info, Obj, Package, PkgName, TypeName
from chancheck.types.relations import Scope, comparable

LONGEST_ARRAY = 1 << 20
"""Elements; each is at least one cell of the state."""

DEEPEST_TYPE = 200
"""Levels of structs and arrays in one another: later passes recurse."""


class TypeExprs(Base):
    def setup_generics(self) -> None:
        self.generic_types: dict[TypeName, tuple[ast.TypeSpec, Package, Scope]] = {}
        self.type_instances: dict[Hashable, T.Named] = {}
        self.method_decls: dict[TypeName, list[tuple[ast.FuncDecl, Scope]]] = {}  # with their files'
        self.resolving: list[Obj] = []
        self.aliasing: list[TypeName] = []
        self.running = False
        self.extents: dict[T.Named, tuple[int, int]] = {}
        self.expanding: list[T.Named] = []
        self.signing: list[FuncObj] = []  # whose signatures are being read
        self.delayed: list[Callable[[], None]] = []

    # provided by the parts for expressions and names
    def lookup_name(self, e: ast.Ident, base: bool = False) -> Obj | None:
        raise NotImplementedError

    def package_of(self, name: PkgName) -> Package:
        raise NotImplementedError

    def member(self, e: ast.SelectorExpr, name: PkgName) -> Obj | None:
        raise NotImplementedError

    def constant_int(self, e: ast.Expr) -> int | None:
        raise NotImplementedError

    def instance_expr(self, e: ast.IndexExpr) -> T.Type | None:
        raise NotImplementedError

    def is_defined_later(self, obj: TypeName) -> bool:
        raise NotImplementedError

    def needed(self, named: T.Named) -> None:
        raise NotImplementedError

    def complete_type(self, named: T.Named, given: T.Type) -> None:
        raise NotImplementedError

    def typ(self, e: ast.Expr) -> T.Type:
        """The type that an expression denotes; an error and INVALID when it denotes none."""
        t = self.type_or_none(e)
        if t is None:
            if not isinstance(e, ast.BadExpr):
                self.error(e.pos, f"{show.expr(e)} is not a type", NAMES)
            t = T.INVALID
        self.info.types[e] = t
        self.info.is_type.add(e)
        return t

    def var_type(self, e: ast.Expr) -> T.Type:
        """The type of a variable, a field, an element: no constraint."""
        t = self.typ(e)
        if isinstance(t, T.Named | T.Interface) and not self.package.is_library:
            self.later(partial(self.refuse_constraint, e, t))
        return t

    def refuse_constraint(self, e: ast.Expr, t: T.Type) -> None:
        under = t.underlying()
        if isinstance(under, T.Interface) and (under.terms is not None or under.comparable):
            why = "contains type constraints" if under.terms is not None else "is (or embeds) comparable"
            self.error(e.pos, f"cannot use type {show.expr(e)} outside a type constraint: interface {why}")

    def type_or_none(self, e: ast.Expr) -> T.Type | None:
        """The type that e denotes, None when it is no type (nothing is reported then about its kind)."""
        match e:
            case ast.Ident():
                obj = self.lookup_name(e)
                if obj is None:
                    return T.INVALID
                if isinstance(obj, TypeName):
                    self.info.uses[e] = obj
                    return self.named(obj, e)
                return None
            case ast.ParenExpr():
                return self.type_or_none(e.x)
            case ast.SelectorExpr(x=ast.Ident() as x):
                pkg = self.lookup_name(x, base=True)
                if not isinstance(pkg, PkgName):
                    return None
                obj = self.member(e, pkg)
                if obj is None:
                    return T.INVALID
                return self.named(obj, e) if isinstance(obj, TypeName) else None
            case ast.IndexExpr():
                return self.instance_expr(e)
            case ast.StarExpr():
                inner = self.type_or_none(e.x)
                if inner is None:
                    return None
                self.info.types[e.x] = inner
                self.info.is_type.add(e.x)
                return T.Pointer(inner)
            case ast.ArrayType():
                return self.array(e)
            case ast.MapType():
                k = self.typ(e.key)
                self.later(partial(self.map_key, e.key, k))
                return T.Map(k, self.var_type(e.value))
            case ast.ChanType():
                return T.Chan(e.dir, self.var_type(e.elem))
            case ast.FuncType():
                return self.func_type(e)
            case ast.StructType():
                return self.struct(e)
            case ast.InterfaceType():
                return self.interface(e)
            case ast.Ellipsis() if e.elem is not None:
                return T.Slice(self.typ(e.elem))
            case ast.BinaryExpr(op="|") | ast.UnaryExpr(op="~"):
                return T.Interface({}, terms=self.terms(e))
            case ast.BadExpr():
                return T.INVALID
        return None

    def later(self, check: Callable[[], None]) -> None:
        """What asks for underlying types waits until no declaration is half done."""
        if self.is_busy():
            package, info = self.package, self.info
            self.delayed.append(lambda: self.run_within(package, info, check))
        else:
            check()

    def run_within(self, package: Package, info: Info, check: Callable[[], None]) -> None:
        with self.within(package, info, self.scope, Context(None)):
            check()

    def run_delayed(self) -> None:
        if self.running:
            return  # the outermost call goes through them all
        self.running = True
        while self.delayed and not self.is_busy():
            self.delayed.pop()()
        self.running = False

    def is_busy(self) -> bool:
        return bool(self.resolving or self.expanding or self.signing)

    def map_key(self, e: ast.Expr, key_type: T.Type) -> None:
        if not isinstance(key_type, T.Invalid) and not comparable(key_type):
            self.error(e.pos, f"invalid map key type {key_type}")

    def named(self, obj: TypeName, e: ast.Expr) -> T.Type:
        if self.is_defined_later(obj):
            if not isinstance(obj.type, T.Named):
                obj.type = T.Named(obj, resolve=self.needed)
            return obj.type
        self.resolve(obj)
        if obj in self.generic_types:
            self.error(e.pos, f"cannot use generic type {show.expr(e)} without instantiation")
            return T.INVALID
        return obj.type

    def array(self, e: ast.ArrayType) -> T.Type:
        if e.length is None:
            return T.Slice(self.var_type(e.elem))
        if isinstance(e.length, ast.Ellipsis):
            self.error(e.pos, "invalid use of [...] array (outside a composite literal)")
            return T.INVALID
        length = self.constant_int(e.length)
        elem = self.var_type(e.elem)
        if length is None:
            return T.INVALID
        if length < 0:
            self.error(e.length.pos, f"invalid array length {show.expr(e.length)}")
            return T.INVALID
        if length > LONGEST_ARRAY:
            self.error(e.length.pos, f"arrays of more than {LONGEST_ARRAY:,} elements are not supported", NAMES)
            return T.INVALID
        if length * extent(elem, {})[0] > LONGEST_ARRAY:
            self.error(e.pos, f"arrays of more than {LONGEST_ARRAY:,} cells are not supported", NAMES)
            return T.INVALID
        return T.Array(length, elem)

    def func_type(self, e: ast.FuncType) -> T.Signature:
        params, variadic = [], False
        for f in e.params:
            variadic = variadic or isinstance(f.type, ast.Ellipsis)
            params += [self.var_type(f.type)] * max(1, len(f.names))
        results = [t for f in e.results for t in [self.var_type(f.type)] * max(1, len(f.names))]
        return T.Signature(params, results, variadic)

    def struct(self, e: ast.StructType) -> T.Struct:
        fields: list[T.StructField] = []
        seen: set[str] = set()
        for f in e.fields:
            t = self.var_type(f.type)
            names = [(n.name, n.pos) for n in f.names] or [(embedded_name(f.type), f.pos)]
            for name, pos in names:
                if name in seen and name != "_":
                    self.error(pos, f"{name} redeclared", NAMES)
                seen.add(name)
                fields.append(T.StructField(name, t, not f.names, self.package.path))
        return T.Struct(fields)

    def interface(self, e: ast.InterfaceType) -> T.Interface:
        result = T.Interface({})
        for f in e.methods:
            if f.names:
                assert isinstance(f.type, ast.FuncType)
                for name in f.names:
                    if name.name in result.methods:
                        self.error(name.pos, f"duplicate method {name.name}", NAMES)
                    result.methods[name.name] = self.func_type(f.type)
                    result.pkgs[name.name] = self.package.path
            else:
                self.embed(result, f.type)
        return result

    def embed(self, into: T.Interface, e: ast.Expr) -> None:
        t = self.typ(e)
        under = t if isinstance(t, T.Invalid) else t.underlying()
        if isinstance(under, T.Interface):
            into.methods.update(under.methods)
            into.pkgs.update(under.pkgs)
            into.comparable = into.comparable or under.comparable
            into.terms = under.terms if into.terms is None else into.terms
            into.unknown = into.unknown or under.unknown
        elif isinstance(t, T.Invalid):
            into.unknown = True
        else:
            into.terms = [(False, t)]

    def terms(self, e: ast.Expr) -> list[tuple[bool, T.Type]] | None:
        if isinstance(e, ast.BinaryExpr) and e.op == "|":
            a, b = self.terms(e.x), self.terms(e.y)
            return None if a is None or b is None else a + b
        if isinstance(e, ast.UnaryExpr) and e.op == "~":
            return [(True, self.typ(e.x))]
        t = self.typ(e)
        under = None if isinstance(t, T.Invalid) else t.underlying()
        return under.terms if isinstance(under, T.Interface) else [(False, t)]


def extent(t: T.Type, known: dict[T.Named, tuple[int, int]]) -> tuple[int, int]:
    """Roughly how many cells a value has, and how deep they lie in structs and arrays."""
    match t:
        case T.Named(under=T.Type() as under):
            if t not in known:
                known[t] = extent(under, known)
            return known[t]
        case T.Array():
            cells, depth = extent(t.elem, known)
            return t.length * cells, depth + 1
        case T.Struct():
            parts = [extent(f.type, known) for f in t.fields]
            return sum(cells for cells, _ in parts), 1 + max((depth for _, depth in parts), default=0)
    return 1, 0


def bound_scope(scope: Scope, names: list[str], args: list[T.Type]) -> Scope:
    bound: dict[str, Obj] = {}
    for name, arg in zip(names, args, strict=False):
        obj = TypeName(name, scope_pos(arg), "", arg)
        bound[name] = obj
    return Scope(scope, bound, None)


def scope_pos(arg: T.Type) -> Pos:
    from chancheck.source import NO_POS

    return NO_POS


def param_names(fields: list[ast.Field]) -> list[str]:
    return [n.name for f in fields for n in f.names]


def embedded_name(e: ast.Expr) -> str:
    match e:
        case ast.StarExpr() | ast.ParenExpr() | ast.IndexExpr():
            return embedded_name(e.x)
        case ast.SelectorExpr():
            return e.sel.name
        case ast.Ident():
            return e.name
    return "?"


def receiver_base(e: ast.Expr) -> tuple[ast.Expr, bool]:
    """The type expression of a receiver without `*` and parentheses, and whether it is a pointer."""
    pointer = False
    while isinstance(e, ast.StarExpr | ast.ParenExpr):
        pointer = pointer or isinstance(e, ast.StarExpr)
        e = e.x
    return e, pointer
