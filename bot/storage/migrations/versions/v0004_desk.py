"""How each community is answered; claims that run out, cases that are put off, tags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns, drop_words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    lists = (("communities", "answer_in"), ("communities", "topics"), ("cases", "tags"))
    for table, name in lists:
        column = sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        op.add_column(table, column)
    op.add_column("communities", sa.Column("tone", sa.Text(), nullable=False, server_default=""))
    for name in ("lease_until", "snoozed_until"):
        op.add_column("cases", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Lose what a community is answered in, from and in which tone, tags, and what was put off."""
    drop_words(
        verbs=(
            "hide_all",
            "delete_all",
            "repost",
            "repost_send",
            "repost_stop",
            "more",
            "snooze",
            "snooze_ask",
            "hand_over",
            "hand_to",
            "tag",
            "close_menu",
            "spam_hide",
            "spam_delete",
            "spam_look",
            "spam_keep",
            "label",
            "correct",
            "correct_send",
            "withdraw",
            "withdraw_yes",
            "learn",
            "unlearn",
            "search",
        ),
        kinds=("amendment", "board", "pin"),
        roles=("board",),
    )
    drop_columns("cases", "snoozed_until", "lease_until", "tags")
    drop_columns("communities", "tone", "topics", "answer_in")
    # answers that were taken back before they left
    op.execute("DELETE FROM outbox WHERE state = 'withdrawn'")
