"""Column types: moments in UTC, text that every database takes, large numbers, JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer(), "sqlite")
"""Ids that the database gives; only plain INTEGER counts up by itself on SQLite."""

Json = JSON(none_as_null=True)

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment; naive ones are refused with ValueError, others come back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its time zone: {value!r}")
        in_utc = value.astimezone(UTC)
        # SQLite keeps text without an offset; it compares as the moments do
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class FreeText(TypeDecorator[str]):
    """Text that people write.

    Lone surrogates (which JSON allows and UTF-8 does not) and NUL (which PostgreSQL refuses) are
    kept as replacement characters, so that no comment is lost over them.
    """

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what cannot be stored."""
        if value is None or value.isascii():
            return value.replace("\0", _REPLACEMENT) if value else value
        try:
            value.encode()
        except UnicodeEncodeError:
            # pairs of surrogates are whole characters, only single ones are beyond repair
            value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return value.replace("\0", _REPLACEMENT)
