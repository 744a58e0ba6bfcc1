"""Reports on the rulebook as a reader sees them: its sources, and what changed in it."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from refundcli.core.rule_changes import CaseChange, DueChange, RuleChange
from refundcli.core.sources import SourceUse
from refundcli.core.text import Said, say
from refundcli.core.versions import Value
from refundcli.render.page import Page
from refundcli.render.rule_text import source_line
from refundcli.render.words import Words

MARK_OF = {"appeared": "+", "ended": "-", "changed": "~"}


def sources_page(page: Page, uses: Sequence[SourceUse], words: Words) -> None:
    """Put sources on *page*, file by file, each with the rules that cite it."""
    for file, group in groupby(uses, lambda one: one.file):
        page.heading(words.write(say("head-sources-of", file=file)))
        for one in group:
            page.marked("·", words.write(source_line(one.source)))
            cited = say("source-rules", rules=one.rules) if one.rules else say("source-unused")
            page.line(words.write(cited), "faint" if one.rules else "doubt", indent=4)


def diff_page(
    page: Page,
    days: tuple[date, date],
    rules: Sequence[RuleChange],
    cases: Sequence[CaseChange],
    words: Words,
) -> None:
    """Put on *page* what changed in the rules, and what that means for the open cases."""
    page.heading(words.write(say("head-diff", earlier=days[0], later=days[1])))
    for one in rules:
        title = say(f"diff-{one.what}", id=one.rule, title=one.title)
        page.marked(MARK_OF[one.change], words.write(title))
        page.line(words.write(_change(one)), indent=4)
    if not rules:
        page.line(words.write(say("diff-no-rules")))
    page.line(words.write(say("diff-covers")), "faint")
    page.heading(words.write(say("head-diff-cases")))
    for case in cases:
        _case(page, case, words)
    if not cases:
        page.line(words.write(say("diff-no-cases")))


def _change(one: RuleChange) -> Said:
    return say(f"diff-{one.change}", before=value_said(one.before), after=value_said(one.after))


def value_said(value: Value | None) -> Said:
    """Return the sentence of what a version says: its lengths or its words, and since when."""
    if value is None:
        return say("version-unknown")
    if value.is_abolished:
        return say("version-abolished", since=value.since)
    if value.lengths:
        return say("version-lasts", lasts=value.lengths, since=value.since)
    if value.text is not None:
        return say("version-text", text=value.text, since=value.since)
    return say("version-unread", since=value.since)


def _case(page: Page, change: CaseChange, words: Words) -> None:
    page.marked("·", change.after.case.id)
    before, after = change.before.verdict.id, change.after.verdict.id
    if before != after:
        verdicts = say(
            "diff-verdict", before=say(f"verdict-{before}"), after=say(f"verdict-{after}")
        )
        page.line(words.write(verdicts), indent=4)
    for one in change.deadlines:
        page.line(words.write(_due(one)), indent=4)


def _due(one: DueChange) -> Said:
    return say(
        "diff-due", title=one.title, rule=one.rule, before=_at(one.before), after=_at(one.after)
    )


def _at(when: datetime | None) -> datetime | Said:
    return say("diff-not-running") if when is None else when
