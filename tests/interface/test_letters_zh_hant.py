"""`refundcli message --letter-lang zh-Hant`: the letter, its meaning and its check, in traditional characters."""

from pathlib import Path

import pytest

from refundcli.adapters.letter_forms import letter_stages
from refundcli.main import run

_CLAIM = (
    *(
        "-p",
        "淘寶",
        "-s",
        "delivered",
        "-r",
        "品質問題",
        "--remedy",
        "退貨退款",
        "--purpose",
        "personal",
    ),
    *("--delivered-at", "2026-11-20 10:00", "--paid", "128", "--order", "4096000000000000001"),
    *("--seller", "晨光家居店", "--now", "2026-11-21 10:00"),
)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the program in this process; return its exit code, stdout and stderr."""
    capsys.readouterr()
    code = run((*arguments, *_CLAIM))
    out, err = capsys.readouterr()
    return code, out, err


def test_letter_is_written_in_traditional_characters(capsys: pytest.CaptureFixture[str]) -> None:
    """Words, values and articles; a buyer may name platform, reason and remedy in them as well."""
    code, out, _ = told(capsys, "message", "--letter-lang", "zh-Hant")
    assert code == 0
    assert out.splitlines()[:2] == [
        *("訂單編號：4096000000000000001，申請退貨退款。", "晨光家居店，您好！"),
    ]
    assert "《中華人民共和國消費者權益保護法》第二十四條" in out
    assert "請於2026年11月22日10:00（北京時間）前答覆" in out


def test_zh_stays_simplified(capsys: pytest.CaptureFixture[str]) -> None:
    """The short name is that of the first language of letters."""
    assert told(capsys, "message", "--letter-lang", "zh")[:2] == told(capsys, "message")[:2]


@pytest.mark.parametrize("tone", ["polite", "firm", "formal"])
def test_letter_passes_its_own_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tone: str
) -> None:
    """Its language is seen, its articles are known; a threat added to it is found."""
    file = tmp_path / "letter.txt"
    _, letter, _ = told(capsys, "message", "--letter-lang", "zh-Hant", "--tone", tone)
    file.write_text(letter, encoding="utf-8")
    assert told(capsys, "message", "--check", str(file))[0] == 0
    file.write_text(letter + "不退款我就發上網。\n", encoding="utf-8")
    code, out, _ = told(capsys, "message", "--check", str(file), "--lang", "en")
    assert (code, "發上網" in out) == (12, True)


def test_meaning_goes_beside_every_paragraph(capsys: pytest.CaptureFixture[str]) -> None:
    """As many English paragraphs as the letter has."""
    _, letter, err = told(capsys, "message", "--letter-lang", "zh-Hant", "--gloss")
    assert f"[{len(letter.strip().splitlines())}] " in err


def test_there_is_a_letter_for_every_stage() -> None:
    """A reader of traditional characters lacks none."""
    assert letter_stages("zh-Hant") == letter_stages("zh-Hans") == letter_stages("en")
