"""Frozen, slotted values: the part of the standard library's dataclasses that is used here, made when it is used.

A class of the standard library is made by compiling six functions, a millisecond each time, and half of a start
went there. Here a class gets its `__init__` when the first value of it is made, of code that is compiled once for
all classes of as many fields. To a type checker the names are those of `dataclasses`, and what they do is the same.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, is_dataclass, replace
    from typing import Any

__all__ = ("dataclass", "field", "fields", "is_dataclass", "replace")

_ABSENT = object()
_FIELDS = "__value_fields__"


class _Field:
    """One field: its name, its default, and whether `__init__`, `==`, `hash` and `repr` know it."""

    __slots__ = ("compare", "default", "default_factory", "hash", "init", "name", "repr")

    def __init__(
        self,
        *,
        default: object = _ABSENT,
        default_factory: object = _ABSENT,
        init: bool = True,
        repr: bool = True,
        compare: bool = True,
        hash: bool | None = None,
    ) -> None:
        self.name = ""
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.hash = compare if hash is None else hash


def _made(cls: type, *, frozen: bool) -> type:
    space = dict(cls.__dict__)
    found: list[_Field] = []
    for name in cls.__annotations__:
        given = space.pop(name, _ABSENT)
        one = given if isinstance(given, _Field) else _Field(default=given)
        one.name = name
        found.append(one)
    for gone in ("__dict__", "__weakref__"):
        space.pop(gone, None)
    names = tuple(one.name for one in found)
    space.update({"__slots__": names, _FIELDS: tuple(found)})
    space["__match_args__"] = tuple(one.name for one in found if one.init)
    space["__init__"] = _first_init
    space.setdefault("__repr__", _repr)
    space.setdefault("__eq__", _eq_by(_key([one.name for one in found if one.compare])))
    if frozen:
        space["__hash__"] = _hash_by(_key([one.name for one in found if one.hash]))
        space["__setattr__"] = _refused
        space["__delattr__"] = _refused
        space["__getstate__"] = _state
        space["__setstate__"] = _set_state
    else:
        space["__hash__"] = None
    return type(cls)(cls.__name__, cls.__bases__, space)


def _first_init(self: object, *given: object, **named: object) -> None:
    """Make the `__init__` of the class, which takes this one's place, and call it."""
    cls = type(self)
    init = _init_of(cls)
    setattr(cls, "__init__", init)  # noqa: B010 - the class becomes what it says it is
    init(self, *given, **named)


def _init_of(cls: type) -> Callable[..., None]:
    names: list[str] = []
    defaults: list[object] = []
    known: dict[str, object] = {}
    later: list[Callable[[object], object]] = []
    for one in _fields(cls):
        put = getattr(cls, one.name).__set__
        is_made = one.default_factory is not _ABSENT
        if is_made:
            put = _putting(put, one.default_factory)
        if not one.init:
            later.append(_putting_default(put, one.default))
            continue
        known[f"put_{len(names)}"] = put
        names.append(one.name)
        if is_made or one.default is not _ABSENT:
            defaults.append(one.default)
    if hasattr(cls, "__post_init__"):
        later.append(cls.__post_init__)
    known["finish"] = _in_turn(later)
    code = _code(len(names), has_more=bool(later)).replace(co_varnames=("self", *names))
    init: Callable[..., None] = FunctionType(code, known, "__init__", tuple(defaults))
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


@cache
def _code(count: int, *, has_more: bool) -> CodeType:
    """Return the code of an `__init__` of *count* parameters: all such differ in names and defaults alone."""
    places = range(count)
    parameters = "".join(f", _{place}" for place in places)
    lines = [f" put_{place}(self, _{place})" for place in places]
    lines.append(" finish(self)" if has_more else " pass")
    space: dict[str, FunctionType] = {}
    exec(f"def __init__(self{parameters}):\n" + "\n".join(lines), space)
    return space["__init__"].__code__


def _putting(
    put: Callable[[object, object], None], make: "Any"
) -> Callable[[object, object], None]:
    return lambda self, value: put(self, make() if value is _ABSENT else value)


def _putting_default(
    put: Callable[[object, object], None], default: object
) -> Callable[[object], None]:
    return lambda self: put(self, default)


def _in_turn(steps: list[Callable[[object], object]]) -> Callable[[object], None]:
    def finish(self: object) -> None:
        for step in steps:
            step(self)

    return finish


@cache
def _parameters(cls: type) -> tuple[str, ...]:
    """Return the names of the fields that the `__init__` of *cls* takes."""
    return tuple(one.name for one in _fields(cls) if one.init)


def _key(names: list[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _value: ()


def _eq_by(key: Callable[[object], object]) -> Callable[[object, object], object]:
    def eq(self: object, other: object) -> object:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    return eq


def _hash_by(key: Callable[[object], object]) -> Callable[[object], int]:
    return lambda self: hash(key(self))


def _repr(self: object) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in _fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refused(self: object, name: str, *_value: object) -> None:
    raise AttributeError(
        f"{type(self).__name__}.{name} stays as it is: make a new value by `replace`"
    )


def _state(self: object) -> tuple[object, ...]:
    return tuple(getattr(self, one.name) for one in _fields(self))


def _set_state(self: object, state: tuple[object, ...]) -> None:
    for one, value in zip(_fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _fields(value: object) -> tuple[_Field, ...]:
    """Return the fields of a value or a class of values, in their order."""
    found: tuple[_Field, ...] = getattr(value, _FIELDS)
    return found


if not TYPE_CHECKING:  # pragma: no branch
    field = _Field

    def dataclass(*, frozen: bool = False, slots: bool) -> Callable[[type], type]:
        """Return what makes a class one of values; it always has slots."""
        assert slots
        return lambda cls: _made(cls, frozen=frozen)

    fields = _fields

    def is_dataclass(value: object) -> bool:
        """Return whether *value* is a value or a class of values."""
        return hasattr(value, _FIELDS)

    def replace(value: object, **changes: object) -> object:
        """Return *value* with other contents in the fields named.

        >>> from refundcli.core.text import Said
        >>> replace(Said("until"), key="since").key
        'since'
        """
        cls = type(value)
        kept = {one: getattr(value, one) for one in _parameters(cls) if one not in changes}
        return cls(**kept, **changes)
