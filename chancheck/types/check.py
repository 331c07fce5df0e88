"""The type checker: a package from a syntax tree, with Go's own rules and messages.

Library packages (models/) are resolved name by name and their bodies checked only when the program reaches them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from heapq import heappop, heappush

from chancheck.diagnostic import Diagnostics
from chancheck.syntax import ast
from chancheck.types import types as T
from chancheck.types.base import NAMES, Context
from chancheck.types.declarations import Declarations
from chancheck.types.objects import ConstObj, FuncObj, Info, Obj, Package, VarObj
from chancheck.types.packages import Finder, in_order
from chancheck.types.relations import Scope, key
from chancheck.types.typexprs import bound_scope, param_names

MOST_INSTANCES = 30
"""Of one function, before it counts as a cycle."""


class Checker(Declarations):
    def __init__(self, diagnostics: Diagnostics, go: str, define: Mapping[str, str]) -> None:
        super().__init__(diagnostics, go, define)
        self.setup_generics()
        self.func_instances: dict[Hashable, FuncObj] = {}
        self.instance_count: Counter[FuncObj] = Counter()

    def program(self, trees: Sequence[ast.File]) -> Package:
        tree = trees[0]
        package = Package(tree.package, tree.package, files=list(trees), checker=self)
        self.packages[package.path] = self.root = package
        self.collect(package)
        self.finish(package)
        self.check_bodies(package)
        mine = {name for name in self.define_values if "." not in name}  # others are of the library's packages
        for name in mine - {o.name for o in package.scope.values() if isinstance(o, ConstObj)}:
            there = sorted(o.name for o in package.scope.values() if isinstance(o, ConstObj))
            self.error(tree.pos, f"-D {name}: there is no package-level const {name}", NAMES,
                       f"there are: {', '.join(there)}" if there else "the file declares none")  # fmt: skip
        self.report_entry(package)
        return package

    def check_bodies(self, package: Package) -> None:
        """Everything that a package of the program's has in it."""
        version = self.go.split(".")
        package.per_iteration = len(version) < 2 or not version[1].isdigit() or int(version[1]) >= 22
        for f in list(package.funcs):
            if f.decl.type.type_params and not f.type_args:
                continue
            if f.recv is not None and f.recv.args:
                continue
            self.body(f)
        self.unused_imports(package)

    def report_entry(self, package: Package) -> None:
        main = package.scope.get("main")
        if isinstance(main, FuncObj) and package.name == "main" and main.decl.type.type_params:
            self.error(main.pos, "func main must have no type parameters")
        elif isinstance(main, FuncObj) and package.name == "main" and (main.decl.type.params or main.decl.type.results):
            self.error(main.pos, "func main must have no arguments and no return values")

    def body(self, f: FuncObj) -> Info:
        """The tables of a function's body, which is checked now if it has not been."""
        if f.checked:
            assert f.info is not None
            return f.info
        f.checked = True
        f.info = Info()
        package = self.packages[f.pkg]
        sig = self.sig(f)
        assert isinstance(f.scope, Scope)
        outer, self.current_decl = self.current_decl, f
        context = Context(f)
        with self.within(package, f.info, Scope(f.scope, {}, f), context):
            self.unsupported_sink = f.unsupported
            if f.decl.recv is not None:
                t = T.Pointer(f.recv) if f.pointer_recv and f.recv is not None else f.recv
                assert t is not None
                names = f.decl.recv.names
                if names:
                    f.recv_var = self.new_var(names[0], t, param=True)
                else:
                    f.recv_var = VarObj("", f.pos, f.pkg, t, is_param=True, owner=f)
            f.params, f.results = self.declare_signature(f.decl.type, sig)
            context.results = f.results
            context.named_results = any(field.names for field in f.decl.type.results)
            if f.decl.body is not None:
                self.function_body(f.decl.type, f.decl.body, context)
            self.report_unused()
        self.current_decl = outer
        return f.info

    def instance_of(self, f: FuncObj, args: list[T.Type], e: ast.Expr) -> FuncObj:
        where = (id(f), *map(key, args))
        made = self.func_instances.get(where)
        if made is None:
            names = param_names(f.decl.type.type_params)
            assert isinstance(f.scope, Scope)
            scope = bound_scope(f.scope, names, args)
            made = FuncObj(f.name, f.pos, f.pkg, T.INVALID, f.decl, f"{f.full_name}[...]")
            made.scope, made.type_args = scope, dict(zip(names, args, strict=True))
            self.func_instances[where] = made
            with self.within(self.packages[f.pkg], Info(), scope, Context(None)):
                self.satisfied(f.decl.type.type_params, names, args, e)
            if not self.packages[f.pkg].is_library and len(self.func_instances) < 2000:
                self.packages[f.pkg].funcs.append(made)
                self.instance_count[f] += 1
                if self.instance_count[f] > MOST_INSTANCES:
                    self.error(e.pos, f"instantiation cycle: more than {MOST_INSTANCES} instances of {f.name}")
                    self.diagnostics.raise_if_errors()
                self.body(made)
        return made

    def initialisation_order(self, package: Package) -> list[tuple[list[VarObj], ast.Expr | None]]:
        """Package variables in the order of Go's spec: the first one in source that waits for no other, again and
        again."""
        groups: list[tuple[list[VarObj], ast.Expr | None]] = []
        for file in in_order(package.files):
            for decl in file.decls:
                if isinstance(decl, ast.GenDecl) and decl.keyword == "var":
                    for spec in decl.specs:
                        if isinstance(spec, ast.ValueSpec):
                            groups += self.groups_of(package, spec)
        if package.is_library:
            return groups  # models declare them in order
        for f in package.funcs:
            if not f.decl.type.type_params or f.type_args:
                self.body(f) if not (f.recv is not None and f.recv.args) else None
        owner = {v: i for i, (made, _) in enumerate(groups) for v in made}
        needs = [
            {owner[o] for v in made for o in self.reached(v) if o in owner} if e is not None else set()
            for made, e in groups
        ]
        circular = [made[0] for i, (made, _) in enumerate(groups) if i in needs[i]]
        if circular and not self.cyclic:
            self.error(circular[0].pos, f"initialization cycle: {circular[0].name} refers to itself", NAMES)
        return [groups[i] for i in first_ready_order(needs)]

    def groups_of(self, package: Package, spec: ast.ValueSpec) -> list[tuple[list[VarObj], ast.Expr | None]]:
        made = [package.info.defs[n] for n in spec.names]
        variables = [v for v in made if isinstance(v, VarObj)]
        if len(spec.values) == len(variables):
            return [([v], e) for v, e in zip(variables, spec.values, strict=True)]
        return [(variables, spec.values[0] if spec.values else None)]

    def reached(self, var: VarObj) -> set[Obj]:
        seen: set[Obj] = set()
        todo = list(self.uses_of.get(var, ()))
        while todo:
            obj = todo.pop()
            if obj not in seen:
                seen.add(obj)
                todo += self.uses_of.get(obj, ())
        return seen


def first_ready_order(needs: list[set[int]]) -> list[int]:
    """Of what waits for nothing that is left always the first; in a cycle, which is an error, in any order."""
    waiting = [len(needed - {i}) for i, needed in enumerate(needs)]
    users: list[list[int]] = [[] for _ in needs]
    for i, needed in enumerate(needs):
        for j in needed - {i}:
            users[j].append(i)
    ready = [i for i, count in enumerate(waiting) if not count]
    done: list[int] = []
    while ready:
        done.append(heappop(ready))
        for user in users[done[-1]]:
            waiting[user] -= 1
            if not waiting[user]:
                heappush(ready, user)
    return done + [i for i, count in enumerate(waiting) if count]


def check_types(
    trees: Sequence[ast.File], diagnostics: Diagnostics, define: Mapping[str, str], go: str, find: Finder
) -> Package:
    """The checked package of these files; what is wrong with it goes to `diagnostics`."""
    checker = Checker(diagnostics, go, define)
    checker.find = find
    return checker.program(trees)
