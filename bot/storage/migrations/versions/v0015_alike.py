"""Same things once: cases that one approval may answer, each by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "alike_groups",
        sa.Column("id", big_id, nullable=False),
        *_owner(),
        sa.Column(
            "community_id",
            big_id,
            sa.ForeignKey("communities.id", name=op.f("fk_alike_groups_community_id_communities")),
            nullable=False,
        ),
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column(
            "anchor_id",
            big_id,
            sa.ForeignKey("cases.id", name=op.f("fk_alike_groups_anchor_id_cases")),
            nullable=False,
        ),
        sa.Column("newest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply_id", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alike_groups")),
    )
    op.create_index("ix_alike_groups_newest", "alike_groups", ["community_id", "newest_at"])
    op.create_table(
        "alike_members",
        sa.Column(
            "group_id",
            big_id,
            sa.ForeignKey("alike_groups.id", name=op.f("fk_alike_members_group_id_alike_groups")),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "case_id",
            big_id,
            sa.ForeignKey("cases.id", name=op.f("fk_alike_members_case_id_cases")),
            autoincrement=False,
            nullable=False,
        ),
        *_owner(),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("group_id", "case_id", name=op.f("pk_alike_members")),
    )
    op.create_index("ix_alike_members_case", "alike_members", ["case_id", "state"])


def downgrade() -> None:
    """Lose which cases are alike; the cases stay."""
    drop_words(
        verbs=(
            "group_preview",
            "group_send",
            "group_cancel",
            "group_write",
            "group_out_ask",
            "group_out",
            "group_apart",
            "group_stop",
        ),
        roles=("group",),
    )
    op.drop_table("alike_members")
    op.drop_table("alike_groups")


def _owner() -> list[sa.Column[int]]:
    return [
        sa.Column(name, sa.BigInteger(), nullable=False)
        for name in ("bot_id", "brand_id", "desk_id")
    ]
