"""`refundcli excuses`: what sellers say, and what to answer."""

from pathlib import Path

import pytest
from tests.interface.contract import complaints
from tests.interface.program import FAULTY, Done, Program

RUNS = {
    "all": ("excuses",),
    "one": ("excuses", "opened"),
    "fitting": ("excuses", "opened", "--reason", "quality", "--purpose", "personal"),
    "words": ("excuses", "亲，拆封了就不能退\x1b[31m"),
    "none": ("excuses", "好的，马上退"),
    "unknown": ("excuses", "opened", "--reason", "sadness"),
    "half": ("excuses", "opened", "--purpose", "personal"),
    "json": ("excuses", "拆封了就不能退，特价", "--json"),
    "page": ("excuses", "拆封了就不能退，特价"),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    """Return what each of `RUNS` gives, and what a case gives."""
    program = Program(tmp_path_factory.mktemp("excuses"))
    id = program.new("--purpose", "business", claim=FAULTY)
    done = program.all(*RUNS.values(), ("excuses", "opened", "--case", id, "--json"))
    return dict(zip((*RUNS, "case"), done, strict=True))


def test_list_names_every_excuse(runs: dict[str, Done]) -> None:
    assert "opened" in runs["all"].out
    assert "bundle-discount" in runs["all"].out


def test_one_is_shown_with_every_answer(runs: dict[str, Done]) -> None:
    assert runs["one"].out.count("\n  回复 ") == 3
    assert runs["fitting"].out.count("\n  回复 ") == 1
    assert "《中华人民共和国民法典》" in runs["fitting"].out


def test_answer_is_that_of_the_case(runs: dict[str, Done]) -> None:
    (found,) = runs["case"].document["excuses"]
    assert [one["faults"] for one in found["answers"]] == [["seller"]]


def test_words_give_candidates_and_pick_none(runs: dict[str, Done]) -> None:
    assert "opened" in runs["words"].out
    assert "拆封了就不" in runs["words"].out
    assert "\n  回复 " not in runs["words"].out
    assert "\x1b" not in runs["words"].out


def test_document_fits_its_schema(runs: dict[str, Done]) -> None:
    document = runs["json"].document
    assert complaints("excuses", document) == []
    assert [one["id"] for one in document["excuses"]] == ["opened", "sale-item"]
    assert document["excuses"][1]["matches"] == ["特价"]


def test_words_that_are_none_say_so(runs: dict[str, Done]) -> None:
    assert (runs["none"].code, runs["none"].out) == (0, "")
    assert "refundcli excuses" in runs["none"].err


def test_what_is_wrong_is_named(runs: dict[str, Done]) -> None:
    assert (runs["unknown"].code, runs["half"].code) == (11, 10)
    assert "sadness" in runs["unknown"].err
    assert "--reason" in runs["half"].err


def test_page_is_plain_for_a_narrow_terminal(tmp_path: Path) -> None:
    page = Program(tmp_path, {"COLUMNS": "40"})(*RUNS["page"]).out
    assert "特价" in page
    assert max(len(line) for line in page.splitlines()) <= 40
