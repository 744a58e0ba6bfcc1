"""What the two main buyers see, and every help page, held against golden files; `--regold` rewrites them."""

from pathlib import Path

import pytest
from tests.interface.program import FAULTY, UNSHIPPED, Program

from refundcli.commands import TABLE

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PERSONAL = (*FAULTY, "--purpose", "personal")
BUSINESS = (*FAULTY, "--purpose", "business", "--fact", "notice-in-time=yes")

COMMANDS = [
    name for entry, names in TABLE.items() for name in ([entry] if isinstance(names, str) else [])
]
GROUPED = [
    f"{entry} {name}"
    for entry, names in TABLE.items()
    if not isinstance(names, str)
    for name in names
]

PAGES: dict[str, tuple[str, ...]] = {
    **{
        f"json/{name}.{language}.json": ("check", *claim, "--json", "--lang", language)
        for name, claim in (
            ("1688-personal", PERSONAL),
            ("1688-business", BUSINESS),
            ("taobao", UNSHIPPED),
        )
        for language in ("zh", "en")
    },
    **{
        f"screens/check-{name}.{language}.txt": ("check", *claim, "--lang", language)
        for name, claim in (("1688-personal", PERSONAL), ("taobao", UNSHIPPED))
        for language in ("zh", "en")
    },
    **{
        f"help/{name.replace(' ', '-') or 'refundcli'}.{language}.txt": (
            *name.split(),
            "--lang",
            language,
            "--help",
        )
        for name in ("", *COMMANDS, *GROUPED)
        for language in ("zh", "en")
    },
}


@pytest.mark.parametrize("file", PAGES)
def test_page_is_the_golden_one(file: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    program = Program(tmp_path, env={"COLUMNS": "80"})
    shown = program(*PAGES[file]).out
    golden = GOLDEN / file
    if request.config.getoption("--regold", default=False):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8")
    assert expected == shown


def test_golden_pages_are_those_that_are_tested() -> None:
    folders = ("json", "screens", "help")
    found = {
        str(path.relative_to(GOLDEN))
        for name in folders
        for path in (GOLDEN / name).iterdir()
        if path.is_file()
    }
    expected = set(PAGES)
    assert expected == found
