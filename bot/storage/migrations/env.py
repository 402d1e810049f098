"""Alembic's entry: runs on the connection that `bot.storage.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes tables by making them anew
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
