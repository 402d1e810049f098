"""Invitations to the desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "invites",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("guest_id", sa.BigInteger(), nullable=True),
        sa.Column("guest_name", sa.Text(), nullable=False),
        sa.Column("guest_username", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_invites")),
    )


def downgrade() -> None:
    """Lose invitations; communities that were paused are watched."""
    drop_words(
        verbs=(
            "communities",
            "community",
            "set_mode",
            "leave_ask",
            "leave",
            "team",
            "teammate",
            "set_role",
            "remove_ask",
            "remove",
            "invite",
            "admit",
            "turn_away",
        ),
        kinds=("departure",),
    )
    op.drop_table("invites")
    op.execute("UPDATE communities SET mode = 'watch' WHERE mode = 'paused'")
