"""`/topics`: what the desk's cards are sorted by, and what its group tells about topics."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.desk import Action, Verb
from bot.domain.events import MembershipChanged, Message
from bot.domain.ids import Owner
from bot.domain.topics import Refusal, TopicMode, TopicsPage, TopicState, is_wanted
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.desk.telling_leads import LeadsTold
from bot.services.desk.topics_switch import (
    mode_of,
    note_refusal,
    refusal_of,
    release_all,
    set_mode,
    try_again,
)

TOPICS_CHANGED = "desk_topics"
"""Name of the audit action; the detail names the mode before and after."""
_RIGHT = "can_manage_topics"
_OWNERS = frozenset({"creator", "owner"})


class TopicDesk(DeskPart):
    """Shows and changes the mode, and notices what changes in the desk's group."""

    verbs = frozenset({Verb.SET_TOPICS})

    def __init__(
        self, *, owner: Owner, clock: Clock, renderer: Renderer, notes: DeskNotes, leads: LeadsTold
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._leads = leads
        self.commands = {"topics": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/topics`; what was refused before is tried again."""
        was_refused = await refusal_of(tx, self._owner.desk_id)
        await try_again(tx, self._owner.desk_id)
        page = await self._page(tx)
        if page.mode is not TopicMode.OFF and was_refused is not None:
            page = replace(page, refusal=was_refused, tries_again=True)
        drawn = self._renderer.page(page)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Sort by what the button says from now on; cards that stand stay where they are."""
        desk_id = self._owner.desk_id
        before, mode = await mode_of(tx, desk_id), TopicMode(action.text)
        if mode is not before:
            await set_mode(tx, desk_id, mode)
            await try_again(tx, desk_id)
            await release_all(tx, now=press.at)
            await record_at_desk(
                tx,
                self._owner,
                press.manager,
                at=press.at,
                action=TOPICS_CHANGED,
                detail=f"{before} → {mode}",
            )
        drawn = self._renderer.page(await self._page(tx))
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return f"toast-topics-{mode}", {}

    async def hear(self, tx: Transaction, message: Message) -> None:
        """A message of the desk tells whether its group has topics; some tell of one of them."""
        desk_id = self._owner.desk_id
        if await mode_of(tx, desk_id) is TopicMode.OFF:
            return
        refusal = await refusal_of(tx, desk_id)
        if message.chat.is_forum and refusal is Refusal.NO_TOPICS:
            await try_again(tx, desk_id)
        elif not message.chat.is_forum and refusal is not Refusal.NO_TOPICS:
            await note_refusal(tx, desk_id, Refusal.NO_TOPICS)
            await self._leads.tell(tx, f"topics-{Refusal.NO_TOPICS}")
            await release_all(tx, now=self._clock.now())
        if message.service == "topic_reopened" and message.thread_id is not None:
            topic = await tx.topics.in_thread(message.chat.id, message.thread_id)
            if topic is not None and topic.state is TopicState.CLOSED:
                await tx.topics.put(replace(topic, state=TopicState.OPEN))

    async def hear_rights(self, tx: Transaction, event: MembershipChanged) -> None:
        """The bot's standing in the desk's group has changed: it may be allowed to make topics."""
        desk_id = self._owner.desk_id
        may = event.status in _OWNERS or _RIGHT in event.rights
        if may and await refusal_of(tx, desk_id) is Refusal.NO_RIGHTS:
            await try_again(tx, desk_id)

    async def _page(self, tx: Transaction) -> TopicsPage:
        desk = await tx.directory.desk(self._owner.desk_id)
        mode = await mode_of(tx, self._owner.desk_id)
        topics = await tx.topics.of_chat(desk.chat_id)
        return TopicsPage(
            mode=mode,
            chat_id=desk.chat_id,
            topics=tuple(
                one
                for one in topics
                if is_wanted(one.subject, mode) and one.state is not TopicState.GONE
            ),
            refusal=await refusal_of(tx, self._owner.desk_id),
        )
