"""Small ladders for tests, written as the file is, and how a rung of one stands in a case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tests.builders_cases import NOW, case, event

from refundcli.core.case import Case
from refundcli.core.dossier import dossier_of
from refundcli.core.ladder import Standing, standings
from refundcli.core.ladder_form import Ladder, ladder_from_mapping
from refundcli.core.rulebook import Rulebook

Table = dict[str, Any]

CITES = [{"source": "S", "at": "第一条"}]
SOURCE: Table = {"title": "来源", "read_on": date(2026, 11, 22), "quality": "official"}
SENT = event("sent", 9)
APPLIED = event("applied", 10)


def words(text: str) -> Table:
    """Return the same words in both languages."""
    return {"zh": text, "en": text}


def entry(says: str, **keys: Any) -> Table:
    """Return a statement with its citation."""
    return {"says": words(says), "cites": CITES, **keys}


def rung(id: str = "platform", **keys: Any) -> Table:
    """Return a rung of the file that asks nothing but what *keys* say."""
    return {"id": id, "name": words(id), "what": words(f"{id}?"), "cites": CITES, **keys}


def gate(is_: str, **keys: Any) -> Table:
    """Return a precondition."""
    return entry(is_, **{"is": is_, **keys})


def lasting(lasts: str, since: date = date(2020, 1, 1), **keys: Any) -> Table:
    """Return a dated length."""
    return {"since": since, "lasts": lasts, "cites": CITES, **keys}


def file(*rungs: Mapping[str, Any], **keys: Any) -> Table:
    """Return the mapping of a ladder's file."""
    return {"source": {"S": SOURCE}, "rung": list(rungs), **keys}


def ladder(*rungs: Mapping[str, Any]) -> Ladder:
    """Return a ladder of these rungs."""
    return ladder_from_mapping(file(*rungs))


def found(ladder: Ladder, book: Rulebook, case: Case, now: datetime = NOW) -> dict[str, Standing]:
    """Return how each rung stands in *case*, by its id."""
    told = dossier_of(book, case, now)
    rungs = standings(ladder, book, told.state, told.deadlines, now, case.opened_at)
    return {one.rung.id: one for one in rungs}


def shop_case(*events: Any, **known: Any) -> Case:
    """Return a case in the made-up shop, where nothing is known of the order's moments."""
    return case(*events, **{"platform": "shop", "moments": {}, **known})
