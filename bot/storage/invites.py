"""Invitations to the desk in a table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import UserId
from bot.domain.inviting import Invite, InviteState
from bot.domain.roster import Role
from bot.storage.reading import first
from bot.storage.rows import Scope, owner_of, owner_row
from bot.storage.schema import invites


class SqlInvites:
    """Who may come, by the mark of a token."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def add(self, invite: Invite) -> None:
        """Keep a new invitation."""
        await self._connection.execute(insert(invites).values(_row(invite)))

    async def get(self, mark: str) -> Invite | None:
        """One invitation to this bot's desk, used and expired ones too."""
        return await first(
            self._connection,
            select(invites).where(invites.c.bot_id == self._scope.bot_id, invites.c.mark == mark),
            invites,
            invite_of,
        )

    async def move(self, invite: Invite, *, expected: InviteState) -> bool:
        """Keep what became of an invitation; False if it is no longer in the `expected` state."""
        changed = await self._connection.execute(
            update(invites)
            .where(
                invites.c.bot_id == self._scope.bot_id,
                invites.c.mark == invite.mark,
                invites.c.state == expected.value,
            )
            .values(_row(invite))
        )
        return bool(changed.rowcount)

    async def forget(self, *, before: datetime) -> int:
        """Drop invitations that ended before then; return how many."""
        gone = await self._connection.execute(delete(invites).where(invites.c.expires_at < before))
        return gone.rowcount


def _row(invite: Invite) -> dict[str, object]:
    return {
        "mark": invite.mark,
        **owner_row(invite.owner),
        "role": invite.role.value,
        "by_id": invite.by,
        "by_name": invite.by_name,
        "expires_at": invite.expires_at,
        "state": invite.state.value,
        "guest_id": invite.guest,
        "guest_name": invite.guest_name,
        "guest_username": invite.guest_username,
    }


def invite_of(row: RowMapping) -> Invite:
    """The invitation that a row holds."""
    guest = row["guest_id"]
    return Invite(
        mark=row["mark"],
        owner=owner_of(row),
        role=Role(row["role"]),
        by=UserId(row["by_id"]),
        by_name=row["by_name"],
        expires_at=row["expires_at"],
        state=InviteState(row["state"]),
        guest=None if guest is None else UserId(guest),
        guest_name=row["guest_name"],
        guest_username=row["guest_username"],
    )
