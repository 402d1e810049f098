"""Exporting a library loses nothing."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from replies.library import load, save
from replies.lint import LANES
from replies.types import SavedReply, Variant

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
filled = words.filter(lambda text: text.strip())
languages = st.sampled_from(["en", "hi", "hi-Latn", "ru", "und"])
variants = st.builds(
    Variant,
    lang=languages,
    text=filled.map(lambda text: text.replace("$", "$$")),
    tone=words,
)
replies = st.builds(
    SavedReply,
    id=filled,
    titles=st.builds(
        lambda en, rest: rest | {"en": en}, filled, st.dictionaries(languages, words)
    ),
    lanes=st.lists(st.sampled_from(LANES), max_size=3).map(tuple),
    topic=words,
    owner=words,
    valid_until=st.none() | st.dates(),
    examples=st.lists(filled, max_size=3).map(tuple),
    variants=st.lists(variants, max_size=3).map(tuple),
)


@given(st.lists(replies, min_size=1, max_size=5, unique_by=lambda reply: reply.id))
def test_what_is_written_is_read_again(library: list[SavedReply]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save(library, Path(folder))

        assert {r.id: r for r in load(Path(folder))} == {r.id: r for r in library}


@given(st.lists(replies, min_size=1, max_size=5, unique_by=lambda reply: reply.id))
def test_writing_again_changes_no_byte(library: list[SavedReply]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = {path: path.read_bytes() for path in save(library, Path(folder))}

        assert {p: p.read_bytes() for p in save(load(Path(folder)), Path(folder))} == written
