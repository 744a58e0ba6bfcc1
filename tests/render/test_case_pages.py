"""Cases as a reader sees them: nothing wider than the page, nothing told by colour alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from rich.cells import cell_len
from tests.builders_cases import at, case, event
from tests.builders_verdict import ANY, NOW, deadline, ground, rulebook, rules, timer, window

from refundcli.adapters.catalogue import read_sentences
from refundcli.core.case_line import CaseLine, ClockLine, case_line
from refundcli.core.differences import differences
from refundcli.core.dossier import Dossier, dossier_of
from refundcli.core.events import EVENTS, Event
from refundcli.core.findings import Deadline
from refundcli.core.history import history
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.stats import stats
from refundcli.core.text import Text
from refundcli.core.timeline import timeline
from refundcli.core.values import replace
from refundcli.render.case_list import brief_said, cases_page
from refundcli.render.case_text import case_page
from refundcli.render.deadlines_text import deadlines_part, left_said
from refundcli.render.differences_text import differences_part
from refundcli.render.history_text import history_part
from refundcli.render.page import Page
from refundcli.render.stats_text import stats_page
from refundcli.render.timeline_text import event_said, timeline_part
from refundcli.render.words import Catalogue, Words

BOOK = rulebook(
    rules(ground("shop/return", ANY, window()), timer("answers"), timer("waits", actor="buyer"))
)
LONG = "一件名字长得一行放不下的商品，附送 a gift that nobody asked for"
LIFE = (
    event("sent", 9, respond_by=at(9, day=24)),
    event("applied", 10, amount=Decimal(100)),
    event("refused", 11, words="拆封不退，影响二次销售，请联系客服处理"),
    event("noted", 12, note="n" * 90),
)


def words(language: str) -> Words:
    """Return the words of a language; a sentence or a value that is missing fails the test."""
    catalogue = Catalogue.of(language, read_sentences(language))
    return Words(catalogue, is_strict=True).in_year(2026)


def dossier(*events: Event) -> Dossier:
    """Return a case in the shop as of noon of the 23rd."""
    return dossier_of(BOOK, case(*events, platform="shop", item=LONG, seller="甲店"), at(12))


def line(id: str, *events: Event) -> CaseLine:
    """Return the line of a case in the shop."""
    return replace(case_line(BOOK, dossier(*events)), id=id)


def shown(page: Page, width: int) -> str:
    """Return a page without colours; no line of it is wider than the page, or ends in blanks."""
    text = page.text(width, colour=False)
    assert [one for one in text.splitlines() if cell_len(one) > width or one != one.rstrip()] == []
    return text


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_case_fits_the_page(language: str, width: int) -> None:
    page = Page()
    case_page(page, dossier(*LIFE), BOOK, words(language), {}, why=True)
    assert "tb-7k2m" in shown(page, width)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_has_a_sentence_for_all_it_may_carry(language: str, kind: str) -> None:
    usual: dict[str, object] = {
        **dict.fromkeys(EVENTS[kind].keys, "x"),
        "outcome": "won",
        "freight": "buyer",
        "by": "seller",
        "stage": "first",
        "set": {"order.paid": Decimal(1)},
    }
    carries = {key: usual[key] for key in EVENTS[kind].keys}
    text = words(language).write(
        event_said(replace(event(kind), carries=carries), {"rung": {"x": Text("山", "R")}})
    )
    assert ("order.paid" in text) == (kind == "amended")


def test_axis_marks_now_and_whose_each_thing_is() -> None:
    page = Page()
    timeline_part(page, timeline(dossier(*LIFE[:2])), at(12), words("en"), {})
    rows = [one.split() for one in shown(page, 80).splitlines()[1:-1]]
    marked = [(row[1], row[2]) for row in rows if row[0][:2] == "11"]
    assert marked[0] == ("10:00", "○")
    assert [mark for _, mark in marked] == ["○", "●", "●", "━", "◁", "▶"]


def test_axis_leaves_out_the_year_only_of_this_one() -> None:
    old = case(
        platform="shop", moments={"delivered": date(2025, 12, 30), "ordered": date(2026, 1, 2)}
    )
    page = Page()
    timeline_part(page, timeline(dossier_of(BOOK, old, at(12))), at(12), words("en"), {})
    text = shown(page, 80)
    assert ("2025-12-30  " in text, " 01-02  " in text, "2026-" in text) == (True, True, False)


def deadlines(*found: Deadline) -> list[str]:
    """Return the lines of deadlines as of noon of the 22nd."""
    page = Page()
    deadlines_part(page, found, NOW, words("en"), why=False)
    return shown(page, 120).splitlines()


def test_deadlines_by_which_a_right_is_lost_stand_apart_from_those_that_give_a_lever() -> None:
    later = NOW + timedelta(days=1)
    ours, theirs = deadline("a", later, actor="buyer"), deadline("b", later, actor="seller")
    lines = deadlines(theirs, replace(ours, on_expiry="lapses"))
    heads = [i for i, one in enumerate(lines) if one.endswith(":")]
    marks = [lines[i + 1].split()[0] for i in heads]
    assert [lines[i].split(";")[0].strip() for i in heads] == ["Yours", "The other side's"]
    assert marks == ["▶", "◁"]


def test_deadline_that_is_over_or_on_hold_is_marked() -> None:
    over = deadline("a", NOW, actor="seller")
    held = replace(deadline("b", NOW, actor="seller"), is_paused=True)
    lines = deadlines(over, held)
    assert [one.split()[0] for one in lines if "[seller]" in one] == ["!◁", "‖"]


def test_derivation_is_told_once_unless_the_whole_is_wanted() -> None:
    both = dossier(*LIFE[:2]).deadlines
    short, whole = Page(), Page()
    deadlines_part(short, both, at(12), words("en"), why=True)
    deadlines_part(whole, both, at(12), words("en"), why=True, whole=True)
    assert len(shown(short, 80)) < len(shown(whole, 80))


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("width", [50, 80, 120])
def test_rows_fit_the_page(language: str, width: int) -> None:
    page = Page()
    lines = (
        line("tb-aaaa"),
        line("tb-bbbb", *LIFE),
        line("tb-cccc", event("closed", outcome="won")),
    )
    cases_page(page, lines, at(12), words(language))
    assert [one for one in ("tb-aaaa", "tb-bbbb", "tb-cccc") if one not in shown(page, width)] == []


def test_wide_page_shows_more_of_a_case() -> None:
    page = Page()
    cases_page(page, (line("tb-aaaa"),), at(12), words("en"))
    narrow, wide = shown(page, 70), shown(page, 150)
    assert [("¥128.00" in text, "opened" in text, "until" in text) for text in (narrow, wide)] == [
        (False, False, False),
        (True, True, False),
    ]


@pytest.mark.parametrize(
    ("events", "minutes", "mark"),
    [((), 0, "▶"), (LIFE[1:2], 0, "◁"), (LIFE[1:2], 24 * 60, "!◁")],
)
def test_row_has_a_mark_of_whose_clock_it_is(
    events: tuple[Event, ...], minutes: int, mark: str
) -> None:
    found = dossier_of(
        rulebook(rules(ground("shop/return", ANY, window()), timer("answers"))),
        case(*events, platform="shop"),
        at(12),
    )
    page = Page()
    cases_page(page, (case_line(BOOK, found),), at(12) + timedelta(minutes=minutes), words("en"))
    assert shown(page, 100).splitlines()[1].split()[0] == mark


def test_row_waits_only_for_the_clock_that_it_shows() -> None:
    seller = deadline("answers", at(10, day=24), actor="seller")
    waiting = line("tb-aaaa", LIFE[1])
    shows = replace(waiting, next=clock_of(seller))
    elsewhere = replace(shows, next_step=replace(shows.next_step, by=at(9, day=25)))
    texts = []
    for one in (shows, elsewhere):
        page = Page()
        cases_page(page, (one,), at(12), words("en"))
        texts.append(shown(page, 200))
    assert ["wait for the seller (" in text for text in texts] == [True, False]


def clock_of(one: Deadline) -> ClockLine:
    """Return a deadline as a line holds it."""
    return ClockLine(one.id, one.kind, one.title, one.actor, one.due, one.is_the_buyers)


def test_one_line_names_the_soonest_and_how_many_are_over() -> None:
    lines = (line("tb-aaaa", LIFE[1]), line("tb-bbbb"))
    write = words("en").write
    assert write(brief_said(lines, at(12))) == "2 due; soonest tb-aaaa, 11-24 10:00, 22 hours left"
    late = write(brief_said(lines, at(12, day=24)))
    assert late == "2 due, 1 overdue; soonest tb-aaaa, 11-24 10:00, over for 2 hours"


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (0.5, "30 minutes left"),
        (0, "over for 0 minutes"),
        (-3, "over for 3 hours"),
        (47, "47 hours left"),
        (48, "2 days left"),
        (24 * 1095, "over 3 years left"),
    ],
)
def test_time_left_is_told_in_round_words(hours: float, text: str) -> None:
    assert words("en").write(left_said(NOW + timedelta(hours=hours), NOW)) == text


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_counts_fit_the_page_and_say_what_they_are_out_of(language: str, width: int) -> None:
    refunded = line("tb-bbbb", *LIFE[:2], event("refunded", 12, amount=Decimal(5)))
    found = stats((line("tb-aaaa"), refunded, line("tb-cccc", event("closed", outcome="won"))))
    page = Page()
    stats_page(
        page,
        found,
        words(language),
        {},
        {"quality": Text("质量问题和其他", "a quality defect and more")},
    )
    text = shown(page, width)
    heads = words(language).write_key("stats-label-of-dropped")
    assert sum(heads in one for one in text.splitlines()[6:]) == 2
    assert ("2 of 3" if language == "en" else "3 件里有 2 件") in text
    assert "%" not in text


def test_dates_without_a_year_are_those_of_the_year_that_is_left_out() -> None:
    brief = words("en")
    assert brief.write(beijing(2026, 11, 23, 10)) == "11-23 10:00"
    assert brief.write(date(2025, 11, 23)) == "2025-11-23"
    assert brief.in_year(None).write(date(2026, 11, 23)) == "2026-11-23"


def page_of(language: str, book: Rulebook, found: Dossier) -> str:
    """Return the page of a case."""
    page = Page()
    case_page(page, found, book, words(language), {}, why=False)
    return shown(page, 80)


@pytest.mark.parametrize("governed_by", ["delivered", "now"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_rule_that_changed_since_the_opening_is_told_with_both_versions(
    language: str, governed_by: str
) -> None:
    versions = (
        window("30 days", since=date(2020, 1, 1), governed_by=governed_by),
        window("15 days", since=date(2026, 11, 23), governed_by=governed_by),
    )
    book = rulebook(rules(ground("shop/return", ANY, *versions)))
    text = page_of(language, book, dossier_of(book, case(platform="shop"), at(12)))
    days = ("30 天", "15 天") if language == "zh-Hans" else ("30 days", "15 days")
    head = words(language).write_key("head-changed-rules")
    assert [one in text.partition(head)[2] for one in days] == [True, True]


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ((event("drafted", 9, stage="first"),), "drafted 11-23 09:00, not sent yet"),
        ((LIFE[0],), "sent 11-23 09:00, answer asked for by 11-24 09:00"),
        (
            (event("sent", 9, day=22, respond_by=at(9)),),
            "sent 11-22 09:00, no answer by 11-23 09:00",
        ),
        ((LIFE[0], LIFE[2]), "sent 11-23 09:00; on 11-23 11:00 came: seller refused"),
    ],
)
def test_letter_so_far_says_what_became_of_it(events: tuple[Event, ...], told: str) -> None:
    assert told in page_of("en", BOOK, dossier(*events))


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_history_has_a_line_for_whatever_was_recorded(language: str) -> None:
    corrected = event("amended", 9, set={"order.seller": "", "claim.facts.intact": True})
    undo = event("retracted", 10, event=corrected.id)
    told = (corrected, undo, event("retracted", 11, event=undo.id))
    page = Page()
    history_part(page, history(case(*told)), words(language), {})
    text = shown(page, 80)
    assert [one.id for one in told if one.id not in text] == []
    empty = Page()
    history_part(empty, (), words(language), {})
    assert words(language).write_key("history-empty") in shown(empty, 80)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_differences_name_both_values(language: str) -> None:
    after = dossier(
        LIFE[1],
        event("escalated", 11, rung="platform"),
        event("amended", 11, set={"order.paid": "", "order.platform": "stall"}),
        event("closed", 11, outcome="won"),
    )
    page = Page()
    differences_part(page, differences(dossier(), after), BOOK, words(language))
    text = shown(page, 80)
    gone = words(language).write_key("value-none")
    assert next(" ".join(one.split()) for one in text.splitlines() if "¥128.00" in one).endswith(
        f"¥128.00 → {gone}"
    )
