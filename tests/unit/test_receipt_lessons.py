"""What a receipt offers to learn, in the desk's three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.card import CardView, Drawn
from bot.domain.desk import Verb
from bot.domain.outbox import OutboxState
from bot.domain.uses import Mark, Outcome, ReplyUse
from bot.telegram.cards import DeskRenderer
from tests.card_views import NOW, OWNER, StillClock, an_answered_view


def a_view(mark: Mark = Mark.NONE, state: OutboxState = OutboxState.SENT) -> CardView:
    view = an_answered_view(state)
    use = ReplyUse(
        owner=OWNER,
        case_id=view.case.id,
        comment_id=view.focus.id,
        reply_id="reply-1",
        lang="en",
        tone="",
        rank=1,
        score=0.7,
        at=NOW,
        outcome=Outcome.SENT,
        mark=mark,
    )
    return replace(view, use=use)


def drawn(view: CardView, language: str = "en") -> Drawn:
    return DeskRenderer(language, "Asia/Kolkata", StillClock(), strict=True).card(view)


def verbs(shown: Drawn) -> list[Verb]:
    return [one.action.verb for row in shown.rows for one in row if one.action is not None]


@pytest.mark.parametrize("language", ["en", "hi", "ru"])
def test_the_lesson_stands_below_the_other_buttons_and_moves_none(language: str) -> None:
    without = drawn(replace(a_view(), use=None), language)
    untaught, taught = (drawn(a_view(mark), language) for mark in (Mark.NONE, Mark.TAUGHT))

    assert untaught.rows[:-1] == taught.rows[:-1] == without.rows
    assert [len(one.rows[-1]) for one in (untaught, taught)] == [1, 1]
    assert untaught.rows[-1][0].label != taught.rows[-1][0].label
    assert (verbs(untaught)[-1], verbs(taught)[-1]) == (Verb.LEARN, Verb.UNLEARN)


def test_what_a_lead_had_forgotten_offers_nothing() -> None:
    assert drawn(a_view(Mark.UNLEARNT)).rows == drawn(replace(a_view(), use=None)).rows


@pytest.mark.parametrize("state", [OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNKNOWN])
def test_nothing_is_learnt_before_it_was_sent(state: OutboxState) -> None:
    assert Verb.LEARN not in verbs(drawn(a_view(state=state)))
