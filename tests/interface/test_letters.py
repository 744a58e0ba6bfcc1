"""`refundcli message` in the life of a case: the list, the stages, the meaning, the check."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.scripted_prompts import ScriptedPrompts
from tests.builders_stages import STORIES
from tests.interface.contract import complaints

from refundcli.adapters.ledger import Ledger
from refundcli.commands import message
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.main import run

_NOW = "2026-11-21 10:00"
_CLAIM = (
    *("-p", "taobao", "-s", "delivered", "-r", "quality", "--remedy", "return-refund"),
    *("--purpose", "personal", "--delivered-at", "2026-11-20 10:00", "--paid", "128"),
    *("--order", "4096000000000000001", "--seller", "晨光家居店"),
)


class Buyer:
    """Runs the program in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.err = ""

    def __call__(self, *arguments: str, now: str = _NOW) -> tuple[int, str]:
        """Return the exit code and stdout; `err` holds stderr."""
        self._capsys.readouterr()
        code = run((*arguments, "--now", now))
        out, self.err = self._capsys.readouterr()
        return code, out

    def document(self, *arguments: str, now: str = _NOW) -> dict[str, Any]:
        """Return the JSON document on stdout."""
        found: dict[str, Any] = json.loads(self(*arguments, "--json", now=now)[1])
        return found


@pytest.fixture
def buyer(capsys: pytest.CaptureFixture[str]) -> Buyer:
    """Return a buyer with a ledger of their own."""
    return Buyer(capsys)


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the id of a case whose seller has refused."""
    monkeypatch.setenv("REFUNDCLI_LEDGER", str(tmp_path / "ledger"))
    story = STORIES["refused"].case
    Ledger(tmp_path / "ledger").add(story)
    return story.id


LATE = "2026-11-21 23:00"


def test_letter_to_write_is_the_next_one(buyer: Buyer, refused: str) -> None:
    """A refusal at eleven at night gets its answer."""
    code, out = buyer("message", refused, now=LATE)
    assert (code, "您在2026年11月21日答复：“拆封不退，找快递”" in out) == (0, True)


def test_letter_about_a_case_is_by_the_rules_of_the_platform_that_a_flag_names(
    buyer: Buyer, refused: str
) -> None:
    """The flag goes over the case, whose own platform's rules are not enough then."""
    assert [0, 0] == [buyer("message", refused, "-p", one)[0] for one in ("taobao", "jd")]


def test_letter_is_noted_as_drafted_once(buyer: Buyer, refused: str) -> None:
    """Asked for twice, logged once."""
    buyer("message", refused, now=LATE)
    assert "rebuttal" not in buyer.err
    buyer("message", refused, now=LATE)
    events = buyer.document("show", refused, now=LATE)["case"]["events"]
    drafted = [one["stage"] for one in events if one["kind"] == "drafted"]
    assert drafted == ["rebuttal"]


@pytest.mark.parametrize("is_sent", [True, False])
def test_buyer_at_a_terminal_is_asked_whether_it_was_sent(
    buyer: Buyer, refused: str, is_sent: bool
) -> None:
    """And only what was sent is logged as sent, with the time it asked for."""
    given = Given({"case": refused, "now": LATE})
    session = Session(given)
    session.__dict__["prompts"] = ScriptedPrompts("none", is_sent)
    assert message.run(session, given) == 0
    events = buyer.document("show", refused, now=LATE)["case"]["events"]
    sent = [one for one in events if one["kind"] == "sent" and one["stage"] == "rebuttal"]
    asked = ["2026-11-22T23:00:00+08:00"] if is_sent else []
    assert [one["respond_by"] for one in sent] == asked


def test_list_shows_the_next_letter_and_what_others_lack(buyer: Buyer, refused: str) -> None:
    """With the command that gives it, and nothing is logged."""
    found = buyer.document("message", refused, "--list", now=LATE)
    assert complaints("letters", found) == []
    by_stage = {one["stage"]: one for one in found["letters"]}
    assert [id for id, one in by_stage.items() if one["next"]] == ["rebuttal"]
    parcel = by_stage["return-notice"]["lacks"][0]["gives"]
    assert parcel == [f"refundcli log {refused} returned --courier … --waybill …"]
    code, out = buyer("message", refused, "--list", "--lang", "en", now=LATE)
    assert (code, "answer to what the seller said" in out, parcel[0] in out) == (0, True, True)
    events = buyer.document("show", refused, now=LATE)["case"]["events"]
    assert [one for one in events if one["kind"] == "drafted"] == []


def test_list_needs_a_case(buyer: Buyer) -> None:
    """Which letters fit is a matter of what happened."""
    assert buyer("message", *_CLAIM, "--list")[0] == 10
    assert "CASE" in buyer.err


def test_stage_that_lacks_something_names_the_command(buyer: Buyer, refused: str) -> None:
    """Exit 10, on stderr, and no letter."""
    code, out = buyer("message", refused, "--stage", "refund-due", "--lang", "en", now=LATE)
    assert (code, out) == (10, "")
    assert f"refundcli log {refused} received" in buyer.err


def test_stage_of_a_case_without_a_case_names_it_too(buyer: Buyer) -> None:
    """There is none to name."""
    assert buyer("message", *_CLAIM, "--stage", "reminder")[0] == 10
    assert "refundcli log CASE sent" in buyer.err


def test_meaning_stands_beside_the_letter(buyer: Buyer, refused: str) -> None:
    """Stdout holds the letter alone; each paragraph has its number on stderr."""
    plain = buyer("message", refused, now=LATE)[1]
    code, out = buyer("message", refused, "--gloss", now=LATE)
    assert (code, out) == (0, plain)
    assert "[1] Order No. 4096000000000000001." in buyer.err
    found = buyer.document("message", refused, "--gloss", now=LATE)
    assert complaints("letter", found) == []
    assert "\n".join(one["text"] for one in found["gloss"]) == found["text"]
    assert found["gloss"][2]["meaning"] == "You replied on 21 November 2026: “拆封不退，找快递”"


def test_english_letter_needs_no_meaning(buyer: Buyer, refused: str) -> None:
    """It is its own."""
    found = buyer.document("message", refused, "--gloss", "--letter-lang", "en", now=LATE)
    assert "gloss" not in found


def test_meaning_of_a_letter_with_own_parts_is_given_whole(buyer: Buyer, refused: str) -> None:
    """Where the paragraphs no longer match."""
    own = Path.home() / "config" / "refundcli" / "letters" / "zh-Hans"
    own.mkdir(parents=True)
    (own / "rebuttal.toml").write_text('[[part]]\nid = "ps"\ntext = "\\n附图两张。"\n', "utf-8")
    found = buyer.document("message", refused, "--gloss", now=LATE)
    assert found["text"].endswith("附图两张。")
    assert [one["text"] for one in found["gloss"]] == [found["text"]]


def test_mistake_in_an_own_letter_is_named(buyer: Buyer, refused: str) -> None:
    """By file and key."""
    own = Path.home() / "config" / "refundcli" / "letters" / "zh-Hans"
    own.mkdir(parents=True)
    (own / "rebuttal.toml").write_text('[[part]]\nid = "ps"\ntext = "{itme}"\n', "utf-8")
    assert buyer("message", refused, now=LATE)[0] == 12
    assert "rebuttal.toml" in buyer.err
    assert "part[0].text" in buyer.err


def checked(buyer: Buyer, file: Path, text: str, *arguments: str) -> dict[str, Any]:
    """Return what a check of *text* finds."""
    file.write_text(text, encoding="utf-8")
    found = buyer.document("message", "--check", str(file), *arguments, now=LATE)
    assert complaints("letter-check", found) == []
    return found


def test_letters_of_the_program_pass_its_own_check(
    buyer: Buyer, refused: str, tmp_path: Path
) -> None:
    """In both languages."""
    for language in ("zh-Hans", "en"):
        text = buyer("message", refused, "--letter-lang", language, now=LATE)[1]
        found = checked(buyer, tmp_path / "a.txt", text, refused)
        assert (found["ok"], found["flaws"]) == (True, [])


def test_check_names_each_flaw_with_its_line(buyer: Buyer, tmp_path: Path) -> None:
    """Without a case the rules alone are the measure."""
    found = checked(buyer, tmp_path / "a.txt", "您好！\n不退就曝光。\n退一赔三！")
    flaws = [(one["line"], one["id"]) for one in found["flaws"]]
    assert (found["ok"], flaws) == (False, [(2, "exposure"), (3, "inflated")])
    code, out = buyer("message", "--check", str(tmp_path / "a.txt"), "--lang", "en")
    assert (code, "line 2" in out, "instead" in out) == (12, True, True)


def test_check_knows_the_case(buyer: Buyer, refused: str, tmp_path: Path) -> None:
    """A complaint that was logged may be named."""
    text = "我已向12315投诉。"
    assert not checked(buyer, tmp_path / "a.txt", text, refused)["ok"]
    buyer("log", refused, "escalated", "--rung", "12315", now=LATE)
    assert checked(buyer, tmp_path / "a.txt", text, refused)["ok"]


def test_check_with_a_stage_knows_what_it_may_not_say(
    buyer: Buyer, refused: str, tmp_path: Path
) -> None:
    """A notice of rescission revokes nothing."""
    text = "我要撤销订单。"
    given = ("--stage", "rescission")
    assert checked(buyer, tmp_path / "a.txt", text, refused)["ok"]
    assert not checked(buyer, tmp_path / "a.txt", text, refused, *given)["ok"]


def test_check_reads_standard_input(buyer: Buyer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hyphen is no file."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("您好！\n".encode())))
    code, out = buyer("message", "--check", "-", "--lang", "en")
    assert (code, out) == (0, "Nothing to object to\n")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_check_of_what_cannot_be_read_is_an_error(
    buyer: Buyer, tmp_path: Path, content: bytes | None
) -> None:
    """No such file, or not UTF-8."""
    file = tmp_path / "a.txt"
    if content is not None:
        file.write_bytes(content)
    assert buyer("message", "--check", str(file))[0] == 12
    assert buyer.err


def test_excuse_is_named_never_guessed(buyer: Buyer, refused: str) -> None:
    """The letter answers it once the buyer says which it is; until then the candidates are told."""
    code, out = buyer("message", refused, now=LATE)
    assert (code, "opened" in buyer.err, "ask-courier" in buyer.err) == (0, True, True)
    assert "请贵店与快递处理" not in out and "先向我退款" not in out
    code, out = buyer("message", refused, "--excuse", "ask-courier", now=LATE)
    assert (code, "先向我退款或补发" in out) == (0, True)
    assert buyer("message", refused, "--excuse", "nonsense", now=LATE)[0] == 11


def test_answer_says_no_fact_that_the_case_denies(buyer: Buyer, refused: str) -> None:
    """A fact that nobody stated is named; one that is otherwise takes the answer out of the letter."""
    given = ("message", refused, "--excuse", "ask-courier", "--letter-lang", "zh-Hans")
    fact = "carrier-chosen-by-buyer"
    _, out = buyer(*given, now=LATE)
    assert ("快递由贵店安排" in out, f"--fact {fact}=yes|no" in buyer.err) == (True, True)
    _, out = buyer(*given, "--fact", f"{fact}=no", now=LATE)
    assert ("快递由贵店安排" in out, fact in buyer.err) == (True, False)
    code, out = buyer(*given, "--fact", f"{fact}=yes", now=LATE)
    assert (code, "快递由贵店安排" in out, "ask-courier" in buyer.err) == (0, False, True)


def test_statement_is_filed_not_sent(buyer: Buyer, refused: str) -> None:
    """The hint names the rung that it goes to."""
    assert buyer("message", refused, "--stage", "platform", now=LATE)[0] == 0
    assert f"refundcli log {refused} escalated --rung platform" in buyer.err
