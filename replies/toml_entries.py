"""One saved reply as a TOML table: all its wrong types and unknown keys are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime

from replies.findings import Finding
from replies.sources import Source
from replies.types import SavedReply, Variant

_REPLY_KEYS = tuple(field.name for field in fields(SavedReply))
_VARIANT_KEYS = tuple(field.name for field in fields(Variant))


def parse(row: object, source: Source) -> tuple[SavedReply | None, list[Finding]]:
    """Read one table; without a usable id there is no reply, only findings."""
    if not isinstance(row, dict):
        return None, [Finding(message="a reply must be a table", path=source.path)]
    table = _Table(row, source)
    table.refuse_unknown(_REPLY_KEYS)
    reply = SavedReply(
        id=table.text("id"),
        titles=table.titles(),
        lanes=table.texts("lanes"),
        topic=table.text("topic"),
        owner=table.text("owner"),
        valid_until=table.day("valid_until"),
        examples=table.texts("examples"),
        variants=table.variants(),
    )
    return reply, table.findings


class _Table:
    """Typed access to one TOML table; whatever does not fit becomes a finding."""

    def __init__(self, row: Mapping[str, object], source: Source, within: str = "") -> None:
        self.findings: list[Finding] = []
        self._row = row
        self._source = source
        self._within = within

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
            hint = "each text begins with a line [[replies.variants]]"
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
