"""What is found of a list as one types: by id, label, alias, pinyin and initials, the best first."""

from collections.abc import Sequence

from refundcli.adapters.pinyin import spelled
from refundcli.core.pinyin import INITIALS, typed_as
from refundcli.core.traditional import simplified
from refundcli.core.values import dataclass

_EXACT, _BEGINNING, _PART, _INITIALS, _PINYIN = range(5)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its id, its title, the other words it is found by (aliases, both languages), its help."""

    id: str
    title: str
    keys: tuple[str, ...] = ()
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An option that was found, the word or the syllables by which, where the title does not show it, and its rank.

    The ranks are those of `found`, from 0.
    """

    option: Option
    why: str = ""
    rank: int = 0


def found(options: Sequence[Option], typed: str) -> tuple[Found, ...]:
    """Return what *typed* finds: exact words first, then beginnings, parts, initials, pinyin.

    An option is found by its id, its title and its keys; case, traditional characters and the spaces around play no
    part. Nothing typed finds all.

    >>> taobao, tmall = Option("taobao", "淘宝", ("tb",)), Option("tmall", "天猫", ("tm",))
    >>> [(one.option.id, one.why) for one in found((taobao, tmall), "tianm")]
    [('tmall', 'tian mao')]
    """
    wanted = _folded(typed)
    if not wanted:
        return tuple(Found(one) for one in options)
    ranked = [way for one in options for way in _ways(one, wanted)]
    return tuple(one for _, one in sorted(ranked, key=lambda way: way[0]))


def best(options: Sequence[Option], typed: str) -> tuple[Option, ...]:
    """Return the options that *typed* finds no other better than; see `found`.

    >>> [one.id for one in best((Option("quality", "质量问题"), Option("other", "其他")), "zlwt")]
    ['quality']
    """
    ways = found(options, typed)
    return tuple(one.option for one in ways if one.rank == ways[0].rank)


def exactly(options: Sequence[Option], typed: str) -> Option | None:
    """Return the first option of which *typed* is the id, the title or a key.

    >>> exactly((Option("jd", "京东"), Option("jd-pop", "京东第三方")), "JD")
    Option(id='jd', title='京东', keys=(), help=None)
    """
    wanted = _folded(typed)
    return next((one for one in options if wanted in map(_folded, _words(one))), None)


def _folded(word: str) -> str:
    return simplified(word.strip().casefold())


def _words(option: Option) -> tuple[str, ...]:
    return (option.title, option.id, *option.keys)


def _ways(option: Option, wanted: str) -> tuple[tuple[tuple[int, bool], Found], ...]:
    """Return the best way to find *option*, to be sorted by; nothing where it is not found."""
    words = _words(option)
    rank, place = min((_rank(_folded(one), wanted), place) for place, one in enumerate(words))
    if rank <= _PART:
        why = "" if wanted in _folded(option.title) else words[place]
        return (((rank, False), Found(option, why, rank)),)
    letters = wanted.replace(" ", "").replace("'", "")
    if not letters.isascii():
        return ()
    sounding = [
        ((_INITIALS if how == INITIALS else _PINYIN, at > 0), place)
        for place, one in enumerate(words)
        if not one.isascii()
        for how, at in [typed_as(spelled(one), letters) or ("", 0)]
        if how
    ]
    if not sounding:
        return ()
    order, place = min(sounding)
    why = " ".join(spelled(words[0])) if place == 0 else words[place]
    return ((order, Found(option, why, order[0])),)


def _rank(word: str, wanted: str) -> int:
    if word == wanted:
        return _EXACT
    if word.startswith(wanted):
        return _BEGINNING
    return _PART if wanted in word else _INITIALS
