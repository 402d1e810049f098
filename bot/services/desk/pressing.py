"""A button was pressed: who may, what it means, and what the presser reads at once."""

from __future__ import annotations

from bot.domain.desk import Action, Verb
from bot.domain.events import ButtonPressed
from bot.domain.ids import Owner
from bot.errors import (
    CardOutdated,
    CaseClosed,
    CaseTaken,
    EntryChanged,
    EntryNeeded,
    NotAllowed,
    NothingWaiting,
    Refused,
    VoiceForbids,
)
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.answering import Answering
from bot.services.desk.assignment import Assignment
from bot.services.desk.gap_desk import GapDesk
from bot.services.desk.library_desk import LibraryDesk
from bot.services.desk.moderation import Moderation
from bot.services.desk.people import manager_of, require
from bot.services.desk.press import Press, Told
from bot.services.desk.queue import Queue
from bot.services.desk.receipts import press_receipt
from bot.services.desk.rewording import Rewording
from bot.services.intake import Toast

_LEADS_TO_AN_ANSWER = frozenset(
    {
        Verb.SEND,
        Verb.EDIT,
        Verb.WRITE,
        Verb.SEND_DRAFT,
        Verb.CANCEL,
        Verb.OVERRIDE,
        Verb.SEND_ANYWAY,
        Verb.USE_AS_ANSWER,
        Verb.KEEP_AS_NOTE,
        Verb.DRAFT,
        Verb.EDIT_DRAFT,
    }
)


class Pressing:
    """Looks up what a button means and has it done if the presser may."""

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        answering: Answering,
        moderation: Moderation,
        assignment: Assignment,
        queue: Queue,
        rewording: Rewording,
        library: LibraryDesk,
        gaps: GapDesk,
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._answering = answering
        self._moderation = moderation
        self._assignment = assignment
        self._queue = queue
        self._rewording = rewording
        self._library = library
        self._gaps = gaps

    async def press(self, tx: Transaction, event: ButtonPressed) -> Toast:
        """Do what the button says, or tell why not."""
        manager = await manager_of(tx, self._owner.desk_id, event.presser.id)
        if manager is None:
            return self._alert("refused-stranger")
        action = await tx.desk.action(event.data)
        if action is None or event.chat_id is None or event.message_id is None:
            return self._alert("refused-old-button")
        if action.only is not None and action.only != manager.user_id:
            return self._alert("refused-not-the-writer")
        press = Press(
            manager=manager,
            chat_id=event.chat_id,
            message_id=event.message_id,
            at=self._clock.now(),
        )
        try:
            require(manager, action.verb)
            key, values = await self._do(tx, action, press)
        except Refused as refusal:
            return Toast(text=refusal_text(self._renderer, refusal), alert=True)
        return Toast(text=self._renderer.label(key, **values))

    async def _do(self, tx: Transaction, action: Action, press: Press) -> Told:
        match action.verb:
            case verb if verb in _LEADS_TO_AN_ANSWER:
                return await self._answering.press(tx, action, press)
            case Verb.STOP | Verb.IT_IS_THERE | Verb.NOT_THERE:
                return await press_receipt(tx, action, press)
            case Verb.HIDE | Verb.DELETE | Verb.KEEP:
                return await self._moderation.press(tx, action, press)
            case Verb.CLAIM | Verb.RELEASE | Verb.DISMISS:
                return await self._assignment.press(tx, action, press)
            case Verb.GAPS | Verb.GAP | Verb.GAP_REPLY | Verb.GAP_ASIDE:
                return await self._gaps.press(tx, action, press)
            case Verb.REWORD:
                return await self._rewording.press(tx, action, press)
            case Verb.NEXT:
                case = await self._assignment.claim_next(tx, press.manager, at=press.at)
                return "toast-next", {"author": case.author_name}
            case Verb.QUEUE:
                await self._queue.turn(tx, action.number, press.chat_id, press.message_id)
                return "toast-done", {}
            case Verb.FILL_SLOT:
                raise CardOutdated("a prompt is answered, not pressed")
            case _:
                return await self._library.press(tx, action, press)

    def _alert(self, key: str) -> Toast:
        return Toast(text=self._renderer.label(key), alert=True)


def refusal_text(renderer: Renderer, refusal: Refused) -> str:
    """Put a refusal into the desk's words."""
    match refusal:
        case NotAllowed():
            return renderer.label("refused-role", role=renderer.label(f"role-{refusal.needed}"))
        case CaseTaken():
            return renderer.label("refused-taken", holder=refusal.holder)
        case CaseClosed():
            status = renderer.label(f"status-{refusal.status.replace('_', '-')}")
            return renderer.label("refused-closed", status=status, by=refusal.by)
        case CardOutdated():
            return renderer.label("refused-outdated")
        case VoiceForbids():
            return renderer.label("refused-voice", rules=", ".join(refusal.rules))
        case EntryChanged():
            return renderer.label("refused-entry-changed", by=refusal.by)
        case EntryNeeded():
            return renderer.label("refused-entry-needed", what=refusal.what)
        case NothingWaiting():
            return renderer.label("queue-empty")
        case _:
            return renderer.label("refused", reason=str(refusal))
