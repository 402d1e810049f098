"""Who presses or writes, and whether they may."""

from __future__ import annotations

from bot.domain.desk import Verb
from bot.domain.ids import DeskId, UserId
from bot.domain.roster import Manager, Role
from bot.domain.sanctions import ROLE_NEEDED, SanctionKind
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
    Verb.HIDE_ALL: Role.MODERATOR,
    Verb.DELETE_ALL: Role.MODERATOR,
    Verb.MUTE: ROLE_NEEDED[SanctionKind.MUTE],
    Verb.WARN: ROLE_NEEDED[SanctionKind.WARNING],
    Verb.BAN: ROLE_NEEDED[SanctionKind.BAN],
    Verb.LIFT: Role.MODERATOR,
    Verb.DENY: Role.MODERATOR,
    Verb.REPOST: Role.MANAGER,
    Verb.REPOST_SEND: Role.MANAGER,
    Verb.REPOST_STOP: Role.MANAGER,
    Verb.MORE: Role.MODERATOR,
    Verb.SNOOZE: Role.MODERATOR,
    Verb.SNOOZE_ASK: Role.MODERATOR,
    Verb.HAND_OVER: Role.MODERATOR,
    Verb.HAND_TO: Role.MODERATOR,
    Verb.TAG: Role.MODERATOR,
    Verb.SHOW_MEDIA: Role.MODERATOR,
    Verb.CLOSE_MENU: Role.MODERATOR,
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
    Verb.SPAM_HIDE: Role.MODERATOR,
    Verb.SPAM_DELETE: Role.MODERATOR,
    Verb.SPAM_LOOK: Role.MODERATOR,
    Verb.SPAM_KEEP: Role.MODERATOR,
    Verb.LABEL: Role.MODERATOR,
    Verb.CORRECT: Role.MANAGER,
    Verb.CORRECT_SEND: Role.MANAGER,
    Verb.WITHDRAW: Role.MANAGER,
    Verb.WITHDRAW_YES: Role.MANAGER,
    Verb.LEARN: Role.APPROVER,
    Verb.UNLEARN: Role.APPROVER,
    Verb.YES: Role.APPROVER,
    Verb.YES_BACK: Role.APPROVER,
    Verb.HOLD: Role.APPROVER,
    Verb.HOLD_PLACE: Role.APPROVER,
    Verb.HOLD_STATEMENT: Role.APPROVER,
    Verb.HOLD_LIFT: Role.APPROVER,
    Verb.IT_IS_THERE: Role.MANAGER,
    Verb.NOT_THERE: Role.MANAGER,
    Verb.NEXT: Role.MODERATOR,
    Verb.SKIP: Role.MODERATOR,
    Verb.SHOW: Role.VIEWER,
    Verb.LANGUAGE: Role.VIEWER,
    Verb.PROMISE_ASK: Role.MANAGER,
    Verb.PROMISE: Role.MANAGER,
    Verb.PROMISE_WRITE: Role.MANAGER,
    Verb.KEPT: Role.MODERATOR,
    Verb.SHIFT: Role.VIEWER,
    Verb.QUEUE: Role.VIEWER,
    Verb.SEARCH: Role.VIEWER,
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
    Verb.GROUP_PREVIEW: Role.MANAGER,
    Verb.GROUP_SEND: Role.MANAGER,
    Verb.GROUP_CANCEL: Role.MANAGER,
    Verb.GROUP_WRITE: Role.MANAGER,
    Verb.GROUP_OUT_ASK: Role.MODERATOR,
    Verb.GROUP_OUT: Role.MODERATOR,
    Verb.GROUP_APART: Role.MODERATOR,
    Verb.GROUP_STOP: Role.MANAGER,
    Verb.ADOPT: Role.LEAD,
    Verb.TURN_DOWN: Role.LEAD,
    Verb.COMMUNITIES: Role.VIEWER,
    Verb.COMMUNITY: Role.VIEWER,
    Verb.SET_MODE: Role.LEAD,
    Verb.SET_REPORTS: Role.LEAD,
    Verb.AUTOMATIC_ASK: Role.LEAD,
    Verb.SET_AUTOMATIC: Role.LEAD,
    Verb.LEAVE_ASK: Role.LEAD,
    Verb.LEAVE: Role.LEAD,
    Verb.RULES: Role.MANAGER,
    Verb.RULE_SAMPLES: Role.MANAGER,
    Verb.TEAM: Role.VIEWER,
    Verb.TEAMMATE: Role.LEAD,
    Verb.SET_ROLE: Role.LEAD,
    Verb.REMOVE_ASK: Role.LEAD,
    Verb.REMOVE: Role.LEAD,
    Verb.INVITE: Role.LEAD,
    Verb.ADMIT: Role.LEAD,
    Verb.TURN_AWAY: Role.LEAD,
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
