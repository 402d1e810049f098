"""The topic of the desk that a rule chose for a case's cards; how many see and share a comment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns
from bot.storage.types import FreeText, UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("cases", sa.Column("desk_topic", FreeText(), server_default="", nullable=False))
    for table, name in (("cases", "risen_reach"), ("comments", "reactions")):
        column = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        op.add_column(table, column)
    op.add_column("comments", sa.Column("reacted_at", UtcDateTime()))
    op.create_index("ix_comments_reply", "comments", ["chat_id", "reply_to"])
    op.create_index("ix_comments_reacted", "comments", ["bot_id", "reacted_at"])


def downgrade() -> None:
    """Lose which topics rules have chosen, and what reach has added; cards and priorities stay."""
    op.drop_index("ix_comments_reacted", "comments")
    op.drop_index("ix_comments_reply", "comments")
    drop_columns("comments", "reacted_at", "reactions")
    drop_columns("cases", "risen_reach", "desk_topic")
