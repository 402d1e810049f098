"""Languages as people write them in tables: names in several languages, tags of any spelling."""

from __future__ import annotations

import re

from replies.lint import is_language

_NAMES = {
    "en": "english eng английский англ अंग्रेज़ी अंग्रेजी inglés ingles englisch anglais",
    "hi": "hindi हिंदी हिन्दी хинди",
    "hi-Latn": "hinglish हिंग्लिश хинглиш",
    "ru": "russian rus русский рус रूसी russisch ruso russe",
    "uk": "ukrainian украинский українська",
    "es": "spanish español espanol испанский spanisch",
    "de": "german deutsch немецкий",
    "fr": "french français francais французский",
    "it": "italian italiano итальянский",
    "pt": "portuguese português portugues португальский",
    "ar": "arabic العربية арабский",
    "ur": "urdu اردو उर्दू",
    "bn": "bengali bangla বাংলা बंगाली",
    "mr": "marathi मराठी",
    "ta": "tamil தமிழ்",
    "te": "telugu తెలుగు",
    "gu": "gujarati ગુજરાતી",
    "pa": "punjabi ਪੰਜਾਬੀ",
    "tr": "turkish türkçe turkce турецкий",
    "id": "indonesian",
    "zh": "chinese 中文 китайский",
    "ja": "japanese 日本語 японский",
    "ko": "korean 한국어 корейский",
}
_TAGS = {name: tag for tag, names in _NAMES.items() for name in names.split()}
_ROMANISED = re.compile(
    r"hi[ _-]?(?:latn|latin|rom|roman)|(?:roman|latin)[a-z]* hindi|hindi roman"
)


def tag_of(written: str) -> str | None:
    """The tag of a language; None if it is none that is known. Countries are left out."""
    plain = " ".join(written.casefold().replace("_", "-").split())
    if _ROMANISED.fullmatch(plain):
        return "hi-Latn"
    return _TAGS.get(plain) or _plain_tag(plain)


def is_name(written: str) -> bool:
    """Whether this is a language's name, not just its tag, which may be a word of its own."""
    return written.casefold() in _TAGS


def _plain_tag(plain: str) -> str | None:
    language, *more = plain.split("-")
    script = next((part.title() for part in more if len(part) == 4), "")
    tag = f"{language}-{script}" if script else language
    return tag if is_language(tag) else None
