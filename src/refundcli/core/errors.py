"""What cannot be done: one sentence, the next step, and an exit code each."""

from refundcli.core.text import Said, say


class RefundcliError(Exception):
    """Something that cannot be done. `message` names the thing and its place, `hint` the next step."""

    code = 1
    kind = "bug"

    def __init__(self, message: Said, hint: Said | None = None) -> None:
        super().__init__(message.key)
        self.message = message
        self.hint = hint


class UsageError(RefundcliError):
    """The command line is wrong."""

    code = 2
    kind = "usage"


class AnswersMissing(RefundcliError):
    """An answer without which nothing can be said is missing and may not be asked for."""

    code = 10
    kind = "missing-answers"

    def __init__(
        self, flags: tuple[str, ...], hint: Said | None = None, message: Said | None = None
    ) -> None:
        super().__init__(
            message or say("error-missing-answers", flags=flags),
            hint or say("hint-missing-answers", flags=flags),
        )
        self.flags = flags


class NotFound(RefundcliError):
    """No such case, platform, state, reason …, or the prefix is not unique."""

    code = 11
    kind = "not-found"


class BadData(RefundcliError):
    """A data file, an answers file or a value is wrong."""

    code = 12
    kind = "bad-data"


class LedgerUnreadable(RefundcliError):
    """Some of the ledger cannot be read; the rest was done."""

    code = 13
    kind = "ledger-unreadable"


class LedgerUnwritable(RefundcliError):
    """The ledger cannot be written, or another process holds it."""

    code = 14
    kind = "ledger-unwritable"


class Interrupted(RefundcliError):
    """The buyer stopped the program; nothing is half-written."""

    code = 130
    kind = "interrupted"


class FormLeft(Interrupted):
    """The buyer went back out of a form before its first question; nothing was stored."""


ERRORS: tuple[type[RefundcliError], ...] = (
    UsageError,
    AnswersMissing,
    NotFound,
    BadData,
    LedgerUnreadable,
    LedgerUnwritable,
    Interrupted,
)
"""Every kind of error with its exit code; 0 is an answer, 1 a bug, 3 a "no" under --exit-code."""
EXIT_ANSWER_IS_NO = 3
