"""Texts of a library as the voice reads them: before anybody fills in their slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import regex

from replies.template import SNIPPET_PREFIX, find_slots, wordings
from replies.types import Outgoing, SavedReply, Snippet, Variant, VoiceFinding

Check = Callable[[Outgoing], tuple[VoiceFinding, ...]]

_PLACEHOLDER = "…"
_OF_A_WHOLE = ("phrase-missing", "signature-missing")


def findings_by_text(
    entry: SavedReply | Snippet, check: Check
) -> tuple[tuple[VoiceFinding, ...], ...]:
    """What a voice finds in each text of an entry.

    A reply that may answer several lanes is held against the rules of each. What stands in slots
    is not known yet and not looked at; forms are taken in every way. A part of an answer (a
    snippet, a text that names one) need not hold what a whole answer has to.
    """
    lanes = entry.lanes if isinstance(entry, SavedReply) else ()
    return tuple(
        tuple(
            found
            for found in _of_text(variant, lanes or ("",), check)
            if _is_whole(entry, variant) or found.kind not in _OF_A_WHOLE
        )
        for variant in entry.variants
    )


def _is_whole(entry: SavedReply | Snippet, variant: Variant) -> bool:
    names = find_slots(variant.text)
    return isinstance(entry, SavedReply) and not any(
        one.startswith(SNIPPET_PREFIX) for one in names
    )


def _of_text(variant: Variant, lanes: tuple[str, ...], check: Check) -> Iterator[VoiceFinding]:
    """What is found in a text in any of the lanes, its forms taken in any way, each thing once."""
    seen = set()
    texts = map(_with_slots_closed, wordings(variant.text))
    for text, lane in product(texts, lanes):
        for found in check(Outgoing(text=text, lang=variant.lang, lane=lane)):
            key = (found.name, found.kind, found.quote)
            if key not in seen:
                seen.add(key)
                yield found


def _with_slots_closed(text: str) -> str:
    """The text with something neutral in its slots, as if they had been filled."""
    for slot in sorted(find_slots(text), key=len, reverse=True):
        text = regex.sub(
            rf"\$(?:\{{{regex.escape(slot)}\}}|{regex.escape(slot)}(?!\w))", _PLACEHOLDER, text
        )
    return text.replace("$$", "$")
