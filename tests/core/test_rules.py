"""The shapes of a rule."""

from refundcli.core.rules import Length


def test_length_is_written_as_in_the_rules() -> None:
    assert str(Length(15, "working-days")) == "15 working-days"
