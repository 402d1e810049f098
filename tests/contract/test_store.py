"""What every store promises, once per adapter."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.case import Case, Status
from bot.domain.comment import CommentState, CommunityMode, Thread
from bot.domain.desk import Action, Button, DeskMessage, DeskRole, Verb
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import (
    BotId,
    BrandId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    DeskId,
    MessageId,
    MessageRef,
    OutboxId,
    UpdateId,
    UserId,
)
from bot.domain.lane import Lane
from bot.domain.learning import Outcomes
from bot.domain.outbox import (
    Deletion,
    DeskNote,
    Drawing,
    OutboxState,
    PublicReply,
    Removal,
    Spent,
    Urgency,
)
from bot.domain.rising import Rise
from bot.domain.roster import Manager, Role
from bot.domain.sla import Clocks
from bot.errors import CaseConflict
from bot.ports import AuditEntry, History, Store
from classifiers.types import Sentiment
from replies.types import Fit, Lack, Suggestion
from tests.contract.store_values import (
    ANNA,
    BOT,
    BRAND,
    DESK,
    DESK_CHAT,
    MINUTE,
    NOW,
    OWNER,
    RAHUL,
    SHOP,
    a_case,
    a_comment,
    a_community,
    a_public_reply,
    a_seed,
    a_verdict,
    an_item,
    an_update,
)


async def add_case(store: Store, **changes) -> Case:
    case = a_case(**changes)
    async with store.writing() as tx:
        return replace(case, id=await tx.cases.add(case))


async def add_item(store: Store, **changes) -> OutboxId:
    async with store.writing() as tx:
        return await tx.outbox.add(an_item(**changes))


async def due_ids(store: Store, *, now: datetime = NOW, limit: int = 100) -> list[OutboxId]:
    async with store.reading() as tx:
        return [item.id for item in await tx.outbox.due(BOT, now=now, limit=limit)]


# --- units of work ------------------------------------------------------------------------------


async def test_what_fails_in_the_middle_leaves_nothing_behind(store) -> None:
    async def fail_midway() -> None:
        async with store.writing() as tx:
            await tx.updates.add(BOT, [an_update(1)], at=NOW)
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        await fail_midway()

    async with store.reading() as tx:
        assert (await tx.counts()).updates == 0


async def test_a_cancelled_writer_leaves_nothing_behind_and_lets_the_next_one_in(store) -> None:
    # given a task that is in the middle of writing
    is_inside = asyncio.Event()

    async def write() -> None:
        async with store.writing() as tx:
            await tx.updates.add(BOT, [an_update(1)], at=NOW)
            is_inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await is_inside.wait()

    # when it is cancelled
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    # then another one can write, and finds nothing
    async with store.writing() as tx:
        assert await tx.updates.add(BOT, [an_update(1)], at=NOW) == 1


async def test_writers_take_turns(store) -> None:
    async def count_up() -> None:
        async with store.writing() as tx:
            value = int(await tx.directory.value("count") or 0)
            await asyncio.sleep(0)
            await tx.directory.set_value("count", str(value + 1))

    await asyncio.gather(*(count_up() for _ in range(20)))

    async with store.reading() as tx:
        assert await tx.directory.value("count") == "20"


async def test_a_reader_keeps_seeing_the_state_it_began_with(store) -> None:
    async with store.reading() as before:
        assert await before.directory.value("greeting") is None
        async with store.writing() as tx:
            await tx.directory.set_value("greeting", "namaste")
        assert await before.directory.value("greeting") is None

    async with store.reading() as after:
        assert await after.directory.value("greeting") == "namaste"


async def test_writing_inside_writing_is_refused_instead_of_waiting_forever(store) -> None:
    async with store.writing():
        with pytest.raises(RuntimeError, match="inside"):
            async with store.writing():
                pass


# --- updates ------------------------------------------------------------------------------------


async def test_an_update_that_comes_twice_is_kept_once(store) -> None:
    async with store.writing() as tx:
        first = await tx.updates.add(BOT, [an_update(1, "a"), an_update(2, "b")], at=NOW)
        again = await tx.updates.add(BOT, [an_update(2, "changed"), an_update(3, "c")], at=NOW)

    assert (first, again) == (2, 1)
    async with store.reading() as tx:
        waiting = await tx.updates.waiting(BOT, now=NOW, limit=10)
    assert [(each.update_id, each.body) for each in waiting] == [(1, "a"), (2, "b"), (3, "c")]


async def test_two_bots_may_have_updates_of_the_same_number(store) -> None:
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1)], at=NOW)
        assert await tx.updates.add(BotId(43), [an_update(1)], at=NOW) == 1
        assert len(await tx.updates.waiting(BOT, now=NOW, limit=10)) == 1


async def test_numbers_that_restart_lower_stay_in_the_order_of_arrival(store) -> None:
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(900), an_update(901)], at=NOW)
        await tx.updates.add(BOT, [an_update(6), an_update(5)], at=NOW + MINUTE)
        waiting = await tx.updates.waiting(BOT, now=NOW + MINUTE, limit=10)

    assert [each.update_id for each in waiting] == [900, 901, 5, 6]


async def test_a_handled_update_waits_no_more(store) -> None:
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1), an_update(2)], at=NOW)
        await tx.updates.finish(BOT, [UpdateId(1)])
        waiting = await tx.updates.waiting(BOT, now=NOW, limit=10)

    assert [each.update_id for each in waiting] == [2]


async def test_an_update_is_handled_once_whoever_comes_later(store) -> None:
    # given two updates, of which one was handled
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1), an_update(2)], at=NOW)
        assert await tx.updates.finish(BOT, [UpdateId(1)]) == 1

        # when somebody comes later who has read both before
        assert await tx.updates.finish(BOT, [UpdateId(1), UpdateId(2)]) == 1
        await tx.updates.postpone(BOT, UpdateId(1), until=NOW, error="boom")
        assert not await tx.updates.bury(BOT, UpdateId(1), error="boom")

        # then nothing of it waits again, or is dead
        assert await tx.updates.waiting(BOT, now=NOW + MINUTE, limit=10) == []
        assert (await tx.counts()).dead_letters == 0


async def test_a_postponed_update_comes_back_when_its_time_has_come(store) -> None:
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1)], at=NOW)
        await tx.updates.postpone(BOT, UpdateId(1), until=NOW + MINUTE, error="boom")
        early = await tx.updates.waiting(BOT, now=NOW, limit=10)
        late = await tx.updates.waiting(BOT, now=NOW + MINUTE, limit=10)

    assert early == []
    assert [(each.attempts, each.received_at) for each in late] == [(1, NOW)]


async def test_a_dead_letter_is_kept_and_counted_but_not_tried_again(store) -> None:
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1)], at=NOW)
        await tx.updates.bury(BOT, UpdateId(1), error="boom")
        counts = await tx.counts()

        assert await tx.updates.waiting(BOT, now=NOW + MINUTE, limit=10) == []
    assert (counts.updates, counts.dead_letters) == (1, 1)


async def test_only_handled_and_older_updates_are_forgotten(store) -> None:
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(n) for n in (1, 2, 3)], at=NOW)
        await tx.updates.add(BOT, [an_update(4)], at=NOW + MINUTE)
        await tx.updates.finish(BOT, [UpdateId(1)])
        await tx.updates.bury(BOT, UpdateId(2), error="boom")
        await tx.updates.finish(BOT, [UpdateId(4)])

        assert await tx.updates.forget_finished(before=NOW + MINUTE) == 1
        assert (await tx.counts()).updates == 3


# --- the directory ------------------------------------------------------------------------------


async def test_the_configuration_is_taken_over_at_the_first_start(store) -> None:
    async with store.reading() as tx:
        desk = await tx.directory.desk(DESK)
        communities = await tx.directory.communities(BOT)
        managers = await tx.directory.managers(DESK)

    assert (desk.chat_id, desk.language, desk.time_zone) == (DESK_CHAT, "en", "Asia/Kolkata")
    assert communities == [a_community(id=CommunityId(1))]
    assert managers == [Manager(desk_id=DESK, user_id=ANNA, name="Anna", role=Role.LEAD)]


async def test_the_database_rules_after_the_first_start(store) -> None:
    # given what was changed from the chat
    async with store.writing() as tx:
        (community,) = await tx.directory.communities(BOT)
        await tx.directory.save_community(replace(community, mode=CommunityMode.WATCH))
        await tx.directory.save_manager(
            Manager(desk_id=DESK, user_id=ANNA, name="Anna", role=Role.VIEWER)
        )

    # when the bot starts again with the same file and something new in it
    other = a_community(chat_id=ChatId(-55), title="New")
    ravi = Manager(desk_id=DESK, user_id=UserId(7002), name="Ravi", role=Role.MANAGER)
    async with store.writing() as tx:
        seed = a_seed()
        await tx.directory.seed(
            replace(
                seed,
                desk_language="ru",
                communities=(*seed.communities, other),
                managers=(*seed.managers, ravi),
            )
        )

    # then only what is new was taken over
    async with store.reading() as tx:
        communities = await tx.directory.communities(BOT)
        managers = await tx.directory.managers(DESK)
        assert (await tx.directory.desk(DESK)).language == "en"
    assert [(c.title, c.mode) for c in communities] == [("Chai Adda", "watch"), ("New", "live")]
    assert [(m.name, m.role) for m in managers] == [("Anna", "viewer"), ("Ravi", "manager")]


async def test_a_group_that_became_a_supergroup_keeps_its_community(store) -> None:
    new, new_desk = ChatId(-1005), ChatId(-1006)
    async with store.writing() as tx:
        await tx.directory.move_chat(SHOP, new)
        await tx.directory.move_chat(DESK_CHAT, new_desk)

    async with store.reading() as tx:
        (community,) = await tx.directory.communities(BOT)
        desk = await tx.directory.desk(DESK)
    assert (community.id, community.chat_id, desk.chat_id) == (1, new, new_desk)


async def test_a_configuration_that_names_the_old_group_does_not_bring_it_back(store) -> None:
    async with store.writing() as tx:
        await tx.directory.move_chat(SHOP, ChatId(-1005))
        await tx.directory.move_chat(ChatId(-1005), ChatId(-1006))
        await tx.directory.seed(a_seed())

        assert [c.chat_id for c in await tx.directory.communities(BOT)] == [-1006]


async def test_a_move_to_a_group_that_is_watched_already_changes_neither(store) -> None:
    there = a_community(chat_id=ChatId(-1005), title="Supergroup")
    async with store.writing() as tx:
        await tx.directory.seed(a_seed(communities=(there,)))
        await tx.directory.move_chat(SHOP, ChatId(-1005))

        communities = await tx.directory.communities(BOT)
    assert [(c.title, c.chat_id) for c in communities] == [
        ("Chai Adda", SHOP),
        ("Supergroup", -1005),
    ]


async def test_what_is_queued_for_a_group_is_sent_where_it_moved(store) -> None:
    # given a card that waits, and one that was sent
    case = await add_case(store)
    waiting = await add_item(store, case_id=case.id)
    sent = await add_item(store, payload=DeskNote(html="hi"))
    async with store.writing() as tx:
        await tx.outbox.start(sent, at=NOW)
        await tx.outbox.finish(sent, OutboxState.SENT, at=NOW)

        # when the desk moves, and the card is asked for again
        await tx.directory.move_chat(DESK_CHAT, ChatId(-1005))
        again = await tx.outbox.add(an_item(case_id=case.id, chat_id=ChatId(-1005)))

        # then one card goes to the new chat, and the past stays as it was
        first, second = await tx.outbox.get(waiting), await tx.outbox.get(sent)
    assert again == waiting
    assert (first.chat_id, second.chat_id) == (-1005, DESK_CHAT)


async def test_a_small_fact_is_kept_and_replaced(store) -> None:
    async with store.writing() as tx:
        assert await tx.directory.value("offset") is None
        await tx.directory.set_value("offset", "7")
        await tx.directory.set_value("offset", "8")
        assert await tx.directory.value("offset") == "8"


async def test_small_facts_are_found_by_the_beginning_of_their_keys(store) -> None:
    async with store.writing() as tx:
        for key in ("limited:1", "limited:2", "limitedX3", "lim%"):
            await tx.directory.set_value(key, key[-1])

        assert await tx.directory.values("limited:") == {"1": "1", "2": "2"}
        assert await tx.directory.values("lim%") == {"": "%"}


async def test_a_desk_that_was_never_seeded_is_not_there(store) -> None:
    async with store.reading() as tx:
        with pytest.raises(LookupError):
            await tx.directory.desk(DeskId(99))


# --- comments -----------------------------------------------------------------------------------

WHOLE_COMMENT = {
    "message_ids": (MessageId(10), MessageId(11)),
    "is_topic": True,
    "author": Sender(kind=SenderKind.CHANNEL, id=-1007, name="<b>", username="x", language="ru"),
    "text": "नमस्ते, где заказ?\n👨‍👩‍👧",
    "media": "photo",
    "album_id": "13579",
    "captions": ("नमस्ते, где заказ?", "", "👨‍👩‍👧"),
    "links": ("https://example.com/a?b=c",),
    "edited_at": NOW + MINUTE,
    "state": CommentState.TRIAGED,
    "lane": Lane.COMPLAINT,
    "priority": 86,
    "reasons": ("complaint (sure)", "деньги"),
    "verdict": a_verdict(),
}


async def test_a_comment_comes_back_as_it_was_kept(store) -> None:
    case = await add_case(store)
    comment = a_comment(**WHOLE_COMMENT, case_id=case.id)
    async with store.writing() as tx:
        given = await tx.comments.add(comment)

    async with store.reading() as tx:
        assert await tx.comments.get(given) == replace(comment, id=given)


async def test_a_changed_comment_comes_back_changed(store) -> None:
    async with store.writing() as tx:
        given = await tx.comments.add(a_comment())
        changed = a_comment(**WHOLE_COMMENT, id=given)
        await tx.comments.save(changed)

        assert await tx.comments.get(given) == changed


async def test_text_that_no_database_takes_loses_only_those_characters(store) -> None:
    async with store.writing() as tx:
        given = await tx.comments.add(a_comment(text="half \ud83d of a pair, \0 nothing"))
        comment = await tx.comments.get(given)

    assert comment.text == "half \ufffd of a pair, \ufffd nothing"


async def test_every_part_of_an_album_finds_its_comment(store) -> None:
    # given an album of which one part has come
    async with store.writing() as tx:
        comment = a_comment(album_id="777", message_ids=(MessageId(10),))
        given = await tx.comments.add(comment)

        # when the next part is added
        await tx.comments.add_part(replace(comment, id=given), MessageId(11))

        # then it is found by either message and by the album
        ref = MessageRef(chat_id=SHOP, message_id=MessageId(11))
        by_part = await tx.comments.at(ref)
        by_first = await tx.comments.at(replace(ref, message_id=MessageId(10)))
        by_album = await tx.comments.album(SHOP, "777")
        elsewhere = await tx.comments.at(replace(ref, chat_id=ChatId(-1)))
    assert by_part == by_first == by_album
    assert by_part.message_ids == (10, 11)
    assert elsewhere is None


async def test_comments_without_an_album_do_not_collide(store) -> None:
    async with store.writing() as tx:
        await tx.comments.add(a_comment(message_ids=(MessageId(1),)))
        await tx.comments.add(a_comment(message_ids=(MessageId(2),)))

        assert await tx.comments.album(SHOP, "777") is None
        assert (await tx.counts()).comments == 2


async def test_ripe_comments_come_oldest_first_and_unripe_ones_only_count(store) -> None:
    async with store.writing() as tx:
        for number, ripe_at in enumerate((NOW, NOW + MINUTE, NOW - MINUTE)):
            await tx.comments.add(a_comment(message_ids=(MessageId(number),), ripe_at=ripe_at))
        await tx.comments.add(a_comment(message_ids=(), state=CommentState.TRIAGED))

        ripe = await tx.comments.ripe(BOT, now=NOW, limit=10)
        first = await tx.comments.ripe(BOT, now=NOW, limit=1)
        waiting_count = await tx.comments.waiting_count(BOT)

    assert [comment.message_ids for comment in ripe] == [(0,), (2,)]
    assert first == ripe[:1]
    assert waiting_count == 3


async def test_comments_of_a_case_come_oldest_first(store) -> None:
    case = await add_case(store)
    async with store.writing() as tx:
        for number, minutes in enumerate((2, 1)):
            await tx.comments.add(
                a_comment(
                    message_ids=(MessageId(number),),
                    sent_at=NOW + minutes * MINUTE,
                    case_id=case.id,
                )
            )
        await tx.comments.add(a_comment(message_ids=(MessageId(5),)))

        assert [c.message_ids for c in await tx.comments.of_case(case.id)] == [(1,), (0,)]


async def test_history_knows_the_author_from_before_only(store) -> None:
    # given an angry complaint of an author, a calm word later, and somebody else
    case = await add_case(store)
    calm = a_verdict(sentiment=Sentiment(negative=0.1, neutral=0.8, positive=0.1))
    async with store.writing() as tx:
        await tx.comments.add(
            a_comment(
                message_ids=(MessageId(1),),
                sent_at=NOW - MINUTE,
                case_id=case.id,
                lane=Lane.COMPLAINT,
                verdict=a_verdict(),
            )
        )
        second = await tx.comments.add(
            a_comment(message_ids=(MessageId(2),), case_id=case.id, lane=Lane.NONE, verdict=calm)
        )
        third = await tx.comments.add(a_comment(message_ids=(MessageId(3),)))
        await tx.comments.add(
            a_comment(message_ids=(MessageId(4),), author=replace(RAHUL, id=1), case_id=case.id)
        )

        # when the history before the second and the third is asked for
        key = "user:5000000001"
        before_second = await tx.comments.history(BRAND, key, before=second)
        before_third = await tx.comments.history(BRAND, key, before=third)
        of_another_brand = await tx.comments.history(BrandId(9), key, before=third)

    # then each knows what was said until then
    assert before_second == History(
        first_seen_at=NOW - MINUTE,
        case_count=1,
        last_was_negative=True,
    )
    assert before_third == History(
        first_seen_at=NOW - MINUTE,
        case_count=1,
        last_was_negative=False,
    )
    assert of_another_brand == History()


async def test_comments_of_a_stretch_of_time_are_those_written_in_it(store) -> None:
    async with store.writing() as tx:
        for number in range(4):
            await tx.comments.add(
                a_comment(message_ids=(MessageId(number),), sent_at=NOW + number * MINUTE)
            )
        found = await tx.comments.sent_between(BOT, NOW + MINUTE, NOW + 3 * MINUTE)

    assert [comment.message_ids for comment in found] == [(1,), (2,)]


async def test_a_thread_keeps_its_title_when_it_is_not_said_again(store) -> None:
    community = CommunityId(1)
    async with store.writing() as tx:
        assert await tx.comments.thread(community, "thread:3") is None
        await tx.comments.put_thread(
            community,
            Thread(key="thread:3", title="Offer", root=MessageId(3), addresses=("c/1/57", "a/57")),
        )
        await tx.comments.put_thread(community, Thread(key="thread:3"))
        unchanged = await tx.comments.thread(community, "thread:3")
        await tx.comments.put_thread(community, Thread(key="thread:3", title="Monsoon offer"))
        renamed = await tx.comments.thread(community, "thread:3")

    posted = Thread(key="thread:3", root=MessageId(3), addresses=("c/1/57", "a/57"))
    assert unchanged == replace(posted, title="Offer")
    assert renamed == replace(posted, title="Monsoon offer")


async def test_a_comment_that_is_not_there_is_said_so(store) -> None:
    async with store.reading() as tx:
        with pytest.raises(LookupError):
            await tx.comments.get(CommentId(99))


# --- cases --------------------------------------------------------------------------------------


async def test_a_case_comes_back_as_it_was_kept(store) -> None:
    case = await add_case(
        store,
        due_at=NOW + 30 * MINUTE,
        status=Status.ANSWERED,
        holder_id=ANNA,
        holder_name="Анна",
        claimed_at=NOW + MINUTE,
        closed_at=NOW + 2 * MINUTE,
        closed_by="Анна",
        suggestions=(
            Suggestion(
                reply_id="apology",
                titles={"en": "Apology", "hi": "माफ़ी"},
                score=0.82,
                fit=Fit.FITS,
                lang="hi-Latn",
                tone="warm",
                text="$author ji, hum maafi chahte hain",
            ),
            Suggestion(
                reply_id="bare", titles={}, score=0.4, fit=Fit.MAYBE, lang=None, tone="", text=None
            ),
        ),
        best_score=0.82,
        lack=Lack(words=("gluten",), closest={"en": "Allergies"}),
        version=4,
        revision=2,
    )

    async with store.reading() as tx:
        assert await tx.cases.get(case.id) == case


async def test_of_two_changes_to_the_same_case_the_second_is_told(store) -> None:
    # given a case that two managers look at
    case = await add_case(store)

    # when both claim it
    async with store.writing() as tx:
        await tx.cases.save(
            case.claim(by=ANNA, name="Anna", at=NOW), expected_version=case.version
        )
    with pytest.raises(CaseConflict):
        async with store.writing() as tx:
            await tx.cases.save(
                case.claim(by=UserId(2), name="Ravi", at=NOW), expected_version=case.version
            )

    # then the first one has it
    async with store.reading() as tx:
        kept = await tx.cases.get(case.id)
    assert (kept.status, kept.holder_name, kept.version) == (Status.CLAIMED, "Anna", 2)


async def test_the_newest_case_of_an_author_in_a_thread_is_found_open_or_closed(store) -> None:
    await add_case(store)
    newest = await add_case(store, status=Status.DISMISSED)
    await add_case(store, thread_key="thread:4")
    await add_case(store, author_key="user:1")

    async with store.reading() as tx:
        key = newest.author_key
        assert await tx.cases.latest(CommunityId(1), "thread:3", key) == newest
        assert await tx.cases.latest(CommunityId(1), "thread:5", key) is None


async def test_what_is_proposed_to_others_in_a_thread_is_told_of_its_newest_open_cases(
    store,
) -> None:
    # given that each author's case proposes a text of its own
    def proposing(number: int) -> tuple[Suggestion, ...]:
        said = Suggestion(
            reply_id=f"r{number}",
            titles={},
            score=0.9,
            fit=Fit.FITS,
            lang="en",
            tone="",
            text=f"text {number}",
        )
        return said, replace(said, lang=None, text=None)

    for number in range(4):
        await add_case(store, author_key=f"user:{number}", suggestions=proposing(number))
    await add_case(store, author_key="user:9", suggestions=proposing(9), status=Status.DISMISSED)
    await add_case(store, thread_key="thread:4", suggestions=proposing(8))

    async def proposed(author: str, *, limit: int = 9) -> frozenset[str]:
        async with store.reading() as tx:
            return await tx.cases.proposed_to_others(
                CommunityId(1), "thread:3", author, limit=limit
            )

    # then an author's own, what is closed, and other threads are left out
    assert await proposed("user:2") == {"text 0", "text 1", "text 3"}
    # and of many the newest count
    assert await proposed("user:2", limit=2) == {"text 1", "text 3"}


async def test_the_queue_is_ordered_by_priority_then_age_and_without_closed_cases(store) -> None:
    low = await add_case(store, priority=10, opened_at=NOW - MINUTE)
    young = await add_case(store, priority=90, opened_at=NOW)
    old = await add_case(
        store, priority=90, opened_at=NOW - MINUTE, status=Status.CLAIMED, holder_id=ANNA
    )
    await add_case(store, priority=99, status=Status.ANSWERED)

    async with store.reading() as tx:
        assert await tx.cases.open(DESK, limit=10) == [old, young, low]
        assert await tx.cases.open(DESK, limit=1, offset=1) == [young]
        assert await tx.cases.next_free(DESK) == young
        assert await tx.cases.open_count(DESK) == 3
        assert await tx.cases.open(DeskId(2), limit=10) == []


async def test_what_can_still_rise_is_found_and_kept_unless_it_changed_meanwhile(store) -> None:
    # given cases that wait, and some that do not, or cannot rise any more
    held = await add_case(store, status=Status.CLAIMED, holder_id=ANNA, due_at=NOW)
    spent = Rise(waiting=12)
    nearly = await add_case(store, priority=60, rise=spent, due_at=NOW)
    for changes in (
        {"status": Status.ANSWERED},
        {"lane": Lane.UNSURE},
        {"snoozed_until": NOW},
        {"priority": 100},
        {"rise": spent},
        {"rise": Rise(deadline=14, waiting=12), "due_at": NOW},
    ):
        await add_case(store, **changes)

    async with store.reading() as tx:
        assert await tx.cases.rising(DESK, after=CaseId(0), limit=9) == [held, nearly]
        assert await tx.cases.rising(DESK, after=held.id, limit=9) == [nearly]
        assert await tx.cases.rising(DeskId(2), after=CaseId(0), limit=9) == []

    # when one has risen, and another was released before its rise is kept
    risen, late = (one.rise_to(Rise(waiting=3, deadline=8)) for one in (nearly, held))
    async with store.writing() as tx:
        await tx.cases.save(held.release(by=ANNA), expected_version=held.version)
        assert await tx.cases.keep_rise(risen)
        assert not await tx.cases.keep_rise(late)

    # then only that one has
    async with store.reading() as tx:
        assert await tx.cases.get(nearly.id) == risen
        assert (await tx.cases.get(held.id)).priority == held.priority


async def test_traffic_is_what_was_judged_of_a_communitys_words_newest_first(store) -> None:
    verdict = a_verdict()
    async with store.writing() as tx:
        for number, changes in enumerate(
            (
                {"sent_at": NOW - MINUTE},
                {"sent_at": NOW},
                {"sent_at": NOW - 2 * MINUTE},
                {"text": ""},
                {"verdict": None},
            )
        ):
            values = {"verdict": verdict, "message_ids": (MessageId(number),)} | changes
            await tx.comments.add(a_comment(**values))

    since = NOW - MINUTE
    async with store.reading() as tx:
        seen = await tx.comments.traffic(CommunityId(1), since=since, limit=9)
        assert [one.sent_at for one in seen] == [NOW, since]
        assert {one.verdict for one in seen} == {replace(verdict, vector=b"")}
        assert await tx.comments.traffic(CommunityId(1), since=since, limit=1) == seen[:1]
        assert await tx.comments.traffic(CommunityId(2), since=since, limit=9) == []


async def test_no_case_is_free_when_all_are_held(store) -> None:
    await add_case(store, status=Status.CLAIMED, holder_id=ANNA)

    async with store.reading() as tx:
        assert await tx.cases.next_free(DESK) is None


async def test_a_reopened_case_is_in_the_queue_again(store) -> None:
    case = await add_case(store, status=Status.ANSWERED)
    async with store.writing() as tx:
        await tx.cases.save(
            case.reopen(at=case.opened_at, clocks=Clocks()), expected_version=case.version
        )

        assert [each.id for each in await tx.cases.open(DESK, limit=10)] == [case.id]


async def test_closed_cases_are_counted_by_community_and_lane_from_a_day_on(store) -> None:
    # given cases that were answered, dismissed long ago and lately, and one that is open
    async with store.writing() as tx:
        for number, (status, lane, closed_at) in enumerate(
            (
                (Status.ANSWERED, Lane.COMPLAINT, NOW),
                (Status.DISMISSED, Lane.COMPLAINT, NOW),
                (Status.DISMISSED, Lane.COMPLAINT, NOW - timedelta(days=90)),
                (Status.MODERATED, Lane.SPAM, NOW),
                (Status.OPEN, Lane.QUESTION, None),
            )
        ):
            await tx.cases.add(
                a_case(thread_key=f"t:{number}", status=status, lane=lane, closed_at=closed_at)
            )

    # when the last month is counted
    async with store.reading() as tx:
        outcomes = await tx.cases.outcomes(BOT, since=NOW - timedelta(days=30))
        elsewhere = await tx.cases.outcomes(BotId(7), since=NOW - timedelta(days=30))

    # then only what was closed in it counts, for this bot alone
    assert outcomes == {
        CommunityId(1): {
            Lane.COMPLAINT: Outcomes(acted=1, dismissed=1),
            Lane.SPAM: Outcomes(acted=1),
        }
    }
    assert elsewhere == {}


async def test_what_was_done_to_a_case_comes_oldest_first(store) -> None:
    case = await add_case(store)
    entries = [
        AuditEntry(
            owner=OWNER, case_id=case.id, at=NOW, by=ANNA, by_name="Anna", action="claimed"
        ),
        AuditEntry(
            owner=OWNER,
            case_id=case.id,
            at=NOW,
            by=None,
            by_name="",
            action="reopened",
            detail="wrote again",
        ),
    ]
    async with store.writing() as tx:
        for entry in entries:
            await tx.cases.audit(entry)
        await tx.cases.audit(replace(entries[0], case_id=None))

        assert await tx.cases.audit_of(case.id) == entries


# --- the outbox ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        a_public_reply("नमस्ते 🙏"),
        Deletion(message_ids=(MessageId(1), MessageId(2)), by=ANNA, by_name="Anna"),
        Drawing(message_id=MessageId(4), role=DeskRole.RECEIPT),
        DeskNote(
            html="<b>hi</b>",
            edits=MessageId(4),
            keyboard=((Button(label="Send", token="t"), Button(label="Open", url="u")),),
            role=DeskRole.PREVIEW,
            awaits="tok",
            silent=False,
        ),
        Removal(message_id=MessageId(4)),
    ],
    ids=lambda payload: type(payload).__name__,
)
async def test_an_item_comes_back_as_it_was_queued(store, payload) -> None:
    case = await add_case(store)
    item = an_item(payload=payload, weight=86, urgency=Urgency.REPLY, case_id=case.id)
    async with store.writing() as tx:
        given = await tx.outbox.add(item)

    async with store.reading() as tx:
        assert await tx.outbox.get(given) == replace(item, id=given)


async def test_items_leave_by_urgency_then_weight_then_age(store) -> None:
    case = await add_case(store)
    light = await add_item(store, weight=10, payload=Removal(message_id=MessageId(1)))
    old = await add_item(store, weight=50, payload=Removal(message_id=MessageId(2)))
    young = await add_item(store, weight=50, payload=Removal(message_id=MessageId(3)))
    reply = await add_item(
        store, chat_id=SHOP, urgency=Urgency.REPLY, payload=a_public_reply(), case_id=case.id
    )
    later = await add_item(
        store, payload=Removal(message_id=MessageId(4)), not_before=NOW + MINUTE
    )

    assert await due_ids(store) == [reply, old, young, light]
    assert await due_ids(store, now=NOW + MINUTE) == [reply, old, young, light, later]


async def test_a_long_queue_of_one_chat_does_not_hide_the_others(store) -> None:
    for number in range(5):
        await add_item(store, payload=Removal(message_id=MessageId(number)))
    digest = await add_item(
        store,
        chat_id=ChatId(9),
        urgency=Urgency.DIGEST,
        payload=Removal(message_id=MessageId(1)),
    )

    found = await due_ids(store, limit=2)

    assert len(found) == 3
    assert found[-1] == digest


async def test_the_queue_says_when_the_next_item_is_due(store) -> None:
    await add_item(store, payload=Removal(message_id=MessageId(1)))
    async with store.reading() as tx:
        assert await tx.outbox.next_due_at(BOT, now=NOW) is None

    for minutes in (9, 3):
        await add_item(
            store,
            payload=Removal(message_id=MessageId(minutes)),
            not_before=NOW + minutes * MINUTE,
        )
    async with store.reading() as tx:
        assert await tx.outbox.next_due_at(BOT, now=NOW) == NOW + 3 * MINUTE


async def test_drawings_of_the_same_case_and_message_become_one(store) -> None:
    case, other = await add_case(store), await add_case(store)
    drawing = Drawing(message_id=MessageId(5))
    first = await add_item(store, case_id=case.id, payload=drawing, urgency=Urgency.CARD)

    # when it is asked for again, more urgently and with more weight
    again = await add_item(
        store, case_id=case.id, payload=drawing, urgency=Urgency.ANSWER, weight=90
    )

    # then it is the same item, and others are not touched
    assert again == first
    async with store.reading() as tx:
        item = await tx.outbox.get(first)
    assert (item.urgency, item.weight) == (Urgency.ANSWER, 90)
    for changes in (
        {"case_id": other.id, "payload": drawing},
        {"case_id": case.id, "payload": Drawing()},
        {"case_id": case.id, "payload": replace(drawing, role=DeskRole.RECEIPT)},
        {"case_id": case.id, "payload": replace(drawing, message_id=MessageId(6))},
    ):
        assert await add_item(store, **changes) != first


async def test_the_newest_edit_of_a_message_wins_with_the_better_urgency(store) -> None:
    first = await add_item(
        store, payload=DeskNote(html="old", edits=MessageId(5)), urgency=Urgency.ANSWER
    )
    await add_item(store, payload=DeskNote(html="new", edits=MessageId(5)), urgency=Urgency.DIGEST)

    async with store.reading() as tx:
        (item,) = await tx.outbox.due(BOT, now=NOW, limit=10)
    assert (item.id, item.payload.html, item.urgency) == (first, "new", Urgency.ANSWER)


async def test_new_notes_and_public_replies_are_never_merged(store) -> None:
    case = await add_case(store)
    for payload in (DeskNote(html="same"), a_public_reply()):
        first = await add_item(store, payload=payload, case_id=case.id)
        assert await add_item(store, payload=payload, case_id=case.id) != first


async def test_a_drawing_that_is_being_sent_takes_no_newer_one_in(store) -> None:
    case = await add_case(store)
    first = await add_item(store, case_id=case.id, payload=Drawing(message_id=MessageId(5)))
    async with store.writing() as tx:
        await tx.outbox.start(first, at=NOW)

    assert (
        await add_item(store, case_id=case.id, payload=Drawing(message_id=MessageId(5))) != first
    )


async def test_a_drawing_put_back_takes_in_the_newer_one_and_waits_as_told(store) -> None:
    # given a first card that was being sent when it was asked for again
    case = await add_case(store)
    first = await add_item(store, case_id=case.id, urgency=Urgency.CARD)
    async with store.writing() as tx:
        await tx.outbox.start(first, at=NOW)
    await add_item(store, case_id=case.id, urgency=Urgency.ANSWER)

    # when Telegram wants us to wait, and it is asked for a third time
    async with store.writing() as tx:
        await tx.outbox.requeue(first, not_before=NOW + MINUTE, error="too many")
    await add_item(store, case_id=case.id)

    # then one card is to be sent, after the wait
    assert await due_ids(store) == []
    async with store.reading() as tx:
        (item,) = await tx.outbox.due(BOT, now=NOW + MINUTE, limit=10)
    assert (item.id, item.urgency, item.attempts, item.error) == (first, 2, 1, "too many")


async def test_an_item_is_started_once(store) -> None:
    given = await add_item(store)
    async with store.writing() as tx:
        assert await tx.outbox.start(given, at=NOW)
        assert not await tx.outbox.start(given, at=NOW)
        item = await tx.outbox.get(given)

    assert (item.state, item.attempted_at, item.attempts) == (OutboxState.SENDING, NOW, 1)
    assert await due_ids(store) == []


async def test_the_end_of_an_attempt_is_noted(store) -> None:
    sent, unknown = await add_item(store), await add_item(store, payload=a_public_reply())
    async with store.writing() as tx:
        for each in (sent, unknown):
            await tx.outbox.start(each, at=NOW)
        await tx.outbox.finish(sent, OutboxState.SENT, at=NOW + MINUTE, message_id=MessageId(77))
        await tx.outbox.finish(unknown, OutboxState.UNKNOWN, at=NOW + MINUTE, error="reset")

        first, second = await tx.outbox.get(sent), await tx.outbox.get(unknown)
        in_doubt = await tx.outbox.in_state(BOT, OutboxState.UNKNOWN)

    assert (first.state, first.sent_at, first.sent_message_id) == ("sent", NOW + MINUTE, 77)
    assert (second.state, second.sent_at, second.error) == ("unknown", None, "reset")
    assert [item.id for item in in_doubt] == [unknown]


async def test_only_a_queued_item_can_be_taken_back(store) -> None:
    queued, started = await add_item(store), await add_item(store, payload=a_public_reply())
    async with store.writing() as tx:
        await tx.outbox.start(started, at=NOW)

        assert await tx.outbox.cancel(queued)
        assert not await tx.outbox.cancel(queued)
        assert not await tx.outbox.cancel(started)
        assert await tx.outbox.get(queued) is None
        assert not await tx.outbox.start(queued, at=NOW)


async def test_replies_of_a_case_are_found_in_every_state(store) -> None:
    case = await add_case(store)
    sent = await add_item(store, case_id=case.id, payload=a_public_reply("one"))
    async with store.writing() as tx:
        await tx.outbox.start(sent, at=NOW)
        await tx.outbox.finish(sent, OutboxState.SENT, at=NOW)
    queued = await add_item(store, case_id=case.id, payload=a_public_reply("two"))
    await add_item(store, case_id=case.id)

    async with store.reading() as tx:
        assert [item.id for item in await tx.outbox.replies_of(case.id)] == [sent, queued]


async def test_every_attempt_counts_against_the_budget_whatever_came_of_it(store) -> None:
    # given every kind of item, attempted or not
    attempted = [
        (OutboxState.SENT, a_public_reply()),
        (OutboxState.UNKNOWN, Drawing()),
        (OutboxState.FAILED, DeskNote(html="new")),
        (OutboxState.SENDING, Drawing(message_id=MessageId(5))),
        (OutboxState.SENT, DeskNote(html="edit", edits=MessageId(6))),
        (OutboxState.SENT, Deletion(message_ids=(MessageId(1),), by=ANNA, by_name="Anna")),
        (OutboxState.SENT, Removal(message_id=MessageId(7))),
    ]
    async with store.writing() as tx:
        for number, (state, payload) in enumerate(attempted):
            given = await tx.outbox.add(an_item(payload=payload))
            await tx.outbox.start(given, at=NOW + timedelta(seconds=number))
            await tx.outbox.finish(given, state, at=NOW + MINUTE)
        early = await tx.outbox.add(an_item(payload=a_public_reply()))
        await tx.outbox.start(early, at=NOW - MINUTE)
        again = await tx.outbox.add(an_item(payload=DeskNote(html="again")))
        await tx.outbox.start(again, at=NOW + timedelta(seconds=7))
        await tx.outbox.requeue(again, not_before=NOW, error="no answer came")
        await tx.outbox.start(again, at=NOW + timedelta(seconds=8))
        await tx.outbox.requeue(again, not_before=NOW + MINUTE, error="no answer came")
        await tx.outbox.add(an_item(payload=a_public_reply()))

    # when the budget is reckoned
    async with store.reading() as tx:
        spent = await tx.outbox.spent(BOT, since=NOW)

    # then messages and edits count, each attempt of one that waits again, and deletions do not
    assert spent == [
        Spent(chat_id=DESK_CHAT, is_edit=is_edit, at=NOW + timedelta(seconds=second))
        for second, is_edit in (
            (0, False),
            (1, False),
            (2, False),
            (3, True),
            (4, True),
            (8, False),
            (8, False),
        )
    ]


async def test_texts_of_a_thread_are_those_said_or_about_to_be_said(store) -> None:
    here = await add_case(store)
    elsewhere = await add_case(store, thread_key="thread:4")
    await add_item(store, case_id=here.id, payload=a_public_reply("queued"))
    await add_item(store, case_id=elsewhere.id, payload=a_public_reply("elsewhere"))
    async with store.writing() as tx:
        for state in (OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.FAILED):
            given = await tx.outbox.add(
                an_item(case_id=here.id, payload=a_public_reply(state.value))
            )
            await tx.outbox.start(given, at=NOW)
            await tx.outbox.finish(given, state, at=NOW)

    async with store.reading() as tx:
        said = await tx.outbox.said_in_thread(CommunityId(1), "thread:3")
    texts = [item.payload.text for item in said if isinstance(item.payload, PublicReply)]
    assert texts == ["queued", "sent", "unknown"]


# --- messages of the desk -----------------------------------------------------------------------


async def test_a_button_means_what_was_kept_for_it(store) -> None:
    case = await add_case(store)
    action = Action(
        verb=Verb.FILL_SLOT,
        case_id=case.id,
        revision=3,
        number=2,
        text="text",
        reply_id="apology",
        slot="order",
        slots=(("name", "राहुल"), ("city", "Pune")),
        sources=("apology", "refund-time"),
        outbox_id=OutboxId(4),
        only=ANNA,
    )
    async with store.writing() as tx:
        await tx.desk.put_action("tok", action, at=NOW)
        await tx.desk.put_action("bare", Action(verb=Verb.NEXT), at=NOW)

        assert await tx.desk.action("tok") == action
        assert await tx.desk.action("bare") == Action(verb=Verb.NEXT)
        assert await tx.desk.action("forged") is None


async def test_old_buttons_are_forgotten_but_not_those_of_open_cases(store) -> None:
    # given old buttons of an open case, of a closed one and of none, and a new one
    still_open = await add_case(store)
    closed = await add_case(store, thread_key="thread:4", status=Status.DISMISSED)
    async with store.writing() as tx:
        for token, case_id, at in (
            ("open", still_open.id, NOW),
            ("closed", closed.id, NOW),
            ("none", None, NOW),
            ("new", closed.id, NOW + MINUTE),
        ):
            await tx.desk.put_action(token, Action(verb=Verb.CLAIM, case_id=case_id), at=at)

        # when what is older than a minute is forgotten
        assert await tx.desk.forget_actions(before=NOW + MINUTE) == 2

        # then the others still mean something
        tokens = ("open", "closed", "none", "new")
        known = [token for token in tokens if await tx.desk.action(token) is not None]
        assert known == ["open", "new"]


async def test_a_message_of_the_desk_is_kept_changed_and_dropped(store) -> None:
    case = await add_case(store)
    ref = MessageRef(chat_id=DESK_CHAT, message_id=MessageId(5))
    card = DeskMessage(
        chat_id=DESK_CHAT, message_id=MessageId(5), role=DeskRole.CARD, case_id=case.id, shows="a"
    )
    async with store.writing() as tx:
        await tx.desk.put(card)
        assert await tx.desk.get(ref) == card

        receipt = replace(card, role=DeskRole.RECEIPT, awaits="tok", shows="b")
        await tx.desk.put(receipt)
        assert await tx.desk.get(ref) == receipt

        await tx.desk.drop(ref)
        assert await tx.desk.get(ref) is None


async def test_messages_of_a_case_are_found_by_role_oldest_first(store) -> None:
    case = await add_case(store)
    async with store.writing() as tx:
        for number, role in ((9, DeskRole.CARD), (3, DeskRole.RECEIPT), (5, DeskRole.NOTE)):
            await tx.desk.put(
                DeskMessage(
                    chat_id=DESK_CHAT, message_id=MessageId(number), role=role, case_id=case.id
                )
            )
        found = await tx.desk.of_case(case.id, [DeskRole.RECEIPT, DeskRole.CARD])

        assert [message.message_id for message in found] == [9, 3]
        assert await tx.desk.of_case(CaseId(99), [DeskRole.CARD]) == []


async def test_of_several_cases_the_newest_card_of_each_is_found_at_once(store) -> None:
    first, second, bare = [await add_case(store, author_key=f"user:{n}") for n in range(3)]
    async with store.writing() as tx:
        for number, case, role in (
            (7, first, DeskRole.CARD),
            (3, first, DeskRole.CARD),
            (9, first, DeskRole.NOTE),
            (5, second, DeskRole.CARD),
        ):
            await tx.desk.put(
                DeskMessage(
                    chat_id=DESK_CHAT, message_id=MessageId(number), role=role, case_id=case.id
                )
            )
        found = await tx.desk.newest_of([first.id, second.id, bare.id], DeskRole.CARD)

    assert {case_id: card.message_id for case_id, card in found.items()} == {
        first.id: 3,
        second.id: 5,
    }


# --- the library --------------------------------------------------------------------------------


async def test_vectors_of_another_encoder_are_dropped(store) -> None:
    async with store.writing() as tx:
        await tx.replies.put_vectors(BRAND, "old", {"hello": b"1"})
        await tx.replies.put_vectors(BRAND, "new", {"hello": b"2", "नमस्ते": b"3"})
        await tx.replies.put_vectors(BRAND, "new", {"hello": b"4"})

        assert await tx.replies.vectors(BRAND, "old") == {}
        assert await tx.replies.vectors(BRAND, "new") == {"hello": b"4", "नमस्ते": b"3"}


# --- counts -------------------------------------------------------------------------------------


async def test_counts_name_every_state_and_lane(store) -> None:
    async with store.reading() as tx:
        counts = await tx.counts()

    assert counts.cases == dict.fromkeys(Status, 0)
    assert counts.lanes == dict.fromkeys(Lane, 0)
    assert counts.outbox == dict.fromkeys(OutboxState, 0)
    assert (counts.updates, counts.comments, counts.dead_letters) == (0, 0, 0)


async def test_counts_count(store) -> None:
    await add_case(store)
    await add_item(store)
    async with store.writing() as tx:
        await tx.comments.add(a_comment(lane=Lane.SPAM))
        await tx.comments.add(a_comment(message_ids=(MessageId(2),)))
        counts = await tx.counts()

    assert counts.comments == 2
    assert (counts.lanes[Lane.SPAM], sum(counts.lanes.values())) == (1, 1)
    assert (counts.cases[Status.OPEN], counts.outbox[OutboxState.QUEUED]) == (1, 1)
