"""`refundcli ladder` and the short form in `check`: what a buyer is shown of where to turn."""

import json
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from tests.interface.contract import complaints
from tests.interface.program import FAULTY, NOW

from refundcli.commands.completers import COMPLETERS
from refundcli.commands.ladder import COMMAND
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.main import run

Ask = Callable[..., str]

BUSINESS = (*FAULTY, "--purpose", "business")
PERSONAL = (*FAULTY, "--purpose", "personal", "--paid", "128")
LATER = "2026-12-09T12:00:00+08:00"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of this file's ledger."""
    return tmp_path_factory.mktemp("ladder") / "ledger"


@pytest.fixture(scope="module")
def ask(ledger: Path) -> Ask:
    """Return what runs the program in this process and gives what it writes to stdout."""

    def told(*arguments: str, now: str = NOW) -> str:
        written = BytesIO()
        out = TextIOWrapper(written, "utf-8", write_through=True)
        lang = () if "--lang" in arguments else ("--lang", "zh-Hans")
        with redirect_stdout(out), pytest.MonkeyPatch.context() as world:
            for name in ("HOME", *(f"XDG_{kind}_HOME" for kind in ("CONFIG", "DATA", "CACHE"))):
                world.setenv(name, str(ledger.parent / "home"))
            code = run([*arguments, *lang, "--ledger", str(ledger), "--now", now, "--no-input"])
        assert 0 == code
        return written.getvalue().decode()

    return told


@pytest.fixture(scope="module")
def case(ask: Ask) -> str:
    """Return the id of a case that was refused and taken to 12315."""
    id = str(json.loads(ask("new", "--json", *PERSONAL))["case"]["id"])
    for event in (("applied",), ("refused", "--words", "不退"), ("escalated", "--rung", "12315")):
        ask("log", id, *event)
    return id


@pytest.fixture(scope="module")
def pages(ask: Ask, case: str) -> dict[str, str]:
    """Return the ladder of the case, and the short form of a claim, in every form."""
    return {
        "zh": ask("ladder", case),
        "en": ask("ladder", case, "--lang", "en"),
        "full": ask("ladder", case, "--lang", "en", "--full"),
        "json": ask("ladder", case, "--json"),
        "business": ask("check", *BUSINESS, "--json"),
        "short": ask("check", *BUSINESS, "--lang", "en"),
        "all": ask("check", *BUSINESS, "--lang", "en", "--full"),
    }


def by_id(rungs: list[dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    """Return rungs by their ids."""
    return {one["rung"]: one for one in rungs}


def section(page: str, head: str) -> list[str]:
    """Return the lines of a page's section, each with those it is folded into."""
    lines = page[page.index(head) :].partition("\n\n")[0].splitlines()[1:]
    marks = ("→", "▶", "·", "✗", "?", "✓")
    return [one for one in lines if one.strip().startswith(marks)]


def test_page_says_where_the_case_is_and_where_it_may_go(pages: dict[str, str]) -> None:
    for line in ("▶ 12315 投诉：正在进行", "✓ 卖家：已走过", "→ 法院（小额诉讼）：可以去"):
        assert line in pages["zh"]
    assert "12315 热线" in pages["zh"]


def test_page_speaks_english(pages: dict[str, str]) -> None:
    for line in ("▶ 12315 (the market authority): under way", "→ the platform: open"):
        assert line in pages["en"]
    assert "needed first: " not in pages["en"]


def test_full_page_adds_the_sources(pages: dict[str, str]) -> None:
    assert "Source: 市场监督管理投诉举报处理办法" in pages["full"]
    assert "Source: " not in pages["en"]


@pytest.mark.parametrize("form", ["zh", "en", "full", "short", "all"])
def test_page_holds_no_key_of_a_sentence(form: str, pages: dict[str, str]) -> None:
    assert "ladder-" not in pages[form]


def test_document_is_what_its_schema_says(pages: dict[str, str]) -> None:
    assert [] == complaints("ladder", json.loads(pages["json"]))
    rungs = by_id(json.loads(pages["json"])["rungs"])
    assert "current" == rungs["12315"]["status"]
    assert "2026-12-02T00:00:00+08:00" == rungs["12315"]["clocks"][0]["until"]
    asked = rungs["arbitration"]["reasons"][0]
    assert ("--fact arbitration-agreed=yes|no", "claim.facts.arbitration-agreed") == (
        asked["flag"],
        asked["set"],
    )


def test_check_shows_the_ladder_in_at_most_five_lines(pages: dict[str, str]) -> None:
    head = "Where to turn if the seller does not pay"
    assert len(section(pages["short"], head)) == 5
    assert len(section(pages["all"], head)) > 5


def test_check_of_a_business_purchase_shows_12315_closed(pages: dict[str, str]) -> None:
    assert [] == complaints("check", json.loads(pages["business"]))
    rungs = by_id(json.loads(pages["business"])["ladder"])
    assert ("closed", "为经营买的，投诉不受理，只能举报") == (
        rungs["12315"]["status"],
        rungs["12315"]["why"],
    )
    assert "open" == rungs["report"]["status"]


def test_platform_says_what_opens_it(pages: dict[str, str]) -> None:
    rung = by_id(json.loads(pages["business"])["ladder"])["platform"]
    assert "not-yet" == rung["status"]
    assert "前提：已在平台提交售后申请" == rung["why"]


def test_rung_is_closed_once_its_time_is_over(ask: Ask, case: str) -> None:
    document = json.loads(ask("ladder", case, "--json", now=LATER))
    rung = by_id(document["rungs"])["platform"]
    assert ("closed", "fails") == (rung["status"], rung["reasons"][0]["outcome"])


def test_unknown_case_is_not_found(ledger: Path) -> None:
    assert 11 == run(["ladder", "tb-2222", "--ledger", str(ledger)])


def test_case_ids_are_completed(ledger: Path, case: str) -> None:
    argument = next(one for one in COMMAND.parameters if one.name == "case")
    session = Session(Given({"ledger": str(ledger), "now": NOW}))
    found = COMPLETERS[str(argument.completes)].find(session, Given({}), case[:4])
    assert [case] == [one.value for one in found if one.value.startswith(case[:4])]


def test_court_names_no_multiples_to_who_bought_of_a_private_person(ask: Ask) -> None:
    """The consumer law does not bind one who sells what he or she no longer needs."""
    spoken = {}
    for platform in ("taobao", "xianyu"):
        given = ("--platform", platform, *FAULTY[2:], "--purpose", "personal")
        case = json.loads(ask("new", "--json", *given))["case"]["id"]
        rungs = json.loads(ask("ladder", case, "--json"))["rungs"]
        (court,) = (one for one in rungs if one["rung"] == "court")
        spoken[platform] = "三倍" in json.dumps(court, ensure_ascii=False)
    assert {"taobao": True, "xianyu": False} == spoken


@pytest.mark.parametrize(
    ("named", "rung"), [("平台", "platform"), ("平臺", "platform"), ("平台申", "platform-appeal")]
)
def test_rung_is_meant_by_its_own_name_before_the_beginning_of_another(
    ask: Ask, named: str, rung: str
) -> None:
    case = json.loads(ask("new", "--json", *PERSONAL))["case"]["id"]
    told = json.loads(ask("log", case, "escalated", "--rung", named, "--json"))
    assert rung == told["case"]["events"][-1]["rung"]
