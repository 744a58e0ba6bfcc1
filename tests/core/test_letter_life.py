"""What a case lets a letter say: what was asked and answered, what is late, what is owed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.builders_cases import at, case, event
from tests.builders_letters import letter_form, provision, rulebook

from refundcli.core.case import Case, fold
from refundcli.core.errors import AnswersMissing
from refundcli.core.events import Event
from refundcli.core.excuse_use import ExcuseUse
from refundcli.core.findings import Deadline
from refundcli.core.letter_conditions import life_conditions
from refundcli.core.letter_form import Form, Limit, Part
from refundcli.core.letter_life import Life
from refundcli.core.letter_line import MOST, Line
from refundcli.core.letter_values import life_values
from refundcli.core.letters import compose, in_full
from refundcli.core.next_step import NextStep
from refundcli.core.periods import beijing
from refundcli.core.rules import Citation, Source
from refundcli.core.text import Text, say
from refundcli.core.values import replace

BOOK = rulebook()
BOOK_SD_10 = provision("sd-10")
NOW = at(12, day=24)
SENT = event("sent", 10, day=22, stage="first", respond_by=at(10, day=23))
CHAT = Limit("chat", 500, Text("", ""))


def life(
    *events: Event, clocks: tuple[Deadline, ...] = (), excuse: ExcuseUse | None = None
) -> Life:
    """Return the life of a case with these events."""
    return Life("tb-7k2m", fold(case(*events)), clocks, NOW, excuse)


def so(*events: Event, clocks: tuple[Deadline, ...] = ()) -> frozenset[str]:
    """Return the conditions that these events make so."""
    return life_conditions(life(*events, clocks=clocks))


def values(*events: Event, clocks: tuple[Deadline, ...] = ()) -> dict[str, str | None]:
    """Return the fields that these events give, in Chinese."""
    return dict(life_values(life(*events, clocks=clocks), "zh-Hans", BOOK))


def clock(
    id: str, due_day: int, kind: str = "platform", started_by: str = "received", **more: object
) -> Deadline:
    """Return a clock of the seller's that began on 23 November at noon."""
    due = beijing(2026, 11, due_day)
    made = Deadline(
        *(
            id,
            "seller",
            kind,
            Text(id, id),
            started_by,
            at(12),
            due,
            due,
            "may-escalate",
            f"sd/{id}",
        ),
        (),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # names are its own fields


# What was asked


def test_without_a_case_there_are_no_conditions() -> None:
    """Nothing is so that nobody knows."""
    assert life_conditions(None) == frozenset()


def test_letter_without_an_answer_is_overdue() -> None:
    """Twenty-six hours late."""
    assert {"asked", "asked-overdue", "waiting-over"} <= so(SENT)
    assert values(SENT)["hours_late"] == "26"
    assert "one-hour-late" not in so(SENT)


@pytest.mark.parametrize("kind", ["replied", "refused", "offered", "promised", "refunded"])
def test_answer_ends_the_waiting(kind: str) -> None:
    """Whatever the seller did."""
    assert "asked-overdue" not in so(SENT, event(kind, 11, day=23))


def test_buyers_own_offer_is_no_answer() -> None:
    """Nor is it the seller's word."""
    found = so(SENT, event("offered", 11, day=23, by="buyer", amount=Decimal(20)))
    assert "asked-overdue" in found
    assert not {"seller-spoke", "unanswered-offer"} & found


def test_word_of_a_rung_is_not_the_sellers() -> None:
    """12315 replied, not the shop."""
    assert "seller-spoke" not in so(event("replied", 11, rung="12315", words="已受理"))


def test_letter_to_the_platform_asks_the_seller_nothing() -> None:
    """Only letters to the seller wait for the seller."""
    assert "asked" not in so(event("sent", 10, day=22, stage="platform", respond_by=at(9)))


def test_letter_without_a_time_is_never_overdue() -> None:
    """Nothing was asked for by then."""
    found = event("sent", 10, day=22, stage="return-notice")
    assert "asked-overdue" not in so(found)
    assert values(found)["asked_by"] is None


@pytest.mark.parametrize(("minutes", "late"), [(59, None), (60, "1"), (119, "1")])
def test_full_hours_are_counted(minutes: int, late: str | None) -> None:
    """Under an hour nothing is said of hours."""
    sent = event("sent", 10, day=22, stage="first", respond_by=NOW - timedelta(minutes=minutes))
    assert values(sent)["hours_late"] == late
    assert ("one-hour-late" in so(sent)) == (late == "1")


def test_second_letter_is_a_reminder_already() -> None:
    """No third is due by itself."""
    again = event("sent", 11, day=23, stage="reminder", respond_by=at(11, day=24))
    assert {"reminded", "sent-first", "sent-reminder", "at-impasse"} <= so(SENT, again)


# What the seller said


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        ("refused", "unanswered-words"),
        ("replied", "unanswered-words"),
        ("offered", "unanswered-offer"),
    ],
)
def test_word_after_the_last_letter_wants_an_answer(kind: str, condition: str) -> None:
    """Until a letter goes out."""
    word = event(kind, 11, day=23)
    later = event("sent", 12, day=23, stage="rebuttal")
    assert condition in so(SENT, word)
    assert condition not in so(SENT, word, later)


def test_words_are_quoted_on_one_line_and_shortened() -> None:
    """Eighty characters at most."""
    said = values(event("refused", words="不\n退\x1b[31m" + "啊" * 100))["seller_words"]
    assert said is not None
    assert said.startswith("不 退啊")
    assert (len(said), said[-1]) == (80, "…")


def test_last_words_are_quoted_even_where_the_last_event_had_none() -> None:
    """With their own day."""
    found = values(event("refused", 9, day=22, words="不退"), event("refused", 9, day=23))
    assert (found["seller_words"], found["words_on"]) == ("不退", "2026年11月22日")


@pytest.mark.parametrize(
    ("carries", "is_enough"),
    [
        ({"amount": Decimal(128)}, True),
        ({"amount": Decimal("127.99")}, False),
        ({"remedy": "return-refund"}, True),
        ({"remedy": "exchange"}, False),
        ({"words": "退你"}, False),
    ],
)
def test_offer_is_enough_where_it_gives_what_is_asked(
    carries: dict[str, object], is_enough: bool
) -> None:
    """The whole sum or the very remedy."""
    assert (
        "offer-enough" in so(Event("20261123T100000-zzzz", at(10), "offered", carries))
    ) == is_enough


def test_offer_of_a_sum_and_nothing_else() -> None:
    """A remedy that is a part of the price is no other thing."""
    part = event("offered", amount=Decimal(20), remedy="price-reduction")
    assert "offer-in-money" in so(part)
    assert "offer-in-money" not in so(event("offered", amount=Decimal(20), remedy="exchange"))
    assert "offer-in-money" not in so(event("offered", words="退你"))


def test_offer_is_written_out() -> None:
    """Sum and remedy by their names."""
    found = values(event("offered", amount=Decimal(20), remedy="exchange"))
    assert (found["offer_amount"], found["offer_remedy"]) == ("20.00元", "换货")


def test_broken_promise_is_a_waiting_that_is_over() -> None:
    """The clock of the promise says it."""
    promised = event("promised", 10, day=22, promised_by=at(18, day=22))
    late = clock("promised", 23, started_by="promised", kind="promise")
    assert {"promise-broken", "waiting-over", "unresolved"} <= so(promised, clocks=(late,))
    assert "promise-broken" not in so(promised)
    assert values(promised)["promised_by"] == "2026年11月22日18:00（北京时间）"


# Back goes the parcel, back comes the money

RETURNED = event("returned", 15, day=22, courier="顺丰", waybill="SF1")
RECEIVED = event("received", 12, day=23)


def test_parcel_is_named() -> None:
    """Courier, waybill, day."""
    found = values(RETURNED, RECEIVED)
    named = (found["courier"], found["waybill"], found["returned_on"], found["received_on"])
    assert named == ("顺丰", "SF1", "2026年11月22日", "2026年11月23日")
    assert found["received_days"] == "1"
    assert "one-day-since" in so(RETURNED, RECEIVED)


def test_money_is_due_until_it_is_all_there() -> None:
    """A part of it is not all of it."""
    part = event("refunded", 13, day=23, amount=Decimal(100))
    rest = event("refunded", 14, day=23, amount=Decimal(28))
    assert "money-due" not in so(RETURNED)
    assert "money-due" in so(RETURNED, RECEIVED)
    assert {"money-due", "partly-refunded"} <= so(RETURNED, RECEIVED, part)
    assert values(RETURNED, RECEIVED, part)["outstanding"] == "28.00元"
    assert not {"money-due", "partly-refunded"} & so(RETURNED, RECEIVED, part, rest)


def _source(at: str) -> Citation:
    return Citation(Source("L3", "办法", "", beijing(2026, 1, 1).date(), "official"), at)


def test_periods_of_the_law_are_taken_from_the_clocks() -> None:
    """Their days, their last day, their article."""
    seven = clock("seller-refunds", 24, "law", cites=(_source("第十条"),))
    long = clock("fifteen", 25, "law")
    book = replace(
        BOOK,
        laws={
            **BOOK.laws,
            "sd": replace(BOOK.laws["sd"], provisions=(BOOK_SD_10,)),
        },
    )
    seen = life(RETURNED, RECEIVED, clocks=(long, seven))
    found = life_values(seen, "zh-Hans", book)
    assert found["refund_law"] == "《网络购买商品七日无理由退货暂行办法》第十条"
    assert (found["refund_law_by"], found["refund_law_days"]) == ("2026年11月23日", "0")
    assert found["long_days"] == "1"
    assert {"refund-late", "refund-law-late"} <= life_conditions(seen)
    assert "long-late" not in life_conditions(seen)
    assert life_values(seen, "zh-Hans", replace(BOOK, laws={}))["refund_law"] is None


def test_periods_of_the_platform_are_taken_from_its_clocks() -> None:
    """No law, no day of a law."""
    site = clock("seller-confirms", 24)
    found = values(RETURNED, RECEIVED, clocks=(site,))
    assert found["refund_platform_by"] == "2026年11月24日00:00（北京时间）"
    assert found["seller_due"] == "2026年11月24日00:00（北京时间）"
    assert found["refund_law"] is None
    made = so(RETURNED, RECEIVED, clocks=(site,))
    assert {"refund-late", "refund-platform-late", "unresolved"} <= made
    assert "refund-law-late" not in made


# Rungs

_REFUSED = event("refused", 11, day=22, words="不退")
_PLATFORM = event("escalated", 12, day=22, rung="platform", reference="JR1")
_LOST = event("decided", 13, day=22, rung="platform", outcome="lost", words="凭证不足")
_12315 = event("escalated", 14, day=22, rung="12315", reference="Z1")


def test_refusal_after_an_answer_is_an_impasse() -> None:
    """One answer is enough."""
    rebuttal = event("sent", 12, day=22, stage="rebuttal")
    again = event("refused", 13, day=22)
    assert "at-impasse" not in so(_REFUSED)
    assert "at-impasse" in so(_REFUSED, rebuttal, again)


def test_platform_that_turned_down_leads_to_the_authority_then_the_court() -> None:
    """Each once."""
    assert {"at-impasse", "rung-platform"} <= so(_REFUSED, _PLATFORM)
    lost = so(_REFUSED, _PLATFORM, _LOST)
    assert {"turned-down", "authority-next", "decided-lost"} <= lost
    assert "at-impasse" not in lost
    assert not {"turned-down", "authority-next"} & so(_REFUSED, _PLATFORM, _LOST, _12315)
    over = event("decided", 15, day=22, rung="12315", outcome="lost")
    assert "court-next" in so(_REFUSED, _PLATFORM, _LOST, _12315, over)


def test_decision_for_the_buyer_turns_nothing_down() -> None:
    """Won is won."""
    assert "turned-down" not in so(_PLATFORM, replace(_LOST, carries={"outcome": "won"}))


def test_rungs_are_named_by_day_and_number() -> None:
    """As logged."""
    found = values(_PLATFORM, _LOST, _12315)
    assert (found["platform_on"], found["platform_ref"]) == ("2026年11月22日", "JR1")
    assert (found["complaint_on"], found["complaint_ref"]) == ("2026年11月22日", "Z1")
    assert (found["decided_on"], found["decision_words"]) == ("2026年11月22日", "凭证不足")


def test_evidence_is_numbered_once_each() -> None:
    """What has a name is listed."""
    kept = (event("evidence", 9, note="照片"), event("evidence", 10, reference="视频"))
    again = (event("evidence", 11, note="照片"), event("evidence", 12))
    found = values(*kept, *again)
    assert (found["evidence"], found["evidence_count"]) == ("1. 照片\n2. 视频", "2")


def test_excuse_gives_its_rebuttal() -> None:
    """Name, answer and the shorter line."""
    used = ExcuseUse("opened", Text("拆封不退", "opened"), Text("可退。", "It may be returned."))
    found = life_values(life(excuse=used), "en", BOOK)
    assert (found["excuse_name"], found["rebuttal"]) == ("opened", "It may be returned.")
    assert found["rebuttal_short"] is None
    short = replace(used, short=Text("请退。", "Please."))
    assert life_values(life(excuse=short), "en", BOOK)["rebuttal_short"] == "Please."
    assert "has-excuse" in life_conditions(life(excuse=used))


# What happened, line by line


def told(*lines: Line, case_of: Case, **more: object) -> str:
    """Return a letter that holds nothing but what happened."""
    form = Form(
        "platform", "zh-Hans", ("polite",), (CHAT,), (Part("a", "{timeline}"),), lines=lines
    )
    state = fold(case_of)
    seen = Life("tb-7k2m", state, (), NOW)
    made = compose(replace(form, **more), state.order, state.claim, None, BOOK, NOW, life=seen)  # type: ignore[arg-type]  # names are its own fields
    return made.text


def test_line_is_the_first_whose_conditions_and_fields_are_there() -> None:
    """Else the next, else none."""
    lines = (
        Line("refused", "{at} 拒绝：“{words}”"),
        Line("refused", "{at} 拒绝。"),
        Line("escalated", "{at} 去平台。", ("of-rung-platform",)),
        Line("delivered", "{at} 签收。", ("channel-online", "not-channel-virtual")),
    )
    found = told(*lines, case_of=case(_REFUSED, event("refused", 9), _PLATFORM, _12315, _LOST))
    assert found.split("\n") == [
        "2026年11月20日 10:00 签收。",
        "2026年11月22日 11:00 拒绝：“不退”",
        "2026年11月22日 12:00 去平台。",
        "2026年11月23日 09:00 拒绝。",
    ]


def test_line_may_name_a_sum_and_a_remedy() -> None:
    """What the event carries."""
    offered = event("offered", amount=Decimal(20), remedy="exchange")
    line = Line("offered", "{remedy}{amount}", ("of-by-seller",))
    assert told(line, case_of=case(offered)) == "换货20.00元"


def test_only_the_latest_lines_are_kept() -> None:
    """A statement is no diary."""
    many = [event("refused", 9, day=1 + n % 20, words=str(n)) for n in range(MOST + 5)]
    found = told(Line("refused", "{words}"), case_of=case(*many))
    assert len(found.split("\n")) == MOST


def test_case_without_a_line_tells_nothing() -> None:
    """Then the part is left out."""
    assert told(Line("refused", "{at}"), case_of=case()) == ""


# Parts that stand instead of others, and the meaning of a letter


def test_shorter_part_comes_in_where_the_longer_one_goes() -> None:
    """Never both."""
    parts = (
        Part("long", "甲" * 30, drop=5),
        Part("short", "乙", instead="long"),
        Part("alone", "丙", instead="nothing"),
    )
    form = Form("first", "zh-Hans", ("polite",), (replace(CHAT, characters=40),), parts)
    state = fold(case())
    whole = compose(form, state.order, state.claim, None, BOOK, NOW)
    tight = replace(form, limits=(replace(CHAT, characters=20),))
    brief = compose(tight, state.order, state.claim, None, BOOK, NOW)
    assert (whole.text, whole.left_out) == ("甲" * 30 + "丙", ())
    assert (brief.text, brief.left_out) == ("乙丙", ("long",))
    assert compose(in_full(form, brief), state.order, state.claim, None, BOOK, NOW).text == "乙丙"


def test_part_that_came_in_may_go_as_well() -> None:
    """Then both are left out, and the meaning leaves both out."""
    parts = (
        Part("keep", "甲"),
        Part("long", "乙" * 30, drop=5),
        Part("short", "丙" * 9, instead="long", drop=4),
    )
    form = Form("first", "zh-Hans", ("polite",), (replace(CHAT, characters=5),), parts)
    state = fold(case())
    letter = compose(form, state.order, state.claim, None, BOOK, NOW)
    assert (letter.text, letter.left_out) == ("甲", ("long", "short"))
    assert compose(in_full(form, letter), state.order, state.claim, None, BOOK, NOW).text == "甲"


# What is missing


@pytest.mark.parametrize(
    ("more", "flags"),
    [
        ({"needs": ("seller",)}, ("--seller",)),
        ({"needs": ("waybill",)}, ("refundcli log tb-7k2m returned --courier … --waybill …",)),
        ({"fits": ("waiting-over",)}, ("refundcli log tb-7k2m sent",)),
        ({"fits": ("not-personal",)}, ()),
        ({"rests_on": ("cc-565",)}, ()),
    ],
)
def test_what_is_missing_is_named_with_what_gives_it(
    more: dict[str, object], flags: tuple[str, ...]
) -> None:
    """A flag, the command that logs it, or nothing a buyer could say."""
    with pytest.raises(AnswersMissing) as caught:
        told(case_of=case(), **more)
    assert caught.value.flags == flags


def test_without_a_case_the_command_names_none() -> None:
    """CASE stands for the one there will be."""
    form = replace(letter_form("zh-Hans"), needs=("waybill",))
    state = fold(case())
    with pytest.raises(AnswersMissing) as caught:
        compose(form, state.order, state.claim, None, BOOK, NOW)
    assert caught.value.flags == ("refundcli log CASE returned --courier … --waybill …",)


# Where the next step leads

UP = NextStep("escalate", say("x"), say("x"), None, (), rung="platform")
REFUSED = event("refused", 11, day=23, words="不退")
LOST = (
    event("escalated", 12, day=23, rung="platform"),
    event("decided", 13, day=23, outcome="lost", rung="platform"),
)


def so_next(step: NextStep, *events: Event) -> frozenset[str]:
    """Return the conditions that these events make so where *step* is the next one."""
    return life_conditions(replace(life(*events), step=step))


def test_step_to_the_platform_is_its_letter_s_turn() -> None:
    """Once the seller's last words are answered."""
    late = event("sent", 9, day=22, respond_by=at(9, day=23))
    assert "at-impasse" in so_next(UP, late)
    assert "at-impasse" not in so_next(UP, late, REFUSED)
    answered = event("sent", 12, day=23, stage="rebuttal", respond_by=at(12, day=25))
    assert "at-impasse" in so_next(UP, late, REFUSED, answered)


def test_appeal_comes_before_the_authority() -> None:
    """As long as the next step is the appeal."""
    appeal = replace(UP, rung="platform-appeal")
    assert {"at-impasse"} == so_next(appeal, *LOST) & {"at-impasse", "authority-next"}
    to_office = replace(UP, rung="12315")
    assert {"authority-next"} == so_next(to_office, *LOST) & {"at-impasse", "authority-next"}


def test_offer_is_answered_before_the_platform_is_told_more() -> None:
    """Also while the platform decides."""
    told = (LOST[0], event("offered", 14, day=23, amount=Decimal(20)))
    answer = replace(UP, id="answer-offer", rung=None)
    assert "at-impasse" in so_next(replace(UP, id="await", rung=None), *told)
    assert "at-impasse" not in so_next(answer, *told)


# Another claim


def test_what_was_said_of_another_claim_counts_no_more() -> None:
    """A correction of the reason begins the talk anew; one of the amount does not."""
    reason = event("amended", 12, day=23, set={"claim.reason": "wrong-item"})
    amount = event("amended", 12, day=23, set={"claim.amount": Decimal(20)})
    other, same = life(SENT, REFUSED, reason), life(SENT, REFUSED, amount)
    assert (other.asked, other.word) == (None, None)
    assert (same.asked, same.word) == (SENT, REFUSED)
    assert not {"seller-spoke", "asked"} & life_conditions(other)


# Points in dispute


def test_points_in_dispute_are_numbered() -> None:
    """Without those in which the seller is right."""
    uses = [ExcuseUse(id, Text(id, id), Text("", "")) for id in "abc"]
    points = (
        replace(uses[0], point=Text("拆封（甲）", "opened")),
        uses[1],
        replace(uses[2], point=Text("特价", "sale")),
    )
    found = life_values(replace(life(), points=points), "zh-Hans", BOOK)
    assert found["points"] == "1. 拆封（甲）\n2. 特价"
    assert life_values(life(), "zh-Hans", BOOK)["points"] is None


def test_step_to_an_office_or_a_court_is_its_letter_s_turn() -> None:
    """Whatever was decided: the letter follows the step."""
    names = {"authority-next", "court-next"}
    turns = {rung: so_next(replace(UP, rung=rung), *LOST) & names for rung in ("12315", "court")}
    assert turns == {"12315": {"authority-next"}, "court": {"court-next"}}
