"""Text from outside made harmless: sellers' words, titles and file names are data."""

import re

_SEQUENCE = (
    r"\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b\n]*\x1b\\"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]?"
)
_BREAK = r"\r\n|[\x0b\x0c\x85\u2028\u2029]"
_UNSEEN = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad"
    r"\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff]"
)
_SURROGATE = r"[\ud800-\udfff]"
_TAGS = "\U000e0000"
"""Where characters begin of which some are printable and none is seen."""


def clean(text: str, keep: str = "") -> str:
    r"""Return *text* without anything that steers a terminal or hides its order.

    Escape sequences, control characters, bidi controls and invisible characters go; a lone
    surrogate becomes U+FFFD. *keep* names which of newline and tab stay; where they do not stay,
    each becomes a space. What is left is shown as it is and never read as markup.

    >>> clean("\x1b[31m坏\x1b[0m了\n\u202etxt")
    '坏了 txt'
    >>> clean("一\r\n二\t三", keep="\n")
    '一\n二 三'
    """
    if text.isprintable() and max(text, default="") < _TAGS:
        return text
    plain = re.sub(_BREAK, "\n", re.sub(_SEQUENCE, "", text))
    for mark in "\n\t":
        if mark not in keep:
            plain = plain.replace(mark, " ")
    return re.sub(_SURROGATE, "\ufffd", re.sub(_UNSEEN, "", plain))
