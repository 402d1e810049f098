"""Groups that the bot was added to: a lead is asked, and one tap makes a community of one."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.comment import Community, CommunityMode
from bot.domain.communities import WEEK, CommunityPage, Newcomer, OfferPage, lacking
from bot.domain.desk import Action, Verb
from bot.domain.events import MembershipChanged
from bot.domain.ids import NO_CHAT, ChatId, CommunityId, Owner
from bot.domain.outbox import Urgency
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.departing import depart
from bot.services.desk.leads import chats_of_leads
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.desk.speaking import Speaking
from bot.services.desk.watching import begin_to_watch, line_of

SEEN_CHAT = "seen-chat:"
"""Prefix of facts about chats that the bot is in but does not watch: their titles."""
NEWCOMER = "newcomer:"
"""Prefix of facts about groups to decide about: the rights that the bot lacks there."""
ADDED_BY = "added-by:"
"""Prefix of facts about those: the name of whoever added the bot."""
OFFERED = "offered:"
"""Prefix of facts about those that leads were asked about: the rights that it lacked then."""
_FACTS = (SEEN_CHAT, NEWCOMER, ADDED_BY, OFFERED)
_AT_ONCE = 5
"""Groups that are asked about in one turn."""
ADOPTED = "community_adopted"
TURNED_DOWN = "group_left"
"""Names of audit actions; the details name the group."""


class Newcomers(DeskPart):
    """Asks leads about groups, and does what they decide.

    They are asked a moment after the bot was added, not at once: it is often made an admin in the
    next breath.
    """

    verbs = frozenset({Verb.ADOPT, Verb.TURN_DOWN})

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        speaking: Speaking,
    ) -> None:
        self._speaking = speaking
        self._owner = owner
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self.turns = (self.turn,)

    async def hear(self, tx: Transaction, event: MembershipChanged) -> None:
        """The bot's standing in a group has changed that is no community."""
        chat_id = event.chat.id
        if event.is_inside:
            await tx.directory.set_value(f"{SEEN_CHAT}{chat_id}", event.chat.title)
            if await tx.directory.value(f"{NEWCOMER}{chat_id}") is None:
                await tx.directory.set_value(f"{ADDED_BY}{chat_id}", event.by.name)
            lacks = ",".join(lacking(event.status, event.rights))
            await tx.directory.set_value(f"{NEWCOMER}{chat_id}", lacks)
            return
        was_offered = await tx.directory.value(f"{OFFERED}{chat_id}") is not None
        await forget(tx, chat_id)
        if was_offered:
            for chat in await chats_of_leads(tx, self._owner.desk_id):
                words = await self._speaking.in_chat(tx, chat)
                drawn = Drawn(html=words.say("offer-removed", group=event.chat.title))
                await self._notes.tell(tx, chat, drawn, silent=True)

    async def follow(self, tx: Transaction, old: ChatId, new: ChatId) -> None:
        """A group became a supergroup."""
        for prefix in _FACTS:
            value = await tx.directory.value(f"{prefix}{old}")
            if value is not None:
                await tx.directory.set_value(f"{prefix}{new}", value)
                await tx.directory.drop_value(f"{prefix}{old}")

    async def turn(self) -> None:
        """Ask about groups that nobody was asked about, or where the bot's rights have changed."""
        async with self._store.reading() as tx:
            if not await self._to_offer(tx):
                return
        async with self._store.writing() as tx:
            chats = await chats_of_leads(tx, self._owner.desk_id)
            has_desk = (await tx.directory.desk(self._owner.desk_id)).chat_id != NO_CHAT
            for one in (await self._to_offer(tx))[:_AT_ONCE] if chats else []:
                page = OfferPage(newcomer=one, may_be_desk=not has_desk)
                for chat in chats:
                    drawn = (await self._speaking.in_chat(tx, chat)).page(page)
                    # anybody can add the bot anywhere: that must not hold up what managers ask
                    await self._notes.tell(tx, chat, drawn, urgency=Urgency.CARD)
                await tx.directory.set_value(f"{OFFERED}{one.chat_id}", ",".join(one.lacks))

    async def _to_offer(self, tx: Transaction) -> list[Newcomer]:
        offered = await tx.directory.values(OFFERED)
        return [
            one
            for one in await newcomers(tx, self._owner)
            if offered.get(str(one.chat_id)) != ",".join(one.lacks)
        ]

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Watch the group or leave it, unless somebody has decided already."""
        chat_id = await tx.directory.moved_to(ChatId(action.number))
        communities = await tx.directory.communities(self._owner.bot_id)
        known = next((one for one in communities if one.chat_id == chat_id), None)
        if known is not None:
            await self._show(tx, known, press)
            return "toast-watched-already", {}
        found = [one for one in await newcomers(tx, self._owner) if one.chat_id == chat_id]
        if not found:
            await self._say(tx, press, "offer-gone")
            return "toast-not-there", {}
        if action.verb is Verb.ADOPT:
            return await self._adopt(tx, found[0], press)
        return await self._turn_down(tx, found[0], press)

    async def _adopt(self, tx: Transaction, group: Newcomer, press: Press) -> Told:
        community = Community(
            id=CommunityId(0),
            owner=self._owner,
            chat_id=group.chat_id,
            title=group.title,
            mode=CommunityMode.WATCH,
        )
        await tx.directory.add_community(community)
        await forget(tx, group.chat_id)
        communities = await tx.directory.communities(self._owner.bot_id)
        adopted = next(one for one in communities if one.chat_id == group.chat_id)
        await begin_to_watch(tx, adopted.id, at=press.at)
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=ADOPTED, detail=group.title
        )
        await self._show(tx, adopted, press)
        return "toast-watched", {}

    async def _turn_down(self, tx: Transaction, group: Newcomer, press: Press) -> Told:
        await forget(tx, group.chat_id)
        await depart(tx, self._owner, group.chat_id, press)
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=TURNED_DOWN, detail=group.title
        )
        await self._say(tx, press, "offer-left", group=group.title, by=press.manager.name)
        return "toast-leaving", {}

    async def _show(self, tx: Transaction, community: Community, press: Press) -> None:
        line = await line_of(tx, community, since=self._clock.now() - WEEK)
        drawn = self._renderer.page(CommunityPage(line=line))
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)

    async def _say(self, tx: Transaction, press: Press, key: str, /, **values: str) -> None:
        drawn = Drawn(html=self._renderer.say(key, **values))
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)


async def newcomers(tx: Transaction, owner: Owner) -> list[Newcomer]:
    """The groups that the bot is in, neither communities nor anybody's desk."""
    taken = {one.chat_id for one in await tx.directory.communities(owner.bot_id)}
    taken |= await tx.directory.desk_chats()
    titles = await tx.directory.values(SEEN_CHAT)
    added_by = await tx.directory.values(ADDED_BY)
    return [
        Newcomer(
            chat_id=ChatId(int(chat_id)),
            title=titles.get(chat_id, ""),
            added_by=added_by.get(chat_id, ""),
            lacks=tuple(lacks.split(",")) if lacks else (),
        )
        for chat_id, lacks in (await tx.directory.values(NEWCOMER)).items()
        if int(chat_id) not in taken
    ]


async def forget(tx: Transaction, chat_id: ChatId) -> None:
    """Nothing is to be decided about a group any more."""
    for prefix in _FACTS:
        await tx.directory.drop_value(f"{prefix}{chat_id}")
