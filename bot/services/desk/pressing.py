"""A button was pressed: who may, what it means, and what the presser reads at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.desk import Action, Verb
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
from bot.services.desk.amending import Amending
from bot.services.desk.answering import Answering
from bot.services.desk.assignment import Assignment
from bot.services.desk.author_listing import AuthorListing
from bot.services.desk.budget_desk import BudgetDesk
from bot.services.desk.case_menu import CaseMenu
from bot.services.desk.forget_desk import ForgetDesk
from bot.services.desk.gap_desk import GapDesk
from bot.services.desk.group_desk import GroupDesk
from bot.services.desk.holding import Holding
from bot.services.desk.incident_desk import IncidentDesk
from bot.services.desk.ladder_desk import LadderDesk
from bot.services.desk.languages import Languages
from bot.services.desk.lead_desk import LeadDesk
from bot.services.desk.library_desk import LibraryDesk
from bot.services.desk.moderation import Moderation
from bot.services.desk.mood_desk import MoodDesk
from bot.services.desk.oncall_desk import OncallDesk
from bot.services.desk.people import manager_of, require
from bot.services.desk.press import Press, Told
from bot.services.desk.promising import Promising
from bot.services.desk.queue import Queue
from bot.services.desk.receipts import press_lesson, press_receipt
from bot.services.desk.rule_desk import RuleDesk
from bot.services.desk.searching import Searching
from bot.services.desk.second_yes import SecondYes
from bot.services.desk.shifts import Shifts
from bot.services.desk.solo import SoloCards
from bot.services.desk.spam_card import SpamCard
from bot.services.desk.speaking import Speaking
from bot.services.desk.sweep_desk import SweepDesk
from bot.services.desk.unanswered import Unanswered
from bot.services.desk.unsure_list import UnsureDesk
from bot.services.desk.why_desk import WhyDesk
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

_AFTER_SENDING = frozenset({Verb.CORRECT, Verb.CORRECT_SEND, Verb.WITHDRAW, Verb.WITHDRAW_YES})
_IN_THE_MENU = frozenset(
    {
        Verb.MORE,
        Verb.SNOOZE,
        Verb.SNOOZE_ASK,
        Verb.HAND_OVER,
        Verb.HAND_TO,
        Verb.TAG,
        Verb.REWORD,
        Verb.SHOW_MEDIA,
        Verb.CLOSE_MENU,
    }
)


_SAID: Mapping[type[Refused], str] = {
    CardOutdated: "refused-outdated",
    NothingWaiting: "queue-empty",
    SecondYesNeeded: "refused-second-yes",
    OwnAnswer: "refused-own-answer",
    LastLead: "refused-last-lead",
    VoiceForbids: "refused-voice",
    EntryOffVoice: "refused-entry-voice",
}
_DoIt = Callable[[Transaction, Action, Press], Awaitable[Told]]


class Pressing:
    """Looks up what a button means and has it done if the presser may."""

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        speaking: Speaking,
        answering: Answering,
        moderation: Moderation,
        assignment: Assignment,
        queue: Queue,
        searching: Searching,
        unanswered: Unanswered,
        menu: CaseMenu,
        amending: Amending,
        spam: SpamCard,
        sweeps: SweepDesk,
        budgets: BudgetDesk,
        unsure: UnsureDesk,
        library: LibraryDesk,
        gaps: GapDesk,
        groups: GroupDesk,
        leading: LeadDesk,
        second_yes: SecondYes,
        holding: Holding,
        rules: RuleDesk,
        forgetting: ForgetDesk,
        listing: AuthorListing,
        why: WhyDesk,
        ladder: LadderDesk,
        oncall: OncallDesk,
        mood: MoodDesk,
        incidents: IncidentDesk,
        solo: SoloCards,
        languages: Languages,
        promising: Promising,
        shifts: Shifts,
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._speaking = speaking
        self._library = library
        self._solo = solo
        parts: tuple[tuple[frozenset[Verb], _DoIt], ...] = (
            (_LEADS_TO_AN_ANSWER, answering.press),
            (frozenset({Verb.STOP, Verb.IT_IS_THERE, Verb.NOT_THERE}), press_receipt),
            (_AFTER_SENDING, amending.press),
            (frozenset({Verb.LEARN, Verb.UNLEARN}), press_lesson),
            (moderation.verbs, moderation.press),
            (frozenset({Verb.CLAIM, Verb.RELEASE, Verb.DISMISS, Verb.NEXT}), assignment.press),
            (solo.verbs, solo.press),
            (languages.verbs, languages.press),
            (promising.verbs, promising.press),
            (frozenset({Verb.SHIFT}), shifts.press),
            (frozenset({Verb.GAPS, Verb.GAP, Verb.GAP_REPLY, Verb.GAP_ASIDE}), gaps.press),
            (groups.verbs, groups.press),
            (_IN_THE_MENU, menu.press),
            (second_yes.verbs, second_yes.press),
            (holding.verbs, holding.press),
            (rules.verbs, rules.press),
            (forgetting.verbs, forgetting.press),
            (listing.verbs, listing.press),
            (ladder.verbs, ladder.press),
            (why.verbs, why.press),
            (oncall.verbs, oncall.press),
            (mood.verbs, mood.press),
            (incidents.verbs, incidents.press),
            (spam.verbs, spam.press),
            (sweeps.verbs, sweeps.press),
            (budgets.verbs, budgets.press),
            (unsure.verbs, unsure.press),
            (frozenset({Verb.QUEUE}), queue.press),
            (frozenset({Verb.SEARCH}), searching.press),
            (unanswered.verbs, unanswered.press),
            (leading.verbs, leading.press),
        )
        self._presses = {verb: do_it for verbs, do_it in parts for verb in verbs}

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
            key, values = await self._do(tx, action, press)
            await self._solo.follow(tx, watched, press)
        except Refused as refusal:
            return Toast(text=refusal_text(words, refusal), alert=True)
        if action.verb is Verb.LANGUAGE:
            words = await self._speaking.to_sender(tx, event.presser)
        return Toast(text=words.label(key, **values))

    async def _do(self, tx: Transaction, action: Action, press: Press) -> Told:
        if action.verb is Verb.FILL_SLOT:
            raise CardOutdated("a prompt is answered, not pressed")
        if action.verb is Verb.NEXT and press.chat_id > 0:
            return await self._solo.press(tx, action, press)
        return await self._presses.get(action.verb, self._library.press)(tx, action, press)


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
