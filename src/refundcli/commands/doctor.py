"""`refundcli doctor`: whether all is well with ledger, settings and rules, and what to do where not."""

import os
from collections.abc import Iterator

from refundcli.adapters.health_index import index_findings, mend_index
from refundcli.adapters.health_ledger import LedgerHealth, looked_at, mend
from refundcli.adapters.health_reminders import reminder_findings
from refundcli.adapters.health_setup import (
    completion_findings,
    configuration_findings,
    settings_without_file,
)
from refundcli.adapters.home import home_folder
from refundcli.adapters.rulebook import load_rulebook, platform_ids
from refundcli.adapters.settings import Flags
from refundcli.commands.cases import check_words
from refundcli.commands.command import Command
from refundcli.commands.options import Given, Option
from refundcli.commands.reminding import memory_of
from refundcli.commands.scheduling import world_of
from refundcli.commands.session import Session
from refundcli.core.case import is_case_id
from refundcli.core.errors import BadData
from refundcli.core.events import EVENTS
from refundcli.core.health import (
    Finding,
    calendar_findings,
    exit_code,
    faults_of,
    rule_findings,
)
from refundcli.core.lint import lint
from refundcli.core.parts import CALENDAR
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.render.doctor_text import doctor_page
from refundcli.render.doctor_views import Report, doctor_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """Look at everything, mend where asked, and show what was found."""
    error = _settle(session, given)
    accepted = given.word("accept")
    if accepted is not None:
        _accept(session, accepted)
    folder = session.settings.ledger
    is_known = error is None or session.settings.origins["ledger"] != "default"
    before = _looked_at(session) if is_known else _unknown_ledger()
    kept = None
    after = before
    if given.is_set("fix") and is_known:
        kept = mend(before, folder, session.settings.lock_timeout, session.now)
        mend_index(session.ledger.index, before.cases)
        after = _looked_at(session)
    rulebook, of_rules = _rules(session)
    findings = (
        *after.findings,
        *_words_of(after, rulebook),
        *configuration_findings(session.settings, error),
        *of_rules,
        *calendar_findings(rulebook.calendar, session.now.date()),
        *reminder_findings(world_of(session), memory_of(session), session.now),
        *completion_findings(os.environ, home_folder()),
    )
    gone = (one for one in before.findings if one.is_mendable and one not in after.findings)
    report = Report(str(folder), findings, tuple(gone), None if kept is None else str(kept))
    if session.is_json:
        session.answer(doctor_view(report, session.now, session.words))
    else:
        page = Page()
        doctor_page(page, report, session.words)
        session.show(page)
    return exit_code(findings)


def _settle(session: Session, given: Given) -> BadData | None:
    """Return what is wrong with the configuration file; the session goes on without it then."""
    try:
        _ = session.settings
    except BadData as error:
        flags = Flags(given.word("lang"), given.word("ledger"), given.word("config"))
        session.settings = settings_without_file(flags, os.environ)
        return error
    return None


def _rules(session: Session) -> tuple[Rulebook, tuple[Finding, ...]]:
    """Return the rulebook, without the buyer's own rules where those cannot be read, and its faults."""
    own = session.settings.user_rules_dir
    try:
        rulebook = load_rulebook(own=own)
    except BadData as error:
        file = str(error.message.fields.get("file", own))
        found = Finding("rulebook", "error", "own-rules", error.message, file, todo=error.hint)
        return load_rulebook(), (found,)
    complaints = lint(rulebook, EVENTS, session.now.date())
    faults = tuple(rule_findings(complaints, but=CALENDAR))
    if any(one.severity == "error" for one in faults):
        return rulebook, faults
    counts = {"platforms": len(platform_ids()), "laws": len(rulebook.laws)}
    clean = say("lint-clean", **counts)
    return rulebook, (Finding("rulebook", "ok", "rules", clean), *faults)


def _looked_at(session: Session) -> LedgerHealth:
    """Return how the ledger and its index are."""
    health = looked_at(session.settings.ledger, session.now, session.progress)
    of_index = index_findings(session.ledger.index, health.cases, has_ledger=health.is_listed)
    return replace(health, findings=(*health.findings, *of_index))


def _accept(session: Session, id: str) -> None:
    """Let the index forget what the case *id* once was; raises `NotFound` for what no case ever was."""
    ledger = session.ledger
    if not is_case_id(id):
        raise ledger.not_found(id)
    if not ledger.index.seen(id):
        ledger.paths(id)
    ledger.index.forget(id)
    session.tell(say("doctor-accepted", id=id))


def _unknown_ledger() -> LedgerHealth:
    todo = say("doctor-do-ledger-unknown")
    what = say("doctor-ledger-unknown")
    return LedgerHealth((Finding("ledger", "note", "ledger-unknown", what, todo=todo),))


def _words_of(health: LedgerHealth, rulebook: Rulebook) -> Iterator[Finding]:
    """Give the cases that name what the rulebook does not have; lists leave them out."""
    for path, case in health.cases.items():
        try:
            check_words(case, rulebook)
        except BadData as error:
            yield from faults_of(error, "words", str(path), "")


COMMAND = Command(
    (Option("fix", ("--fix",), bool), Option("accept", ("--accept",), completes="cases")), run
)
