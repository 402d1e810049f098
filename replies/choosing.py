"""Choosing the text of a saved reply: the wanted language first, never what was already said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from replies.template import is_made_from
from replies.types import SavedReply, Variant

LAST_RESORT = "en"


def choose_variant(
    reply: SavedReply,
    languages: Sequence[str],
    used: Collection[str] = (),
    shown: Collection[str] = (),
) -> Variant | None:
    """Take the first variant in the best language whose text is new to the thread.

    After the wanted languages comes English; another one only where the reply has none of these:
    the author need not read it. `used` holds messages as posted, with their slots filled; `shown`
    texts as they stand in the library. `None` when nothing is left.
    """
    wanted = [*languages, LAST_RESORT]
    ranks = {lang: rank for rank, lang in reversed(list(enumerate(wanted)))}
    readable = [variant for variant in reply.variants if variant.lang in ranks]
    fresh = [
        variant
        for variant in readable or reply.variants
        if variant.text not in shown
        and not any(is_made_from(posted, variant.text) for posted in used)
    ]
    return min(fresh, key=lambda v: ranks.get(v.lang, len(wanted)), default=None)
