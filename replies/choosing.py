"""Choosing the text of a saved reply: the wanted language first, never what was already said."""

from __future__ import annotations

from collections.abc import Collection

from replies.template import is_made_from
from replies.types import Inquiry, SavedReply, Variant

LAST_RESORT = "en"
PLAYFUL_TONES = frozenset(
    {"cheerful", "playful", "humorous", "humour", "humor", "funny", "joking", "witty", "ironic"}
)
"""Tones that anger must never meet."""


def fitting_variants(
    reply: SavedReply, inquiry: Inquiry, shown: Collection[str] = ()
) -> list[Variant]:
    """The texts of a reply that may be said to this comment, the best first.

    After the wanted languages comes English; another one only where the reply has none of these:
    the author need not read it. What was posted in the thread or is `shown` on this card does not
    come again; what stands on another card of the thread comes after the others of its language,
    and so do, among these, texts in another tone than the wanted one.
    A playful text never answers a tense comment.
    """
    wanted = [*inquiry.languages, LAST_RESORT]
    ranks = {lang: rank for rank, lang in reversed(list(enumerate(wanted)))}
    readable = [variant for variant in reply.variants if variant.lang in ranks]
    fresh = [
        variant
        for variant in readable or reply.variants
        if variant.text not in shown
        and not (inquiry.is_tense and variant.tone.casefold() in PLAYFUL_TONES)
        and not any(is_made_from(posted, variant.text) for posted in inquiry.used)
    ]

    def order(variant: Variant) -> tuple[int, bool, bool]:
        is_unwanted = bool(inquiry.tone) and variant.tone.casefold() != inquiry.tone.casefold()
        return (
            ranks.get(variant.lang, len(wanted)),
            variant.text in inquiry.proposed,
            is_unwanted,
        )

    return sorted(fresh, key=order)
