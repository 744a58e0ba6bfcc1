"""The index gives what the files say: after writes, edits by hand, copies, deletions and turns of the clock."""

import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM, event
from tests.builders_index import (
    MAKER,
    NOW,
    Counted,
    aged,
    cut,
    faults,
    filled,
    ids,
    ledger_at,
    moment,
    path_of,
    selected,
)
from tests.builders_real_cases import INSTANTS, real_cases

from refundcli.adapters import case_rows
from refundcli.adapters.case_lines import line_from_text, line_to_text
from refundcli.adapters.ledger_index import Query
from refundcli.adapters.rules_stamp import rules_stamp
from refundcli.core.case import Case
from refundcli.core.case_line import CaseLine
from refundcli.core.errors import BadData, LedgerUnreadable, NotFound
from refundcli.core.line_maker import MadeLine
from refundcli.core.text import say
from refundcli.core.values import replace

A, B, C = "tb-2222", "tb-3333", "tb-4444"
LATER = NOW + timedelta(days=30)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a ledger of two cases be one of very many."""
    monkeypatch.setattr(case_rows, "FEW", 0)


def names(cases: list[Case]) -> list[Case]:
    """Return *cases* with ids of their own."""
    return [replace(one, id=f"tb-222{'23456789'[n]}") for n, one in enumerate(cases)]


@settings(CALM, max_examples=15)
@given(st.lists(real_cases(), max_size=4).map(names), INSTANTS, INSTANTS, st.booleans())
def test_index_gives_what_the_cases_give_at_any_time(
    tmp_path_factory: pytest.TempPathFactory,
    cases: list[Case],
    now: datetime,
    then: datetime,
    closed: bool,
) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    ledger = ledger_at(folder)
    for one in cases:
        ledger.add(one)
    for at in (now, then, now):
        found = selected(folder, Query(closed=closed, by_due=True), moment(at))
        stored = (one for one in ledger.cases(closed=closed) if isinstance(one, Case))
        expected = [MAKER.made(one, at).line for one in stored]
        expected.sort(key=by_due)
        assert [until_any(one) for one in expected] == [until_any(one) for one in found.lines]


def by_due(line: CaseLine) -> tuple[bool, datetime, str]:
    """Return what lines are sorted by."""
    return line.next is None, line.next.due if line.next else line.opened_at, line.id


def until_any(line: CaseLine) -> CaseLine:
    """Return *line* without the time until which it holds."""
    return replace(line, good_until=line.as_of)


@settings(CALM, max_examples=40)
@given(real_cases(), INSTANTS)
def test_line_comes_back_from_its_text(case: Case, now: datetime) -> None:
    line = MAKER.made(case, now).line
    assert line == line_from_text(line_to_text(line))


def test_second_list_makes_no_line_anew(tmp_path: Path) -> None:
    filled(tmp_path, A, B)
    selected(tmp_path)
    second = Counted()
    selected(tmp_path, at=moment(make=second))
    assert 0 == second.count


def test_line_kept_by_its_writer_is_not_made_anew(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A)
    ledger.index.keep(ledger.read(A), moment())
    second = Counted()
    selected(tmp_path, at=moment(make=second))
    assert 0 == second.count


@pytest.mark.parametrize(
    "change", [{"basis": 2}, {"now": LATER}, {"now": NOW - timedelta(days=300)}]
)
def test_lines_are_made_anew_by_other_rules_and_at_another_time(
    tmp_path: Path, change: dict[str, object]
) -> None:
    filled(tmp_path, A)
    selected(tmp_path)
    found = list(selected(tmp_path, at=moment(**change)).lines)  # type: ignore[arg-type]  # its own names
    now = change.get("now", NOW)
    assert [now] == [one.as_of for one in found]
    second = Counted()
    selected(tmp_path, at=moment(make=second))
    assert 1 == second.count


def test_time_that_was_made_up_leaves_the_index_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path, A)
    selected(tmp_path)
    far = selected(tmp_path, at=moment(LATER, is_real=False))
    assert [LATER] == [one.as_of for one in far.lines]
    second = Counted()
    selected(tmp_path, at=moment(make=second))
    assert 0 == second.count


def test_page_has_the_first_and_says_how_many_there_are(tmp_path: Path) -> None:
    filled(tmp_path, A, B, C)
    found = selected(tmp_path, Query(by_due=True, most=2))
    assert ([A, B], 3) == ([one.id for one in found.lines], found.total)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(where={"platform": "taobao"}), [A, B]),
        (Query(where={"phase": "closed"}, closed=True), [B]),
        (Query(where={"platform": "1688"}), []),
        (Query(due_by=NOW - timedelta(days=300), closed=True), []),
        (Query(since=NOW, closed=True), []),
        (Query(closed=True), [A, B]),
        (Query(beginning="tb-2"), [A]),
        (Query(beginning="tb-3", closed=True), [B]),
    ],
)
def test_query_leaves_what_fits(tmp_path: Path, query: Query, expected: list[str]) -> None:
    ledger = filled(tmp_path, A, B)
    if query.closed:
        ledger.append(B, event("closed", 12, outcome="won"))
    assert expected == ids(tmp_path, query)


def test_case_whose_words_are_unknown_is_a_fault_and_no_line(tmp_path: Path) -> None:
    def refused(_: Case) -> MadeLine:
        raise BadData(say("error-case-word"))

    filled(tmp_path, A)
    found = selected(tmp_path, at=replace(moment(), make=refused))
    named = [one.message.key for one in found.faults]
    assert ([], 0, ["error-case-word"]) == (list(found.lines), found.total, named)
    assert [A] == [one.id for one in selected(tmp_path, at=moment(basis=2)).lines]


def test_edit_by_hand_shows(tmp_path: Path) -> None:
    filled(tmp_path, A)
    ids(tmp_path)
    path = path_of(tmp_path, A)
    path.write_text(path.read_text().replace('"2222"', '"9999"'))
    assert ["9999"] == [one.number for one in selected(tmp_path).lines]


def test_edit_of_the_same_length_at_the_same_time_shows(tmp_path: Path) -> None:
    filled(tmp_path, A)
    path = path_of(tmp_path, A)
    before = path.stat()
    ids(tmp_path)
    path.write_text(path.read_text().replace('"2222"', '"9999"'))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ["9999"] == [one.number for one in selected(tmp_path).lines]


def test_file_that_is_only_touched_makes_no_line_anew(tmp_path: Path) -> None:
    filled(tmp_path, A)
    selected(tmp_path)
    path_of(tmp_path, A).touch()
    second = Counted()
    selected(tmp_path, at=moment(make=second))
    assert 0 == second.count


@pytest.mark.usefixtures("many")
def test_edit_of_a_case_that_is_shown_shows_among_very_many(tmp_path: Path) -> None:
    filled(tmp_path, A, B)
    aged(tmp_path)
    ids(tmp_path)
    path = path_of(tmp_path, A)
    path.write_text(path.read_text().replace('"2222"', '"9999"'))
    found = selected(tmp_path, Query(most=1)).lines
    assert ["9999"] == [one.number for one in found]


@pytest.mark.usefixtures("many")
def test_new_name_among_very_many_shows(tmp_path: Path) -> None:
    filled(tmp_path, A)
    ids(tmp_path)
    text = path_of(tmp_path, A).read_text()
    path_of(tmp_path, B).write_text(text.replace(A, B))
    assert [A, B] == ids(tmp_path)


@pytest.mark.usefixtures("many")
def test_file_put_in_place_of_one_of_very_many_shows(tmp_path: Path) -> None:
    filled(tmp_path, A)
    ids(tmp_path)
    other = tmp_path / "other"
    other.write_text(path_of(tmp_path, A).read_text().replace('"2222"', '"9999"'))
    other.replace(path_of(tmp_path, A))
    assert ["9999"] == [one.number for one in selected(tmp_path).lines]


def test_deleted_case_is_gone_and_comes_back(tmp_path: Path) -> None:
    filled(tmp_path, A, B)
    ids(tmp_path)
    path_of(tmp_path, A).rename(tmp_path / "kept")
    assert [B] == ids(tmp_path)
    (tmp_path / "kept").rename(path_of(tmp_path, A))
    assert [A, B] == ids(tmp_path)


def test_case_moved_to_the_closed_ones_by_hand_is_none_of_the_open(tmp_path: Path) -> None:
    filled(tmp_path, A)
    ids(tmp_path)
    year = tmp_path / "ledger" / "closed" / "2026"
    year.mkdir(parents=True)
    path_of(tmp_path, A).rename(year / f"{A}.toml")
    assert [A] == ids(tmp_path, closed=True)


def test_copied_ledger_has_an_index_of_its_own(tmp_path: Path) -> None:
    filled(tmp_path, A)
    ids(tmp_path)
    shutil.copytree(tmp_path / "ledger", tmp_path / "other" / "ledger")
    (tmp_path / "cache").rename(tmp_path / "other" / "cache")
    assert [A] == ids(tmp_path / "other")


def test_case_in_two_files_is_the_fuller_one(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A)
    year = tmp_path / "ledger" / "closed" / "2026"
    year.mkdir(parents=True)
    shutil.copy(path_of(tmp_path, A), year / f"{A}.toml")
    ledger_at(tmp_path).index.select(Query(), moment())
    with path_of(tmp_path, A).open("a") as file:
        file.write('20261125T100000-2222 = { at = 2026-11-25T10:00:00+08:00, kind = "applied" }\n')
    assert ["applied"] == [one.phase for one in selected(tmp_path).lines]
    assert 3 == len(ledger.read(A).events)


def test_linked_case_is_read_through(tmp_path: Path) -> None:
    filled(tmp_path, A)
    ids(tmp_path)
    path_of(tmp_path, A).rename(tmp_path / "elsewhere.toml")
    path_of(tmp_path, A).symlink_to(tmp_path / "elsewhere.toml")
    assert [A] == ids(tmp_path)
    goal = tmp_path / "elsewhere.toml"
    goal.write_text(goal.read_text().replace('"2222"', '"9999"'))
    assert ["9999"] == [one.number for one in selected(tmp_path).lines]


def test_file_that_cannot_be_read_stays_named(tmp_path: Path) -> None:
    filled(tmp_path, A, B)
    path_of(tmp_path, A).write_text("= nonsense")
    for _ in range(2):
        found = selected(tmp_path)
        named = [one.message.key for one in found.faults]
        assert ([B], ["toml-wrong"]) == ([one.id for one in found.lines], named)


def test_name_that_is_no_text_is_named(tmp_path: Path) -> None:
    filled(tmp_path, A)
    odd = os.fsencode(path_of(tmp_path, A).parent) + b"/\xff\xe9.toml"
    with open(odd, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"x = 1")
    found = selected(tmp_path)
    assert ([A], 1) == ([one.id for one in found.lines], len(found.faults))


def test_link_to_nothing_is_named(tmp_path: Path) -> None:
    filled(tmp_path, A)
    path_of(tmp_path, B).symlink_to(tmp_path / "nothing")
    assert ["toml-unreadable"] == faults(tmp_path)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_cut_between_two_events_is_noticed(tmp_path: Path, lines: int) -> None:
    filled(tmp_path, A, B)
    ids(tmp_path)
    cut(path_of(tmp_path, A), lines)
    assert ([B], ["ledger-cut"]) == (ids(tmp_path), faults(tmp_path))
    for named in (A, A[:4], A[3:]):
        with pytest.raises(LedgerUnreadable) as caught:
            ledger_at(tmp_path).read(named)
        assert "ledger-cut" == caught.value.message.key


def test_cut_is_noticed_by_what_was_only_written(tmp_path: Path) -> None:
    filled(tmp_path, A)
    cut(path_of(tmp_path, A))
    assert ["ledger-cut"] == faults(tmp_path)


def test_emptied_file_is_noticed(tmp_path: Path) -> None:
    filled(tmp_path, A)
    path_of(tmp_path, A).write_bytes(b"")
    assert ["ledger-file-empty"] == faults(tmp_path)


def test_nothing_is_written_to_a_file_that_was_cut(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A)
    cut(path_of(tmp_path, A))
    before = path_of(tmp_path, A).read_bytes()
    with pytest.raises(BadData) as caught:
        ledger.append(A, event("noted", note="x"))
    assert ("ledger-cut", before) == (caught.value.message.key, path_of(tmp_path, A).read_bytes())


def test_cut_is_among_the_cases_as_what_it_is(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A, B)
    cut(path_of(tmp_path, A))
    found = [one.id if isinstance(one, Case) else one.message.key for one in ledger.cases()]
    assert ["ledger-cut", B] == found


def test_cut_file_that_is_put_back_is_whole(tmp_path: Path) -> None:
    filled(tmp_path, A)
    before = cut(path_of(tmp_path, A))
    assert ["ledger-cut"] == faults(tmp_path)
    path_of(tmp_path, A).write_bytes(before)
    assert ([A], []) == (ids(tmp_path), faults(tmp_path))


def test_cut_that_was_meant_is_accepted(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A)
    cut(path_of(tmp_path, A))
    faults(tmp_path)
    ledger.index.forget(A)
    assert ([A], []) == (ids(tmp_path), faults(tmp_path))
    assert 1 == len(ledger.append(A).events)


def test_cut_of_a_case_that_was_away_is_noticed(tmp_path: Path) -> None:
    filled(tmp_path, A)
    ids(tmp_path)
    path_of(tmp_path, A).rename(tmp_path / "kept")
    ids(tmp_path)
    cut(tmp_path / "kept")
    (tmp_path / "kept").rename(path_of(tmp_path, A))
    assert ["ledger-cut"] == faults(tmp_path)


def test_events_added_retracted_or_reworded_are_no_cut(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A)
    ids(tmp_path)
    path = path_of(tmp_path, A)
    path.write_text("# mine\n" + path.read_text().replace("拆封不退", "不退"))
    assert ([], [A]) == (faults(tmp_path), ids(tmp_path))
    last = ledger.read(A).events[-1].id
    ledger.append(A, event("retracted", 12, event=last))
    ledger.append(A, event("amended", 13, set={"order.seller": "shop"}))
    assert ([], [A]) == (faults(tmp_path), ids(tmp_path))


def test_case_is_found_by_its_number_wherever_it_stands(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A, B)
    ledger.append(B, event("closed", 12, outcome="won"))
    assert [A, B] == [ledger_at(tmp_path).read(one).id for one in ("2222", "3333")]


@pytest.mark.usefixtures("many")
def test_number_changed_by_hand_is_found_among_very_many(tmp_path: Path) -> None:
    filled(tmp_path, A, B)
    aged(tmp_path)
    ids(tmp_path)
    path = path_of(tmp_path, A)
    path.write_text(path.read_text().replace('"2222"', '"9999"'))
    assert A == ledger_at(tmp_path).read("9999").id


def test_number_of_the_open_case_counts_first(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A, B, C)
    for one in (A, B, C):
        ledger.append(one, event("amended", 12, set={"order.number": "77"}))
    ledger.append(A, event("closed", 13, outcome="won"))
    with pytest.raises(NotFound) as caught:
        ledger_at(tmp_path).read("77")
    assert (B, C) == caught.value.message.fields["ids"]
    ledger.append(B, event("closed", 13, outcome="won"))
    assert C == ledger_at(tmp_path).read("77").id


def test_unknown_number_is_not_found(tmp_path: Path) -> None:
    filled(tmp_path, A)
    with pytest.raises(NotFound):
        ledger_at(tmp_path).read("404")


def test_beginning_is_known_without_listing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, A, B)
    hour_later = ledger_at(tmp_path)
    object.__setattr__(hour_later.index, "clock", in_a_while)
    list(hour_later.index.select(Query(), moment()).lines)
    monkeypatch.setattr(hour_later.layout, "ids", lambda: pytest.fail("folders were listed"))
    assert A == hour_later.read("tb-2").id


def in_a_while() -> int:
    """Return a time at which what was just written is settled."""
    return time.time_ns() + 10 * 10**9


@pytest.mark.usefixtures("many")
def test_write_leaves_what_is_known_of_the_folder(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A, B)
    object.__setattr__(ledger.index, "clock", in_a_while)
    list(ledger.index.select(Query(), moment()).lines)
    ledger.append(A, event("noted", 12, note="x"))
    assert (A, B) == ledger.index.ids("tb-")


@pytest.mark.usefixtures("many")
def test_name_that_came_before_a_write_is_not_overlooked(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A)
    object.__setattr__(ledger.index, "clock", in_a_while)
    list(ledger.index.select(Query(), moment()).lines)
    path_of(tmp_path, B).write_text(path_of(tmp_path, A).read_text().replace(A, B))
    ledger.append(A, event("noted", 12, note="x"))
    assert [A, B] == [one.id for one in ledger.index.select(Query(), moment()).lines]


def test_completions_of_very_many_keep_what_all_have_in_common(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refundcli.adapters.ledger_index._COMPLETED", 2)
    filled(tmp_path, A, B, C)
    assert [A, C] == ids(tmp_path, beginning="tb-")


def test_ledger_of_a_newer_format_is_said(tmp_path: Path) -> None:
    filled(tmp_path, A)
    (tmp_path / "ledger" / "ledger.toml").write_text("format = 99\n")
    with pytest.raises(BadData):
        selected(tmp_path)


def test_rules_stamp_changes_with_the_buyers_own_rules(tmp_path: Path) -> None:
    before = rules_stamp(tmp_path / "rules")
    assert before == rules_stamp(tmp_path / "rules")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.toml").write_text("x = 1")
    assert before != rules_stamp(tmp_path / "rules")
