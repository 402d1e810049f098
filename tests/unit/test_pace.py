"""Telegram's limits are designed for, not bumped into."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.ids import ChatId
from bot.domain.outbox import Spent
from bot.domain.pace import (
    FREE,
    GROUP_PER_MINUTE,
    OVERALL_PER_SECOND,
    SPELL,
    UNASKED_PER_MINUTE,
    UNASKED_PER_SPELL,
    Pace,
)

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
GROUP, OTHER, PERSON = ChatId(-1), ChatId(-2), ChatId(5)


def sent(chat_id: ChatId, seconds_ago: float, *, is_edit: bool = False) -> Spent:
    return Spent(chat_id=chat_id, is_edit=is_edit, at=NOW - timedelta(seconds=seconds_ago))


def test_a_group_is_full_after_its_share_of_a_minute_and_frees_one_by_one() -> None:
    pace = Pace([sent(GROUP, 60 - 3 * number) for number in range(GROUP_PER_MINUTE)])
    wait = pace.wait(GROUP, is_edit=False, now=NOW)
    assert FREE < wait <= timedelta(seconds=1)
    assert pace.wait(GROUP, is_edit=False, now=NOW + wait) == FREE


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    # given budgets that are spent, and a clock that is an hour earlier then
    spent = [sent(GROUP, 2 + number) for number in range(GROUP_PER_MINUTE)]
    pace = Pace([*spent, sent(PERSON, 0)])
    for one in spent[:UNASKED_PER_MINUTE]:
        pace.spend(one, is_unasked=True)
    now = NOW - timedelta(hours=1)

    # then nobody waits longer than if it had been spent just now
    minute = timedelta(seconds=61)
    assert FREE < pace.wait(GROUP, is_edit=False, now=now, is_unasked=True) <= minute
    assert FREE < pace.wait(PERSON, is_edit=False, now=now) <= timedelta(seconds=2)
    assert pace.wait(GROUP, is_edit=False, now=now + minute, is_unasked=True) == FREE


def test_a_silence_is_no_longer_than_telegram_asked_for_though_the_clock_is_set_back() -> None:
    # given a silence of forty seconds
    pace = Pace()
    pause = timedelta(seconds=40)
    pace.limit(GROUP, now=NOW, pause=pause)

    # when the clock is set back by an hour, then it begins anew, once
    now = NOW - timedelta(hours=1)
    assert pace.silence(GROUP, now=now) == pause
    assert pace.silence(GROUP, now=now + pause / 4) == pause * 3 / 4
    assert pace.silence(GROUP, now=now + pause) == FREE


def test_messages_edits_and_other_chats_have_budgets_of_their_own() -> None:
    pace = Pace([sent(GROUP, 2 + number) for number in range(GROUP_PER_MINUTE)])
    assert pace.wait(GROUP, is_edit=False, now=NOW) > FREE
    assert pace.wait(GROUP, is_edit=True, now=NOW) == FREE
    assert pace.wait(OTHER, is_edit=False, now=NOW) == FREE


def test_a_person_hears_one_message_a_second() -> None:
    pace = Pace([sent(PERSON, 0.5)])
    assert timedelta(seconds=0.5) <= pace.wait(PERSON, is_edit=True, now=NOW)
    assert pace.wait(PERSON, is_edit=False, now=NOW + timedelta(seconds=1)) == FREE


def test_all_chats_together_share_a_second() -> None:
    pace = Pace([sent(ChatId(-number), 0.1) for number in range(10, 10 + OVERALL_PER_SECOND)])
    assert pace.wait(OTHER, is_edit=False, now=NOW) > FREE
    assert pace.wait(OTHER, is_edit=False, now=NOW + timedelta(seconds=1)) == FREE


def test_silence_that_telegram_asked_for_is_kept_in_that_chat_alone() -> None:
    pace = Pace()
    pace.limit(GROUP, now=NOW, pause=timedelta(seconds=40))
    assert pace.silence(GROUP, now=NOW) == timedelta(seconds=40)
    assert pace.silence(OTHER, now=NOW) == FREE
    assert pace.silence(GROUP, now=NOW + timedelta(seconds=40)) == FREE


def test_what_nobody_waits_for_leaves_a_share_for_those_who_do() -> None:
    # given as many cards as may be sent unasked
    pace = Pace()
    moment = NOW
    for _ in range(UNASKED_PER_MINUTE):
        moment += pace.wait(GROUP, is_edit=False, now=moment, is_unasked=True)
        pace.spend(Spent(chat_id=GROUP, is_edit=False, at=moment), is_unasked=True)

    # then further ones wait, and an answer to a tap does not
    assert pace.wait(GROUP, is_edit=False, now=moment, is_unasked=True) > FREE
    assert pace.wait(GROUP, is_edit=False, now=moment) == FREE


def test_cards_come_spread_over_the_minute() -> None:
    pace = Pace()
    for _ in range(UNASKED_PER_SPELL):
        pace.spend(Spent(chat_id=GROUP, is_edit=False, at=NOW), is_unasked=True)
    assert FREE < pace.wait(GROUP, is_edit=False, now=NOW, is_unasked=True) <= SPELL
