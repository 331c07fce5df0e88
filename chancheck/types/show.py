"""Expressions and types as Go's messages show them."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import types as T


def expr(e: ast.Expr | None) -> str:
    """The source of an expression, in one line; function bodies and literals' elements are left out."""
    match e:
        case None:
            return ""
        case ast.Ident():
            return e.name
        case ast.BasicLit():
            return e.text
        case ast.FuncLit():
            return f"func{expr(e.type)[4:]} {{…}}"
        case ast.CompositeLit():
            return f"{expr(e.type)}{{…}}" if e.elements else f"{expr(e.type)}{{}}"
        case ast.ParenExpr():
            return f"({expr(e.x)})"
        case ast.SelectorExpr():
            return f"{expr(e.x)}.{e.sel.name}"
        case ast.IndexExpr():
            return f"{expr(e.x)}[{', '.join(map(expr, e.indices))}]"
        case ast.SliceExpr():
            return f"{expr(e.x)}[{expr(e.low)}:{expr(e.high)}{':' + expr(e.max) if e.max else ''}]"
        case ast.TypeAssertExpr():
            return f"{expr(e.x)}.({expr(e.type) or 'type'})"
        case ast.CallExpr():
            return f"{expr(e.fun)}({', '.join(map(expr, e.args))}{'...' if e.ellipsis else ''})"
        case ast.Result():
            return expr(e.call)
        case ast.StarExpr():
            return f"*{expr(e.x)}"
        case ast.UnaryExpr():
            return f"{e.op}{expr(e.x)}"
        case ast.BinaryExpr():
            return f"{expr(e.x)} {e.op} {expr(e.y)}"
        case ast.ArrayType():
            return f"[{expr(e.length)}]{expr(e.elem)}"
        case ast.Ellipsis():
            return f"...{expr(e.elem)}"
        case ast.StructType():
            return "struct{…}" if e.fields else "struct{}"
        case ast.InterfaceType():
            return "interface{…}" if e.methods else "interface{}"
        case ast.FuncType():
            results = ", ".join(expr(f.type) for f in e.results)
            shown = f" ({results})" if len(e.results) > 1 else f" {results}" if results else ""
            return f"func({', '.join(expr(f.type) for f in e.params)}){shown}"
        case ast.MapType():
            return f"map[{expr(e.key)}]{expr(e.value)}"
        case ast.ChanType():
            return {"both": "chan ", "send": "chan<- ", "recv": "<-chan "}[e.dir] + expr(e.elem)
    return "?"


def tuple_of(types: list[T.Type]) -> str:
    numbers = (T.UNTYPED_INT, T.UNTYPED_FLOAT, T.UNTYPED_COMPLEX)
    return f"({', '.join('number' if t in numbers else str(t) for t in types)})"
