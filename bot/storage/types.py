"""Column types: moments in UTC, text that every database takes, large numbers, JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, DateTime, Dialect, Integer, Text, func
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


class MaybeMoment(UtcDateTime):
    """A moment that may come from a damaged row: None where it is none."""

    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        """Read it, whatever it is."""
        read = super().result_processor(dialect, coltype)

        def read_if_one(value: Any) -> datetime | None:
            try:
                return value if read is None else read(value)
            except (ValueError, TypeError, AttributeError):
                return None

        return read_if_one


def earliest(moments: ColumnElement[Any]) -> ColumnElement[datetime | None]:
    """The first of some moments; None where there is none, or a damaged one stands first."""
    return func.min(moments, type_=MaybeMoment())


def latest(moments: ColumnElement[Any]) -> ColumnElement[datetime | None]:
    """The last of some moments; None where there is none, or a damaged one stands last."""
    return func.max(moments, type_=MaybeMoment())


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
