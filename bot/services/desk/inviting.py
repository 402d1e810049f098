"""`/invite`: a link that works once; whoever used it has a role when a lead has confirmed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.events import Message, SenderKind
from bot.domain.ids import ChatId, Owner, UserId
from bot.domain.inviting import (
    KEPT,
    LASTS,
    TOKEN_BYTES,
    Invite,
    InviteState,
    invite_link,
    mark_of,
    token_in,
)
from bot.domain.outbox import Urgency
from bot.domain.roster import Manager, Role
from bot.domain.set_back import has_passed
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.leads import chats_of_leads
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.people import manager_of
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.desk.reporting import note_private_chat
from bot.services.desk.speaking import Speaking
from bot.services.desk.team import removed_from

INVITED = "invited"
ROLE_GIVEN = "role_given"
TURNED_AWAY = "guest_turned_away"
"""Names of audit actions; the details name role and person."""
TOLD = "invite-told:"
"""Prefix of facts: when somebody was last told that their link does not work."""
ANSWER_EVERY = timedelta(hours=1)
"""Whoever tries links that do not work gets one answer in that time."""


class Inviting(DeskPart):
    """Makes links, hears who used them, and does what a lead decides."""

    verbs = frozenset({Verb.INVITE, Verb.ADMIT, Verb.TURN_AWAY})

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        speaking: Speaking,
        username: Callable[[], str],
    ) -> None:
        """`username` is empty until Telegram has told it."""
        self._speaking = speaking
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._username = username
        self.commands = {"invite": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/invite`, alone or with a role."""
        role = self._role_named(asked.words)
        if role is None:
            drawn = self._choice_of_roles()
        else:
            drawn = Drawn(html=await self._invite(tx, role, asked.manager, at=asked.at))
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Make a link, or decide about whoever used one."""
        if action.verb is Verb.INVITE:
            html = await self._invite(tx, Role(action.text), press.manager, at=press.at)
            await self._turn(tx, press, html)
            return "toast-page", {}
        invite = await tx.invites.get(action.text)
        if invite is None or press.at - invite.expires_at > KEPT:
            await self._turn(tx, press, self._renderer.say("invite-forgotten"))
            return "toast-invite-settled", {}
        is_welcome = action.verb is Verb.ADMIT
        state = InviteState.CONFIRMED if is_welcome else InviteState.REFUSED
        if not await tx.invites.move(replace(invite, state=state), expected=InviteState.CAME):
            await self._turn(tx, press, self._settled(invite))
            return "toast-invite-settled", {}
        if is_welcome:
            await self._admit(tx, invite)
        action_name = ROLE_GIVEN if is_welcome else TURNED_AWAY
        await self._settle(tx, invite, press, action=action_name, key=f"invite-{state}")
        return "toast-done", {}

    def is_answer(self, message: Message) -> bool:
        """Whether a private message comes from a link."""
        return token_in(message.text) is not None

    async def welcome(self, tx: Transaction, message: Message) -> None:
        """Somebody came with a link: ask a lead, or say why the link does not work."""
        token = token_in(message.text)
        if token is None or message.sender.kind is not SenderKind.USER:
            return
        invite = await tx.invites.get(mark_of(token))
        known = await manager_of(tx, self._owner.desk_id, message.sender.id)
        if known is not None:
            await note_private_chat(tx, known.user_id, is_open=True)
        if invite is None or (key := self._flaw(invite, known, message)):
            await self._refuse(tx, message, key if invite else "invite-unknown")
            return
        came = replace(
            invite,
            state=InviteState.CAME,
            guest=UserId(message.sender.id),
            guest_name=message.sender.name,
            guest_username=message.sender.username,
        )
        if await tx.invites.move(came, expected=InviteState.OPEN):
            await self._speaking.note(tx, message.sender)
            await self._tell_guest(tx, came, "invite-came")
            await self._ask_lead(tx, came)

    def _role_named(self, words: str) -> Role | None:
        wanted = words.casefold()
        for role in Role:
            if wanted in (role.value, self._renderer.label(f"role-{role}").casefold()):
                return role
        return None

    def _choice_of_roles(self) -> Drawn:
        choices = [
            Choice(
                label=self._renderer.label(f"role-{role}"),
                action=Action(verb=Verb.INVITE, text=role.value),
            )
            for role in Role
        ]
        html = self._renderer.say("invite-which")
        return Drawn(html=html, rows=tuple((choice,) for choice in choices))

    async def _invite(self, tx: Transaction, role: Role, manager: Manager, *, at: datetime) -> str:
        username = self._username()
        if not username:
            return self._renderer.say("invite-not-yet")
        token = secrets.token_urlsafe(TOKEN_BYTES)
        invite = Invite(
            mark=mark_of(token),
            owner=self._owner,
            role=role,
            by=manager.user_id,
            by_name=manager.name,
            expires_at=at + LASTS,
        )
        await self._forget_old(tx, now=at)
        await tx.invites.add(invite)
        await record_at_desk(tx, self._owner, manager, at=at, action=INVITED, detail=role.value)
        return self._renderer.say(
            "invite-link",
            role=self._shown(role),
            link=invite_link(username, token),
            until=invite.expires_at,
        )

    def _flaw(self, invite: Invite, known: Manager | None, message: Message) -> str:
        """Why a link gives nothing, as the key of a sentence; empty if it works."""
        if invite.state is InviteState.CAME and invite.guest == message.sender.id:
            return "invite-waiting"
        if invite.state is not InviteState.OPEN:
            return "invite-used"
        if self._clock.now() >= invite.expires_at:
            return "invite-expired"
        if known is not None and known.role.includes(invite.role):
            return "invite-needless"
        return ""

    async def _refuse(self, tx: Transaction, message: Message, key: str) -> None:
        """Say so once in a while: whoever guesses learns and moves nothing."""
        fact, now = f"{TOLD}{message.sender.id}", self._clock.now()
        told = await tx.directory.value(fact)
        if told is not None and not has_passed(ANSWER_EVERY, datetime.fromisoformat(told), now):
            return
        await tx.directory.set_value(fact, now.isoformat())
        await self._notes.answer(
            tx,
            Drawn(html=self._renderer.say(key)),
            chat_id=message.chat.id,
            reply_to=message.message_id,
            urgency=Urgency.CARD,
        )

    async def _ask_lead(self, tx: Transaction, invite: Invite) -> None:
        for chat_id in await chats_of_leads(tx, self._owner.desk_id, best=invite.by):
            words = await self._speaking.in_chat(tx, chat_id)
            await self._notes.tell(tx, chat_id, self._question(invite, words))

    def _question(self, invite: Invite, words: Renderer) -> Drawn:
        def choice(key: str, verb: Verb) -> Choice:
            action = Action(verb=verb, text=invite.mark)
            return Choice(label=words.label(key), action=action)

        html = words.say(
            "invite-ask",
            guest=self._guest(invite),
            role=words.label(f"role-{invite.role}"),
            username=invite.guest_username or "none",
            by=invite.by_name,
        )
        row = (
            choice("label-confirm", Verb.ADMIT),
            choice("label-refuse", Verb.TURN_AWAY),
        )
        return Drawn(html=html, rows=(row,))

    async def _admit(self, tx: Transaction, invite: Invite) -> None:
        """Give the role, unless the guest has got a wider one meanwhile."""
        assert invite.guest is not None
        known = await manager_of(tx, self._owner.desk_id, invite.guest)
        if known is None or not known.role.includes(invite.role):
            await tx.directory.save_manager(
                Manager(
                    desk_id=self._owner.desk_id,
                    user_id=invite.guest,
                    name=invite.guest_name,
                    role=invite.role,
                    language=known.language if known else "",
                )
            )
        key = f"{removed_from(self._owner.desk_id)}{invite.guest}"
        await tx.directory.drop_value(key, is_shared=True)
        await note_private_chat(tx, invite.guest, is_open=True)

    async def _settle(
        self, tx: Transaction, invite: Invite, press: Press, *, action: str, key: str
    ) -> None:
        """Note the decision where it was asked for, and tell the guest."""
        detail = f"{invite.guest_name}: {invite.role}"
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=action, detail=detail
        )
        await self._tell_guest(tx, invite, key)
        html = self._renderer.say(
            f"{key}-by",
            guest=invite.guest_name,
            role=self._shown(invite.role),
            by=press.manager.name,
        )
        await self._turn(tx, press, html)

    def _settled(self, invite: Invite) -> str:
        return self._renderer.say(
            f"invite-is-{invite.state}", guest=invite.guest_name, role=self._shown(invite.role)
        )

    async def _tell_guest(self, tx: Transaction, invite: Invite, key: str) -> None:
        assert invite.guest is not None
        words = await self._speaking.to_person(tx, invite.guest)
        html = words.say(key, role=words.label(f"role-{invite.role}"))
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=ChatId(invite.guest), urgency=Urgency.CARD
        )

    async def _forget_old(self, tx: Transaction, *, now: datetime) -> None:
        """Drop invitations that nobody can confirm any more, and who tried links that failed."""
        await tx.invites.forget(before=now - KEPT)
        for person, told in (await tx.directory.values(TOLD)).items():
            if has_passed(ANSWER_EVERY, datetime.fromisoformat(told), now):
                await tx.directory.drop_value(f"{TOLD}{person}")

    def _guest(self, invite: Invite) -> str:
        assert invite.guest is not None
        return self._renderer.mention(
            Manager(
                desk_id=self._owner.desk_id,
                user_id=invite.guest,
                name=invite.guest_name,
                role=invite.role,
            )
        )

    def _shown(self, role: Role) -> str:
        return self._renderer.label(f"role-{role}")

    async def _turn(self, tx: Transaction, press: Press, html: str) -> None:
        await self._notes.answer(
            tx,
            Drawn(html=html),
            chat_id=press.chat_id,
            edits=press.message_id,
        )
