"""The JSON documents of reports on the rulebook: its sources, and what changed in it."""

from collections.abc import Iterable
from datetime import date, datetime

from refundcli.core.rule_changes import CaseChange, RuleChange
from refundcli.core.sources import SourceUse
from refundcli.core.versions import Value
from refundcli.render.views import View, cites_view, instant
from refundcli.render.words import Words


def sources_view(uses: Iterable[SourceUse], as_of: datetime) -> View:
    """Return the document refundcli/sources/1."""
    return {
        "schema": "refundcli/sources/1",
        "as_of": instant(as_of),
        "sources": [
            {
                "file": one.file,
                "key": one.source.id,
                "title": one.source.title,
                "publisher": one.source.publisher,
                "published": one.source.published.isoformat() if one.source.published else None,
                "read_on": one.source.read_on.isoformat(),
                "quality": one.source.quality,
                "address": one.source.address,
                "rules": list(one.rules),
            }
            for one in uses
        ],
    }


def diff_view(
    days: tuple[date, date],
    rules: Iterable[RuleChange],
    cases: Iterable[CaseChange],
    as_of: datetime,
    words: Words,
) -> View:
    """Return the document refundcli/diff/1."""
    return {
        "schema": "refundcli/diff/1",
        "as_of": instant(as_of),
        "from": days[0].isoformat(),
        "to": days[1].isoformat(),
        "rules": [
            {
                "rule": one.rule,
                "what": one.what,
                "title": words.write(one.title),
                "change": one.change,
                "before": value_view(one.before),
                "after": value_view(one.after),
            }
            for one in rules
        ],
        "cases": [_case(one, words) for one in cases],
    }


def _case(change: CaseChange, words: Words) -> View:
    return {
        "id": change.after.case.id,
        "platform": change.after.state.order.platform,
        "verdict_before": change.before.verdict.id,
        "verdict_after": change.after.verdict.id,
        "deadlines": [
            {
                "id": one.id,
                "rule": one.rule,
                "title": words.write(one.title),
                "before": instant(one.before),
                "after": instant(one.after),
            }
            for one in change.deadlines
        ],
    }


def value_view(value: Value | None) -> View | None:
    """Return what a version says, or None where none is known."""
    if value is None:
        return None
    return {
        "since": value.since.isoformat(),
        "until": value.until.isoformat() if value.until is not None else None,
        "lasts": [str(one) for one in value.lengths],
        "abolished": value.is_abolished,
        "text": value.text,
        "cites": cites_view(value.cites),
    }
