"""What every store promises about shifts, promises and private cards, once per adapter."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.case import Case, Status
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.ids import CaseId, ChatId, MessageId, UserId
from bot.domain.outbox import Drawing
from bot.domain.promises import Promise, PromiseState
from bot.domain.roster import Manager, Role
from bot.ports import AuditEntry, Store
from tests.contract.store_values import BOT, DESK, MINUTE, NOW, OWNER, a_case, an_item

ASHA = UserId(7001)
PRIVATE = ChatId(7001)


async def add(store: Store, **changes) -> Case:
    case = a_case(**changes)
    async with store.writing() as tx:
        return replace(case, id=await tx.cases.add(case))


def a_promise(state: PromiseState, until=NOW) -> Promise:
    return Promise(until=until, by="Asha", state=state)


async def test_a_promise_is_kept_with_its_case(store) -> None:
    case = await add(store, promise=a_promise(PromiseState.SAID), status=Status.ANSWERED)
    async with store.reading() as tx:
        assert await tx.cases.get(case.id) == case


async def test_promises_ring_once_on_open_and_on_closed_cases(store) -> None:
    made = await add(store, promise=a_promise(PromiseState.MADE))
    said = await add(store, promise=a_promise(PromiseState.SAID), status=Status.ANSWERED)
    await add(store, promise=a_promise(PromiseState.SAID, until=NOW + MINUTE))
    await add(store, promise=a_promise(PromiseState.DUE))
    await add(store, promise=a_promise(PromiseState.KEPT), status=Status.ANSWERED)

    async with store.reading() as tx:
        due = await tx.cases.run_out(BOT, now=NOW, limit=9)

    assert [one.id for one in due] == [made.id, said.id]


async def test_the_lists_of_a_shift_hold_what_they_say_the_earliest_first(store) -> None:
    late = await add(store, due_at=NOW + 9 * MINUTE)
    soon = await add(store, due_at=NOW + 2 * MINUTE)
    later = await add(store, due_at=NOW, snoozed_until=NOW + 9 * MINUTE)
    sooner = await add(store, snoozed_until=NOW + MINUTE)
    closed = await add(
        store, status=Status.ANSWERED, due_at=NOW, promise=a_promise(PromiseState.SAID)
    )
    due = await add(store, promise=a_promise(PromiseState.DUE, until=NOW - MINUTE))
    await add(store, promise=a_promise(PromiseState.KEPT))

    async with store.reading() as tx:
        within = await tx.lookups.due_by(DESK, NOW + 9 * MINUTE, limit=9)
        back = await tx.lookups.back_by(DESK, NOW + 9 * MINUTE, limit=9)
        [first_back] = await tx.lookups.back_by(DESK, NOW + 9 * MINUTE, limit=1)
        promised = await tx.lookups.promised(DESK, limit=9)
        nothing = await tx.lookups.due_by(DESK, NOW + MINUTE, limit=9)

    assert within == [soon.id, late.id]
    assert back == [sooner.id, later.id]
    assert first_back == sooner.id
    assert promised == [due.id, closed.id]
    assert nothing == []


async def test_what_was_done_since_then_comes_newest_first(store) -> None:
    case = await add(store)
    async with store.writing() as tx:
        for number, action in enumerate(("note", "note", "claimed", "note")):
            await tx.cases.audit(
                AuditEntry(
                    owner=OWNER,
                    case_id=case.id,
                    at=NOW + number * MINUTE,
                    by=ASHA,
                    by_name="Asha",
                    action=action,
                    detail=str(number),
                )
            )
    async with store.reading() as tx:
        said = await tx.lookups.said_since(DESK, "note", since=NOW, limit=9)
        newest = await tx.lookups.said_since(DESK, "note", since=NOW, limit=1)
    assert [one.detail for one in said] == ["3", "1"]
    assert [one.detail for one in newest] == ["3"]


async def test_the_next_free_case_is_none_of_those_left_out(store) -> None:
    first = await add(store, priority=90)
    second = await add(store, priority=80)
    async with store.reading() as tx:
        found = await tx.cases.next_free(DESK, but=[first.id])
        none = await tx.cases.next_free(DESK, but=[first.id, second.id])
    assert found is not None
    assert found.id == second.id
    assert none is None


async def test_a_private_card_is_found_by_its_chat_and_by_both_of_its_cases(store) -> None:
    above, below = await add(store), await add(store)
    card = DeskMessage(
        chat_id=PRIVATE,
        message_id=MessageId(5),
        role=DeskRole.SOLO,
        case_id=below.id,
        above=above.id,
    )
    empty = replace(card, message_id=MessageId(6), case_id=None, above=None)
    async with store.writing() as tx:
        await tx.desk.put(card)
        await tx.desk.put(empty)
    async with store.reading() as tx:
        assert await tx.desk.in_chat(PRIVATE, DeskRole.SOLO) == [card, empty]
        assert await tx.desk.in_chat(PRIVATE, DeskRole.CARD) == []
        for case in (above, below):
            assert await tx.desk.of_case(case.id, (DeskRole.SOLO,)) == [card]


async def test_drawings_of_one_case_in_two_chats_are_two(store) -> None:
    case = await add(store)
    drawing = Drawing(role=DeskRole.SOLO, above=CaseId(7))
    async with store.writing() as tx:
        for chat_id in (PRIVATE, ChatId(7002), PRIVATE):
            await tx.outbox.add(an_item(payload=drawing, case_id=case.id, chat_id=chat_id))
    async with store.reading() as tx:
        due = await tx.outbox.due(BOT, now=NOW, limit=9)
    assert sorted(item.chat_id for item in due) == [PRIVATE, ChatId(7002)]
    assert {item.payload for item in due} == {drawing}


async def test_the_language_that_a_manager_chose_is_kept(store) -> None:
    asha = Manager(desk_id=DESK, user_id=ASHA, name="Asha", role=Role.LEAD, language="hi")
    async with store.writing() as tx:
        await tx.directory.save_manager(asha)
    async with store.reading() as tx:
        assert asha in await tx.directory.managers(DESK)
