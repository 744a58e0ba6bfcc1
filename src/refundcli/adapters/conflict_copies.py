"""Which case a file in the ledger is a copy of, by its name: sync programs add to it and keep the ending."""

import re

from refundcli.core.case import ALPHABET, is_case_id

_COPY = re.compile(rf"([a-z0-9]{{2,4}}-[{ALPHABET}]{{4}})[^a-z0-9].*\.toml", re.DOTALL)


def case_named(name: str) -> str | None:
    """Return the id of the case that the file *name* is, or is a copy of; None where it names none.

    Whatever follows the id makes a copy, since it is the id in the file that counts: what Dropbox and
    Nextcloud (`conflicted copy`), Syncthing (`.sync-conflict-`), OneDrive (the machine's name), iCloud
    (a number) and git's merge tools (`_LOCAL_`) write, and a copy made by hand.

    >>> case_named("tb-7k2m (Li's conflicted copy 2026-11-22).toml")
    'tb-7k2m'
    """
    stem = name.removesuffix(".toml")
    if stem != name and is_case_id(stem):
        return stem
    copy = _COPY.fullmatch(name)
    return copy[1] if copy is not None else None
