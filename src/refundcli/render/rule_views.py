"""The JSON documents of the rulebook."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Length, Source
from refundcli.core.text import Text
from refundcli.core.values import fields, is_dataclass
from refundcli.render.views import View, instant
from refundcli.render.words import Words


def rules_view(rulebook: Rulebook, as_of: datetime, words: Words) -> View:
    """Return the document refundcli/rules/1."""
    return {
        "schema": "refundcli/rules/1",
        "as_of": instant(as_of),
        "platforms": [
            {
                "id": one.id,
                "name": words.write(one.name),
                "aliases": list(one.aliases),
                "states": list(one.states),
                "rules_of": one.rules_of,
                "grounds": [ground.id for ground in one.rules.grounds],
                "timers": [timer.rule for timer in one.rules.timers],
                "sources": list(one.rules.sources),
            }
            for one in rulebook.platforms.values()
        ],
        "laws": [
            {
                "id": law.id,
                "name": words.write(law.name),
                "provisions": [one.id for one in law.provisions],
            }
            for law in rulebook.laws.values()
        ],
    }


def rule_view(name: str, rule: object, as_of: datetime, words: Words) -> View:
    """Return the document refundcli/rule/1: one value of the rulebook, key by key."""
    return {
        "schema": "refundcli/rule/1",
        "as_of": instant(as_of),
        "id": name,
        "kind": type(rule).__name__.lower(),
        "rule": _plain(rule, words),
    }


def _plain(value: object, words: Words) -> object:
    match value:
        case Text():
            return words.write(value)
        case Length():
            return str(value)
        case Source():
            return value.id
        case Decimal():
            return f"{value:.2f}"
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {key: _plain(one, words) for key, one in value.items()}
        case tuple():
            return [_plain(one, words) for one in value]
    if is_dataclass(value):
        found = {one.name: getattr(value, one.name) for one in fields(value)}
        return {key: _plain(one, words) for key, one in found.items() if one not in (None, ())}
    return value
