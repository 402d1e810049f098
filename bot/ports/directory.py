"""Brands, desks, communities and people, and who is invited to a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.comment import Community
from bot.domain.ids import BotId, BrandId, ChatId, CommunityId, DeskId, Owner
from bot.domain.inviting import Invite, InviteState
from bot.domain.roster import Manager


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What the configuration says at the first start."""

    owner: Owner
    brand_key: str
    desk_key: str
    brand_name: str
    desk_chat_id: ChatId
    desk_language: str
    desk_time_zone: str
    communities: tuple[Community, ...]
    managers: tuple[Manager, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFacts:
    """The managers' chat, and which bot serves it."""

    id: DeskId
    bot_id: BotId
    chat_id: ChatId
    language: str
    time_zone: str


class Directory(Protocol):
    """Brands, desks, communities and people."""

    async def seed(self, seed: Seed) -> None:
        """Take over the configuration where the database has no such row yet (chat, user id)."""

    async def desk(self, desk_id: DeskId) -> DeskFacts:
        """The desk."""

    async def numbers(self, *, brand_key: str, desk_key: str) -> tuple[BrandId, DeskId]:
        """The numbers that a brand and a desk have, or that are free for them to be seeded with.

        A number stays with its key, whatever else a configuration says later.
        """

    async def desk_chats(self) -> frozenset[ChatId]:
        """The chats of all desks, whichever bot serves them."""

    async def communities(self, bot_id: BotId) -> list[Community]:
        """All communities of a bot."""

    async def add_community(self, community: Community) -> CommunityId | None:
        """Keep a new community (its `id` is given here); None if its chat is one already.

        A chat that moved is followed.
        """

    async def save_community(self, community: Community) -> None:
        """Change title, user name, mode and the like of a community that is there."""

    async def managers(self, desk_id: DeskId) -> list[Manager]:
        """Everybody with a role at the desk."""

    async def save_manager(self, manager: Manager) -> None:
        """Add a manager or change the role."""

    async def remove_manager(self, manager: Manager) -> None:
        """Take every role at the desk from somebody."""

    async def move_chat(self, old: ChatId, new: ChatId) -> None:
        """A group became a supergroup: the bot's communities and its desk follow it.

        Their history stays theirs. Each bot is told by Telegram for itself.
        """

    async def moved_to(self, chat_id: ChatId) -> ChatId:
        """The id that a chat has now, if the group became a supergroup."""

    async def value(self, key: str, *, is_shared: bool = False) -> str | None:
        """A small fact kept across restarts.

        Facts are the bot's. Those that are `is_shared` are no single bot's: their keys say which
        desk or brand they are about.
        """

    async def values(self, prefix: str, *, is_shared: bool = False) -> dict[str, str]:
        """All small facts whose keys start so, by the rest of their keys."""

    async def set_value(self, key: str, value: str, *, is_shared: bool = False) -> None:
        """Keep a small fact."""

    async def drop_value(self, key: str, *, is_shared: bool = False) -> None:
        """Forget a small fact."""


class Invites(Protocol):
    """Invitations to the desk."""

    async def add(self, invite: Invite) -> None:
        """Keep a new invitation."""

    async def get(self, mark: str) -> Invite | None:
        """One invitation to this bot's desk, used and expired ones too."""

    async def move(self, invite: Invite, *, expected: InviteState) -> bool:
        """Keep what became of an invitation; False if it is no longer in the `expected` state."""

    async def forget(self, *, before: datetime) -> int:
        """Drop invitations that ended before then; return how many."""
