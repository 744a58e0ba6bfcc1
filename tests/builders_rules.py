"""A small made-up rulebook: one shop, one law, and the words a buyer chooses from."""

from datetime import date
from typing import Any

from tests.builders import calendar_2026

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
    Length,
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
from refundcli.core.text import Text
from refundcli.core.values import replace

TODAY = date(2026, 11, 22)

SOURCE = Source("R1", "退货规则", "某店", date(2026, 11, 20), "official")
CITES = (Citation(SOURCE, at="第一条"),)
SOURCES = {SOURCE.id: SOURCE}


def words(zh: str, en: str = "") -> Text:
    """Return *zh* in Chinese, and in English where it is given, else the same."""
    return Text(zh, en or zh)


def word(id: str, zh: str = "", *aliases: str) -> Word:
    """Return a word that a buyer chooses, called *id* in English."""
    return Word(id, words(zh or id, id), words("说明", "help"), aliases)


def reading(lasts: str | None = "7 days", **changes: Any) -> Reading:
    """Return a reading of a period, written as in the files; None is abolished."""
    count, _, unit = (lasts or "").partition(" ")
    length = Length(int(count), unit) if lasts else None
    return replace(Reading(length, cites=CITES), **changes)


def window(since: date = date(2020, 1, 1), until: date | None = None, **changes: Any) -> Window:
    """Return a window of seven days from the delivery, governed by its day."""
    return replace(Window(since, until, "delivered", "delivered", reading()), **changes)


def ground(id: str = "shop/faulty", **changes: Any) -> Ground:
    """Return a ground: a fault gives return and refund within seven days."""
    usual = Ground(
        id=id,
        kind="platform",
        title=words("质量问题", "a fault"),
        grants=("return-refund",),
        conditions=Conditions(states=("delivered", "completed"), reasons=("quality",)),
        windows=(window(),),
    )
    return replace(usual, **changes)


def timer_version(
    since: date = date(2020, 1, 1), until: date | None = None, **changes: Any
) -> TimerVersion:
    """Return a version of a timer: 48 hours, always."""
    band = Band(Conditions(), reading("48 hours"))
    return replace(TimerVersion(since, until, None, (band,)), **changes)


def timer(id: str = "seller-answers", file: str = "shop", **changes: Any) -> Timer:
    """Return a timer: the seller answers an application in 48 hours."""
    usual = Timer(
        id=id,
        rule=f"{file}/{id}",
        kind="platform",
        actor="seller",
        title=words("卖家处理申请", "the seller answers"),
        starts=("applied",),
        ends=("agreed", "refused"),
        pauses=(),
        resumes=(),
        conditions=Conditions(),
        on_expiry="agreed",
        versions=(timer_version(),),
    )
    return replace(usual, **changes)


def note(id: str = "keep-the-box", **changes: Any) -> Note:
    """Return a caution, a piece of evidence or a limit."""
    return replace(Note(id, words("留好包装", "keep the box"), Conditions(), CITES), **changes)


def rules(**changes: Any) -> RuleSet:
    """Return the rules of a shop: it offers return and refund, has one ground and one timer."""
    usual = RuleSet(
        offers=(Offer(Conditions(remedies=("return-refund",)), CITES),),
        grounds=(ground(),),
        timers=(timer(),),
        cautions=(note(),),
        sources=SOURCES,
    )
    return replace(usual, **changes)


def platform(id: str = "shop", **changes: Any) -> Platform:
    """Return an online platform that knows deliveries and completed trades."""
    usual = Platform(
        id=id,
        name=words(f"{id}商城", f"{id} mall"),
        aliases=(f"{id}.example",),
        short=id[:4],
        channel="online",
        states={"delivered": words("已收货", "received"), "completed": words("已完成", "done")},
        rules=rules() if id == "shop" else replace(rules(), grounds=(), timers=()),
    )
    return replace(usual, **changes)


def provision(id: str = "fair-24", **changes: Any) -> Provision:
    """Return an article that anyone may cite, in force since 2014."""
    usual = Provision(
        id=id,
        law=id.partition("-")[0],
        law_name=words("中华人民共和国公平法", "Fair Trade Law"),
        article="第二十四条",
        says=words("可以退货", "the buyer may return it"),
        protects="anyone",
        confidence="A+",
        is_citable=True,
        versions=(ProvisionVersion(date(2014, 3, 15), None, "ordered", "可以退货。", CITES),),
    )
    return replace(usual, **changes)


def law(id: str = "fair", **changes: Any) -> Law:
    """Return a law of one provision and a ground that rests on it."""
    by_law = ground(
        f"{id}/faulty",
        kind="law",
        windows=(),
        provisions=(ProvisionUse(f"{id}-24", "cite"),),
        cites=CITES,
    )
    usual = Law(
        id=id,
        name=words("中华人民共和国公平法", "Fair Trade Law"),
        aliases=("公平法",),
        provisions=(provision(f"{id}-24"),),
        rules=RuleSet(grounds=(by_law,), sources=SOURCES),
    )
    return replace(usual, **changes)


def rulebook(**changes: Any) -> Rulebook:
    """Return the made-up rulebook; lint finds nothing in it."""
    usual = Rulebook(
        platforms={"shop": platform()},
        laws={"fair": law()},
        reasons={"quality": Reason(word("quality", "质量问题"), "seller", ("delivered",))},
        remedies={"return-refund": Remedy(word("return-refund", "退货退款"), True)},
        facts={
            "intact": Fact("intact", words("商品完好吗？", "Is it intact?"), words("说明", "help")),
            "promised": Fact("promised", words("承诺过吗？", "Promised?"), words("", ""), True),
        },
        items={"custom-made": word("custom-made", "定作商品")},
        calendar=calendar_2026(),
    )
    return replace(usual, **changes)


def with_ground(**changes: Any) -> Rulebook:
    """Return the rulebook whose shop's ground has *changes*."""
    return with_rules(grounds=(ground(**changes),))


def with_timer(**changes: Any) -> Rulebook:
    """Return the rulebook whose shop's timer has *changes*."""
    return with_rules(timers=(timer(**changes),))


def with_rules(**changes: Any) -> Rulebook:
    """Return the rulebook whose shop's rules have *changes*."""
    return rulebook(platforms={"shop": platform(rules=rules(**changes))})


def with_provision(**changes: Any) -> Rulebook:
    """Return the rulebook whose law's one provision has *changes*."""
    return rulebook(laws={"fair": law(provisions=(provision(**changes),))})
