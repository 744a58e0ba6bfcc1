"""`refundcli export`: cases with all that happened in them, as a document that `import` reads."""

import json

from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.letter_forms import letter_stages
from refundcli.adapters.private_file import write_private
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.case import Case
from refundcli.core.errors import BadData, LedgerUnreadable
from refundcli.core.exporting import export_document
from refundcli.core.redaction import redacted, vocabulary
from refundcli.core.text import say
from refundcli.render.moving_views import exported_view


def run(session: Session, given: Given) -> int:
    """Write the cases that were named, or all open ones, to stdout or into a new file."""
    cases, code = _chosen(session, given)
    is_redacted = given.is_set("redact")
    if is_redacted:
        rulebook = session.rulebook()
        excuses = (one.id for one in load_excuses(rulebook))
        known = vocabulary(rulebook, (*letter_stages("zh-Hans"), *excuses))
        cases = redacted(cases, known)
        session.tell(say("export-redacted"))
    document = export_document(cases, session.now, is_redacted=is_redacted)
    file = given.word("out")
    if file is None:
        session.answer(document)
        return code
    write_private(file, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    if session.is_json:
        session.answer(exported_view(cases, file, session.now, is_redacted=is_redacted))
    else:
        session.tell(say("export-done", count=len(cases), file=file))
    return code


def _chosen(session: Session, given: Given) -> tuple[tuple[Case, ...], int]:
    """Return the cases to export, by id, and the exit code: 13 where some cannot be read."""
    names = given.words("cases")
    if names:
        found = {one.id: one for one in map(session.ledger.read, session.progress(names))}
        return tuple(found.values()), 0
    read = tuple(session.ledger.cases(closed=given.is_set("closed")))
    faults = [one for one in read if isinstance(one, BadData)]
    for fault in faults:
        session.warn(LedgerUnreadable(fault.message, fault.hint))
    cases = tuple(one for one in read if isinstance(one, Case))
    return cases, LedgerUnreadable.code if faults else 0


COMMAND = Command(
    (
        Argument("cases", is_needed=False, is_many=True, completes="cases"),
        Option("closed", ("--closed",), bool),
        Option("redact", ("--redact",), bool),
        Option("out", ("--out",), completes="paths"),
    ),
    run,
)
