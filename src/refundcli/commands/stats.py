"""`refundcli stats`: what the cases came to, as counts."""

from refundcli.adapters.ledger_index import Query
from refundcli.commands.command import Command
from refundcli.commands.filters import since_given
from refundcli.commands.lines import lines
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.stats import stats
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.stats_text import stats_page, stats_view
from refundcli.render.views import instant


def run(session: Session, given: Given) -> int:
    """Count the cases that the filters leave, closed ones as well."""
    named, since = given.word("platform"), since_given(session, given)
    platform = session.platform_named(named) if named is not None else None
    where = {"platform": platform} if platform is not None else {}
    counted_of = lines(session, Query(closed=True, where=where, since=since))
    found = tuple(counted_of.lines)
    counted = stats(found)
    if session.is_json:
        session.answer(
            {
                "schema": "refundcli/stats/1",
                "as_of": instant(session.now),
                "since": instant(since),
                "platform": platform,
                **stats_view(counted),
            }
        )
        return counted_of.code
    if not found:
        session.tell(say("no-cases"))
        return counted_of.code
    rulebook = session.rulebook(())
    page = Page()
    stats_page(
        page,
        counted,
        session.words,
        {one.platform: one.site for one in found},
        {id: one.word.name for id, one in rulebook.reasons.items()},
    )
    session.show(page)
    return counted_of.code


COMMAND = Command(
    (
        Option("platform", ("--platform", "-p"), completes="platforms"),
        Option("since", ("--since",), completes="times"),
    ),
    run,
)
