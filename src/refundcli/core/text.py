"""Words by language, and sentences as values."""

from collections.abc import Mapping

from refundcli.core.values import dataclass, field

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English.

    >>> Text("退款", "refund").in_("en")
    'refund'
    """

    zh: str
    en: str
    zh_hant: str | None = None

    def in_(self, language: str) -> str:
        """Return the words in *language*; without a traditional text the simplified one is written so.

        >>> Text("仅退款", "refund only").in_("zh-Hant")
        '僅退款'
        """
        if language == "en":
            return self.en
        if language != "zh-Hant":
            return self.zh
        if self.zh_hant is not None:
            return self.zh_hant
        from refundcli.core.traditional import traditional  # noqa: PLC0415 - one language needs it

        return traditional(self.zh)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: its key in the catalogues of `data/ui/` and the values it speaks of.

    A value is a str, an int, a `Decimal`, a `date`, a `datetime`, a `Text`, a `Length`, another `Said`
    or a tuple of these; how each is written is decided where the sentence is rendered.
    """

    key: str
    fields: Mapping[str, object] = field(default_factory=dict)


def say(key: str, /, **fields: object) -> Said:
    """Return the sentence *key* about *fields*.

    >>> say("order-state", state="delivered").key
    'order-state'
    """
    return Said(key, fields)


def some(ids: tuple[str, ...], most: int = 8) -> tuple[str, ...] | Said:
    """Return *ids* as a sentence names them: all, or the first *most* and how many more there are.

    >>> some(("a", "b", "c"), 2).fields
    {'ids': ('a', 'b'), 'more': 1}
    """
    return ids if len(ids) <= most else say("some-of", ids=ids[:most], more=len(ids) - most)
