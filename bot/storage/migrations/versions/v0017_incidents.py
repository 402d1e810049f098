"""Incidents, the cases that they collect, and what happened in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "incidents",
        sa.Column("id", _ID, nullable=False),
        *_owner(),
        _points_at("incidents", "community_id", "communities"),
        sa.Column("thread_key", sa.String(length=64), nullable=False),
        sa.Column("opened_at", _moment(), nullable=False),
        sa.Column("since", _moment(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("window_minutes", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Float(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("recent", sa.Integer(), nullable=False),
        sa.Column("peak", sa.Integer(), nullable=False),
        sa.Column("peak_at", _moment(), nullable=False),
        sa.Column("calm_since", _moment(), nullable=True),
        sa.Column("asked_at", _moment(), nullable=True),
        sa.Column("hold_id", sa.BigInteger(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("closed_at", _moment(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("card_chat_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("shows", sa.String(length=64), nullable=False),
        sa.Column("drawn_at", _moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_place", "incidents", ["community_id", "closed_at"])
    op.create_index("ix_incidents_desk", "incidents", ["desk_id", "closed_at"])
    op.create_table(
        "incident_cases",
        _points_at("incident_cases", "incident_id", "incidents"),
        _points_at("incident_cases", "case_id", "cases"),
        *_owner(),
        sa.Column("at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "case_id", name=op.f("pk_incident_cases")),
    )
    op.create_index("ix_incident_cases_case", "incident_cases", ["case_id"])
    op.create_table(
        "incident_timeline",
        sa.Column("id", _ID, nullable=False),
        _points_at("incident_timeline", "incident_id", "incidents"),
        *_owner(),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_timeline")),
    )
    op.create_index("ix_incident_timeline_incident", "incident_timeline", ["incident_id"])


def downgrade() -> None:
    """Lose incidents and their reports; the cases stay."""
    drop_words(
        verbs=(
            "incident_open",
            "incident_cases",
            "incident_statement",
            "incident_hold",
            "incident_lift",
            "incident_end",
            "incident_keep",
            "incident_report",
            "escalate",
            "acknowledge",
            "fetch_ask",
            "fetch",
            "oncall",
            "oncall_ask",
            "oncall_take",
            "oncall_give",
            "why",
        ),
        kinds=("incident", "ring"),
    )
    op.drop_table("incident_timeline")
    op.drop_table("incident_cases")
    op.drop_table("incidents")


def _owner() -> list[sa.Column[int]]:
    names = ("bot_id", "brand_id", "desk_id")
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _points_at(table: str, column: str, other: str) -> sa.Column[int]:
    key = sa.ForeignKey(f"{other}.id", name=op.f(f"fk_{table}_{column}_{other}"))
    return sa.Column(column, _ID, key, nullable=False)
