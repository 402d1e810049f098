"""When a week is over for a desk."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weekly import WeeklyHour, weeks_until

MONDAY = WeeklyHour(day=0, hour=time(9))
KOLKATA = ZoneInfo("Asia/Kolkata")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        (datetime(2026, 7, 6, 8, 59, tzinfo=KOLKATA), datetime(2026, 6, 29, 9, tzinfo=KOLKATA)),
        (datetime(2026, 7, 6, 9, 0, tzinfo=KOLKATA), datetime(2026, 7, 6, 9, tzinfo=KOLKATA)),
        (datetime(2026, 7, 12, 23, 59, tzinfo=KOLKATA), datetime(2026, 7, 6, 9, tzinfo=KOLKATA)),
    ],
)
def test_a_week_ends_at_its_hour(now: datetime, newest: datetime) -> None:
    found, _, _ = weeks_until(now.astimezone(UTC), MONDAY, KOLKATA)

    assert found == newest


def test_a_week_in_which_clocks_change_has_an_hour_more() -> None:
    # given the Monday after clocks were set back in Berlin, on 25 October
    now = datetime(2026, 10, 26, 8, 0, tzinfo=UTC)

    newest, week, before = (one.astimezone(UTC) for one in weeks_until(now, MONDAY, BERLIN))

    assert newest == now
    assert newest - week == timedelta(days=7, hours=1)
    assert week - before == timedelta(days=7)


@given(
    now=st.integers(1_577_836_800, 2_208_988_800).map(lambda at: datetime.fromtimestamp(at, UTC)),
    day=st.integers(0, 6),
    hour=st.times().map(lambda one: one.replace(microsecond=0)),
    zone=st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Apia"]),
)
def test_the_newest_is_never_to_come_nor_older_than_a_week(now, day, hour, zone) -> None:
    newest, week, before = weeks_until(now, WeeklyHour(day=day, hour=hour), ZoneInfo(zone))

    assert newest.weekday() == week.weekday() == before.weekday() == day
    assert before < week < newest <= now
    # clocks are set back by an hour at most
    assert now - newest < timedelta(days=7, hours=2)
