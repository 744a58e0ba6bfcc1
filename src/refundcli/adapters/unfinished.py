"""The answers of a wizard that was left: kept as they are given, private, until a case is saved."""

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from refundcli.adapters.atomic import make_folder, write_file
from refundcli.adapters.toml_files import toml_document
from refundcli.core.periods import BEIJING

NAME = "unfinished.toml"


class Unfinished:
    """An answers file in *folder* that only its owner may read; its time is when it was last added to."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    @property
    def exists(self) -> bool:
        """Whether answers were left."""
        return self.left_at is not None

    @property
    def left_at(self) -> datetime | None:
        """When the last answer was kept, in Beijing time; None where there is none."""
        with suppress(OSError):
            if self.path.is_file():
                return datetime.fromtimestamp(self.path.stat().st_mtime, BEIJING)
        return None

    def keep(self, answers: Mapping[str, object], now: datetime) -> None:
        """Keep *answers*, given at *now*; a folder that cannot be written keeps nothing and stops nobody."""
        with suppress(OSError):
            make_folder(self.path.parent)
            write_file(self.path, toml_document(answers).encode(), self.path.parent)
            os.utime(self.path, (now.timestamp(), now.timestamp()))

    def set_aside(self) -> Path:
        """Move what was kept to a name of its own, and return that; where it cannot be moved it stays."""
        names = (self.path.with_name(f"unfinished-{n}.toml") for n in count(1))
        free = next(one for one in names if not one.exists())
        with suppress(OSError):
            return self.path.replace(free)
        return self.path

    def forget(self) -> None:
        """Remove what was kept."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
