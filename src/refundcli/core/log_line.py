"""The arguments that tell of an event again as it was told."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime


def log_arguments(
    case: str, kind: str, at: datetime, carries: Mapping[str, object]
) -> tuple[str, ...]:
    """Return the arguments of `log` for an event of *kind* at *at*, with all it *carries*.

    >>> from refundcli.core.periods import beijing
    >>> log_arguments("tb-7k2m", "refused", beijing(2026, 11, 21, 9), {"words": "拆封不退"})
    ('log', 'tb-7k2m', 'refused', '--at', '2026-11-21T09:00:00+08:00', '--words', '拆封不退')
    """
    flags = (word for key, value in carries.items() for word in _flags(key, value))
    return ("log", case, kind, "--at", at.isoformat(), *flags)


def _flags(key: str, value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, meant in value.items():
            yield from (f"--{key}", f"{name}={_written(meant)}")
    else:
        yield from (f"--{key.replace('_', '-')}", _written(value))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)
