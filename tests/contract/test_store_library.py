"""What every store promises about the brand's library, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.ids import BrandId
from bot.domain.library import Change, Entry, EntryKind, EntryRef, What, ref_of
from bot.errors import EntryConflict
from bot.ports import Store
from replies.types import Library, Playbook, SavedReply, Snippet, Variant
from tests.contract.store_values import ANNA, BRAND, MINUTE, NOW

APOLOGY = SavedReply(
    id="b-apology",
    titles={"en": "Apology", "hi": "माफ़ी"},
    lanes=("complaint",),
    topic="delivery",
    owner="Anna",
    valid_until=date(2027, 1, 31),
    examples=("order nahi aaya",),
    variants=(Variant(lang="en", text="Sorry $author", tone="warm"),),
)
BARE = SavedReply(id="a-bare", titles={"en": "Bare"})
GREETING = Snippet(id="greeting", variants=(Variant(lang="hi", text="नमस्ते $author"),))
REVIEW = Playbook(id="review", titles={"en": "Bad review"}, steps=("b-apology", "a-bare"))
WHOLE = Library(replies=(APOLOGY, BARE), snippets=(GREETING,), playbooks=(REVIEW,))


def a_change(what: What = What.EDITED, *, minutes: int = 0) -> Change:
    return Change(at=NOW + minutes * MINUTE, by=ANNA, by_name="Anna", what=what)


IMPORT = Change(at=NOW, by=None, by_name="", what=What.IMPORTED)


async def save(store: Store, entry: Entry, *, expected_version: int, change: Change) -> None:
    async with store.writing() as tx:
        await tx.replies.save(BRAND, entry, expected_version=expected_version, change=change)


async def imported(store: Store, library: Library) -> None:
    async with store.writing() as tx:
        await tx.replies.replace(BRAND, library, change=IMPORT)


async def in_force(store: Store) -> Library:
    async with store.reading() as tx:
        return await tx.replies.library(BRAND)


async def numbers_and_kinds(store: Store, entry: Entry) -> list[tuple[int, What]]:
    async with store.reading() as tx:
        versions = await tx.replies.versions(BRAND, ref_of(entry))
    return [(one.number, one.change.what) for one in versions]


async def test_a_library_that_was_imported_comes_back_as_it_was(store) -> None:
    await imported(store, WHOLE)

    assert await in_force(store) == WHOLE


async def test_every_brand_has_a_library_of_its_own(store) -> None:
    async with store.writing() as tx:
        await tx.replies.replace(BRAND, WHOLE, change=IMPORT)
        await tx.replies.replace(BrandId(2), Library(replies=(BARE,)), change=IMPORT)
        await tx.replies.replace(BRAND, Library(), change=IMPORT)

        assert await tx.replies.library(BRAND) == Library()
        assert await tx.replies.library(BrandId(2)) == Library(replies=(BARE,))


async def test_an_import_keeps_what_is_alike_and_makes_versions_of_the_rest(store) -> None:
    # given a library
    await imported(store, WHOLE)

    # when another one is imported: one reply changed, one gone, a snippet as it was
    changed = replace(BARE, topic="other")
    await imported(store, Library(replies=(changed,), snippets=(GREETING,)))

    # then only what is different has a new version, and what is gone is retired
    assert await in_force(store) == Library(replies=(changed,), snippets=(GREETING,))
    assert await numbers_and_kinds(store, BARE) == [(2, What.IMPORTED), (1, What.IMPORTED)]
    assert await numbers_and_kinds(store, GREETING) == [(1, What.IMPORTED)]
    assert await numbers_and_kinds(store, APOLOGY) == [(2, What.RETIRED), (1, What.IMPORTED)]


async def test_an_import_brings_back_what_was_retired(store) -> None:
    await imported(store, WHOLE)
    await imported(store, Library(replies=(BARE,)))
    await imported(store, WHOLE)

    assert await in_force(store) == WHOLE
    assert (await numbers_and_kinds(store, APOLOGY))[0] == (3, What.IMPORTED)


async def test_the_order_of_a_library_is_that_of_its_last_import(store) -> None:
    await imported(store, Library(replies=(APOLOGY, BARE)))
    await imported(store, Library(replies=(BARE, APOLOGY)))

    assert [one.id for one in (await in_force(store)).replies] == [BARE.id, APOLOGY.id]


async def test_a_new_entry_comes_last_and_can_be_made_only_once(store) -> None:
    # given two replies, the second one made later
    await imported(store, Library(replies=(APOLOGY,)))
    await save(store, BARE, expected_version=0, change=a_change(What.CREATED))

    # when somebody else makes one of the same name
    with pytest.raises(EntryConflict):
        await save(store, BARE, expected_version=0, change=a_change(What.CREATED))

    # then there is the first one
    assert (await in_force(store)).replies == (APOLOGY, BARE)
    assert await numbers_and_kinds(store, BARE) == [(1, What.CREATED)]


async def test_of_two_who_change_the_same_version_one_wins(store) -> None:
    # given a reply that two people look at
    await imported(store, WHOLE)
    await save(store, replace(BARE, topic="first"), expected_version=1, change=a_change())

    # when the slower one saves
    with pytest.raises(EntryConflict):
        await save(store, replace(BARE, topic="second"), expected_version=1, change=a_change())

    # then the faster one's words stand, and no version is of the other
    async with store.reading() as tx:
        stored = await tx.replies.entry(BRAND, ref_of(BARE))
    assert stored is not None
    assert (stored.version, stored.entry) == (2, replace(BARE, topic="first"))
    assert await numbers_and_kinds(store, BARE) == [(2, What.EDITED), (1, What.IMPORTED)]


async def test_every_version_is_kept_with_who_made_it_and_when(store) -> None:
    await imported(store, WHOLE)
    later = a_change(What.EDITED, minutes=5)
    await save(store, replace(APOLOGY, topic="late"), expected_version=1, change=later)

    async with store.reading() as tx:
        newest, first = await tx.replies.versions(BRAND, ref_of(APOLOGY))
        stored = await tx.replies.entry(BRAND, ref_of(APOLOGY))

    assert (newest.entry, newest.change) == (replace(APOLOGY, topic="late"), later)
    assert (first.entry, first.change) == (APOLOGY, IMPORT)
    assert stored is not None
    assert stored.changed == later


async def test_a_retired_entry_is_out_of_force_until_it_is_restored(store) -> None:
    # given a reply that is retired
    await imported(store, WHOLE)
    await save(store, APOLOGY, expected_version=1, change=a_change(What.RETIRED))

    # then it is still there, but not in force
    assert (await in_force(store)).replies == (BARE,)
    async with store.reading() as tx:
        entries = {one.ref: one.retired_at for one in await tx.replies.entries(BRAND)}
    assert entries[ref_of(APOLOGY)] == NOW
    assert entries[ref_of(BARE)] is None

    # and comes back to its place
    await save(store, APOLOGY, expected_version=2, change=a_change(What.RESTORED))
    assert (await in_force(store)).replies == (APOLOGY, BARE)


async def test_the_revision_grows_with_every_change_and_only_then(store) -> None:
    async def revision() -> int:
        async with store.reading() as tx:
            return await tx.replies.revision(BRAND)

    assert await revision() == 0
    await imported(store, WHOLE)
    after_import = await revision()
    await save(store, BARE, expected_version=1, change=a_change(What.RETIRED))
    after_save = await revision()
    async with store.writing() as tx:
        await tx.replies.note_reminder(BRAND, ref_of(APOLOGY), "soon:2027-01-31")

    assert 0 < after_import < after_save
    assert await revision() == after_save


async def test_what_an_owner_was_reminded_of_is_kept_and_makes_no_version(store) -> None:
    await imported(store, WHOLE)
    async with store.writing() as tx:
        await tx.replies.note_reminder(BRAND, ref_of(APOLOGY), "soon:2027-01-31")
    await save(store, replace(APOLOGY, topic="x"), expected_version=1, change=a_change())

    async with store.reading() as tx:
        stored = await tx.replies.entry(BRAND, ref_of(APOLOGY))
    assert stored is not None
    assert (stored.reminded, stored.version) == ("soon:2027-01-31", 2)


async def test_ids_are_unique_within_a_kind_only(store) -> None:
    twin = Snippet(id=BARE.id, variants=(Variant(lang="en", text="Hello"),))
    await imported(store, Library(replies=(BARE,), snippets=(twin,)))

    assert await in_force(store) == Library(replies=(BARE,), snippets=(twin,))
    async with store.reading() as tx:
        assert await tx.replies.entry(BRAND, EntryRef(kind=EntryKind.PLAYBOOK, id="x")) is None
