"""What is wrong with each entry of a library, so that it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from replies.cldr import OTHER, categories
from replies.findings import Finding
from replies.forms import FormBroken, foreign_keys, read_form
from replies.template import CASE_FACTS, find_forms, find_said_slots, is_known
from replies.types import Playbook, SavedReply, Snippet, Variant

LANES = ("spam", "complaint", "abuse", "question", "praise", "unsure", "none")
UNDETERMINED = "und"
LONGEST_ID = 100
LONGEST_TEXT = 4096
"""UTF-16 units in one message (Bot API, sendMessage)."""
KNOWN_SLOTS = "$author, $brand, $link_…, $ask_…, $snippet_…, " + ", ".join(
    f"${slot}" for slot in sorted(CASE_FACTS)
)

LOWEST_AUTO = 0.8
"""Below that a reply answers too many comments wrongly to do it by itself."""
MOST_AUTO_A_DAY = 500

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


def find_errors(replies: Sequence[SavedReply]) -> Iterator[Finding]:
    """Find what keeps the replies from being used."""
    for entry, reply in enumerate(replies):
        error = partial(Finding, reply_id=reply.id, entry=entry)
        yield from _id_errors(reply.id, error)
        yield from _title_errors(reply.titles, error)
        yield from _reply_errors(reply, error)
        yield from _auto_errors(reply, partial(error, field="auto"))
        named = (reply.id, reply.topic, reply.owner, *reply.titles.values(), *reply.examples)
        yield from _null_errors((*named, *_words_of(reply.variants)), error)
    yield from _ids_used_twice(replies, "reply")


def find_snippet_errors(snippets: Sequence[Snippet]) -> Iterator[Finding]:
    """Find what keeps the snippets from being used."""
    for entry, snippet in enumerate(snippets):
        error = partial(Finding, reply_id=snippet.id, entry=entry, kind="snippet")
        yield from _id_errors(snippet.id, error)
        if not snippet.variants:
            yield error(message="the snippet has no text", hint="write one, or remove it")
        for number, variant in enumerate(snippet.variants):
            yield from _variant_errors(variant, partial(error, field=f"variants.{number}"))
        yield from _null_errors((snippet.id, *_words_of(snippet.variants)), error)
    yield from _ids_used_twice(snippets, "snippet")


def find_playbook_errors(playbooks: Sequence[Playbook]) -> Iterator[Finding]:
    """Find what keeps the playbooks from being used, each by itself."""
    for entry, playbook in enumerate(playbooks):
        error = partial(Finding, reply_id=playbook.id, entry=entry, kind="playbook")
        yield from _id_errors(playbook.id, error)
        yield from _title_errors(playbook.titles, error)
        yield from _null_errors((playbook.id, *playbook.titles.values()), error)
        if not playbook.steps:
            yield error(
                message="the playbook has no steps",
                hint='ids of replies, in order: steps = ["…", "…"]',
                field="steps",
            )
    yield from _ids_used_twice(playbooks, "playbook")


def is_language(tag: str) -> bool:
    """Whether a tag names a language ("en", "hi-Latn", "pt-BR"), or none known ("und")."""
    match = _TAG.fullmatch(tag)
    return tag == UNDETERMINED or (match is not None and match["language"] in _LANGUAGES)


def _ids_used_twice(
    entries: Sequence[SavedReply | Snippet | Playbook], kind: str
) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for entry, one in enumerate(entries):
        if one.id in first:
            yield Finding(
                message=f'the id "{one.id}" is used twice',
                hint=f"{kind} number {first[one.id] + 1} has it already; choose another",
                reply_id=one.id,
                entry=entry,
                kind=kind,
                field="id",
            )
        first.setdefault(one.id, entry)


def _id_errors(name: str, error: partial[Finding]) -> Iterator[Finding]:
    if not name.strip():
        yield error(message="the id is empty", hint='such as "order-late"', field="id")
    if len(name) > LONGEST_ID:
        yield error(
            message=f"the id has {len(name)} characters",
            hint=f"at most {LONGEST_ID}",
            field="id",
        )


def _title_errors(titles: Mapping[str, str], error: partial[Finding]) -> Iterator[Finding]:
    if not titles.get("en", "").strip():
        yield error(
            message="the English title is missing",
            hint='managers see it on the card: titles = { en = "…" }',
            field="titles",
        )
    for lang in titles:
        if not is_language(lang):
            yield error(message=f'unknown language "{lang}"', hint=_tag_hint(lang), field="titles")


def _reply_errors(reply: SavedReply, error: partial[Finding]) -> Iterator[Finding]:
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


def _auto_errors(reply: SavedReply, error: partial[Finding]) -> Iterator[Finding]:
    """What keeps a reply that is marked `auto` from answering by itself."""
    if reply.auto is None:
        return
    if not LOWEST_AUTO <= reply.auto.threshold <= 1:
        yield error(
            message=f"the threshold of auto is {reply.auto.threshold:g}",
            hint=f"from {LOWEST_AUTO:g} to 1, such as 0.9",
        )
    if not 1 <= reply.auto.daily_cap <= MOST_AUTO_A_DAY:
        yield error(
            message=f"the daily cap of auto is {reply.auto.daily_cap}",
            hint=f"from 1 to {MOST_AUTO_A_DAY}",
        )
    if reply.lanes and "question" not in reply.lanes:
        yield error(
            message="a reply marked auto answers no questions",
            hint='only questions are answered without a manager: add "question" to its lanes',
        )
    for variant in reply.variants:
        asked = [slot for slot in find_said_slots(variant.text) if slot.startswith("ask_")]
        if asked:
            yield error(
                message=f"a reply marked auto asks for ${asked[0]} in the {variant.lang} text",
                hint="nobody fills it in: take the slot out, or auto",
            )


def _variant_errors(variant: Variant, error: partial[Finding]) -> Iterator[Finding]:
    if not is_language(variant.lang):
        yield error(message=f'unknown language "{variant.lang}"', hint=_tag_hint(variant.lang))
    if not variant.text.strip():
        yield error(message=f"the {variant.lang} text is empty", hint="write it or remove it")
    length = len(variant.text.encode("utf-16-le", "surrogatepass")) // 2
    if length > LONGEST_TEXT:
        yield error(
            message=f"the {variant.lang} text has {length} characters",
            hint=f"one message of Telegram takes {LONGEST_TEXT}",
        )
    yield from _slot_errors(variant, error)
    yield from _form_errors(variant, error)


def _slot_errors(variant: Variant, error: partial[Finding]) -> Iterator[Finding]:
    for slot in find_said_slots(variant.text):
        if slot == "[":
            yield error(
                message=f'a form is not closed in the {variant.lang} text: "$["',
                hint="close it with ]; a dollar sign before a bracket is written $$[",
            )
        elif not is_known(slot):
            yield error(
                message=f'unknown slot "${slot}" in the {variant.lang} text',
                hint=f"known are {KNOWN_SLOTS}; a dollar sign is written $$",
            )


def _form_errors(variant: Variant, error: partial[Finding]) -> Iterator[Finding]:
    """What is wrong with each form, one thing at a time."""
    for inside in find_forms(variant.text):
        where = f"in the {variant.lang} text, $[{inside}]"
        try:
            form = read_form(inside)
        except FormBroken as broken:
            yield error(message=f"{where}: {broken}", hint=broken.hint)
            continue
        strange = foreign_keys(form, variant.lang)
        if strange:
            numbers = ", ".join(sorted(categories(variant.lang) - {OTHER}))
            yield error(
                message=f'{where}: no number has the form "{strange[0]}" in this language',
                hint=f"{variant.lang} has {numbers or 'no forms'}, and {OTHER}",
            )


def _null_errors(words: Iterable[str], error: partial[Finding]) -> Iterator[Finding]:
    """Databases do not keep this one character."""
    if any("\0" in text for text in words):
        yield error(message="one of its texts holds the character U+0000", hint="retype it")


def _words_of(variants: Sequence[Variant]) -> Iterator[str]:
    for variant in variants:
        yield from (variant.text, variant.tone)


def _tag_hint(tag: str) -> str:
    meant = _TAG_HINTS.get(tag.lower())
    return f'write "{meant}"' if meant else 'such as "en", "hi", "hi-Latn", "ru"'
