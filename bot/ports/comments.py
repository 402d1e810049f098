"""What members wrote."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.comment import Comment, Thread
from bot.domain.ids import (
    BotId,
    BrandId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    MessageId,
    MessageRef,
)
from bot.domain.load import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of an author before a comment."""

    first_seen_at: datetime | None = None
    case_count: int = 0
    last_was_negative: bool = False


class Comments(Protocol):
    """Comments and their threads."""

    async def add(self, comment: Comment) -> CommentId:
        """Keep a new comment (its `id` is given here)."""

    async def add_all(self, fresh: Sequence[Comment]) -> list[CommentId]:
        """Keep new comments, whose `id`s are given here in their order."""

    async def save(self, comment: Comment) -> None:
        """Keep a comment's changed text, verdict, lane, case."""

    async def note_reactions(self, comment_id: CommentId, count: int, *, at: datetime) -> None:
        """So many reactions a comment has since then."""

    async def add_part(self, comment: Comment, part: MessageId) -> None:
        """Keep a comment that has got one more message, an album's part."""

    async def get(self, comment_id: CommentId) -> Comment:
        """One comment."""

    async def several(self, comment_ids: Collection[CommentId]) -> dict[CommentId, Comment]:
        """These comments; one that there is not is left out."""

    async def at(self, ref: MessageRef) -> Comment | None:
        """The comment that a message is (a part of)."""

    async def known(self, refs: Collection[MessageRef]) -> set[MessageRef]:
        """Those of these messages that are (a part of) a comment."""

    async def album(self, chat_id: ChatId, album_id: str) -> Comment | None:
        """The comment that an album is."""

    async def ripe(self, bot_id: BotId, *, now: datetime, limit: int) -> list[Comment]:
        """Waiting comments that are ready for triage, oldest first."""

    async def next_ripe_at(self, bot_id: BotId) -> datetime | None:
        """When the first that waits is ready; None while none waits."""

    async def free(
        self, bot_id: BotId, *, now: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """Ripe ones without those that have to know what comes of a comment in other hands.

        Whoever claims now does so until then.
        """

    async def claim(
        self, bot_id: BotId, *, now: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """The same, which nobody else is given until then."""

    async def waiting_count(self, bot_id: BotId) -> int:
        """How many wait for triage, ripe or not."""

    async def traffic(
        self, community_id: CommunityId, *, since: datetime, limit: int
    ) -> list[Seen]:
        """What was judged of a community's comments with words since then, the newest first."""

    async def of_case(self, case_id: CaseId) -> list[Comment]:
        """A case's comments, oldest first."""

    async def of_author(
        self, community_id: CommunityId, author_key: str, *, since: datetime
    ) -> list[Comment]:
        """What an author wrote in a community since then, oldest first."""

    async def history(self, brand_id: BrandId, author_key: str, *, before: CommentId) -> History:
        """What is known of the author from comments before this one."""

    async def was_angry(self, brand_id: BrandId, author_key: str, *, before: CommentId) -> bool:
        """Whether the author's last comment before this one was negative."""

    async def above(
        self, community_id: CommunityId, thread_key: str, *, before: CommentId
    ) -> Comment | None:
        """The newest comment of a thread that came before this one."""

    async def sent_between(self, bot_id: BotId, since: datetime, until: datetime) -> list[Comment]:
        """Comments that were written in a stretch of time (for the report after an absence)."""

    async def put_thread(self, community_id: CommunityId, thread: Thread) -> None:
        """Keep or update a thread's title."""

    async def thread(self, community_id: CommunityId, key: str) -> Thread | None:
        """A thread, if it was seen."""
