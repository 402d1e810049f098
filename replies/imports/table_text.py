"""A library as a table for spreadsheets: CSV that keeps the replies whole and runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from replies.imports.cells import shielded
from replies.imports.entries import OUR_COLUMNS
from replies.types import SavedReply, Variant


def dump(replies: Sequence[SavedReply]) -> str:
    """Write one row for each text and example of a reply; what it is, stands in the first.

    Cells that a spreadsheet would run as a formula begin with '. Reading the table gives equal
    replies.
    """
    languages = dict.fromkeys(lang for reply in replies for lang in reply.titles if lang != "en")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heading(tuple(languages)))
    for reply in replies:
        writer.writerows([map(shielded, row) for row in _rows(reply, tuple(languages))])
    return out.getvalue()


def _heading(languages: Iterable[str]) -> Iterator[str]:
    for column in OUR_COLUMNS:
        yield column
        if column == "title":
            yield from (f"title {lang}" for lang in languages)


def _rows(reply: SavedReply, languages: Sequence[str]) -> Iterator[list[str]]:
    parts = zip_longest(reply.variants or (None,), reply.examples, fillvalue=None)
    for number, (variant, example) in enumerate(parts):
        head = _head(reply, languages) if number == 0 else [""] * (5 + len(languages))
        yield [reply.id, *head, *_texts(variant), example or ""]


def _head(reply: SavedReply, languages: Sequence[str]) -> list[str]:
    return [
        ", ".join(reply.lanes),
        reply.topic,
        reply.owner,
        reply.valid_until.isoformat() if reply.valid_until else "",
        reply.titles.get("en", ""),
        *(reply.titles.get(lang, "") for lang in languages),
    ]


def _texts(variant: Variant | None) -> list[str]:
    return [variant.lang, variant.tone, variant.text] if variant else ["", "", ""]
