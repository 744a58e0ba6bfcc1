"""`refundcli import`: the cases of an exported document, all of them or nothing."""

from refundcli.adapters.json_files import read_json
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.importing import cases_in
from refundcli.core.text import say
from refundcli.render.moving_views import import_view


def run(session: Session, given: Given) -> int:
    """Store what the ledger lacks, or with --dry-run say what that would be."""
    file = given.needed("file")
    cases = cases_in(read_json(file), file, session.progress)
    is_trial = given.is_set("dry_run")
    ledger = session.ledger
    found = ledger.would_bring_in(cases) if is_trial else ledger.bring_in(cases, session.progress)
    if session.is_json:
        session.answer(import_view(found, session.now, is_trial=is_trial))
        return 0
    session.tell(
        say(
            "import-would" if is_trial else "import-done",
            new=len(found.new),
            grown=len(found.grown),
            unchanged=len(found.unchanged),
        )
    )
    return 0


COMMAND = Command(
    (Argument("file", completes="paths"), Option("dry_run", ("--dry-run",), bool)),
    run,
)
