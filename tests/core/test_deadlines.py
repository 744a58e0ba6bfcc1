"""Windows and timers: their bounds, the version that governs, the band that counts, the derivation."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_verdict import (
    NOW,
    SINCE,
    band,
    claim,
    ground,
    order,
    rulebook,
    situation,
    text,
    timer,
    version,
    window,
)

from refundcli.core.clauses import Situation
from refundcli.core.deadlines import (
    WindowFinding,
    governing_day,
    timer_deadline,
    timer_preview,
    timer_runs,
    version_for,
    window_finding,
)
from refundcli.core.findings import Deadline, TimerPreview
from refundcli.core.order import Order, When
from refundcli.core.periods import beijing, parse_length
from refundcli.core.rules import (
    Band,
    Conditions,
    Ground,
    Length,
    Reading,
    Timer,
    TimerVersion,
    Window,
)
from refundcli.core.text import Said, say
from refundcli.core.values import replace

BOOK = rulebook()
SIGNED = beijing(2026, 11, 20, 10)
SATURDAY = beijing(2026, 11, 21, 23)
UNSHIPPED = order("unshipped")
FUTURE = date(2026, 11, 23)


def at(order: Order, acts_at: datetime = NOW) -> Situation:
    """Return the situation of an order about a defect."""
    return situation(order, claim(), rulebook=BOOK, acts_at=acts_at)


def found(
    *windows: Window,
    signed: When | None = SIGNED,
    state: str = "delivered",
    now: datetime = NOW,
    kind: str = "platform",
) -> WindowFinding:
    """Return how a ground with these windows stands."""
    moments = {} if signed is None else {"delivered": signed}
    one = ground("shop/return", Conditions(), *windows, kind=kind)
    finding = window_finding(one, at(order(state, **moments), now), now)
    assert finding is not None
    return finding


def flips(finding: WindowFinding) -> object:
    """Return since when the window would have had to start."""
    assert finding.clause.flips is not None
    return finding.clause.flips.fields["on"]


def deadline_of(
    one: Timer, start: When = NOW, order: Order = UNSHIPPED, *, intact: bool | None = None
) -> Deadline:
    """Return the deadline of a timer that an application at *start* began."""
    stated = claim() if intact is None else claim(intact=intact)
    where = situation(order, stated, rulebook=BOOK)
    deadline = timer_deadline(one, "applied", start, where)
    assert deadline is not None
    return deadline


def bounds_of(deadline: Deadline) -> tuple[datetime, datetime]:
    """Return the two ends of a deadline."""
    return deadline.earliest, deadline.latest


def test_ground_without_a_window_has_no_deadline() -> None:
    assert window_finding(ground(), at(order()), NOW) is None


def test_window_is_open_before_its_end() -> None:
    assert found(window()).clause.outcome == "pass"


def test_open_window_says_until_when() -> None:
    assert found(window()).clause.says.fields["by"] == beijing(2026, 11, 27, 10)


def test_window_is_over_with_its_last_instant() -> None:
    assert found(window(), now=beijing(2026, 11, 27, 10)).clause.outcome == "fail"


def test_window_between_its_bounds_is_arguable() -> None:
    clause = found(window("24 hours", "72 hours")).clause
    assert (clause.outcome, clause.says.key) == ("unknown", "clause-window-arguable")


def test_arguable_window_asks_for_nothing_that_is_known() -> None:
    assert found(window("24 hours", "72 hours")).clause.question is None


def test_arguable_window_of_a_day_alone_asks_for_its_hour() -> None:
    clause = found(window("48 hours"), signed=date(2026, 11, 20)).clause
    assert (clause.outcome, clause.question) == ("unknown", "delivered_at")


def test_statutory_window_is_arguable_on_the_days_it_may_roll_over() -> None:
    finding = found(window("7 days"), signed=SATURDAY, now=beijing(2026, 11, 30, 9), kind="law")
    assert finding.clause.outcome == "unknown"


def test_window_is_due_for_the_buyer_at_its_safe_end() -> None:
    deadline = found(window("24 hours", "72 hours")).deadline
    assert deadline is not None
    assert deadline.due == beijing(2026, 11, 21, 10)


def test_window_that_has_not_begun_passes() -> None:
    finding = found(window(), signed=None, state="in-transit")
    assert (finding.clause.outcome, finding.deadline) == ("pass", None)


def test_window_of_an_unknown_beginning_asks_for_it() -> None:
    clause = found(window(), signed=None).clause
    assert (clause.outcome, clause.question) == ("unknown", "delivered_at")


def test_window_without_a_version_in_force_is_unknown_and_never_over() -> None:
    ended = window(until=date(2026, 1, 1))
    assert found(ended).clause.outcome == "unknown"


def test_window_that_begins_later_is_unknown_today() -> None:
    assert found(window(since=FUTURE)).clause.outcome == "unknown"


def test_abolished_window_fails() -> None:
    clause = found(window(), window(None, since=date(2026, 1, 1))).clause
    assert (clause.outcome, clause.says.fields) == ("fail", {"since": date(2026, 1, 1)})


def test_abolished_window_still_counts_for_what_it_governed() -> None:
    windows = window("8760 hours"), window(None, since=date(2026, 11, 21))
    assert found(*windows).clause.outcome == "pass"


def test_window_derivation_begins_with_the_rule_and_its_version() -> None:
    deadline = found(window()).deadline
    assert deadline is not None
    governs = say("governs-moment", moment=say("moment-delivered"), on=date(2026, 11, 20))
    assert deadline.derivation[0] == say(
        "step-rule", rule="shop/return", since=SINCE, governs=governs
    )


def test_window_cites_every_reading() -> None:
    deadline = found(window("24 hours", "72 hours")).deadline
    assert deadline is not None
    assert [one.at for one in deadline.cites] == ["24 hours", "72 hours"]


def test_window_of_disagreeing_sources_says_so() -> None:
    deadline = found(window("24 hours", "72 hours")).deadline
    assert deadline is not None
    assert deadline.derivation[-1].key == "step-sources-differ"


def test_overdue_window_names_the_instant_that_would_do() -> None:
    over = found(window(), signed=beijing(2026, 11, 10, 9))
    assert flips(over) == beijing(2026, 11, 15, 10, 1)


def test_overdue_window_of_a_day_alone_names_a_day() -> None:
    over = found(window(), signed=date(2026, 11, 10))
    assert flips(over) == date(2026, 11, 16)


def test_overdue_window_of_the_law_names_a_day_though_it_could_roll() -> None:
    over = found(window("7 days"), signed=SATURDAY, now=beijing(2026, 12, 5, 10), kind="law")
    assert flips(over) == date(2026, 11, 28)


def test_overdue_window_of_months_names_the_first_day_that_would_do() -> None:
    signed, now = beijing(2026, 1, 31, 10), beijing(2026, 4, 1)
    over = found(window("1 months"), signed=signed, now=now, kind="law")
    assert flips(over) == date(2026, 3, 1)


@given(
    st.sampled_from(("7 days", "1 months", "6 months", "1 years", "5 working-days")),
    st.timedeltas(timedelta(0), timedelta(days=180)),
    st.timedeltas(timedelta(days=400), timedelta(days=500)),
)
def test_overdue_window_is_open_from_the_day_it_names_and_not_before(
    lasts: str, signed: timedelta, later: timedelta
) -> None:
    start = beijing(2026, 1, 1) + signed
    now = start + later
    needed = flips(found(window(lasts), signed=start, now=now, kind="law"))
    assert isinstance(needed, date)
    days = (needed - timedelta(days=1), needed)
    assert [
        found(window(lasts), signed=day, now=now, kind="law").clause.outcome == "pass"
        for day in days
    ] == [False, True]


def test_governing_day_is_that_of_the_moment() -> None:
    assert governing_day("delivered", order(delivered=SIGNED), NOW) == date(2026, 11, 20)


def test_governing_day_of_an_unknown_moment_is_today() -> None:
    assert governing_day("ordered", order(), NOW) == date(2026, 11, 22)


def test_governing_day_picks_the_version() -> None:
    versions = window("24 hours"), window("8760 hours", since=date(2026, 11, 20))
    assert version_for(versions, order(delivered=SIGNED), NOW) == versions[1]


def test_version_governs_from_its_first_day() -> None:
    versions = window(governed_by="now"), window("24 hours", since=NOW.date(), governed_by="now")
    assert version_for(versions, order(), NOW) == versions[1]


def test_version_before_a_change_governs_what_came_before_it() -> None:
    versions = window("24 hours"), window("8760 hours", since=date(2026, 11, 21))
    assert version_for(versions, order(delivered=SIGNED), NOW) == versions[0]


def test_change_for_open_cases_governs_what_came_before_it() -> None:
    newer = window("8760 hours", since=date(2026, 11, 21), governed_by="now")
    assert version_for((window("24 hours"), newer), order(delivered=SIGNED), NOW) == newer


@given(
    since=st.dates(FUTURE, date(2030, 1, 1)),
    governed_by=st.sampled_from(("ordered", "paid", "delivered", "completed", "applied", "now")),
    lasts=st.sampled_from((None, "1 hours", "8760 hours")),
    ordered=st.dates(date(2019, 1, 1), date(2026, 11, 20)),
    known=st.booleans(),
)
def test_future_version_changes_no_answer_of_today(
    since: date, governed_by: str, lasts: str | None, ordered: date, known: bool
) -> None:
    moments: dict[str, When] = {"delivered": SIGNED}
    if known:
        moments["ordered"] = ordered
    today = window(governed_by="ordered")
    future = window(lasts, since=since, governed_by=governed_by)
    where = at(order("delivered", **moments))
    one = ground("shop/return", Conditions(), today)
    changed = replace(one, windows=(today, future))
    assert window_finding(changed, where, NOW) == window_finding(one, where, NOW)


def test_timer_deadline_carries_the_rule() -> None:
    deadline = deadline_of(timer())
    assert (deadline.id, deadline.rule, deadline.actor, deadline.kind, deadline.on_expiry) == (
        "answers",
        "shop/answers",
        "seller",
        "platform",
        "refunded",
    )


def test_timer_deadline_keeps_what_began_it() -> None:
    deadline = deadline_of(timer())
    assert (deadline.started_by, deadline.started_at, deadline.title) == (
        "applied",
        NOW,
        text("answers"),
    )


def test_timer_runs_its_length_from_the_start() -> None:
    assert bounds_of(deadline_of(timer())) == (beijing(2026, 11, 23, 10), beijing(2026, 11, 23, 10))


def test_timer_of_the_other_side_is_due_at_its_latest() -> None:
    assert deadline_of(timer("answers", band("24 hours", "48 hours"))).due == beijing(
        2026, 11, 24, 10
    )


def test_timer_of_the_buyer_is_due_at_its_earliest() -> None:
    one = timer("sends", band("24 hours", "48 hours"), actor="buyer")
    assert deadline_of(one).due == beijing(2026, 11, 23, 10)


def test_timer_of_a_day_alone_has_both_bounds() -> None:
    assert bounds_of(deadline_of(timer(), date(2026, 11, 22))) == (
        beijing(2026, 11, 23),
        beijing(2026, 11, 24),
    )


def test_timer_without_a_version_in_force_has_no_deadline() -> None:
    one = timer(versions=(version(band("24 hours"), since=FUTURE),))
    assert timer_deadline(one, "applied", NOW, at(UNSHIPPED)) is None


def test_timer_without_a_band_that_may_hold_has_no_deadline() -> None:
    one = timer("answers", band("24 hours", conditions=Conditions(states=("completed",))))
    assert timer_deadline(one, "applied", NOW, at(UNSHIPPED)) is None


def test_timer_version_is_that_of_its_start() -> None:
    one = timer(
        versions=(version(band("24 hours")), version(band("72 hours"), since=date(2026, 11, 22)))
    )
    assert deadline_of(one, beijing(2026, 11, 21, 23)).version == SINCE


def test_timer_version_may_be_governed_by_a_moment() -> None:
    newer = version(band("72 hours"), since=date(2026, 11, 21), governed_by="paid")
    one = timer(versions=(version(band("24 hours")), newer))
    paid = order("unshipped", paid=beijing(2026, 11, 20))
    assert deadline_of(one, NOW, paid).version == SINCE


def test_timer_version_that_begins_later_changes_nothing() -> None:
    newer = version(band("72 hours"), since=FUTURE, governed_by="now")
    one = timer(versions=(version(band("24 hours")), newer))
    assert deadline_of(one).version == SINCE


GOOD = Conditions(needs=("intact",))


def test_first_band_that_holds_gives_the_length() -> None:
    one = timer("answers", band("0 hours", conditions=GOOD), band("24 hours"))
    assert bounds_of(deadline_of(one, intact=True)) == (NOW, NOW)


def test_band_that_fails_leaves_it_to_the_next() -> None:
    one = timer("answers", band("0 hours", conditions=GOOD), band("24 hours"))
    assert bounds_of(deadline_of(one, intact=False)) == (NOW + timedelta(1), NOW + timedelta(1))


def test_band_that_may_hold_widens_the_bounds() -> None:
    one = timer("answers", band("0 hours", conditions=GOOD), band("24 hours"))
    assert bounds_of(deadline_of(one)) == (NOW, NOW + timedelta(1))


def test_bands_that_may_hold_give_both_lengths() -> None:
    denied = Conditions(denies=("intact",))
    one = timer("answers", band("0 hours", conditions=GOOD), band("48 hours", conditions=denied))
    assert bounds_of(deadline_of(one)) == (NOW, NOW + timedelta(2))


def test_band_after_the_one_that_holds_counts_no_more() -> None:
    one = timer("answers", band("24 hours"), band("72 hours"))
    assert bounds_of(deadline_of(one)) == (NOW + timedelta(1), NOW + timedelta(1))


def test_other_source_of_a_band_widens_the_bounds() -> None:
    one = timer("answers", band("24 hours", "48 hours"))
    assert bounds_of(deadline_of(one)) == (NOW + timedelta(1), NOW + timedelta(2))


MADE = Conditions(items=("custom-made",))


def test_band_for_a_kind_of_item_counts_when_the_kind_is_stated() -> None:
    one = timer("answers", band("72 hours", conditions=MADE), band("24 hours"))
    made = order("unshipped", "custom-made")
    assert deadline_of(one, NOW, made).latest == NOW + timedelta(3)


def test_band_for_a_kind_of_item_counts_not_when_no_kind_is_stated() -> None:
    one = timer("answers", band("72 hours", conditions=MADE), band("24 hours"))
    assert deadline_of(one).latest == NOW + timedelta(1)


def test_band_that_excludes_a_kind_counts_when_no_kind_is_stated() -> None:
    plain = Conditions(excludes=("custom-made",))
    one = timer("answers", band("24 hours", conditions=plain), band("72 hours"))
    assert bounds_of(deadline_of(one)) == (NOW + timedelta(1), NOW + timedelta(1))


def test_band_that_excludes_the_stated_kind_fails() -> None:
    plain = Conditions(excludes=("custom-made",))
    one = timer("answers", band("24 hours", conditions=plain), band("72 hours"))
    made = order("unshipped", "custom-made")
    assert deadline_of(one, NOW, made).latest == NOW + timedelta(3)


def test_timer_cites_every_reading_it_counts() -> None:
    one = timer("answers", band("24 hours", "48 hours"))
    assert [cite.at for cite in deadline_of(one).cites] == ["24 hours", "48 hours"]


def test_timer_under_an_open_condition_says_which() -> None:
    asks = say("clause-needs", fact=text("Is it intact?"))
    assert deadline_of(timer(conditions=GOOD)).only_if == (asks,)


def test_timer_whose_conditions_hold_is_sure() -> None:
    assert deadline_of(timer(conditions=GOOD), intact=True).is_sure


@pytest.mark.parametrize(
    ("conditions", "runs"),
    [(Conditions(), True), (GOOD, True), (Conditions(states=("completed",)), False)],
)
def test_timer_runs_while_no_condition_fails(conditions: Conditions, runs: bool) -> None:
    assert timer_runs(timer(conditions=conditions), at(UNSHIPPED)) is runs


def preview(one: Timer, order: Order = UNSHIPPED) -> TimerPreview:
    """Return how long a timer would run if it began now."""
    preview = timer_preview(one, at(order))
    assert preview is not None
    return preview


def test_preview_gives_the_length() -> None:
    assert preview(timer()).lasts == parse_length("24 hours")


def test_preview_gives_the_other_readings_once() -> None:
    one = timer("answers", band("24 hours", "48 hours", "24 hours"))
    assert preview(one).readings == (parse_length("48 hours"),)


def test_preview_needs_a_version_in_force() -> None:
    one = timer(versions=(version(band("24 hours"), since=FUTURE),))
    assert timer_preview(one, at(UNSHIPPED)) is None


def test_preview_needs_a_band_that_may_hold() -> None:
    one = timer("answers", band("24 hours", conditions=Conditions(states=("completed",))))
    assert timer_preview(one, at(UNSHIPPED)) is None


def test_deadline_title_is_that_of_the_ground() -> None:
    one: Ground = ground("shop/return", Conditions(), window())
    finding = window_finding(one, at(order(delivered=SIGNED)), NOW)
    assert finding is not None
    assert finding.deadline is not None
    assert finding.deadline.title == text("shop/return")


def test_clause_of_a_window_names_since_when_it_runs() -> None:
    fact: Said | None = found(window()).clause.fact
    assert fact == say("fact-since", after=say("moment-delivered"), at=SIGNED)


def governs(deadline: Deadline) -> object:
    """Return by which day the version was picked."""
    return deadline.derivation[0].fields["governs"]


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("governed_by", "said"),
    [
        (None, say("governs-start", on=TODAY)),
        ("now", say("governs-now", on=TODAY)),
        ("paid", say("governs-moment", moment=say("moment-paid"), on=date(2026, 11, 20))),
        ("shipped", say("governs-unknown", moment=say("moment-shipped"), on=TODAY)),
    ],
)
def test_derivation_says_which_day_picked_the_version(governed_by: str | None, said: Said) -> None:
    one = timer(versions=(version(band("24 hours"), governed_by=governed_by),))
    paid = order("unshipped", paid=date(2026, 11, 20))
    assert governs(deadline_of(one, order=paid)) == said


def changed(*newer: TimerVersion) -> Said | None:
    """Return what changed for a clock of 24 hours that began before *newer* versions did."""
    one = timer(versions=(version(band("24 hours")), *newer))
    where = situation(UNSHIPPED, claim(), rulebook=BOOK)
    found = timer_deadline(one, "applied", NOW, where, beijing(2026, 12, 1))
    assert found is not None
    return found.changed


def test_deadline_says_what_governs_and_what_is_in_force_now() -> None:
    assert changed(version(band("48 hours"), since=date(2026, 11, 30))) == say(
        "deadline-changed",
        lasts=(Length(24, "hours"),),
        since=SINCE,
        lasts_now=(Length(48, "hours"),),
        since_now=date(2026, 11, 30),
    )


def test_deadline_says_that_the_period_is_abolished_now() -> None:
    gone = TimerVersion(date(2026, 11, 30), None, None, (Band(Conditions(), Reading(None)),))
    found = changed(gone)
    assert found is not None
    assert found.key == "deadline-changed-abolished"


def test_deadline_says_that_no_version_is_known_now() -> None:
    one = timer(versions=(version(band("24 hours"), until=date(2026, 11, 30)),))
    where = situation(UNSHIPPED, claim(), rulebook=BOOK)
    found = timer_deadline(one, "applied", NOW, where, beijing(2026, 12, 1))
    assert found is not None
    assert found.changed == say(
        "deadline-changed-unknown", lasts=(Length(24, "hours"),), since=SINCE
    )


@pytest.mark.parametrize(
    "newer", [(), (version(band("24 hours"), since=date(2026, 11, 30)),)], ids=["same", "as-long"]
)
def test_deadline_is_not_changed_by_what_gives_the_same(newer: tuple[TimerVersion, ...]) -> None:
    assert changed(*newer) is None


def test_window_says_what_is_in_force_now() -> None:
    newer = window("24 hours", since=date(2026, 11, 21))
    found_ = found(window(), newer)
    assert found_.deadline is not None
    assert found_.deadline.changed is not None
