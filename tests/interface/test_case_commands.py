"""The commands of a case's life, run in this process: show, list, due, log, undo, close, stats."""

import io
import json
import shlex
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.scripted_prompts import Answer, ScriptedPrompts
from tests.interface.contract import complaints

from refundcli.adapters.ledger import Ledger
from refundcli.adapters.menu import BACK
from refundcli.commands.event_form import ask_event, ask_missing, command_of
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.commands.telling import Told
from refundcli.core.case import Case
from refundcli.core.errors import FormLeft
from refundcli.core.events import Event
from refundcli.core.order import Claim, Order
from refundcli.core.periods import beijing
from refundcli.main import run

DAY = "2026-11-22"
AT = beijing(2026, 11, 22, 10)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run in this process left."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one document on stdout."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Go = Callable[..., Ran]


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the ledger's folder; the program speaks English."""
    monkeypatch.setenv("REFUNDCLI_LANG", "en")
    monkeypatch.setenv("REFUNDCLI_LEDGER", str(tmp_path / "ledger"))
    return tmp_path / "ledger"


@pytest.fixture
def go(capsys: pytest.CaptureFixture[str]) -> Go:
    """Return what runs a command as of an hour of 22 November, 10:00 unless said otherwise."""

    def command(*words: str, now: str = "10:00", language: str = "en") -> Ran:
        when = now if "-" in now else f"{DAY} {now}"
        code = run([*words, "--now", when, "--lang", language])
        return Ran(code, *capsys.readouterr())

    return command


def made(ledger: Path, id: str, paid: str, opened_at: datetime = AT) -> str:
    """Store a case, paid on 20 November and not shipped, with a draft, and return its id."""
    drafted = Event("20261122T100000-aaaa", AT, "drafted", {"stage": "first"})
    moments = {"paid": beijing(2026, 11, 20, 10)}
    order = Order("taobao", "unshipped", "4096", "甲店", paid=Decimal(paid), moments=moments)
    claim = Claim("change-of-mind", "refund-only", "personal")
    Ledger(ledger).add(Case(id, opened_at, order, claim, (drafted,)))
    return id


@pytest.fixture
def case(ledger: Path) -> str:
    """Return the id of a case about 128 yuan."""
    return made(ledger, "tb-7k2m", "128.00")


def happened(ledger: Path, case: str, kind: str, minute: int = 1, **carries: object) -> Event:
    """Store an event of so many minutes past ten, and return it."""
    event = Event(f"20261122T10{minute:02}00-bbbb", AT + timedelta(minutes=minute), kind, carries)
    Ledger(ledger).append(case, event)
    return event


def stored(ledger: Path, id: str) -> dict[str, dict[str, Any]]:
    """Return the events of an open case as its file holds them."""
    text = (ledger / "cases" / f"{id}.toml").read_text("utf-8")
    return dict(tomllib.loads(text).get("events", {}))


def kinds(ledger: Path, id: str) -> list[str]:
    """Return the kinds of event in the file of an open case."""
    return [one["kind"] for one in stored(ledger, id).values()]


# log


EVENTS = """
[[event]]
kind = "escalated"
at = "今天 9:50"
rung = "platform"
reference = 77

[[event]]
kind = "applied"
at = 2026-11-22T09:40:00+08:00
amount = 100.00

[[event]]
kind = "卖家拒绝"
at = "今天 9:45"
words = "拆封不退"
"""


def test_file_of_events_is_stored_in_order_of_time(
    go: Go, case: str, ledger: Path, tmp_path: Path
) -> None:
    file = tmp_path / "events.toml"
    file.write_text(EVENTS, "utf-8")
    done = go("log", case, "--from", str(file))
    assert (done.code, done.err) == (
        0,
        f"{case}: logged 3 events: applied on the platform, seller refused, taken further\n",
    )
    events = list(stored(ledger, case).items())[-3:]
    assert [one["kind"] for _, one in events] == ["applied", "refused", "escalated"]
    assert [id for id, _ in events] == sorted(id for id, _ in events)
    assert events[2][1]["reference"] == "77"


def test_events_come_from_the_standard_input(
    go: Go, case: str, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(EVENTS.encode())))
    assert go("log", case, "--from", "-", "--json").document["case"]["phase"] == "disputed"
    assert kinds(ledger, case)[-1] == "escalated"


WRONG = {
    '[[event]]\nkind = "escalatd"': ("event[0].kind", "escalated"),
    '[[event]]\nkind = "noted"\nnote = "n"\n[[event]]\nkind = "offered"\namount = "12x"': (
        *("event[1]: amount", "12x"),
    ),
    '[[event]]\nkind = "refused"\nat = "someday"': ("event[0]: at", "someday"),
    '[[event]]\nkind = "refused"\ncourier = "x"': ("event[0].courier", "words"),
    '[[event]]\nkind = "refused"\nwords = [1]': ("event[0].words", "string"),
    '[[event]]\nkind = "escalated"\nrung = "12316"': ("event[0].rung", "12315"),
    '[[event]]\nkind = "noted"\nnote = "n"\n[[event]]\nkind = "reopened"': ("event[1]", "reopened"),
    '[[event]]\nkind = "extended"\ndeadline = "zz"\ndue = 2026-12-01': ("event[0]", "zz"),
    '[[event]]\nkind = "amended"\n[event.set.order]\ncolour = "red"': (
        *("event[0]", "order.colour"),
    ),
    '[event]\nkind = "refused"': ("event", "list"),
    "": ("event", "missing"),
    "[[event": ("line 1",),
}
"""Files of events with one mistake, and the words that name it."""


@pytest.mark.parametrize("text", WRONG)
def test_mistake_in_a_file_of_events_is_named_and_nothing_is_stored(
    go: Go, case: str, ledger: Path, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "events.toml"
    file.write_text(text, "utf-8")
    done = go("log", case, "--from", str(file))
    assert (done.code, done.out) == (12, "")
    told = [str(file), *WRONG[text]]
    assert [one for one in told if one not in done.err] == []
    assert kinds(ledger, case) == ["drafted"]


def test_correction_in_a_file_is_read_as_the_flags_are(
    go: Go, case: str, ledger: Path, tmp_path: Path
) -> None:
    file = tmp_path / "events.toml"
    text = '[[event]]\nkind = "amended"\nset = { order.paid = 99.5, claim.facts.intact = true }'
    file.write_text(text, "utf-8")
    assert go("log", case, "--from", str(file)).code == 0
    shown = go("show", case, "--json").document["case"]
    assert (shown["order"]["paid"], shown["claim"]["facts"]) == ("99.50", {"intact": True})


def test_event_beside_a_file_is_refused(go: Go, case: str) -> None:
    assert go("log", case, "refused", "--from", "x.toml").code == 2
    assert go("log", case, "--from", "x.toml", "--words", "w").code == 2


def test_rung_is_found_by_its_beginning_and_a_miss_names_the_near_ones(
    go: Go, case: str, ledger: Path
) -> None:
    missed = go("log", case, "escalated", "--rung", "12316")
    assert (missed.code, "12315" in missed.err) == (11, True)
    assert go("log", case, "escalated", "--rung", "seller").code == 11
    assert go("log", case, "escalated", "--rung", "arbi").code == 0
    assert list(stored(ledger, case).values())[-1]["rung"] == "arbitration"


def test_answer_of_an_authority_says_what_it_is_taken_for(go: Go, case: str) -> None:
    """A refusal is a decision; no words are read for it."""
    go("log", case, "amended", "--set", "claim.purpose=personal")
    go("log", case, "escalated", "--rung", "12315")
    refusal = f"refundcli log {case} decided --rung 12315 --outcome lost"
    told = go("log", case, "replied", "--rung", "12315", "--words", "不予受理")
    assert (told.code, refusal in told.err) == (0, True)
    assert refusal not in go("log", case, "replied", "--words", "好的").err
    go("undo", case)
    go("undo", case)
    undone = go("log", case, "decided", "--rung", "12315", "--outcome", "lost", "--json")
    running = [one["id"] for one in undone.document["deadlines"]]
    assert [one for one in running if one.startswith("12315")] == []


@pytest.mark.parametrize(
    "arguments", [("show",), ("log", "sent"), ("ladder",)], ids=["show", "log", "ladder"]
)
def test_file_that_cannot_be_read_is_a_matter_of_the_ledger(
    go: Go, case: str, ledger: Path, arguments: tuple[str, ...]
) -> None:
    """Also where it is the very case that was asked for; a wrong value is one of the command line."""
    name, *rest = arguments
    assert go("log", case, "sent", "--at", "someday").code == 12
    file = ledger / "cases" / f"{case}.toml"
    file.write_bytes(file.read_bytes() + b"x = = 1\n")
    assert go(name, case, *rest).code == 13


def test_objection_that_is_overruled_is_said(go: Go, case: str) -> None:
    assert go("log", case, "reopened").code == 12
    forced = go("log", case, "reopened", "--force")
    assert (forced.code, "Logged as you say, although" in forced.err) == (0, True)


# The form


def asked(case: str, *answers: Answer) -> tuple[Told, ScriptedPrompts]:
    """Return what the form makes of *answers*, and the questions it asked."""
    prompts = ScriptedPrompts(*answers)
    told = ask_event(Session(Given({"now": f"{DAY} 10:00", "lang": "en"})), prompts, case)
    assert prompts.left == ()
    return told, prompts


def test_form_asks_only_when_of_an_event_that_needs_nothing(case: str) -> None:
    told, prompts = asked(case, "sent", "")
    assert (told.kind, told.at, told.carries) == ("sent", AT, {})
    assert prompts.titles == ("What happened?", "When? (Enter: now)")


def test_form_asks_what_matters_and_may_be_skipped(case: str) -> None:
    told, prompts = asked(case, "offered", "today 9:30", "yes", "30元", "")
    assert (told.at, told.carries) == (
        beijing(2026, 11, 22, 9, 30),
        {"amount": told.carries["amount"]},
    )
    assert str(told.carries["amount"]) == "30.00"
    assert prompts.titles[3:] == (
        "How much?",
        "What did they say?",
    )


def test_form_has_a_command_that_logs_the_same(go: Go, case: str) -> None:
    told, _ = asked(case, "offered", "today 9:30", "yes", "30元", "it's 30, take it")
    line = shlex.split(command_of(case, told))
    events = go(*line[1:], "--json").document["case"]["events"]
    (logged,) = [one for one in events if one["kind"] == "offered"]
    assert (line[0], logged["at"]) == ("refundcli", "2026-11-22T09:30:00+08:00")
    assert (logged["amount"], logged["words"]) == ("30.00", "it's 30, take it")


def test_form_finds_an_event_and_a_rung_in_both_languages(case: str) -> None:
    told, _ = asked(case, "申请介入、投诉或起诉", "", "平台介入", "")
    assert (told.kind, told.carries["rung"]) == ("escalated", "platform")
    again, _ = asked(case, "taken further", "", "platform", "")
    assert again.carries == told.carries


def test_form_offers_the_usual_amount(case: str) -> None:
    _, prompts = asked(case, "refunded", "", "128.00", "")
    assert [one.default for one in prompts.asked if "How much" in one.title] == ["128.00"]


def test_form_goes_back_to_the_question_before_and_to_the_choice(case: str) -> None:
    told, _ = asked(case, "promised", "today 9:30", BACK, BACK, "noted", "", "call them")
    assert (told.kind, told.carries) == ("noted", {"note": "call them"})


def test_form_offers_the_deadlines_of_the_case(ledger: Path, case: str) -> None:
    happened(ledger, case, "sent", respond_by=beijing(2026, 11, 23, 10))
    told, _ = asked(case, "extended", "", "asked", "2026-12-01", "yes", "page says so")
    assert told.carries == {
        "deadline": "asked",
        "due": beijing(2026, 12, 2),
        "why": "page says so",
    }


def test_form_corrects_a_key(case: str) -> None:
    told, prompts = asked(case, "amended", "", "order.paid", "99")
    assert prompts.titles[-1] == "What should it be: paid?"
    assert str(told.carries) == "{'set': {'order.paid': Decimal('99.00')}}"


def test_what_an_event_needs_is_asked_though_it_was_named(case: str) -> None:
    session = Session(Given({"now": f"{DAY} 10:00", "lang": "en"}))
    prompts = ScriptedPrompts("won")
    told = ask_missing(session, prompts, case, Told("closed", AT, {}))
    assert (told.carries, len(prompts.asked)) == ({"outcome": "won"}, 1)
    whole = Told("noted", AT, {"note": "n"})
    assert ask_missing(session, ScriptedPrompts(), case, whole) == whole


@pytest.mark.parametrize("event", [None, "closed"])
def test_way_back_out_of_the_form_stores_nothing(case: str, event: str | None) -> None:
    session = Session(Given({"now": f"{DAY} 10:00", "lang": "en"}))
    prompts = ScriptedPrompts(BACK)
    with pytest.raises(FormLeft):
        if event is None:
            ask_event(session, prompts, case)
        else:
            ask_missing(session, prompts, case, Told(event, AT, {}))


# undo


def test_undo_shows_what_it_takes_back_and_undo_again_restores_it(
    go: Go, case: str, ledger: Path
) -> None:
    happened(ledger, case, "applied", attempt=1)
    whole = go("show", case, "--json", now="11:00").document
    undone = go("undo", case, now="11:00")
    assert f"{case}: took back “applied on the platform”" in undone.err
    rows = [" ".join(one.split()) for one in undone.out.splitlines()]
    assert "phase applied → preparing" in rows
    assert go("undo", case, "--json", now="11:00").document["undone"]["redone"] is True
    assert go("show", case, "--json", now="11:00").document == whole
    assert kinds(ledger, case) == ["drafted", "applied", "retracted", "retracted"]


def test_undo_takes_back_a_particular_entry(go: Go, case: str, ledger: Path) -> None:
    id = happened(ledger, case, "applied", 1).id
    happened(ledger, case, "noted", 2, note="n")
    done = go("undo", case, "--event", id, "--json", now="11:00")
    assert complaints("case", done.document) == []
    assert (done.document["undone"]["event"], done.document["undone"]["kind"]) == (id, "applied")
    assert [one["kind"] for one in done.document["case"]["events"]] == ["drafted", "noted"]
    again = go("undo", case, "--event", id, now="11:00")
    assert (again.code, "taken back already" in again.err) == (12, True)
    missed = go("undo", case, "--event", id[:15] + "-zzzz")
    assert (missed.code, id in missed.err) == (11, True)


def test_history_is_never_lost(go: Go, case: str, ledger: Path) -> None:
    happened(ledger, case, "amended", 1, set={"order.paid": Decimal("99.00")})
    happened(ledger, case, "refused", 2, words="拆封不退")
    go("undo", case, now="10:03")
    document = go("show", case, "--history", "--json", now="11:00").document
    assert complaints("case", document) == []
    found = document["history"]
    assert [(one["kind"], one["retracted"]) for one in found] == [
        *(("drafted", False), ("amended", False), ("refused", True), ("retracted", False)),
    ]
    assert found[1]["changes"] == [{"key": "order.paid", "before": "128.00", "after": "99.00"}]
    assert found[3]["retracts"] == found[2]["id"]
    page = go("show", case, "--history", now="11:00").out
    told = ("order.paid: ¥128.00 → ¥99.00", "拆封不退", "taken back, does not count")
    assert [one for one in told if one not in page] == []


# show, list, due


def test_show_tells_money_letters_axis_and_next_step(go: Go, case: str, ledger: Path) -> None:
    happened(ledger, case, "sent", 1, stage="first", respond_by=beijing(2026, 11, 23, 10))
    happened(ledger, case, "offered", 30, amount=Decimal("30.00"))
    document = go("show", case, "--json", now="11:00").document
    assert complaints("case", document) == []
    money = document["money"]
    assert [money[key] for key in ("paid", "asked", "offered", "received")] == [
        *("128.00", "128.00", "30.00", "0.00"),
    ]
    assert [(one["stage"], one["answer"]["kind"]) for one in document["letters"]] == [
        ("first", "offered")
    ]
    names = [one["name"] for one in document["timeline"]]
    assert names[: names.index("now")] == ["paid", "drafted", "sent", "offered"]
    assert [one["past"] for one in document["timeline"]].index(False) > names.index("now")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_speak_one_language(go: Go, case: str, ledger: Path, language: str) -> None:
    happened(ledger, case, "applied")
    commands = (("show", case, "--why"), ("list",), ("due", "--why"), ("stats",))
    text = "".join(go(*words, language=language).out for words in commands).replace("甲店", "")
    is_chinese = any("\u4e00" <= one <= "\u9fff" for one in text)
    assert is_chinese == (language == "zh")


def listed(done: Ran) -> list[str]:
    """Return the ids of the cases in a document, which is one of its schema."""
    assert complaints("cases", done.document) == []
    return [one["id"] for one in done.document["cases"]]


def test_list_filters_and_sorts(go: Go, case: str, ledger: Path) -> None:
    dear = made(ledger, "tb-dear", "500.00")
    late = made(ledger, "tb-2ate", "9.00", beijing(2026, 11, 23, 10))
    happened(ledger, dear, "closed", outcome="lost")
    assert listed(go("list", "--json", "--since", "2026-11-23", now="2026-11-24 10:00")) == [late]
    everything = go("list", "--json", "--closed", "--sort", "paid", now="2026-11-24 10:00")
    assert listed(everything) == [dear, case, late]
    closed = go("list", "--json", "--phase", "已结案", now="2026-11-24 10:00")
    assert listed(closed) == [dear]
    missed = go("list", "--sort", "cheap")
    assert (missed.code, "platform" in missed.err) == (11, True)


def test_overdue_are_on_top_and_can_be_asked_for_alone(go: Go, case: str, ledger: Path) -> None:
    waiting = made(ledger, "tb-wa2t", "9.00")
    happened(ledger, case, "sent", respond_by=beijing(2026, 11, 23, 10))
    assert listed(go("due", "--json", now="2026-11-24 10:00"))[0] == case
    assert listed(go("list", "--json", "--overdue", now="2026-11-24 10:00")) == [case]
    rows = go("due", now="2026-11-24 10:00").out.splitlines()
    assert rows[1].split()[:2] == ["!◁", case]
    assert waiting in "".join(rows[2:])


def test_brief_says_one_line_or_nothing(go: Go, case: str, ledger: Path) -> None:
    assert go("due", "--brief").out == ""
    happened(ledger, case, "applied")
    line = go("due", "--brief").out
    assert (line.count("\n"), line.startswith("1 due; soonest "), case in line) == (1, True, True)
    nothing = go("due", "--brief", "--within", "1h", "--exit-code")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "")
    assert go("due", "--brief", "--exit-code").code == 3


def test_why_of_due_gives_each_deadline(go: Go, case: str, ledger: Path) -> None:
    happened(ledger, case, "applied")
    document = go("due", "--why", "--json").document
    assert complaints("cases", document) == []
    assert document["cases"][0]["deadlines"][0]["derivation"] != []
    assert "deadlines" not in go("due", "--json").document["cases"][0]


# close and stats


def test_stats_count_what_the_cases_came_to(go: Go, case: str, ledger: Path) -> None:
    happened(ledger, case, "applied", 0, attempt=1)
    later = beijing(2026, 11, 24, 10)
    carries = {"amount": Decimal("128.00")}
    Ledger(ledger).append(case, Event("20261124T100000-aaaa", later, "refunded", carries))
    Ledger(ledger).append(case, Event("20261124T100001-aaaa", later, "closed", {"outcome": "won"}))
    made(ledger, "tb-2222", "72.00")
    document = go("stats", "--json", now="2026-11-25 10:00").document
    assert complaints("stats", document) == []
    all_ = document["all"]
    assert (all_["cases"], all_["open"], all_["outcomes"]["won"]) == (2, 1, 1)
    assert (all_["days_to_refund"], all_["refunds"]) == ("2.0", 1)
    assert (all_["asked"], all_["received"]) == ("200.00", "128.00")
    assert [one["platform"] for one in document["by_platform"]] == ["taobao"]


def test_stats_leave_out_what_the_filters_leave_out(go: Go, case: str) -> None:
    assert go("stats", "--json", "-p", "jd").document["all"]["cases"] == 0
    since = go("stats", "--since", "2026-11-23", now="2026-11-25 10:00")
    assert (since.out, "No such cases" in since.err) == ("", True)
    page = go("stats", "--since", DAY).out
    assert "1 case\n" in page
    assert case not in page


def test_closing_without_an_outcome_names_the_flag(go: Go, case: str, ledger: Path) -> None:
    done = go("close", case)
    assert (done.code, "--outcome" in done.err) == (10, True)
    assert go("close", case, "--outcome", "诉求全部实现").code == 0
    assert not (ledger / "cases" / f"{case}.toml").exists()
