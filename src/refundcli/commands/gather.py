"""Flags and answers files to answers: names resolved, times and money read."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from refundcli.adapters.toml_files import read_toml
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.answers import Answers, over
from refundcli.core.errors import BadData
from refundcli.core.money import yuan
from refundcli.core.names import of_reasons, of_remedies, of_states, of_words, resolve
from refundcli.core.order import MOMENTS, When
from refundcli.core.reading import Reader, read_file
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.core.times import parse_when

_YES = ("yes", "y", "true", "1", "是", "有")
_NO = ("no", "n", "false", "0", "否", "没有", "无")
PURPOSE_NAMES = {
    "personal": ("生活消费", "自用", "consumer"),
    "business": ("经营", "转售", "生产经营", "resale"),
}


def gather(session: Session, given: Given, platform: str | None = None) -> tuple[Answers, Rulebook]:
    """Return the answers that flags and the answers file give, and the rulebook they need.

    A flag counts before the file; where neither names a platform, it is *platform*. Raises `NotFound` for an
    unknown name, `BadData` for a wrong value.
    """
    file = given.word("answers")
    words = _file_words(Path(file)) if file is not None else Given({})
    named = given.word("platform") or words.word("platform")
    if named is not None:
        platform = session.platform_named(named)
    rulebook = session.rulebook((platform,) if platform is not None else None)
    answers = over(
        _answers(session, words, rulebook, platform), _answers(session, given, rulebook, platform)
    )
    return answers, rulebook


def _answers(session: Session, given: Given, rulebook: Rulebook, platform: str | None) -> Answers:
    state, reason, remedy = given.word("state"), given.word("reason"), given.word("remedy")
    purpose = given.word("purpose")
    names = of_words(rulebook.items)
    return Answers(
        platform=platform,
        state=state_named(rulebook, platform, state) if state is not None else None,
        reason=resolve(reason, of_reasons(rulebook), "reason") if reason is not None else None,
        remedy=resolve(remedy, of_remedies(rulebook), "remedy") if remedy is not None else None,
        purpose=resolve(purpose, PURPOSE_NAMES, "purpose") if purpose is not None else None,
        number=given.word("number"),
        seller=given.word("seller"),
        item=given.word("item"),
        item_kinds=tuple(resolve(one, names, "item") for one in given.words("item_kind")),
        paid=_money(given, "paid"),
        amount=_money(given, "amount"),
        moments=_moments(session, given),
        facts=dict(_fact(rulebook, one) for one in given.words("fact")),
    )


def state_named(rulebook: Rulebook, platform: str | None, name: str) -> str:
    """Return the id of an order state: one of the platform's, where it is known."""
    if platform is not None:
        return resolve(name, of_states(rulebook.platforms[platform]), "state")
    labels: dict[str, tuple[str, ...]] = {}
    for site in rulebook.platforms.values():
        for id, names in of_states(site).items():
            labels[id] = (*labels.get(id, ()), *names)
    return resolve(name, labels, "state")


_FACTS = "claim.facts."


def meant(session: Session, key: str, value: object) -> tuple[str, object]:
    """Return a correction's key and value with the names in them as ids; raises `NotFound` for an unknown one."""
    rulebook = session.rulebook(())
    if key.startswith(_FACTS):
        names = dict.fromkeys(rulebook.facts, ())
        return _FACTS + resolve(key.removeprefix(_FACTS), names, "fact"), value
    if isinstance(value, tuple):
        return key, tuple(resolve(str(one), of_words(rulebook.items), "item") for one in value)
    match key if value else "":
        case "order.platform":
            return key, session.platform_named(str(value))
        case "order.state":
            return key, state_named(session.rulebook(), None, str(value))
        case "claim.reason":
            return key, resolve(str(value), of_reasons(rulebook), "reason")
        case "claim.remedy":
            return key, resolve(str(value), of_remedies(rulebook), "remedy")
        case "claim.purpose":
            return key, resolve(str(value), PURPOSE_NAMES, "purpose")
    return key, value


def _money(given: Given, name: str) -> Decimal | None:
    value = given.word(name)
    return None if value is None else yuan(value, f"--{name}")


def _moments(session: Session, given: Given) -> Mapping[str, When]:
    found = {}
    for moment in MOMENTS:
        value = given.values.get(f"{moment}_at")
        if value is not None:
            found[moment] = moment_of(session, value, f"--{moment}-at")
    return found


def moment_of(session: Session, value: object, flag: str) -> When:
    """Return a moment from words or from a TOML time; raises `BadData` for one that lies ahead."""
    if isinstance(value, datetime | date) and not isinstance(value, str):
        value = value.isoformat()
    when = parse_when(str(value), session.now, flag)
    first = when if isinstance(when, datetime) else None
    is_ahead = first > session.now if first is not None else _day(when) > session.now.date()
    if is_ahead:
        raise BadData(say("error-in-the-future", name=flag, at=when), say("hint-in-the-future"))
    return when


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _fact(rulebook: Rulebook, value: str) -> tuple[str, bool]:
    name, _, answer = value.partition("=")
    id = resolve(name, dict.fromkeys(rulebook.facts, ()), "fact")
    if answer.strip().casefold() not in (*_YES, *_NO):
        raise BadData(say("error-fact", name=id, value=answer), say("hint-fact", name=id))
    return id, answer.strip().casefold() in _YES


def _file_words(path: Path) -> Given:
    """Return an answers file as if its keys were flags; every wrong key is named."""
    return read_file(read_toml(path), str(path), _file)


def _file(top: Reader) -> Given:
    words = ("platform", "state", "reason", "remedy", "purpose", "seller", "item", "paid", "amount")
    values: dict[str, object] = {name: top.maybe_word(name) for name in words}
    values["number"] = top.maybe_word("order")
    values["item_kind"] = top.words("item_kind")
    for moment in MOMENTS:
        values[f"{moment}_at"] = _time(top, f"{moment}_at")
    facts = top.table("facts")
    if facts is not None:
        values["fact"] = tuple(
            f"{name}={'yes' if facts.flag(name) else 'no'}" for name in facts.data
        )
    return Given(values)


def _time(top: Reader, key: str) -> object:
    value = top.data.get(key)
    if isinstance(value, datetime | date):
        return top.maybe_when(key)
    return top.maybe_word(key)
