"""The ladder's file: what is read from it, and every mistake named by its key."""

from datetime import date
from typing import Any

import pytest
from tests.builders_ladder import CITES, entry, file, gate, lasting, rung, words

from refundcli.core.errors import BadData
from refundcli.core.ladder_form import ladder_from_mapping
from refundcli.core.rules import Length
from refundcli.core.text import Said


def faults(*rungs: Any, **keys: Any) -> dict[str, str]:
    """Return the sentence of each fault by its key."""
    with pytest.raises(BadData) as caught:
        ladder_from_mapping(file(*rungs, **keys))
    found = caught.value.message.fields["faults"]
    assert isinstance(found, tuple)
    return {str(one.fields["key"]): _key(one.fields["what"]) for one in found}


def _key(said: object) -> str:
    assert isinstance(said, Said)
    return said.key


def test_rungs_come_in_the_order_of_the_file() -> None:
    assert ("b", "a") == ladder_from_mapping(file(rung("b"), rung("a"))).ids


def test_time_bar_and_clock_are_dated_lengths() -> None:
    version = [lasting("3 years", until=date(2030, 1, 1))]
    one = rung(bar={"says": words("bar"), "version": version})
    (made,) = ladder_from_mapping(file(one)).rungs
    assert made.bar is not None
    (lasts,) = made.bar.versions
    assert (Length(3, "years"), date(2030, 1, 1)) == (lasts.lasts, lasts.until)


@pytest.mark.parametrize(
    ("changes", "key", "fault"),
    [
        ({"cites": []}, "rung[0].cites", "fault-missing"),
        ({"cites": [{"source": "T", "at": "x"}]}, "rung[0].cites[0].source", "fault-source"),
        ({"cites": [{"source": "S"}]}, "rung[0].cites[0].at", "fault-cite"),
        ({"name": {"zh": "平台"}}, "rung[0].name.en", "fault-missing"),
        ({"colour": "red"}, "rung[0].colour", "fault-unknown-key"),
        ({"purposes": ["fun"]}, "rung[0].purposes", "fault-choice"),
        ({"laws": ["none"]}, "rung[0].laws", "fault-choice"),
        ({"brief": ["always"]}, "rung[0].brief", "fault-choice"),
        ({"aliases": "平台"}, "rung[0].aliases", "fault-type"),
        ({"awards": [entry("x", laws=["none"])]}, "rung[0].awards[0].laws", "fault-choice"),
        ({"on": [{"shops": ["x"]}]}, "rung[0].on[0].shops", "fault-unknown-key"),
        ({"bring": [{"says": words("x")}]}, "rung[0].bring[0].cites", "fault-missing"),
        ({"costs": [entry("x", price=1)]}, "rung[0].costs[0].price", "fault-unknown-key"),
        ({"notes": [entry("x", confidence="C")]}, "rung[0].notes[0].confidence", "fault-choice"),
        ({"gate": [gate("paid")]}, "rung[0].gate[0].is", "fault-choice"),
        ({"gate": [gate("turned-down")]}, "rung[0].gate", "fault-ladder-gate"),
        ({"gate": [gate("applied", rung="platform")]}, "rung[0].gate", "fault-ladder-gate"),
        ({"gate": [gate("turned-down", rung="moon")]}, "rung[0].rung", "fault-choice"),
        ({"closes": [entry("x", rung="moon")]}, "rung[0].rung", "fault-choice"),
        ({"closes": [entry("x", once="ever")]}, "rung[0].closes[0].once", "fault-choice"),
        ({"clock": [{"version": [lasting("2 days")]}]}, "rung[0].clock[0].says", "fault-missing"),
        ({"clock": [{"says": words("x")}]}, "rung[0].clock[0].version", "fault-missing"),
        ({"bar": {"says": words("x")}}, "rung[0].bar.version", "fault-missing"),
        ({"bar": {"timer": "law/t"}}, "rung[0].bar.says", "fault-missing"),
        (
            {"bar": {"says": words("x"), "version": [{**lasting("1 days"), "lasts": "soon"}]}},
            "rung[0].bar.version[0].lasts",
            "error-length",
        ),
        (
            {
                "clock": [
                    {"says": words("x"), "version": [{"since": date(2020, 1, 1), "cites": CITES}]}
                ]
            },
            "rung[0].clock[0].version[0].lasts",
            "fault-missing",
        ),
    ],
)
def test_mistake_is_named_by_its_key(changes: dict[str, Any], key: str, fault: str) -> None:
    assert fault == faults(rung(**changes)).get(key)


def test_two_rungs_of_one_id_are_a_mistake() -> None:
    found = faults(rung("court"), rung("court"))
    assert {"rung[0].id": "fault-ladder-twice", "rung[1].id": "fault-ladder-twice"} == found


def test_ladder_without_rungs_is_a_mistake() -> None:
    assert {"rung": "fault-missing"} == faults()


@pytest.mark.parametrize(
    ("keys", "law", "so"),
    [
        ({}, "none", True),
        ({"laws": ["consumer"]}, "consumer", True),
        ({"laws": ["consumer"]}, "civil", False),
        ({"laws": ["consumer"]}, "none", False),
        ({"laws": ["civil"], "platforms": ["stall"]}, "civil", False),
    ],
)
def test_statement_is_said_where_the_law_it_speaks_of_applies(
    keys: dict[str, Any], law: str, so: bool
) -> None:
    (made,) = ladder_from_mapping(file(rung(awards=[entry("x", **keys)]))).rungs
    assert made.awards[0].fits("shop", law, None) is so
