"""What managers write in the desk: commands, answers to prompts, replies to cards."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from bot.domain.card import Drawn
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.events import Message, SenderKind
from bot.domain.ids import NO_CHAT, MessageRef, Owner, UserId
from bot.domain.outbox import OutboxState, Urgency
from bot.domain.roster import Manager, Role
from bot.errors import NotAllowed, Refused, StoreBusy
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.commands import Command, Commands, parse_command
from bot.services.desk.drafting import Drafting
from bot.services.desk.notes import DeskNotes
from bot.services.desk.people import manager_of
from bot.services.desk.press import Press
from bot.services.desk.pressing import refusal_text
from bot.services.desk.prompts import Prompts
from bot.services.desk.reporting import note_private_chat
from bot.services.desk.solo import SoloCards
from bot.services.desk.speaking import Speaking

LEAD_CODE_USED = "lead-code-used:"
_OF_A_CASE = frozenset({DeskRole.CARD, DeskRole.RECEIPT, DeskRole.SOLO})
_PRIVATELY_ANSWERED = frozenset({DeskRole.PROMPT, DeskRole.RECEIPT, DeskRole.SOLO})


class Conversation:
    """Listens to managers."""

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        speaking: Speaking,
        notes: DeskNotes,
        prompts: Prompts,
        drafting: Drafting,
        commands: Commands,
        solo: SoloCards,
        username: Callable[[], str],
        lead_code: str,
    ) -> None:
        """`username` is empty until Telegram has told it; so is `lead_code` if there is none."""
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._speaking = speaking
        self._notes = notes
        self._prompts = prompts
        self._drafting = drafting
        self._commands = commands
        self._solo = solo
        self._username = username
        self._lead_code = lead_code

    def is_lead_code(self, text: str) -> bool:
        """Whether a private message is the one-time code, alone or after `/start`."""
        given = text.strip().removeprefix("/start").strip().encode("utf-8", "replace")
        return bool(self._lead_code) and hmac.compare_digest(given, self._lead_code.encode())

    async def hear(self, tx: Transaction, message: Message) -> None:
        """Take one message of the desk."""
        if message.service or message.sender.kind in (SenderKind.BOT, SenderKind.POST):
            return
        command = parse_command(message.text, self._username())
        about = await self._about(tx, message) if command is None else None
        if command is None and about is None:
            return
        if message.chat.is_forum:
            await self._note_topic(tx, message)
        if message.sender.kind is not SenderKind.USER:
            await self._tell(tx, message, "refused-anonymous")
            return
        manager = await manager_of(tx, self._owner.desk_id, message.sender.id)
        if manager is None:
            # strangers must not use up what managers wait for
            await self._tell(tx, message, "refused-stranger", urgency=Urgency.CARD)
        elif command is not None:
            await self._obey(tx, command, manager, message)
        elif about is not None:
            await self._take_reply(tx, about, manager, message)

    async def _about(self, tx: Transaction, message: Message) -> DeskMessage | None:
        """The message of ours that somebody replies to; raise StoreBusy if it may become one."""
        if message.reply_to is None:
            return None
        ref = MessageRef(chat_id=message.chat.id, message_id=message.reply_to.message_id)
        about = await tx.desk.get(ref)
        if about is None and await self._is_being_noted(tx, message):
            raise StoreBusy("what this answers is being sent, and not noted yet")
        return None if about is None or about.role is DeskRole.ASKED else about

    async def _note_topic(self, tx: Transaction, message: Message) -> None:
        """What answers this goes where it stands."""
        await tx.desk.put(
            DeskMessage(
                chat_id=message.chat.id,
                message_id=message.message_id,
                role=DeskRole.ASKED,
                thread_id=message.thread_id if message.is_topic else None,
            )
        )

    async def _is_being_noted(self, tx: Transaction, message: Message) -> bool:
        """Whether the message that is answered may be one of ours that Telegram shows already.

        Somebody quick answers a prompt before our request to post it has come back.
        """
        answered = message.reply_to.sender if message.reply_to else None
        if answered is None or answered.kind is not SenderKind.BOT:
            return False
        sending = await tx.outbox.in_state(self._owner.bot_id, OutboxState.SENDING)
        return any(item.chat_id == message.chat.id for item in sending)

    async def hear_privately(self, tx: Transaction, message: Message) -> None:
        """Take a private message of a manager, or of whoever has the one-time code."""
        if self.is_lead_code(message.text):
            await self._welcome_lead(tx, message)
            return
        manager = await manager_of(tx, self._owner.desk_id, message.sender.id)
        if manager is None:
            return
        await note_private_chat(tx, manager.user_id, is_open=True)
        await self._speaking.note(tx, message.sender)
        command = parse_command(message.text, self._username())
        about = await self._about(tx, message) if command is None else None
        if about is not None and about.role in _PRIVATELY_ANSWERED:
            await self._take_reply(tx, about, manager, message)
            return
        await self._obey(tx, command or Command(name="help"), manager, message)

    async def _welcome_lead(self, tx: Transaction, message: Message) -> None:
        key = f"{LEAD_CODE_USED}{self._owner.desk_id}"
        if await tx.directory.value(key, is_shared=True) == self._code_mark():
            await self._tell(tx, message, "lead-code-used")
            return
        await tx.directory.set_value(key, self._code_mark(), is_shared=True)
        await tx.directory.save_manager(
            Manager(
                desk_id=self._owner.desk_id,
                user_id=UserId(message.sender.id),
                name=message.sender.name,
                role=Role.LEAD,
            )
        )
        await note_private_chat(tx, UserId(message.sender.id), is_open=True)
        await self._speaking.note(tx, message.sender)
        await self._tell(tx, message, "lead-welcome", name=message.sender.name)

    def _code_mark(self) -> str:
        """Tells codes apart without keeping them."""
        return hashlib.sha256(self._lead_code.encode()).hexdigest()[:16]

    async def _obey(
        self, tx: Transaction, command: Command, manager: Manager, message: Message
    ) -> None:
        if command.name == "here":
            await self._move_in(tx, manager, message)
            return
        try:
            await self._commands.obey(tx, command, manager, message)
        except Refused as refusal:
            await self._refuse(tx, message, refusal)

    async def hear_elsewhere(self, tx: Transaction, message: Message) -> bool:
        """Take `/here` of a lead in another group: it becomes the desk. Return if it was that."""
        command = parse_command(message.text, self._username())
        if command is None or command.name != "here":
            return False
        manager = await manager_of(tx, self._owner.desk_id, message.sender.id)
        if manager is not None:
            await self._move_in(tx, manager, message)
        return manager is not None

    async def _move_in(self, tx: Transaction, manager: Manager, message: Message) -> None:
        """Make this group the desk, if it has none yet."""
        desk = await tx.directory.desk(self._owner.desk_id)
        if not manager.role.includes(Role.LEAD):
            await self._refuse(tx, message, NotAllowed(Role.LEAD))
        elif desk.chat_id not in (NO_CHAT, message.chat.id):
            await self._tell(tx, message, "desk-is-elsewhere")
        elif desk.chat_id == NO_CHAT and message.chat.id in await tx.directory.desk_chats():
            await self._tell(tx, message, "desk-of-another")
        else:
            await tx.directory.move_chat(NO_CHAT, message.chat.id)
            await self._tell(tx, message, "desk-is-here")

    async def _take_reply(
        self, tx: Transaction, about: DeskMessage, manager: Manager, message: Message
    ) -> None:
        is_answer_to_prompt = about.role is DeskRole.PROMPT
        if not is_answer_to_prompt and (about.role not in _OF_A_CASE or about.case_id is None):
            return
        text = message.text.strip()
        if not text or message.media:
            await self._tell(tx, message, "words-needed")
            return
        try:
            if is_answer_to_prompt:
                await self._complete(tx, about, manager, message, text)
            else:
                if not manager.role.includes(Role.MANAGER):
                    raise NotAllowed(Role.MANAGER)
                await self._offer(tx, about, manager, message, text)
        except Refused as refusal:
            await self._refuse(tx, message, refusal)

    async def _complete(
        self, tx: Transaction, about: DeskMessage, manager: Manager, message: Message, text: str
    ) -> None:
        action = await tx.desk.action(about.awaits)
        if action is None:
            await self._tell(tx, message, "refused-old-button")
            return
        chat_id, number = message.chat.id, message.message_id
        watched = await self._solo.watch(tx, action.case_id, manager, chat_id)
        await self._prompts.complete(tx, action, manager, text, chat_id=chat_id, reply_to=number)
        press = Press(manager=manager, chat_id=chat_id, message_id=number, at=self._clock.now())
        await self._solo.follow(tx, watched, press)

    async def _offer(
        self, tx: Transaction, about: DeskMessage, manager: Manager, message: Message, text: str
    ) -> None:
        assert about.case_id is not None
        case = await tx.cases.get(about.case_id)
        await self._drafting.offer(
            tx, case, manager, text, chat_id=message.chat.id, reply_to=message.message_id
        )

    async def _refuse(self, tx: Transaction, message: Message, refusal: Refused) -> None:
        await self._tell(tx, message, "refused", reason=refusal_text(self._renderer, refusal))

    async def _tell(
        self,
        tx: Transaction,
        message: Message,
        key: str,
        /,
        urgency: Urgency = Urgency.ANSWER,
        **values: str | int,
    ) -> None:
        await self._notes.answer(
            tx,
            Drawn(html=self._renderer.say(key, **values)),
            chat_id=message.chat.id,
            reply_to=message.message_id,
            urgency=urgency,
        )
