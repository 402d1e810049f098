"""Who presses or writes, and whether they may."""

from __future__ import annotations

from bot.domain.desk import Verb
from bot.domain.ids import DeskId, UserId
from bot.domain.roster import Manager, Role
from bot.errors import NotAllowed
from bot.ports import Transaction

NEEDED_ROLE: dict[Verb, Role] = {
    Verb.SEND: Role.MANAGER,
    Verb.EDIT: Role.MANAGER,
    Verb.WRITE: Role.MANAGER,
    Verb.DISMISS: Role.MODERATOR,
    Verb.HIDE: Role.MODERATOR,
    Verb.CLAIM: Role.MODERATOR,
    Verb.RELEASE: Role.MODERATOR,
    Verb.DELETE: Role.MODERATOR,
    Verb.KEEP: Role.MODERATOR,
    Verb.SEND_DRAFT: Role.MANAGER,
    Verb.OVERRIDE: Role.LEAD,
    Verb.SEND_ANYWAY: Role.LEAD,
    Verb.REWORD: Role.MANAGER,
    Verb.CANCEL: Role.MANAGER,
    Verb.DRAFT: Role.MANAGER,
    Verb.EDIT_DRAFT: Role.MANAGER,
    Verb.USE_AS_ANSWER: Role.MANAGER,
    Verb.KEEP_AS_NOTE: Role.MODERATOR,
    Verb.FILL_SLOT: Role.MANAGER,
    Verb.STOP: Role.MANAGER,
    Verb.IT_IS_THERE: Role.MANAGER,
    Verb.NOT_THERE: Role.MANAGER,
    Verb.NEXT: Role.MODERATOR,
    Verb.QUEUE: Role.VIEWER,
    Verb.LIBRARY: Role.VIEWER,
    Verb.ENTRY: Role.VIEWER,
    Verb.ENTRY_ASK: Role.APPROVER,
    Verb.ENTRY_SET: Role.APPROVER,
    Verb.ENTRY_RETIRE: Role.APPROVER,
    Verb.ENTRY_RESTORE: Role.APPROVER,
    Verb.ENTRY_REVERT: Role.APPROVER,
    Verb.SAVE_REPLY: Role.APPROVER,
    Verb.GAPS: Role.VIEWER,
    Verb.GAP: Role.VIEWER,
    Verb.GAP_REPLY: Role.APPROVER,
    Verb.GAP_ASIDE: Role.MANAGER,
}


async def manager_of(tx: Transaction, desk_id: DeskId, user_id: int) -> Manager | None:
    """The person's role at the desk, if they have one."""
    managers = await tx.directory.managers(desk_id)
    return next((one for one in managers if one.user_id == UserId(user_id)), None)


def require(manager: Manager, verb: Verb) -> None:
    """Raise NotAllowed unless the manager's role reaches that far."""
    needed = NEEDED_ROLE[verb]
    if not manager.role.includes(needed):
        raise NotAllowed(needed)
