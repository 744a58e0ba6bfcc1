"""Names of what a catalogue labels: found by id, by the label in the buyer's language, or in Chinese."""

from collections.abc import Iterable

from refundcli.commands.session import Session, words_in
from refundcli.core.names import Names, resolve
from refundcli.core.text import say

_CHINESE = "zh-Hans"


def labelled(session: Session, value: str, ids: Iterable[str], label: str, what: str) -> str:
    """Return which of *ids* the words *value* name; their labels are the sentences `<label>-<id>`.

    Raises `NotFound` with the near matches; *what* is the word of the thing in it.
    """
    known = tuple(ids)
    if value in known:
        return value
    return resolve(value, labels(session, known, label), what)


def labels(session: Session, ids: Iterable[str], label: str) -> Names:
    """Return for each of *ids* its sentence `<label>-<id>` in the buyer's language, and in Chinese."""
    mine = session.words
    spoken = (mine,) if mine.language == _CHINESE else (mine, words_in(_CHINESE))
    return {id: tuple(one.write(say(f"{label}-{id}")) for one in spoken) for id in ids}
