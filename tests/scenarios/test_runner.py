"""The runner of the scenarios: what it refuses to read, and that each of its checks can fail."""

import pytest
from tests.scenarios.answering import answer, differences
from tests.scenarios.scenario import FOLDER, Scenario, parse_scenarios

from refundcli.adapters.toml_files import parse_toml
from refundcli.core.errors import BadData

EXAMPLE = """
[[scenario]]
name = "n"
why = "w"
source = "s"
now = 2026-11-22T10:00:00
platform = "taobao"
state = "delivered"
reason = "quality"
remedy = "return-refund"
[scenario.expect]
"""


@pytest.mark.parametrize(
    ("added", "key"),
    [
        ("", "expect"),
        ("holds = []", "expect.holds"),
        ("verdict = ''", "expect.verdict"),
        ("deadlines = []", "expect.deadlines"),
        ("verdict = 'maybe'", "expect.verdict"),
        ("verdicts = 'eligible'", "expect.verdicts"),
        ("deadlines = [{ rule = 'a/b', until = 2026-11-22 }]", "expect.deadlines[0].until"),
        ("verdict = 'eligible'\n[[scenario.events]]\nkind = 'eaten'", "events[0].kind"),
    ],
)
def test_scenario_with_a_wrong_or_empty_key_is_refused(added: str, key: str) -> None:
    """The key is named."""
    with pytest.raises(BadData) as caught:
        parse_scenarios(parse_toml(f"{EXAMPLE}{added}".encode(), "x.toml"), "x.toml")
    faults = caught.value.message.fields["faults"]
    assert isinstance(faults, tuple)
    assert f"scenario[0].{key}" in [one.fields["key"] for one in faults]


def test_readme_shows_a_scenario_that_can_be_read() -> None:
    """The example in the README is one."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    (one,) = parse_scenarios(parse_toml(example.encode(), "README.md"), "README.md")
    assert [] == list(differences(one, answer(one)))


def read(expected: str, added: str = "") -> Scenario:
    """Return the example with what it expects, and with facts or events before it."""
    facts, _, expect = EXAMPLE.rpartition("[scenario.expect]")
    text = f"{facts}{added}\n[scenario.expect]{expect}{expected}"
    return parse_scenarios(parse_toml(text.encode(), "x.toml"), "x.toml")[0]


@pytest.mark.parametrize(
    "expected",
    [
        "verdict = 'unavailable'",
        "apply_by = 2026-11-30T00:00:00",
        "phase = 'court'",
        "state = 'completed'",
        "next_step = 'nothing'",
        "freight = 'buyer'",
        "remedies = { exchange = 'unavailable' }",
        "holds = ['taobao/during-trade']",
        "unknown = ['taobao/during-trade']",
        "fails = ['taobao/during-trade']",
        "fails_by = { 'taobao/during-trade' = 'states' }",
        "fails_by = { 'taobao/after-sale-window' = 'window' }",
        "would_change = ['taobao/during-trade']",
        "awards = { cpl-55 = '500.00' }",
        "deadlines = [{ rule = 'cpl/quality-return-7-days', due = 2026-11-29T00:00:00 }]",
        "deadlines = [{ rule = 'cpl/quality-return-7-days', actor = 'seller' }]",
        "deadlines = [{ rule = 'taobao/after-sale-window' }]",
        "no_deadline = ['cpl/quality-return-7-days']",
        "basis = ['pql-40', 'cpl-24']",
        "basis = ['cpl-55']",
        "reserve = ['cpl-24']",
        "not_basis = ['cpl-24']",
        "not_basis = ['cpl']",
        "questions = ['paid']",
        "not_questions = ['item_kind']",
        "cautions = ['notify-at-once']",
        "not_cautions = ['do-not-confirm-receipt']",
        "evidence = ['tracking-page']",
        "limits = ['after-sale-once']",
        "choices = ['缺货']",
        "path = ['提交', '退款']",
        "better = ['better-return']",
    ],
)
def test_wrong_expectation_is_found(expected: str) -> None:
    """Each check is seen to fail."""
    scenario = read(expected, "purpose = 'personal'\ndelivered_at = 2026-11-20T10:00:00")
    assert len(list(differences(scenario, answer(scenario)))) == 1


def test_event_that_makes_no_sense_is_refused() -> None:
    """A scenario's case is one that `log` would accept."""
    events = "[[scenario.events]]\nkind = 'withdrawn'\nat = 2026-11-21T10:00:00"
    with pytest.raises(BadData):
        answer(read("verdict = 'eligible'", events))


def test_moment_that_lies_ahead_is_refused() -> None:
    """What has not happened is no fact."""
    with pytest.raises(BadData):
        read("verdict = 'eligible'", "delivered_at = 2026-11-23")
