"""How foreign a comment is to a library: written in a language that its texts are not in.

Nearness across languages is smaller for the same meaning. A comment that is foreign in this sense
is judged less strictly, so that a Hindi one finds what is written in English only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from replies.everyday import is_plainly, language_of
from replies.space import Floats, Space
from replies.words import tokens

NEIGHBOURS = 10
SAME_TONGUE = 0.15
OTHER_TONGUE = 0.3
"""Mean distance in `Space.tongue` to the nearest texts: up to the one it is the same language,
from the other on a different one."""
DOUBTFUL_TONGUE = 0.5
STRAY_SHARE = 0.02
"""Up to this share of a library's texts a language is in it by mistake."""
MOST_TEXTS = 512
"""As many texts say what languages a library is in; more would only cost time."""


class Foreignness:
    """Knows the languages of a library's texts.

    Words tell those apart that look alike to the encoder, English and romanised Hindi; vectors the
    languages of which no words are known here.
    """

    def __init__(self, space: Space, vectors: Floats, texts: Sequence[str]) -> None:
        self._space = space
        step = max(1, -(-len(vectors) // MOST_TEXTS))
        self._tongues = space.tongue(vectors[::step]) if len(vectors) else None
        counts = Counter(language_of(tokens(text)) for text in texts)
        fewest = STRAY_SHARE * counts.total()
        self._languages = frozenset(lang for lang, count in counts.items() if count > fewest)

    def of(self, vector: Floats, text: str) -> float:
        """From 0, a comment in a language of the library, to 1, one in another language."""
        words = tokens(text)
        language = language_of(words)
        if language and self._languages and language not in self._languages:
            return 1.0
        return 0.0 if is_plainly(words, language) else self._by_tongue(vector)

    def speaks(self, vector: Floats, text: str) -> bool:
        """Whether a comment is in a language of the library, as far as can be told."""
        language = language_of(tokens(text))
        if language:
            return language in self._languages
        return self._by_tongue(vector) <= DOUBTFUL_TONGUE

    def _by_tongue(self, vector: Floats) -> float:
        if self._tongues is None:
            return 0.0
        distances = np.linalg.norm(self._tongues - self._space.tongue(vector), axis=1)
        nearest = float(np.sort(distances)[:NEIGHBOURS].mean())
        share = (nearest - SAME_TONGUE) / (OTHER_TONGUE - SAME_TONGUE)
        return min(max(share, 0.0), 1.0)
