"""What is set: by flags, the environment, the configuration file, the locale, in this order."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, cast

from refundcli.adapters.here import SystemZone
from refundcli.adapters.home import home_folder
from refundcli.adapters.toml_files import parse_toml, read_bytes, unreadable
from refundcli.core.errors import BadData, NotFound, RefundcliError
from refundcli.core.text import LANGUAGES, say
from refundcli.core.values import dataclass

if TYPE_CHECKING:
    from refundcli.adapters.remind_settings import RemindSettings
    from refundcli.core.reading import Reader

APP = "refundcli"
CONFIG_VARIABLE = "REFUNDCLI_CONFIG"
"""The variable that names the configuration file itself."""

_TRADITIONAL = ("hant", "tw", "hk", "mo")
_SIMPLIFIED = ("hans", "cn", "sg", "my")
_LONGEST_WAIT = 3600
_FREEDESKTOP = (
    ("XDG_CONFIG_HOME", ".config"),
    ("XDG_DATA_HOME", ".local/share"),
    ("XDG_CACHE_HOME", ".cache"),
)


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line says; None where it says nothing."""

    language: str | None = None
    ledger: str | None = None
    config: str | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Folders:
    """Where this system keeps a program's configuration, data and cache."""

    config: Path
    data: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for this run. `now` is None for the clock, `zone` None for the system's zone.

    `lock_timeout` is in seconds. `origins` says of each setting where its value comes from: flag,
    the variable's name, file, locale or default. Deadlines are Beijing's whatever `zone` is.
    """

    language: str
    ledger: Path
    config_path: Path
    config_dir: Path
    data_dir: Path
    cache_dir: Path
    user_rules_dir: Path
    now: datetime | None
    zone: tzinfo | None
    lock_timeout: int
    origins: Mapping[str, str]
    pager: str | None = None
    reminded: "RemindSettings | None" = None

    @property
    def remind(self) -> "RemindSettings":
        """How the buyer wants to be reminded: what the configuration file says, else the usual."""
        from refundcli.adapters.remind_settings import RemindSettings  # noqa: PLC0415 - few ask

        return self.reminded or RemindSettings()

    @property
    def here(self) -> tzinfo:
        """The zone of the buyer's clocks: the one that is set, else the system's."""
        return self.zone or SystemZone()


def language_named(name: str) -> str:
    """Return the language that *name* names: an id, `zh`, or a tag such as zh-CN or zh_TW.

    Raises `NotFound`, naming the three there are.

    >>> language_named("zh"), language_named("zh_TW"), language_named("EN")
    ('zh-Hans', 'zh-Hant', 'en')
    """
    first, *rest = re.split(r"[-_]", name.strip().casefold())
    if first == "en" and all(len(one) == 2 for one in rest):
        return "en"
    if first == "zh" and all(one in (*_TRADITIONAL, *_SIMPLIFIED) for one in rest):
        return _chinese(rest)
    raise NotFound(
        say("error-language", value=name, known=LANGUAGES), say("hint-language", known=LANGUAGES)
    )


def language_of_locale(environment: Mapping[str, str]) -> str | None:
    """Return the language that the locale speaks, None where it is none of ours.

    LC_ALL counts before LC_MESSAGES, and that before LANG, as POSIX has it.

    >>> language_of_locale({"LANG": "zh_HK.UTF-8"}), language_of_locale({"LC_ALL": "C"})
    ('zh-Hant', None)
    """
    names = (environment.get(one) for one in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((one for one in names if one), "")
    first, *rest = re.split(r"[-_.@]", name.casefold())
    if first == "zh":
        return _chinese(rest)
    return "en" if first == "en" else None


def zone_named(name: str) -> tzinfo:
    """Return the time zone *name* of the tz database; raises `BadData` where there is none.

    >>> str(zone_named("Asia/Shanghai"))
    'Asia/Shanghai'
    """
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only who sets a zone pays for it

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise BadData(say("error-zone", value=name), say("hint-zone")) from None


def _seconds(value: str) -> int:
    if not value.isdecimal() or int(value) > _LONGEST_WAIT:
        raise BadData(say("error-lock-timeout", value=value, most=_LONGEST_WAIT))
    return int(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the configuration file, how its value is read, and the variable before it."""

    key: str
    reads: Callable[[str], object] = str
    variable: str | None = None
    default: object = None
    is_number: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting("language", language_named, "REFUNDCLI_LANG"),
    Setting("ledger", variable="REFUNDCLI_LEDGER"),
    Setting("rules", variable="REFUNDCLI_RULES"),
    Setting("zone", zone_named, "REFUNDCLI_ZONE"),
    Setting("pager", variable="REFUNDCLI_PAGER"),
    Setting("lock_timeout", _seconds, default=10, is_number=True),
)
"""Every key of the configuration file; the loader, the checks and the docs read this table."""


def system_folders() -> Folders:
    """Return the folders of this system and this user; makes none of them. Raises `BadData` for who has no home."""
    found = _freedesktop_folders(os.environ)
    if found is not None:
        return found
    home_folder()
    import platformdirs  # noqa: PLC0415 - half as long as Python itself takes to start

    dirs = platformdirs.PlatformDirs(APP, appauthor=False)
    return Folders(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)


def _freedesktop_folders(environment: Mapping[str, str]) -> Folders | None:
    """Return what platformdirs says of a Linux whose variables leave no doubt, None of any other system."""
    home = Path(environment.get("HOME", ""))
    bases = [Path(environment.get(name) or home / usual) for name, usual in _FREEDESKTOP]
    is_known = sys.platform == "linux" and "ANDROID_DATA" not in environment
    if not is_known or not all(one.is_absolute() for one in bases):
        return None
    return Folders(*(one / APP for one in bases))


def settings(
    flags: Flags,
    environment: Mapping[str, str],
    folders: Folders | None = None,
    *,
    reads_file: bool = True,
) -> Settings:
    """Return what holds for this run.

    An empty variable counts as unset. A relative path counts from the working folder, one in the
    configuration file from that file's folder. Without *reads_file* the configuration file says
    nothing. Raises `NotFound` for an unknown language, and `BadData` for a wrong value or a wrong
    configuration file, with every wrong key in it.
    """
    where = folders or system_folders()
    asked = flags.config or environment.get(CONFIG_VARIABLE)
    config_path = _path(asked, Path()) if asked else where.config / "config.toml"
    file = _config(config_path, is_asked_for=bool(asked)) if reads_file else {}
    found = {one.key: _first(one, flags, environment, file) for one in SETTINGS}
    if found["language"][0] is None:
        spoken = language_of_locale(environment)
        found["language"] = (spoken, "locale") if spoken else (LANGUAGES[0], "default")

    def folder(key: str, default: Path) -> Path:
        value, origin = found[key]
        base = config_path.parent if origin == "file" else Path()
        return default if value is None else _path(str(value), base)

    zone, timeout = found["zone"][0], found["lock_timeout"][0]
    return Settings(
        language=str(found["language"][0]),
        ledger=folder("ledger", where.data / "ledger"),
        config_path=config_path,
        config_dir=config_path.parent,
        data_dir=where.data,
        cache_dir=where.cache,
        user_rules_dir=folder("rules", config_path.parent / "rules"),
        now=flags.now,
        zone=zone if isinstance(zone, tzinfo) else None,
        lock_timeout=timeout if isinstance(timeout, int) else 0,
        origins={key: origin for key, (_, origin) in found.items()},
        pager=None if found["pager"][0] is None else str(found["pager"][0]),
        reminded=cast("RemindSettings | None", file.get("remind")),
    )


def _config(path: Path, *, is_asked_for: bool) -> Mapping[str, object]:
    try:
        data, _ = read_bytes(path)
    except (FileNotFoundError, NotADirectoryError):
        if is_asked_for:
            absent = say("error-config-absent", file=str(path))
            raise BadData(absent, say("hint-config-absent")) from None
        return {}
    except OSError as error:
        raise unreadable(path, error) from None
    from refundcli.core.reading import read_file  # noqa: PLC0415 - only where there is a file

    return read_file(parse_toml(data, str(path)), str(path), _keys)


def _keys(top: "Reader") -> Mapping[str, object]:
    values: dict[str, object] = {}
    for one in SETTINGS:
        raw = top.number(one.key) if one.is_number else top.maybe_word(one.key)
        if raw is None:
            continue
        try:
            values[one.key] = one.reads(str(raw))
        except RefundcliError as error:
            top.fault(one.key, error.message)
    table = top.table("remind")
    if table is not None:
        from refundcli.adapters.remind_settings import remind_settings  # noqa: PLC0415 - few set it

        values["remind"] = remind_settings(table)
    return values


def _first(
    one: Setting, flags: Flags, environment: Mapping[str, str], file: Mapping[str, object]
) -> tuple[object, str]:
    """Return the value of a setting and its origin; the first that says anything decides."""
    flag = getattr(flags, one.key, None)
    if isinstance(flag, str):
        return one.reads(flag), "flag"
    variable = environment.get(one.variable) if one.variable else None
    if one.variable and variable:
        return one.reads(variable), one.variable
    if one.key in file:
        return file[one.key], "file"
    return one.default, "default"


def _chinese(parts: list[str]) -> str:
    return "zh-Hant" if any(one in _TRADITIONAL for one in parts) else "zh-Hans"


def _path(value: str, base: Path) -> Path:
    """Return an absolute path; a symbolic link in it stays one.

    Raises `BadData` for a relative one where the working folder is gone.
    """
    path = Path(value)
    with suppress(RuntimeError):
        path = path.expanduser()
    try:
        return (base / path).absolute()
    except OSError as error:
        raise unreadable(path, error) from None
