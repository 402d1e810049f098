"""A button was pressed: who may, what it means, and what the presser reads at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.desk import Verb
from bot.domain.events import ButtonPressed
from bot.domain.ids import Owner
from bot.errors import (
    AuthorExempt,
    CardOutdated,
    CaseClosed,
    CaseTaken,
    EntryChanged,
    EntryNeeded,
    EntryOffVoice,
    LastLead,
    NotAllowed,
    NothingWaiting,
    OwnAnswer,
    Refused,
    RepliesHeld,
    SecondYesNeeded,
    VoiceForbids,
)
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.part import DeskPart, shared_out
from bot.services.desk.people import manager_of, require
from bot.services.desk.press import Press
from bot.services.desk.solo import SoloCards
from bot.services.desk.speaking import Speaking
from bot.services.intake import Toast

_SAID: Mapping[type[Refused], str] = {
    CardOutdated: "refused-outdated",
    NothingWaiting: "queue-empty",
    SecondYesNeeded: "refused-second-yes",
    OwnAnswer: "refused-own-answer",
    LastLead: "refused-last-lead",
    VoiceForbids: "refused-voice",
    EntryOffVoice: "refused-entry-voice",
}


class Pressing:
    """Looks up what a button means and has it done if the presser may."""

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        speaking: Speaking,
        solo: SoloCards,
        parts: Sequence[DeskPart],
    ) -> None:
        """Raise ValueError where a verb belongs to no part, or to two."""
        self._owner = owner
        self._clock = clock
        self._speaking = speaking
        self._solo = solo
        self._parts = shared_out((verb, part) for part in parts for verb in part.verbs)
        known = self._parts.keys() | {verb for part in parts for verb in part.prompted}
        if missing := set(Verb) - known:
            raise ValueError(f"no part of the desk has {', '.join(sorted(missing))}")

    async def press(self, tx: Transaction, event: ButtonPressed) -> Toast:
        """Do what the button says, or tell why not."""
        words = await self._speaking.to_sender(tx, event.presser)
        manager = await manager_of(tx, self._owner.desk_id, event.presser.id)
        if manager is None:
            await self._solo.close(tx, event, words)
            return _alert(words, "refused-stranger")
        await self._speaking.note(tx, event.presser)
        action = await tx.desk.action(event.data)
        if action is None or event.chat_id is None or event.message_id is None:
            return _alert(words, "refused-old-button")
        if action.only is not None and action.only != manager.user_id:
            return _alert(words, "refused-not-the-writer")
        press = Press(
            manager=manager,
            chat_id=event.chat_id,
            message_id=event.message_id,
            at=self._clock.now(),
        )
        try:
            require(manager, action.verb)
            watched = await self._solo.watch(tx, action.case_id, manager, press.chat_id)
            part = self._parts.get(action.verb)
            if part is None:
                raise CardOutdated("a prompt is answered, not pressed")
            key, values = await part.press(tx, action, press)
            await self._solo.follow(tx, watched, press)
        except Refused as refusal:
            return Toast(text=refusal_text(words, refusal), alert=True)
        if action.verb is Verb.LANGUAGE:
            words = await self._speaking.to_sender(tx, event.presser)
        return Toast(text=words.label(key, **values))


def _alert(words: Renderer, key: str) -> Toast:
    return Toast(text=words.label(key), alert=True)


def refusal_text(renderer: Renderer, refusal: Refused) -> str:
    """Put a refusal into words."""
    match refusal:
        case NotAllowed():
            return renderer.label("refused-role", role=renderer.label(f"role-{refusal.needed}"))
        case CaseTaken():
            return renderer.label("refused-taken", holder=refusal.holder)
        case CaseClosed():
            status = renderer.label(f"status-{refusal.status.replace('_', '-')}")
            return renderer.label("refused-closed", status=status, by=refusal.by)
        case CardOutdated() | NothingWaiting() | SecondYesNeeded() | OwnAnswer() | LastLead():
            return renderer.label(_SAID[type(refusal)])
        case VoiceForbids() | EntryOffVoice():
            return renderer.label(_SAID[type(refusal)], rules=", ".join(refusal.rules))
        case RepliesHeld():
            since = renderer.clock_time(refusal.since)
            return renderer.label("refused-held", by=refusal.by, since=since)
        case EntryChanged():
            return renderer.label("refused-entry-changed", by=refusal.by)
        case EntryNeeded():
            return renderer.label("refused-entry-needed", what=refusal.what)
        case AuthorExempt():
            return renderer.label(f"refused-author-{refusal.why}")
        case _:
            return renderer.label("refused", reason=str(refusal))
