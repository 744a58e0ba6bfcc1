"""The pages show what the program answers, and the pictures what it shows; both can be made anew."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pictures
import pytest
from pages import PAGES, WrongPageError, renewed
from svg import Cell, picture, text_in, text_of

ROOT = Path(__file__).parents[2]
PICTURES = [f"{name}.{one}.svg" for name in pictures.PICTURES for one in pictures.LANGUAGES]
SVG = "{http://www.w3.org/2000/svg}"
LINKED = [
    *("README.md", "README.zh.md", "CHANGELOG.md"),
    *(str(one.relative_to(ROOT)) for one in sorted((ROOT / "docs").glob("*.md"))),
]
MOST_BYTES = 20_000

TWO_RUNS = """
<!-- run at 2026-11-22 10:00 -->
```console
$ refundcli new --no-input -p taobao -s unshipped -r change-of-mind --remedy refund-only --json > /dev/null
$ refundcli list
as it was once
```

<!-- run at 2026-11-22 10:00; keep 1 -->
```console
$ refundcli show tb-7k2m
```
"""
FAILING = """
<!-- run at 2026-11-22 10:00 -->
```console
$ refundcli show tb-7k2m
```
"""


@pytest.mark.parametrize("page", PAGES)
def test_page_shows_what_its_commands_answer(page: str, tmp_path: Path) -> None:
    """Where it does not: `python scripts/docs.py`, and read the difference. Blocks that need jq are run where it is."""
    text = (ROOT / page).read_text("utf-8")
    assert text == renewed(text, PAGES[page], tmp_path / "page")


def test_page_made_anew_says_what_is_so_now_of_the_case_it_names(tmp_path: Path) -> None:
    page = renewed(TWO_RUNS, "en", tmp_path / "page")
    assert "as it was once" not in page
    assert re.search(r"\$ refundcli list\n.*\n.*tb-7k2m  Taobao", page)
    assert re.search(r"\$ refundcli show tb-7k2m\ntb-7k2m  Taobao .*\n…\n```\n$", page)


@pytest.mark.parametrize("ending", ["-->", "; exit 12 -->"])
def test_command_that_ends_otherwise_than_its_page_says_is_told(
    ending: str, tmp_path: Path
) -> None:
    with pytest.raises(WrongPageError, match="ended in 11"):
        renewed(FAILING.replace("-->", ending), "en", tmp_path / "page")
    page = renewed(FAILING.replace("-->", "; exit 11 -->"), "en", tmp_path / "another")
    assert "$ refundcli show tb-7k2m\nError: No case has" in page


def test_pictures_are_what_the_program_shows(tmp_path: Path) -> None:
    """Where one is not: `python scripts/docs.py`, and look at it."""
    now = pictures.made(tmp_path)
    assert [path for path, svg in now.items() if not pictures.is_current(path, svg)] == []


def test_picture_of_a_screen_holds_its_text() -> None:
    lines = ["$ refundcli", "  退款 refund，  “退货” ▶ ok", "", "a  b   c 完"]
    rows = [[cell for one in line for cell in cells_of(one)] for line in lines]
    assert text_of(picture(rows, "refundcli")) == text_in(rows) == "\n".join(lines)
    other = [*rows[:3], [*rows[3][:-2], *cells_of("不")]]
    assert text_of(picture(other, "refundcli")) != text_in(rows)


def cells_of(character: str) -> tuple[Cell, ...]:
    """Return a character as a terminal holds it: a Chinese one takes two cells."""
    is_wide = "\u2e80" <= character <= "\uffef"
    return (Cell(character), Cell("")) if is_wide else (Cell(character),)


@pytest.mark.parametrize("file", PICTURES)
def test_picture_is_small_and_asks_for_nothing_from_elsewhere(file: str) -> None:
    svg = (ROOT / "docs" / "pictures" / file).read_text("utf-8")
    assert len(svg.encode()) < MOST_BYTES
    assert re.findall(r"https?://\S+?(?=[\"' ])|url\(|@import|href", svg) == [SVG.strip("{}")]
    drawn = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(svg).iter()}
    assert drawn <= {"svg", "title", "style", "rect", "text"}


def test_folder_of_pictures_holds_those_that_are_drawn_and_no_other() -> None:
    assert {one.name for one in (ROOT / "docs" / "pictures").iterdir()} == set(PICTURES)


@pytest.mark.parametrize("page", LINKED)
def test_links_of_a_page_lead_to_files(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", text)
    assert [one for one in links if not ((ROOT / page).parent / one).exists()] == []


def test_architecture_names_only_modules_that_there_are() -> None:
    named = re.findall(r"[\w*]+\.py", (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8"))
    folders = [ROOT / "src" / "refundcli", ROOT / "scripts"]
    assert len(named) > 50
    assert [one for one in named if not any(any(at.rglob(one)) for at in folders)] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_readme_shows_the_wizard_and_a_case_in_its_own_language(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    language = "zh" if ".zh." in page else "en"
    shown = re.findall(r"!\[[^\]]{10,}\]\(docs/pictures/(\w+)\.(\w+)\.svg\)", text)
    assert shown == [("wizard", language), ("show", language)]


def test_readmes_of_both_languages_are_equally_whole() -> None:
    """The Chinese one is no extract: section for section it has the same tables, blocks, pictures and commands."""
    english, chinese = (
        [shape_of(one) for one in (ROOT / page).read_text("utf-8").split("\n## ")]
        for page in ("README.md", "README.zh.md")
    )
    assert chinese == english


def shape_of(section: str) -> dict[str, object]:
    """Return what a section holds besides its words."""
    return {
        "rows": len(re.findall(r"^\|", section, re.MULTILINE)),
        "pictures": len(re.findall(r"!\[", section)),
        "commands": re.findall(r"^refundcli [\w-]+|^\$ refundcli \w+", section, re.MULTILINE),
        "called": sorted(set(re.findall(r"`refundcli ([a-z]+(?: [a-z]+)?)", section))),
    }
