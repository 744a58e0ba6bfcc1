"""What `doctor` found, on a page: by area, the worst first, each with its place and what to do."""

from refundcli.core.health import AREAS, SEVERITIES, Finding
from refundcli.core.text import say
from refundcli.render.doctor_views import Report
from refundcli.render.page import Page
from refundcli.render.words import Words

_STYLES = {"ok": "good", "note": "", "warning": "doubt", "error": "bad"}


def doctor_page(page: Page, report: Report, words: Words) -> None:
    """Put the *report* on *page*; a file in the ledger is named by its place there."""
    for area in AREAS:
        mended = [one for one in report.mended if one.area == area]
        found = [one for one in report.findings if one.area == area]
        if not mended and not found:
            continue
        page.heading(words.write(say(f"doctor-area-{area}", ledger=report.ledger)))
        for one in mended:
            _finding(page, one, report, words, "mended")
        for one in sorted(found, key=lambda one: -SEVERITIES.index(one.severity)):
            _finding(page, one, report, words, one.severity)
    _end(page, report, words)


def _finding(page: Page, one: Finding, report: Report, words: Words, mark: str) -> None:
    where, what = _where(one, report.ledger), words.write(one.what)
    is_named = where is None or (one.file is not None and one.file in what)
    line = what if is_named else words.write(say("doctor-line", where=where, what=one.what))
    style = "good" if mark == "mended" else _STYLES[mark]
    page.marked(words.write(say(f"doctor-mark-{mark}")), line, style)
    if one.todo is not None and mark != "mended":
        page.line(words.write(say("doctor-todo", todo=one.todo)), "faint", indent=4)


def _where(one: Finding, ledger: str) -> str | None:
    if one.file is None or one.file == ledger:
        return None
    place = one.file.removeprefix(f"{ledger}/").removeprefix(f"{ledger}\\")
    return ":".join([place, *(str(number) for number in (one.line, one.column) if number)])


def _end(page: Page, report: Report, words: Words) -> None:
    mendable = sum(one.is_mendable for one in report.findings)
    page.line("")
    if report.kept is not None:
        page.line(words.write(say("doctor-kept", folder=report.kept)), indent=0)
    if mendable:
        page.line(words.write(say("doctor-mendable", count=mendable)), "ours", indent=0)
    elif report.is_healthy:
        page.line(words.write(say("doctor-healthy")), "good", indent=0)
    else:
        page.line(words.write(say("doctor-by-hand")), "ours", indent=0)
