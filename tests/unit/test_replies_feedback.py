"""What was learnt from use moves scores: enough to matter, never beyond its bounds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from replies.feedback import MOST_DOWN, MOST_LEARNT, MOST_UP, Feedback, Kind, Lesson
from replies.search import LibraryIndex
from replies.space import unit
from replies.types import Inquiry, SavedReply
from tests.ngram_encoder import NgramEncoder

ENCODER = NgramEncoder()
REPLIES = (
    SavedReply(id="late", titles={"en": "Late"}, examples=("where is my order",)),
    SavedReply(id="refund", titles={"en": "Refund"}, examples=("give me my money back",)),
)
COMMENT = "the rider took my order money"


def index() -> LibraryIndex:
    return LibraryIndex.build(REPLIES, ENCODER)


def lesson(reply_id: str, kind: Kind, text: str = COMMENT) -> Lesson:
    return Lesson(reply_id=reply_id, kind=kind, vector=ENCODER.embed([text])[0])


def scores(of: LibraryIndex, text: str = COMMENT) -> dict[str, float]:
    inquiry = Inquiry(text=text, vector=ENCODER.embed([text])[0], languages=("en",))
    return {reply.id: score for reply, score in of.rank(inquiry)}


def test_one_acceptance_changes_nothing() -> None:
    assert scores(index().heeding([lesson("refund", Kind.ACCEPTED)])) == scores(index())


def test_a_second_acceptance_for_a_like_comment_lifts_the_reply() -> None:
    # given a reply that was sent for two comments that are alike
    heeding = index().heeding([lesson("refund", Kind.ACCEPTED)] * 2)

    # then it rises for a third one, and the other reply stays where it was
    assert scores(heeding)["refund"] > scores(index())["refund"]
    assert scores(heeding)["late"] == scores(index())["late"]


def test_two_acceptances_for_comments_that_are_not_alike_change_nothing() -> None:
    lessons = [
        lesson("refund", Kind.ACCEPTED),
        lesson("refund", Kind.ACCEPTED, "चाय बहुत अच्छी है"),
    ]

    assert scores(index().heeding(lessons)) == scores(index())


def test_what_was_taught_counts_at_once() -> None:
    heeding = index().heeding([lesson("refund", Kind.TAUGHT)])

    assert scores(heeding)["refund"] > scores(index())["refund"]


def test_a_reply_that_was_passed_over_for_another_sinks_for_like_comments_only() -> None:
    heeding = index().heeding([lesson("late", Kind.REJECTED)])
    elsewhere = "चाय बहुत अच्छी है"

    assert scores(heeding)["late"] < scores(index())["late"]
    assert scores(heeding, elsewhere) == scores(index(), elsewhere)


def test_without_its_lessons_a_library_is_as_it_was() -> None:
    heeding = index().heeding([lesson("refund", Kind.TAUGHT), lesson("late", Kind.REJECTED)])

    assert scores(heeding.heeding([])) == scores(index())


def test_lessons_of_replies_that_are_gone_are_left_out() -> None:
    assert scores(index().heeding([lesson("retired", Kind.TAUGHT)])) == scores(index())


def test_no_more_than_the_newest_comments_are_learnt() -> None:
    rows = unit(np.random.default_rng(3).normal(size=(3 * MOST_LEARNT, 64)).astype("<f4"))
    taught = [Lesson(reply_id="r", kind=Kind.TAUGHT, vector=row.tobytes()) for row in rows]
    feedback = Feedback(taught, unit)

    assert feedback.learnt_count("r") == MOST_LEARNT
    assert feedback.push("r", rows[-1]) > 0
    assert feedback.push("r", rows[0]) == 0


vectors = st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=4).map(
    lambda values: np.array(values, dtype="<f4") + np.float32(1e-3)
)
lessons = st.builds(
    lambda kind, vector: Lesson(reply_id="r", kind=kind, vector=vector.tobytes()),
    st.sampled_from(Kind),
    vectors,
)


@given(st.lists(lessons, max_size=60), vectors)
def test_whatever_managers_do_the_push_stays_within_its_bounds(given_lessons, vector) -> None:
    push = Feedback(given_lessons, unit).push("r", unit(vector[None])[0])

    assert -MOST_DOWN <= push <= MOST_UP
