"""What is written of the commands: read with every mistake named by its key."""

from collections.abc import Mapping

import pytest

from refundcli.core.errors import BadData
from refundcli.core.manual import manual_from_mapping
from refundcli.core.text import Text

EXAMPLE = {"run": "refundcli due", "says": {"zh": "看一眼", "en": "a look"}}
COMMAND: Mapping[str, object] = {
    "name": "due",
    "about": {"zh": "每天看。", "en": "Daily."},
    "codes": ["0", "13"],
    "example": [EXAMPLE],
}
FILE: Mapping[str, object] = {
    "groups": {"begin": ["due"]},
    "takes": {"TIME": ["at", "now"]},
    "command": [COMMAND],
}


def keys_at_fault(**changes: object) -> list[str]:
    """Return the keys that are named when the one command is changed so."""
    with pytest.raises(BadData) as caught:
        manual_from_mapping({**FILE, "command": [{**COMMAND, **changes}]}, "commands.toml")
    faults = caught.value.message.fields["faults"]
    assert isinstance(faults, tuple)
    return [one.fields["key"] for one in faults]


def test_manual_holds_groups_and_what_stands_for_a_value() -> None:
    manual = manual_from_mapping(FILE, "commands.toml")
    assert dict(manual.groups) == {"begin": ("due",)}
    assert dict(manual.takes) == {"at": "TIME", "now": "TIME"}


def test_entry_has_its_codes_as_numbers() -> None:
    means = {"13": {"zh": "部分不可读", "en": "a part is unreadable"}}
    manual = manual_from_mapping({**FILE, "command": [{**COMMAND, "means": means}]}, "f")
    entry = manual.entries["due"]
    assert entry.codes == (0, 13)
    assert entry.means == {13: Text("部分不可读", "a part is unreadable")}


def test_program_itself_has_no_name() -> None:
    nameless = {key: one for key, one in COMMAND.items() if key != "name"}
    manual = manual_from_mapping({**FILE, "command": [nameless]}, "f")
    assert list(manual.entries) == [""]


def test_line_of_an_example_is_one_for_all_or_one_in_each_language() -> None:
    both = {**EXAMPLE, "run": {"zh": "refundcli due --lang zh", "en": "refundcli due --lang en"}}
    manual = manual_from_mapping(
        {**FILE, "command": [{**COMMAND, "example": [EXAMPLE, both]}]}, "f"
    )
    runs = [one.run for one in manual.entries["due"].examples]
    assert runs == [
        Text("refundcli due", "refundcli due"),
        Text("refundcli due --lang zh", "refundcli due --lang en"),
    ]


def test_variables_and_places_are_read() -> None:
    says = {"zh": "语言", "en": "language"}
    more = {"variable": [{"name": "LANG", "says": says}], "place": [{"path": "~/x", "says": says}]}
    manual = manual_from_mapping({**FILE, **more}, "f")
    assert [one.name for one in manual.variables] == ["LANG"]
    assert [one.path for one in manual.places] == ["~/x"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"codes": ["4"]}, "command[0].codes"),
        ({"codes": ["x"]}, "command[0].codes"),
        ({"codes": []}, "command[0].codes"),
        ({"example": []}, "command[0].example"),
        ({"means": {"3": {"zh": "否", "en": "no"}}}, "command[0].means.3"),
        ({"wrong": "key"}, "command[0].wrong"),
        ({"about": "words"}, "command[0].about"),
    ],
)
def test_mistake_is_named_by_its_key(changes: Mapping[str, object], key: str) -> None:
    assert keys_at_fault(**changes) == [key]


@pytest.mark.parametrize("key", ["groups", "takes"])
def test_table_that_is_not_there_is_a_mistake(key: str) -> None:
    with pytest.raises(BadData) as caught:
        manual_from_mapping({name: one for name, one in FILE.items() if name != key}, "f")
    assert key in str(caught.value.message.fields["faults"])
