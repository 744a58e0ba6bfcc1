"""The manual pages: made from the help as it is now, and set by groff without a warning."""

import importlib.util
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from refundcli.commands.sheets import names
from refundcli.core.topics import TOPICS

ROOT = Path(__file__).parents[2]


@cache
def script() -> ModuleType:
    """Return the script that makes the pages."""
    spec = importlib.util.spec_from_file_location("manpage", ROOT / "scripts" / "manpage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["manpage"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_manual_page_is_what_the_script_makes_now(language: str) -> None:
    kept = script().PAGES[language].read_text("utf-8")
    assert kept == script().manual_page(language), "run python scripts/manpage.py"


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_manual_page_has_every_command_and_topic(language: str) -> None:
    page = script().PAGES[language].read_text("utf-8")
    sections = re.findall(r'^\.SS "refundcli (.*)"$', page, re.MULTILINE)
    assert sections == list(names())
    assert [one for one in TOPICS if f"refundcli help {one}" not in page] == []


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_manual_page_is_set_without_a_warning(language: str) -> None:
    if shutil.which("groff") is None:
        assert (
            script().PAGES[language].read_text("utf-8").isascii()
        )  # all that can be said without it
        pytest.skip("groff is not installed; the page was only read")
    page = str(script().PAGES[language])
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", page], capture_output=True, check=False, timeout=30
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout.decode())
    assert ("REFUNDCLI(1)" in shown, ("退出码" in shown) == (language == "zh-Hans")) == (True, True)
