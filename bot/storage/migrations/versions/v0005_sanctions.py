"""Mutes, bans and warnings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sanctions",
        sa.Column("id", number, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("community_id", number, nullable=False),
        sa.Column("author_key", sa.String(length=64), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("case_id", number, nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sanctions_case_id")),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_sanctions_community_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanctions")),
    )
    op.create_index("ix_sanctions_author", "sanctions", ["community_id", "author_key", "id"])
    op.create_index("ix_sanctions_case", "sanctions", ["case_id"])


def downgrade() -> None:
    """Lose who was warned, muted and banned; Telegram keeps mutes and bans themselves."""
    drop_words(verbs=("mute", "warn", "ban", "lift", "deny"), kinds=("sanction", "notice"))
    op.drop_table("sanctions")
