"""`voice.toml`: a brand's rules from a file, or everything that is wrong with it by line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from replies.findings import Finding, LibraryInvalid, errors_of
from replies.sources import read_text
from replies.toml_files import syntax_finding
from replies.types import Weight
from replies.voice import Rule, Voice
from replies.voice_address import Address, form_named, names_of
from replies.voice_forms import FORMS
from replies.voice_links import Links, address_of
from replies.voice_rules import (
    BannedWords,
    Emoji,
    Length,
    RequiredPhrase,
    Shouting,
    Signature,
)
from replies.voice_safety import PrivateData
from replies.voice_table import LineIndex, Table

_SECTIONS = (
    "address",
    "words",
    "emoji",
    "length",
    "links",
    "signature",
    "required",
    "shouting",
    "private_data",
)


def load(path: Path, *, links: tuple[str, ...] = ()) -> Voice:
    """Read a voice; `links` are the brand's own addresses. Raise LibraryInvalid with findings."""
    voice, findings = read(path, links=links)
    if errors_of(findings):
        raise LibraryInvalid(findings)
    return voice


def read(path: Path, *, links: tuple[str, ...] = ()) -> tuple[Voice, list[Finding]]:
    """Read what can be read of a voice, and find everything that is wrong with the file."""
    findings: list[Finding] = []
    text = read_text(path, findings)
    if text is None:
        return Voice(), findings
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Voice(), [*findings, syntax_finding(path, text, str(error))]
    voice = parse(document, links=links, found=findings, path=path, text=text)
    return voice, sorted(findings, key=lambda finding: finding.line or 0)


def parse(
    document: Mapping[str, object],
    *,
    links: tuple[str, ...],
    found: list[Finding],
    path: Path | None = None,
    text: str = "",
) -> Voice:
    """Make a voice of a TOML document; what is wrong with it is added to `found`."""
    top = Table(document, found, lines=LineIndex(text), path=path)
    top.refuse_unknown(_SECTIONS)
    rules: list[Rule] = []
    if (table := top.table("address")) is not None:
        rules.append(_address(table))
    rules += [_words(table, number) for number, table in enumerate(top.tables("words"))]
    rules += [_required(table, number) for number, table in enumerate(top.tables("required"))]
    for name, read_section in (("emoji", _emoji), ("length", _length), ("shouting", _shouting)):
        if (table := top.table(name)) is not None:
            rules.append(read_section(table))
    if (table := top.table("links")) is not None:
        rules.append(_links(table, links))
    if (table := top.table("signature")) is not None:
        rules.append(_signature(table))
    table = top.table("private_data")
    private_data = PrivateData(weight=_private_weight(table)) if table else PrivateData()
    return Voice(rules=tuple(rules), private_data=private_data)


def _address(table: Table) -> Address:
    table.refuse_unknown((*FORMS, "severity"))
    forms = {}
    for language in FORMS:
        if not (name := table.text(language)):
            continue
        form = form_named(language, name)
        if form is None:
            hint = "one of " + ", ".join(f'"{one}"' for one in names_of(language))
            table.find(f'"{name}" is no form of address in {language}', hint, language)
        else:
            forms[language] = form
    return Address(forms=forms, weight=table.weight(Weight.WARN))


def _words(table: Table, number: int) -> BannedWords:
    table.refuse_unknown(("name", "ban", "patterns", "languages", "lanes", "instead", "severity"))
    phrases, patterns = table.phrases("ban"), table.patterns("patterns")
    if not phrases and not patterns and not table.has("ban", "patterns"):
        table.find("bans nothing", 'ban = ["guarantee*", "100%"]', "ban")
    return BannedWords(
        rule=table.text("name") or f"words {number + 1}",
        phrases=phrases,
        patterns=patterns,
        languages=table.languages("languages"),
        lanes=table.lanes("lanes"),
        instead=table.by_language("instead"),
        weight=table.weight(Weight.BLOCK),
    )


def _required(table: Table, number: int) -> RequiredPhrase:
    table.refuse_unknown(("name", "any_of", "lanes", "severity"))
    wordings = table.phrases_by_language("any_of")
    if not wordings and not table.has("any_of"):
        table.find("requires nothing", 'any_of = { en = ["sorry", "apolog*"] }', "any_of")
    return RequiredPhrase(
        rule=table.text("name") or f"required {number + 1}",
        wordings=wordings,
        lanes=table.lanes("lanes"),
        weight=table.weight(Weight.WARN),
    )


def _emoji(table: Table) -> Emoji:
    table.refuse_unknown(("policy", "most", "banned", "none_in", "severity"))
    policy = table.one_of("policy", ("none", "few", "free"), otherwise="few")
    most = {"none": 0, "few": table.count("most", otherwise=2), "free": None}[policy]
    if policy != "few" and table.has("most"):
        table.find('"most" goes with policy = "few" only', 'policy = "few"', "most")
    return Emoji(
        most=most,
        banned=table.texts("banned"),
        none_in=table.lanes("none_in"),
        weight=table.weight(Weight.WARN),
    )


def _length(table: Table) -> Length:
    table.refuse_unknown(("most", "severity"))
    if not table.has("most"):
        table.find('"most" is missing', "most = 500", "most")
    return Length(most=table.count("most", otherwise=4096), weight=table.weight(Weight.WARN))


def _links(table: Table, known: tuple[str, ...]) -> Links:
    table.refuse_unknown(("allowed", "severity"))
    allowed = table.texts("allowed")
    for one in allowed:
        if address_of(one) is None or "." not in one or any(letter.isspace() for letter in one):
            table.find(f'"{one}" is no address', '"chai.example" or "t.me/chai_adda"', "allowed")
    return Links(allowed=allowed, known=known, weight=table.weight(Weight.BLOCK))


def _signature(table: Table) -> Signature:
    table.refuse_unknown(("policy", "texts", "severity"))
    policy = table.one_of("policy", ("required", "forbidden"), otherwise="required")
    texts = table.phrases_by_language("texts")
    if not texts and not table.has("texts"):
        table.find('"texts" is missing', 'texts = ["Team Chai"]', "texts")
    return Signature(
        texts=texts, is_required=policy == "required", weight=table.weight(Weight.WARN)
    )


def _shouting(table: Table) -> Shouting:
    table.refuse_unknown(("exclamations", "capitals", "allowed", "severity"))
    return Shouting(
        exclamations=table.count("exclamations") if table.has("exclamations") else None,
        capitals=table.count("capitals") if table.has("capitals") else None,
        allowed=table.texts("allowed"),
        weight=table.weight(Weight.WARN),
    )


def _private_weight(table: Table) -> Weight:
    table.refuse_unknown(("severity",))
    return table.weight(Weight.BLOCK)
