"""`rules sources`, `rules diff` and `rules why`, run as a buyer runs them, and against their schemas."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.builders_cases import case, order
from tests.interface.contract import complaints
from tests.interface.program import Done, Program

from refundcli.adapters.ledger import Ledger
from refundcli.core.case import Case
from refundcli.core.events import Event
from refundcli.core.order import Claim
from refundcli.core.periods import beijing

NOW = "2022-08-10 10:00"
RULE = "taobao/buyer-after-refusal"
ID = "tb-7k2m"

RUNS = {
    "sources": ("rules", "sources", "--json"),
    "sources-en": ("rules", "sources", "exp/exp-2025", "--lang", "en"),
    "sources-zh": ("rules", "sources", "快递条例"),
    "diff": ("rules", "diff", "2022-08-09", "2022-08-01", "--json"),
    "diff-long": ("rules", "diff", "2012-01-01", "2022-08-09", "--json"),
    "diff-en": ("rules", "diff", "2022-08-01", "2022-08-09", "--lang", "en"),
    "diff-zh": ("rules", "diff", "2012-01-01", "2022-08-09"),
    "why": ("rules", "why", ID, "--json"),
    "why-en": ("rules", "why", ID, "--lang", "en"),
    "why-zh": ("rules", "why", ID),
    "no-source": ("rules", "sources", "zzzz", "--json"),
    "no-day": ("rules", "diff", "someday", "now", "--json"),
    "no-case": ("rules", "why", "tb-zzzz", "--json"),
}


def refused() -> Case:
    """Return a case that was refused on the day before Taobao's seven days after a refusal became five."""

    def event(day: int, kind: str, **carries: object) -> Event:
        at = beijing(2022, 8, day, 10)
        return Event(f"{at:%Y%m%dT%H%M%S}-{ID[3:]}", at, kind, carries)

    moments: dict[str, datetime] = {
        "ordered": beijing(2022, 7, 30, 9),
        "delivered": beijing(2022, 8, 5, 10),
    }
    events = (
        event(7, "applied"),
        event(8, "refused"),
        event(9, "sent", stage="first", respond_by=beijing(2022, 8, 12, 10)),
    )
    opened_at = beijing(2022, 8, 6, 10)
    claim = Claim("quality", "return-refund", "personal")
    return Case(ID, opened_at, order(moments=moments), claim, events)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    """Return what each of `RUNS` gives, with a ledger of one refused case."""
    program = Program(tmp_path_factory.mktemp("rules"))
    Ledger(program.ledger).add(refused())
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda words: program(*words, now=NOW), RUNS.values())
        return dict(zip(RUNS, done, strict=True))


def plain(text: str) -> str:
    """Return *text* without the line breaks and blanks of its layout."""
    return re.sub(r"\s+", "", text)


def after_refusal(runs: dict[str, Done]) -> dict[str, Any]:
    """Return the deadline after the refusal as `why` explains it."""
    found = runs["why"].document["deadlines"]
    return next(one for one in found if one["rule"] == RULE)


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("sources", "sources"),
        ("diff", "diff"),
        ("diff-long", "diff"),
        ("why", "why"),
    ],
)
def test_document_fits_its_schema(runs: dict[str, Done], name: str, schema: str) -> None:
    assert f"refundcli/{schema}/1" == runs[name].document["schema"]
    assert [] == complaints(schema, runs[name].document)


@pytest.mark.parametrize("name", [one for one in RUNS if not one.startswith("no-")])
def test_command_answers_and_says_nothing_beside_it(runs: dict[str, Done], name: str) -> None:
    assert (0, "") == (runs[name].code, runs[name].err)


@pytest.mark.parametrize(("name", "code"), [("no-source", 11), ("no-day", 12), ("no-case", 11)])
def test_name_of_nothing_is_an_error_with_its_code(
    runs: dict[str, Done], name: str, code: int
) -> None:
    assert (code, "") == (runs[name].code, runs[name].out)
    assert code == runs[name].error["error"]["code"]


def test_sources_name_file_key_and_rules(runs: dict[str, Done]) -> None:
    found = {(one["file"], one["key"]): one for one in runs["sources"].document["sources"]}
    assert {"exp-26", "exp-28"} == set(found["exp", "exp-2025"]["rules"])
    assert "taobao/after-sale-window" in found["taobao", "O26"]["rules"]
    assert ["cn/2026"] == found["cn", "gwb-2026"]["rules"]
    assert "stale/contract-law" in found["stale", "cc-lawbook"]["rules"]


def test_sources_of_a_law_are_its_own(runs: dict[str, Done]) -> None:
    assert "exp-2019" in runs["sources-zh"].out
    assert "O26" not in runs["sources-zh"].out


def test_sources_are_told_in_either_language(runs: dict[str, Done]) -> None:
    assert "Rulesthatrestonit:exp-26,exp-28" in plain(runs["sources-en"].out)
    assert "依据它的规则：exp-26、exp-28" in plain(runs["sources-zh"].out)
    assert "2025-04-13" in runs["sources-zh"].out


def test_diff_names_a_timer_with_both_values(runs: dict[str, Done]) -> None:
    found = {one["rule"]: one for one in runs["diff"].document["rules"]}
    changed = found[RULE]
    assert ("timer", "changed") == (changed["what"], changed["change"])
    assert ["7 days"] == changed["before"]["lasts"]
    assert "5 days" in changed["after"]["lasts"]
    assert "2022-08-09" == changed["after"]["since"]


def test_diff_names_the_case_whose_deadline_moves(runs: dict[str, Done]) -> None:
    (found,) = runs["diff-long"].document["cases"]
    moved = {one["rule"]: (one["before"], one["after"]) for one in found["deadlines"]}
    assert (None, "2022-08-15T10:00:00+08:00") == moved[RULE]


def test_diff_leaves_a_case_alone_whose_day_picks_the_old_version(runs: dict[str, Done]) -> None:
    assert [] == runs["diff"].document["cases"]
    assert "Nocaseisaffected." in plain(runs["diff-en"].out)


def test_diff_takes_the_days_in_either_order(runs: dict[str, Done]) -> None:
    found = runs["diff"].document
    assert ("2022-08-01", "2022-08-09") == (found["from"], found["to"])


def test_diff_is_told_in_either_language(runs: dict[str, Done]) -> None:
    english, chinese = plain(runs["diff-en"].out), plain(runs["diff-zh"].out)
    assert "was:7days(versionof2012-01-16);became:5days,7days(versionof2022-08-09)" in english
    assert "此前：没有资料；此后：5天、7天（2022-08-09起的版本）" in chinese
    assert "不计时→2022-08-1510:00" in chinese


def test_why_names_the_day_that_picked_the_version(runs: dict[str, Done]) -> None:
    version = after_refusal(runs)["version"]
    assert ("refused", "2022-08-08", True) == (
        version["governed_by"],
        version["governed_on"],
        version["day_known"],
    )


def test_why_shows_what_governs_beside_what_is_in_force_now(runs: dict[str, Done]) -> None:
    version = after_refusal(runs)["version"]
    assert version["changed"] is True
    assert ("2012-01-16", "2022-08-09") == (version["then"]["since"], version["now"]["since"])


def test_why_cites_each_version_with_quality_and_day_of_reading(runs: dict[str, Done]) -> None:
    cites = after_refusal(runs)["version"]["then"]["cites"]
    assert ["R3"] == [one["source"] for one in cites]
    assert all(one["quality"] and one["read_on"] for one in cites)


def test_why_shows_grounds_with_their_provisions(runs: dict[str, Done]) -> None:
    grounds = {one["id"]: one for one in runs["why"].document["grounds"]}
    ground = grounds["cpl/quality-return-7-days"]
    assert "2022-07-30" == ground["window"]["governed_on"]
    assert "cpl-24" in [one["id"] for one in ground["provisions"]]


def test_why_says_what_the_case_itself_set(runs: dict[str, Done]) -> None:
    found = {one["rule"]: one["version"] for one in runs["why"].document["deadlines"]}
    assert found["case/asked"] is None


def test_why_is_told_in_either_language(runs: dict[str, Done]) -> None:
    english, chinese = plain(runs["why-en"].out), plain(runs["why-zh"].out)
    assert "applies(then):7days(versionof2012-01-16)" in english
    assert "inforce(now):5days,7days(versionof2022-08-09)" in english
    assert "适用（当时）：7天（2012-01-16起的版本）" in chinese
    assert "不来自规则，由这个案件里记下的事决定。" in chinese


def test_no_sentence_is_missing(runs: dict[str, Done]) -> None:
    keys = re.compile(r"\b(?:head|diff|why|version)-[a-z]+(?:-[a-z]+)*\b")
    assert [] == [found for done in runs.values() for found in keys.findall(done.out)]


def test_diff_goes_on_where_a_case_cannot_be_read(tmp_path: Path) -> None:
    program = Program(tmp_path)
    path = Ledger(program.ledger).add(case())
    path.write_text("format = ", encoding="utf-8")
    done = program("rules", "diff", "2022-08-01", "2022-08-09", "--json")
    assert (13, []) == (done.code, done.document["cases"])
    assert 13 == done.error["error"]["code"]
