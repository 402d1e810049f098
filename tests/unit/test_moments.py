"""When a case comes back, as managers write it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moments import LONGEST, read_moment, tomorrow_morning, tonight

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
KOLKATA = ZoneInfo("Asia/Kolkata")
"""There it is 15:30."""
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "local"),
    [
        ("2h", "2026-11-26 17:30"),
        ("in 2 hours", "2026-11-26 17:30"),
        ("90 m", "2026-11-26 17:00"),
        ("через 3 дня", "2026-11-29 15:30"),
        ("2 घंटे", "2026-11-26 17:30"),
        ("२ घंटे में", "2026-11-26 17:30"),
        ("1w", "2026-12-03 15:30"),
        ("14:30", "2026-11-27 14:30"),
        ("16:05", "2026-11-26 16:05"),
        ("at 18", "2026-11-26 18:00"),
        ("today 20:00", "2026-11-26 20:00"),
        ("Tomorrow", "2026-11-27 09:00"),
        ("tomorrow 9:15", "2026-11-27 09:15"),
        ("завтра в 10:30", "2026-11-27 10:30"),
        ("कल 9 बजे", "2026-11-27 09:00"),
        ("kal 10 baje", "2026-11-27 10:00"),
        ("27.11", "2026-11-27 09:00"),
        ("27.11 10:00", "2026-11-27 10:00"),
        ("25.11", "2027-11-25 09:00"),
        ("2026-12-01, 8:00", "2026-12-01 08:00"),
    ],
)
def test_moments_are_read_in_the_desks_time(words: str, local: str) -> None:
    moment = read_moment(words, NOW, KOLKATA)

    assert moment is not None
    assert moment.astimezone(KOLKATA).strftime("%Y-%m-%d %H:%M") == local


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "5 buckets",
        "0h",
        "25:00",
        "31.02",
        "400d",
        "9999w",
        "today 9:00",
        "-2h",
        "9" * 90,
    ],
)
def test_what_is_no_moment_or_over_or_too_far_is_not_guessed(words: str) -> None:
    assert read_moment(words, NOW, KOLKATA) is None


def test_tomorrow_at_nine_is_at_nine_also_where_clocks_change_in_the_night() -> None:
    evening = datetime(2026, 10, 24, 18, 0, tzinfo=UTC)

    assert tomorrow_morning(evening, BERLIN) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)


def test_tonight_is_offered_while_it_is_some_way_off() -> None:
    assert tonight(NOW, KOLKATA) == datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
    assert tonight(NOW + timedelta(hours=4, minutes=1), KOLKATA) is None


@given(st.text(max_size=40))
def test_whatever_is_written_the_moment_is_in_the_coming_year_or_none(words: str) -> None:
    moment = read_moment(words, NOW, BERLIN)

    assert moment is None or NOW < moment <= NOW + LONGEST
