"""Exporting a library loses nothing."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from replies.library import load, save
from replies.lint import LANES
from replies.types import Library, Playbook, SavedReply, Snippet, Variant

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
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


snippets = st.builds(
    Snippet, id=filled, variants=st.lists(variants, min_size=1, max_size=2).map(tuple)
)


def by_id(*, of: st.SearchStrategy, least: int = 0) -> st.SearchStrategy:
    return st.lists(of, min_size=least, max_size=4, unique_by=lambda one: one.id).map(tuple)


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    found = draw(by_id(of=replies, least=1))
    steps = st.sampled_from([reply.id for reply in found])
    playbooks = st.builds(
        Playbook,
        id=filled,
        titles=st.builds(lambda en: {"en": en}, filled),
        steps=st.lists(steps, min_size=1, max_size=3, unique=True).map(tuple),
    )
    return Library(
        replies=found,
        snippets=draw(by_id(of=snippets)),
        playbooks=draw(by_id(of=playbooks)),
    )


@given(libraries())
def test_what_is_written_is_read_again(library: Library) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save(library, Path(folder))
        again = load(Path(folder))

    assert {r.id: r for r in again.replies} == {r.id: r for r in library.replies}
    assert (again.snippets, again.playbooks) == (library.snippets, library.playbooks)


@given(libraries())
def test_writing_again_changes_no_byte(library: Library) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = {path: path.read_bytes() for path in save(library, Path(folder))}

        assert {p: p.read_bytes() for p in save(load(Path(folder)), Path(folder))} == written
