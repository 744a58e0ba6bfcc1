"""The ways that are left: rungs as a step needs them, limits, and whether an application is answered."""

import pytest
from tests.builders_cases import NOW, case, event
from tests.builders_ladder import entry, gate, ladder, rung, shop_case
from tests.builders_verdict import CITES, note, rulebook, rules, text, timer

from refundcli.core.case import Case, fold
from refundcli.core.events import Event
from refundcli.core.rules import Conditions, Path, RuleSet
from refundcli.core.text import Text
from refundcli.core.values import replace
from refundcli.core.ways import (
    Way,
    answers_in_time,
    left_of,
    limits_of,
    takes_applications,
    ways_of,
)

BOOK = rulebook()


def way(one: dict[str, object], of: Case) -> Way:
    """Return the one way of a ladder with one rung."""
    (found,) = ways_of(ladder(one), BOOK, of, fold(of), (), NOW)
    return found


def test_way_is_the_rung_as_it_stands() -> None:
    found = way(rung("court", closes=[entry("the platform")]), shop_case(event("applied")))
    assert (found.rung, found.name, found.status, found.is_side, found.closes) == (
        "court",
        Text("court", "court"),
        "open",
        False,
        (Text("the platform", "the platform"),),
    )


def test_way_says_what_must_be_known() -> None:
    found = way(rung("12315", needs=["intact"]), shop_case())
    assert (found.status, found.question, found.lacks is not None) == ("unknown", "intact", True)


def test_way_that_is_not_open_yet_lacks_nothing() -> None:
    found = way(rung(gate=[gate("applied")]), shop_case())
    assert (found.status, found.lacks, found.question) == ("not-yet", None, None)


ONCE = replace(note("once", Conditions(states=("completed",))), most=1, of="attempts")
FIVE = replace(note("five"), most=5, of="attempts")


def left(*events: Event, of: str = "attempts", state: str = "completed") -> int | None:
    """Return how often more the buyer may do something."""
    found = left_of((ONCE, FIVE), fold(case(*events, state=state, moments={})), of)
    return None if found is None else found.count


@pytest.mark.parametrize(
    ("events", "state", "count"),
    [
        ((), "completed", 1),
        ((event("applied", 1),), "completed", 0),
        ((event("applied", 1), event("applied", 2)), "completed", 0),
        ((event("applied", 1),), "delivered", 4),
        ((event("applied", 1), event("completed", 2)), "delivered", 1),
    ],
)
def test_applications_are_held_against_the_limit_of_their_state(
    events: tuple[Event, ...], state: str, count: int
) -> None:
    assert left(*events, state=state) == count


def test_nothing_limits_what_no_limit_speaks_of() -> None:
    assert left(of="revocations") is None


def test_withdrawals_have_a_limit_of_their_own() -> None:
    once = replace(note("once"), most=1, of="revocations")
    state = fold(case(event("applied", 1), event("withdrawn", 2)))
    found = left_of((once,), state, "revocations")
    assert found is not None
    assert (found.count, found.limit) == (0, once)


def test_limit_without_a_number_limits_nothing() -> None:
    assert left_of((replace(note("some"), of="attempts"),), fold(case()), "attempts") is None


def test_limits_are_those_that_count_what_is_done() -> None:
    book = rulebook(replace(rules(), limits=(ONCE, replace(note("long"), most=9, of="characters"))))
    assert limits_of(book, "shop") == (ONCE,)


@pytest.mark.parametrize(
    ("one", "so"),
    [
        (timer(), True),
        (timer(kind="law"), False),
        (timer(actor="buyer"), False),
        (timer(starts=("refused",)), False),
        (timer(conditions=Conditions(states=("unpaid",))), False),
    ],
)
def test_application_is_answered_where_it_starts_a_time_of_the_sellers(
    one: object, so: bool
) -> None:
    book = rulebook(rules(one))  # type: ignore[arg-type]  # every case is a timer
    assert answers_in_time(book, fold(shop_case()), NOW) is so


PATH = Path("app", None, (text("orders"),), Conditions(), CITES)


@pytest.mark.parametrize(
    ("known", "so"),
    [
        (rules(), False),
        (rules(timer()), True),
        (rules(timer(kind="law")), False),
        (rules(timer(starts=("returned",))), False),
        (replace(rules(), paths=(PATH,)), True),
        (replace(rules(), paths=(replace(PATH, rung="payment"),)), False),
    ],
    ids=["nothing", "clock", "clock-of-law", "other-clock", "path", "path-elsewhere"],
)
def test_platform_takes_applications_of_which_something_is_known(known: RuleSet, so: bool) -> None:
    assert takes_applications(rulebook(known), "shop") is so
