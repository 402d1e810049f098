"""The card of cases that ask the same, in every language and at its longest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.alike import AlikeGroup, Member, Membership
from bot.domain.group_pages import (
    GroupAnswer,
    GroupAnswers,
    GroupLine,
    GroupProposal,
    GroupView,
    Together,
)
from bot.domain.ids import AlikeId, CaseId
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState
from bot.telegram.cards import DeskRenderer
from bot.telegram.html import MESSAGE_UNITS, units
from replies.types import Fit
from tests.card_views import NOW, OWNER, StillClock, a_comment, a_reply
from tests.card_views import a_view as a_card

NAME = "Нᴏᴀʜ <b>\u202e" + "ж" * 200
TEXT = "where & <when>? " * 300


def a_view(count: int, *, answered: int = 0, lane: Lane = Lane.QUESTION) -> GroupView:
    known = a_card()
    lines = []
    for number in range(1, count + 1):
        is_answered = number <= answered
        state = Membership.ANSWERED if is_answered else Membership.WAITING
        case = replace(
            known.case,
            id=CaseId(number),
            author_key=f"user:{number}",
            author_name=NAME,
            thread_key=f"thread:{number % 2}",
        )
        lines.append(
            GroupLine(
                case=case,
                member=Member(case_id=case.id, state=state, revision=1, joined_at=NOW),
                focus=a_comment(TEXT),
                thread=TEXT,
                item=a_reply(state=OutboxState.QUEUED) if is_answered else None,
            )
        )
    group = AlikeGroup(
        id=AlikeId(3),
        owner=OWNER,
        community_id=known.case.community_id,
        lane=lane,
        anchor_id=CaseId(1),
        newest_at=NOW,
        reply_id="opening",
        members=tuple(one.member for one in lines),
    )
    proposals = tuple(
        GroupProposal(
            number=number,
            reply_id=f"reply-{number}",
            titles={"en": TEXT},
            fit=Fit.FITS,
            lang="ru",
            text=TEXT,
        )
        for number in (1, 2, 3)
    )
    return GroupView(
        group=group, community=known.community, lines=tuple(lines), proposals=proposals
    )


def drawn_pages(renderer: DeskRenderer):
    answers = GroupAnswers(
        group_id=AlikeId(3),
        anchor_id=CaseId(1),
        reply_id="opening",
        answers=tuple(
            GroupAnswer(
                case_id=CaseId(number),
                revision=1,
                author=NAME,
                template=f"{number % 2}",
                text=TEXT[:1400],
                lang="en",
            )
            for number in range(1, 31)
        ),
        without=(NAME,) * 20,
        later_count=2,
    )
    for lane in (Lane.QUESTION, Lane.COMPLAINT):
        for count, answered in ((1, 0), (2, 1), (5, 5), (30, 0), (30, 25)):
            yield renderer.group(a_view(count, answered=answered, lane=lane))
    yield renderer.group(a_view(0))
    yield renderer.group_members(a_view(30))
    yield renderer.group_members(a_view(2, answered=2))
    yield renderer.group_answers(answers)
    yield renderer.group_answers(replace(answers, answers=()))
    yield renderer.card(replace(a_card(), together=Together(group_id=AlikeId(3))))


@pytest.mark.parametrize("language", ["en", "hi", "ru"])
def test_every_page_fits_into_one_message_in_every_language(language: str) -> None:
    renderer = DeskRenderer(language, "Asia/Kolkata", StillClock(), strict=True)

    for drawn in drawn_pages(renderer):
        assert 0 < units(drawn.html) <= MESSAGE_UNITS
        assert "\u202e" not in drawn.html
        assert drawn.html.count("<blockquote") == drawn.html.count("</blockquote>")


def test_the_words_that_are_approved_stand_whole_in_what_is_looked_at() -> None:
    renderer = DeskRenderer("en", "Asia/Kolkata", StillClock(), strict=True)
    answers = GroupAnswers(
        group_id=AlikeId(3),
        anchor_id=CaseId(1),
        reply_id="",
        answers=(
            GroupAnswer(
                case_id=CaseId(12),
                revision=2,
                author="Uma",
                template="a",
                text="y" * 1500,
                lang="",
            ),
            GroupAnswer(
                case_id=CaseId(13), revision=1, author="Om", template="b", text="z" * 1500, lang=""
            ),
        ),
    )

    drawn = renderer.group_answers(answers)

    assert "y" * 1500 in drawn.html
    assert "z" * 1500 in drawn.html
    send = drawn.rows[0][0].action
    assert send is not None
    assert send.slots == (("12:2", "y" * 1500), ("13:1", "z" * 1500))
