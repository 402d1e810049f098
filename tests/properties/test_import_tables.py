"""Tables: what is written for a spreadsheet is read again, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from replies.imports.blanks import convert_blanks
from replies.imports.cells import is_formula, shielded, unshielded
from replies.imports.decoding import decode
from replies.imports.delimited import read_delimited
from replies.imports.markup import without_markup
from replies.imports.merging import compare, completed, exchanged, merged
from replies.imports.rows import TableUnreadable
from replies.imports.table_text import dump
from replies.imports.tables import replies_of
from replies.lint import LANES
from replies.template import find_slots, is_known
from replies.types import Library, SavedReply, Variant

# What a cell of a spreadsheet can hold: no carriage returns, and no zero bytes.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\0") | st.sampled_from("=+-@'"),
    max_size=20,
)
filled = texts.filter(lambda text: text.strip() and text.strip() not in {"-", "–", "—"})
optional = st.just("") | filled
languages = st.sampled_from(["en", "hi", "hi-Latn", "ru", "und"])
replies = st.builds(
    SavedReply,
    id=filled.filter(lambda name: not name.startswith(("/", "#", "!"))),
    titles=st.builds(
        lambda en, rest: rest | {"en": en}, filled, st.dictionaries(languages, filled)
    ),
    lanes=st.lists(st.sampled_from(LANES), max_size=3, unique=True).map(tuple),
    topic=optional,
    owner=optional,
    valid_until=st.none() | st.dates(),
    examples=st.lists(filled, max_size=3).map(tuple),
    variants=st.lists(
        st.builds(
            Variant,
            lang=languages,
            text=filled.map(lambda text: text.replace("$", "$$")),
            tone=optional,
        ),
        max_size=3,
    ).map(tuple),
)
some = st.lists(replies, min_size=1, max_size=4, unique_by=lambda reply: reply.id)
libraries = st.lists(replies, max_size=4, unique_by=lambda reply: reply.id).map(
    lambda found: Library(replies=tuple(found))
)


@given(some)
def test_a_table_that_was_written_is_read_again(library: list[SavedReply]) -> None:
    found = replies_of(read_delimited(dump(library).encode("utf-8-sig")), language_of=lambda _: "")

    assert found.findings == []
    assert found.library.replies == tuple(library)


@given(some)
def test_no_cell_that_is_written_is_a_formula(library: list[SavedReply]) -> None:
    rows = csv.reader(io.StringIO(dump(library), newline=""))

    assert [cell for row in rows for cell in row if is_formula(cell)] == []


@given(texts)
def test_a_shield_is_taken_off_again(text: str) -> None:
    assert unshielded(shielded(text)) == text
    assert not is_formula(shielded(text))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table = read_delimited(data)
        found = replies_of(table, language_of=lambda _: "en")
    except TableUnreadable:
        return
    assert all(reply.id for reply in found.library.replies)


@given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_marked_or_plain_unicode_text_is_decoded(text: str, codec: str) -> None:
    text = text.replace("\0", "").encode("utf-8", "ignore").decode()

    assert decode(text.encode(codec)).text.removeprefix("\ufeff") == text.removeprefix("\ufeff")


@given(st.text(st.sampled_from("{}[]<>%$|*! nameид_1.आ"), max_size=40))
def test_after_the_blanks_every_slot_is_one_of_ours(text: str) -> None:
    converted = convert_blanks(text).text

    assert [slot for slot in find_slots(converted) if not is_known(slot) and slot != "{"] == []
    assert convert_blanks(converted).text == converted


@given(st.text(max_size=60))
def test_any_text_goes_through_the_reader_of_markup(text: str) -> None:
    without_markup(text)
    without_markup(f"<p>{text}</p>")


@given(libraries, libraries)
def test_adding_removes_nothing_and_exchanging_leaves_nothing(
    there: Library, brought: Library
) -> None:
    for both in (merged(there, brought), completed(there, brought)):
        assert compare(there, both)["reply"].removed == ()
        assert compare(brought, both)["reply"].removed == ()
    assert merged(there, brought).replies[: len(there.replies)] == tuple(
        next((new for new in brought.replies if new.id == old.id), old) for old in there.replies
    )
    assert exchanged(there, brought, is_whole=True) == brought


@given(libraries, libraries)
@example(Library(), Library(replies=(SavedReply(id="0", titles={}, examples=("0", "0")),)))
def test_adding_twice_is_adding_once(there: Library, brought: Library) -> None:
    once = completed(there, brought)

    assert not compare(once, completed(once, brought))["reply"].is_change
