"""Times as a person types them; it is Sunday, 2026-11-22, ten in the morning."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.core.errors import BadData
from refundcli.core.order import When
from refundcli.core.periods import beijing
from refundcli.core.text import say
from refundcli.core.times import parse_span, parse_when
from refundcli.core.traditional import simplified

NOW = beijing(2026, 11, 22, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026/11/20", date(2026, 11, 20)),
        ("2026.11.20", date(2026, 11, 20)),
        ("2026-1-5", date(2026, 1, 5)),
        ("2026年11月20日", date(2026, 11, 20)),
        ("二〇二六年十一月二十日", date(2026, 11, 20)),
        ("11月20日", date(2026, 11, 20)),
        ("11月20号", date(2026, 11, 20)),
        ("11月20", date(2026, 11, 20)),
        ("11-20", date(2026, 11, 20)),
        ("20 Nov", date(2026, 11, 20)),
        ("Nov. 20", date(2026, 11, 20)),
        ("20 November 2025", date(2025, 11, 20)),
        ("November 20, 2025", date(2025, 11, 20)),
        ("today", date(2026, 11, 22)),
        ("今天", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 21)),
        ("昨天", date(2026, 11, 21)),
        ("昨日", date(2026, 11, 21)),
        ("前天", date(2026, 11, 20)),
        ("大前天", date(2026, 11, 19)),
        ("the day before yesterday", date(2026, 11, 20)),
        ("tomorrow", date(2026, 11, 23)),
        ("后天", date(2026, 11, 24)),
        ("大后天", date(2026, 11, 25)),
        ("day after tomorrow", date(2026, 11, 24)),
        ("3 days ago", date(2026, 11, 19)),
        ("3天前", date(2026, 11, 19)),
        ("三天以前", date(2026, 11, 19)),
        ("十二天前", date(2026, 11, 10)),
        ("3天后", date(2026, 11, 25)),
        ("in 3 days", date(2026, 11, 25)),
        ("3 days from now", date(2026, 11, 25)),
        ("a week ago", date(2026, 11, 15)),
        ("两周前", date(2026, 11, 8)),
        ("一个星期前", date(2026, 11, 15)),
        ("周五", date(2026, 11, 20)),
        ("星期日", date(2026, 11, 22)),
        ("礼拜天", date(2026, 11, 22)),
        ("上周五", date(2026, 11, 13)),
        ("上个星期五", date(2026, 11, 13)),
        ("上上周五", date(2026, 11, 6)),
        ("本周一", date(2026, 11, 16)),
        ("这周一", date(2026, 11, 16)),
        ("下周一", date(2026, 11, 23)),
        ("friday", date(2026, 11, 20)),
        ("last friday", date(2026, 11, 20)),
        ("last Sunday", date(2026, 11, 15)),
        ("this Monday", date(2026, 11, 16)),
    ],
)
def test_day_without_an_hour_is_a_day_alone(text: str, expected: date) -> None:
    assert expected == parse_when(text, NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", NOW),
        ("现在", NOW),
        ("2026-11-20 10:00", beijing(2026, 11, 20, 10)),
        ("2026-11-20 10:00:30", beijing(2026, 11, 20, 10, 0, 30)),
        ("2026-11-20T10:00:00+08:00", beijing(2026, 11, 20, 10)),
        ("2026-11-20T02:00:00Z", beijing(2026, 11, 20, 10)),
        ("2026-11-20T10:00", beijing(2026, 11, 20, 10)),
        ("2026-11-20 24:00", beijing(2026, 11, 21)),
        ("２０２６－１１－２０　１０：００", beijing(2026, 11, 20, 10)),
        ("  2026-11-20   10:00 ", beijing(2026, 11, 20, 10)),
        ("11月20日 10:00", beijing(2026, 11, 20, 10)),
        ("11月20日10:00", beijing(2026, 11, 20, 10)),
        ("十一月二十日下午三点一刻", beijing(2026, 11, 20, 15, 15)),
        ("Nov 20 10:00", beijing(2026, 11, 20, 10)),
        ("20 Nov 2026, 3pm", beijing(2026, 11, 20, 15)),
        ("yesterday 10:00", beijing(2026, 11, 21, 10)),
        ("yesterday at 3pm", beijing(2026, 11, 21, 15)),
        ("昨天 10:00", beijing(2026, 11, 21, 10)),
        ("昨晚8点", beijing(2026, 11, 21, 20)),
        ("今早八点半", beijing(2026, 11, 22, 8, 30)),
        ("前天下午3点半", beijing(2026, 11, 20, 15, 30)),
        ("今天上午9点", beijing(2026, 11, 22, 9)),
        ("明天 18:00", beijing(2026, 11, 23, 18)),
        ("tomorrow 18:00", beijing(2026, 11, 23, 18)),
        ("周五下午五点", beijing(2026, 11, 20, 17)),
        ("上周五 10:00", beijing(2026, 11, 13, 10)),
        ("last friday 10:00", beijing(2026, 11, 20, 10)),
        ("3天前 10:00", beijing(2026, 11, 19, 10)),
        ("in 3 days 18:00", beijing(2026, 11, 25, 18)),
        ("2 hours ago", beijing(2026, 11, 22, 8)),
        ("90 minutes ago", beijing(2026, 11, 22, 8, 30)),
        ("两小时前", beijing(2026, 11, 22, 8)),
        ("2个小时前", beijing(2026, 11, 22, 8)),
        ("半小时前", beijing(2026, 11, 22, 9, 30)),
        ("一个半小时前", beijing(2026, 11, 22, 8, 30)),
        ("half an hour ago", beijing(2026, 11, 22, 9, 30)),
        ("an hour ago", beijing(2026, 11, 22, 9)),
        ("in 3 hours", beijing(2026, 11, 22, 13)),
        ("3小时后", beijing(2026, 11, 22, 13)),
        ("20分钟之前", beijing(2026, 11, 22, 9, 40)),
    ],
)
def test_time_with_an_hour_is_an_instant(text: str, expected: datetime) -> None:
    assert expected == parse_when(text, NOW)


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        (NOW, "12-23", date(2026, 12, 23)),
        (NOW, "12-24", date(2025, 12, 24)),
        (NOW, "1月5日", date(2026, 1, 5)),
        (beijing(2026, 12, 20), "1月5日", date(2027, 1, 5)),
        (beijing(2027, 1, 5), "12-25", date(2026, 12, 25)),
        (beijing(2028, 3, 1), "02-29", date(2028, 2, 29)),
        (beijing(2029, 1, 5), "02-29", date(2028, 2, 29)),
    ],
)
def test_day_without_a_year_is_at_most_a_month_ahead(
    now: datetime, text: str, expected: date
) -> None:
    assert expected == parse_when(text, now)


def test_today_is_the_day_in_beijing() -> None:
    assert date(2026, 11, 23) == parse_when("today", datetime(2026, 11, 22, 16, tzinfo=UTC))


def test_friday_is_today_on_a_friday() -> None:
    assert date(2026, 11, 20) == parse_when("周五", beijing(2026, 11, 20, 10))


def test_last_friday_is_a_week_ago_on_a_friday() -> None:
    assert date(2026, 11, 13) == parse_when("last friday", beijing(2026, 11, 20, 10))


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (NOW, "02/03/2026"),
        (NOW, "02-03-2026"),
        (NOW, "20.11.26"),
        (NOW, "11/20"),
        (NOW, "next friday"),
        (NOW, "昨天3点"),
        (NOW, "昨晚12点"),
        (NOW, "半天前"),
        (beijing(2026, 11, 16, 10), "周五"),
        (beijing(2026, 11, 16, 10), "friday"),
    ],
)
def test_time_with_two_readings_is_refused(now: datetime, text: str) -> None:
    with pytest.raises(BadData) as raised:
        parse_when(text, now, "--delivered-at")
    expected = say("error-time-unclear", name="--delivered-at", value=text)
    assert expected == raised.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "5",
        "soon",
        "10:00",
        "昨天下午",
        "nowhere",
        "now 10:00",
        "2小时前 10:00",
        "-3天前",
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "02-29",
        "13-01",
        "2026-11-2010:00",
        "20261120",
        "20 nov 1030",
        "9999-12-31 24:00",
        "0001-01-01 00:00+14:00",
        "12345天前",
        "fri13",
        "2026-11-20 10",
        "2026-11/20",
        "4096000000000000001",
        "5 blue ago",
        "\ud800",
        "2026-11-20\x00",
    ],
)
def test_time_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadData) as raised:
        parse_when(text, NOW, "--delivered-at")
    assert say("error-time", name="--delivered-at", value=text) == raised.value.message


def test_refused_time_comes_with_examples() -> None:
    with pytest.raises(BadData) as raised:
        parse_when("soon", NOW)
    assert say("hint-time") == raised.value.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3d", timedelta(days=3)),
        ("3 days", timedelta(days=3)),
        ("1 day", timedelta(days=1)),
        ("3天", timedelta(days=3)),
        ("三天", timedelta(days=3)),
        ("３天", timedelta(days=3)),
        ("48h", timedelta(hours=48)),
        ("12小时", timedelta(hours=12)),
        ("2个小时", timedelta(hours=2)),
        ("半小时", timedelta(minutes=30)),
        ("90 min", timedelta(minutes=90)),
        ("1周", timedelta(weeks=1)),
        ("2w", timedelta(weeks=2)),
        ("0d", timedelta()),
    ],
)
def test_span_is_read(text: str, expected: timedelta) -> None:
    assert expected == parse_span(text)


@pytest.mark.parametrize("text", ["", "3", "d", "-3d", "3m", "3 months", "3d ago", "半天", "1.5h"])
def test_span_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadData) as raised:
        parse_span(text, "--within")
    assert say("error-span", name="--within", value=text) == raised.value.message


moments = st.integers(0, 40 * 365 * 86400).map(lambda s: beijing(2010, 1, 1) + timedelta(seconds=s))
days = moments.map(lambda at: at.date())
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@given(moments, offsets)
def test_instant_written_as_iso_8601_reads_back(at: datetime, zone: timezone) -> None:
    assert at == parse_when(at.astimezone(zone).isoformat(), NOW)


@given(moments, st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y年%m月%d日%H时%M分", "%Y/%m/%d %H:%M"]))
def test_instant_written_in_beijing_time_reads_back(at: datetime, form: str) -> None:
    written = at.strftime(form)
    assert written == _instant(parse_when(written, NOW)).strftime(form)


@given(days, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d %b %Y"]))
def test_day_reads_back(day: date, form: str) -> None:
    assert day == parse_when(day.strftime(form), NOW)


@given(moments, st.integers(-333, 31))
def test_day_written_without_a_year_reads_back_from_the_days_around_it(
    now: datetime, ahead: int
) -> None:
    day = now.date() + timedelta(days=ahead)
    assert day == parse_when(day.strftime("%m-%d"), now)


@given(moments, st.integers(0, 9999))
def test_days_ago_and_days_ahead_are_counted_exactly(now: datetime, n: int) -> None:
    back = parse_when(f"{n}天前", now)
    assert now.date() == parse_when(f"in {n} days", datetime.combine(back, now.timetz()))


@given(
    st.text(max_size=30)
    | st.text("0123456789-/.:年月日点前后天周上下昨今明半个小时 apm", max_size=20)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_when(text, NOW), date)
    except BadData as error:
        assert text == error.message.fields["value"]


def _instant(when: When) -> datetime:
    assert isinstance(when, datetime)
    return when


@pytest.mark.parametrize("typed", ["2小時前", "3天後", "上週五 22點半", "昨天下午3點", "週五"])
def test_time_is_understood_in_traditional_characters(typed: str) -> None:
    """As the program itself writes them in that language."""
    now = beijing(2026, 11, 22, 10)
    assert parse_when(typed, now, "--at") == parse_when(simplified(typed), now, "--at")
