"""Settings: flags before variables before the file before the locale."""

import sys
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs
import pytest

from refundcli.adapters.settings import (
    SETTINGS,
    Flags,
    Folders,
    Settings,
    settings,
    system_folders,
)
from refundcli.core.errors import BadData, NotFound, RefundcliError
from refundcli.core.text import Said
from refundcli.core.values import replace


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """The folders of a system where nothing is yet."""
    return Folders(tmp_path / "config", tmp_path / "data", tmp_path / "cache")


def configured(folders: Folders, text: str) -> Folders:
    """Return *folders* with a configuration file that says *text*."""
    folders.config.mkdir()
    (folders.config / "config.toml").write_text(text, encoding="utf-8")
    return folders


def found(folders: Folders, flags: Flags | None = None, **environment: str) -> Settings:
    """Return the settings for *flags* and *environment*."""
    return settings(flags or Flags(), environment, folders)


def faults(error: RefundcliError) -> dict[object, object]:
    """Return what an error about a file says, by key."""
    said = error.message.fields["faults"]
    assert isinstance(said, tuple)
    return {one.fields["key"]: one.fields["what"] for one in said}


def test_settings_need_nothing(folders: Folders) -> None:
    """Without a word from anybody everything has its place, and nothing is made."""
    got = found(folders)
    assert (got.language, got.ledger, got.user_rules_dir, got.lock_timeout, got.zone, got.now) == (
        "zh-Hans",
        folders.data / "ledger",
        folders.config / "rules",
        10,
        None,
        None,
    )
    assert not any(one.exists() for one in (folders.config, folders.data, folders.cache))


@pytest.mark.parametrize(
    ("flag", "environment", "file", "expected"),
    [
        ("en", {"REFUNDCLI_LANG": "zh-Hant", "LANG": "zh_TW"}, "zh-Hans", ("en", "flag")),
        (None, {"REFUNDCLI_LANG": "zh-Hant"}, "en", ("zh-Hant", "REFUNDCLI_LANG")),
        (None, {"REFUNDCLI_LANG": "", "LANG": "zh_TW"}, "en", ("en", "file")),
        (None, {"LANG": "en_US.UTF-8"}, "", ("en", "locale")),
        (None, {"LANG": "fr_FR.UTF-8"}, "", ("zh-Hans", "default")),
    ],
)
def test_language_comes_from_the_first_that_says_it(
    folders: Folders,
    flag: str | None,
    environment: dict[str, str],
    file: str,
    expected: tuple[str, str],
) -> None:
    """Flag, variable, file, locale, and Chinese where none of them speaks ours."""
    configured(folders, f'language = "{file}"' if file else "")
    got = found(folders, Flags(language=flag), **environment)
    assert (got.language, got.origins["language"]) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_HK"}, "zh-Hant"),
        ({"LANG": "zh_Hant_SG.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_SG@pinyin"}, "zh-Hans"),
        ({"LANG": "en_GB.ISO8859-1"}, "en"),
        ({"LANG": "C"}, "zh-Hans"),
        ({"LANG": "POSIX"}, "zh-Hans"),
        ({"LANG": "C.UTF-8"}, "zh-Hans"),
        ({}, "zh-Hans"),
        ({"LC_ALL": "en_US", "LC_MESSAGES": "zh_TW", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh-Hant"),
        ({"LANG": "enm"}, "zh-Hans"),
    ],
)
def test_language_follows_the_locale(
    folders: Folders, locale: Mapping[str, str], expected: str
) -> None:
    """LC_ALL before LC_MESSAGES before LANG; what says nothing counts as Chinese."""
    assert settings(Flags(), locale, folders).language == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zh", "zh-Hans"),
        ("zh-Hans", "zh-Hans"),
        ("ZH-hans", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hant", "zh-Hant"),
        ("zh_TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("en", "en"),
        ("en-US", "en"),
    ],
)
def test_language_is_named_in_several_ways(folders: Folders, name: str, expected: str) -> None:
    """An id, zh, and the tags people know."""
    assert found(folders, Flags(language=name)).language == expected


@pytest.mark.parametrize("name", ["fr", "chinese", "zh-Wrong", "english", "zh_TW.UTF-8"])
@pytest.mark.parametrize("is_flag", [True, False])
def test_unknown_language_names_those_there_are(folders: Folders, name: str, is_flag: bool) -> None:
    """A flag and a variable are answered alike."""
    flags, variable = (Flags(language=name), "") if is_flag else (Flags(), name)
    with pytest.raises(NotFound) as caught:
        found(folders, flags, REFUNDCLI_LANG=variable)
    assert caught.value.message.fields["known"] == ("zh-Hans", "zh-Hant", "en")


def test_ledger_comes_from_the_first_that_names_it(folders: Folders) -> None:
    """Flag, variable, file, the data folder."""
    where = [found(folders).ledger]
    configured(folders, 'ledger = "/file"')
    where.append(found(folders).ledger)
    where.append(found(folders, REFUNDCLI_LEDGER="/variable").ledger)
    where.append(found(folders, Flags(ledger="/flag"), REFUNDCLI_LEDGER="/variable").ledger)
    expected = [folders.data / "ledger", Path("/file"), Path("/variable"), Path("/flag")]
    assert where == expected


def test_paths_of_the_file_count_from_its_folder(folders: Folders) -> None:
    """The file means the same wherever the program is started."""
    configured(folders, 'ledger = "cases"\nrules = "../own"')
    got = found(folders)
    assert (got.ledger, got.user_rules_dir) == (
        folders.config / "cases",
        folders.config / "../own",
    )


def test_paths_of_flags_count_from_the_working_folder(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a shell has it; a tilde is the home."""
    monkeypatch.chdir(tmp_path)
    got = [found(folders, Flags(ledger=one)).ledger for one in ("cases", "~/cases")]
    assert got == [tmp_path / "cases", tmp_path / "home" / "cases"]


def test_a_ledger_that_is_a_link_stays_one(folders: Folders, tmp_path: Path) -> None:
    """Who linked the folder meant the link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert found(folders, Flags(ledger=str(tmp_path / "link"))).ledger == tmp_path / "link"


def test_configuration_may_lie_elsewhere(folders: Folders, tmp_path: Path) -> None:
    """The flag before the variable; the buyer's rules lie beside the file."""
    for name, language in (("flag", "en"), ("variable", "zh-Hant")):
        (tmp_path / f"{name}.toml").write_text(f'language = "{language}"', encoding="utf-8")
    variable = str(tmp_path / "variable.toml")
    by_variable = found(folders, REFUNDCLI_CONFIG=variable)
    by_flag = found(folders, Flags(config=str(tmp_path / "flag.toml")), REFUNDCLI_CONFIG=variable)
    assert (by_variable.language, by_flag.language) == ("zh-Hant", "en")
    assert by_flag.user_rules_dir == tmp_path / "rules"


def test_a_configuration_that_was_asked_for_must_be_there(folders: Folders) -> None:
    """A wrong path is not taken for an empty file."""
    with pytest.raises(BadData) as caught:
        found(folders, Flags(config="/nowhere/config.toml"))
    assert caught.value.message.fields == {"file": "/nowhere/config.toml"}


@pytest.mark.parametrize(
    ("line", "key", "fault"),
    [
        ('colour = "red"', "colour", "fault-unknown-key"),
        ("language = 7", "language", "fault-type"),
        ("language = true", "language", "fault-type"),
        ('language = "fr"', "language", "error-language"),
        ('lock_timeout = "soon"', "lock_timeout", "fault-type"),
        ("lock_timeout = true", "lock_timeout", "fault-type"),
        ("lock_timeout = -1", "lock_timeout", "error-lock-timeout"),
        ("lock_timeout = 3601", "lock_timeout", "error-lock-timeout"),
        ('zone = "Beijing"', "zone", "error-zone"),
        ('zone = "../../etc/passwd"', "zone", "error-zone"),
    ],
)
def test_a_wrong_key_is_named_with_its_file(
    folders: Folders, line: str, key: str, fault: str
) -> None:
    """Unknown, of the wrong type, or with a value that is none."""
    configured(folders, line)
    with pytest.raises(BadData) as caught:
        found(folders)
    what = faults(caught.value)[key]
    assert isinstance(what, Said)
    assert (caught.value.message.fields["file"], what.key) == (
        str(folders.config / "config.toml"),
        fault,
    )


def test_all_wrong_keys_are_named_at_once(folders: Folders) -> None:
    """Who mends a file mends it once."""
    configured(folders, 'colour = "red"\nlanguage = 7\nlock_timeout = "x"')
    with pytest.raises(BadData) as caught:
        found(folders)
    assert set(faults(caught.value)) == {"colour", "language", "lock_timeout"}


def test_a_file_that_is_no_toml_is_named(folders: Folders) -> None:
    """With its place, as every other file."""
    configured(folders, "language = “en”")
    with pytest.raises(BadData) as caught:
        found(folders)
    assert caught.value.message.fields["file"] == str(folders.config / "config.toml")


def test_a_working_folder_that_is_gone_hinders_relative_paths_alone(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert settings(Flags(ledger=str(tmp_path)), {}, folders).ledger == tmp_path
    with pytest.raises(BadData) as caught:
        settings(Flags(ledger="ledger"), {}, folders)
    assert caught.value.message.fields["file"] == "ledger"


def test_a_configuration_where_nobody_may_look_is_named(folders: Folders) -> None:
    folders.config.symlink_to(folders.config.name)
    with pytest.raises(BadData) as caught:
        settings(Flags(), {}, folders)
    assert caught.value.message.key == "toml-unreadable"
    assert settings(Flags(), {}, folders, reads_file=False).config_dir == folders.config


def test_a_home_that_is_no_folder_has_no_configuration(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / "null").touch()
    nowhere = replace(folders, config=tmp_path / "null" / "config")
    assert settings(Flags(), {}, nowhere).origins["ledger"] == "default"


def test_zone_is_the_buyers_own(folders: Folders) -> None:
    """By name; without one it is the system's."""
    configured(folders, 'zone = "Europe/Berlin"\nlock_timeout = 3')
    got = found(folders)
    assert (got.zone, got.lock_timeout) == (ZoneInfo("Europe/Berlin"), 3)


def test_settings_table_has_each_key_and_variable_once() -> None:
    """One line a key."""
    keys = [one.key for one in SETTINGS]
    variables = [one.variable for one in SETTINGS if one.variable]
    assert (len(keys), len(variables)) == (len(set(keys)), len(set(variables)))


def test_origins_tell_of_every_setting(folders: Folders) -> None:
    """For who asks why a value is what it is."""
    assert set(found(folders).origins) == {one.key for one in SETTINGS}


@pytest.mark.skipif(sys.platform != "linux", reason="the variables are freedesktop's")
def test_system_folders_are_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The freedesktop variables count on Linux."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert system_folders().data == tmp_path / "share" / "refundcli"


@pytest.mark.skipif(sys.platform != "linux", reason="the variables are freedesktop's")
@pytest.mark.parametrize("name", ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"])
@pytest.mark.parametrize("value", ["/some/where", "/with/slash/", "/", "", None])
def test_system_folders_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    """It is asked itself only where the variables leave a doubt."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable)
    if value is None:
        monkeypatch.delenv(name, raising=False)
    else:
        monkeypatch.setenv(name, value)
    dirs = platformdirs.PlatformDirs("refundcli", appauthor=False)
    expected = Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)
    assert expected == system_folders()
