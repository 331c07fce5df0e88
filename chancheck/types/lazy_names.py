"""The names of a package with a model and a real source: the source is read at the first look-up of a name that is not
in the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar, overload

from chancheck.types.objects import Package
from chancheck.types.types import Obj

Default = TypeVar("Default")


class LazyNames(dict[str, Obj]):
    """read: enters the names of the real source, unless that has been done. elsewhere: names of imports and predeclared
    ones, for which code of the model looks here first, in vain."""

    read: Callable[[], None] | None = None
    elsewhere: frozenset[str] = frozenset()

    def complete(self) -> None:
        """Read the real source, if that has not been done."""
        read, self.read = self.read, None
        if read is not None:
            read()

    @overload
    def get(self, name: str, default: None = None, /) -> Obj | None: ...
    @overload
    def get(self, name: str, default: Obj, /) -> Obj: ...
    @overload
    def get(self, name: str, default: Default, /) -> Obj | Default: ...
    def get(self, name: str, default: object = None, /) -> object:
        found = dict.get(self, name)
        if found is None and self.read is not None and name not in self.elsewhere:
            self.complete()
            found = dict.get(self, name)
        return default if found is None else found

    def __missing__(self, name: str) -> Obj:
        if self.read is None:
            raise KeyError(name)
        self.complete()
        return self[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        self.complete()
        return super().__iter__()

    def values(self):  # type: ignore[no-untyped-def]
        self.complete()
        return super().values()

    def items(self):  # type: ignore[no-untyped-def]
        self.complete()
        return super().items()


def complete(package: Package) -> None:
    """With all that belongs to a package: its init functions may be in its real source."""
    if isinstance(package.scope, LazyNames):
        package.scope.complete()
