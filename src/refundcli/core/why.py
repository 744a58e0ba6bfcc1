"""Where a case's verdict and deadlines come from: rules, their versions, and the days that picked them."""

from refundcli.core.basis import may_rely
from refundcli.core.dossier import Dossier
from refundcli.core.findings import Deadline, Finding
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Provision, Rulebook
from refundcli.core.rules import ProvisionUse, Timer
from refundcli.core.values import dataclass
from refundcli.core.versions import Pick, pick


@dataclass(frozen=True, slots=True)
class ProvisionWhy:
    """A provision behind a ground, and the version that governs; None: none has begun."""

    use: ProvisionUse
    provision: Provision
    version: Pick | None


@dataclass(frozen=True, slots=True)
class GroundWhy:
    """A ground that counts; `window` is None where it has none, or where none has begun."""

    finding: Finding
    window: Pick | None
    provisions: tuple[ProvisionWhy, ...]


@dataclass(frozen=True, slots=True)
class DeadlineWhy:
    """A deadline that runs; without a version where the case itself set it: a letter, a promise."""

    deadline: Deadline
    version: Pick | None


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that a case rests on."""

    dossier: Dossier
    grounds: tuple[GroundWhy, ...]
    deadlines: tuple[DeadlineWhy, ...]


def why(rulebook: Rulebook, dossier: Dossier) -> Why:
    """Return what the verdict and the deadlines of a case rest on.

    A ground counts that has not failed; of promises, only those that the buyer has spoken of.
    """
    counting = (one for one in dossier.verdict.findings if one.counts and one.outcome != "fails")
    timers = {one.rule: one for one in rulebook.timers(dossier.state.order.platform)}
    grounds = tuple(_ground(rulebook, one, dossier) for one in counting)
    return Why(
        dossier,
        grounds,
        tuple(_deadline(one, timers, dossier) for one in dossier.deadlines),
    )


def _ground(rulebook: Rulebook, finding: Finding, dossier: Dossier) -> GroundWhy:
    order, now = dossier.state.order, dossier.as_of
    known = ((one, rulebook.provision(one.id)) for one in finding.ground.provisions)
    return GroundWhy(
        finding,
        pick(finding.ground.windows, order, now, now),
        tuple(
            ProvisionWhy(use, provision, pick(provision.versions, order, now, now))
            for use, provision in known
            if provision is not None and may_rely(provision, dossier.state.claim.purpose)
        ),
    )


def _deadline(deadline: Deadline, timers: dict[str, Timer], dossier: Dossier) -> DeadlineWhy:
    order, now = dossier.state.order, dossier.as_of
    if deadline.rule in timers:
        versions = timers[deadline.rule].versions
        start = bounds(deadline.started_at)[0]
        return DeadlineWhy(deadline, pick(versions, order, start, now, deadline.started_by))
    grounds = (one.ground for one in dossier.verdict.findings if one.ground.id == deadline.rule)
    windows = next((one.windows for one in grounds), ())
    return DeadlineWhy(deadline, pick(windows, order, now, now))
