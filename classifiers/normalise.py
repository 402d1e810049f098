"""Text as the models read it: bounded, repaired, nothing hidden, links as placeholders."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    import ftfy

VERSION = 1
"""Goes into the manifest of a model; training and use must normalise alike."""

HEAD_CHARS = 2600
TAIL_CHARS = 1400
"""Of a longer text only its beginning and its end are read, where a comment says what it wants."""

LINK = "http"
MENTION = "@user"
EMAIL = "[email]"
PHONE = "[phone]"

_MAX_CHARS = HEAD_CHARS + 1 + TAIL_CHARS
_HIDDEN = regex.compile(r"[\p{Cf}\p{Co}\p{Cn}--[\u200c\u200d\U000E0020-\U000E007F]]+", regex.V1)
_FORMAT_TAGS = regex.compile(r"[\U000E0020-\U000E007F]+")
_ALPHABET = r"[\p{Latin}\p{Cyrillic}\p{Greek}\d]"
_JOINER_IN_ALPHABET = regex.compile(
    rf"(?<={_ALPHABET})[\u200c\u200d]+|[\u200c\u200d]+(?={_ALPHABET})"
)
_CONTROL = regex.compile(r"[\p{Cc}\p{Z}]+")
_URL = regex.compile(r"(?:https?://|www\.|\bt\.me/|\bwa\.me/|\bbit\.ly/)\S+", regex.IGNORECASE)
_EMAIL = regex.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}")
_MENTION = regex.compile(r"(?<!\w)@\w{2,64}")
_PHONE = regex.compile(r"(?<![\w+])\+?\d(?:[ ()\-.]{0,2}\d){8,14}(?!\w)")
_CONTENT = regex.compile(r"[\p{L}\p{N}\p{S}?!]")
_LETTER_RUN = regex.compile(r"(\p{L})\1{2,}", regex.IGNORECASE)
_MARK_RUN = regex.compile(r"([^\p{L}\p{N}\s])\1{3,}")
_EMOJI_RUN = regex.compile(r"((?:\p{Extended_Pictographic}|\p{RI})[\ufe0f\p{EMod}]*)(?:\s?\1){3,}")


def tidy(text: str) -> str:
    """Bound and repair a text but keep its links, mentions and repeated letters.

    Any string is accepted, broken surrogates included; the time taken does not grow with a text
    longer than `HEAD_CHARS` + `TAIL_CHARS`.
    """
    text = _mend_surrogates(_bounded(text))
    text = _fix(text)
    text = _HIDDEN.sub("", text)
    text = _FORMAT_TAGS.sub("", text)
    text = _JOINER_IN_ALPHABET.sub("", text)
    plain: str = _CONTROL.sub(" ", text)
    return plain.strip()


def normalise(text: str) -> str:
    """Make the text that the encoder reads: `tidy`, placeholders, runs of one character cut."""
    return normalise_tidy(tidy(text))


def normalise_tidy(text: str) -> str:
    """Finish what `tidy` began."""
    return shorten_runs(replace_references(text))


def has_content(text: str) -> bool:
    """Whether anything is there to judge: a letter, a digit or a sign such as an emoji."""
    return _CONTENT.search(text) is not None


def replace_references(text: str) -> str:
    """Put placeholders for links, e-mail addresses, mentions and telephone numbers."""
    text = _URL.sub(LINK, text)
    text = _EMAIL.sub(EMAIL, text)
    text = _MENTION.sub(MENTION, text)
    replaced: str = _PHONE.sub(PHONE, text)
    return replaced


def shorten_runs(text: str) -> str:
    """Leave two of a letter repeated, three of a mark or an emoji; digits stay as they are."""
    text = _LETTER_RUN.sub(r"\1\1", text)
    text = _EMOJI_RUN.sub(r"\1\1\1", text)
    short: str = _MARK_RUN.sub(r"\1\1\1", text)
    return short


def _bounded(text: str) -> str:
    if len(text) <= _MAX_CHARS:
        return text
    return f"{text[:HEAD_CHARS]} {text[-TAIL_CHARS:]}"


def _mend_surrogates(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _fix(text: str) -> str:
    import ftfy

    return _bounded(ftfy.fix_text(text, _ftfy_config()))


@cache
def _ftfy_config() -> ftfy.TextFixerConfig:
    import ftfy

    return ftfy.TextFixerConfig(normalization="NFKC", explain=False, max_decode_length=_MAX_CHARS)
