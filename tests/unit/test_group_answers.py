"""What is approved at once can be read whole in one message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alike import AlikeGroup
from bot.domain.group_pages import GroupAnswer
from bot.domain.ids import AlikeId, CaseId, CommunityId
from bot.domain.lane import Lane
from bot.services.desk.group_view import within_room
from bot.telegram.cards import DeskRenderer
from bot.telegram.html import MESSAGE_UNITS, units
from replies.types import VoiceFinding, Weight
from tests.card_views import NOW, OWNER, StillClock

GROUP = AlikeGroup(
    id=AlikeId(1),
    owner=OWNER,
    community_id=CommunityId(1),
    lane=Lane.QUESTION,
    anchor_id=CaseId(1),
    newest_at=NOW,
)
RENDERER = DeskRenderer("en", "Asia/Kolkata", StillClock(), strict=True)


FINDINGS = tuple(
    VoiceFinding(kind="banned", weight=Weight.BLOCK, rule="x" * 300, quote="y" * 300)
    for _ in range(9)
)


def an_answer(number: int, template: str, text: str, *, is_stopped: bool = False) -> GroupAnswer:
    return GroupAnswer(
        case_id=CaseId(number),
        revision=1,
        author="Rahul & <friends> " * 9,
        template=template,
        text=text,
        lang="en",
        findings=FINDINGS if is_stopped else (),
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 2300)), min_size=1, max_size=30))
def test_each_text_that_would_be_sent_stands_there_whole(wanted: list[tuple[int, int]]) -> None:
    sizes: dict[int, int] = {}
    answers = []
    for number, (template, size) in enumerate(wanted, start=1):
        letter = "abcdefghij"[template]
        text = letter * sizes.setdefault(template, size)
        answers.append(an_answer(number, letter, text, is_stopped=template > 7))

    found = within_room(GROUP, "opening", answers, [])
    drawn = RENDERER.group_answers(found)

    assert len(found.answers) + found.later_count == len(answers)
    assert found.answers[0] == answers[0]
    assert all(one.text in drawn.html for one in found.answers)
    assert units(drawn.html) <= MESSAGE_UNITS
    sent = [text for choice in drawn.rows[0] for _, text in choice.action.slots]
    assert sent == [one.text for one in found.answers if not one.is_stopped]
