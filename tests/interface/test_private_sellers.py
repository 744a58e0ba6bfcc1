"""Where private persons sell: no letter and no answer calls them a shop."""

from pathlib import Path

import pytest
from tests.interface.program import Done, Program

PRIVATE = (
    *("--platform", "xianyu", "--state", "delivered", "--reason", "quality"),
    *("--remedy", "return-refund", "--delivered-at", "2026-11-21 10:00", "--purpose", "personal"),
    *("--paid", "128", "--seller", "小明", "--order", "1"),
)
SHOP = ("店", "商家", "营业执照")
"""What only a shop is or has."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    """Return the letters to a private seller by stage, and the answer to what he or she said."""
    program = Program(tmp_path_factory.mktemp("private"))
    id = program.new(claim=PRIVATE)
    runs = {
        "first": ("message", id, "--tone", "formal"),
        "sent": ("log", id, "sent", "--at", "2026-11-21 11:00", "--respond-by", "2026-11-21 12:00"),
        "reminder": ("message", id, "--stage", "reminder", "--tone", "firm"),
        "refused": ("log", id, "refused", "--words", "拆封不退", "--excuse", "opened"),
        "rebuttal": ("message", id, "--stage", "rebuttal"),
        "answer": ("excuses", "opened", "--case", id),
        "evidence": ("log", id, "evidence", "--note", "照片"),
        "court": ("message", id, "--stage", "court"),
    }
    return {name: program(*command) for name, command in runs.items()}


@pytest.mark.parametrize("name", ["first", "reminder", "rebuttal", "answer", "court"])
def test_private_seller_is_called_no_shop(name: str, said: dict[str, Done]) -> None:
    letter = said[name]
    assert (letter.code, len(letter.out) > 40) == (0, True)
    assert [one for one in SHOP if one in letter.out] == []


def test_private_seller_is_spoken_to_politely(said: dict[str, Done]) -> None:
    assert "您应承担" in said["answer"].out
    assert "您应承担" in said["rebuttal"].out


def test_rulebook_holds_no_address_of_its_own() -> None:
    """Letters and answers speak to whom the platform says."""
    data = Path(__file__).parents[2] / "src" / "refundcli" / "data"
    files = (*data.glob("letters/zh-Han*/*.toml"), data / "excuses.toml")
    held = [
        (one.name, name)
        for one in files
        for name in ("贵店", "貴店")
        if name in one.read_text("utf-8")
    ]
    assert held == []
