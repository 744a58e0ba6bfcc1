"""`refundcli rules lint`: every rule and letter file checked, each fault named."""

from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.letter_forms import DATA, letter_stages, load_form
from refundcli.adapters.rulebook import platform_ids
from refundcli.commands.command import Command
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.complaints import Complaint
from refundcli.core.errors import BadData
from refundcli.core.events import EVENTS
from refundcli.core.excuses import lint_excuses
from refundcli.core.ladder_lint import lint_ladder
from refundcli.core.letter_form import lint_form
from refundcli.core.lint import lint
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.views import instant


def run(session: Session, _given: Given) -> int:
    """Load everything and show what is wrong; exit 12 where there are errors."""
    rulebook = session.rulebook()
    found = (
        *lint(rulebook, EVENTS, session.now.date()),
        *lint_ladder(load_ladder(), rulebook, EVENTS, session.now.date()),
        *_letters(rulebook),
        *lint_excuses(load_excuses(rulebook), rulebook),
    )
    words = session.words
    if session.is_json:
        rows = [
            {"severity": one.severity, "rule": one.rule, "what": words.write(one.what)}
            for one in found
        ]
        as_of = instant(session.now)
        session.answer({"schema": "refundcli/lint/1", "as_of": as_of, "findings": rows})
    else:
        page = Page()
        for one in found:
            severity = words.write(say(f"lint-severity-{one.severity}"))
            line = words.write(say("lint-line", rule=one.rule, what=one.what))
            page.marked(severity, line, "bad" if one.severity == "error" else "doubt", indent=0)
        if not found:
            counts = {"platforms": len(platform_ids()), "laws": len(rulebook.laws)}
            page.line(words.write(say("lint-clean", **counts)), "good", indent=0)
        session.show(page)
    return BadData.code if any(one.severity == "error" for one in found) else 0


def _letters(rulebook: Rulebook) -> list[Complaint]:
    found = []
    for folder in sorted(one for one in DATA.iterdir() if one.is_dir()):
        for stage in letter_stages(folder.name):
            form = load_form(stage, folder.name, rulebook)
            place = f"letters/{folder.name}/{stage}"
            found += [Complaint("error", place, what) for what in lint_form(form, rulebook)]
    return found


COMMAND = Command((), run)
