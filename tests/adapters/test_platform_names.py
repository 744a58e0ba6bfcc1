"""The platforms by their names alone."""

from pathlib import Path

import pytest

from refundcli.adapters.platform_names import names_only
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.errors import BadData
from refundcli.core.names import of_platforms


def test_names_are_those_of_the_whole_files() -> None:
    expected = of_platforms(load_rulebook().platforms)
    assert expected == of_platforms(names_only().platforms)


def platform(data: Path, text: str) -> None:
    """Write the file of the one platform in *data*."""
    (data / "platforms").mkdir()
    (data / "platforms" / "mall.toml").write_text(text, "utf-8")


def test_head_that_holds_a_bracket_at_the_start_of_a_line_is_read_all_the_same(
    tmp_path: Path,
) -> None:
    platform(
        tmp_path,
        'short = "ml"\nnotes = [\n["x"],\n]\naliases = []\nname = { zh = "商场", en = "Mall" }\n'
        '[states]\nunpaid = { zh = "未付", en = "unpaid" }\n',
    )
    assert names_only(tmp_path).platforms["mall"].name.en == "Mall"


def test_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    platform(tmp_path, "short = \n[states]\n")
    with pytest.raises(BadData):
        names_only(tmp_path)
