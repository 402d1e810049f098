"""`jawab check --live`: what it says of a desk at work, and of one that is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.desk_state import DeskState
from bot.domain.ids import MAIN, Keys
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState, Urgency
from bot.domain.vitals import Vitals
from bot.services.desk_signs import DeskSigns
from bot.services.desk_status import DeskStatus
from bot.services.doctor import Level
from bot.services.doctor_live import examine_desk, span
from tests.contract.store_values import MINUTE, NOW
from tests.unit.jawab_command import Jawab, command

SECOND = timedelta(seconds=1)


def found(
    state: DeskState = DeskState.AT_WORK,
    *missing: str,
    limited: int = 0,
    ahead: timedelta = timedelta(),
    **vitals,
) -> dict[str, tuple[Level, str]]:
    """Level and words by subject."""
    status = DeskStatus(
        keys=Keys(brand=MAIN, bot=MAIN, desk=MAIN), state=state, alive_at=NOW - 3 * MINUTE
    )
    signs = DeskSigns(status=status, vitals=Vitals(**vitals), limited_chats=limited, ahead=ahead)
    findings = examine_desk(signs, missing=missing, token_source="@BotFather", now=NOW)
    return {one.subject: (one.level, f"{one.message} → {one.remedy}") for one in findings}


def test_a_desk_at_work_gives_no_failure_though_things_wait_a_moment() -> None:
    seen = found(
        waiting_updates=3,
        oldest_update_at=NOW - SECOND,
        waiting_comments=40,
        oldest_comment_at=NOW - MINUTE,
        open_cases={Lane.COMPLAINT: 2},
        oldest_case_at=NOW - 50 * MINUTE,
        outbox={(OutboxState.QUEUED, Urgency.CARD): 30},
        due_since={Urgency.CARD: NOW - 20 * MINUTE, Urgency.REPLY: NOW - 2 * SECOND},
        oldest_unknown_at=NOW - MINUTE,
    )

    assert {level for level, _ in seen.values()} == {Level.OK}
    assert "40 to be judged, the oldest waits for 60 s" in seen["comments"][1]
    assert "30 waiting, nothing is stuck" in seen["outbox"][1]
    assert "2 open, the oldest for 50 min" in seen["cases"][1]


@pytest.mark.parametrize(
    ("subject", "words", "seen"),
    [
        ("desk", "no updates for 3 min", found(DeskState.AWAY)),
        ("clock", "lies 5 h ahead of this machine's clock", found(ahead=300 * MINUTE)),
        ("desk", "token → @BotFather", found(DeskState.REFUSED)),
        ("desk", "has not run yet", found(DeskState.NEW)),
        ("sender", "jawab run --role sender", found(DeskState.AT_WORK, "sender")),
        (
            "updates",
            "waits for 3 min",
            found(waiting_updates=1, oldest_update_at=NOW - 3 * MINUTE),
        ),
        (
            "comments",
            "waits for 6 min",
            found(waiting_comments=1, oldest_comment_at=NOW - 6 * MINUTE),
        ),
        ("outbox", "approved answers do not", found(due_since={Urgency.REPLY: NOW - 2 * MINUTE})),
        ("look first", "for 3 h", found(oldest_unknown_at=NOW - 180 * MINUTE)),
    ],
)
def test_what_is_stuck_is_a_failure_with_what_to_do(subject, words, seen) -> None:
    level, told = seen[subject]

    assert level is Level.FAILURE
    assert words in told
    assert not told.endswith("→ ")


def test_what_people_have_to_do_is_worth_a_note() -> None:
    seen = found(
        limited=2,
        dead_letters=1,
        open_cases={Lane.QUESTION: 5},
        oldest_case_at=NOW - 49 * 60 * MINUTE,
        overdue_cases=3,
        running_ladders=1,
    )

    for subject, words in (
        ("Telegram", "silence in 2 chats"),
        ("dead letters", "1 updates"),
        ("cases", "oldest for 2 days, 3 past"),
        ("ladders", "called for 1"),
    ):
        level, told = seen[subject]
        assert level is Level.NOTE
        assert words in told


def test_spans_are_said_roughly() -> None:
    assert [span(one * MINUTE) for one in (0, 1.5, 2, 119, 121, 2900)] == [
        *("0 s", "90 s", "2 min", "119 min", "2 h", "2 days"),
    ]


def test_a_bot_that_never_ran_is_told_so_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    jawab: Jawab = command(monkeypatch, capfd)
    missing = jawab("check", "--live")
    jawab("db", "upgrade")
    outcome = jawab("check", "--live")

    assert (missing.code, outcome.code) == (1, 1)
    assert "there is no database" in missing.out
    assert "✗ desk: has not run yet" in outcome.out
    assert "only the database is looked at" in outcome.out
    assert "1 to mend." in outcome.out
