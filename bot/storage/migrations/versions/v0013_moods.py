"""Counts of comments by tone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COUNTS = ("negative", "neutral", "positive", "question", "complaint", "abuse")


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "mood_buckets",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "community_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey("communities.id", name=op.f("fk_mood_buckets_community_id_communities")),
            nullable=False,
        ),
        sa.Column("thread_key", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.PrimaryKeyConstraint(
            "community_id", "thread_key", "starts_at", "minutes", name=op.f("pk_mood_buckets")
        ),
    )
    op.create_index("ix_mood_buckets_time", "mood_buckets", ["bot_id", "starts_at"])


def downgrade() -> None:
    """Lose the counts of how people sounded."""
    drop_words(verbs=("mood",))
    op.drop_table("mood_buckets")
