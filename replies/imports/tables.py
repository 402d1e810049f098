"""Saved replies out of a table: rows of one id are one reply, whatever tool wrote them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from replies.findings import Finding, Severity, errors_of
from replies.imports.entries import Entry, Reading, RowUnusable
from replies.imports.headings import Heading, Meaning, read_heading
from replies.imports.rows import Row, Table
from replies.lint import find_errors
from replies.types import Library, SavedReply

NO_COLUMNS: Mapping[Meaning, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was read for a library: what can be used, what is wrong, and how the rest was read."""

    library: Library
    findings: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def replies_of(
    table: Table,
    *,
    columns: Mapping[Meaning, str] = NO_COLUMNS,
    language_of: Callable[[str], str],
) -> Brought:
    """Read the replies of a table; every row that cannot be used is a finding.

    `columns` says which heading has which meaning where that is not plain; `language_of` names
    the language of a text where the table does not. Raise TableUnreadable without a heading.
    """
    heading = read_heading(table.rows, columns)
    reading = Reading(columns=heading.columns, row=heading.row, language_of=language_of)
    collected = _Collected()
    findings = list(table.findings)
    for row in table.rows:
        if row.number > heading.row.number:
            findings += _add(reading, row, collected)
    usable, wrong = collected.checked()
    findings += wrong
    return Brought(
        library=Library(replies=tuple(usable)),
        findings=sorted(findings, key=lambda finding: finding.row or 0),
        remarks=[*table.remarks, *_remarks(heading, reading.told_languages)],
    )


def _add(reading: Reading, row: Row, collected: _Collected) -> list[Finding]:
    try:
        entry, findings = reading.read(row)
    except RowUnusable as error:
        return list(error.findings)
    return [*findings, *collected.add(entry)]


def _remarks(heading: Heading, languages: Counter[str]) -> Iterator[str]:
    taken = [
        f'{column.meaning}{f" ({column.lang})" if column.lang else ""} from "{column.heading}"'
        for column in heading.columns
        if column.heading != column.meaning
    ]
    if taken:
        yield "columns: " + ", ".join(taken)
    if heading.unused:
        yield "not used: " + ", ".join(f'"{name}"' for name in heading.unused)
    if languages:
        told = ", ".join(f"{lang} {count}" for lang, count in languages.most_common())
        yield f"languages told from the texts: {told}"


@dataclass(slots=True)
class _Joined:
    """The rows of one reply."""

    reply: SavedReply
    rows: list[int]


class _Collected:
    """Replies as their rows come in."""

    def __init__(self) -> None:
        self._joined: dict[str, _Joined] = {}

    def add(self, entry: Entry) -> list[Finding]:
        """Join a row to its reply; one that contradicts it is a finding, or gets an id anew."""
        reply, number = entry.reply, 1
        while (there := self._joined.get(reply.id)) is not None:
            difference = _difference(there.reply, reply)
            if difference is None:
                return self._join(there, entry)
            if not entry.is_id_made:
                return [
                    Finding(
                        message=f"row {there.rows[0]} has this id with another {difference}",
                        hint="choose another id, or give both rows the same",
                        reply_id=reply.id,
                        row=entry.row,
                    )
                ]
            number += 1
            reply = replace(reply, id=f"{entry.reply.id}-{number}")
        self._joined[reply.id] = _Joined(reply=reply, rows=[entry.row])
        return []

    def checked(self) -> tuple[list[SavedReply], list[Finding]]:
        """The replies that can be used, and what is wrong with the others."""
        joined = list(self._joined.values())
        wrong = [
            replace(finding, row=joined[finding.entry].rows[0])
            for finding in find_errors([one.reply for one in joined])
            if finding.entry is not None
        ]
        unusable = {finding.entry for finding in errors_of(wrong)}
        return [one.reply for i, one in enumerate(joined) if i not in unusable], wrong

    @staticmethod
    def _join(there: _Joined, entry: Entry) -> list[Finding]:
        before, new = there.reply, entry.reply
        there.reply = replace(
            before,
            titles={**new.titles, **before.titles},
            lanes=before.lanes or new.lanes,
            topic=before.topic or new.topic,
            owner=before.owner or new.owner,
            valid_until=before.valid_until or new.valid_until,
            examples=(*before.examples, *new.examples),
            variants=(*before.variants, *new.variants),
        )
        there.rows.append(entry.row)
        if not entry.is_ours and new.variants and set(new.variants) <= set(before.variants):
            there.reply = replace(there.reply, variants=before.variants)
            return [
                Finding(
                    severity=Severity.WARNING,
                    message=f"repeats row {there.rows[0]}",
                    hint="its text was taken once",
                    reply_id=before.id,
                    row=entry.row,
                )
            ]
        return []


def _difference(one: SavedReply, other: SavedReply) -> str | None:
    """In which of the things that are there once two rows of an id contradict each other."""
    for lang in one.titles.keys() & other.titles.keys():
        if one.titles[lang].casefold() != other.titles[lang].casefold():
            return "title"
    for name in ("lanes", "topic", "owner", "valid_until"):
        given = [value for value in (getattr(one, name), getattr(other, name)) if value]
        if len(given) == 2 and given[0] != given[1]:
            return name
    return None
