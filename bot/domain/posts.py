"""What a post or a topic is called: its number in the community, and addresses on t.me.

A post of a channel has two places: where it was published, and where Telegram forwarded it for
the discussion. Managers copy the address of either.
"""

from __future__ import annotations

import re

from bot.domain.comment import Comment, Community, Thread
from bot.domain.ids import ChatId, MessageId

_SUPERGROUPS_BELOW = -1_000_000_000_000
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:s/)?"
    r"(?P<chat>c/\d{1,15}|[a-z]\w{2,39})/(?P<number>\d{1,15})(?:/\d{1,15})?/?(?:\?(?P<query>\S*))?",
    re.ASCII | re.IGNORECASE,
)
_THREAD = re.compile(r"(?:^|&)thread=(\d{1,15})(?:&|$)")


def post_names(community: Community, comment: Comment, thread: Thread | None) -> frozenset[str]:
    """Every name of the post or topic that a comment stands under; none where it stands alone."""
    root = comment.thread_id
    if comment.is_behind_door or root is None:
        return frozenset()
    names = {str(root), *addresses_of(community.chat_id, community.username, root)}
    return frozenset(names | set(thread.addresses if thread is not None else ()))


def addresses_of(chat_id: ChatId | int, username: str, number: MessageId) -> tuple[str, ...]:
    """How a message of a chat is addressed on t.me, as `post_name` writes it."""
    found = []
    if chat_id < _SUPERGROUPS_BELOW:
        found.append(f"c/{_SUPERGROUPS_BELOW - chat_id}/{number}")
    if username:
        found.append(f"{username.casefold()}/{number}")
    return tuple(found)


def post_name(words: str) -> str:
    """The post that a number or an address means, as `post_names` has it; raise ValueError."""
    words = words.strip()
    if re.fullmatch(r"[0-9]{1,15}", words):
        return str(int(words))
    found = _ADDRESS.fullmatch(words)
    if found is None:
        raise ValueError(
            f'"{words}" is no post (hint: its address, "https://t.me/your_channel/57", or the '
            "number of its message)"
        )
    under = _THREAD.search(found["query"] or "")
    return f"{found['chat'].casefold()}/{int(under[1] if under else found['number'])}"
