"""Values of core as bytes, and back: nothing but values, texts, numbers, days and what holds them is ever made."""

import gc
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import repeat
from operator import call
from typing import Any

try:
    from _pickle import PickleError, Pickler, Unpickler
except ImportError:  # a Python without the half in C, which loads in a third of the time
    from pickle import PickleError, Pickler, Unpickler

from refundcli.core.values import fields, is_dataclass

_ALSO = {("datetime", "date"), ("decimal", "Decimal")}
"""The classes of the standard library that a value may hold."""

_BY_BYTES = (
    *(PickleError, EOFError, AttributeError, ImportError, LookupError, TypeError),
    *(ArithmeticError, MemoryError, RecursionError),
)
"""What bytes that are no value can make the reader raise, besides `ValueError`."""


class _Writer(Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Return how *value* is made again: a value of core by its class and what its fields hold."""
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        return type(value), tuple(getattr(value, one.name) for one in fields(value) if one.init)


class _Reader(Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return what makes a value of the class that the bytes name; raises `PickleError` for any other class."""
        if (module, name) in _ALSO:
            return super().find_class(module, name)
        if module.startswith("refundcli.core."):
            return _maker_of(super().find_class(module, name))
        raise PickleError(f"{module}.{name}")


@cache
def _maker_of(cls: type) -> Callable[..., object]:
    """Return what makes a value of *cls* of what its fields hold: most classes compile no `__init__` for it.

    Raises `AttributeError` for what is no class of values.
    """
    if not all(one.init for one in fields(cls)):
        return cls
    setters = tuple(getattr(cls, one.name).__set__ for one in fields(cls))

    def made(*contents: object) -> object:
        value: object = object.__new__(cls)
        any(map(call, setters, repeat(value), contents))
        return value

    return made


def bytes_of(value: object) -> bytes:
    """Return *value* as bytes; `value_of` reads them in the same state of the program only."""
    into = BytesIO()
    _Writer(into, 5).dump(value)
    return into.getvalue()


def value_of(data: bytes) -> Any:
    """Return the value in *data*; raises `ValueError` for what is none."""
    was_collecting = gc.isenabled()
    gc.disable()  # thousands of values, and none of them garbage: looking for it takes a sixth of the time
    try:
        return _Reader(BytesIO(data)).load()
    except _BY_BYTES as error:
        raise ValueError(str(error)) from None
    finally:
        if was_collecting:
            gc.enable()
