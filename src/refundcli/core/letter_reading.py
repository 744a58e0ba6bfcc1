"""The files of letters read into forms: every mistake is named by file and key."""

from collections.abc import Iterator, Mapping

from refundcli.core.events import EVENTS
from refundcli.core.letter_fields import FIELDS, LOGGED_BY, QUESTION_OF
from refundcli.core.letter_form import (
    COVERED,
    FIELD,
    RECIPIENTS,
    TONES,
    Form,
    Limit,
    Part,
    is_known,
)
from refundcli.core.letter_line import LINE_FIELDS, Line
from refundcli.core.order import MOMENTS
from refundcli.core.reading import Reader, read_file
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import LANGUAGES, say
from refundcli.core.values import replace

Raw = Mapping[str, object]


def expanded(data: Raw, lender: Raw, lines: Raw) -> Raw:
    """Return *data* with the parts it borrows in their place, and the *lines* of what happened.

    A table of `part` with `from` and `ids` stands for the parts of the lender whose id is one of
    these or begins with one and a hyphen; its `drop` and its `when` are put over theirs.
    """
    parts = data.get("part")
    if not isinstance(parts, list | tuple):
        return data
    lent = lender.get("part")
    whole = [
        one for part in parts for one in _borrowed(part, lent if isinstance(lent, list) else [])
    ]
    return {**data, "part": whole, "line": lines.get("line", [])}


def _borrowed(part: object, lent: list[object]) -> Iterator[object]:
    ids = part.get("ids") if isinstance(part, Mapping) else None
    if not isinstance(part, Mapping) or not isinstance(ids, list):
        yield part
        return
    for one in lent:
        if isinstance(one, Mapping) and any(_is_of(str(one.get("id")), str(id)) for id in ids):
            when = [*one.get("when", ()), *part.get("when", ())]
            yield {**one, "drop": part.get("drop", one.get("drop", 0)), "when": when}


def _is_of(id: str, wanted: str) -> bool:
    return id == wanted or id.startswith(f"{wanted}-")


def form_from_mapping(
    data: Mapping[str, object], where: str, rulebook: Rulebook | None = None
) -> Form:
    """Return the form that *data* of the file *where* describes.

    Raises `BadData` naming every unknown key, condition and field; with a *rulebook* also the
    reasons, remedies and facts it does not have.
    """
    return read_file(data, where, lambda top: _form(top, rulebook))


def with_own_parts(
    form: Form, data: Mapping[str, object], where: str, rulebook: Rulebook | None = None
) -> Form:
    """Return *form* with a buyer's own parts: in place of those of the same id, else at the end."""
    parts = read_file(data, where, lambda top: _parts(top, form.tones, rulebook))
    own = {part.id: part for part in parts}
    known = {part.id for part in form.parts}
    mine = (own.get(part.id, part) for part in form.parts)
    return replace(form, parts=(*mine, *(part for part in parts if part.id not in known)))


def _form(top: Reader, rulebook: Rulebook | None) -> Form:
    tones = top.words("tones", TONES, needed=True)
    if not tones:
        top.fault("tones", say("fault-missing", wanted="list of strings"))
    within = top.length("answer_within")
    if within is not None and within.unit != "hours":
        top.fault("answer_within", say("fault-letter-hours"))
    return Form(
        stage=top.word("stage"),
        language=top.word("language", LANGUAGES),
        tones=tones,
        limits=_limits(top),
        parts=_parts(top, tones, rulebook),
        answer_within=within,
        follows=top.words("follows"),
        needs=top.words("needs", (*QUESTION_OF, *LOGGED_BY)),
        cites=_cites(top),
        reserve=_reserve(top),
        order=top.number("order") or 0,
        to=top.word("to", RECIPIENTS, RECIPIENTS[0]),
        fits=_conditions(top, "fits", rulebook),
        turn=_conditions(top, "turn", rulebook) if "turn" in top.data else None,
        rests_on=top.words("rests_on"),
        never=top.words("never"),
        covers=top.words("covers", COVERED),
        lines=_lines(top),
    )


def _cites(top: Reader) -> int:
    number = top.number("cites")
    if number is None or number < 0:
        top.fault("cites", say("fault-type", wanted="whole number from 0"))
    return number or 0


def _reserve(top: Reader) -> Mapping[str, str]:
    table = top.table("reserve")
    return {id: table.word(id) for id in table.data} if table is not None else {}


def _limits(top: Reader) -> tuple[Limit, ...]:
    tables = top.tables("limit", needed=True)
    limits = tuple(_limit(one) for one in tables)
    for table, limit in zip(tables, limits, strict=True):
        if limit.characters < 1:
            table.fault("characters", say("fault-type", wanted="whole number above 0"))
    named = [one for limit in limits for one in limit.platforms]
    if len(set(named)) < len(named) or sum(not one.platforms for one in limits) != 1:
        top.fault("limit", say("fault-letter-limits"))
    return limits


def _limit(reader: Reader) -> Limit:
    made = Limit(
        box=reader.word("box"),
        characters=reader.number("characters") or 0,
        why=reader.text("why"),
        platforms=reader.words("platforms"),
    )
    reader.finish()
    return made


def _parts(top: Reader, tones: tuple[str, ...], rulebook: Rulebook | None) -> tuple[Part, ...]:
    seen: set[str] = set()
    made = []
    for reader in top.tables("part", needed=True):
        part = Part(
            id=reader.word("id"),
            text=reader.word("text"),
            when=_conditions(reader, "when", rulebook),
            tone=reader.maybe_word("tone", tones),
            drop=reader.number("drop") or 0,
            instead=reader.maybe_word("instead"),
        )
        reader.finish()
        if part.id in seen:
            reader.fault("id", say("fault-letter-twice", value=part.id))
        if part.drop < 0:
            reader.fault("drop", say("fault-type", wanted="whole number from 0"))
        for name in part.fields:
            if name not in FIELDS:
                reader.fault("text", say("fault-choice", value=name, allowed=FIELDS))
        _check_braces(reader, part.text)
        seen.add(part.id)
        made.append(part)
    return tuple(made)


def _lines(top: Reader) -> tuple[Line, ...]:
    made = []
    for reader in top.tables("line"):
        line = Line(
            event=reader.word("event", (*MOMENTS, *EVENTS)),
            text=reader.word("text"),
            when=reader.words("when"),
        )
        reader.finish()
        for name in line.fields:
            if name not in LINE_FIELDS:
                reader.fault("text", say("fault-choice", value=name, allowed=LINE_FIELDS))
        _check_braces(reader, line.text)
        made.append(line)
    return tuple(made)


def _check_braces(reader: Reader, text: str) -> None:
    if set("{}") & set(FIELD.sub("", text)):
        reader.fault("text", say("fault-letter-brace"))


def _conditions(reader: Reader, key: str, rulebook: Rulebook | None) -> tuple[str, ...]:
    found = reader.words(key)
    for one in found:
        if not is_known(one.removeprefix("not-"), rulebook):
            reader.fault(key, say("fault-letter-condition", value=one))
    return found
