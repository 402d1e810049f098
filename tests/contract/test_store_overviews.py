"""What every store promises about counts and look-ups, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.case import Case, Status
from bot.domain.desk_pages import Shown, Which
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import CommentId, MessageId, UserId
from bot.domain.lane import Lane
from bot.domain.outbox import BoardDrawing, OutboxState, Pin, Urgency
from bot.ports import AuditEntry, Store
from tests.contract.store_values import (
    ANNA,
    BOT,
    BRAND,
    DESK,
    MINUTE,
    NOW,
    OWNER,
    RAHUL,
    a_case,
    a_comment,
    a_public_reply,
    an_item,
)

RAVI = UserId(7002)
ALL = Which()


async def add_case(store: Store, **changes) -> Case:
    case = a_case(**changes)
    async with store.writing() as tx:
        return replace(case, id=await tx.cases.add(case))


async def add_comment(store: Store, text: str = "order nahi aaya", **changes) -> CommentId:
    async with store.writing() as tx:
        return await tx.comments.add(a_comment(text=text, **changes))


async def answer(store: Store, case: Case, *, at: datetime, state=OutboxState.SENT) -> None:
    item = an_item(payload=a_public_reply(), case_id=case.id, urgency=Urgency.REPLY)
    async with store.writing() as tx:
        item_id = await tx.outbox.add(item)
        await tx.outbox.start(item_id, at=at)
        await tx.outbox.finish(item_id, state, at=at, message_id=MessageId(99))


async def found(store: Store, words: str, **bounds) -> list[CommentId]:
    async with store.reading() as tx:
        return await tx.lookups.comments_with(BRAND, words, **{"limit": 50, **bounds})


# --- what waits ---------------------------------------------------------------------------------


async def test_waiting_cases_are_counted_by_lane_without_what_is_put_off(store) -> None:
    await add_case(store, lane=Lane.SPAM, opened_at=NOW - 9 * MINUTE)
    await add_case(store, opened_at=NOW - 5 * MINUTE)
    await add_case(store, opened_at=NOW - 4 * MINUTE, lane=Lane.QUESTION)
    await add_case(store, opened_at=NOW - 8 * MINUTE, snoozed_until=NOW + MINUTE)
    await add_case(store, status=Status.DISMISSED, opened_at=NOW - 7 * MINUTE)

    async with store.reading() as tx:
        waiting = await tx.tally.waiting(DESK)

    assert waiting.lanes == {Lane.SPAM: 1, Lane.COMPLAINT: 1, Lane.QUESTION: 1}
    assert waiting.put_off_count == 1
    assert waiting.oldest_at == NOW - 5 * MINUTE


async def test_an_empty_desk_counts_nothing(store) -> None:
    async with store.reading() as tx:
        waiting = await tx.tally.waiting(DESK)
        assert (waiting.lanes, waiting.put_off_count, waiting.oldest_at) == ({}, 0, None)
        assert await tx.tally.next_due(DESK) is None
        assert await tx.tally.held(DESK, limit=9) == []
        assert await tx.tally.answers(OWNER, since=NOW) == ()
        assert await tx.lookups.author_named(BRAND, "rahul") is None


async def test_the_next_deadline_is_that_of_an_open_case_that_is_not_put_off(store) -> None:
    await add_case(store, due_at=NOW, status=Status.ANSWERED)
    await add_case(store, due_at=NOW + MINUTE, snoozed_until=NOW + MINUTE)
    later = await add_case(store, due_at=NOW + 3 * MINUTE)
    sooner = await add_case(store, due_at=NOW + 2 * MINUTE)
    await add_case(store, due_at=None)

    async with store.reading() as tx:
        assert await tx.tally.next_due(DESK) == sooner != later


async def test_held_cases_come_longest_held_first_and_are_counted_by_holder(store) -> None:
    free = await add_case(store)
    newer = await add_case(
        store, status=Status.CLAIMED, holder_id=ANNA, holder_name="Anna", claimed_at=NOW
    )
    older = await add_case(
        store, status=Status.CLAIMED, holder_id=RAVI, holder_name="Ravi", claimed_at=NOW - MINUTE
    )

    async with store.reading() as tx:
        assert await tx.tally.held(DESK, limit=9) == [older, newer]
        assert await tx.tally.held(DESK, limit=1) == [older]
        assert await tx.tally.held_counts(DESK) == {ANNA: 1, RAVI: 1}
        which = Which(shown=Shown.HELD, holder=ANNA)
        assert await tx.lookups.open_cases(DESK, which, limit=9) == [newer.id]
        free_ones = await tx.lookups.open_cases(DESK, Which(shown=Shown.FREE), limit=9)
        assert free_ones == [free.id]


async def test_what_is_put_off_is_a_list_of_its_own(store) -> None:
    await add_case(store)
    later = await add_case(store, snoozed_until=NOW + MINUTE)

    async with store.reading() as tx:
        which = Which(shown=Shown.PUT_OFF)
        assert await tx.lookups.open_cases(DESK, which, limit=9) == [later.id]
        assert await tx.lookups.open_case_count(DESK, which) == 1


async def test_a_list_of_one_lane_is_paged_by_priority(store) -> None:
    questions = [
        await add_case(store, lane=Lane.QUESTION, priority=number) for number in (1, 2, 3)
    ]
    await add_case(store, lane=Lane.SPAM, priority=99)
    which = Which(shown=Shown.LANE, lane=Lane.QUESTION)

    async with store.reading() as tx:
        assert await tx.lookups.open_case_count(DESK, which) == 3
        assert await tx.lookups.open_case_count(DESK, ALL) == 4
        page = await tx.lookups.open_cases(DESK, which, limit=2, offset=1)

    assert page == [questions[1].id, questions[0].id]


async def test_a_managers_last_act_is_known(store) -> None:
    case = await add_case(store)
    async with store.writing() as tx:
        for at in (NOW, NOW - MINUTE):
            entry = AuditEntry(
                owner=OWNER, case_id=case.id, at=at, by=ANNA, by_name="Anna", action="claimed"
            )
            await tx.cases.audit(entry)

    async with store.reading() as tx:
        assert await tx.tally.active_at(DESK) == {ANNA: NOW}


# --- what was done ------------------------------------------------------------------------------


async def test_the_first_answer_is_timed_from_the_first_comment(store) -> None:
    # given a case of two comments that was answered twice
    case = await add_case(store, status=Status.ANSWERED)
    await add_comment(store, case_id=case.id, sent_at=NOW - 11 * MINUTE)
    await add_comment(
        store, case_id=case.id, sent_at=NOW - 2 * MINUTE, message_ids=(MessageId(11),)
    )
    await answer(store, case, at=NOW)
    await answer(store, case, at=NOW + MINUTE)

    # then the first answer counts, once
    async with store.reading() as tx:
        (one,) = await tx.tally.answers(OWNER, since=NOW - MINUTE)
        assert (one.case_id, one.by, one.lane) == (case.id, ANNA, Lane.COMPLAINT)
        assert one.waited == 11 * MINUTE

        # and where it lies before the stretch of time, nothing is timed
        (again,) = await tx.tally.answers(OWNER, since=NOW + timedelta(seconds=1))
        assert again.waited is None
        assert await tx.tally.answers(OWNER, since=NOW + 2 * MINUTE) == ()


async def test_what_may_have_been_sent_is_no_answer_but_has_to_be_looked_at(store) -> None:
    case = await add_case(store)
    await answer(store, case, at=NOW, state=OutboxState.UNKNOWN)

    async with store.reading() as tx:
        assert await tx.tally.answers(OWNER, since=NOW - MINUTE) == ()
        assert await tx.tally.look_first_count(DESK) == 1
        assert await tx.tally.dead_letter_count(BOT) == 0


async def test_figures_count_a_stretch_of_time_only(store) -> None:
    await add_comment(store, lane=Lane.COMPLAINT)
    await add_comment(
        store, lane=Lane.NONE, sent_at=NOW - 2 * MINUTE, message_ids=(MessageId(11),)
    )
    await add_case(store, opened_at=NOW)
    await add_case(
        store,
        opened_at=NOW - 2 * MINUTE,
        status=Status.DISMISSED,
        closed_at=NOW,
        closed_by="Anna",
        holder_id=ANNA,
        lane=Lane.SPAM,
    )

    async with store.reading() as tx:
        figures = await tx.tally.figures(OWNER, since=NOW - MINUTE)

    assert figures.comments == {Lane.COMPLAINT: 1}
    assert figures.opened == {Lane.COMPLAINT: 1}
    (closing,) = figures.closings
    assert (closing.lane, closing.status, closing.by, closing.count) == (
        Lane.SPAM,
        Status.DISMISSED,
        ANNA,
        1,
    )


# --- finding ------------------------------------------------------------------------------------


async def test_all_words_have_to_be_there_and_the_newest_comes_first(store) -> None:
    texts = ("cold chai", "the CHAI was cold", "chai", "50% off_now", "50 off now", "Больше ЧАЯ")
    ids = {
        text: await add_comment(store, text, message_ids=(MessageId(20 + number),))
        for number, text in enumerate(texts)
    }

    assert await found(store, "chai Cold") == [ids["the CHAI was cold"], ids["cold chai"]]
    assert await found(store, "chai", limit=1, offset=2) == [ids["cold chai"]]
    assert await found(store, "50%") == [ids["50% off_now"]]
    assert await found(store, "f_n") == [ids["50% off_now"]]
    assert await found(store, "чая") == [ids["Больше ЧАЯ"]]
    assert await found(store, "\\") == []


async def test_an_author_is_found_by_user_name_and_what_they_did_is_counted(store) -> None:
    case = await add_case(store, status=Status.DISMISSED)
    first = await add_comment(store, case_id=case.id, sent_at=NOW - MINUTE)
    second = await add_comment(store, message_ids=(MessageId(11),))
    other = Sender(kind=SenderKind.USER, id=6, name="Ravi", username="ravi")
    await add_comment(store, author=other, message_ids=(MessageId(12),))
    key = f"user:{RAHUL.id}"

    async with store.reading() as tx:
        assert await tx.lookups.author_named(BRAND, "RAHUL") == key
        assert await tx.lookups.comments_of(BRAND, key, limit=9) == [second, first]
        assert await tx.lookups.first_seen(BRAND, key) == (NOW - MINUTE, 2)
        assert await tx.lookups.cases_of(BRAND, key, limit=9) == [case.id]
        assert await tx.lookups.outcomes_of(BRAND, key) == {Status.DISMISSED: 1}


# --- the board in the outbox --------------------------------------------------------------------


async def test_drawings_of_the_board_merge_while_they_wait_and_pins_do_not(store) -> None:
    async with store.writing() as tx:
        waiting = BoardDrawing(message_id=MessageId(5))
        first = await tx.outbox.add(an_item(payload=waiting, urgency=Urgency.BOARD))
        urgent = await tx.outbox.add(an_item(payload=waiting, urgency=Urgency.ANSWER))
        new = await tx.outbox.add(an_item(payload=BoardDrawing(), urgency=Urgency.BOARD))
        pin = await tx.outbox.add(an_item(payload=Pin(message_id=MessageId(5))))

    assert first == urgent
    assert len({first, new, pin}) == 3
    async with store.reading() as tx:
        item = await tx.outbox.get(first)
        assert (item.payload, item.urgency) == (waiting, Urgency.ANSWER)
        assert (await tx.outbox.get(pin)).payload == Pin(message_id=MessageId(5))
