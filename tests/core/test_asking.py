"""What is asked for, in whose words, and the flag that answers it."""

import pytest
from tests.builders_rules import rulebook

from refundcli.core.asking import FLAGS, question_of
from refundcli.core.findings import Question
from refundcli.core.text import say


@pytest.mark.parametrize(
    ("id", "flag", "key"),
    [
        ("platform", "--platform", "platform"),
        ("number", "--order", "number"),
        ("item_kind", "--item-kind", "item-kind"),
        ("delivered_at", "--delivered-at", "delivered-at"),
    ],
)
def test_question_of_an_order_is_asked_in_the_programs_words(id: str, flag: str, key: str) -> None:
    asked = Question(id, say(f"ask-{key}"), flag, say(f"help-{key}"))
    assert question_of(rulebook(), id) == asked


def test_question_of_a_fact_is_asked_in_the_rulebooks_words() -> None:
    intact = rulebook().facts["intact"]
    asked = Question("intact", intact.asks, "--fact intact=yes|no", intact.help)
    assert question_of(rulebook(), "intact") == asked


def test_every_moment_has_its_flag() -> None:
    at = {flag for flag in FLAGS.values() if flag.endswith("-at")}
    assert at == {
        *("--ordered-at", "--paid-at", "--shipped-at"),
        *("--delivered-at", "--completed-at", "--applied-at"),
    }
