"""What a case rests on, as a reader sees it."""

from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.core.versions import Pick, Value
from refundcli.core.why import DeadlineWhy, GroundWhy, Why
from refundcli.render.check_text import MARKS, STYLE_OF
from refundcli.render.deadlines_text import deadline_line
from refundcli.render.page import Page
from refundcli.render.report_text import value_said
from refundcli.render.rule_text import cites_part
from refundcli.render.words import Words


def why_page(page: Page, why: Why, rulebook: Rulebook, words: Words) -> None:
    """Put on *page* each ground that counts and each deadline that runs, with rule, version and sources."""
    dossier = why.dossier
    site = rulebook.platforms[dossier.state.order.platform]
    phase = say(f"phase-{dossier.state.phase}")
    page.heading(words.write(say("head-case", id=dossier.case.id, platform=site.name, phase=phase)))
    line = say(
        "case-verdict",
        remedy=rulebook.remedies[dossier.verdict.remedy].word.name,
        verdict=say(f"verdict-{dossier.verdict.id}"),
    )
    page.line(words.write(line), STYLE_OF[dossier.verdict.id])
    page.heading(words.write(say("head-why-grounds")))
    for ground in why.grounds:
        _ground(page, ground, words)
    if not why.grounds:
        page.line(words.write(say("why-no-grounds")))
    page.heading(words.write(say("head-why-deadlines")))
    for deadline in why.deadlines:
        _deadline(page, deadline, words)
    if not why.deadlines:
        page.line(words.write(say("why-no-deadlines")))


def _ground(page: Page, one: GroundWhy, words: Words) -> None:
    ground = one.finding.ground
    kind = say("kind-own") if ground.is_own else say(f"kind-{ground.kind}")
    title = words.write(say("ground-title", kind=kind, title=ground.title))
    page.marked(MARKS[one.finding.outcome], title, STYLE_OF[one.finding.outcome])
    page.line(words.write(say("why-rule", rule=ground.id)), indent=4)
    if ground.windows:
        _pick(page, one.window, words, 4)
    cites_part(page, ground.cites, words)
    for each in one.provisions:
        because = each.use.because or each.provision.says
        page.marked(
            "§",
            words.write(
                say(
                    "why-provision",
                    id=each.provision.id,
                    title=each.provision.title_in(words.language),
                    because=because,
                )
            ),
            indent=4,
        )
        _pick(page, each.version, words, 6)


def _deadline(page: Page, one: DeadlineWhy, words: Words) -> None:
    deadline = one.deadline
    page.marked("▶" if deadline.actor == "buyer" else "◁", words.write(deadline_line(deadline)))
    page.line(words.write(say("why-rule", rule=deadline.rule)), indent=4)
    if deadline.version is None:
        page.line(words.write(say("why-of-the-case")), indent=4)
    else:
        _pick(page, one.version, words, 4)


def _pick(page: Page, pick: Pick | None, words: Words, indent: int) -> None:
    if pick is None:
        page.line(words.write(say("why-none-begun")), "doubt", indent)
        return
    key = "why-governed" if pick.is_day_known else "why-governed-today"
    if pick.governed_by == "now":
        key = "why-governed-now"
    moment = say(f"event-{pick.governed_by}") if pick.governed_by != "now" else ""
    page.line(words.write(say(key, moment=moment, on=pick.governed_on)), indent=indent)
    if pick.has_changed:
        _value(page, "why-then", pick.then, words, indent)
        _value(page, "why-now", pick.now, words, indent)
    else:
        _value(page, "why-version", pick.then, words, indent)


def _value(page: Page, key: str, value: Value | None, words: Words, indent: int) -> None:
    """Put a version on *page*; the words of an article only where they have changed."""
    is_known_text = key == "why-version" and value is not None and value.text is not None
    says = say("version-since", since=value.since) if value and is_known_text else value_said(value)
    page.line(words.write(say(key, version=says)), "", indent)
    if value is not None:
        cites_part(page, value.cites, words, indent + 2)
