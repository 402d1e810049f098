"""A library held against a voice: what of its texts would be found when they are sent."""

from __future__ import annotations

from collections.abc import Iterator

from replies.findings import Finding, Severity
from replies.types import Library, SavedReply, Snippet, VoiceFinding, Weight
from replies.voice import Voice

_SEVERITIES = {
    Weight.WARN: Severity.WARNING,
    Weight.BLOCK: Severity.ERROR,
    Weight.NEVER: Severity.ERROR,
}
_SENTENCES = {
    "address": ("“{quote}” addresses the reader in another form", "the voice says {form}"),
    "address-capital": ("“{quote}” begins with a small letter", "the voice writes Вы"),
    "address-small": ("“{quote}” begins with a capital", "the voice writes вы"),
    "banned": ("“{quote}” is banned", "say it in other words"),
    "pattern-slow": ("the pattern {pattern} takes too long", "write it more simply"),
    "phrase-missing": ("something that must be said is missing", "such as “{wanted}”"),
    "emoji-none": ("{count} emoji where none may be", "take out {quote}"),
    "emoji-many": ("{count} emoji", "at most {most}"),
    "emoji-banned": ("{quote} is banned", "take it out"),
    "length": ("{count} characters", "at most {most}"),
    "link": ("{quote} is not an address of the brand", "use $link_…, or allow it in [links]"),
    "signature-missing": ("the signature is missing", "end with “{wanted}”"),
    "signature-forbidden": ("ends with the signature “{quote}”", "take it out"),
    "exclamations": ("{count} exclamation marks", "at most {most}"),
    "capitals": ("“{quote}” is in capitals", "use small letters"),
    "open-slot": ("{quote} cannot be filled in", "known are $author, $brand, $link_…, $ask_…"),
    "hidden-characters": ("characters that turn the text around near “{quote}”", "retype it"),
    "secret": ("asks for a secret: “{quote}”", "nobody is ever asked for it"),
    "contact": ("asks in public for: “{quote}”", "ask for it in private: $link_private"),
}


def findings_of(library: Library, voice: Voice) -> list[Finding]:
    """What the voice finds in the texts of replies and snippets, in their order."""
    return [
        *(
            finding
            for entry, reply in enumerate(library.replies)
            for finding in _of_entry(reply, voice, entry, "reply")
        ),
        *(
            finding
            for entry, snippet in enumerate(library.snippets)
            for finding in _of_entry(snippet, voice, entry, "snippet")
        ),
    ]


def _of_entry(
    part: SavedReply | Snippet, voice: Voice, entry: int, kind: str
) -> Iterator[Finding]:
    found_by_text = zip(part.variants, voice.check_texts(part), strict=True)
    for number, (variant, findings) in enumerate(found_by_text):
        for found in findings:
            message, hint = sentence(found)
            yield Finding(
                message=f"voice ({found.name}), {variant.lang} text: {message}",
                hint=found.hint.get("en", hint),
                severity=_SEVERITIES[found.weight],
                reply_id=part.id,
                entry=entry,
                kind=kind,
                field=f"variants.{number}",
            )


def sentence(found: VoiceFinding) -> tuple[str, str]:
    """What is wrong, and a way to mend it, in English."""
    message, hint = _SENTENCES[found.kind]
    values = {"quote": found.quote, **found.values}
    return message.format_map(values), hint.format_map(values)
