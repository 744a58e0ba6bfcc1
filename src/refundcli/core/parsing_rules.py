"""The rules of one file: grounds, timers and notes, read from their mappings."""

from collections.abc import Mapping

from refundcli.core.order import MOMENTS, PURPOSES, STATES
from refundcli.core.reading import Reader
from refundcli.core.rules import (
    GOVERNING,
    KINDS,
    ON_EXPIRY,
    USES,
    Band,
    Choice,
    Citation,
    Conditions,
    ExcludedIf,
    Ground,
    Hours,
    Note,
    Offer,
    Path,
    ProvisionUse,
    Reading,
    RuleSet,
    Source,
    Timer,
    TimerVersion,
    Window,
    Within,
)
from refundcli.core.text import say
from refundcli.core.values import dataclass, field

CHANNELS = ("online", "offline", "virtual")
QUALITIES = ("official", "secondary", "hearsay")
ACTORS = ("buyer", "seller", "platform", "authority", "courier")
STARTS = ("instant", "next-day")
PAYERS = ("seller", "buyer", "agreed")


@dataclass(slots=True)
class Parsed:
    """What is known of the file while it is read: its id, its sources, and whose it is."""

    id: str
    sources: dict[str, Source] = field(default_factory=dict)
    is_own: bool = False


def rule_set(top: Reader, parsed: Parsed) -> RuleSet:
    """Return the rules that a file's tables hold."""
    parsed.sources.update(sources_of(top))
    return RuleSet(
        offers=tuple(
            Offer(conditions_of(one), _done(one, cites_of(one, parsed, needed=True)))
            for one in top.tables("offer")
        ),
        choices=tuple(_choice(one, parsed) for one in top.tables("choice")),
        grounds=tuple(_ground(one, parsed) for one in top.tables("ground")),
        timers=tuple(_timer(one, parsed) for one in top.tables("timer")),
        cautions=tuple(_note(one, parsed) for one in top.tables("caution")),
        evidence=tuple(_note(one, parsed) for one in top.tables("evidence")),
        paths=tuple(_path(one, parsed) for one in top.tables("path")),
        limits=tuple(_note(one, parsed) for one in top.tables("limit")),
        sources=dict(parsed.sources),
    )


def sources_of(top: Reader) -> Mapping[str, Source]:
    """Return the sources that a file names, by their keys."""
    table = top.table("source") or top.inner("source", {})
    found = {}
    for id, one in table.named_tables():
        found[id] = Source(
            id=id,
            title=one.word("title"),
            publisher=one.word("publisher", default=""),
            read_on=one.day("read_on"),
            quality=one.word("quality", QUALITIES),
            published=one.maybe_day("published"),
            address=one.maybe_word("address"),
        )
        one.finish()
    return found


def cites_of(reader: Reader, parsed: Parsed, *, needed: bool) -> tuple[Citation, ...]:
    """Return the citations under `cites`; each names a source of the file and a place or words."""
    found = []
    for one in reader.tables("cites", needed=needed):
        id, at, says = one.word("source"), one.maybe_word("at"), one.maybe_word("says")
        one.finish()
        if id not in parsed.sources:
            one.fault("source", say("fault-source", value=id))
        elif at is None and says is None:
            one.fault("at", say("fault-cite"))
        else:
            found.append(Citation(parsed.sources[id], at, says))
    return tuple(found)


def _done(reader: Reader, cites: tuple[Citation, ...]) -> tuple[Citation, ...]:
    reader.finish()
    return cites


def conditions_of(reader: Reader, *, with_remedies: bool = True) -> Conditions:
    """Return the conditions among the keys of a rule."""
    within, beyond = reader.table("within"), reader.table("beyond")
    return Conditions(
        states=reader.words("states", STATES),
        remedies=reader.words("remedies") if with_remedies else (),
        reasons=reader.words("reasons"),
        purposes=reader.words("purposes", PURPOSES),
        channels=reader.words("channels", CHANNELS),
        items=reader.words("items"),
        excludes=reader.words("excludes"),
        excludes_if=tuple(_excluded_if(one) for one in reader.tables("excludes_if")),
        needs=reader.words("needs"),
        denies=reader.words("denies"),
        paid_up_to=reader.money("paid_up_to"),
        paid_over=reader.money("paid_over"),
        within=_within(within) if within is not None else None,
        beyond=_within(beyond) if beyond is not None else None,
    )


def _excluded_if(reader: Reader) -> ExcludedIf:
    made = ExcludedIf(reader.words("items", needed=True), reader.word("fact"))
    reader.finish()
    return made


def _within(reader: Reader) -> Within | None:
    after, lasts = reader.word("after", MOMENTS), reader.length("lasts", needed=True)
    reader.finish()
    return Within(after, lasts) if lasts is not None else None


def _reading(reader: Reader, parsed: Parsed, *, needs_length: bool = True) -> Reading:
    daily = reader.table("daily")
    return Reading(
        lasts=reader.length("lasts", needed=needs_length),
        start=reader.word("from", STARTS, "instant"),
        hours=_hours(daily) if daily is not None else None,
        cites=cites_of(reader, parsed, needed=True),
    )


def _also(reader: Reader, parsed: Parsed) -> tuple[Reading, ...]:
    found = []
    for one in reader.tables("also"):
        found.append(_reading(one, parsed))
        one.finish()
    return tuple(found)


def _hours(reader: Reader) -> Hours:
    first, last = (*reader.words("answers", needed=True), "", "")[:2]
    made = Hours(
        opens=_minutes(reader, "opens", reader.word("opens")),
        closes=_minutes(reader, "closes", reader.word("closes")),
        answers=(_minutes(reader, "answers", first), _minutes(reader, "answers", last)),
    )
    reader.finish()
    return made


def _minutes(reader: Reader, key: str, clock: str) -> int:
    hour, _, minute = clock.partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        reader.fault(key, say("fault-clock", value=clock))
        return 0
    return int(hour) * 60 + int(minute)


def _ground(reader: Reader, parsed: Parsed) -> Ground:
    windows = tuple(_window(one, parsed) for one in reader.tables("window"))
    made = Ground(
        id=f"{parsed.id}/{reader.word('id')}",
        kind=_kind(reader, parsed),
        title=reader.text("title"),
        grants=reader.words("grants", needed=True),
        conditions=conditions_of(reader, with_remedies=False),
        windows=windows,
        provisions=tuple(_provision_use(one) for one in reader.tables("provisions")),
        freight=reader.maybe_word("freight", PAYERS),
        proof=reader.maybe_text("proof"),
        cites=cites_of(reader, parsed, needed=not windows),
        is_own=parsed.is_own,
    )
    reader.finish()
    return made


def _kind(reader: Reader, parsed: Parsed) -> str:
    kind = reader.word("kind", KINDS, "promise" if parsed.is_own else None)
    return "promise" if parsed.is_own else kind


def _provision_use(reader: Reader) -> ProvisionUse:
    made = ProvisionUse(
        reader.word("id"), reader.word("use", USES, "cite"), reader.maybe_text("because")
    )
    reader.finish()
    return made


def _window(reader: Reader, parsed: Parsed) -> Window:
    made = Window(
        since=reader.day("since"),
        until=reader.maybe_day("until"),
        governed_by=reader.word("governed_by", GOVERNING),
        after=reader.word("after", MOMENTS),
        reading=_reading(reader, parsed, needs_length=False),
        also=_also(reader, parsed),
    )
    reader.finish()
    return made


def _timer(reader: Reader, parsed: Parsed) -> Timer:
    id = reader.word("id")
    made = Timer(
        id=id,
        rule=f"{parsed.id}/{id}",
        kind=_kind(reader, parsed),
        actor=reader.word("actor", ACTORS),
        title=reader.text("title"),
        starts=reader.words("starts", needed=True),
        ends=reader.words("ends"),
        pauses=reader.words("pauses"),
        resumes=reader.words("resumes"),
        conditions=conditions_of(reader),
        on_expiry=reader.word("on_expiry", ON_EXPIRY),
        versions=tuple(_version(one, parsed) for one in reader.tables("version", needed=True)),
        rung=reader.maybe_word("rung"),
        is_own=parsed.is_own,
        restarts=reader.maybe_flag("restarts") is not False,
    )
    reader.finish()
    return made


def _version(reader: Reader, parsed: Parsed) -> TimerVersion:
    since, until = reader.day("since"), reader.maybe_day("until")
    governed_by = reader.maybe_word("governed_by", GOVERNING)
    tables = reader.tables("band")
    if not tables:
        return TimerVersion(since, until, governed_by, (_band(reader, parsed),))
    bands = tuple(_band(one, parsed) for one in tables)
    reader.finish()
    return TimerVersion(since, until, governed_by, bands)


def _band(reader: Reader, parsed: Parsed) -> Band:
    made = Band(conditions_of(reader), _reading(reader, parsed), _also(reader, parsed))
    reader.finish()
    return made


def _choice(reader: Reader, parsed: Parsed) -> Choice:
    made = Choice(
        conditions_of(reader), reader.word("label"), cites_of(reader, parsed, needed=True)
    )
    reader.finish()
    return made


def _note(reader: Reader, parsed: Parsed) -> Note:
    made = Note(
        id=reader.word("id"),
        says=reader.text("says"),
        conditions=conditions_of(reader),
        cites=cites_of(reader, parsed, needed=True),
        need=reader.maybe_word("need", ("required", "helpful")),
        most=reader.number("most"),
        of=reader.maybe_word("of", ("attempts", "revocations", "characters", "pictures")),
    )
    reader.finish()
    return made


def _path(reader: Reader, parsed: Parsed) -> Path:
    made = Path(
        surface=reader.word("surface", ("app", "web")),
        title=reader.maybe_text("title"),
        steps=reader.texts("steps"),
        conditions=conditions_of(reader),
        cites=cites_of(reader, parsed, needed=True),
        rung=reader.maybe_word("rung"),
    )
    reader.finish()
    return made
