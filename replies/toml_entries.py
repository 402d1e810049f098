"""One entry of a library as a TOML table: all its wrong types and unknown keys are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime

from replies.findings import Finding
from replies.sources import Source
from replies.types import Auto, Playbook, SavedReply, Snippet, Variant

Entry = SavedReply | Snippet | Playbook
Parsed = tuple[Entry | None, list[Finding]]

_AUTO_KEYS = tuple(field.name for field in fields(Auto))
_VARIANT_KEYS = tuple(field.name for field in fields(Variant))


def parse_reply(row: object, source: Source) -> Parsed:
    """Read the table of a saved reply; what is no table is no reply, only a finding."""
    table = _Table.of(row, source, SavedReply)
    if table is None:
        return _no_table(source)
    reply = SavedReply(
        id=table.text("id"),
        titles=table.titles(),
        lanes=table.texts("lanes"),
        topic=table.text("topic"),
        owner=table.text("owner"),
        valid_until=table.day("valid_until"),
        examples=table.texts("examples"),
        variants=table.variants(),
        auto=table.auto(),
    )
    return reply, table.findings


def parse_snippet(row: object, source: Source) -> Parsed:
    """Read the table of a snippet."""
    table = _Table.of(row, source, Snippet)
    if table is None:
        return _no_table(source)
    return Snippet(id=table.text("id"), variants=table.variants()), table.findings


def parse_playbook(row: object, source: Source) -> Parsed:
    """Read the table of a playbook."""
    table = _Table.of(row, source, Playbook)
    if table is None:
        return _no_table(source)
    playbook = Playbook(id=table.text("id"), titles=table.titles(), steps=table.texts("steps"))
    return playbook, table.findings


ROOT_KEYS: Mapping[str, Callable[[object, Source], Parsed]] = {
    "replies": parse_reply,
    "snippets": parse_snippet,
    "playbooks": parse_playbook,
}
"""The keys of a library file, and what reads each table below them."""


def _no_table(source: Source) -> Parsed:
    return None, [Finding(message="an entry must be a table", path=source.path)]


class _Table:
    """Typed access to one TOML table; whatever does not fit becomes a finding."""

    def __init__(self, row: Mapping[str, object], source: Source, within: str = "") -> None:
        self.findings: list[Finding] = []
        self._row = row
        self._source = source
        self._within = within

    @classmethod
    def of(cls, row: object, source: Source, kind: type[Entry]) -> _Table | None:
        """The table of an entry, its unknown keys found; None if it is no table."""
        if not isinstance(row, dict):
            return None
        table = cls(row, source)
        table.refuse_unknown(tuple(field.name for field in fields(kind)))
        return table

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        for key in self._row:
            if key not in known:
                self._find(f'unknown key "{key}"', "known are " + ", ".join(known), key)

    def text(self, key: str) -> str:
        value = self._row.get(key, "")
        if isinstance(value, str):
            return value
        self._find(f'"{key}" must be a text', f'{key} = "…"', key)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._row.get(key, [])
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            return tuple(values)
        self._find(f'"{key}" must be a list of texts', f'{key} = ["…", "…"]', key)
        return ()

    def day(self, key: str) -> date | None:
        value = self._row.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self._find(f'"{key}" must be a date without quotes', f"{key} = 2027-03-31", key)
        return None

    def auto(self) -> Auto | None:
        row = self._row.get("auto")
        if row is None:
            return None
        usual = Auto()
        values = row if isinstance(row, dict) else {}
        threshold = values.get("threshold", usual.threshold)
        cap = values.get("daily_cap", usual.daily_cap)
        is_known = isinstance(row, dict) and values.keys() <= set(_AUTO_KEYS)
        is_number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
        is_count = isinstance(cap, int) and not isinstance(cap, bool)
        if not (is_known and is_number and is_count):
            hint = "auto = { threshold = 0.9, daily_cap = 30 }"
            self._find('"auto" must be a table of two numbers', hint, "auto")
            return None
        return Auto(threshold=float(threshold), daily_cap=cap)

    def titles(self) -> dict[str, str]:
        titles = self._row.get("titles", {})
        if isinstance(titles, dict) and all(isinstance(title, str) for title in titles.values()):
            return dict(titles)
        self._find(
            '"titles" must be a table of texts', 'titles = { en = "…", hi = "…" }', "titles"
        )
        return {}

    def variants(self) -> tuple[Variant, ...]:
        rows = self._row.get("variants", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            hint = "each text is a table of its own, such as [[replies.variants]]"
            self._find('"variants" must be a list of tables', hint, "variants")
            return ()
        return tuple(self._variant(row, number) for number, row in enumerate(rows))

    def _variant(self, row: Mapping[str, object], number: int) -> Variant:
        table = _Table(row, self._source, within=f"variants.{number}")
        table.refuse_unknown(_VARIANT_KEYS)
        variant = Variant(
            lang=table.text("lang"), text=table.text("text"), tone=table.text("tone")
        )
        self.findings += table.findings
        return variant

    def _find(self, message: str, hint: str, key: str) -> None:
        field = self._within or key
        reply_id = self._row.get("id")
        self.findings.append(
            Finding(
                message=message,
                hint=hint,
                reply_id=reply_id if isinstance(reply_id, str) else "",
                field=field,
                path=self._source.path,
                line=self._source.line_of(field),
            )
        )
