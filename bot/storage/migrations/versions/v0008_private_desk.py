"""Languages of managers, cards in private chats, promises to come back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns, drop_words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column(
        "managers", sa.Column("language", sa.String(8), nullable=False, server_default="")
    )
    op.add_column("desk_messages", sa.Column("above_case_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_desk_messages_above", "desk_messages", ["above_case_id"])
    op.add_column("cases", sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("cases", sa.Column("promised_by", sa.Text(), nullable=False, server_default=""))
    op.add_column("cases", sa.Column("promise", sa.String(8), nullable=False, server_default=""))
    op.create_index("ix_audit_desk", "audit", ["desk_id", "action", "at"])
    op.create_index("ix_cases_promised", "cases", ["desk_id", "promise", "promised_at"])


def downgrade() -> None:
    """Lose promises, managers' languages and what was told above which card."""
    drop_words(
        verbs=(
            "skip",
            "show",
            "promise_ask",
            "promise",
            "promise_write",
            "kept",
            "language",
            "shift",
        ),
        roles=("solo",),
    )
    op.drop_index("ix_cases_promised", "cases")
    op.drop_index("ix_audit_desk", "audit")
    drop_columns("cases", "promise", "promised_by", "promised_at")
    op.drop_index("ix_desk_messages_above", "desk_messages")
    drop_columns("desk_messages", "above_case_id")
    drop_columns("managers", "language")
