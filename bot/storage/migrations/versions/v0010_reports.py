"""What members report, and what the brand's rules did to comments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "reports",
        *_owned(),
        sa.Column("community_id", _number(), nullable=False),
        sa.Column("comment_id", _number(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("is_of_team", sa.Boolean(), nullable=False),
        sa.Column("void", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_reports_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name=op.f("fk_reports_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "comment_id",
            "by_id",
            "content_hash",
            name=op.f("uq_reports_comment_id_by_id_content_hash"),
        ),
    )
    op.create_index("ix_reports_reporter", "reports", ["desk_id", "by_id", "at"])
    op.create_table(
        "rule_hits",
        *_owned(),
        sa.Column("comment_id", _number(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("is_dry", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name=op.f("fk_rule_hits_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_hits")),
        sa.UniqueConstraint("comment_id", "rule", name=op.f("uq_rule_hits_comment_id_rule")),
    )
    op.create_index("ix_rule_hits_counted", "rule_hits", ["desk_id", "rule", "at"])


def downgrade() -> None:
    """Lose reports of members and what rules did."""
    drop_words(verbs=("set_reports", "rules", "rule_samples"))
    op.drop_table("rule_hits")
    op.drop_table("reports")


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _owned() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("id", _number(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.BigInteger(), nullable=False),
    )
