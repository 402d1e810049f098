"""Whatever members write, the card of a private chat stays a message that leads on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.card import SoloView
from bot.domain.desk import Verb
from bot.domain.ids import CaseId, UserId
from bot.domain.outbox import OutboxState
from tests.card_views import an_answered_view
from tests.properties.test_card_builder import RENDERERS, check, views

READER = UserId(99)


@settings(deadline=None, max_examples=60)
@given(
    card=st.none() | views(),
    above=st.none() | views() | st.sampled_from(OutboxState).map(an_answered_view),
    renderer=st.sampled_from(RENDERERS),
)
def test_a_card_below_the_outcome_of_another_stays_whole_and_leads_on(
    card, above, renderer
) -> None:
    # given a case, or none, below what became of another one
    view = SoloView(card=card, above=above, reader=READER, put_off_count=3, held_count=1)

    # when it is drawn
    drawn = renderer.solo(view)

    # then it is a message, and one button leads on, for the case that is shown
    check(drawn.html)
    actions = [choice.action for row in drawn.rows for choice in row if choice.action]
    onwards = [one for one in actions if one.verb in (Verb.NEXT, Verb.SKIP)]
    assert len(onwards) == 1
    if card is not None:
        alone = renderer.card(card)
        assert drawn.rows[:-1] == alone.rows, "its own buttons never move"


def test_only_an_answer_that_has_not_left_can_be_stopped_from_above() -> None:
    for state in OutboxState:
        above = an_answered_view(state)
        above = replace(above, case=replace(above.case, id=CaseId(12)))
        drawn = RENDERERS[0].solo(SoloView(card=None, above=above, reader=READER))
        verbs = [choice.action.verb for choice in drawn.rows[0] if choice.action]
        assert (Verb.STOP in verbs) is (state is OutboxState.QUEUED)
        assert (Verb.SHOW in verbs) is (state in (OutboxState.UNKNOWN, OutboxState.FAILED))
