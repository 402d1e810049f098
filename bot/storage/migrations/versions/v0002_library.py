"""Entries of the library with their versions; what was there is their first one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "library_entries",
        sa.Column("brand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=True),
        sa.Column("desk_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("brand_id", "kind", "id", name=op.f("pk_library_entries")),
    )
    op.create_table(
        "entry_versions",
        sa.Column("brand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.String(length=128), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=True),
        sa.Column("desk_id", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint(
            "brand_id", "kind", "entry_id", "number", name=op.f("pk_entry_versions")
        ),
    )
    op.create_table(
        "library_revisions",
        sa.Column("brand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("brand_id", name=op.f("pk_library_revisions")),
    )
    _carry_over()
    op.drop_table("saved_replies")


def _carry_over() -> None:
    """Saved replies become entries in their order, with one version each."""
    # what is put together here are names of ours
    desk = "(SELECT min({}) FROM desks WHERE desks.brand_id = saved_replies.brand_id)"
    bot_id, desk_id = desk.format("bot_id"), desk.format("id")
    op.execute(
        "INSERT INTO library_entries"  # noqa: S608
        " (brand_id, kind, id, bot_id, desk_id, position, version, body, retired_at, reminded)"
        f" SELECT brand_id, 'reply', id, {bot_id}, {desk_id}, position, 1, body, NULL, ''"
        " FROM saved_replies"
    )
    op.execute(
        "INSERT INTO entry_versions"  # noqa: S608
        " (brand_id, kind, entry_id, number, bot_id, desk_id, body, at, by_id, by_name, what)"
        f" SELECT brand_id, 'reply', id, 1, {bot_id}, {desk_id}, body, imported_at, NULL, '',"
        " 'imported' FROM saved_replies"
    )
    op.execute(
        "INSERT INTO library_revisions (brand_id, number)"
        " SELECT brand_id, count(*) FROM saved_replies GROUP BY brand_id"
    )


def downgrade() -> None:
    """Lose all versions of replies but the newest, what was retired, snippets and playbooks."""
    drop_words(
        verbs=(
            "override",
            "send_anyway",
            "draft",
            "edit_draft",
            "library",
            "entry",
            "entry_ask",
            "entry_set",
            "entry_retire",
            "entry_restore",
            "entry_revert",
            "save_reply",
        )
    )
    op.create_table(
        "saved_replies",
        sa.Column("brand_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("brand_id", "id", name=op.f("pk_saved_replies")),
    )
    # the day of the first version is when it came in
    op.execute(
        "INSERT INTO saved_replies (brand_id, id, position, body, imported_at)"
        " SELECT brand_id, id, position, body, COALESCE((SELECT min(at) FROM entry_versions"
        " WHERE entry_versions.brand_id = library_entries.brand_id"
        " AND entry_versions.kind = 'reply' AND entry_versions.entry_id = library_entries.id),"
        " CURRENT_TIMESTAMP) FROM library_entries WHERE kind = 'reply' AND retired_at IS NULL"
    )
    op.drop_table("library_revisions")
    op.drop_table("entry_versions")
    op.drop_table("library_entries")
