"""Help topics: read section by section, every mistake named with its key."""

from collections.abc import Mapping

import pytest

from refundcli.core.errors import BadData
from refundcli.core.topics import Section, in_traditional, topic_from_mapping

TOPIC: Mapping[str, object] = {
    "title": "期限",
    "brief": "怎么算",
    "see": ["due"],
    "section": [{"head": "时间", "says": ["发货"], "points": ["退货"]}],
}


def test_topic_is_read_section_by_section() -> None:
    topic = topic_from_mapping(TOPIC, "deadlines", "f")
    assert (topic.id, topic.title, topic.see) == ("deadlines", "期限", ("due",))
    assert topic.sections == (Section("时间", ("发货",), ("退货",)),)


@pytest.mark.parametrize("wrong", [{"tells": ["all"]}, {"head": ""}, {"lines": ["x"]}])
def test_mistake_in_a_section_is_named(wrong: Mapping[str, object]) -> None:
    with pytest.raises(BadData) as caught:
        topic_from_mapping({**TOPIC, "section": [{"head": "h", **wrong}]}, "deadlines", "f")
    assert f"section[0].{next(iter(wrong))}" in str(caught.value.message.fields["faults"])


def test_topic_is_written_in_traditional_characters() -> None:
    section = in_traditional(topic_from_mapping(TOPIC, "deadlines", "f")).sections[0]
    assert (section.head, section.says, section.points) == ("時間", ("發貨",), ("退貨",))
