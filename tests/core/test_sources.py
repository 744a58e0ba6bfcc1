"""Which rules rest on which source."""

from datetime import date

import pytest
from tests.builders_verdict import (
    ANY,
    CITES,
    SOURCE,
    ground,
    law,
    provision,
    reading,
    rulebook,
    rules,
    timer,
)

from refundcli.core.errors import NotFound
from refundcli.core.rulebook import ProvisionVersion, Rulebook
from refundcli.core.rules import Band, Citation, RuleSet, Source, TimerVersion
from refundcli.core.sources import of_source, rules_by_source
from refundcli.core.values import replace

OTHER = Source("S2", "a blog", "somebody", date(2026, 1, 2), "hearsay")
UNUSED = Source("S3", "an old page", "", date(2020, 1, 2), "secondary")


def made() -> Rulebook:
    """Return a shop with three sources, and a law whose one source has the key of another's."""
    bands = (Band(ANY, reading("2 days", source=OTHER)),)
    shop = rules(
        ground(cites=CITES),
        timer(versions=(TimerVersion(date(2020, 1, 1), None, None, bands),)),
    )
    shop = replace(shop, sources={one.id: one for one in (SOURCE, OTHER, UNUSED)})
    twin = replace(SOURCE, title="the law's words")
    words = ProvisionVersion(date(2020, 1, 1), None, "ordered", "words", (Citation(twin, "1"),))
    articles = law(
        provision("law-1", "anyone", words),
        provision("law-2", "anyone", words),
        rules=RuleSet(sources={twin.id: twin}),
    )
    return rulebook(shop, articles)


def found(name: str) -> list[tuple[str, str]]:
    """Return file and key of the sources that *name* means."""
    uses = of_source(rules_by_source(made()), name, made())
    return [(one.file, one.source.id) for one in uses]


def test_source_names_each_rule_that_cites_it_once() -> None:
    uses = {(one.file, one.source.id): one.rules for one in rules_by_source(made())}
    assert ("shop/return", "shop/offer") == uses["shop", "S1"]
    assert ("shop/answers",) == uses["shop", "S2"]


def test_source_that_nothing_cites_has_no_rules() -> None:
    uses = {(one.file, one.source.id): one.rules for one in rules_by_source(made())}
    assert () == uses["shop", "S3"]


def test_sources_of_two_files_with_one_key_stay_apart() -> None:
    uses = {(one.file, one.source.title): one.rules for one in rules_by_source(made())}
    assert ("law-1", "law-2") == uses["law", "the law's words"]


def test_source_that_its_file_does_not_list_is_there_all_the_same() -> None:
    uses = rules_by_source(rulebook(rules(ground())))
    assert ("shop", "S1") in [(one.file, one.source.id) for one in uses]


def test_key_means_the_source_of_every_file() -> None:
    assert [("shop", "S1"), ("law", "S1"), ("stall", "S1")] == found("s1")


def test_file_and_key_mean_one_source() -> None:
    assert [("law", "S1")] == found(" Law/S1")


@pytest.mark.parametrize("name", ["shop", "the-shop", "「shop」", "sho"])
def test_platform_means_all_its_sources(name: str) -> None:
    assert [("shop", "S1"), ("shop", "S2"), ("shop", "S3")] == found(name)


def test_law_means_all_its_sources() -> None:
    assert [("law", "S1")] == found("「law」")


def test_name_of_nothing_is_refused_with_the_command_that_lists_all() -> None:
    with pytest.raises(NotFound) as caught:
        found("zzzz")
    assert caught.value.hint is not None
    assert "hint-rules-sources" == caught.value.hint.key


def test_name_near_a_platform_is_refused_with_it() -> None:
    with pytest.raises(NotFound) as caught:
        found("shopp")
    assert caught.value.hint is not None
    assert ("shop", "the-shop")[:1] == caught.value.hint.fields["ids"]
