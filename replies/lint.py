"""Checking a library: what is wrong with each reply, and between replies."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from replies.findings import Finding, Severity
from replies.template import find_slots, is_known
from replies.types import SavedReply, Variant
from replies.words import tokens

LANES = ("spam", "complaint", "abuse", "question", "praise", "unsure", "none")
UNDETERMINED = "und"
MAX_TEXT_LENGTH = 500
NEAR_DUPLICATE = 0.9

_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        "af am ar as az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu ha "
        "he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky lo lt lv mg mi mk ml mn mr ms my "
        "ne nl no or pa pl ps pt ro ru rw sd si sk sl so sq sr sv sw ta te tg th ti tk tl tr tt "
        "ug uk ur uz vi xh yo zh zu ",
    )
)
_TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_TAG_HINTS = {
    "hinglish": "hi-Latn",
    "hi-latn": "hi-Latn",
    "hindi": "hi",
    "english": "en",
    "russian": "ru",
}


def lint(replies: Sequence[SavedReply]) -> list[Finding]:
    """Find everything that is wrong or doubtful; the order is that of the replies."""
    findings = [*find_errors(replies)]
    languages = _usual_languages(replies)
    for entry, reply in enumerate(replies):
        findings += _warnings_of(reply, entry, languages)
    findings += _near_duplicates(replies)
    return sorted(findings, key=lambda finding: finding.entry or 0)


def find_errors(replies: Sequence[SavedReply]) -> Iterator[Finding]:
    """Find what keeps the replies from being used."""
    first: dict[str, int] = {}
    for entry, reply in enumerate(replies):
        yield from _errors_of(reply, entry)
        if reply.id in first:
            yield Finding(
                message=f'the id "{reply.id}" is used twice',
                hint=f"reply number {first[reply.id] + 1} has it already; choose another",
                reply_id=reply.id,
                entry=entry,
                field="id",
            )
        first.setdefault(reply.id, entry)


def is_language(tag: str) -> bool:
    """Whether a tag names a language ("en", "hi-Latn", "pt-BR"), or none known ("und")."""
    match = _TAG.fullmatch(tag)
    return tag == UNDETERMINED or (match is not None and match["language"] in _LANGUAGES)


def _errors_of(reply: SavedReply, entry: int) -> Iterator[Finding]:
    error = partial(Finding, reply_id=reply.id, entry=entry)
    if not reply.id.strip():
        yield error(message="the id is empty", hint='such as "order-late"', field="id")
    if not reply.titles.get("en", "").strip():
        yield error(
            message="the English title is missing",
            hint='managers see it on the card: titles = { en = "…" }',
            field="titles",
        )
    for lang in reply.titles:
        if not is_language(lang):
            yield error(message=f'unknown language "{lang}"', hint=_tag_hint(lang), field="titles")
    for lane in reply.lanes:
        if lane not in LANES:
            yield error(
                message=f'unknown lane "{lane}"',
                hint="one of " + ", ".join(LANES),
                field="lanes",
            )
    for number, example in enumerate(reply.examples):
        if not example.strip():
            yield error(message=f"example {number + 1} is empty", field="examples")
    for number, variant in enumerate(reply.variants):
        yield from _variant_errors(variant, partial(error, field=f"variants.{number}"))


def _variant_errors(variant: Variant, error: partial[Finding]) -> Iterator[Finding]:
    if not is_language(variant.lang):
        yield error(message=f'unknown language "{variant.lang}"', hint=_tag_hint(variant.lang))
    if not variant.text.strip():
        yield error(message=f"the {variant.lang} text is empty", hint="write it or remove it")
    for slot in find_slots(variant.text):
        if not is_known(slot):
            yield error(
                message=f'unknown slot "${slot}" in the {variant.lang} text',
                hint="known are $author, $brand, $link_…, $ask_…; a dollar sign is written $$",
            )


def _tag_hint(tag: str) -> str:
    meant = _TAG_HINTS.get(tag.lower())
    return f'write "{meant}"' if meant else 'such as "en", "hi", "hi-Latn", "ru"'


def _usual_languages(replies: Sequence[SavedReply]) -> list[str]:
    """The languages that at least half of the replies are written in."""
    with_text = [reply for reply in replies if reply.variants]
    counts = Counter(lang for r in with_text for lang in {v.lang for v in r.variants})
    return sorted(lang for lang, count in counts.items() if 2 * count >= len(with_text))


def _warnings_of(reply: SavedReply, entry: int, languages: Sequence[str]) -> Iterator[Finding]:
    warning = partial(Finding, severity=Severity.WARNING, reply_id=reply.id, entry=entry)
    if not reply.examples:
        yield warning(
            message="there are no example comments",
            hint="five short real ones, in several languages, let it be found",
            field="examples",
        )
    missing = [lang for lang in languages if lang not in {v.lang for v in reply.variants}]
    if missing and reply.variants:
        yield warning(
            message="no text in " + ", ".join(missing),
            hint="most other replies have one",
            field="variants",
        )
    for number, variant in enumerate(reply.variants):
        if len(variant.text) > MAX_TEXT_LENGTH:
            yield warning(
                message=f"the {variant.lang} text has {len(variant.text)} characters",
                hint=f"a chat is read on phones: at most {MAX_TEXT_LENGTH}",
                field=f"variants.{number}",
            )


def _near_duplicates(replies: Sequence[SavedReply]) -> Iterator[Finding]:
    """Find examples that stand, nearly alike, under two replies: the library cannot choose."""
    examples = [
        _Example(entry=entry, text=text, words=frozenset(tokens(text)))
        for entry, reply in enumerate(replies)
        for text in reply.examples
    ]
    frequency = Counter(word for example in examples for word in example.words)
    seen: dict[str, list[_Example]] = defaultdict(list)
    for example in examples:
        keys = _rarest(example.words, frequency)
        twin = next((o for key in keys for o in seen[key] if _are_twins(example, o)), None)
        if twin is not None:
            yield Finding(
                severity=Severity.WARNING,
                message=f'the example "{example.text}" is much like "{twin.text}"',
                hint=f"that one belongs to {replies[twin.entry].id}: keep it in one place",
                reply_id=replies[example.entry].id,
                entry=example.entry,
                field="examples",
            )
        for key in keys:
            seen[key].append(example)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    entry: int
    text: str
    words: frozenset[str]


def _rarest(words: frozenset[str], frequency: Mapping[str, int]) -> list[str]:
    """So many of the rarest words that any near-duplicate has one of them among its own."""
    count = len(words) - math.ceil(NEAR_DUPLICATE * len(words)) + 1
    return sorted(words, key=lambda word: (frequency[word], word))[:count] if words else []


def _are_twins(one: _Example, other: _Example) -> bool:
    shared = len(one.words & other.words)
    return one.entry != other.entry and shared >= NEAR_DUPLICATE * len(one.words | other.words)
