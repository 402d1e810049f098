"""Signs on the surface of a text that an encoder sees poorly: marks, question words, emoji."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import regex
from numpy.typing import NDArray

from classifiers.words import read_words

_EMOJI = (
    "😊😃😄😁😆🙂😍🥰😘😻❤♥💕💖💗💙💚💛💜🧡🖤👍👏🙏🔥💯🎉🥳✨🌹💐😇🤗👌💪🏆⭐🌟😎🤩☺",  # positive
    "😡😠🤬😤😢😭😞😔😟🙁☹😣😖😫😩😒🙄👎💔😑😐🤮🤢😨😰😱🤦😪😓😥",  # negative
    "🖕💩🤡🤬🐷🐕🐖",  # rude
    "😂🤣😹😅😜😝",  # laughing
    "💰💵💸🤑💳📈💎🎁🔞",  # money
)

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*")
_QUESTION_MARK = regex.compile(r"[?？؟¿]")
_CLOSES_ASKING = regex.compile(r"[?？؟][^\p{L}\p{N}]*$")
_LINK = regex.compile(r"\bhttp\b|\[email\]")
_MESSENGER = regex.compile(
    r"(?:t\.me/|telegram\.me|wa\.me|\bwhats?app\b|ватсап|телеграм)", regex.IGNORECASE
)
_MONEY = regex.compile(r"[$€£₹₽¥]|\b(?:usd|usdt|rs|inr|руб|btc|bitcoin)\b", regex.IGNORECASE)
_LETTER_RUN = regex.compile(r"(\p{L})\1{2,}", regex.IGNORECASE)
_FRIENDLY_FACE = regex.compile(r"[:;=]-?[)D]|\){2,}|<3")
_SAD_FACE = regex.compile(r"[:;=]['’]?-?[(\[/]|\({2,}")
_MIXED_SCRIPT_WORD = regex.compile(r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}")
_SCRIPTS = tuple(
    regex.compile(rf"\p{{{name}}}") for name in ("Latin", "Cyrillic", "Devanagari", "Arabic")
)

NAMES: Final = (
    "asks_at_end", "question_marks", "opens_asking", "asking_words", "exclamations", "words",
    "characters", "is_tiny", "links", "messengers", "mentions", "phones", "money", "digits",
    "capitals", "positive_emoji", "negative_emoji", "rude_emoji", "laughing_emoji", "money_emoji",
    "letter_runs", "friendly_faces", "sad_faces", "mixed_script_words", "hashtags", "latin",
    "cyrillic", "devanagari", "arabic", "no_letters",
)  # fmt: skip
COUNT: Final = len(NAMES)

_STARTS = read_words("question_starts")
_ANYWHERE = read_words("question_anywhere")


def has_question_word(text: str) -> bool:
    """Whether one of the known question words opens the text or stands in it."""
    words = _WORD.findall(text.lower())
    return bool(words) and (words[0] in _STARTS or not _ANYWHERE.isdisjoint(words))


def describe(text: str, original: str) -> NDArray[np.float32]:
    """Measure a normalised text; repeated letters and links show only in the `original`.

    The result has the order of `NAMES`, every value roughly between 0 and 3.
    """
    values = (*_marks(text), *_references(text, original), *_feelings(text, original))
    letters = sum(map(str.isalpha, text))
    # marks count for a script too, and a text may be nothing but marks
    scripts = (min(len(script.findall(text)) / max(letters, 1), 3.0) for script in _SCRIPTS)
    return np.array((*values, *scripts, letters == 0), dtype=np.float32)


def _marks(text: str) -> tuple[float, ...]:
    words = _WORD.findall(text.lower())
    return (
        bool(_CLOSES_ASKING.search(text)),
        _few(len(_QUESTION_MARK.findall(text))),
        bool(words) and words[0] in _STARTS,
        _few(sum(word in _ANYWHERE for word in words)),
        _few(text.count("!")),
        math.log1p(len(words)) / 2,
        math.log1p(len(text)) / 3,
        len(words) <= 2,
    )


def _references(text: str, original: str) -> tuple[float, ...]:
    letters = sum(map(str.isalpha, text))
    return (
        _few(len(_LINK.findall(text))),
        _few(len(_MESSENGER.findall(original))),
        _few(text.count("@user")),
        _few(text.count("[phone]")),
        _few(len(_MONEY.findall(text))),
        2 * sum(map(str.isdigit, text)) / max(len(text), 1),
        2 * sum(map(str.isupper, text)) / max(letters, 1),
    )


def _feelings(text: str, original: str) -> tuple[float, ...]:
    return (
        *(_few(sum(text.count(sign) for sign in signs)) for signs in _EMOJI),
        _few(len(_LETTER_RUN.findall(original))),
        _few(len(_FRIENDLY_FACE.findall(text))),
        _few(len(_SAD_FACE.findall(text))),
        _few(len(_MIXED_SCRIPT_WORD.findall(text))),
        _few(text.count("#")),
    )


def _few(count: int) -> float:
    return float(min(count, 3))
