"""Telegram's limits: sizes, ages and rates, in the time of the simulator's clock."""

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.simulator.wire import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Every figure in one place; the defaults are Telegram's."""

    text_units: int = 4096
    caption_units: int = 1024
    quote_units: int = 1024
    callback_data_bytes: int = 64
    callback_answer_units: int = 200
    buttons: int = 100
    placeholder_units: int = 64
    group_messages_per_minute: int = 20
    group_edits_per_minute: int = 20
    private_messages_per_second: float = 1.0
    private_burst: int = 3
    messages_per_second: int = 30
    deletable_for: timedelta = timedelta(hours=48)
    updates_kept_for: timedelta = timedelta(hours=24)
    callback_lives_for: timedelta = timedelta(seconds=60)


class Pace:
    """Counts what one bot sends and says 429 when it is too much.

    Once a chat is over, it stays closed until `retry_after` has passed.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._sent: dict[tuple[int, str], deque[datetime]] = {}
        self._overall: deque[datetime] = deque()
        self._closed_until: dict[tuple[int, str], datetime] = {}

    def count(self, chat_id: int, kind: str, *, is_private: bool, now: datetime) -> None:
        """Count one message or edit.

        Raise Refused (429) with `retry_after` when the chat or the bot is over its limit.
        """
        key = (chat_id, kind)
        closed_until = self._closed_until.get(key)
        if closed_until is not None and now < closed_until:
            raise too_many_requests(math.ceil((closed_until - now).total_seconds()))
        wait = max(self._overall_wait(now), self._chat_wait(key, is_private=is_private, now=now))
        if wait > 0:
            retry_after = max(1, math.ceil(wait))
            self._closed_until[key] = now + timedelta(seconds=retry_after)
            raise too_many_requests(retry_after)
        self._sent[key].append(now)
        self._overall.append(now)

    def close(self, chat_id: int, *, until: datetime) -> None:
        """Refuse messages and edits to a chat until a moment."""
        self._closed_until[chat_id, "message"] = until
        self._closed_until[chat_id, "edit"] = until

    def _overall_wait(self, now: datetime) -> float:
        _forget(self._overall, before=now - timedelta(seconds=1))
        if len(self._overall) < self._limits.messages_per_second:
            return 0.0
        return (self._overall[0] - now).total_seconds() + 1

    def _chat_wait(self, key: tuple[int, str], *, is_private: bool, now: datetime) -> float:
        if is_private:
            allowed = self._limits.private_burst
            window = allowed / self._limits.private_messages_per_second
        else:
            is_edit = key[1] == "edit"
            limits = self._limits
            allowed = (
                limits.group_edits_per_minute if is_edit else limits.group_messages_per_minute
            )
            window = 60.0
        sent = self._sent.setdefault(key, deque())
        _forget(sent, before=now - timedelta(seconds=window))
        if len(sent) < allowed:
            return 0.0
        return (sent[0] - now).total_seconds() + window


def too_many_requests(retry_after: int) -> Refused:
    """Return the 429 that Telegram sends."""
    return Refused(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )


def _forget(moments: deque[datetime], *, before: datetime) -> None:
    while moments and moments[0] <= before:
        moments.popleft()
