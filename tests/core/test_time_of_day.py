"""The hour that a person types after a day."""

from datetime import date, datetime

import pytest

from refundcli.core.periods import BEIJING, beijing
from refundcli.core.time_of_day import UnclearError, at_hour

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        ("10:00", 10, 0),
        (" 10:05", 10, 5),
        ("t10:00", 10, 0),
        (", 9:30", 9, 30),
        (" at 9:30", 9, 30),
        ("00:00", 0, 0),
        ("23:59", 23, 59),
        (" 3pm", 15, 0),
        (" 3:30 pm", 15, 30),
        (" 12am", 0, 0),
        (" 12pm", 12, 0),
        ("凌晨2点", 2, 0),
        ("凌晨12点半", 0, 30),
        ("清晨5点", 5, 0),
        ("早8点", 8, 0),
        ("早上8点钟", 8, 0),
        ("上午 9点", 9, 0),
        ("中午12点", 12, 0),
        ("中午1点", 13, 0),
        ("下午3点", 15, 0),
        ("下午3点半", 15, 30),
        ("下午3点1刻", 15, 15),
        ("下午3点3刻", 15, 45),
        ("下午3点20", 15, 20),
        ("下午3点05分", 15, 5),
        ("下午3点整", 15, 0),
        ("下午15点", 15, 0),
        ("下午3:30", 15, 30),
        ("傍晚6点", 18, 0),
        ("晚8点", 20, 0),
        ("晚上11点", 23, 0),
        ("夜里11点", 23, 0),
        ("15点", 15, 0),
        ("凌晨6点", 6, 0),
        ("早上4点", 4, 0),
        ("中午11点", 11, 0),
        ("下午12点", 12, 0),
        ("下午7点", 19, 0),
        ("傍晚4点", 16, 0),
        ("傍晚7点", 19, 0),
        ("晚上5点", 17, 0),
        ("13点", 13, 0),
        ("0点", 0, 0),
        ("3时", 3, 0),
        ("10时30分", 10, 30),
    ],
)
def test_hour_is_read(words: str, hour: int, minute: int) -> None:
    assert beijing(2026, 11, 20, hour, minute) == at_hour(DAY, words)


def test_hour_keeps_seconds_and_their_parts() -> None:
    expected = datetime(2026, 11, 20, 10, 0, 30, 250_000, tzinfo=BEIJING)
    assert expected == at_hour(DAY, "10:00:30.25")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("10:00z", beijing(2026, 11, 20, 18)),
        ("10:00 +08:00", beijing(2026, 11, 20, 10)),
        ("10:00+0900", beijing(2026, 11, 20, 9)),
        ("10:00:00-05:00", beijing(2026, 11, 20, 23)),
        ("20:00-05:00", beijing(2026, 11, 21, 9)),
    ],
)
def test_hour_with_an_offset_is_given_in_beijing_time(words: str, expected: datetime) -> None:
    assert expected.isoformat() == at_hour(DAY, words).isoformat()


def test_hour_24_is_the_end_of_the_day() -> None:
    assert beijing(2026, 11, 21) == at_hour(DAY, " 24:00")


@pytest.mark.parametrize(
    "words",
    [
        "1点",
        "12点",
        "晚上12点",
        "晚上1点",
        "晚上4点",
        "13am",
        "24pm",
        "上午12点",
        "凌晨7点",
        "早上3点",
        "中午10点",
        "中午2点",
        "下午8点",
        "傍晚3点",
        "傍晚8点",
    ],
)
def test_hour_of_the_night_or_of_the_day_is_unclear(words: str) -> None:
    with pytest.raises(UnclearError):
        at_hour(DAY, words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "10",
        "10:0",
        "10:60",
        "24:01",
        "25:00",
        "10:00:60",
        "下午",
        "下午3点pm",
        "3点4刻",
        "10:00+25:00",
        "10:00 tomorrow",
        "noon",
        "10:00:00.1234567",
    ],
)
def test_hour_of_another_shape_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        at_hour(DAY, words)
