"""A row of the index: what is known of a case's file, and what was worked out of it."""

from refundcli.adapters.ledger_listing import FileStamp
from refundcli.core.values import dataclass, fields, replace

OPEN, CLOSED, BROKEN_OPEN, BROKEN_CLOSED, GONE = range(5)
"""Where a case stands: open or closed, a file among those that cannot be read, or no file any more."""

NEVER = 2**62
"""A time that does not come, in microseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the index knows of a case's file: where it lies, its stamp, and what it says.

    `place` is its folder in the ledger's, several on a line each. Times are microseconds since 1970, those
    of the file nanoseconds. `sum` is a check sum of the bytes. `seen` is the most events it ever had. A file
    that was changed so lately that another change might not show is not settled.
    """

    name: str
    place: str
    inode: int
    size: int
    mtime: int
    ctime: int
    sum: int
    is_settled: bool
    seen: int
    standing: int
    number: str | None = None
    platform: str | None = None
    state: str | None = None
    phase: str | None = None
    opened: int | None = None
    fault: str | None = None

    def says_the_same(self, other: "Row") -> bool:
        """Return whether what the files hold is what it was when *other* was made."""
        skipped = ("inode", "size", "mtime", "ctime", "is_settled", "seen")
        names = (one.name for one in fields(Row) if one.name not in skipped)
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def as_found(self, row: "Row") -> "Row":
        """Return this row with place and stamp of *row*: what the files hold is the same."""
        return replace(
            self,
            place=row.place,
            inode=row.inode,
            size=row.size,
            mtime=row.mtime,
            ctime=row.ctime,
            is_settled=row.is_settled,
        )

    @property
    def stamp(self) -> FileStamp:
        """What tells one state of the file from the next."""
        return self.inode, self.size, self.mtime, self.ctime


@dataclass(frozen=True, slots=True)
class Derived:
    """What was worked out of a case: its line as text, by which rules and for which time, or why not."""

    name: str
    basis: int
    since: int
    until: int
    due: int | None
    line: str | None
    fault: str | None = None
