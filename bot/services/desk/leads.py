"""Where leads are told what only they decide."""

from __future__ import annotations

from bot.domain.ids import NO_CHAT, ChatId, DeskId, UserId
from bot.domain.roster import Role
from bot.ports import Transaction
from bot.services.desk.reporting import CAN_BE_RUNG


async def chats_of_leads(
    tx: Transaction, desk_id: DeskId, *, best: UserId | None = None
) -> list[ChatId]:
    """The private chats of leads who have opened one, else the desk; none if there is no desk yet.

    Only that of `best`, if the bot can write to them.
    """
    rung = await tx.directory.values(CAN_BE_RUNG)
    leads = [
        one.user_id
        for one in await tx.directory.managers(desk_id)
        if one.role is Role.LEAD and rung.get(str(one.user_id))
    ]
    if best is not None and best in leads:
        return [ChatId(best)]
    desk_chat = (await tx.directory.desk(desk_id)).chat_id
    if leads:
        return [ChatId(lead) for lead in leads]
    return [] if desk_chat == NO_CHAT else [desk_chat]
