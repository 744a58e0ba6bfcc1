"""The installed program without a terminal: what it answers, what it says, and its exit codes."""

import fcntl
import os
import signal
import stat
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tests.adapters.terminal import Terminal
from tests.interface.program import FAULTY, NOW, SECONDS, UNSHIPPED, Done, Program

LATER = "2026-11-23T12:00:00+08:00"
HOSTILE = (
    "坏了 [bold]x[/bold] {state} \x1b[31mred\x1b[0m\n\u202etxt.exe = 1\n\"'''\\ <b> =1+1 ../../x"
)


WRONG: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "chek": (2, ("no command chek", "check")),
    "check --platfrom taobao": (2, ("no option --platfrom", "--platform")),
    "check --platform": (2, ("--platform", "needs a value", "--help")),
    "log": (2, ("CASE is missing", "refundcli log --help")),
    "list extra": (2, ("extra", "refundcli list --help")),
    "rules": (2, ("needs a command", "list", "show", "lint")),
    "check": (10, ("--platform", "--state", "--reason", "--remedy")),
    "message": (10, ("--platform", "--state", "--reason", "--remedy", "CASE")),
    "log CASE": (10, ("EVENT", "log --help")),
    "close CASE": (10, ("--outcome", "won")),
    "check CLAIM -p taobo": (11, ("platform", "“taobo”", "taobao")),
    "check CLAIM -r qualty": (11, ("reason", "“qualty”", "quality")),
    "check CLAIM --remedy refund": (11, ("“refund”", "refund-only")),
    "check CLAIM -r not": (11, ("“not”", "not-received", "not-as-described")),
    "check CLAIM --lang fr": (11, ("“fr”", "zh-Hans")),
    "list --phase aplied": (11, ("“aplied”", "applied")),
    "show 0000": (11, ("“0000”", "list --closed")),
    "show ../../../etc/passwd": (11, ("“../../../etc/passwd”",)),
    "log CASE aplied": (11, ("“aplied”", "applied")),
    "log CASE re": (11, ("“re”", "refused", "refunded")),
    "log CASE extended --deadline zz --due tomorrow": (11, ("“zz”",)),
    "log CASE amended --set claim.reason=qualty": (11, ("qualty", "quality")),
    "message CASE --tone rude": (11, ("rude", "polite")),
    "rules show taobao/after": (11, ("taobao/after", "taobao/after-sale-window")),
    "check CLAIM --paid-at 2026-13-40": (12, ("--paid-at", "2026-13-40", "2026-11-20 10:00")),
    "new CLAIM --paid-at 2027-01-01": (12, ("--paid-at", "in the future", "--now")),
    "new CLAIM --paid 12x": (12, ("--paid", "12x", "128.50")),
    "check CLAIM --fact intact=maybe": (12, ("intact", "maybe", "--fact intact=yes")),
    "check CLAIM --answers /nowhere.toml": (12, ("/nowhere.toml",)),
    "due --within soon": (12, ("--within", "soon", "3d")),
    "log CASE applied --at 2026-11-22T11:00": (12, ("2026-11-22 11:00", "has not come")),
    "log CASE sent --at 2026-12-30": (12, ("has not come", "--now")),
    "log CASE sent --at 2026-11-01": (12, ("2026-11-20 10:00", "--at")),
    "log CASE extended": (12, ("deadline", "due", "--help")),
    "log CASE amended --set order.colour=1": (12, ("order.colour", "order.paid")),
    "log CASE agreed --freight nobody": (11, ("freight", "nobody", "buyer")),
    "reopen CASE": (12, ("not closed", "refundcli show")),
}
"""What cannot be done: its exit code, and words of what is said; CLAIM stands for a whole claim."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program in an empty home, speaking English."""
    return Program(tmp_path, {"REFUNDCLI_LANG": "en"})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with one case, for tests that change nothing."""
    program = Program(tmp_path_factory.mktemp("shared"), {"REFUNDCLI_LANG": "en"})
    program.new("--order", "4096000000000000001", "--seller", "甲店")
    return program


@pytest.fixture(scope="module")
def case(shared: Program) -> str:
    """Return the id of the one case of `shared`."""
    return next((shared.ledger / "cases").glob("*.toml")).stem


def failed(done: Done, code: int, *words: str) -> None:
    """Assert that a run ended in *code*, said all of *words* and a next step, and answered nothing."""
    assert (done.code, done.out) == (code, ""), done.err
    assert [one for one in words if one not in done.err] == []
    lines = done.err.splitlines()
    assert lines[0].startswith("Error: ")
    assert lines[1].startswith("  "), "a next step is missing"
    assert "Traceback" not in done.err


def case_file(program: Program, id: str) -> dict[str, object]:
    """Return the file of an open case as it is stored."""
    return tomllib.loads((program.ledger / "cases" / f"{id}.toml").read_text("utf-8"))


# Exit codes


def test_verdict_is_an_answer_whatever_it_is(shared: Program) -> None:
    negotiable = (*UNSHIPPED[:6], "--remedy", "price-difference")
    asked = [("check", *UNSHIPPED), ("check", *negotiable), ("check", *negotiable, "--exit-code")]
    done = shared.all(*asked)
    assert [one.code for one in done] == [0, 0, 3]
    assert "you can demand it" in done[0].out.splitlines()[0]
    assert "negotiable" in done[2].out.splitlines()[0]


def test_due_ends_in_3_only_where_something_is_due(shared: Program) -> None:
    asked = [("due",), ("due", "--exit-code"), ("due", "--exit-code", "--within", "1h")]
    assert [one.code for one in shared.all(*asked)] == [0, 3, 0]


@pytest.fixture(scope="module")
def refused(shared: Program, case: str) -> Mapping[str, Done]:
    """Return what each of WRONG ends in, run two at a time."""

    def run(line: str) -> Done:
        words = [{"CASE": (case,), "CLAIM": UNSHIPPED}.get(one, (one,)) for one in line.split()]
        now = None if WRONG[line][0] == 2 else NOW
        return shared(*(word for one in words for word in one), now=now)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(WRONG, pool.map(run, WRONG), strict=True))


@pytest.mark.parametrize("line", WRONG)
def test_what_cannot_be_done_is_named_with_the_next_step(
    refused: Mapping[str, Done], line: str
) -> None:
    code, words = WRONG[line]
    failed(refused[line], code, *words)


def test_what_cannot_be_done_stores_nothing(
    refused: Mapping[str, Done], shared: Program, case: str
) -> None:
    assert len(refused) == len(WRONG)
    stored = case_file(shared, case)["events"]
    assert isinstance(stored, dict)
    assert [one["kind"] for one in stored.values()] == ["drafted"]
    assert [one.stem for one in shared.ledger.glob("c*/**/*.toml")] == [case]


def test_wrong_usage_is_told_in_chinese(shared: Program) -> None:
    done = shared("chek", REFUNDCLI_LANG="zh", now=None)
    assert (done.code, done.err) == (2, "错误：refundcli 没有 chek 这个命令\n  是不是：check\n")


def test_only_what_is_missing_is_named(shared: Program) -> None:
    done = shared("check", "-p", "taobao", "-r", "quality", "--no-input")
    failed(done, 10, "--state", "--remedy")
    assert "--platform" not in done.err
    assert "--reason" not in done.err


def test_prefix_of_two_cases_is_refused_with_both(program: Program) -> None:
    ids = [program.new(), program.new()]
    failed(program("show", "tb"), 11, "“tb”", *ids)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('platform = "taobao"\ncolour = 3\n', ("answers.toml", "colour", "unknown key")),
        ('[facts]\nintact = "x"\n', ("answers.toml", "facts.intact")),
        ('platform = "taobao\n', ("answers.toml, line 1", "quotation mark")),
        ("state = “unshipped”\n", ("answers.toml, line 1", "“")),
    ],
)
def test_wrong_answers_file_is_named_with_its_place(
    program: Program, text: str, words: tuple[str, ...]
) -> None:
    file = program.folder / "answers.toml"
    file.write_text(text, "utf-8")
    failed(program("check", *UNSHIPPED, "--answers", str(file)), 12, str(file), *words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[ground]]\nid = "x"\n', ("ground[0].title", "ground[0].grants")),
        ("a = = 3\n", ("line 1, column 5",)),
        (
            '[[caution]]\nid = "x"\nsays = { zh = "甲", en = "a" }\nreasons = ["qualty"]\n'
            'cites = [{ source = "mine", at = "1" }]\n[source.mine]\ntitle = "t"\n'
            'publisher = "p"\nread_on = 2026-11-22\nquality = "hearsay"\n',
            ("qualty",),
        ),
    ],
)
def test_broken_rule_of_ones_own_is_named_with_its_place(
    program: Program, text: str, words: tuple[str, ...]
) -> None:
    rules = program.config / "rules"
    rules.mkdir(parents=True)
    (rules / "taobao.toml").write_text(text, "utf-8")
    failed(program("check", *UNSHIPPED), 12, str(rules), *words)


def test_configuration_that_is_wrong_is_named(program: Program) -> None:
    program.config.mkdir(parents=True)
    (program.config / "config.toml").write_text("lock_timeout = 'x'\ncolour = 1\n")
    failed(program("list"), 12, "config.toml", "lock_timeout", "colour")
    failed(program("list", "--config", "/nowhere.toml"), 12, "/nowhere.toml", "--config")


def test_event_that_makes_no_sense_is_stored_only_by_force(program: Program) -> None:
    id = program.new()
    before = case_file(program, id)
    failed(program("log", id, "evidence-asked"), 12, "preparing", "--force")
    assert case_file(program, id) == before
    assert program("log", id, "evidence-asked", "--force").code == 0


def test_broken_case_is_named_with_its_line_and_the_others_are_shown(program: Program) -> None:
    good = program.new()
    broken = program.ledger / "cases" / "tb-aaaa.toml"
    broken.write_text((program.ledger / "cases" / f"{good}.toml").read_text() + "x = = 3\n")
    text = broken.read_text()
    done = program("list")
    line = text.count("\n")
    assert (done.code, good in done.out, "tb-aaaa" in done.out) == (13, True, False)
    assert f"{broken}, line {line}" in done.err
    failed(program("show", "tb-aaaa"), 13, f"{broken}, line {line}")
    assert broken.read_text() == text


def test_ledger_that_is_no_folder_cannot_be_written(program: Program) -> None:
    program.ledger.write_text("mine")
    failed(program("new", *UNSHIPPED), 14, str(program.ledger))
    assert program.ledger.read_text() == "mine"
    failed(program("new", *UNSHIPPED, "--ledger", "/dev/null/ledger"), 14, "/dev/null")


def test_ledger_that_another_process_holds_is_named_within_the_wait(program: Program) -> None:
    id = program.new()
    program.config.mkdir(parents=True)
    (program.config / "config.toml").write_text("lock_timeout = 0\n")
    with (program.ledger / ".lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = case_file(program, id)
        failed(program("log", id, "sent"), 14, str(program.ledger / ".lock"))
        assert program("list").code == 0
    assert case_file(program, id) == before
    assert program("log", id, "sent").code == 0


def test_ctrl_c_ends_in_130_and_stores_nothing(tmp_path: Path) -> None:
    code = f"from refundcli.main import main; main(['new', '--lang', 'en', '--now', '{NOW}'])"
    with Terminal(code, lines=40, REFUNDCLI_LEDGER=str(tmp_path / "ledger")) as terminal:
        terminal.until("Where did you buy it?")
        terminal.child.kill(signal.SIGINT)
        shown = terminal.until("Stopped")
        assert "Error" not in shown
        terminal.child.wait()
        assert terminal.child.exitstatus == 130
    assert not (tmp_path / "ledger" / "cases").exists()


# Options


def test_common_options_go_before_and_after_the_command(shared: Program, case: str) -> None:
    before = shared("--json", "--lang", "zh", "--now", LATER, "show", case, now=None)
    after = shared("show", case, "--json", "--lang", "zh", "--now", LATER, now=None)
    assert before == after
    assert before.document["as_of"] == LATER


def test_ledger_and_config_go_before_the_command(shared: Program, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('language = "en"\nledger = "cases of mine"\n')
    done = shared(
        *("--config", str(tmp_path / "other.toml"), "new", *UNSHIPPED),
        REFUNDCLI_LANG="",
        REFUNDCLI_LEDGER="",
    )
    assert (done.code, "Saved as case" in done.err) == (0, True)
    assert len(list((tmp_path / "cases of mine" / "cases").iterdir())) == 1


def test_language_is_that_of_flag_then_variable_then_locale(shared: Program) -> None:
    worlds: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
        (("--lang", "zh"), {"REFUNDCLI_LANG": "en"}),
        ((), {"REFUNDCLI_LANG": "zh-Hant", "LANG": "en_GB.UTF-8"}),
        ((), {"REFUNDCLI_LANG": "", "LANG": "en_GB.UTF-8"}),
        ((), {"REFUNDCLI_LANG": ""}),
    )
    done = [shared("chek", *flags, now=None, **env) for flags, env in worlds]
    assert [one.err[:2] for one in done] == ["错误", "錯誤", "Er", "错误"]


def test_quiet_leaves_only_the_result(program: Program) -> None:
    done = program("new", *UNSHIPPED, "--quiet")
    id = next((program.ledger / "cases").glob("*.toml")).stem
    assert (done.code, done.err, id in done.out) == (0, "", True)
    message = program("message", id, "--quiet")
    assert (message.err, message.out.count("\n") > 3) == ("", True)
    assert program("log", id, "sent", "--quiet").err == ""


def test_version_is_one_line(shared: Program) -> None:
    done = shared("--version", now=None)
    assert (done.code, done.err, done.out.split()[0]) == (0, "", "refundcli")


def test_program_alone_off_a_terminal_is_help(shared: Program) -> None:
    done = shared(now=None)
    assert (done.code, done.err) == (0, "")
    assert "Examples:" in done.out


def test_nothing_is_asked_off_a_terminal(shared: Program) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "refundcli", "new"],
        env=shared.world,
        input=b"1\n" * 40,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert (done.returncode, done.stdout) == (10, b"")


# Names, answers files and text from outside


@pytest.mark.parametrize(
    ("platform", "state", "reason", "remedy", "ids"),
    [
        ("淘宝", "待发货", "拍错", "仅退款", "taobao unshipped change-of-mind refund-only"),
        ("TB", "买家已付款", "质量", "退货", "taobao unshipped quality return-refund"),
        ("阿里1688", "已签收", "发错货", "换货", "1688 delivered wrong-item exchange"),
        ("16", "compl", "qual", "ret", "1688 completed quality return-refund"),
    ],
)
def test_names_are_found_by_label_alias_and_prefix(
    shared: Program, platform: str, state: str, reason: str, remedy: str, ids: str
) -> None:
    given = ("-p", platform, "-s", state, "-r", reason, "--remedy", remedy)
    found = shared("check", *given, "--purpose", "自用", "--json").document
    assert [found[key] for key in ("platform", "state", "reason", "remedy")] == ids.split()
    assert found["purpose"] == "personal"


def test_answers_file_answers_and_a_flag_goes_over_it(program: Program) -> None:
    file = program.folder / "answers.toml"
    file.write_text(
        'platform = "淘宝"\nstate = "待发货"\nreason = "quality"\nremedy = "refund-only"\n'
        'order = "4096"\npaid = "128.00"\npaid_at = 2026-11-20T10:00:00\n'
        'item_kind = ["shoes"]\n[facts]\nintact = true\n',
        "utf-8",
    )
    done = program("new", "--answers", str(file), "--reason", "change-of-mind", "--json")
    found = done.document["case"]
    assert (found["claim"]["reason"], found["claim"]["facts"]) == (
        "change-of-mind",
        {"intact": True},
    )
    order = found["order"]
    assert (order["number"], order["paid"], order["item_kinds"]) == ("4096", "128.00", ["shoes"])
    assert order["paid_at"] == "2026-11-20T10:00:00+08:00"


def test_text_from_outside_is_stored_unchanged_and_shown_harmlessly(program: Program) -> None:
    id = program.new("--seller", HOSTILE, "--item", HOSTILE, "--order", HOSTILE)
    assert program("log", id, "replied", "--words", HOSTILE).code == 0
    stored = case_file(program, id)
    order, events = stored["order"], stored["events"]
    assert isinstance(order, dict)
    assert isinstance(events, dict)
    kept = [order["seller"], order["item"], order["number"], list(events.values())[-1]["words"]]
    assert kept == [HOSTILE] * 4
    runs = [("show", id), ("list",), ("due",), ("message", id), ("show", id, "--json")]
    done = program.all(*runs)
    for one in done:
        assert (one.code, "Traceback" in one.err) == (0, False)
    shown = "".join(one.out + one.err for one in done[:-1])
    assert [one for one in "\x1b\u202e\x07" if one in shown] == []
    assert "[bold]x[/bold] {state} red" in " ".join(done[0].out.split())
    assert done[-1].document["case"]["order"]["seller"] == HOSTILE


# The life of a case


def test_case_goes_from_new_to_closed_and_open_again(program: Program) -> None:
    id = program.new("--order", "4096000000000000001", "--paid", "128")
    number, prefix = "4096000000000000001", id[:5]

    letter = program("message", id)
    assert (letter.code, "请于2026年11月23日10:00" in letter.out) == (0, True)
    assert "4096000000000000001" in letter.out
    assert letter.err == ""

    sent = program("log", number, "sent")
    assert f"{id}: logged" in sent.err
    assert " 11-23 10:00" in sent.out

    assert program("log", prefix, "applied").code == 0
    due = program("due", "--exit-code")
    assert (due.code, id in due.out) == (3, True)

    refused = program("log", id, "refused", "--words", "拆封不退", "--at", "23:10", now=LATER)
    assert refused.code == 12
    refused = program("log", id, "refused", "--words", "拆封不退", now=LATER)
    assert f"refundcli log {id} escalated" in refused.out

    undone, redone = (program("undo", id, now=LATER) for _ in range(2))
    assert ("took back “seller refused”" in undone.err, "escalated" in undone.out) == (True, False)
    assert ("restored “seller refused”" in redone.err, refused.out in redone.out) == (True, True)

    assert f"refundcli close {id}" in program("log", id, "refunded", now=LATER).out
    closed = program("close", id, "--outcome", "won", now=LATER)
    assert f"{id}: closed, won" in closed.err

    open_, all_ = (program("list", *flags, now=LATER) for flags in ((), ("--closed",)))
    assert (open_.out, "No open cases" in open_.err, id in all_.out) == ("", True, True)
    assert len(list((program.ledger / "closed" / "2026").iterdir())) == 1

    assert "open again" in program("reopen", id, now=LATER).err
    shown = program("show", id, "--json", now=LATER).document["case"]
    assert (shown["phase"], shown["refunded"]) == ("refunding", "128.00")
    kinds = [one["kind"] for one in shown["events"]]
    assert kinds == ["drafted", "sent", "applied", "refused", "refunded", "closed", "reopened"]


def test_events_of_one_second_keep_the_order_they_were_logged_in(program: Program) -> None:
    id = program.new()
    kinds = ["applied", "escalated", "evidence-asked"]
    assert [program("log", id, kind).code for kind in kinds] == [0] * len(kinds)
    undone = program("undo", id, "--json").document["case"]["events"]
    assert [one["kind"] for one in undone] == ["drafted", *kinds[:-1]]


def test_correction_takes_names_as_flags_do_and_may_change_the_platform(program: Program) -> None:
    id = program.new()
    changes = (
        "--set",
        "order.platform=阿里1688",
        "--set",
        "claim.reason=质量",
        "--set",
        "order.paid=9",
    )
    assert program("log", id, "amended", *changes).code == 0
    shown = program("show", id, "--json").document
    assert (shown["verdict"]["platform"], shown["verdict"]["reason"]) == ("1688", "quality")
    assert (shown["case"]["order"]["paid"], program("list").code) == ("9.00", 0)


def test_case_with_an_unknown_word_can_be_put_right(program: Program) -> None:
    id = program.new()
    file = program.ledger / "cases" / f"{id}.toml"
    file.write_text(file.read_text("utf-8").replace("change-of-mind", "no-such-reason"), "utf-8")
    failed(program("show", id), 12, "no-such-reason", f"refundcli log {id} amended --set")
    assert program("log", id, "amended", "--set", "claim.reason=quality").code == 0
    assert program("show", id).code == 0


def test_equal_runs_give_equal_answers(shared: Program, case: str) -> None:
    assert shared("show", case, "--why") == shared("show", case, "--why")


# Streams and files


def test_result_goes_to_stdout_and_words_to_stderr(program: Program) -> None:
    done = program("new", *FAULTY, "--purpose", "personal")
    id = next((program.ledger / "cases").glob("*.toml")).stem
    assert (done.code, f"Saved as case {id}" in done.err) == (0, True)
    assert "Saved as case" not in done.out
    assert done.out.startswith("Verdict: ")
    assert done.err.count("\n") == 1


def test_off_a_terminal_there_is_no_colour(shared: Program, case: str) -> None:
    plain = shared("show", case)
    assert "\x1b" not in plain.out + plain.err
    assert "\x1b[" in shared("show", case, FORCE_COLOR="1").out
    assert shared("show", case, FORCE_COLOR="1", NO_COLOR="1") == plain


def test_lines_keep_to_the_width_asked_for(shared: Program) -> None:
    from refundcli.core.widths import cells  # noqa: PLC0415 - the width as terminals count it

    wide = [shared("check", *FAULTY, COLUMNS=str(columns)).out for columns in (60, 100)]
    longest = [max(cells(line) for line in one.splitlines()) for one in wide]
    assert longest[0] <= 60 < longest[1] <= 100


def test_reader_that_goes_away_makes_no_noise(shared: Program) -> None:
    command = f'"{sys.executable}" -m refundcli check {" ".join(FAULTY[:-1])} yesterday --full'
    for pipe in ("| head -n 1", "| true", ">&-"):
        done = subprocess.run(
            ["bash", "-c", f"{command} {pipe}; echo ${{PIPESTATUS[0]}}"],
            env=shared.world,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        assert (done.stderr, done.stdout.split()[-1]) == (b"", b"0")


@pytest.mark.parametrize("arguments", [("check", *FAULTY, "--lang", "zh"), ("list",), ("chek",)])
def test_ascii_locale_replaces_what_it_cannot_show(
    shared: Program, arguments: tuple[str, ...]
) -> None:
    world = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "REFUNDCLI_LANG": "zh"}
    done = shared(*arguments, **world)
    assert done.code == (2 if arguments == ("chek",) else 0)
    assert (done.out + done.err).isascii()
    assert "Traceback" not in done.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")
def test_files_are_for_their_owner_alone_whatever_the_umask(program: Program) -> None:
    before = os.umask(0)
    try:
        id = program.new()
        assert program("close", id, "--outcome", "dropped").code == 0
    finally:
        os.umask(before)
    found = {one: stat.S_IMODE(one.stat().st_mode) for one in program.ledger.rglob("*")}
    assert {mode for one, mode in found.items() if one.is_file()} == {0o600}
    assert {mode for one, mode in found.items() if one.is_dir()} == {0o700}
    assert stat.S_IMODE(program.ledger.stat().st_mode) == 0o700


def test_letter_is_written_to_a_new_file_and_never_over_another(program: Program) -> None:
    file = program.folder / "letter.txt"
    done = program("message", *UNSHIPPED, "--save", str(file))
    assert (done.code, file.read_text("utf-8")) == (0, done.out)
    failed(replace(program("message", *UNSHIPPED, "--save", str(file)), out=""), 12, str(file))


def test_bug_leaves_a_file_without_what_the_buyer_said(program: Program) -> None:
    code = (
        "import refundcli.commands.check as one; from refundcli.main import main\n"
        "def fails(*_): raise KeyError('secret 4096')\n"
        "one.gather = fails\n"
        "main(['check', '--seller', 'secret 4096', '--lang', 'en'])"
    )
    (program.folder / "tmp").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**program.world, "TMPDIR": str(program.folder / "tmp")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    (file,) = (program.folder / "tmp").iterdir()
    told = done.stdout.decode() + done.stderr.decode() + file.read_text("utf-8")
    assert (done.returncode, done.stderr.count(b"\n"), "4096" in told) == (1, 2, False)
    assert str(file) in told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
