"""How well the language of a comment is told, on rows whose source states it."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

from classifiers.evaluation.report import LanguageFigures
from classifiers.language import ROMANISED_HINDI, detect_language
from classifiers.training.corpus import labelled_files, read_rows, stem
from classifiers.training.sources import WRITTEN_IN_HINGLISH

SHORT_CHARS: Final = 40
_MIN_TEXTS = 20


def measure_languages(data: Path, *, limit: int | None = None) -> tuple[LanguageFigures, ...]:
    """Measure recall of each language, short and longer texts apart, and false romanised Hindi."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in labelled_files(data, "dev"):
        for number, row in enumerate(read_rows(path)):
            if number == limit:
                break
            lang, text = str(row.get("lang", "")), str(row.get("text", ""))
            is_hinglish = lang == ROMANISED_HINDI and stem(path) in WRITTEN_IN_HINGLISH
            if is_hinglish or ("lang_by" not in row and lang not in {ROMANISED_HINDI, "und", ""}):
                length = f"≤ {SHORT_CHARS}" if len(text) <= SHORT_CHARS else f"> {SHORT_CHARS}"
                found[lang, length][detect_language(text)] += 1
    return tuple(
        LanguageFigures(
            lang=lang,
            length=length,
            texts=counts.total(),
            recall=counts[lang] / counts.total(),
            false_hinglish=0.0 if lang == ROMANISED_HINDI else _share(counts, ROMANISED_HINDI),
        )
        for (lang, length), counts in sorted(found.items())
        if counts.total() >= _MIN_TEXTS
    )


def _share(counts: Counter[str], lang: str) -> float:
    return counts[lang] / counts.total()
