"""Tell what an event is for: the desk, a community, a private chat, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.card import Drawn
from bot.domain.comment import Community
from bot.domain.door import is_start
from bot.domain.events import (
    ButtonPressed,
    ChatKind,
    ChatMigrated,
    Event,
    MembershipChanged,
    Message,
    MessageSeen,
    NotForUs,
    ReactionsChanged,
    Sender,
)
from bot.domain.ids import NO_CHAT, ChatId, Owner, UserId
from bot.domain.roster import Manager
from bot.errors import DamagedRow
from bot.ports import Transaction, WaitingUpdate
from bot.services.desk.conversation import Conversation
from bot.services.desk.drafting import Drafting
from bot.services.desk.lead_desk import LeadDesk
from bot.services.desk.newcomers import SEEN_CHAT
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.pressing import Pressing
from bot.services.desk.reporting import note_private_chat
from bot.services.desk.speaking import Speaking
from bot.services.intake import Toast
from bot.services.listening import Heard, Listening
from bot.services.private_door import PrivateDoor


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenDesk:
    """What takes presses, words and decisions of leads, and answers in one language."""

    parts: tuple[DeskPart, ...]
    pressing: Pressing
    conversation: Conversation
    leading: LeadDesk
    drafting: Drafting


class Reception:
    """Hands every event to the part of the desk that it is meant for, in the right language."""

    def __init__(
        self,
        *,
        owner: Owner,
        listening: Listening,
        spoken: Callable[[str], SpokenDesk],
        speaking: Speaking,
        notes: DeskNotes,
        door: PrivateDoor,
    ) -> None:
        """`spoken` has the desk that speaks a language."""
        self._owner = owner
        self._listening = listening
        self._spoken = spoken
        self._speaking = speaking
        self._notes = notes
        self._door = door
        at_desk = spoken(speaking.at_desk.speaks)
        self._conversation = at_desk.conversation
        self._leading = at_desk.leading

    async def handle(self, tx: Transaction, event: Event) -> Toast | None:
        """Do what the event asks for, in the database only."""
        match event:
            case MessageSeen():
                await self._message(tx, event)
            case ButtonPressed():
                spoken = await self._spoken_with(tx, event.chat_id, event.presser)
                return await spoken.pressing.press(tx, event)
            case ChatMigrated():
                await tx.directory.move_chat(event.old_chat_id, event.new_chat_id)
                await self._leading.newcomers.follow(tx, event.old_chat_id, event.new_chat_id)
            case MembershipChanged():
                await self._membership(tx, event)
            case ReactionsChanged():
                await self._listening.note_reactions(tx, event)
            case NotForUs():
                pass
        return None

    async def handle_all(self, tx: Transaction, events: Sequence[Event]) -> list[Toast | None]:
        """Do what many ask for, in their order; each has its toast.

        After an outage there are thousands of comments, which are written down many at once.
        """
        toasts: list[Toast | None] = []
        plain: list[Heard] = []
        for event in events:
            heard = await self._plain(tx, event)
            if heard is not None:
                plain.append(heard)
                toasts.append(None)
                continue
            await self._listening.hear_plain(tx, plain)
            plain.clear()
            toasts.append(await self.handle(tx, event))
        await self._listening.hear_plain(tx, plain)
        return toasts

    async def _plain(self, tx: Transaction, event: Event) -> Heard | None:
        """What is nothing but a new comment in a community, as most of all events are."""
        if not isinstance(event, MessageSeen) or event.message.chat.kind is ChatKind.PRIVATE:
            return None
        desk = await tx.directory.desk(self._owner.desk_id)
        if desk.chat_id in {NO_CHAT, event.message.chat.id}:
            return None
        community = await self._community_of(tx, event.message)
        if community is None:
            return None
        managers = await tx.directory.managers(self._owner.desk_id)
        heard = Heard(community=community, event=event)
        return heard if self._listening.is_plain(heard, managers) else None

    async def excuse(self, tx: Transaction, event: Event, damaged: DamagedRow) -> Toast | None:
        """Tell a manager at the desk, or in private, that a row is in the way."""
        row = {"table": damaged.table, "row": damaged.row}
        match event:
            case ButtonPressed():
                words = await self._speaking.to_sender(tx, event.presser)
                return Toast(text=words.label("refused-damaged", **row), alert=True)
            case MessageSeen(message=message) if await self._is_of_manager(tx, message):
                words = await self._speaking.in_chat(tx, message.chat.id)
                await self._notes.answer(
                    tx,
                    Drawn(html=words.say("refused-damaged", **row)),
                    chat_id=message.chat.id,
                    reply_to=message.message_id,
                )
                return Toast()
            case _:
                return None

    async def _is_of_manager(self, tx: Transaction, message: Message) -> bool:
        desk = await tx.directory.desk(self._owner.desk_id)
        if message.chat.id == desk.chat_id:
            return True
        managers = await tx.directory.managers(self._owner.desk_id)
        is_manager = any(one.user_id == message.sender.id for one in managers)
        return is_manager and message.chat.kind is ChatKind.PRIVATE

    async def report_dead_letter(self, tx: Transaction, waiting: WaitingUpdate) -> None:
        """Tell the desk that an update could not be handled."""
        await self._notes.say(tx, "dead-letter", update=waiting.update_id)

    async def _message(self, tx: Transaction, event: MessageSeen) -> None:
        message = event.message
        desk = await tx.directory.desk(self._owner.desk_id)
        if message.chat.id == desk.chat_id:
            if not event.is_edit:
                await self._leading.topics.hear(tx, message)
                await self._conversation.hear(tx, message)
            return
        is_private = message.chat.kind is ChatKind.PRIVATE
        if is_private and self._leading.inviting.is_answer(message):
            if not event.is_edit:
                spoken = await self._spoken_with(tx, message.chat.id, message.sender)
                await spoken.leading.inviting.welcome(tx, message)
            return
        await self._of_somebody(tx, event, is_private=is_private)

    async def _of_somebody(self, tx: Transaction, event: MessageSeen, *, is_private: bool) -> None:
        """Take what stands neither at the desk nor answers an invitation."""
        message = event.message
        managers = await tx.directory.managers(self._owner.desk_id)
        community = await self._community_of(tx, message)
        if is_private and self._is_for_the_desk(message, managers):
            spoken = await self._spoken_with(tx, message.chat.id, message.sender)
            await spoken.conversation.hear_privately(tx, message)
        elif is_private and await self._came_by_door(tx, event):
            pass
        elif community is not None:
            if not await self._becomes_desk(tx, community, message):
                await self._listening.hear(tx, community, event, managers)
        elif not is_private:
            await self._remember_chat(tx, message.chat.id, message.chat.title)
            await self._conversation.hear_elsewhere(tx, message)

    async def _came_by_door(self, tx: Transaction, event: MessageSeen) -> bool:
        """Take what opens the private chat, and what goes on there with a public case."""
        if is_start(event.message.text):
            if not event.is_edit:
                await self._door.enter(tx, event.message)
            return True
        case_id = await self._door.case_of(tx, event.message)
        if case_id is not None:
            await self._listening.hear_behind_door(tx, case_id, event)
        return case_id is not None

    async def _spoken_with(
        self, tx: Transaction, chat_id: ChatId | None, sender: Sender
    ) -> SpokenDesk:
        """The desk in the language of a chat: a private one has its only member's."""
        is_private = chat_id is not None and chat_id > 0
        words = (
            await self._speaking.to_sender(tx, sender) if is_private else self._speaking.at_desk
        )
        return self._spoken(words.speaks)

    async def _becomes_desk(self, tx: Transaction, community: Community, message: Message) -> bool:
        """Whether a lead makes the desk of a group that was taken for a community."""
        desk_id = self._owner.desk_id
        if community.is_private or (await tx.directory.desk(desk_id)).chat_id != NO_CHAT:
            return False
        await self._conversation.hear_elsewhere(tx, message)
        if (await tx.directory.desk(desk_id)).chat_id != community.chat_id:
            return False
        await self._leading.communities.give_up(tx, community)
        return True

    def _is_for_the_desk(self, message: Message, managers: list[Manager]) -> bool:
        is_manager = any(one.user_id == message.sender.id for one in managers)
        return is_manager or self._conversation.is_lead_code(message.text)

    async def _community_of(self, tx: Transaction, message: Message) -> Community | None:
        is_private = message.chat.kind is ChatKind.PRIVATE
        for community in await tx.directory.communities(self._owner.bot_id):
            if community.is_private and is_private:
                return community
            if not community.is_private and community.chat_id == message.chat.id:
                return community
        return None

    async def _membership(self, tx: Transaction, event: MembershipChanged) -> None:
        if not event.is_self:
            return
        if event.chat.kind is ChatKind.PRIVATE:
            await self._private_chat(tx, event)
            return
        if event.chat.id == (await tx.directory.desk(self._owner.desk_id)).chat_id:
            await self._leading.topics.hear_rights(tx, event)
        communities = await tx.directory.communities(self._owner.bot_id)
        known = {one.chat_id: one for one in communities if not one.is_private}
        community = known.get(event.chat.id)
        if community is not None and event.is_inside:
            await self._leading.communities.note_return(tx, community)
        elif community is not None:
            await self._leading.communities.note_removal(tx, community, event)
        elif event.chat.kind is ChatKind.CHANNEL:
            # comments stand in its discussion group
            await self._remember_chat(tx, event.chat.id, event.chat.title)
        else:
            await self._leading.newcomers.hear(tx, event)

    async def _private_chat(self, tx: Transaction, event: MembershipChanged) -> None:
        """A manager who blocks the bot can be rung no more."""
        managers = await tx.directory.managers(self._owner.desk_id)
        if any(one.user_id == UserId(event.chat.id) for one in managers):
            await note_private_chat(tx, UserId(event.chat.id), is_open=event.is_inside)

    async def _remember_chat(self, tx: Transaction, chat_id: ChatId, title: str) -> None:
        await tx.directory.set_value(f"{SEEN_CHAT}{chat_id}", title)
