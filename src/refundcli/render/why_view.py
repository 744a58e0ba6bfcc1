"""The JSON document of what a case rests on."""

from refundcli.core.versions import Pick
from refundcli.core.why import DeadlineWhy, GroundWhy, ProvisionWhy, Why
from refundcli.render.report_views import value_view
from refundcli.render.views import View, cites_view, instant, moment
from refundcli.render.words import Words


def why_view(why: Why, words: Words) -> View:
    """Return the document refundcli/why/1."""
    dossier = why.dossier
    return {
        "schema": "refundcli/why/1",
        "as_of": instant(dossier.as_of),
        "case": dossier.case.id,
        "platform": dossier.state.order.platform,
        "remedy": dossier.verdict.remedy,
        "verdict": dossier.verdict.id,
        "grounds": [_ground(one, words) for one in why.grounds],
        "deadlines": [_deadline(one, words) for one in why.deadlines],
    }


def _ground(one: GroundWhy, words: Words) -> View:
    ground = one.finding.ground
    return {
        "id": ground.id,
        "kind": ground.kind,
        "own": ground.is_own,
        "title": words.write(ground.title),
        "outcome": one.finding.outcome,
        "cites": cites_view(ground.cites),
        "window": _pick(one.window),
        "provisions": [_provision(each, words) for each in one.provisions],
    }


def _provision(one: ProvisionWhy, words: Words) -> View:
    return {
        "id": one.provision.id,
        "title": one.provision.title,
        "use": one.use.use,
        "because": words.write(one.use.because or one.provision.says),
        "version": _pick(one.version),
    }


def _deadline(one: DeadlineWhy, words: Words) -> View:
    deadline = one.deadline
    return {
        "id": deadline.id,
        "rule": deadline.rule,
        "kind": deadline.kind,
        "actor": deadline.actor,
        "title": words.write(deadline.title),
        "started_by": deadline.started_by,
        "started_at": moment(deadline.started_at),
        "due": instant(deadline.due),
        "derivation": [words.write(step) for step in deadline.derivation],
        "version": _pick(one.version),
    }


def _pick(pick: Pick | None) -> View | None:
    if pick is None:
        return None
    return {
        "governed_by": pick.governed_by,
        "governed_on": pick.governed_on.isoformat(),
        "day_known": pick.is_day_known,
        "changed": pick.has_changed,
        "then": value_view(pick.then),
        "now": value_view(pick.now),
    }
