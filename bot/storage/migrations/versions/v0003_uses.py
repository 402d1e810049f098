"""What became of suggestions, what a library lacked, and the way back from an answer of ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns, drop_words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "reply_uses",
        sa.Column("case_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("comment_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reply_id", sa.String(length=128), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("tone", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("distance", sa.Float(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "comment_id", "reply_id", name=op.f("pk_reply_uses")),
    )
    op.create_index("ix_outbox_sent", "outbox", ["chat_id", "sent_message_id"])
    op.create_index("ix_reply_uses_brand", "reply_uses", ["brand_id", "reply_id", "at"])
    op.create_table(
        "use_revisions",
        sa.Column("brand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("brand_id", name=op.f("pk_use_revisions")),
    )
    op.add_column("cases", sa.Column("lack", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Lose what use has taught, and why cases have no suggestion."""
    drop_words(verbs=("reword", "gaps", "gap", "gap_reply", "gap_aside"))
    drop_columns("cases", "lack")
    op.drop_table("use_revisions")
    op.drop_table("reply_uses")
    op.drop_index("ix_outbox_sent", "outbox")
