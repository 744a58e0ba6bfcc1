"""`refundcli` alone: on a terminal what is due and a menu, elsewhere help."""

from collections.abc import Callable

from refundcli.commands.session import Session


def run(session: Session, get_help: Callable[[], str]) -> int:
    """Show the help."""
    session.console.out(get_help())
    return 0
