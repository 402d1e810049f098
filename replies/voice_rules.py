"""The rules of a voice that every brand sets for itself: words, emoji, length, tone, signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import regex

from replies.types import VoiceFinding, Weight
from replies.voice_text import Phrases, Reading

ANY_LANGUAGE = ""
SEARCH_SECONDS = 0.1
"""How long a brand's own pattern may look at one text."""

Texts = Mapping[str, tuple[str, ...]]
"""Phrases by language; those under "" hold in every language."""

_EMOJI = regex.compile(
    r"\p{Regional_Indicator}{2}"
    r"|[0-9#*]\ufe0f?\u20e3"
    r"|(?:\p{Emoji_Presentation}|(?![\u00a9\u00ae\u2122\u203c\u2049\u2190-\u21ff])"
    r"\p{Extended_Pictographic}|\p{Extended_Pictographic}(?=\ufe0f))"
    r"[\ufe0f\p{Emoji_Modifier}]*"
    r"(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*|[\U000e0020-\U000e007f])*"
)
_EMOJI_DRESS = regex.compile(r"[\ufe0e\ufe0f\p{Emoji_Modifier}]")
_EXCLAMATION = regex.compile(r"[!！¡‼⁉]")
_EXCLAMATION_WEIGHT = {"‼": 2, "¡": 0}
_CAPITALS = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}@#/._-])\p{Lu}[\p{Lu}\p{M}]+(?![\p{L}\p{M}\p{N}/@_-])"
)
_SHORTEST_SHOUT = 4
"""Letters: shorter words in capitals are abbreviations (OTP, GST, FAQ)."""
_SENTENCE_END = " \t\r\n.!…।,;:—–-"


@dataclass(frozen=True, kw_only=True)
class BannedWords:
    """Words, promises and patterns that the brand does not use.

    `instead` is its advice by language of the manager. `languages` and `lanes` empty: everywhere.
    """

    rule: str
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    weight: Weight = Weight.BLOCK

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.phrases)

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """Every place where one of them stands."""
        if self.lanes and reading.outgoing.lane not in self.lanes:
            return
        if self.languages and reading.languages.isdisjoint(self.languages):
            return
        for start, end in self._phrases.places(reading.folded.text):
            yield self._finding(reading, *reading.folded.place(start, end))
        for pattern in self.patterns:
            yield from self._of_pattern(reading, pattern)

    def _of_pattern(self, reading: Reading, pattern: str) -> Iterator[VoiceFinding]:
        seen = reading.visible
        try:
            for match in regex.finditer(
                pattern, seen.text, regex.IGNORECASE, timeout=SEARCH_SECONDS
            ):
                if match[0]:
                    yield self._finding(reading, *seen.place(*match.span()))
        except TimeoutError:
            yield VoiceFinding(
                kind="pattern-slow",
                weight=self.weight,
                rule=self.rule,
                values={"pattern": pattern},
            )

    def _finding(self, reading: Reading, start: int, end: int) -> VoiceFinding:
        return VoiceFinding(
            kind="banned",
            weight=self.weight,
            rule=self.rule,
            start=start,
            end=end,
            quote=reading.quote(start, end),
            hint=self.instead,
        )


@dataclass(frozen=True, kw_only=True)
class RequiredPhrase:
    """Something that has to be said in some lanes, in any one of its wordings."""

    rule: str
    wordings: Texts
    lanes: tuple[str, ...] = ()
    weight: Weight = Weight.WARN

    @cached_property
    def _phrases(self) -> Mapping[str, Phrases]:
        return {language: Phrases(texts) for language, texts in self.wordings.items()}

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """One, if none of the wordings for a language of the text is there."""
        if self.lanes and reading.outgoing.lane not in self.lanes:
            return
        asked = [lang for lang in self.wordings if lang in (*reading.languages, ANY_LANGUAGE)]
        text = reading.folded.text
        if asked and not any(any(self._phrases[lang].places(text)) for lang in asked):
            wanted = self.wordings[asked[0]][0].replace("*", "…")
            yield VoiceFinding(
                kind="phrase-missing",
                weight=self.weight,
                rule=self.rule,
                values={"wanted": wanted},
            )


@dataclass(frozen=True, kw_only=True)
class Emoji:
    """How many emoji a reply may hold (None: any number), none at all in some lanes."""

    most: int | None = None
    banned: tuple[str, ...] = ()
    none_in: tuple[str, ...] = ()
    weight: Weight = Weight.WARN

    @cached_property
    def _banned(self) -> frozenset[str]:
        return frozenset(_undressed(one) for one in self.banned)

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """Banned ones, and those beyond the number that is allowed."""
        found = list(_EMOJI.finditer(reading.text))
        for one in found:
            if _undressed(one[0]) in self._banned:
                yield self._finding("emoji-banned", one[0], one.span())
        most = 0 if reading.outgoing.lane in self.none_in else self.most
        if most is not None and len(found) > most:
            place = (found[most].start(), found[-1].end())
            shown = " ".join(one[0] for one in found[most : most + 5])
            kind = "emoji-many" if most else "emoji-none"
            yield self._finding(kind, shown, place, count=len(found), most=most)

    def _finding(
        self, kind: str, quote: str, place: tuple[int, int], **values: int
    ) -> VoiceFinding:
        start, end = place
        return VoiceFinding(
            kind=kind, weight=self.weight, start=start, end=end, quote=quote, values=values
        )


@dataclass(frozen=True, kw_only=True)
class Length:
    """The most characters of a reply, as Telegram counts them (an emoji is two)."""

    most: int
    weight: Weight = Weight.WARN

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """One, about what is beyond."""
        count = _units(reading.text)
        if count > self.most:
            fits = reading.text.encode("utf-16-le", "surrogatepass")[: 2 * self.most]
            start = len(fits.decode("utf-16-le", "ignore"))
            yield VoiceFinding(
                kind="length",
                weight=self.weight,
                start=start,
                end=len(reading.text),
                quote=reading.quote(start, len(reading.text)),
                values={"count": count, "most": self.most},
            )


@dataclass(frozen=True, kw_only=True)
class Shouting:
    """How many exclamation marks and words in capitals a reply may hold (None: any number)."""

    exclamations: int | None = None
    capitals: int | None = None
    allowed: tuple[str, ...] = ()
    weight: Weight = Weight.WARN

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """One for each of the two that is beyond its number."""
        marks = list(_EXCLAMATION.finditer(reading.text))
        count = sum(_EXCLAMATION_WEIGHT.get(mark[0], 1) for mark in marks)
        if self.exclamations is not None and count > self.exclamations:
            place = (marks[0].start(), marks[-1].end())
            yield self._finding(
                reading, "exclamations", place, count=count, most=self.exclamations
            )
        words = [
            word
            for word in _CAPITALS.finditer(reading.text)
            if len(word[0]) >= _SHORTEST_SHOUT and word[0] not in self.allowed
        ]
        if self.capitals is not None and len(words) > self.capitals:
            place = words[self.capitals].span()
            yield self._finding(reading, "capitals", place, count=len(words), most=self.capitals)

    def _finding(
        self, reading: Reading, kind: str, place: tuple[int, int], **values: int
    ) -> VoiceFinding:
        start, end = place
        return VoiceFinding(
            kind=kind,
            weight=self.weight,
            start=start,
            end=end,
            quote=reading.quote(start, end),
            values=values,
        )


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Replies end with one of these signatures, or with none of them."""

    texts: Texts
    is_required: bool
    weight: Weight = Weight.WARN

    @cached_property
    def _phrases(self) -> Mapping[str, Phrases]:
        return {language: Phrases(texts) for language, texts in self.texts.items()}

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """One, if the end is not as it should be."""
        view = reading.folded
        end = len(_without_emoji(view.text).rstrip(_SENTENCE_END))
        asked = [lang for lang in self.texts if lang in (*reading.languages, ANY_LANGUAGE)]
        starts = [self._phrases[lang].end_of(view.text[:end]) for lang in asked]
        start = next((start for start in starts if start is not None), None)
        if self.is_required and asked and start is None:
            wanted = self.texts[asked[0]][0].replace("*", "…")
            yield VoiceFinding(
                kind="signature-missing", weight=self.weight, values={"wanted": wanted}
            )
        elif not self.is_required and start is not None:
            first, last = view.place(start, end)
            yield VoiceFinding(
                kind="signature-forbidden",
                weight=self.weight,
                start=first,
                end=last,
                quote=reading.quote(first, last),
            )


def _undressed(emoji: str) -> str:
    """An emoji without skin tone and presentation."""
    return str(_EMOJI_DRESS.sub("", emoji))


def _without_emoji(text: str) -> str:
    """The text up to the emoji that it ends with."""
    end = len(text.rstrip())
    for emoji in reversed(list(_EMOJI.finditer(text))):
        if emoji.end() != end:
            break
        end = len(text[: emoji.start()].rstrip())
    return text[:end]


def _units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
