"""The book that is kept: given again while nothing it follows from has changed, and for the owner alone."""

import io
import os
import sys
import time
from pathlib import Path

import pytest

from refundcli.adapters import kept_pages
from refundcli.adapters.kept_book import keep_book, kept_book

TEXT = "\x1eshape show\n\x1e"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return a configuration file that has not been changed for long."""
    path = tmp_path / "config.toml"
    path.write_text('language = "en"\n', "utf-8")
    os.utime(path, (1e9, 1e9))
    return path


def later() -> int:
    """Return a moment from which a file that was just written is old, nanoseconds since 1970."""
    return time.time_ns() + 2 * kept_pages.SETTLED_AFTER


def kept(config: Path, language: str | None = None) -> Path:
    """Keep the book and return its file."""
    keep_book(language, str(config), TEXT, later())
    return max(Path(os.environ["XDG_CACHE_HOME"], "refundcli", "pages").iterdir())


def test_book_is_given_again(config: Path) -> None:
    kept(config)
    assert kept_book(None) == TEXT


def test_book_that_was_not_kept_is_none() -> None:
    assert kept_book(None) is None


def test_each_language_has_its_own(config: Path) -> None:
    kept(config, "en")
    assert (kept_book("en"), kept_book("zh"), kept_book(None)) == (TEXT, None, None)


def test_change_of_the_configuration_ends_it(config: Path) -> None:
    kept(config)
    config.write_text('language = "zh"\n', "utf-8")
    assert kept_book(None) is None


def test_configuration_that_comes_ends_it(tmp_path: Path) -> None:
    kept(tmp_path / "config.toml")
    (tmp_path / "config.toml").write_text("", "utf-8")
    assert kept_book(None) is None


def test_configuration_just_changed_is_not_trusted(config: Path) -> None:
    config.write_text("", "utf-8")
    keep_book(None, str(config), TEXT, time.time_ns())
    assert kept_book(None) is None


@pytest.mark.parametrize("name", ["LANG", "LC_ALL", "REFUNDCLI_LANG", "HOME"])
def test_other_environment_is_another_book(
    config: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(config)
    monkeypatch.setenv(name, "/other")
    assert kept_book(None) is None


def test_line_that_is_completed_has_no_say(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(config)
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "refundcli x")
    monkeypatch.setenv("COMP_CWORD", "7")
    assert kept_book(None) == TEXT


def test_file_is_for_the_owner_alone(config: Path) -> None:
    path = kept(config)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    assert kept_book(None) is None


def test_broken_file_is_none(config: Path) -> None:
    path = kept(config)
    path.write_bytes(path.read_bytes()[:-5] + b"later")
    assert kept_book(None) is None


def test_nothing_is_kept_where_the_cache_cannot_be_written(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(OSError, match="file"):
        keep_book(None, str(config), TEXT, later())
    assert kept_book(None) is None


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "REFUNDCLI_CONFIG"])
def test_relative_place_is_left_to_the_program(
    config: Path, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, "here")
    keep_book(None, str(config), TEXT, later())
    assert kept_book(None) is None
    assert not Path("here").exists()


def test_nothing_is_kept_where_there_is_no_home(
    config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "here")
    keep_book(None, str(config), TEXT, later())
    assert not Path("here").exists()


def test_folders_that_are_made_are_for_the_owner_alone(config: Path) -> None:
    before = os.umask(0)
    try:
        place = kept(config)
    finally:
        os.umask(before)
    assert [0o700, 0o700] == [one.stat().st_mode & 0o777 for one in place.parents[:2]]


def test_draft_that_somebody_else_laid_out_is_not_written_to(config: Path) -> None:
    """In a folder that is open to all, the draft would be the other's to read."""
    place = kept(config)
    other = place.with_name(f"{place.name}.new")
    other.touch()
    with other.open() as theirs:
        assert kept(config) == place
        assert theirs.read() == ""
    assert kept_book(None) == TEXT


def test_book_in_letters_without_chinese_is_another(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in English whatever the language that is set."""
    with monkeypatch.context() as world:
        world.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))
        kept(config)
        assert kept_book(None) == TEXT
    assert kept_book(None) is None


def test_draft_that_cannot_take_its_place_is_not_left(config: Path) -> None:
    place = kept(config)
    place.unlink()
    place.mkdir()
    with pytest.raises(IsADirectoryError):
        keep_book(None, str(config), TEXT, later())
    assert [place] == list(place.parent.iterdir())
