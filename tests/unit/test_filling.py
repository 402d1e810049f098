"""What a reply's slots are filled with, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest

from bot.brand_library import BrandLibrary, Embed
from bot.domain.card import with_open_slots
from bot.parts import SystemClock
from bot.ports import CaseFacts, SlotValues, Store
from tests.contract.store_values import BRAND

LIBRARY = BrandLibrary(
    store=cast("Store", None),
    brand_id=BRAND,
    embed=cast("Embed", None),
    model_id="none",
    clock=SystemClock(),
)
AT = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


def known(
    *,
    community: str = "Chai Adda",
    post: str = "Monsoon offer",
    speaker: str = "",
    **prompted: str,
) -> SlotValues:
    return SlotValues(
        author="Rahul",
        brand="Chai & Co",
        speaker=speaker,
        facts=CaseFacts(community=community, post=post, number="17", at=AT),
        prompted=prompted,
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Today is Tuesday, 24 November, 14:05"),
        ("hi-Latn", "Today is Tuesday, 24 November, 14:05"),
        ("ru", "Today is вторник, 24 ноября, 14:05"),
        ("hi", "Today is मंगलवार, 24 नवंबर, 14:05"),
    ],
)
def test_today_is_said_in_the_language_of_the_text(lang: str, said: str) -> None:
    assert LIBRARY.fill("Today is $weekday, $date, $time", known(), lang).text == said


def test_community_post_and_case_are_named() -> None:
    filled = LIBRARY.fill("In $community, under “$post”: case $case", known(), "en")

    assert (filled.text, filled.missing) == (
        "In Chai Adda, under “Monsoon offer”: case 17",
        (),
    )


@pytest.mark.parametrize("post", ["", " ", "see $link_menu", "$[ask_x: other=a]", "${"])
def test_a_post_that_is_not_known_or_reads_like_a_slot_is_asked_for(post: str) -> None:
    text = "About “$post”"

    assert LIBRARY.fill(text, known(post=post), "en").missing == ("post",)
    told = replace(known(post=post), prompted={"post": "our news"})
    assert LIBRARY.fill(text, told, "en").text == "About “our news”"


def test_without_facts_they_are_asked_for() -> None:
    values = SlotValues(author="Rahul", brand="Chai & Co")

    assert LIBRARY.fill("Case $case, $date", values, "en").missing == ("case", "date")


def test_a_dollar_sign_in_a_name_is_no_slot() -> None:
    assert LIBRARY.fill("About “$post”", known(post="Tea for $5"), "en").text == (
        "About “Tea for $5”"
    )


def test_a_form_waits_as_it_is_written_and_is_shown_as_a_box() -> None:
    text = "It takes $ask_days $[ask_days: one=day|other=days], $author"
    filled = LIBRARY.fill(text, known(), "en")

    # then it can be copied, changed and filled later
    assert filled.missing == ("ask_days",)
    assert filled.text == "It takes $ask_days $[ask_days: one=day|other=days], Rahul"
    assert with_open_slots(filled.text, filled.missing) == "It takes ▢ days ▢, Rahul"
    assert LIBRARY.fill(filled.text, known(ask_days="1"), "en").text == "It takes 1 day, Rahul"


def test_who_speaks_is_known_to_a_text_without_any_other_slot() -> None:
    text = "Мы $[speaker: f=рада|m=рад|other=рады]"

    assert LIBRARY.fill(text, known(speaker="feminine"), "ru").text == "Мы рада"
    assert LIBRARY.fill(text, known(), "ru").text == "Мы рады"


@pytest.mark.parametrize(
    "text", ["$author, $[ask_n: one=a", "$author, $[author: f=a|other=b]", "$author, $speaker"]
)
def test_what_nobody_can_fill_in_is_not_asked_for_and_stays_to_be_seen(text: str) -> None:
    filled = LIBRARY.fill(text, known(ask_n="1", speaker="feminine"), "en")

    assert (filled.text, filled.missing) == (text.replace("$author, ", "Rahul, "), ())


def test_words_without_a_slot_of_ours_stay_as_they_are() -> None:
    text = "$$5 and $TON and $[5]"

    assert LIBRARY.fill(text, known(), "en", is_typed=True).text == text


def test_two_dollar_signs_of_the_library_are_one() -> None:
    assert LIBRARY.fill("$$5 and $TON", known(), "en").text == "$5 and $TON"
