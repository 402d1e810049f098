"""Requests for a second yes, and holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "approvals",
        *_owned(),
        sa.Column("case_id", _number(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reply_id", sa.String(length=128), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_approvals_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index("ix_approvals_case", "approvals", ["case_id", "outcome"])
    op.create_index("ix_approvals_waiting", "approvals", ["desk_id", "outcome"])
    op.create_table(
        "holds",
        *_owned(),
        sa.Column("case_id", _number(), nullable=False),
        sa.Column("community_id", _number(), nullable=False),
        sa.Column("thread_key", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=16), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_holds_case_id")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_holds_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index("ix_holds_desk", "holds", ["desk_id", "lifted_at"])


def downgrade() -> None:
    """Lose answers that wait for a second yes, and holds: replies go out again."""
    drop_words(
        verbs=(
            "yes",
            "yes_back",
            "hold",
            "hold_place",
            "hold_statement",
            "hold_lift",
            "adopt",
            "turn_down",
            "show_media",
        ),
        kinds=("media_copy",),
        roles=("request",),
    )
    op.drop_table("holds")
    op.drop_table("approvals")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _owned() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("id", _number(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
    )
