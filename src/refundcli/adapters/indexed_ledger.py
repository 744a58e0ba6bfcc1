"""A ledger that remembers: its index finds cases without listing folders, and knows a file that was cut."""

from collections.abc import Callable, Iterator
from pathlib import Path

from refundcli.adapters.case_rows import check_whole
from refundcli.adapters.index_file import IndexFile
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.ledger_index import LedgerIndex
from refundcli.core.case import Case, is_case_id
from refundcli.core.errors import BadData, LedgerUnreadable, NotFound
from refundcli.core.events import Event
from refundcli.core.text import say, some


class IndexedLedger(Ledger):
    """The ledger in *folder* with its index in the folder *cache*.

    A file with fewer events than it was seen with is an error: `LedgerUnreadable` where it is read, and
    `BadData` among other cases.
    """

    def __init__(self, folder: Path, cache: Path, lock_timeout: float = 10.0) -> None:
        super().__init__(folder, lock_timeout)
        self.index = LedgerIndex(self, IndexFile(cache, folder))

    def cases(self, *, closed: bool = False) -> Iterator[Case | BadData]:
        """Give every open case, and with *closed* the closed ones too; as `LedgerReader.cases`."""
        seen = self.index.all_seen()
        for one in super().cases(closed=closed):
            try:
                if isinstance(one, Case):
                    self._check(one, seen.get(one.id, 0))
            except BadData as error:
                yield error
            else:
                yield one

    def read(self, wanted: str) -> Case:
        """Return the case with this id, this beginning of one, or this order number, as `LedgerReader.read`."""
        case = super().read(wanted)
        seen = self.index.seen(case.id)
        if len(case.events) < seen:
            case = super().read(case.id)  # what was seen may have been added since it was read
        try:
            self._check(case, seen)
        except BadData as error:
            raise LedgerUnreadable(error.message, error.hint) from None
        return case

    def add(self, case: Case) -> Path:
        """Store a new case and return its file; raises `BadData` for an id that is taken."""
        with self.index.around_write(case.id):
            return super().add(case)

    def update(self, id: str, decide: Callable[[Case], tuple[Event, ...]]) -> Case:
        """Store the events that *decide* makes of the case as it is on the disk, as `Ledger.update`."""
        seen = self.index.seen(id)

        def checked(case: Case) -> tuple[Event, ...]:
            self._check(case, seen)
            return decide(case)

        with self.index.around_write(id):
            return super().update(id, checked)

    def _check(self, case: Case, seen: int) -> None:
        if len(case.events) < seen:
            check_whole(case, seen, self.kept(self.paths(case.id)))

    def _ids(self, name: str) -> tuple[str, ...]:
        known = self.index.ids(name) if name and not is_case_id(name) else None
        return super()._ids(name) if known is None else known

    def _by_number(self, number: str) -> Case:
        ids = self.index.numbered(number)
        if not ids:
            raise self.not_found(number)
        if len(ids) > 1:
            raise NotFound(
                say("ledger-not-unique", wanted=number, ids=some(ids)), say("hint-ledger-id")
            )
        return super().read(ids[0])
