"""Values are what the standard library's dataclasses are, for all that is used of them."""

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from refundcli.core import values
from refundcli.core.text import say

SOURCE = '''
@dataclass(frozen=True, slots=True)
class Frozen:
    """A value."""

    name: str
    count: int = 3
    marks: Mapping[str, int] = field(default_factory=dict)
    note: str = field(default="", compare=False)
    seen: int = field(default=0, hash=False)
    held: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def twice(self) -> int:
        return self.count * 2


@dataclass(slots=True)
class Changing:
    name: str
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.told.append(self.name)


@dataclass(frozen=True, slots=True)
class Alone:
    name: str


@dataclass(frozen=True, slots=True)
class Empty:
    pass
'''


def _made_by(maker: object) -> Mapping[str, Callable[..., object]]:
    space: dict[str, Any] = {
        **vars(maker),
        "Mapping": Mapping,
        "__name__": __name__,
    }
    exec(SOURCE, space)
    return space


OURS, THEIRS = _made_by(values), _made_by(dataclasses)
Frozen, Alone = OURS["Frozen"], OURS["Alone"]

CALLS: Mapping[str, tuple[tuple[object, ...], Mapping[str, object]]] = {
    "by place": (("a", 4), {}),
    "by name": ((), {"count": 4, "name": "a"}),
    "standard": (("a",), {}),
    "mapping": (("a",), {"marks": {"x": 1}, "seen": 2}),
}


@pytest.mark.parametrize("call", CALLS)
def test_value_is_shown_as_the_standard_one(call: str) -> None:
    placed, named = CALLS[call]
    assert repr(THEIRS["Frozen"](*placed, **named)) == repr(Frozen(*placed, **named))


@pytest.mark.parametrize(
    ("placed", "named"),
    [((), {}), (("a", 1, {}, "", 0, []), {}), (("a",), {"name": "b"}), (("a",), {"other": 1})],
)
def test_wrong_arguments_are_refused(
    placed: tuple[object, ...], named: Mapping[str, object]
) -> None:
    for made in (THEIRS["Frozen"], Frozen):
        with pytest.raises(TypeError):
            made(*placed, **named)


def test_wrong_arguments_are_refused_by_a_class_in_use() -> None:
    Frozen("a")
    with pytest.raises(TypeError, match=r"Frozen\.__init__\(\) missing 1 required"):
        Frozen()


def test_values_are_equal_by_what_is_compared() -> None:
    assert [
        (True, False, False, True),
        (True, False, False, True),
    ] == [
        (
            made("a", note="x") == made("a", note="y"),
            made("a") == made("b"),
            made("a") == ("a", 3, {}, "", 0),
            made("a") != made("a", 4),
        )
        for made in (THEIRS["Frozen"], Frozen)
    ]


def test_values_of_two_classes_differ() -> None:
    assert Alone("a") != THEIRS["Alone"]("a")


def test_equal_values_are_one_key() -> None:
    assert 2 == len({Alone("a"), Alone("b"), Alone("a")})
    assert hash(OURS["Empty"]()) == hash(OURS["Empty"]())


def test_hash_leaves_out_what_the_field_says() -> None:
    marks = frozenset[str]()
    first, second = (Frozen("a", marks=marks, seen=seen) for seen in (1, 2))
    assert (hash(first), True) == (hash(second), first != second)


def test_value_that_changes_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(OURS["Changing"]("a"))


def test_frozen_value_cannot_be_changed() -> None:
    one = Frozen("a")
    with pytest.raises(AttributeError, match=r"Frozen\.name"):
        one.name = "b"  # type: ignore[attr-defined]  # a class made at run time
    with pytest.raises(AttributeError):
        del one.name  # type: ignore[attr-defined]  # as above


def test_value_has_no_other_attribute() -> None:
    with pytest.raises(AttributeError):
        OURS["Changing"]("a").other = 1  # type: ignore[attr-defined]  # as above


def test_standard_of_a_field_is_made_for_each_value() -> None:
    assert Frozen("a").held is not Frozen("a").held  # type: ignore[attr-defined]  # as above


def test_what_follows_the_making_is_called() -> None:
    assert ["a"] == OURS["Changing"]("a").told  # type: ignore[attr-defined]  # as above


def test_replaced_value_is_as_the_standard_one() -> None:
    theirs = dataclasses.replace(THEIRS["Frozen"]("a", 4), name="b")  # type: ignore[type-var]  # as above
    assert repr(theirs) == repr(values.replace(Frozen("a", 4), name="b"))  # type: ignore[type-var]  # as above


def test_fields_are_named_in_order() -> None:
    names = [one.name for one in dataclasses.fields(THEIRS["Frozen"])]  # type: ignore[arg-type]  # as above
    assert names == [one.name for one in values.fields(Frozen)]  # type: ignore[arg-type]  # as above


def test_only_values_are_values() -> None:
    assert (True, True, False) == tuple(
        values.is_dataclass(one) for one in (Frozen, Frozen("a"), "a")
    )


def test_value_is_matched_as_the_standard_one() -> None:
    assert [one.__match_args__ for one in (THEIRS["Frozen"], THEIRS["Alone"])] == [  # type: ignore[attr-defined]  # as above
        one.__match_args__  # type: ignore[attr-defined]  # as above
        for one in (Frozen, Alone)
    ]


def test_copy_of_a_value_is_equal() -> None:
    said = say("until", at="x")
    assert (said, said) == (copy.deepcopy(said), pickle.loads(pickle.dumps(said)))
