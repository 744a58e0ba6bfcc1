"""Names of what a catalogue labels: found by id, by the label in the buyer's language, or in Chinese."""

from collections.abc import Iterable

from refundcli.commands.session import Session, words_in
from refundcli.core.names import resolve
from refundcli.core.text import say

_CHINESE = "zh-Hans"


def labelled(session: Session, value: str, ids: Iterable[str], label: str, what: str) -> str:
    """Return which of *ids* the words *value* name; their labels are the sentences `<label>-<id>`.

    Raises `NotFound` with the near matches; *what* is the word of the thing in it.
    """
    known = tuple(ids)
    if value in known:
        return value
    mine = session.words
    spoken = (mine,) if mine.language == _CHINESE else (mine, words_in(_CHINESE))
    names = {id: tuple(one.write(say(f"{label}-{id}")) for one in spoken) for id in known}
    return resolve(value, names, what)
