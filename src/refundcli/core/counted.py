"""Work on many things, and whoever wants to know how far it is."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Counted(Protocol):
    """Gives *items* on one by one and may show somebody how far it is."""

    def __call__(self, items: Collection[T], /) -> Iterable[T]: ...


def uncounted(items: Collection[T], /) -> Iterable[T]:
    """Give *items* on and show nobody anything.

    >>> list(uncounted(("tb-7k2m", "jd-3x9q")))
    ['tb-7k2m', 'jd-3x9q']
    """
    return items
