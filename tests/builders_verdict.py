"""A small made-up rulebook for tests: one shop, one stall, one law; and the values it is asked about."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from tests.builders import calendar_2026

from refundcli.core.clauses import Situation
from refundcli.core.findings import Clause, Deadline
from refundcli.core.order import STATES, Claim, Order, When
from refundcli.core.periods import beijing, parse_length
from refundcli.core.rulebook import (
    Fact,
    Law,
    Platform,
    Provision,
    ProvisionVersion,
    Reason,
    Remedy,
    Rulebook,
    Word,
)
from refundcli.core.rules import (
    Band,
    Citation,
    Conditions,
    Ground,
    Note,
    Offer,
    ProvisionUse,
    Reading,
    RuleSet,
    Source,
    Timer,
    TimerVersion,
    Window,
)
from refundcli.core.text import Said, Text

NOW = beijing(2026, 11, 22, 10)
SINCE = date(2020, 1, 1)
SOURCE = Source("S1", "the shop's rules", "the shop", date(2026, 11, 1), "official")
CITES = (Citation(SOURCE, at="1"),)
ANY = Conditions()
REMEDIES = ("return-refund", "refund-only", "exchange")
REASONS: Mapping[str, tuple[str, ...]] = {
    "quality": ("delivered", "completed"),
    "change-of-mind": STATES,
    "not-received": ("in-transit", "delivered"),
}
ITEMS = ("custom-made", "perishable", "ordinary")
EVERYWHERE = (Offer(Conditions(remedies=("return-refund", "refund-only")), CITES),)


def text(words: str) -> Text:
    """Return *words* as a text in either language."""
    return Text(f"「{words}」", words)


def word(id: str) -> Word:
    """Return a thing to choose with one alias."""
    return Word(id, text(id), text(f"{id} help"), (f"{id}-alias",))


def reading(lasts: str | None, start: str = "instant", source: Source = SOURCE) -> Reading:
    """Return a reading of a period; None is an abolished one."""
    length = None if lasts is None else parse_length(lasts)
    return Reading(length, start, cites=(Citation(source, at=lasts or "abolished"),))


def window(
    lasts: str | None = "168 hours",
    *also: str,
    since: date = SINCE,
    until: date | None = None,
    governed_by: str = "delivered",
    after: str = "delivered",
) -> Window:
    """Return a window of *lasts*; *also* are what other sources say."""
    others = tuple(reading(one) for one in also)
    return Window(since, until, governed_by, after, reading(lasts), others)


def ground(
    id: str = "shop/return",
    conditions: Conditions = ANY,
    *windows: Window,
    grants: tuple[str, ...] = ("return-refund",),
    kind: str = "platform",
    provisions: tuple[ProvisionUse, ...] = (),
    cites: tuple[Citation, ...] = CITES,
) -> Ground:
    """Return a ground that asks *conditions*, within *windows* where there are any."""
    return Ground(id, kind, text(id), grants, conditions, windows, provisions, cites=cites)


def band(lasts: str, *also: str, conditions: Conditions = ANY) -> Band:
    """Return a timer's length where *conditions* hold."""
    return Band(conditions, reading(lasts), tuple(reading(one) for one in also))


def version(
    *bands: Band, since: date = SINCE, until: date | None = None, governed_by: str | None = None
) -> TimerVersion:
    """Return a version of a timer."""
    return TimerVersion(since, until, governed_by, bands)


def timer(
    id: str = "answers",
    *bands: Band,
    starts: tuple[str, ...] = ("applied",),
    ends: tuple[str, ...] = ("agreed", "refused"),
    pauses: tuple[str, ...] = (),
    resumes: tuple[str, ...] = (),
    actor: str = "seller",
    kind: str = "platform",
    on_expiry: str = "refunded",
    conditions: Conditions = ANY,
    versions: tuple[TimerVersion, ...] = (),
    rung: str | None = None,
) -> Timer:
    """Return a timer of *bands*, 24 hours unless said otherwise."""
    return Timer(
        id=id,
        rule=f"shop/{id}",
        kind=kind,
        actor=actor,
        title=text(id),
        starts=starts,
        ends=ends,
        pauses=pauses,
        resumes=resumes,
        conditions=conditions,
        on_expiry=on_expiry,
        versions=versions or (version(*(bands or (band("24 hours"),))),),
        rung=rung,
    )


def note(id: str, conditions: Conditions = ANY) -> Note:
    """Return a sentence that counts where *conditions* hold."""
    return Note(id, text(id), conditions, CITES)


def provision(id: str, protects: str = "anyone", *versions: ProvisionVersion) -> Provision:
    """Return an article of the one law; in force since 2020 unless *versions* say otherwise."""
    usual = ProvisionVersion(SINCE, None, "ordered", f"words of {id}", CITES)
    return Provision(
        id=id,
        law="law",
        law_name=text("law"),
        article=f"article {id}",
        says=text(id),
        protects=protects,
        confidence="A",
        is_citable=True,
        versions=versions or (usual,),
    )


def law(*provisions: Provision, rules: RuleSet | None = None) -> Law:
    """Return the one law with its *provisions*."""
    return Law("law", text("law"), (), provisions, rules or RuleSet())


def rules(*parts: Ground | Timer, offers: tuple[Offer, ...] = EVERYWHERE) -> RuleSet:
    """Return the shop's rules: grounds and timers as they come, and what it offers."""
    return RuleSet(
        offers=offers,
        grounds=tuple(one for one in parts if isinstance(one, Ground)),
        timers=tuple(one for one in parts if isinstance(one, Timer)),
    )


def rulebook(
    shop: RuleSet | None = None,
    law: Law | None = None,
    own: Mapping[str, RuleSet] | None = None,
) -> Rulebook:
    """Return a rulebook of an online shop with these rules, and of a stall that knows two states."""
    return Rulebook(
        platforms={
            "shop": Platform(
                id="shop",
                name=text("shop"),
                aliases=("the-shop",),
                short="sh",
                channel="online",
                states={state: text(f"shop {state}") for state in STATES},
                rules=shop or rules(),
                not_covered=(text("the rest"),),
            ),
            "stall": Platform(
                id="stall",
                name=text("stall"),
                aliases=(),
                short="st",
                channel="offline",
                states={"unpaid": text("open"), "completed": text("done")},
                rules=rules(offers=(Offer(Conditions(remedies=("exchange",)), CITES),)),
            ),
        },
        laws={"law": law} if law is not None else {},
        reasons={id: Reason(word(id), "seller", states) for id, states in REASONS.items()},
        remedies={id: Remedy(word(id), id != "refund-only") for id in REMEDIES},
        facts={
            "intact": Fact("intact", text("Is it intact?"), text("intact help")),
            "confirmed": Fact("confirmed", text("Was it confirmed?"), text("confirmed help")),
            "promise": Fact("promise", text("Is it promised?"), text("promise help"), True),
        },
        items={id: word(id) for id in ITEMS},
        calendar=calendar_2026(),
        own=own or {},
    )


def order(state: str = "delivered", *item_kinds: str, **moments: When) -> Order:
    """Return an order in the shop, with the *moments* that are known."""
    return Order("shop", state, item_kinds=item_kinds, moments=moments)


def claim(
    reason: str = "quality",
    remedy: str = "return-refund",
    purpose: str | None = "personal",
    **facts: bool,
) -> Claim:
    """Return a claim with the *facts* the buyer states."""
    return Claim(reason, remedy, purpose, facts=facts)


def situation(
    order: Order,
    claim: Claim,
    *,
    rulebook: Rulebook,
    acts_at: datetime = NOW,
) -> Situation:
    """Return what conditions are judged by."""
    return Situation(rulebook, order, claim, acts_at)


def outcomes(clauses: tuple[Clause, ...]) -> dict[str, str]:
    """Return the outcome of each clause by its name."""
    return {one.clause: one.outcome for one in clauses}


def deadline(
    id: str = "answers",
    due: datetime = NOW,
    *,
    actor: str = "seller",
    kind: str = "platform",
    started_by: str = "applied",
    started_at: When = NOW,
    on_expiry: str = "refunded",
    is_paused: bool = False,
    only_if: tuple[Said, ...] = (),
) -> Deadline:
    """Return a deadline without doubt."""
    return Deadline(
        id=id,
        actor=actor,
        kind=kind,
        title=text(id),
        started_by=started_by,
        started_at=started_at,
        earliest=due,
        latest=due,
        on_expiry=on_expiry,
        rule=f"shop/{id}",
        derivation=(),
        is_paused=is_paused,
        only_if=only_if,
    )


def yuan(amount: str) -> Decimal:
    """Return an amount of money."""
    return Decimal(amount)
