"""When a saved reply may answer by itself, told without a desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.automatic import (
    A_DAY_FOR_AN_AUTHOR,
    A_DAY_IN_A_COMMUNITY,
    CAPS,
    FRESH_FOR,
    THRESHOLDS,
    Chance,
    Given,
    Obstacle,
    as_words,
    auto_of,
    has_room,
    is_unwelcome,
    latest_auto,
    obstacle,
    with_present,
)
from bot.domain.lane import Lane
from replies import toml_files
from replies.lint import find_errors
from replies.types import Auto, Fit, Library, SavedReply, Variant

AUTO = Auto(threshold=0.9, daily_cap=3)
GOOD = Chance(
    lane=Lane.QUESTION,
    is_first=True,
    is_tense=False,
    has_media=False,
    waited=timedelta(seconds=20),
    score=0.9,
    fit=Fit.FITS,
    is_step=False,
    has_open_slot=False,
    findings=0,
)


def test_nothing_stands_against_a_fresh_plain_question_that_the_reply_fits() -> None:
    assert obstacle(GOOD, AUTO) is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        *(({"lane": lane}, Obstacle.LANE) for lane in Lane if lane is not Lane.QUESTION),
        ({"is_first": False}, Obstacle.NOT_FIRST),
        ({"is_tense": True}, Obstacle.TENSE),
        ({"has_media": True}, Obstacle.MEDIA),
        ({"waited": FRESH_FOR + timedelta(seconds=1)}, Obstacle.STALE),
        ({"score": 0.899}, Obstacle.NOT_SURE),
        ({"score": float("nan")}, Obstacle.NOT_SURE),
        ({"fit": Fit.MAYBE}, Obstacle.NOT_SURE),
        ({"is_step": True}, Obstacle.PLAYBOOK),
        ({"has_open_slot": True}, Obstacle.OPEN_SLOT),
        ({"findings": 1}, Obstacle.VOICE),
    ],
)
def test_each_doubt_alone_leaves_the_comment_to_people(
    changed: dict[str, object], why: Obstacle
) -> None:
    assert obstacle(replace(GOOD, **changed), AUTO) is why  # type: ignore[arg-type]


GIVEN = st.builds(
    Given,
    reply_id=st.sampled_from(("menu", "hours")),
    community_id=st.integers(1, 2),
    author_key=st.sampled_from(tuple("abcdefgh")),
)


@given(st.lists(GIVEN, max_size=400))
def test_no_cap_is_ever_passed(wishes: list[Given]) -> None:
    said: list[Given] = []
    for wish in wishes:
        if has_room(said, wish, AUTO):
            said.append(wish)
    for one in said:
        assert sum(x.reply_id == one.reply_id for x in said) <= AUTO.daily_cap
        assert sum(x.author_key == one.author_key for x in said) <= A_DAY_FOR_AN_AUTHOR


def test_a_community_has_a_cap_of_its_own() -> None:
    many = [
        Given(reply_id=f"r{n}", community_id=1, author_key=f"a{n}")
        for n in range(A_DAY_IN_A_COMMUNITY)
    ]
    one_more = Given(reply_id="menu", community_id=1, author_key="z")

    assert has_room(many[:-1], one_more, AUTO)
    assert not has_room(many, one_more, AUTO)
    assert has_room(many, replace(one_more, community_id=2), AUTO)


def test_two_of_the_last_ten_taken_back_are_too_many_and_older_ones_do_not_count() -> None:
    assert not is_unwelcome([True, *[False] * 9])
    assert is_unwelcome([True, *[False] * 8, True])
    assert not is_unwelcome([True, *[False] * 9, True])


def a_reply(text: str = "Open till ten.", **changed: object) -> SavedReply:
    reply = SavedReply(
        id="hours",
        titles={"en": "Hours"},
        lanes=("question",),
        variants=(Variant(lang="en", text=text),),
        auto=Auto(),
    )
    return replace(reply, **changed)  # type: ignore[arg-type]


def test_the_mark_survives_writing_and_reading(tmp_path: Path) -> None:
    library = Library(replies=(a_reply(auto=Auto(threshold=0.97, daily_cap=7)),))

    toml_files.write(library, tmp_path)
    loaded = toml_files.read(tmp_path)

    assert not loaded.findings
    assert [one.auto for one in loaded.library.replies] == [Auto(threshold=0.97, daily_cap=7)]


@pytest.mark.parametrize("written", ["true", "0.9", "{ threshold = true }", "{ treshold = 0.9 }"])
def test_a_mark_that_cannot_be_read_is_found_and_none(tmp_path: Path, written: str) -> None:
    text = f'[[replies]]\nid = "hours"\nauto = {written}\n[replies.titles]\nen = "Hours"\n'
    (tmp_path / "a.toml").write_text(text)

    loaded = toml_files.read(tmp_path)

    assert [(one.field, one.line) for one in loaded.findings] == [("auto", 3)]
    assert loaded.library.replies[0].auto is None


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (a_reply(auto=Auto(threshold=0.5)), "threshold"),
        (a_reply(auto=Auto(threshold=float("nan"))), "threshold"),
        (a_reply(auto=Auto(daily_cap=0)), "daily cap"),
        (a_reply(lanes=("complaint",)), "answers no questions"),
        (a_reply("Order $ask_order_number?"), "asks for $ask_order_number"),
    ],
)
def test_the_library_says_why_a_reply_cannot_answer_by_itself(
    reply: SavedReply, words: str
) -> None:
    assert [words in one.message for one in find_errors([reply])] == [True]


def test_a_reply_that_may_answer_by_itself_is_in_order() -> None:
    assert not list(find_errors([a_reply(), a_reply(id="any", lanes=())]))


def test_what_the_chat_offers_may_stand_in_a_library_and_travels_in_an_action() -> None:
    for threshold in THRESHOLDS:
        for cap in CAPS:
            auto = Auto(threshold=threshold, daily_cap=cap)
            assert not [*find_errors([a_reply(auto=auto)])]
            assert auto_of(as_words(auto)) == auto
    assert auto_of("") is None


def test_a_number_of_a_file_stands_among_the_steps_and_comes_back_with_the_mark() -> None:
    # given numbers that no button has
    own = Auto(threshold=0.87, daily_cap=7)
    assert with_present(CAPS, own.daily_cap) == (5, 7, 10, 30, 60, 100)
    assert with_present(THRESHOLDS, 0.9) == THRESHOLDS

    # when the mark is taken away, and is to come back
    marked, plain = (SavedReply(id="menu", titles={"en": "Menu"}, auto=one) for one in (own, None))

    # then it is with the numbers that held last, else with the usual ones
    assert latest_auto([plain, marked]) == own
    assert latest_auto([plain]) == Auto()
