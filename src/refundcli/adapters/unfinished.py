"""The answers of a wizard that was left: kept as they are given, private, until a case is saved."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from refundcli.adapters.atomic import make_folder, write_file
from refundcli.adapters.toml_files import toml_document

NAME = "unfinished.toml"


class Unfinished:
    """An answers file in *folder* that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    @property
    def exists(self) -> bool:
        """Whether answers were left."""
        with suppress(OSError):
            return self.path.is_file()
        return False

    def keep(self, answers: Mapping[str, object]) -> None:
        """Keep *answers*; a folder that cannot be written keeps nothing and stops nobody."""
        with suppress(OSError):
            make_folder(self.path.parent)
            write_file(self.path, toml_document(answers).encode(), self.path.parent)

    def forget(self) -> None:
        """Remove what was kept."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
