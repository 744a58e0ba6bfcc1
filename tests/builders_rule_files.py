"""Rule files as mappings, with every key that there is; changed at a place, and their faults named."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from hypothesis import strategies as st

from refundcli.core.errors import BadData


def label(zh: str, en: str) -> dict[str, object]:
    """Return words in both languages as a file holds them."""
    return {"zh": zh, "en": en}


CITED: dict[str, object] = {"cites": [{"source": "R1", "at": "第一条"}]}
SOURCE_TABLE: dict[str, object] = {
    "R1": {
        "title": "退货规则",
        "publisher": "某店",
        "published": date(2025, 1, 1),
        "read_on": date(2026, 11, 20),
        "quality": "official",
        "address": "https://shop.example/rules",
    }
}
CONDITIONS: dict[str, object] = {
    "states": ["delivered"],
    "reasons": ["quality"],
    "purposes": ["personal"],
    "channels": ["online"],
    "items": ["digital"],
    "excludes": ["custom-made"],
    "excludes_if": [{"items": ["near-expiry"], "fact": "exclusion-confirmed"}],
    "needs": ["intact"],
    "denies": ["opened"],
    "paid_up_to": "300.00",
    "paid_over": "5.00",
    "within": {"after": "paid", "lasts": "24 hours"},
    "beyond": {"after": "ordered", "lasts": "1 hour"},
}
RULE_TABLES: dict[str, object] = {
    "source": SOURCE_TABLE,
    "offer": [{"remedies": ["return-refund"], **CONDITIONS, **CITED}],
    "choice": [{"label": "质量问题", "reasons": ["quality"], **CITED}],
    "ground": [
        {
            "id": "faulty",
            "kind": "platform",
            "title": label("质量问题", "a fault"),
            "grants": ["return-refund"],
            "freight": "seller",
            "proof": label("照片", "a photo"),
            "states": ["completed"],
            "provisions": [{"id": "fair-24", "use": "reserve", "because": label("因为", "as")}],
            **CITED,
            "window": [
                {
                    "since": date(2020, 1, 1),
                    "until": date(2024, 1, 1),
                    "governed_by": "completed",
                    "after": "delivered",
                    "lasts": "15 days",
                    "from": "next-day",
                    **CITED,
                    "also": [{"lasts": "7 days", **CITED}],
                },
                {"since": date(2024, 1, 1), "governed_by": "now", "after": "completed", **CITED},
            ],
        }
    ],
    "timer": [
        {
            "id": "seller-answers",
            "kind": "platform",
            "actor": "seller",
            "title": label("卖家处理申请", "the seller answers"),
            "starts": ["applied"],
            "ends": ["agreed"],
            "pauses": ["escalated"],
            "resumes": ["decided"],
            "remedies": ["return-refund"],
            "on_expiry": "agreed",
            "rung": "platform",
            "version": [
                {
                    "since": date(2020, 1, 1),
                    "until": date(2024, 1, 1),
                    "governed_by": "applied",
                    "band": [
                        {"needs": ["good-standing"], "lasts": "0 hours", **CITED},
                        {
                            "lasts": "24 hours",
                            "daily": {
                                "opens": "09:00",
                                "closes": "18:30",
                                "answers": ["10:00", "12:00"],
                            },
                            **CITED,
                            "also": [{"lasts": "2 days", **CITED}],
                        },
                    ],
                },
                {"since": date(2024, 1, 1), "states": ["delivered"], "lasts": "48 hours", **CITED},
            ],
        }
    ],
    "caution": [{"id": "wait", "says": label("别急", "wait"), **CITED}],
    "evidence": [
        {"id": "photo", "need": "required", "says": label("照片", "a photo"), **CITED},
    ],
    "path": [
        {
            "surface": "app",
            "title": label("入口", "the way in"),
            "steps": [label("我的", "Me"), label("退款", "Refunds")],
            **CITED,
        }
    ],
    "limit": [
        {"id": "once", "says": label("一次", "once"), "most": 1, "of": "attempts", **CITED},
    ],
}
PLATFORM: dict[str, object] = {
    "name": {"zh": "某商城", "en": "Mall", "zh-Hant": "某購物網"},
    "aliases": ["mall.example"],
    "short": "ml",
    "rank": 7,
    "channel": "online",
    "wholesale": True,
    "rules_of": "1688",
    "law": "civil",
    "not_covered": [label("运费险", "freight insurance")],
    "states": {"delivered": label("已收货", "received"), "completed": label("已完成", "done")},
    **RULE_TABLES,
}
"""A platform's file with every key that there is."""

LAW: dict[str, object] = {
    "name": label("中华人民共和国公平法", "Fair Trade Law"),
    "aliases": ["公平法"],
    "provision": [
        {
            "id": "fair-24",
            "article": "第二十四条",
            "says": label("可以退货", "the buyer may return it"),
            "protects": "consumer",
            "cite": True,
            "confidence": "A+",
            "multiple": {"times": 3, "least": "500.00"},
            "version": [
                {
                    "since": date(2014, 3, 15),
                    "until": date(2030, 1, 1),
                    "governed_by": "ordered",
                    "text": "可以退货。",
                    **CITED,
                }
            ],
        }
    ],
    **RULE_TABLES,
}
"""A law's file with every key that there is."""

CALENDAR: dict[str, object] = {
    "source": SOURCE_TABLE,
    "year": {
        "2026": {
            **CITED,
            "off": [
                {
                    "name": label("元旦", "New Year"),
                    "from": date(2026, 1, 1),
                    "to": date(2026, 1, 3),
                    "statutory": [date(2026, 1, 1)],
                }
            ],
            "work": [date(2026, 1, 4)],
        }
    },
    "yearly": {"off": ["01-01", "10-01"], **CITED},
}
"""A calendar of one break."""

STALE: dict[str, object] = {
    "source": SOURCE_TABLE,
    "unless": ["废止"],
    "stale": [
        {
            "id": "contract-law",
            "words": ["合同法"],
            "near": ["依据"],
            "instead": label("民法典", "the Civil Code"),
            "since": date(2021, 1, 1),
            **CITED,
        }
    ],
}
"""Citations that no longer hold."""

TOML = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["R1", "7 days", "09:00", "300.00", "law", "delivered"])
    | st.dates()
    | st.datetimes()
    | st.decimals(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2)
    ),
    max_leaves=4,
)
"""Anything that a file can hold."""

TAKE_AWAY = object()


def changed(data: Mapping[str, object], place: str, value: object) -> dict[str, Any]:
    """Return *data* with *value* at *place*, a key as a fault names it: `ground[0].window[1].since`.

    `TAKE_AWAY` takes the key away.
    """
    made: dict[str, Any] = _copy(data)
    *tables, last = _steps(place)
    table: Any = made
    for step in tables:
        table = table[step]
    if value is TAKE_AWAY:
        del table[last]
    else:
        table[last] = value
    return made


def places(data: object) -> tuple[str, ...]:
    """Return every key in *data*, as a fault names it; a list of tables is entered."""
    return tuple(place for place, _ in _walk(data, "") if place and not place.endswith("]"))


def tables(data: object) -> tuple[str, ...]:
    """Return the place of every table in *data*; the whole is the empty one."""
    return tuple(place for place, value in _walk(data, "") if isinstance(value, Mapping))


def _walk(data: object, place: str) -> Iterator[tuple[str, object]]:
    yield place, data
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _walk(value, f"{place}.{name}".removeprefix("."))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _walk(value, f"{place}[{i}]")


def _copy(data: object) -> Any:
    """Return *data* in tables and lists of its own, none of them shared."""
    if isinstance(data, Mapping):
        return {name: _copy(value) for name, value in data.items()}
    return [_copy(one) for one in data] if isinstance(data, list) else data


def _steps(place: str) -> list[str | int]:
    found = re.finditer(r"\[(\d+)\]|([^.\[]+)", place)
    return [int(one[1]) if one[1] else one[2] for one in found]


def faults(read: Callable[[], object]) -> list[tuple[str, str]]:
    """Return the faults that *read* names, in order: the key, and what is wrong with it."""
    try:
        read()
    except BadData as error:
        told = error.message.fields["faults"]
        assert isinstance(told, tuple)
        return [(one.fields["key"], one.fields["what"].key) for one in told]
    return []


def needed_keys(
    data: Mapping[str, object], read: Callable[[Mapping[str, object]], object]
) -> set[str]:
    """Return the keys of *data*, without their numbers, that *read* misses where they are gone.

    The words of a label and the source of a citation are left out.
    """
    return {
        re.sub(r"\[\d+\]", "", place)
        for place in places(data)
        if not place.endswith((".zh", ".en", ".source"))
        and (place, "fault-missing") in faults(partial(read, changed(data, place, TAKE_AWAY)))
    }
