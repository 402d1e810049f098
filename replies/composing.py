"""Putting shared parts into texts: greetings and closings are written once, as snippets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from replies.template import SNIPPET_PREFIX
from replies.types import Library, SavedReply, Snippet, Variant

LIKE = {"hi-Latn": ("hi-Latn", "en"), "hi": ("hi", "en")}
"""Languages in which a part may come within a text of one language; else that one or English."""

_SNIPPET = re.compile(
    rf"(?P<kept>\$\$|\$\[[^\[\]]*\])"
    rf"|\$(?:\{{{SNIPPET_PREFIX}(?P<braced>[^{{}}\s]+)\}}|{SNIPPET_PREFIX}(?P<named>\w+))"
)


def compose(library: Library) -> tuple[SavedReply, ...]:
    """The replies with snippets put into their texts, in each text's language and tone.

    A text that names a snippet which is not there, or which leads back to itself, is left out: it
    could not be sent. So is a reply that has no text left.
    """
    snippets = {snippet.id: snippet for snippet in library.snippets}
    composed = (_composed(reply, snippets) for reply in library.replies)
    return tuple(reply for reply in composed if reply is not None)


def _composed(reply: SavedReply, snippets: Mapping[str, Snippet]) -> SavedReply | None:
    if not any(SNIPPET_PREFIX in variant.text for variant in reply.variants):
        return reply
    variants = []
    for variant in reply.variants:
        text = _expand(variant.text, variant, snippets, within=())
        if text is not None:
            variants.append(replace(variant, text=text))
    return replace(reply, variants=tuple(variants)) if variants else None


def _expand(
    text: str, of: Variant, snippets: Mapping[str, Snippet], within: Sequence[str]
) -> str | None:
    pieces: list[str] = []
    position = 0
    for match in _SNIPPET.finditer(text):
        pieces.append(text[position : match.start()])
        position = match.end()
        name = match["braced"] or match["named"]
        if name is None:
            pieces.append(match[0])
            continue
        part = None if name in within else _part(snippets.get(name), of)
        inner = None if part is None else _expand(part, of, snippets, (*within, name))
        if inner is None:
            return None
        pieces.append(inner)
    return "".join((*pieces, text[position:]))


def _part(snippet: Snippet | None, of: Variant) -> str | None:
    """The snippet's text that goes best with a text: its language first, then its tone."""
    if snippet is None:
        return None
    languages = LIKE.get(of.lang, (of.lang, "en"))
    readable = [one for one in snippet.variants if one.lang in languages]
    best = min(
        readable,
        key=lambda one: (languages.index(one.lang), one.tone != of.tone),
        default=None,
    )
    return None if best is None else best.text
