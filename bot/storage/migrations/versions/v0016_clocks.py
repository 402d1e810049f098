"""Deadlines that are at risk or were missed, people on call, ladders and their rings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns, drop_words

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("cases", sa.Column("at_risk_at", sa.DateTime(timezone=True)))
    op.add_column("cases", sa.Column("resolve_at", sa.DateTime(timezone=True)))
    op.create_table(
        "sla_events",
        _id(),
        *_owner(),
        sa.Column(
            "case_id",
            _big_id(),
            sa.ForeignKey("cases.id", name=op.f("fk_sla_events_case_id_cases")),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=16), nullable=False),
        _moment("due_at"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_events")),
        sa.UniqueConstraint(
            "case_id", "kind", "due_at", name=op.f("uq_sla_events_case_id_kind_due_at")
        ),
    )
    op.create_index("ix_sla_events_counted", "sla_events", ["desk_id", "kind", "at"])
    op.create_table(
        "duties",
        _id(),
        *_owner(),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        _moment("begins_at"),
        _moment("ends_at"),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    op.create_index("ix_duties_desk", "duties", ["desk_id", "ends_at"])
    op.create_table(
        "ladders",
        _id(),
        *_owner(),
        sa.Column("subject_kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        _moment("since"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        _moment("started_at"),
        sa.Column("step", sa.Integer(), nullable=False),
        _moment("next_at"),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladders")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "since",
            name=op.f("uq_ladders_subject_kind_subject_id_since"),
        ),
    )
    op.create_index("ix_ladders_running", "ladders", ["desk_id", "ended_at", "next_at"])
    op.create_table(
        "rings",
        _id(),
        *_owner(),
        sa.Column(
            "ladder_id",
            _big_id(),
            sa.ForeignKey("ladders.id", name=op.f("fk_rings_ladder_id_ladders")),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("notify", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.BigInteger()),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        _moment("at"),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _moment("not_before"),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rings")),
    )
    op.create_index("ix_rings_ladder", "rings", ["ladder_id", "id"])
    op.create_index("ix_rings_state", "rings", ["bot_id", "state"])


def downgrade() -> None:
    """Lose deadlines missed and at risk, who is on call, and ladders: nobody is called then."""
    drop_words(verbs=("unanswered",))
    op.drop_table("rings")
    op.drop_table("ladders")
    op.drop_table("duties")
    op.drop_table("sla_events")
    drop_columns("cases", "resolve_at", "at_risk_at")


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", _big_id(), nullable=False)


def _owner() -> list[sa.Column[int]]:
    return [
        sa.Column(name, sa.BigInteger(), nullable=False)
        for name in ("bot_id", "brand_id", "desk_id")
    ]


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
