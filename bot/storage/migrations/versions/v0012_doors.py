"""Private doors: which authors go on with a case in the bot's private chat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "doors",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "case_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey("cases.id", name=op.f("fk_doors_case_id_cases")),
            nullable=False,
        ),
        sa.Column("author_key", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_doors")),
    )
    op.create_index("ix_doors_author", "doors", ["bot_id", "author_key", "opened_at"])


def downgrade() -> None:
    """Lose the doors from a comment to the private chat: people there are strangers."""
    drop_words(verbs=("forget", "forget_not"))
    op.drop_table("doors")
