"""Whatever a library holds, its pages stay messages: valid, in bounds, with a way back."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.desk import Verb
from bot.domain.ids import UserId
from bot.domain.lane import Lane
from bot.domain.library import Change, EntryVersion, StoredEntry, What
from bot.domain.library_pages import (
    AutomaticPage,
    ChoicePage,
    EntryPage,
    LibraryPage,
    Notice,
    Question,
    Shelf,
    ShelfKind,
    ShelfPage,
    Use,
    VersionPage,
    history_page,
    shelf_pairs,
)
from bot.domain.shelf import open_shelf
from bot.telegram.html import units
from replies.types import Auto, Playbook, SavedReply, Snippet, Variant
from tests.card_views import NOW
from tests.properties.test_card_builder import RENDERERS, check
from tests.properties.test_card_builder import member_text as longest_text

TODAY = date(2026, 11, 23)
member_text = longest_text.map(lambda text: text[:700])
LANGUAGES = st.sampled_from(["en", "hi", "hi-Latn", "ru", "xx-Odd"])
variants = st.lists(
    st.builds(Variant, lang=LANGUAGES, text=member_text, tone=member_text), max_size=12
).map(tuple)
titles = st.fixed_dictionaries({"en": member_text}, optional={"hi": member_text})
texts = st.lists(member_text, max_size=5).map(tuple)
entries = st.one_of(
    st.builds(
        SavedReply,
        id=member_text,
        titles=titles,
        lanes=st.lists(st.sampled_from([*map(str, Lane), "odd"]), max_size=9).map(tuple),
        topic=member_text,
        owner=member_text,
        valid_until=st.none() | st.dates(),
        examples=texts,
        variants=variants,
    ),
    st.builds(Snippet, id=member_text, variants=variants),
    st.builds(Playbook, id=member_text, titles=titles, steps=texts),
)
changes = st.builds(
    Change,
    at=st.just(NOW),
    by=st.just(UserId(1)),
    by_name=member_text,
    what=st.sampled_from(What),
)
stored_entries = st.builds(
    StoredEntry,
    entry=entries,
    version=st.integers(1, 9999),
    changed=changes,
    retired_at=st.none() | st.just(NOW),
)
shelves = st.builds(
    Shelf,
    kind=st.sampled_from(ShelfKind),
    lane=st.sampled_from(Lane),
    topic=st.none() | member_text,
    words=member_text,
)


@st.composite
def pages(draw: st.DrawFn) -> LibraryPage:
    stored = draw(stored_entries)
    back = shelf_pairs(draw(shelves), draw(st.integers(1, 9)))
    versions = [
        EntryVersion(number=number, entry=draw(entries), change=draw(changes))
        for number in range(draw(st.integers(1, 9)), 0, -1)
    ]
    use = Use(shown=10**9, sent=1, edited=0, last_used_at=NOW)
    match draw(st.integers(0, 5)):
        case 0:
            several = draw(st.lists(stored_entries, max_size=20))
            shelf, number = draw(shelves), draw(st.integers(-1, 9))
            return open_shelf(shelf, several, number=number, today=TODAY, found=several)
        case 1:
            return EntryPage(
                stored=stored,
                today=TODAY,
                back=back,
                use=draw(st.none() | st.just(use)),
                notice=draw(st.sampled_from(Notice)),
            )
        case 2:
            question = draw(st.sampled_from([*Question][1:]))
            options = draw(st.lists(member_text, unique=True, max_size=9).map(tuple))
            return ChoicePage(
                stored=stored,
                question=question,
                options=options,
                chosen=frozenset(options[::2]),
                back=back,
            )
        case 3:
            return history_page(stored, versions, number=draw(st.integers(-1, 9)), back=back)
        case 4:
            return AutomaticPage(
                stored=stored,
                auto=draw(st.none() | st.builds(Auto)),
                proposed=Auto(),
                community_count=draw(st.integers(0, 30)),
                answered_today=draw(st.integers(0, 600)),
                back=back,
                notice=draw(st.sampled_from(Notice)),
                hindrances=draw(texts),
            )
        case _:
            return VersionPage(stored=stored, version=versions[0], back=back)


@settings(deadline=None, max_examples=60)
@given(page=pages(), renderer=st.sampled_from(RENDERERS))
def test_nothing_that_people_write_breaks_a_page(page, renderer) -> None:
    drawn = renderer.library(page)
    choices = [choice for row in drawn.rows for choice in row]

    check(drawn.html)
    assert all(row for row in drawn.rows)
    assert all(0 < units(choice.label) <= 100 and "\n" not in choice.label for choice in choices)
    is_overview = isinstance(page, ShelfPage) and page.shelf.kind is ShelfKind.OVERVIEW
    assert is_overview or choices[-1].action.verb in {Verb.LIBRARY, Verb.ENTRY, Verb.ENTRY_SET}
