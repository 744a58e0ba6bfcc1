"""The pinyin table covers every label of today, and is what its script makes."""

import re
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from refundcli.adapters.pinyin import spelled

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "make_pinyin.py"


@pytest.fixture(scope="module")
def maker() -> Mapping[str, Any]:
    """Return what the script defines."""
    return runpy.run_path(str(SCRIPT))


def test_table_is_what_the_script_makes(maker: Mapping[str, Any]) -> None:
    expected = maker["made"]()
    assert expected == maker["TABLE"].read_text("utf-8"), "run scripts/make_pinyin.py"


def test_every_label_is_spelled_as_it_is_read(maker: Mapping[str, Any]) -> None:
    corrections = maker["corrections"]()
    wrong = {
        label: spelled(label)
        for label in maker["labels"]()
        if tuple(one for _, one in maker["readings"](label, corrections))
        != tuple(one for one in spelled(re.sub("[0-9A-Za-z]", "", label)))
    }
    assert wrong == {}


def test_every_correction_is_still_needed(maker: Mapping[str, Any]) -> None:
    labels = "\n".join(maker["labels"]())
    needless = [
        word
        for word, reading in maker["corrections"]().items()
        if word in labels and [one for _, one in maker["readings"](word, {})] == reading.split()
    ]
    assert needless == []


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("重发", "chong fa"),
        (
            "计价贵金属（按重量计价的金银等）",
            "ji jia gui jin shu an zhong liang ji jia de jin yin deng",
        ),
        ("快递长时间未送达", "kuai di chang shi jian wei song da"),
        ("调换", "diao huan"),
        ("空调", "kong tiao"),
        ("已发货，退不了", "yi fa huo tui bu liao"),
        ("行政投诉中", "xing zheng tou su zhong"),
    ],
)
def test_character_of_several_readings_is_read_as_in_its_word(label: str, expected: str) -> None:
    assert " ".join(spelled(label)) == expected
