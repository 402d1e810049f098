"""Links in texts that cannot work, by their form alone: nothing is fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

import regex

from replies.findings import Finding, Severity
from replies.template import LINK_PREFIX, find_slots
from replies.types import Library, SavedReply, Snippet, Variant

_ENDS = r"\s<>\"»”’）)\]|"
_BROKEN_SCHEME = regex.compile(
    rf"""
      \bhttps? (?: /+ | ;// | :/?(?!/) | :/// ) [^{_ENDS}]*    # http//x, https;//x, https:x
    | \bh?t+ps?:// (?<!https?://) [^{_ENDS}]*                  # htp://x, ttps://x
    | \bhttps?:// (?=\s|$)                                     # https:// x
    """,
    regex.IGNORECASE | regex.VERBOSE,
)
_ADDRESS = regex.compile(rf"\bhttps?://[^{_ENDS}]+", regex.IGNORECASE)
_WITHOUT_SCHEME = regex.compile(rf"(?<![\w./@-])www\.[^{_ENDS}]+", regex.IGNORECASE)
_HOST = regex.compile(
    r"https?://(?:[^/?#@]*@)?(?P<host>\[[0-9a-f:]+\]|[^/?#:]*)(?P<port>:\d*)?", regex.IGNORECASE
)
_GOOD_HOST = regex.compile(
    r"(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]+\.?"
)
_SAMPLE_HOST = regex.compile(
    r"(?:.*\.)?(?:example\.(?:com|org|net|edu)|[\w-]+\.(?:example|test|invalid|localhost)|"
    r"localhost|your-?(?:site|shop|domain|brand|company|link)\.\w+|domain\.com|site\.com|test\.com)\.?",
    regex.IGNORECASE,
)
_SENTENCE_END = ".,;:!?…।"


def link_doubts(library: Library, links: Collection[str] | None) -> Iterator[Finding]:
    """Find addresses that lead nowhere, and slots of links that are not among `links`.

    Where `links` is None it is not known which there are.
    """
    told: set[str] = set()
    groups: Sequence[tuple[str, Sequence[SavedReply | Snippet]]] = (
        ("reply", library.replies),
        ("snippet", library.snippets),
    )
    for kind, entries in groups:
        for entry, one in enumerate(entries):
            for number, variant in enumerate(one.variants):
                found = chain(_wrong(variant), _without_address(variant, links, told))
                for message, hint in found:
                    yield Finding(
                        severity=Severity.WARNING,
                        message=message,
                        hint=hint,
                        reply_id=one.id,
                        entry=entry,
                        kind=kind,
                        field=f"variants.{number}",
                    )


def faults_in(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the addresses in a text, and how to mend each."""
    for broken in _BROKEN_SCHEME.findall(text):
        yield f"{broken.strip()} is no address", "write it as https://…, without a blank"
    for found in _WITHOUT_SCHEME.findall(text):
        yield f"{found.rstrip(_SENTENCE_END)} has no scheme", "write https:// before it"
    for found in _ADDRESS.findall(text):
        address = found.rstrip(_SENTENCE_END)
        match = _HOST.match(address)
        host = match["host"] if match else ""
        if _SAMPLE_HOST.fullmatch(host):
            yield f"{address} is only an example of an address", "put in the real one"
        elif not _GOOD_HOST.fullmatch(host):
            yield f"{address} is no address", "its host must look like shop.in"
        elif address.lower().startswith("http:"):
            yield f"{address} is not encrypted", "write https:// if the site has it"


def _wrong(variant: Variant) -> Iterator[tuple[str, str]]:
    for fault, hint in faults_in(variant.text.replace("$$", "$")):
        yield f"in the {variant.lang} text, {fault}", hint


def _without_address(
    variant: Variant, links: Collection[str] | None, told: set[str]
) -> Iterator[tuple[str, str]]:
    """Slots of links that are not defined; each is told once."""
    for slot in find_slots(variant.text):
        name = slot.removeprefix(LINK_PREFIX)
        if links is None or name == slot or name in links or name in told:
            continue
        told.add(name)
        yield (
            f"${slot} has no address, so a text with it cannot be sent",
            f'in the configuration: [brand.links] {name} = "https://…"',
        )
