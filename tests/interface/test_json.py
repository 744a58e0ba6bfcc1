"""Every document that the program gives under --json, against the schemas of `docs/json`."""

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.interface.contract import complaints, is_valid, schemas
from tests.interface.program import FAULTY, NOW, UNSHIPPED, Done, Program

from refundcli.adapters.rulebook import load_rulebook
from refundcli.commands.session import words_in
from refundcli.core.errors import ERRORS
from refundcli.core.events import EVENTS, OUTCOMES, PHASES
from refundcli.core.findings import VERDICTS
from refundcli.core.order import PURPOSES, STATES, Claim, Order, has_reached
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import ON_EXPIRY
from refundcli.core.verdict import assess
from refundcli.render.views import check_view

DOCUMENTS = (
    *(
        "case",
        "cases",
        "check",
        "completion",
        "diff",
        "doctor",
        "error",
        "excuses",
        "export",
        "exported",
    ),
    *("help", "import", "ladder"),
    *("ledger-init", "letter", "letter-check", "letters", "lint"),
    *("remind", "remind-ics", "remind-install", "remind-test", "remind-uninstall", "reminder"),
    *("rule", "rules", "sources", "stats", "why"),
)

CHECKS = (
    ("check", *UNSHIPPED),
    ("check", *UNSHIPPED, "--lang", "en", "--paid", "128", "--amount", "200"),
    ("check", *FAULTY, "--purpose", "personal", "--full"),
    ("check", *FAULTY, "--purpose", "business", "--lang", "en", "--paid", "9.90"),
    ("check", *FAULTY, "--item-kind", "food", "--item-kind", "perishable", "--fact", "intact=yes"),
    ("check", *FAULTY, "--lang", "zh-Hant", "--applied-at", "2026-11-22 08:00", "--exit-code"),
    (
        *("check", "-p", "淘宝", "-s", "交易成功", "-r", "假冒", "--remedy", "退货退款"),
        *("--purpose", "personal", "--completed-at", "2026-11-01", "--paid", "300"),
        *("--ordered-at", "2026-10-20", "--fact", "intact=no"),
    ),
    (
        *("check", "-p", "alipay-virtual", "-s", "unshipped", "-r", "virtual-not-delivered"),
        *("--remedy", "refund-only", "--paid-at", "2026-11-22 01:00", "--lang", "en"),
    ),
    (
        *("check", "-p", "1688", "-s", "unpaid", "-r", "other", "--remedy", "exchange"),
        *("--purpose", "business", "--exit-code"),
    ),
    (
        *("check", "-p", "tmall", "-s", "in-transit", "-r", "late-shipment", "--remedy"),
        *("refund-only", "--shipped-at", "2026-11-20", "--seller", "a\x1b[31m", "--item", "{x}"),
    ),
)
RULES = (
    *(("rules", "show", id, "--lang", "en") for id in ("taobao", "cpl", "1688/buyer-pays")),
    *(("rules", "show", id) for id in ("taobao/after-sale-window", "cpl-55")),
)
ERRORS_OF = {
    2: ("chek",),
    10: ("check", "-p", "taobao"),
    11: ("check", *UNSHIPPED, "-p", "taobo"),
    12: ("check", *UNSHIPPED, "--paid", "much"),
    14: ("new", *UNSHIPPED, "--ledger", "/dev/null/ledger"),
}
STORY = (
    ("message", "CASE", "--tone", "firm"),
    ("log", "CASE", "sent"),
    ("log", "CASE", "applied", "--amount", "100", "--reference", "R1"),
    ("due", "--within", "3d"),
    ("log", "CASE", "promised", "--promised-by", "tomorrow", "--words", "明天\n退"),
    ("log", "CASE", "escalated", "--rung", "platform", "--lang", "en"),
    ("log", "CASE", "evidence-asked", "--due", "2026-11-25 12:00"),
    (
        *("log", "CASE", "amended", "--set", "claim.facts.intact=yes", "--set", "order.paid=99"),
        *("--set", "order.seller=", "--set", "order.item_kinds=food,鞋靴"),
    ),
    ("show", "CASE", "--why", "--lang", "en"),
    ("undo", "CASE"),
    ("close", "CASE", "--outcome", "won", "--note", "n"),
    ("list", "--closed", "--lang", "en"),
    ("reopen", "CASE"),
)

CONTRACT: Mapping[tuple[str, ...], str] = {
    ("check",): "schema as_of",
    ("check", "verdict"): (
        "platform state reason remedy purpose verdict summary remedies grounds deadlines timers "
        "basis questions evidence path cautions not_covered"
    ),
    ("check", "ground"): "id kind title outcome apply_by clauses cites",
    ("check", "clause"): "clause outcome says fact flips",
    ("check", "cite"): "source title says quality read_on",
    ("check", "deadline"): (
        "id actor kind started_by started_at due earliest latest on_expiry rule derivation cites"
    ),
    ("check", "timer"): "id actor starts lasts on_expiry",
    ("check", "provision"): "id kind title text use because",
    ("check", "question"): "id asks flag",
    ("check", "note"): "id says",
    ("check", "path"): "surface steps",
    ("case",): "schema as_of case verdict deadlines next_step letter",
    ("case", "letter"): "stage tone language text respond_by basis length limit",
    ("cases",): "schema as_of cases",
    ("letter",): "schema as_of",
    ("error",): "error",
    ("rules",): "schema as_of",
    ("rule",): "schema as_of",
    ("lint",): "schema as_of",
}
"""The keys that were promised; a document may hold more, never fewer."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with a home for this file's tests."""
    return Program(tmp_path_factory.mktemp("json"))


@pytest.fixture(scope="module")
def checks(program: Program) -> list[Done]:
    """Return what `check` gives for many forms of flags."""
    return program.all(*((*one, "--json") for one in CHECKS))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Done]]:
    """Return what each command gives in the life of one case."""
    program = Program(tmp_path_factory.mktemp("story"))
    first = program("new", *UNSHIPPED, "--paid", "128", "--seller", "甲\x1b[1m", "--json")
    id = first.document["case"]["id"]
    done = [("new", first)]
    for command in STORY:
        words = [id if one == "CASE" else one for one in command]
        done.append((" ".join(command), program(*words, "--json")))
    return done


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """Return the whole rulebook."""
    return load_rulebook()


def test_schemas_are_one_for_each_document() -> None:
    assert sorted(schemas()) == sorted(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_schema_is_a_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("place", CONTRACT, ids="/".join)
def test_schema_demands_the_keys_that_were_promised(place: tuple[str, ...]) -> None:
    name, *inner = place
    schema = schemas()[name]["$defs"][inner[0]] if inner else schemas()[name]
    assert set(CONTRACT[place].split()) <= set(schema["required"])


@pytest.mark.parametrize(
    ("values", "place"),
    [
        (VERDICTS, ("check", "verdict_id")),
        (STATES, ("check", "state")),
        (PURPOSES, ("check", "purpose")),
        (ON_EXPIRY, ("check", "on_expiry")),
        (PHASES, ("case", "phase")),
    ],
)
def test_schema_knows_exactly_the_values_of_the_program(
    values: Sequence[str], place: tuple[str, str]
) -> None:
    name, part = place
    assert tuple(schemas()[name]["$defs"][part]["enum"]) == tuple(values)


def test_schema_knows_exactly_the_events_and_outcomes() -> None:
    parts = schemas()["case"]["$defs"]["event"]["properties"]
    assert parts["kind"]["enum"] == [one for one in EVENTS if one != "retracted"]
    assert tuple(parts["outcome"]["enum"]) == OUTCOMES
    assert {key for line in EVENTS.values() for key in line.keys} - {"event"} <= set(parts)


def test_schema_of_an_error_knows_exactly_the_kinds_of_error() -> None:
    pairs = schemas()["error"]["properties"]["error"]["oneOf"]
    found = {(p["properties"]["code"]["const"], p["properties"]["kind"]["const"]) for p in pairs}
    assert found == {(1, "bug"), *((one.code, one.kind) for one in ERRORS)}


@pytest.mark.parametrize(
    "wrong",
    ["2026-11-22", "2026-11-22T10:00:00", "2026-13-22T10:00:00+08:00", "2026-11-22T10:00:00Z", 3],
)
def test_instant_that_is_none_is_refused(wrong: object) -> None:
    good = {"schema": "refundcli/lint/1", "as_of": NOW, "findings": []}
    assert (is_valid("lint", good), is_valid("lint", {**good, "as_of": wrong})) == (True, False)


def test_day_that_is_none_is_refused(checks: list[Done]) -> None:
    wrong = copy.deepcopy(checks[0].document)
    wrong["grounds"][0]["cites"][0]["read_on"] = "2026-02-30"
    assert not is_valid("check", wrong)


@pytest.mark.parametrize("at", range(len(CHECKS)))
def test_check_gives_a_check_document(checks: list[Done], at: int) -> None:
    assert complaints("check", checks[at].document) == []


@pytest.mark.parametrize("at", range(len(CHECKS)))
def test_check_answers_with_the_claim_of_its_flags(checks: list[Done], at: int) -> None:
    flags = CHECKS[at]
    purpose = flags[flags.index("--purpose") + 1] if "--purpose" in flags else None
    assert checks[at].document["purpose"] == purpose


def test_check_speaks_the_language_asked_for(checks: list[Done]) -> None:
    assert "you" in checks[3].document["summary"].casefold()
    assert not any(one in checks[3].document["summary"] for one in "的了可以")


@pytest.mark.parametrize("at", range(len(STORY) + 1), ids=["new", *map(" ".join, STORY)])
def test_command_of_a_case_gives_its_document(story: list[tuple[str, Done]], at: int) -> None:
    command, done = story[at]
    assert (done.code, done.err.count("Traceback")) == (0, 0), done.err
    name = done.document["schema"].split("/")[1]
    wanted = {"message": "letter", "list": "cases", "due": "cases"}
    assert name == wanted.get(command.split()[0], "case")
    assert complaints(name, done.document) == []


def test_new_gives_its_letter_and_show_the_events(story: list[tuple[str, Done]]) -> None:
    new, show = story[0][1].document, story[9][1].document
    assert new["letter"]["respond_by"] == "2026-11-23T10:00:00+08:00"
    kinds = [one["kind"] for one in show["case"]["events"]]
    known = ["drafted", "sent", "applied", "promised", "escalated", "evidence-asked", "amended"]
    assert kinds == known


def test_rules_give_their_documents(program: Program) -> None:
    commands = (("rules", "list"), ("rules", "lint"), *RULES)
    done = program.all(*((*one, "--json") for one in commands))
    names = ["rules", "lint", *("rule" for _ in RULES)]
    assert [one.document["schema"].split("/")[1] for one in done] == names
    found = [complaints(name, one.document) for name, one in zip(names, done, strict=True)]
    assert found == [[] for _ in names]


@pytest.mark.parametrize("code", ERRORS_OF)
def test_error_is_a_document_on_stderr_and_nothing_on_stdout(program: Program, code: int) -> None:
    done = program(*ERRORS_OF[code], "--json")
    assert (done.code, done.out, done.error["error"]["code"]) == (code, "", code)
    assert complaints("error", done.error) == []


def test_unreadable_case_is_an_error_document_beside_the_answer(tmp_path: Path) -> None:
    program = Program(tmp_path)
    id = program.new()
    (program.ledger / "cases" / "tb-aaaa.toml").write_text("x = = 3\n")
    done = program("list", "--json")
    assert (done.code, [one["id"] for one in done.document["cases"]]) == (13, [id])
    assert (complaints("cases", done.document), complaints("error", done.error)) == ([], [])
    assert done.error["error"]["code"] == 13


def test_check_document_of_every_platform_and_state_fits(rulebook: Rulebook) -> None:
    now = beijing(2026, 11, 22, 10)
    spoken = [words_in(one) for one in ("zh-Hans", "en")]
    purposes = (None, *PURPOSES)
    pairs = [(site.id, state) for site in rulebook.platforms.values() for state in site.states]
    reasons, remedies = list(rulebook.reasons), list(rulebook.remedies)
    found = []
    for number, (platform, state) in enumerate(pairs):
        moments = {
            name: beijing(2026, 11, 20, 9)
            for name in ("ordered", "paid", "shipped", "delivered", "completed")
            if number % 4 and has_reached(state, name)
        }
        order = Order(platform, state, paid=Decimal("128.00"), moments=moments)
        claim = Claim(
            reasons[number % len(reasons)], remedies[number % len(remedies)], purposes[number % 3]
        )
        view = check_view(assess(rulebook, order, claim, now), spoken[number % 2])
        found += complaints("check", json.loads(json.dumps(view)))
    assert found == []


def trimmed(value: object) -> Any:
    """Return *value* with one table at most in each list of them, the one that holds the most."""
    if isinstance(value, dict):
        return {key: trimmed(one) for key, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [trimmed(max(value, key=lambda one: len(str(one))))]
    return value


def places(value: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the place of every key in *value*."""
    inner = enumerate(value) if isinstance(value, list) else ()
    for key, one in value.items() if isinstance(value, dict) else inner:
        if isinstance(key, str):
            yield (*above, key)
        yield from places(one, (*above, key))


def changed(document: object, place: tuple[str | int, ...], value: object = ...) -> Any:
    """Return *document* with *value* at *place*, or without that key."""
    made = copy.deepcopy(document)
    table: Any = made
    for key in place[:-1]:
        table = table[key]
    if value is ...:
        del table[place[-1]]
    else:
        table[place[-1]] = value
    return made


def may_be_left_out(place: tuple[str | int, ...]) -> bool:
    """Return whether a key is one of those that not every document has."""
    *above, key = place
    is_fact = "facts" in above
    is_moment = above[-1:] == ["order"] and str(key).endswith("_at")
    is_carried = "events" in above and key in ("amount", "reference", "note", "channel")
    return is_fact or is_moment or is_carried


def specimens(checks: list[Done], story: list[tuple[str, Done]]) -> dict[str, Any]:
    """Return one small document for each schema that a run gave."""
    return {
        "check": trimmed(checks[6].document),
        "case": trimmed(story[3][1].document),
        "letter": trimmed(story[1][1].document),
        "cases": trimmed(story[4][1].document),
    }


@pytest.mark.parametrize("name", ["check", "case", "letter", "cases"])
def test_document_without_one_of_its_keys_is_refused(
    checks: list[Done], story: list[tuple[str, Done]], name: str
) -> None:
    whole = specimens(checks, story)[name]
    assert complaints(name, whole) == []
    lenient = [
        place
        for place in places(whole)
        if is_valid(name, changed(whole, place)) and not may_be_left_out(place)
    ]
    assert lenient == []


_STRICT = (
    *("schema", "as_of", "verdict", "kind", "outcome", "actor", "use", "state", "phase", "purpose"),
    *(
        "on_expiry",
        "quality",
        "read_on",
        "due",
        "earliest",
        "latest",
        "currency",
        "surface",
        "tone",
    ),
    *("language", "respond_by", "protects", "confidence", "ground", "rule", "at", "opened_at"),
    *("need", "paid", "refunded", "length", "counts", "waiting", "overdue", "command"),
)


@pytest.mark.parametrize("name", ["check", "case", "letter", "cases"])
def test_document_with_a_word_that_is_none_of_the_values_is_refused(
    checks: list[Done], story: list[tuple[str, Done]], name: str
) -> None:
    whole = specimens(checks, story)[name]
    lenient = [
        place
        for place in places(whole)
        if place[-1] in _STRICT
        and "cites" not in place[-2:-1]
        and not (place[-1] == "at" and "cites" in place)
        and is_valid(name, changed(whole, place, "no such word"))
    ]
    assert lenient == []
