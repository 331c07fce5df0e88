"""Data classes that start fast: `dataclass` of the standard library, without code generation at import.

`dataclasses.dataclass` compiles up to six functions for each class. Here a constructor is compiled when its class is
first instantiated, and the other methods are closures. `dataclasses.fields`, `replace` and msgspec take these classes
for data classes. There is no kw_only, InitVar or ClassVar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import _FIELD, MISSING, Field, FrozenInstanceError, field, replace  # type: ignore[attr-defined]
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "replace"]

FIELDS = "__dataclass_fields__"
"""The attribute by which others know a data class."""


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
    from dataclasses import dataclass
else:
    dataclass = record


def own_fields(cls: type[Any]) -> dict[str, Field[Any]]:
    """Of the annotations in the body of a class; what stays there as an attribute is a default."""
    found: dict[str, Field[Any]] = {}
    for name, annotation in get_annotations(cls).items():
        default = cls.__dict__.get(name, MISSING)
        made = default if isinstance(default, Field) else field(default=default)
        made.name, made.type, made.kw_only = name, annotation, False
        made._field_type = _FIELD  # type: ignore[union-attr]
        found[name] = made
        if made.default is not MISSING:
            setattr(cls, name, made.default)
        elif name in cls.__dict__:
            delattr(cls, name)
    return found


def with_slots(cls: type[Any], own: dict[str, Field[Any]]) -> type[Any]:
    """The class again: slots have to be there when it is made."""
    inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    body = {name: value for name, value in cls.__dict__.items() if name not in {*own, "__dict__", "__weakref__"}}
    body["__slots__"] = tuple(name for name in own if name not in inherited)
    made: type[Any] = type(cls)(cls.__name__, cls.__bases__, body)  # type: ignore[misc]
    made.__qualname__ = cls.__qualname__
    return made


def stub(cls: type[Any], fields: dict[str, Field[Any]], frozen: bool) -> Callable[..., None]:
    """A constructor that replaces itself when it is first called."""

    def __init__(self: Any, *args: Any, **named: Any) -> None:
        constructor = cls.__init__ = compiled(cls, fields, frozen)
        constructor(self, *args, **named)

    return __init__


def compiled(cls: type[Any], fields: dict[str, Field[Any]], frozen: bool) -> Callable[..., None]:
    """The constructor of a class."""
    known: dict[str, Any] = {"_missing": MISSING, "_set": object.__setattr__}
    params, lines = ["self"], []
    for name, f in fields.items():
        value = name
        if f.default_factory is not MISSING:
            known[f"_new_{name}"] = f.default_factory
            value = f"_new_{name}() if {name} is _missing else {name}" if f.init else f"_new_{name}()"
            params += [f"{name}=_missing"] if f.init else []
        elif f.default is not MISSING:
            known[f"_default_{name}"] = f.default
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


def compared(fields: dict[str, Field[Any]], frozen: bool, order: bool) -> dict[str, Any]:
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


def repr_of(fields: dict[str, Field[Any]]) -> Callable[[Any], str]:
    shown = [name for name, f in fields.items() if f.repr]

    def __repr__(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __repr__


def refuse(self: Any, name: str, *value: Any) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def state_of(self: Any) -> list[Any]:
    return [getattr(self, name) for name in getattr(self, FIELDS)]


def restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(getattr(self, FIELDS), state, strict=True):
        object.__setattr__(self, name, value)
