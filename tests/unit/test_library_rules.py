"""What may be changed in an entry, when its end is near, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.entry_changes import (
    NotADay,
    Part,
    Place,
    changed,
    day_of,
    has_place,
    is_too_long,
    new_id,
    value_of,
    words_of,
)
from bot.domain.ids import UserId
from bot.domain.lane import Lane
from bot.domain.library import (
    Change,
    EntryKind,
    EntryRef,
    StoredEntry,
    What,
    changed_parts,
    extended,
    is_over,
    reminder_of,
    runs_out,
    with_entry,
    without_entry,
)
from bot.domain.library_pages import Shelf, ShelfKind, shelf_of, shelf_pairs
from bot.domain.shelf import PAGE, open_shelf, with_words
from replies.types import Library, Playbook, SavedReply, Snippet, Variant

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
REPLY = SavedReply(
    id="late",
    titles={"en": "Late", "hi": "देर"},
    lanes=("question",),
    topic="delivery",
    owner="Asha",
    valid_until=TODAY,
    examples=("so late",),
    variants=(Variant(lang="en", text="Sorry"), Variant(lang="hi", text="माफ़ कीजिए", tone="warm")),
)
CHANGE = Change(
    at=datetime(2026, 11, 1, tzinfo=UTC), by=UserId(1), by_name="Asha", what=What.EDITED
)


def stored(entry: SavedReply = REPLY, **changes) -> StoredEntry:
    return StoredEntry(**{"entry": entry, "version": 1, "changed": CHANGE, **changes})


# --- changes ------------------------------------------------------------------------------------

PLACES = (
    Place(part=Part.TEXT, number=2),
    Place(part=Part.TITLE, lang="hi"),
    Place(part=Part.TITLE, lang="ru"),
    Place(part=Part.TOPIC),
    Place(part=Part.OWNER),
)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_is_put_into_a_place_stands_there_and_the_rest_stays(place: Place) -> None:
    after = changed(REPLY, place, "new words")

    assert words_of(after, place) == "new words"
    for other in PLACES:
        if other != place:
            assert value_of(after, other) == value_of(REPLY, other)


def test_the_language_and_tone_of_a_text_outlive_its_change() -> None:
    after = changed(REPLY, Place(part=Part.TEXT, number=2), "new")
    assert after.variants[1] == Variant(lang="hi", text="new", tone="warm")


def test_a_text_in_one_more_language_comes_last() -> None:
    after = changed(REPLY, Place(part=Part.LANGUAGE, lang="ru"), "Простите")
    assert after.variants == (*REPLY.variants, Variant(lang="ru", text="Простите"))


def test_an_example_stands_once() -> None:
    place = Place(part=Part.EXAMPLE)
    assert changed(changed(REPLY, place, "late?"), place, "so late").examples == (
        "so late",
        "late?",
    )


def test_no_words_mean_no_lanes_and_no_last_day() -> None:
    assert changed(REPLY, Place(part=Part.LANES), "").lanes == ()
    assert changed(REPLY, Place(part=Part.LANES), "spam abuse").lanes == ("spam", "abuse")
    assert changed(REPLY, Place(part=Part.VALID_UNTIL), "").valid_until is None


def test_snippets_and_playbooks_have_only_some_places() -> None:
    snippet = Snippet(id="hi", variants=(Variant(lang="en", text="Hi"),))
    playbook = Playbook(id="review", titles={"en": "Review"}, steps=("late",))

    assert has_place(snippet, Place(part=Part.TEXT, number=1))
    assert not has_place(snippet, Place(part=Part.TEXT, number=2))
    assert not has_place(snippet, Place(part=Part.TITLE, lang="en"))
    assert has_place(playbook, Place(part=Part.TITLE, lang="en"))
    assert not has_place(playbook, Place(part=Part.LANGUAGE, lang="en"))
    with pytest.raises(ValueError, match="Playbook has no topic"):
        changed(playbook, Place(part=Part.TOPIC), "x")


def test_two_versions_differ_in_the_parts_that_were_changed() -> None:
    after = replace(REPLY, topic="x", owner="y")

    assert changed_parts(REPLY, after) == ("topic", "owner")
    assert changed_parts(None, after) == ()


def test_length_is_counted_as_telegram_counts() -> None:
    assert not is_too_long("a" * 4096)
    assert is_too_long("😀" * 2049)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        (" 31.3.2027 ", date(2027, 3, 31)),
        ("31/03/2027", date(2027, 3, 31)),
        ("25.11", TODAY),
        ("24.11", date(2027, 11, 24)),
    ],
)
def test_a_day_is_read_as_people_write_it(written: str, day: date) -> None:
    assert day_of(written, today=TODAY) == day


@pytest.mark.parametrize("written", ["", "soon", "31.2.2027", "0.0", "32.1.2027", "1.13", "29.2"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(NotADay):
        day_of(written, today=TODAY)


@given(st.text(), st.sets(st.text(max_size=5), max_size=5))
def test_an_id_can_be_made_of_any_title(title: str, taken: set[str]) -> None:
    made = new_id(title, taken)

    assert made
    assert made not in taken
    assert made.isascii()
    assert len(made) <= 44


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert new_id("Late order!", set()) == "late-order"
    assert new_id("Late order!", {"late-order", "late-order-2"}) == "late-order-3"


def test_an_entry_takes_the_place_of_the_one_of_its_name() -> None:
    other = replace(REPLY, id="other")
    library = Library(replies=(REPLY, other))
    new = replace(REPLY, topic="new")

    assert with_entry(library, new).replies == (new, other)
    assert with_entry(library, replace(REPLY, id="third")).replies[-1].id == "third"
    assert without_entry(library, stored().ref).replies == (other,)
    assert without_entry(library, EntryRef(kind=EntryKind.SNIPPET, id="late")) == library


# --- ends ---------------------------------------------------------------------------------------


def test_a_reply_is_valid_on_its_last_day() -> None:
    assert not is_over(TODAY, TODAY)
    assert is_over(TODAY, TODAY + DAY)
    assert not is_over(None, TODAY)


def test_a_reply_runs_out_from_three_days_before() -> None:
    assert not runs_out(TODAY + 4 * DAY, TODAY)
    assert runs_out(TODAY + 3 * DAY, TODAY)
    assert runs_out(TODAY - DAY, TODAY)


def test_each_end_reminds_once_before_and_once_after() -> None:
    # given a reply of which nobody was reminded
    before = reminder_of(stored(), TODAY)
    assert before == "soon:2026-11-25"

    # then a reminder that was given is not due again, until the end has come
    reminded = stored(reminded=before)
    assert reminder_of(reminded, TODAY) == ""
    after = reminder_of(reminded, TODAY + DAY)
    assert after == "over:2026-11-25"
    assert reminder_of(stored(reminded=after), TODAY + 9 * DAY) == ""

    # and a new end is another one
    later = stored(replace(REPLY, valid_until=TODAY + 2 * DAY), reminded=after)
    assert reminder_of(later, TODAY) == "soon:2026-11-27"


def test_what_is_retired_or_has_no_end_reminds_nobody() -> None:
    assert reminder_of(stored(retired_at=CHANGE.at), TODAY) == ""
    assert reminder_of(stored(replace(REPLY, valid_until=None)), TODAY) == ""


def test_more_time_is_counted_from_the_later_of_end_and_today() -> None:
    assert extended(TODAY + DAY, TODAY, by=30 * DAY) == TODAY + 31 * DAY
    assert extended(TODAY - 99 * DAY, TODAY, by=30 * DAY) == TODAY + 30 * DAY
    assert extended(None, TODAY, by=DAY) == TODAY + DAY


# --- shelves ------------------------------------------------------------------------------------

SHELVES = st.builds(
    Shelf,
    kind=st.sampled_from(ShelfKind),
    lane=st.none() | st.sampled_from(Lane),
    topic=st.none() | st.text(),
    words=st.text(),
)


@given(SHELVES, st.integers(1, 99))
def test_a_button_finds_the_way_back_to_its_shelf(shelf: Shelf, page: int) -> None:
    assert shelf_of(shelf_pairs(shelf, page)) == (shelf, page)


@given(st.integers(-3, 99), st.integers(0, 40))
def test_every_entry_of_a_shelf_stands_on_exactly_one_page(number: int, count: int) -> None:
    entries = [stored(replace(REPLY, id=f"r{one}")) for one in range(count)]
    shelf = Shelf(kind=ShelfKind.LANE, lane=Lane.QUESTION)
    page = open_shelf(shelf, entries, number=number, today=TODAY)
    pages = [
        open_shelf(shelf, entries, number=one, today=TODAY)
        for one in range(1, page.page_count + 1)
    ]

    assert [one for each in pages for one in each.entries] == entries
    assert 1 <= page.number <= page.page_count
    assert len(page.entries) <= PAGE
    assert page.total == count


def test_the_one_whose_id_is_searched_for_comes_first() -> None:
    found = with_words(
        [stored(replace(REPLY, id="so-late")), stored(replace(REPLY, id="late"))], "LATE"
    )
    assert [one.entry.id for one in found] == ["late", "so-late"]
