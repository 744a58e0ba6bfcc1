"""The index: what is known of each case's file and worked out of it, in tables of SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from refundcli.adapters.index_row import GONE, Derived, Row
from refundcli.core.values import fields

if TYPE_CHECKING:
    from sqlite3 import Connection

VERSION = 1
"""The version of the tables; a file of another one is made anew."""

_TABLES = f"""CREATE TABLE cases (
  name TEXT PRIMARY KEY, place TEXT, inode INTEGER, size INTEGER, mtime INTEGER, ctime INTEGER,
  sum INTEGER, is_settled INTEGER, seen INTEGER, standing INTEGER, number TEXT, platform TEXT,
  state TEXT, phase TEXT, opened INTEGER, fault TEXT,
  basis INTEGER DEFAULT 0, since INTEGER DEFAULT 0, until INTEGER DEFAULT 0, due INTEGER
) WITHOUT ROWID;
CREATE TABLE lines (name TEXT PRIMARY KEY, line TEXT);
CREATE TABLE folders (path TEXT PRIMARY KEY, stamp TEXT, is_settled INTEGER, listed_at INTEGER);
CREATE INDEX by_opening ON cases (standing, opened, name);
CREATE INDEX by_due ON cases (standing, due, opened, name);
CREATE INDEX by_basis ON cases (standing, basis);
CREATE INDEX by_since ON cases (standing, since);
CREATE INDEX by_until ON cases (standing, until);
CREATE INDEX by_number ON cases (number);
CREATE INDEX unsettled ON cases (name) WHERE NOT is_settled;
CREATE INDEX faulty ON cases (standing) WHERE fault IS NOT NULL;
PRAGMA user_version = {VERSION};
"""
_STAMPS = "SELECT name, place, inode, size, mtime, ctime FROM cases"
_COLUMNS = tuple(one.name for one in fields(Row))
_values = attrgetter(*_COLUMNS)
_PUT = (
    f"INSERT INTO cases ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
    " ON CONFLICT (name) DO UPDATE SET basis = 0, since = 0, until = 0, due = NULL, "
    + ", ".join(f"{one} = excluded.{one}" for one in _COLUMNS[1:] if one != "seen")
    + ", seen = max(seen, excluded.seen)"
)

Stamped = tuple[str, str, int, int, int, int]
"""The name of a case, the place of its files, and the four numbers of their stamp."""


class Index:
    """The rows of one ledger. *is_kept* unless it is gone with the program.

    Every method may raise `sqlite3.Error`. Lists of names may be as long as SQLite takes values: 30,000.
    """

    def __init__(self, connection: "Connection", *, is_kept: bool) -> None:
        self.is_kept = is_kept
        self._connection = connection

    def count(self, query: str = "", *values: object) -> int:
        """Return how many names it knows for which *query*, all that follows the table's name, holds."""
        found = self._connection.execute(f"SELECT count(*) FROM cases {query}", values)
        return int(found.fetchone()[0])

    def names(self, query: str = "", *values: object) -> list[str]:
        """Return the names for which *query*, all that follows the table's name, holds."""
        found = self._connection.execute(f"SELECT name FROM cases {query}", values)
        return [name for (name,) in found]

    def rows(self, names: Sequence[str]) -> dict[str, Row]:
        """Return the rows of *names* by name."""
        select = f"SELECT {', '.join(_COLUMNS)} FROM cases"
        return {row[0]: Row(*row) for row in self._among(select, names)}

    def stamps(self, query: str) -> list[Stamped]:
        """Return where the files were that *query*, all that follows the table's name, holds for, and their stamps."""
        return self._connection.execute(f"{_STAMPS} {query}").fetchall()

    def stamps_of(self, names: Sequence[str]) -> list[Stamped]:
        """Return where the files of *names* were, and their stamps."""
        return self._among(_STAMPS, names)

    def files(self) -> dict[str, tuple[str, int]]:
        """Return place and inode of every file that was there, by name."""
        query = f"SELECT name, place, inode FROM cases WHERE standing != {GONE}"
        return {name: (place, inode) for name, place, inode in self._connection.execute(query)}

    def faults(self, standings: Sequence[int]) -> list[str]:
        """Return what is wrong with the cases that stand so, by name."""
        marks = ", ".join("?" * len(standings))
        query = f"SELECT fault FROM cases WHERE fault IS NOT NULL AND standing IN ({marks})"
        found = self._connection.execute(f"{query} ORDER BY name", tuple(standings))
        return [fault for (fault,) in found]

    def seen(self, names: Sequence[str] | None = None) -> dict[str, int]:
        """Return the most events that *names*, or all, ever had."""
        if names is not None:
            return dict(self._among("SELECT name, seen FROM cases", names))
        return dict(self._connection.execute("SELECT name, seen FROM cases").fetchall())

    def soonest_end(self, standing: int) -> int | None:
        """Return when the first line of the cases that stand so ends, microseconds since 1970."""
        query = "SELECT min(until) FROM cases WHERE standing = ? AND fault IS NULL"
        found: int | None = self._connection.execute(query, (standing,)).fetchone()[0]
        return found

    def lines(self, names: Sequence[str]) -> dict[str, str]:
        """Return the lines of *names* that have one, as text."""
        found = self._among("SELECT name, line FROM lines", names)
        return {name: line for name, line in found if line is not None}

    def folders(self) -> dict[str, tuple[str, bool, int]]:
        """Return of each folder: its stamp, whether it was settled, and when it was last listed."""
        found = self._connection.execute("SELECT * FROM folders")
        return {path: (stamp, bool(is_settled), at) for path, stamp, is_settled, at in found}

    def put(self, rows: Iterable[Row]) -> None:
        """Store *rows*; what was worked out of their cases counts no more."""
        self._connection.executemany(_PUT, map(_values, rows))

    def derive(self, made: Sequence[Derived]) -> None:
        """Store what was worked out of cases whose rows are there."""
        self._connection.executemany(
            "UPDATE cases SET basis = ?, since = ?, until = ?, due = ?, fault = ? WHERE name = ?",
            ((d.basis, d.since, d.until, d.due, d.fault, d.name) for d in made),
        )
        self._connection.executemany(
            "REPLACE INTO lines VALUES (?, ?)", ((d.name, d.line) for d in made)
        )

    def restamp(self, rows: Iterable[Row]) -> None:
        """Store the stamps of *rows* alone: what their files hold is what it was."""
        self._connection.executemany(
            "UPDATE cases SET inode = ?, size = ?, mtime = ?, ctime = ?, is_settled = ? WHERE name = ?",
            ((*one.stamp, one.is_settled, one.name) for one in rows),
        )

    def lose(self, names: Iterable[str]) -> None:
        """Note that these cases have no file any more; how many events they had stays known."""
        self._connection.executemany(
            f"UPDATE cases SET standing = {GONE}, is_settled = 1, place = '', number = NULL,"
            " fault = NULL WHERE name = ?",
            ((one,) for one in names),
        )

    def forget(self, name: str) -> None:
        """Take away all that is known of a case."""
        for table in ("cases", "lines"):
            self._connection.execute(f"DELETE FROM {table} WHERE name = ?", (name,))

    def put_folders(self, folders: Iterable[tuple[str, str, bool, int]]) -> None:
        """Store path, stamp, whether settled and time of listing of *folders*, in place of those known."""
        self._connection.execute("DELETE FROM folders")
        self._connection.executemany("INSERT INTO folders VALUES (?, ?, ?, ?)", folders)

    @contextmanager
    def changing(self, *, for_good: bool = True) -> Iterator[None]:
        """Change all or nothing; nothing in the end unless *for_good*."""
        with changing(self._connection, for_good=for_good):
            yield

    def _among(self, select: str, names: Sequence[str]) -> list[Any]:
        marks = ", ".join("?" * len(names))
        found = self._connection.execute(f"{select} WHERE name IN ({marks})", tuple(names))
        return found.fetchall()


@contextmanager
def changing(connection: "Connection", *, for_good: bool) -> Iterator[None]:
    """Change all or nothing; nothing in the end unless *for_good*."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT" if for_good else "ROLLBACK")


def make_tables(connection: "Connection") -> None:
    """Make the tables unless they are there; of those of another version only what was seen is kept."""
    if _version(connection) == VERSION:
        return
    with changing(connection, for_good=True):
        if _version(connection) == VERSION:
            return
        seen = _seen_by_another(connection)
        of_type = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        for (table,) in connection.execute(of_type).fetchall():
            connection.execute(f'DROP TABLE "{table}"')
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        Index(connection, is_kept=True).put(seen)


def _version(connection: "Connection") -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _seen_by_another(connection: "Connection") -> list[Row]:
    from sqlite3 import OperationalError  # noqa: PLC0415 - 10 ms, only where an index is used

    try:
        found = connection.execute("SELECT name, seen FROM cases").fetchall()
    except OperationalError:
        return []
    nothing = ("", 0, 0, 0, 0, 0, True)
    return [
        Row(name, *nothing, seen, GONE)
        for name, seen in found
        if isinstance(name, str) and isinstance(seen, int)
    ]
