"""The rules of a case that changed since it was opened: what governed then, and what governs now."""

from collections.abc import Iterator
from datetime import date

from refundcli.core.dossier import Dossier
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, Text
from refundcli.core.values import dataclass
from refundcli.core.versions import Pick, V, Value, pick, value_on
from refundcli.core.why import why


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """A rule whose version in force changed between the opening of a case and today.

    `then` governed the case at its opening and `now` governs it today, by the day `governed_on` of
    `governed_by`; `in_force` is the version for whatever begins today. None: no version is known.
    """

    rule: str
    title: Said | Text
    governed_by: str
    governed_on: date
    then: Value | None
    now: Value | None
    in_force: Value | None

    @property
    def governs_on(self) -> bool:
        """Whether the version of the opening governs the case still."""
        return self.then == self.now


def changed_rules(rulebook: Rulebook, dossier: Dossier) -> tuple[ChangedRule, ...]:
    """Return the rules behind the verdict and the clocks of a case that changed since its opening."""
    timers = {one.rule: one for one in rulebook.timers(dossier.state.order.platform)}
    found: list[ChangedRule | None] = []
    because = why(rulebook, dossier)
    for each in because.grounds:
        ground = each.finding.ground
        found.append(_changed(ground.id, ground.title, ground.windows, each.window, dossier))
        found += [
            _changed(
                one.provision.id,
                one.provision.title_text,
                one.provision.versions,
                one.version,
                dossier,
            )
            for one in each.provisions
        ]
    for one in because.deadlines:
        rule = one.deadline.rule
        if rule in timers:
            versions = timers[rule].versions
            found.append(_changed(rule, one.deadline.title, versions, one.version, dossier))
    return tuple(_each_once(found))


def _each_once(found: list[ChangedRule | None]) -> Iterator[ChangedRule]:
    told: set[str] = set()
    for one in found:
        if one is not None and one.rule not in told:
            told.add(one.rule)
            yield one


def _changed(
    rule: str, title: Said | Text, versions: tuple[V, ...], now: Pick | None, dossier: Dossier
) -> ChangedRule | None:
    opened_at, order = dossier.case.opened_at, dossier.state.order
    in_force = value_on(versions, dossier.as_of.date())
    if now is None or value_on(versions, opened_at.date()) == in_force:
        return None
    at_opening = pick(versions, order, opened_at, opened_at)
    then = at_opening.then if at_opening is not None else None
    return ChangedRule(rule, title, now.governed_by, now.governed_on, then, now.then, in_force)
