"""What is deleted by itself, and the messages that tell of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sweeps",
        sa.Column("id", big_id, nullable=False),
        *_owner(),
        sa.Column(
            "anchor_id",
            big_id,
            sa.ForeignKey("cases.id", name=op.f("fk_sweeps_anchor_id_cases")),
            nullable=False,
        ),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shows", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweeps")),
    )
    op.create_index("ix_sweeps_desk", "sweeps", ["desk_id", "id"])
    op.create_table(
        "swept",
        sa.Column(
            "case_id",
            big_id,
            sa.ForeignKey("cases.id", name=op.f("fk_swept_case_id_cases")),
            autoincrement=False,
            nullable=False,
        ),
        *_owner(),
        *_references(sweep_id="sweeps", community_id="communities", comment_id="comments"),
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_swept")),
    )
    op.create_index("ix_swept_sweep", "swept", ["sweep_id"])
    op.create_index("ix_swept_community", "swept", ["community_id", "at"])


def downgrade() -> None:
    """Lose what was deleted by itself, and so the way to post it again."""
    drop_words(
        verbs=("sweep_ask", "set_sweep", "sweep_stop", "sweep_look", "sweep_deny"),
        roles=("sweep",),
    )
    op.drop_table("swept")
    op.drop_table("sweeps")


def _owner() -> list[sa.Column[int]]:
    return [
        sa.Column(name, sa.BigInteger(), nullable=False)
        for name in ("bot_id", "brand_id", "desk_id")
    ]


def _references(**tables: str) -> list[sa.Column[int]]:
    return [
        sa.Column(
            name,
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey(f"{table}.id", name=op.f(f"fk_swept_{name}_{table}")),
            nullable=False,
        )
        for name, table in tables.items()
    ]
