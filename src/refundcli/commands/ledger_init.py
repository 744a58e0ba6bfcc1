"""`refundcli ledger init`: make the ledger's folder, and with `--git` ready it for two machines."""

from refundcli.adapters.merge_git import GitLedger, lacking_lines
from refundcli.commands.command import Command
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.render.ledger_init import init_page, init_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """Make what is missing and show it; nothing that is there is changed."""
    ledger = GitLedger(session.settings.ledger, session.settings.lock_timeout)
    is_dry = given.is_set("dry_run")
    lines: dict[str, tuple[str, ...]] = {}
    if given.is_set("git"):
        lines = lacking_lines(ledger.folder) if is_dry else ledger.prepare_git()
    elif not is_dry:
        ledger.prepare()
    if session.is_json:
        session.answer(init_view(ledger.folder, lines, session.now, is_dry=is_dry))
        return 0
    page = Page()
    init_page(page, ledger.folder, lines, session.words, is_dry=is_dry)
    session.show(page)
    return 0


COMMAND = Command(
    (Option("git", ("--git",), bool), Option("dry_run", ("--dry-run",), bool)),
    run,
)
