"""What many cases came to, as a reader sees it: counts, and what each rests on."""

from collections.abc import Mapping
from decimal import Decimal

from refundcli.core.events import OUTCOMES
from refundcli.core.stats import Stats, Tally
from refundcli.core.text import Said, Text, say
from refundcli.render.page import Page
from refundcli.render.views import View, money
from refundcli.render.words import Words

Names = Mapping[str, Text | Said]


def stats_page(page: Page, found: Stats, words: Words, platforms: Names, reasons: Names) -> None:
    """Put on *page* what all cases came to, then each platform and each reason."""
    every = found.all
    page.heading(words.write(say("head-stats", cases=every.cases)))
    page.columns([(words.write(label), words.write(value)) for label, value in _facts(every)])
    _groups(page, "platform", found.by_platform, words, platforms)
    _groups(page, "reason", found.by_reason, words, reasons)
    page.line(words.write(say("stats-legend")), "faint")


def _facts(one: Tally) -> list[tuple[Said, Said]]:
    ended = tuple(
        say("stats-count", what=say(f"outcome-{name}"), count=count)
        for name, count in one.outcomes.items()
    )
    days = say(
        "stats-days" if one.days is not None else "stats-no-days",
        days=_days(one.days),
        of=one.refunds,
    )
    return [
        (say("label-open"), say("stats-open", count=one.open, of=one.cases)),
        (say("label-closed"), say("stats-closed", count=one.closed, of=one.cases, ended=ended)),
        (say("label-days"), days),
        (say("label-asked"), say("stats-asked", sum=one.asked, count=one.asked_in, of=one.cases)),
        (say("label-received"), say("stats-received", sum=one.received, of=one.cases)),
    ]


def _days(days: Decimal | None) -> str | None:
    """Return a number of days without a zero behind the point."""
    return None if days is None else f"{days:f}".removesuffix(".0")


def _groups(page: Page, by: str, groups: Mapping[str, Tally], words: Words, names: Names) -> None:
    page.heading(words.write(say(f"stats-by-{by}")))
    columns = (
        "cases",
        "open",
        *(f"of-{name}" for name in OUTCOMES),
        "days",
        "asked",
        "received",
        by,
    )
    heads = tuple(words.write(say(f"stats-label-{one}")) for one in columns)
    rows = [
        (
            str(one.cases),
            str(one.open),
            *(str(one.outcomes[name]) for name in OUTCOMES),
            "—"
            if one.days is None
            else words.write(say("stats-cell", days=_days(one.days), of=one.refunds)),
            words.write(one.asked),
            words.write(one.received),
            words.write(names.get(id, id)),
        )
        for id, one in groups.items()
    ]
    drops = tuple(columns.index(one) for one in ("days", "asked"))
    page.columns(rows, heads, (), drops)


def stats_view(found: Stats) -> View:
    """Return the keys of refundcli/stats/1 that hold the counts."""
    return {
        "all": _tally(found.all),
        "by_platform": [{"platform": id, **_tally(one)} for id, one in found.by_platform.items()],
        "by_reason": [{"reason": id, **_tally(one)} for id, one in found.by_reason.items()],
    }


def _tally(one: Tally) -> View:
    return {
        "cases": one.cases,
        "open": one.open,
        "closed": one.closed,
        "outcomes": dict(one.outcomes),
        "days_to_refund": None if one.days is None else str(one.days),
        "refunds": one.refunds,
        "asked": money(one.asked),
        "asked_in": one.asked_in,
        "received": money(one.received),
        "currency": "CNY",
    }
