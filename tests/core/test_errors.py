"""What cannot be done, and its exit code."""

import pytest

from refundcli.core.errors import (
    ERRORS,
    EXIT_ANSWER_IS_NO,
    AnswersMissing,
    BadData,
    RefundcliError,
)
from refundcli.core.text import say


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("usage", 2),
        ("missing-answers", 10),
        ("not-found", 11),
        ("bad-data", 12),
        ("ledger-unreadable", 13),
        ("ledger-unwritable", 14),
        ("interrupted", 130),
    ],
)
def test_error_has_the_exit_code_of_its_kind(kind: str, code: int) -> None:
    assert code == {one.kind: one.code for one in ERRORS}[kind]


def test_error_without_a_kind_of_its_own_is_a_bug() -> None:
    expected = (1, "bug")
    assert expected == (RefundcliError.code, RefundcliError.kind)


def test_errors_name_every_kind_once() -> None:
    assert set(RefundcliError.__subclasses__()) == set(ERRORS)


def test_error_codes_are_taken_once() -> None:
    codes = [one.code for one in ERRORS] + [RefundcliError.code, EXIT_ANSWER_IS_NO, 0]
    assert len(codes) == len(set(codes))


def test_error_keeps_its_message_and_hint() -> None:
    error = BadData(say("error-length", value="soon"), say("hint-length"))
    assert ("error-length", say("hint-length")) == (error.message.key, error.hint)


def test_error_shows_its_key_where_python_prints_it() -> None:
    expected = "error-length"
    assert expected == str(BadData(say("error-length", value="soon")))


def test_missing_answers_name_their_flags() -> None:
    flags = ("--platform", "--state")
    assert flags == AnswersMissing(flags).message.fields["flags"]
