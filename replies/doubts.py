"""What is doubtful in a library that can be used: gaps, dead links, things said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from replies.addresses import link_doubts
from replies.findings import Finding, Severity
from replies.likeness import twins
from replies.types import Library, SavedReply
from replies.words import tokens

MAX_TEXT_LENGTH = 500
FEWEST_WORDS_OF_A_TEXT = 4
"""Shorter texts ("Thank you!") may well stand under several replies."""


def doubts_of(
    library: Library,
    *,
    links: Collection[str] | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> Iterator[Finding]:
    """Find what is doubtful, with warnings.

    `links` are the names of the links there are, where that is known; `done` is told how many
    texts were compared.
    """
    languages = _usual_languages(library.replies)
    for entry, reply in enumerate(library.replies):
        yield from _doubts_of_reply(reply, entry, languages)
    yield from link_doubts(library, links)
    yield from _like_examples(library.replies, done)
    yield from _like_texts(library.replies, done)


def comparisons_of(library: Library) -> int:
    """How many texts are compared."""
    return sum(len(reply.examples) + len(reply.variants) for reply in library.replies)


def _usual_languages(replies: Sequence[SavedReply]) -> list[str]:
    """The languages that at least half of the replies are written in."""
    with_text = [reply for reply in replies if reply.variants]
    counts = Counter(lang for r in with_text for lang in {v.lang for v in r.variants})
    return sorted(lang for lang, count in counts.items() if 2 * count >= len(with_text))


def _doubts_of_reply(reply: SavedReply, entry: int, languages: Sequence[str]) -> Iterator[Finding]:
    warning = partial(Finding, severity=Severity.WARNING, reply_id=reply.id, entry=entry)
    if not reply.examples:
        yield warning(
            message="there are no example comments",
            hint="five short real ones, in several languages, let it be found",
            field="examples",
        )
    missing = [lang for lang in languages if lang not in {v.lang for v in reply.variants}]
    if missing and reply.variants:
        yield warning(
            message="no text in " + ", ".join(missing),
            hint="most other replies have one",
            field="variants",
        )
    for number, variant in enumerate(reply.variants):
        if len(variant.text) > MAX_TEXT_LENGTH:
            yield warning(
                message=f"the {variant.lang} text has {len(variant.text)} characters",
                hint=f"a chat is read on phones: at most {MAX_TEXT_LENGTH}",
                field=f"variants.{number}",
            )


def _like_examples(
    replies: Sequence[SavedReply], done: Callable[[int], None]
) -> Iterator[Finding]:
    """Find examples that stand, nearly alike, under two replies: the library cannot choose."""
    places = [(entry, text) for entry, reply in enumerate(replies) for text in reply.examples]
    texts = [text for _, text in places]
    for later, earlier in twins(texts, [entry for entry, _ in places], done=done):
        entry, text = places[later]
        yield Finding(
            severity=Severity.WARNING,
            message=f'the example "{text}" is much like "{texts[earlier]}"',
            hint=f"that one belongs to {replies[places[earlier][0]].id}: keep it in one place",
            reply_id=replies[entry].id,
            entry=entry,
            field="examples",
        )


def _like_texts(replies: Sequence[SavedReply], done: Callable[[int], None]) -> Iterator[Finding]:
    """Find texts that stand, nearly alike, under two replies: they may be one reply."""
    places = [
        (entry, number, variant)
        for entry, reply in enumerate(replies)
        for number, variant in enumerate(reply.variants)
        if len(tokens(variant.text)) >= FEWEST_WORDS_OF_A_TEXT
    ]
    texts = [variant.text for _, _, variant in places]
    for later, earlier in twins(texts, [entry for entry, _, _ in places], done=done):
        entry, number, variant = places[later]
        other = replies[places[earlier][0]].id
        yield Finding(
            severity=Severity.WARNING,
            message=f"the {variant.lang} text is much like one of {other}",
            hint="make them one reply, with the examples of both",
            reply_id=replies[entry].id,
            entry=entry,
            field=f"variants.{number}",
        )
