"""What a day of comments came to: stored, judged, answered, and how long it took."""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.pace import GROUP_PER_MINUTE, MINUTE
from bot.simulator.simulator import Simulator
from bot.simulator.state import Chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One comment of the day with what its source says about it."""

    t: float
    chat_id: int
    author_id: int
    text: str
    gold: dict[str, object]

    @property
    def is_negative(self) -> bool | None:
        """Negative or a complaint; None where the source does not say."""
        if self.gold.get("complaint") == 1 or self.gold.get("sentiment") == "negative":
            return True
        return False if self.gold.keys() & {"complaint", "sentiment"} else None

    @property
    def is_question(self) -> bool | None:
        """A question; None where the source does not say."""
        return self.gold["question"] == 1 if "question" in self.gold else None


@dataclass(slots=True, kw_only=True)
class Day:
    """What was played, and what was seen while it was."""

    lines: list[Line]
    said: dict[tuple[int, int], Line] = field(default_factory=dict)
    approved: list[str] = field(default_factory=list)
    unanswered: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A comment as the database holds it."""

    line: Line
    lane: str
    question: float
    case_id: int | None


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def report(telegram: Simulator, day: Day, desk: Chat, database: Path) -> None:
    stored = stored_comments(day, database)
    lanes = Counter(one.lane for one in stored)
    print(f"said {len(day.lines)}, stored {len(stored)}, lanes {dict(lanes.most_common())}")
    print(f"dead letters {rows(database, _DEAD)[0][0]}, cases {rows(database, _CASES)[0][0]}")
    print(f"outbox {dict(rows(database, _OUTBOX))}")
    print(
        f"violations {len(telegram.violations)},"
        f" 429s {sum(call.refusal.code == 429 for call in telegram.refusals if call.refusal)}"
    )
    for call in telegram.violations[:5]:
        print(f"  {call.method}: {call.refusal}")
    report_replies(telegram, day, desk)
    report_waiting(database, desk)
    print("negative/complaint and question, where the source says:")
    tell("  complaint lane", stored, lambda s: s.line.is_negative, lambda s: s.lane == "complaint")
    tell("  any card", stored, lambda s: s.line.is_negative, lambda s: s.case_id is not None)
    tell("  question lane", stored, lambda s: s.line.is_question, lambda s: s.lane == "question")
    tell(
        "  question signal or lane",
        stored,
        lambda s: s.line.is_question,
        lambda s: s.lane == "question" or s.question >= 0.5,
    )


_DEAD = "SELECT count(*) FROM updates WHERE state = 'dead'"
_CASES = "SELECT count(*) FROM cases"
_OUTBOX = "SELECT state, count(*) FROM outbox GROUP BY state"
_COMMENTS = """
    SELECT p.chat_id, p.message_id, c.lane, c.case_id, c.verdict
    FROM comments c JOIN comment_parts p ON p.comment_id = c.id
"""
_CARDS = """
    SELECT d.message_id, c.received_at FROM desk_messages d
    JOIN cases k ON k.id = d.case_id JOIN comments c ON c.id = k.focus_id WHERE d.role = 'card'
"""


def stored_comments(day: Day, database: Path) -> list[Stored]:
    return [
        Stored(
            line=day.said[chat_id, message_id],
            lane=lane or "untriaged",
            question=json.loads(verdict)["signals"]["question"] if verdict else 0.0,
            case_id=case_id,
        )
        for chat_id, message_id, lane, case_id, verdict in rows(database, _COMMENTS)
    ]


def report_replies(telegram: Simulator, day: Day, desk: Chat) -> None:
    said = [
        message
        for chat_id in {line.chat_id for line in day.lines}
        for message in telegram.chat(chat_id).messages
        if message.is_by_bot
    ]
    once = Counter(message.text for message in said) == Counter(day.approved)
    under = all(message.reply_to is not None for message in said)
    print(
        f"approved {len(day.approved)}, replies in public {len(said)}, each once: {once},"
        f" each under its comment: {under}, waited in vain {day.unanswered},"
        f" messages in the desk {len(desk.messages)}"
    )


def report_waiting(database: Path, desk: Chat) -> None:
    """Time from a comment to its card: all of them, and those that the budget did not delay."""
    messages = [message for message in desk.messages if message.is_by_bot]
    shown_at = {message.message_id: message.date for message in messages}
    every: list[float] = []
    undelayed: list[float] = []
    for message_id, received_at in rows(database, _CARDS):
        shown = shown_at[message_id]
        wait = max(0.0, (shown - moment(received_at)).total_seconds())
        spent = sum(shown - MINUTE <= one.date < shown for one in messages)
        every.append(wait)
        if spent < GROUP_PER_MINUTE - 1:
            undelayed.append(wait)
    tell_waits("cards", every)
    tell_waits("cards while the budget lasted", undelayed)


def moment(stored: object) -> datetime:
    """A moment of the database: UTC in text or in microseconds."""
    if isinstance(stored, int):
        return datetime.fromtimestamp(stored / 1e6, UTC)
    return datetime.fromisoformat(str(stored)).replace(tzinfo=UTC)


def tell_waits(what: str, seconds: list[float]) -> None:
    if not seconds:
        print(f"no {what}")
        return
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{len(ordered)} {what}: median {statistics.median(ordered):.1f} s, p95 {p95:.1f} s")


def tell(
    what: str,
    stored: list[Stored],
    is_so: Callable[[Stored], bool | None],
    is_found: Callable[[Stored], bool],
) -> None:
    """Recall and precision over the comments whose source says whether it is so."""
    known = [one for one in stored if is_so(one) is not None]
    so = [one for one in known if is_so(one)]
    found = [one for one in known if is_found(one)]
    hits = sum(is_found(one) for one in so)
    recall = hits / len(so) if so else float("nan")
    precision = hits / len(found) if found else float("nan")
    print(
        f"{what}: recall {recall:.3f} ({hits}/{len(so)}),"
        f" precision {precision:.3f} ({hits}/{len(found)})"
    )
