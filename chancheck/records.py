"""Data classes that start fast: `dataclass` of the standard library, without code generation at import.

`dataclasses.dataclass` compiles up to six functions for each class. Here a constructor is compiled when its class has
been instantiated OFTEN, and the other methods are closures. `dataclasses.fields`, `dataclasses.replace` and msgspec
take these classes for data classes; that module, which takes long to import, is not needed for them. There is no
kw_only, InitVar or ClassVar.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "fields", "replace"]

FIELDS = "__dataclass_fields__"
"""The attribute by which others know a data class."""

OFTEN = 40
"""Instances after which a constructor is worth compiling: that takes as long as making some 60 without."""

MISSING: Any = type("Missing", (), {"__slots__": (), "__repr__": lambda self: "<missing>"})()
"""Stands for a default that there is none of."""


class Field:
    """The declaration of one value of a class; it has the attributes of `dataclasses.Field`."""

    __slots__ = ("compare", "factory", "hash", "init", "kw_only", "name", "repr", "type", "value")
    metadata: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, value: Any, factory: Any, init: bool, repr: bool, hash: bool | None, compare: bool) -> None:
        self.value, self.factory = value, factory
        self.init, self.repr, self.hash, self.compare, self.kw_only = init, repr, hash, compare, False
        self.name, self.type = "", ""

    # --- for those that take it for a field of `dataclasses`

    @property
    def default(self) -> Any:
        return known_as_missing(self.value)

    @property
    def default_factory(self) -> Any:
        return known_as_missing(self.factory)

    @property
    def _field_type(self) -> Any:
        """By this they know a value from a class variable."""
        from dataclasses import _FIELD  # type: ignore[attr-defined]

        return _FIELD


def known_as_missing(value: Any) -> Any:
    from dataclasses import MISSING as THEIRS

    return THEIRS if value is MISSING else value


def described(
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    init: bool = True,
    repr: bool = True,
    hash: bool | None = None,
    compare: bool = True,
) -> Any:
    """A value with more than a default, with the parameters of `dataclasses.field`."""
    return Field(default, default_factory, init, repr, hash, compare)


def fields_of(record: Any) -> tuple[Field, ...]:
    """Of a record, or of its class."""
    return tuple(getattr(record, FIELDS).values())


def replaced(record: Any, /, **changes: Any) -> Any:
    """A copy with some values changed."""
    for name, f in getattr(record, FIELDS).items():
        if f.init:
            changes.setdefault(name, getattr(record, name))
    return record.__class__(**changes)


def record(
    cls: type[Any] | None = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Any:
    """A data class, with the parameters of `dataclasses.dataclass`."""
    if cls is None:
        return lambda cls: record(cls, frozen=frozen, slots=slots, eq=eq, order=order)
    own = own_fields(cls)
    fields = {name: f for base in reversed(cls.__mro__[1:]) for name, f in base.__dict__.get(FIELDS, {}).items()} | own
    methods: dict[str, Any] = {"__repr__": repr_of(fields)}
    if eq:
        methods |= compared(fields, frozen, order)
    if frozen:
        methods |= {"__setattr__": refuse, "__delattr__": refuse}
        if slots:
            methods |= {"__getstate__": state_of, "__setstate__": restore}
    made = with_slots(cls, own) if slots else cls
    for name, method in methods.items():
        if name not in cls.__dict__ or (name == "__hash__" and "__eq__" in cls.__dict__ and cls.__hash__ is None):
            setattr(made, name, method)
    setattr(made, FIELDS, fields)
    setattr(made, "__match_args__", tuple(name for name, f in fields.items() if f.init))  # noqa: B010
    if "__init__" not in cls.__dict__:
        made.__init__ = stub(made, fields, frozen)
    return made


if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace
else:
    dataclass, field, fields, replace = record, described, fields_of, replaced


def own_fields(cls: type[Any]) -> dict[str, Field]:
    """Of the annotations in the body of a class; what stays there as an attribute is a default."""
    found: dict[str, Field] = {}
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():  # noqa: RUF063 - inspect takes long to import
        default = cls.__dict__.get(name, MISSING)
        made = default if isinstance(default, Field) else described(default=default)
        made.name, made.type = name, annotation
        found[name] = made
        if made.value is not MISSING:
            setattr(cls, name, made.value)
        elif name in cls.__dict__:
            delattr(cls, name)
    return found


def with_slots(cls: type[Any], own: dict[str, Field]) -> type[Any]:
    """The class again: slots have to be there when it is made."""
    inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    body = {name: value for name, value in cls.__dict__.items() if name not in {*own, "__dict__", "__weakref__"}}
    body["__slots__"] = tuple(name for name in own if name not in inherited)
    made: type[Any] = type(cls)(cls.__name__, cls.__bases__, body)  # type: ignore[misc]
    made.__qualname__ = cls.__qualname__
    return made


def stub(cls: type[Any], fields: dict[str, Field], frozen: bool) -> Callable[..., None]:
    """A constructor that replaces itself when it has been called often. The compiled one says what is wrong with a
    call."""
    names = [name for name, f in fields.items() if f.init]
    needed = {name for name in names if fields[name].value is fields[name].factory is MISSING}
    put, after, left = object.__setattr__, getattr(cls, "__post_init__", None), OFTEN

    def __init__(self: Any, *args: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if left > 0 and not named and len(args) == len(names) == len(fields):
            for name, value in zip(names, args, strict=True):
                put(self, name, value)
            if after is not None:
                after(self)
            return
        given = dict(zip(names, args, strict=False)) | named
        if left <= 0 or len(given.keys() & names) != len(args) + len(named) or not needed <= given.keys():
            constructor = cls.__init__ = compiled(cls, fields, frozen)
            constructor(self, *args, **named)
            return
        for name, f in fields.items():
            if name in given:
                put(self, name, given[name])
            elif f.factory is not MISSING:
                put(self, name, f.factory())
            elif f.value is not MISSING:
                put(self, name, f.value)
        if after is not None:
            after(self)

    return __init__


def compiled(cls: type[Any], fields: dict[str, Field], frozen: bool) -> Callable[..., None]:
    """The constructor of a class."""
    known: dict[str, Any] = {"_missing": MISSING, "_set": object.__setattr__}
    params, lines = ["self"], []
    for name, f in fields.items():
        value = name
        if f.factory is not MISSING:
            known[f"_new_{name}"] = f.factory
            value = f"_new_{name}() if {name} is _missing else {name}" if f.init else f"_new_{name}()"
            params += [f"{name}=_missing"] if f.init else []
        elif f.value is not MISSING:
            known[f"_default_{name}"] = f.value
            params += [f"{name}=_default_{name}"] if f.init else []
            value = name if f.init else f"_default_{name}"
        elif f.init:
            params.append(name)
        else:
            continue
        lines.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(params)}):\n" + "\n".join(lines or [" pass"]), known)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def values_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if not names:
        return lambda self: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda self: (get(self),)


def compared(fields: dict[str, Field], frozen: bool, order: bool) -> dict[str, Any]:
    """Equality, a hash where values do not change, and order."""
    values = values_of([name for name, f in fields.items() if f.compare])
    hashed = values_of([name for name, f in fields.items() if (f.compare if f.hash is None else f.hash)])

    def __eq__(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __lt__(self: Any, other: Any) -> Any:
        return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(hashed(self))

    methods: dict[str, Any] = {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}
    return methods | {"__lt__": __lt__} if order else methods


def repr_of(fields: dict[str, Field]) -> Callable[[Any], str]:
    shown = [name for name, f in fields.items() if f.repr]

    def __repr__(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __repr__


def refuse(self: Any, name: str, *value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


def state_of(self: Any) -> list[Any]:
    return [getattr(self, name) for name in getattr(self, FIELDS)]


def restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(getattr(self, FIELDS), state, strict=True):
        object.__setattr__(self, name, value)
