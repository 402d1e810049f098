"""Where in a desk with topics a message goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import GENERAL_TOPIC, ChatId, CommunityId, MessageId
from bot.domain.lane import Lane
from bot.domain.topics import (
    Clues,
    DeskTopic,
    Place,
    TopicMode,
    TopicState,
    color_of,
    community_of_subject,
    foreign_subject,
    is_wanted,
    lane_of,
    name_of,
    place_of,
    subject_for,
)
from tests.contract.store_values import OWNER

COMPLAINTS, QUESTIONS, TALK = MessageId(10), MessageId(20), MessageId(30)
GENERAL = Place()


def a_topic(thread_id: MessageId, subject: str, state: TopicState = TopicState.OPEN) -> DeskTopic:
    return DeskTopic(
        owner=OWNER,
        chat_id=ChatId(-1001),
        subject=subject,
        thread_id=thread_id,
        title=subject,
        state=state,
    )


TOPICS = [a_topic(COMPLAINTS, "lane:complaint"), a_topic(QUESTIONS, "lane:question")]


@pytest.mark.parametrize(
    ("clues", "place"),
    [
        (Clues(), GENERAL),
        (Clues(subject="lane:complaint"), Place(thread_id=COMPLAINTS)),
        (Clues(subject="lane:spam"), Place(makes="lane:spam")),
        (Clues(card=QUESTIONS, subject="lane:complaint"), Place(thread_id=QUESTIONS)),
        (Clues(card=GENERAL_TOPIC, subject="lane:complaint"), GENERAL),
        (Clues(answers=TALK, card=QUESTIONS, subject="lane:spam"), Place(thread_id=TALK)),
        (Clues(answers=GENERAL_TOPIC, card=QUESTIONS), GENERAL),
    ],
)
def test_what_is_answered_goes_before_the_card_and_the_card_before_the_lane(
    clues: Clues, place: Place
) -> None:
    assert place_of(clues, TOPICS, may_make=True) == place


@pytest.mark.parametrize(
    "clues",
    [Clues(subject="lane:complaint"), Clues(card=COMPLAINTS), Clues(answers=COMPLAINTS)],
)
def test_a_closed_topic_is_left_for_general_and_a_deleted_one_made_again(clues: Clues) -> None:
    closed = [a_topic(COMPLAINTS, "lane:complaint", TopicState.CLOSED)]
    gone = [a_topic(COMPLAINTS, "lane:complaint", TopicState.GONE)]

    assert place_of(clues, closed, may_make=True) == GENERAL
    assert place_of(clues, gone, may_make=True) == Place(makes="lane:complaint")
    assert place_of(clues, gone, may_make=False) == GENERAL


@given(
    st.builds(
        Clues,
        answers=st.none() | st.sampled_from([GENERAL_TOPIC, COMPLAINTS, TALK]),
        card=st.none() | st.sampled_from([GENERAL_TOPIC, QUESTIONS]),
        subject=st.sampled_from(["", "lane:complaint", "lane:spam", "community:3"]),
    ),
    st.lists(st.sampled_from(TopicState), min_size=2, max_size=2),
)
def test_nothing_waits_for_a_topic_that_cannot_be_made(
    clues: Clues, states: list[TopicState]
) -> None:
    topics = [
        a_topic(one.thread_id, one.subject, state)
        for one, state in zip(TOPICS, states, strict=True)
    ]

    place = place_of(clues, topics, may_make=False)

    assert not place.makes
    usable = {one.thread_id for one in topics if one.state is TopicState.OPEN}
    assert place.thread_id in usable | {GENERAL_TOPIC, TALK}


@pytest.mark.parametrize("lane", Lane)
def test_the_subject_follows_the_mode(lane: Lane) -> None:
    both = {"lane": lane, "community_id": CommunityId(3)}
    by_lane = subject_for(TopicMode.LANES, **both)
    by_community = subject_for(TopicMode.COMMUNITIES, **both)

    assert subject_for(TopicMode.OFF, **both) == ""
    assert (lane_of(by_lane) or Lane.NONE) is lane
    assert community_of_subject(by_community) == 3
    # what tells of several communities together has no topic of its own there
    assert subject_for(TopicMode.COMMUNITIES, lane=lane, community_id=None) == ""
    for subject, kept in ((by_lane, TopicMode.LANES), (by_community, TopicMode.COMMUNITIES)):
        assert [mode for mode in TopicMode if is_wanted(subject, mode)] in ([kept], [])
    assert not any(is_wanted(foreign_subject(TALK), mode) for mode in TopicMode)


def test_each_lane_has_a_colour_of_its_own_and_communities_take_turns() -> None:
    lanes = [lane for lane in Lane if lane is not Lane.NONE]
    allowed = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}

    assert {color_of(f"lane:{lane}") for lane in lanes} == allowed
    assert {color_of(f"community:{number}") for number in range(1, 30)} == allowed
    assert color_of("lane:complaint") == 16478047
    assert {color_of(f"named:topic {number}") for number in range(50)} == allowed


@pytest.mark.parametrize("mode", TopicMode)
def test_a_topic_that_a_rule_names_goes_before_all_others(mode: TopicMode) -> None:
    subject = subject_for(
        mode, lane=Lane.COMPLAINT, community_id=CommunityId(3), named="lane:spam, Räte"
    )

    assert name_of(subject) == "lane:spam, Räte"
    assert (lane_of(subject), community_of_subject(subject)) == (None, None)
    assert is_wanted(subject, mode)
    assert name_of("lane:spam") == ""
