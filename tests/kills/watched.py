"""The ports of a desk with a witness at them: store, gateway and classifier."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.domain.comment import CommentState
from bot.domain.ids import BotId
from bot.domain.outbox import Drawing, OutboxItem, OutboxState, PublicReply, RingDrawing
from bot.ports import RawUpdate, Store, Transaction
from classifiers.types import Utterance, Verdict
from tests.fakes import WordClassifier
from tests.kills.witness import Witness


@dataclass(slots=True, kw_only=True)
class Deeds:
    """What happened in one transaction: what to note, and which steps follow its commit."""

    notes: list[tuple[str, object, str]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)


class WatchedStore:
    """The real store; what is committed is noted, and every step is told to the witness."""

    def __init__(self, store: Store, witness: Witness) -> None:
        self._store = store
        self._witness = witness

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def of_bot(self, bot_id: BotId) -> WatchedStore:
        return WatchedStore(self._store.of_bot(bot_id), self._witness)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Any]:
        deeds = Deeds()
        async with self._store.writing() as tx:
            yield WatchedTransaction(tx, deeds, self._witness)
        for note in deeds.notes:
            self._witness.note(*note)
        for step in deeds.steps:
            self._witness.reach(step)


class WatchedTransaction:
    """One unit of work, some of whose parts are looked at."""

    def __init__(self, tx: Transaction, deeds: Deeds, witness: Witness) -> None:
        self._tx = tx
        self._watches: dict[str, _Watch] = {
            "updates": _Updates(tx, deeds, witness),
            "comments": _Comments(tx, deeds, witness),
            "cases": _Cases(tx, deeds, witness),
            "outbox": _Outbox(tx, deeds, witness),
            "ladders": _Ladders(tx, deeds, witness),
        }

    def __getattr__(self, name: str) -> Any:
        return self._watches.get(name) or getattr(self._tx, name)


class _Watch:
    """One part of a transaction; what is not written out here is passed on."""

    part: str

    def __init__(self, tx: Transaction, deeds: Deeds, witness: Witness) -> None:
        self._tx = tx
        self._real = getattr(tx, self.part)
        self._deeds = deeds
        self._witness = witness

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class _Updates(_Watch):
    part = "updates"

    async def add(self, bot_id: BotId, updates: Sequence[RawUpdate], **when: Any) -> Any:
        fresh = await self._real.add(bot_id, updates, **when)
        self._witness.reach("updates written")
        self._deeds.steps.append("updates committed")
        return fresh

    async def finish(self, bot_id: BotId, update_ids: Sequence[Any]) -> int:
        count: int = await self._real.finish(bot_id, update_ids)
        self._deeds.notes.extend(("handled", one, "") for one in update_ids)
        self._witness.reach("update handled, not committed")
        if "approved" in self._deeds.steps:
            self._witness.reach("approved, not committed")
        self._deeds.steps.append("update handled")
        return count


class _Comments(_Watch):
    part = "comments"

    async def add(self, comment: Any) -> Any:
        comment_id = await self._real.add(comment)
        self._witness.reach("comment written")
        return comment_id

    async def add_all(self, fresh: Sequence[Any]) -> Any:
        given = await self._real.add_all(fresh)
        if given:
            self._witness.reach("comment written")
        return given

    async def save(self, comment: Any) -> None:
        """Nothing but triage saves a judged comment here: once, when it is settled."""
        await self._real.save(comment)
        if comment.state is CommentState.TRIAGED:
            self._deeds.notes.append(("triaged", comment.id, ""))
            self._witness.reach("triaged, not committed")
            self._deeds.steps.append("triaged")


class _Cases(_Watch):
    part = "cases"

    async def add(self, case: Any) -> Any:
        case_id = await self._real.add(case)
        self._witness.reach("case opened, not committed")
        return case_id


class _Outbox(_Watch):
    part = "outbox"

    async def add(self, item: OutboxItem) -> Any:
        item_id = await self._real.add(item)
        if isinstance(item.payload, PublicReply):
            self._deeds.notes.append(("approved", item_id, ""))
            self._deeds.steps.append("approved")
        return item_id

    async def start(self, item_id: Any, **when: Any) -> bool:
        was_started: bool = await self._real.start(item_id, **when)
        name = await self._name(item_id)
        if was_started and name:
            self._witness.reach(f"{name} marked, not committed")
            self._deeds.steps.append(f"{name} marked")
        return was_started

    async def finish(self, item_id: Any, state: OutboxState, **rest: Any) -> None:
        before = await self._real.get(item_id)
        await self._real.finish(item_id, state, **rest)
        name = await self._name(item_id)
        if name == "reply" and before is not None:
            self._deeds.notes.append((f"reply {state.value}", item_id, before.state.value))
        if name:
            self._witness.reach(f"{name} noted, not committed")
            self._deeds.steps.append(f"{name} noted")

    async def _name(self, item_id: Any) -> str:
        item = await self._real.get(item_id)
        match item and item.payload:
            case PublicReply():
                return "reply"
            case Drawing():
                return "card"
            case RingDrawing():
                return "call"
        return ""


class _Ladders(_Watch):
    part = "ladders"

    async def add_ring(self, ring: Any) -> Any:
        ring_id = await self._real.add_ring(ring)
        self._witness.reach("step taken, not committed")
        self._deeds.steps.append("step taken")
        return ring_id


class WatchedGateway:
    """The real way to Telegram; death may come before a request leaves and when it is done."""

    def __init__(self, gateway: Any, witness: Witness) -> None:
        self._gateway = gateway
        self._witness = witness

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gateway, name)

    async def fetch_updates(self, **asked: Any) -> list[RawUpdate]:
        updates: list[RawUpdate] = await self._gateway.fetch_updates(**asked)
        if updates:
            self._witness.reach("updates fetched")
        return updates

    async def reply(self, *what: Any, **more: Any) -> Any:
        return await self._between("reply", self._gateway.reply, *what, **more)

    async def post(self, chat_id: Any, html: str, **more: Any) -> Any:
        name = "call" if "🚨" in html else "card"
        return await self._between(name, self._gateway.post, chat_id, html, **more)

    async def answer_press(self, *what: Any, **more: Any) -> None:
        await self._gateway.answer_press(*what, **more)
        self._witness.reach("press answered")

    async def _between(
        self, name: str, call: Callable[..., Awaitable[Any]], *what: Any, **more: Any
    ) -> Any:
        self._witness.reach(f"{name} leaves")
        done = await call(*what, **more)
        self._witness.reach(f"{name} arrived")
        return done


class WatchedClassifier(WordClassifier):
    """Judges by words."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness

    def judge(self, utterances: Sequence[Utterance]) -> list[Verdict]:
        verdicts = super().judge(utterances)
        self._witness.reach("judged")
        return verdicts
