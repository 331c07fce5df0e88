"""Records are data classes to all that ask."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError, asdict, fields
from dataclasses import replace as changed
from pathlib import Path

import msgspec
import pytest

import chancheck
from chancheck.records import OFTEN, dataclass, field, replace


@dataclass(frozen=True, slots=True, order=True)
class Point:
    x: int
    y: int = 2
    seen: int = field(default=0, compare=False, repr=False)


@dataclass(slots=True)
class Base:
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Derived(Base):
    size: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.size = len(self.names)


@dataclass(eq=False, slots=True)
class Node:
    value: int


@dataclass(frozen=True, slots=True)
class Own:
    value: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.value % 10 == other.value % 10

    def __hash__(self) -> int:
        return self.value % 10


def test_equality_order_and_hash() -> None:
    assert Point(1) == Point(1, 2, seen=5) != Point(1, 3)
    assert Point(1, 2) < Point(1, 3)
    assert len({Point(1), Point(1, seen=1), Point(2)}) == 2
    assert Point(1) != (1, 2)
    assert Node(1) != Node(1) and len({Node(1), Node(1)}) == 2
    assert Own(1) == Own(11) and len({Own(1), Own(11)}) == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(Base())


def test_construction() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2)"
    first, second = Derived(["a"]), Derived()
    assert (first.size, second.size) == (1, 0)
    assert second.names is not Derived().names
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        Node(value=1, other=2)  # type: ignore[call-arg]


def test_the_constructor_stays_the_same_when_it_is_compiled() -> None:
    @dataclass(slots=True)
    class Often:
        x: int
        names: list[str] = field(default_factory=list)

    made = [Often(n, names=[str(n)]) if n % 2 else Often(x=n) for n in range(2 * OFTEN)]
    assert [(m.x, m.names) for m in made] == [(n, [str(n)] if n % 2 else []) for n in range(2 * OFTEN)]
    for wrong in (lambda: Often(), lambda: Often(1, x=1), lambda: Often(1, [], 2), lambda: Often(1, other=2)):
        with pytest.raises(TypeError):
            wrong()


def test_a_frozen_record_stays() -> None:
    for change in (lambda p: setattr(p, "x", 3), lambda p: delattr(p, "x")):
        with pytest.raises(FrozenInstanceError):
            change(Point(1))
    assert not hasattr(Point(1), "__dict__") and not hasattr(Derived(), "__dict__")
    assert replace(Point(1), y=7) == Point(1, 7)


def test_others_take_them_for_data_classes() -> None:
    assert [f.name for f in fields(Derived)] == ["names", "size"]
    assert pickle.loads(pickle.dumps([Point(3), Derived(["a"])])) == [Point(3), Derived(["a"])]
    assert asdict(Derived(["a"])) == {"names": ["a"], "size": 1} and changed(Point(1), y=7) == Point(1, 7)
    assert msgspec.json.decode(msgspec.json.encode(Point(3)), type=Point) == Point(3)
    match Point(4):
        case Point(x, y):
            assert (x, y) == (4, 2)


def test_the_package_generates_no_code_at_import() -> None:
    folder = Path(chancheck.__file__).parent
    pattern = re.compile(r"^from dataclasses import .*\bdataclass\b|^import dataclasses|@attrs?\b", re.M)
    found = {p.name for p in folder.rglob("*.py") if pattern.search(p.read_text(encoding="utf-8"))}
    assert found <= {"records.py"}
