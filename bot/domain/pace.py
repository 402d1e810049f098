"""How fast the bot may speak: Telegram's limits, with room to spare.

Telegram names about 20 messages a minute in a group, 1 a second in a private chat and 30 a second
in all (Bots FAQ, "My bot is hitting limits"); edits in a group are held to the same 20. The desk
stays below all of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.ids import ChatId
from bot.domain.outbox import Spent

GROUP_PER_MINUTE = 18
MINUTE = timedelta(seconds=61)
"""A second more than a minute: requests arrive later than they leave."""
UNASKED_PER_MINUTE = 15
UNASKED_PER_SPELL = 4
SPELL = timedelta(seconds=15)
"""What nobody waits for comes spread out and leaves a share, so that a tap is answered at once."""
PRIVATE_GAP = timedelta(seconds=1.05)
OVERALL_PER_SECOND = 28
SECOND = timedelta(seconds=1)

FREE = timedelta(0)


class Pace:
    """Remembers what was spent in the latest minute and says when a chat is free again."""

    def __init__(self, spent: Iterable[Spent] = ()) -> None:
        self._by_chat: dict[tuple[ChatId, bool], deque[datetime]] = {}
        self._unasked: dict[tuple[ChatId, bool], deque[datetime]] = {}
        self._overall: deque[datetime] = deque()
        self._silent: dict[ChatId, tuple[datetime, timedelta]] = {}
        for one in sorted(spent, key=lambda one: one.at):
            self.spend(one)

    def spend(self, one: Spent, *, is_unasked: bool = False) -> None:
        """Count a request."""
        if is_unasked:
            self._unasked.setdefault((one.chat_id, one.is_edit), deque()).append(one.at)
        self._by_chat.setdefault((one.chat_id, one.is_edit), deque()).append(one.at)
        self._overall.append(one.at)

    def limit(self, chat_id: ChatId, *, now: datetime, pause: timedelta) -> None:
        """Telegram asked for silence in this chat, for so long."""
        self._silent[chat_id] = (now, pause)

    def silence(self, chat_id: ChatId, *, now: datetime) -> timedelta:
        """How long Telegram still wants silence in this chat; zero means not at all."""
        if chat_id not in self._silent:
            return FREE
        since, pause = self._silent[chat_id]
        if since > now:  # the clock was set back: it was asked for just now, at the latest
            self.limit(chat_id, now=now, pause=pause)
            return pause
        return max(FREE, since + pause - now)

    def wait(
        self, chat_id: ChatId, *, is_edit: bool, now: datetime, is_unasked: bool = False
    ) -> timedelta:
        """How long until the budget allows a request to this chat; zero means now.

        `is_unasked` is for what no person is waiting for: it gets a part of a group's budget.
        """
        return max(
            FREE,
            self._wait_unasked(chat_id, is_edit=is_edit, now=now) if is_unasked else FREE,
            self._wait_in_chat(chat_id, is_edit=is_edit, now=now),
            self._wait_overall(now),
        )

    def _wait_in_chat(self, chat_id: ChatId, *, is_edit: bool, now: datetime) -> timedelta:
        for kind in (True, False):
            _settle(self._by_chat.get((chat_id, kind)), now)
        if chat_id > 0:
            latest = max(
                (
                    times[-1]
                    for kind in (True, False)
                    if (times := self._by_chat.get((chat_id, kind)))
                ),
                default=None,
            )
            return FREE if latest is None else latest + PRIVATE_GAP - now
        times = self._by_chat.get((chat_id, is_edit))
        if not times:
            return FREE
        _drop_before(times, now - MINUTE)
        return FREE if len(times) < GROUP_PER_MINUTE else times[-GROUP_PER_MINUTE] + MINUTE - now

    def _wait_unasked(self, chat_id: ChatId, *, is_edit: bool, now: datetime) -> timedelta:
        times = self._unasked.get((chat_id, is_edit))
        if not times or chat_id > 0:
            return FREE
        _settle(times, now)
        _drop_before(times, now - MINUTE)
        shares = ((UNASKED_PER_MINUTE, MINUTE), (UNASKED_PER_SPELL, SPELL))
        return max(
            times[-count] + window - now if len(times) >= count else FREE
            for count, window in shares
        )

    def _wait_overall(self, now: datetime) -> timedelta:
        _settle(self._overall, now)
        _drop_before(self._overall, now - SECOND)
        if len(self._overall) < OVERALL_PER_SECOND:
            return FREE
        return self._overall[-OVERALL_PER_SECOND] + SECOND - now


def _settle(times: deque[datetime] | None, now: datetime) -> None:
    """The clock was set back: what was spent "later" was spent just now, at the latest."""
    ahead = 0
    while times and times[-1] > now:
        times.pop()
        ahead += 1
    if times is not None:
        times.extend([now] * ahead)


def _drop_before(times: deque[datetime], moment: datetime) -> None:
    while times and times[0] <= moment:
        times.popleft()
