"""What `show` adds to the JSON document of a case: money, letters, the axis, changed rules."""

from collections.abc import Iterable
from datetime import datetime

from refundcli.core.changed_rules import ChangedRule, changed_rules
from refundcli.core.correspondence import LetterSoFar, letters_of
from refundcli.core.dossier import Dossier
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.sums import Sums, sums
from refundcli.core.timeline import Point, timeline
from refundcli.render.report_views import value_view
from refundcli.render.timeline_text import Names, point_said
from refundcli.render.views import View, instant, moment, money
from refundcli.render.words import Words


def show_view(dossier: Dossier, rulebook: Rulebook, words: Words, names: Names) -> View:
    """Return the keys that `show` puts beside those of refundcli/case/1."""
    now = dossier.as_of
    return {
        "money": _sums(sums(dossier.state)),
        "letters": [_letter(one, now) for one in letters_of(dossier.state)],
        "timeline": _timeline(timeline(dossier), now, words, names),
        "rule_changes": [_rule(one, words) for one in changed_rules(rulebook, dossier)],
    }


def _sums(one: Sums) -> View:
    return {
        "paid": money(one.paid),
        "asked": money(one.asked),
        "offered": money(one.offered),
        "received": money(one.received),
        "missing": money(one.missing),
        "currency": "CNY",
    }


def _letter(one: LetterSoFar, now: datetime) -> View:
    answer = one.answer
    return {
        "stage": one.stage,
        "drafted_at": instant(one.drafted_at),
        "sent_at": instant(one.sent_at),
        "respond_by": instant(one.respond_by),
        "answer": None
        if answer is None
        else {"id": answer.id, "kind": answer.kind, "at": instant(answer.at)},
        "unanswered": one.is_unanswered(now),
    }


def _timeline(points: Iterable[Point], now: datetime, words: Words, names: Names) -> list[View]:
    return [
        {
            "kind": one.kind,
            "name": one.name,
            "at": moment(one.when),
            "actor": one.actor,
            "what": words.write(point_said(one, now, names)),
            "event": one.event.id if one.event is not None else None,
            "rule": one.deadline.rule if one.deadline is not None else None,
            "ours": one.deadline.is_the_buyers if one.deadline is not None else None,
            "past": one.when is not None and bounds(one.when)[0] <= now,
        }
        for one in points
    ]


def _rule(one: ChangedRule, words: Words) -> View:
    return {
        "rule": one.rule,
        "title": words.write(one.title),
        "governed_by": one.governed_by,
        "governed_on": one.governed_on.isoformat(),
        "then": value_view(one.then),
        "now": value_view(one.now),
        "in_force": value_view(one.in_force),
    }
