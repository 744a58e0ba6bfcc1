"""What the commands take: flags and arguments, declared once."""

from collections.abc import Mapping
from typing import Any

from refundcli.core.order import MOMENTS
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """A flag: its name in the code, how it is written, its type, and who completes it.

    `completes` names an entry of `completers.COMPLETERS`. The help stands in the catalogues as `opt-<name>`.
    """

    name: str
    flags: tuple[str, ...]
    type: type = str
    is_many: bool = False
    completes: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional argument; its help stands in the catalogues as `arg-<name>`."""

    name: str
    is_needed: bool = True
    is_many: bool = False
    completes: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on the command line, by name."""

    values: Mapping[str, Any]

    def word(self, name: str) -> str | None:
        """Return a string or None."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def needed(self, name: str) -> str:
        """Return a string that the parser made sure of."""
        return str(self.values[name])

    def words(self, name: str) -> tuple[str, ...]:
        """Return every value of a flag that may be repeated."""
        return tuple(self.values.get(name) or ())

    def is_set(self, name: str) -> bool:
        """Return whether a switch was given."""
        return bool(self.values.get(name))


GLOBAL = (
    Option("lang", ("--lang",), completes="languages"),
    Option("ledger", ("--ledger",), completes="folders"),
    Option("now", ("--now",), completes="times"),
    Option("config", ("--config",), completes="paths"),
    Option("no_input", ("--no-input",), bool),
    Option("json", ("--json",), bool),
    Option("quiet", ("--quiet",), bool),
    Option("no_pager", ("--no-pager",), bool),
)
"""Accepted before and after the command."""

CLAIM = (
    Option("platform", ("--platform", "-p"), completes="platforms"),
    Option("state", ("--state", "-s"), completes="states"),
    Option("reason", ("--reason", "-r"), completes="reasons"),
    Option("remedy", ("--remedy",), completes="remedies"),
    Option("purpose", ("--purpose",), completes="purposes"),
    Option("number", ("--order", "-n")),
    Option("seller", ("--seller",)),
    Option("item", ("--item",)),
    Option("item_kind", ("--item-kind",), is_many=True, completes="item_kinds"),
    Option("paid", ("--paid",)),
    Option("amount", ("--amount",)),
    *(Option(f"{moment}_at", (f"--{moment}-at",), completes="times") for moment in MOMENTS),
    Option("fact", ("--fact",), is_many=True, completes="facts"),
    Option("answers", ("--answers",), completes="paths"),
)
"""An order and a claim, the same on `check`, `new` and `message`."""

LETTER = (
    Option("stage", ("--stage",), completes="stages"),
    Option("tone", ("--tone",), completes="tones"),
    Option("letter_lang", ("--letter-lang",), completes="letter_languages"),
)
