"""What `remind install` and `remind uninstall` share: where a scheduler works, and how steps are shown and done."""

from collections.abc import Sequence

from refundcli.adapters.home import home_folder
from refundcli.adapters.schedulers import SCHEDULERS, Remove, Run, Step, World, Write, carry_out
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.names import resolve
from refundcli.core.text import Said, say
from refundcli.render.page import Page
from refundcli.render.schedule_text import StepView, schedule_page, schedule_view


def world_of(session: Session) -> World:
    """Return where this buyer's schedulers work."""
    return World(home_folder(), session.settings.data_dir)


def named_scheduler(given: Given) -> str | None:
    """Return the scheduler that was asked for, None where none was; raises `NotFound`."""
    name = given.word("scheduler")
    return None if name is None else resolve(name, dict.fromkeys(SCHEDULERS, ()), "scheduler")


def do_and_show(
    session: Session,
    name: str,
    schedulers: Sequence[str],
    steps: tuple[Step, ...],
    *,
    is_dry: bool,
    done: Said,
) -> None:
    """Show the *steps* and do them, then say that it is *done*; a dry run only shows them."""
    views = [_view(one) for one in steps]
    if not session.is_json:
        page = Page()
        schedule_page(page, views, session.words, is_dry=is_dry)
        session.show(page)
    if not is_dry:
        carry_out(steps, world_of(session))
    if session.is_json:
        session.answer(schedule_view(name, schedulers, views, session.now, is_dry=is_dry))
    session.tell(say("schedule-dry") if is_dry else done)


def _view(step: Step) -> StepView:
    match step:
        case Write(path=path, text=text):
            return {"do": "write", "path": str(path), "text": text}
        case Remove(path=path):
            return {"do": "remove", "path": str(path)}
        case Run(argv=argv, text=text):
            return {"do": "run", "call": list(argv), "text": text}
