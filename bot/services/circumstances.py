"""Gather what is known around a comment, as rules and priority ask for it."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.agreeing import AgreesWith
from bot.domain.circumstances import Circumstances, hosts_of
from bot.domain.comment import Comment, Community, author_key
from bot.domain.posts import post_names
from bot.ports import Transaction
from bot.services.author_lists import list_of


async def circumstances_of(
    tx: Transaction,
    comment: Comment,
    community: Community,
    *,
    waited: timedelta,
    agrees_with: AgreesWith | None,
) -> Circumstances:
    """Ask just before it is routed: the author's comment before may be of the same batch."""
    key = author_key(comment.author)
    thread = await tx.comments.thread(community.id, comment.thread_key)
    return Circumstances(
        chat_id=comment.chat_id,
        author_id=comment.author.id,
        media=comment.media,
        has_text=bool(comment.text.strip()),
        at=comment.sent_at,
        post=post_names(community, comment, thread),
        hosts=hosts_of(comment.links),
        on=await list_of(tx, comment.owner.brand_id, comment.author),
        waited=waited,
        was_angry_before=await tx.comments.was_angry(
            comment.owner.brand_id, key, before=comment.id
        ),
        agrees_with=agrees_with,
    )
