"""Topics of the desk, and which of its messages stand in which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns, drop_words

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "desk_topics",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "subject", name=op.f("pk_desk_topics")),
    )
    op.add_column("desk_messages", sa.Column("thread_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Lose which topics the desk has; cards go to the group's first one."""
    drop_words(verbs=("set_topics",), kinds=("topic",), roles=("asked",))
    drop_columns("desk_messages", "thread_id")
    op.drop_table("desk_topics")
