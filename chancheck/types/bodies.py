"""Bodies of functions: parameters as variables, the statements, labels (Go spec, Function declarations)."""

from __future__ import annotations

from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.checker import Checker, Context
from chancheck.types.labels import check_labels, terminates_list
from chancheck.types.objects import Info
from chancheck.types.relations import Scope
from chancheck.types.types import FuncObj, VarObj


def body(c: Checker, f: FuncObj) -> Info:
    """The tables of a function's body, which is checked now if it has not been."""
    if f in c.bodies:
        return c.bodies[f]
    info = c.bodies[f] = Info()
    package = c.packages[f.pkg]
    sig = c.sig(f)
    assert isinstance(f.scope, Scope)
    outer, c.current_decl, before = c.current_decl, f, len(c.diagnostics.items)
    context = Context(f)
    with c.within(package, info, Scope(f.scope, {}, f), context):
        c.unsupported_sink = f.unsupported
        if f.decl.recv is not None:
            t = T.Pointer(f.recv) if f.pointer_recv and f.recv is not None else f.recv
            assert t is not None
            names = f.decl.recv.names
            if names:
                f.recv_var = c.new_var(names[0], t, param=True)
            else:
                f.recv_var = VarObj("", f.pos, f.pkg, t, is_param=True, owner=f)
        f.params, f.results = declare_signature(c, f.decl.type, sig)
        context.results = f.results
        context.named_results = any(field.names for field in f.decl.type.results)
        if f.decl.body is not None:
            function_body(c, f.decl.type, f.decl.body, context)
        c.report_unused()
    c.keep_errors(before, package, f.unsupported)
    c.current_decl = outer
    return info


def declare_signature(c: Checker, e: ast.FuncType, t: T.Signature) -> tuple[list[VarObj], list[VarObj]]:
    """Parameters and results as variables in the current scope."""

    def declared(fields: list[ast.Field], types: list[T.Type]) -> list[VarObj]:
        out: list[VarObj] = []
        for f in fields:
            names: list[ast.Ident | None] = [*f.names] or [None]
            for name in names:
                typ = types[len(out)]
                if name is None:
                    out.append(VarObj("", f.pos, c.package.path, typ, is_param=True, owner=c.context.owner))
                else:
                    out.append(c.new_var(name, typ, param=True))
        return out

    return declared(e.params, t.params), declared(e.results, t.results)


def function_body(c: Checker, type: ast.FuncType, body: ast.BlockStmt, context: Context) -> None:
    c.stmts(body.stmts)
    check_labels(c, body)
    if context.results and not terminates_list(body.stmts):
        c.error(body.end, "missing return")
