"""Which letters fit a case, and which is next."""

from tests.builders_cases import NOW, case, event
from tests.builders_letters import CLAIM, rulebook, verdict

from refundcli.core.case import Case, fold
from refundcli.core.dossier import Dossier
from refundcli.core.events import Event
from refundcli.core.letter_form import Form, Limit, Part
from refundcli.core.letter_stage import FIRST, Fit, fitting_stages, next_stage
from refundcli.core.next_step import NextStep
from refundcli.core.text import Text, say
from refundcli.core.values import replace

BOOK = rulebook()
_CHAT = Limit("chat", 500, Text("", ""))
_STEP = NextStep("x", say("x"), say("x"), None, ())


def form(stage: str, order: int, **more: object) -> Form:
    """Return a form of a stage."""
    plain = Form(stage, "zh-Hans", ("polite",), (_CHAT,), (Part("a", "甲"),), order=order)
    return replace(plain, **more)  # type: ignore[arg-type]  # names are its own fields


FORMS = (
    form("platform", 70, to="platform", turn=("has-escalated",)),
    form("first", 10, turn=("not-asked",)),
    form("reminder", 20, turn=("asked",), fits=("seller-spoke",)),
    form("return-notice", 50, turn=("has-returned",), needs=("waybill",)),
    form("rescission", 60),
)


def dossier(*events: Event) -> Dossier:
    """Return a case with these events."""
    made: Case = case(*events)
    return Dossier(made, fold(made), verdict(CLAIM), (), _STEP, NOW)


def fits(*events: Event) -> tuple[Fit, ...]:
    """Return the fits of a case with these events."""
    return fitting_stages(FORMS, dossier(*events), BOOK)


def test_stages_come_in_their_order() -> None:
    """Whatever order the files had."""
    assert [one.stage for one in fits()] == [
        *("first", "reminder", "return-notice", "rescission", "platform"),
    ]


def test_next_is_the_highest_whose_turn_it_is() -> None:
    """The first letter where nothing happened, the platform's where the case went there."""
    assert [one.stage for one in fits() if one.is_next] == ["first"]
    gone = fits(event("escalated", 11, rung="platform"))
    assert [one.stage for one in gone if one.is_next] == ["platform"]


def test_what_does_not_fit_is_not_next() -> None:
    """Its turn, but something is missing."""
    found = fits(event("sent", 10, stage="first"))
    assert [one.stage for one in found if one.is_next] == []
    (reminder,) = (one for one in found if one.stage == "reminder")
    assert (reminder.fits, len(reminder.lacks)) == (False, 1)


def test_closed_case_has_no_next_letter() -> None:
    """Nothing is to be written any more."""
    assert not any(one.is_next for one in fits(event("closed", 10, outcome="won")))


def test_sent_letter_is_marked() -> None:
    """By its stage."""
    found = fits(event("sent", 10, stage="first"), event("drafted", 11, stage="rescission"))
    assert [one.stage for one in found if one.is_sent] == ["first"]
    assert [one.stage for one in found if one.is_last] == ["rescission"]


def test_letter_to_write_is_the_next_one() -> None:
    """Where there is one."""
    assert next_stage(fits()) == "first"


def test_letter_to_write_is_else_the_last_one() -> None:
    """Drafted or sent, while it fits."""
    assert next_stage(fits(event("sent", 10, stage="first"))) == "first"


def test_letter_to_write_is_else_the_latest_to_the_seller() -> None:
    """Not one that is written only when asked for, and not one to the platform."""
    sent = event("sent", 10, stage="reminder")
    assert next_stage(fits(sent)) == "first"
    assert next_stage(fits(sent, event("returned", 11, waybill="SF1"))) == "return-notice"


def test_letter_to_write_is_else_the_first() -> None:
    """Where nothing fits at all."""
    assert next_stage(()) == FIRST
