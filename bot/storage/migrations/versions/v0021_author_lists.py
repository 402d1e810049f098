"""Lists of authors: who goes first, who never rings, who is passed over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "author_lists",
        sa.Column("brand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("list", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("same_as", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("brand_id", "key", name=op.f("pk_author_lists")),
    )


def downgrade() -> None:
    """Lose the lists of authors but those of the configuration."""
    drop_words(verbs=("entry_auto", "author", "authors", "author_list", "author_ignore"))
    op.drop_table("author_lists")
