"""What every store promises about people who are to be forgotten, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.alike import AlikeGroup, Member, Membership
from bot.domain.case import Status
from bot.domain.comment import author_key
from bot.domain.desk import Action, Verb
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import (
    AlikeId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    MessageId,
    OutboxId,
    SanctionId,
)
from bot.domain.lane import Lane
from bot.domain.library import Change, What
from bot.domain.outbox import DeskNote, OutboxState
from bot.domain.privacy import FORGOTTEN_MEDIA, LONG_AGO, Person, Pseudonym
from bot.domain.sanctions import Sanction, SanctionKind
from bot.ports import AuditEntry
from replies.types import Library, SavedReply, Variant
from tests.contract.store_values import (
    ANNA,
    BOT,
    BRAND,
    DESK_CHAT,
    MINUTE,
    NOW,
    OWNER,
    RAHUL,
    a_case,
    a_comment,
    a_public_reply,
    a_verdict,
    an_item,
    an_update,
)

WHO = Person(brand_id=BRAND, author_key=author_key(RAHUL))
NOBODY = Pseudonym(number=77)
LATER = NOW + timedelta(days=500)
SAID = "where is my order, I wait since noon"


async def a_past(tx) -> tuple[CommentId, CaseId, OutboxId]:
    """A comment with its closed case, its answer and a note in the audit."""
    case_id = await tx.cases.add(a_case())
    comment_id = await tx.comments.add(a_comment(text=SAID, case_id=case_id))
    case = replace(await tx.cases.get(case_id), focus_id=comment_id)
    closed = case.close(Status.ANSWERED, by=ANNA, name="Anna", at=NOW)
    await tx.cases.save(closed, expected_version=case.version)
    item_id = await tx.outbox.add(an_item(payload=a_public_reply("Rahul, sorry"), case_id=case_id))
    await tx.outbox.start(item_id, at=NOW)
    await tx.outbox.finish(item_id, OutboxState.SENT, at=NOW, message_id=MessageId(900))
    await tx.cases.audit(
        AuditEntry(
            owner=OWNER,
            case_id=case_id,
            at=NOW,
            by=ANNA,
            by_name="Anna",
            action="note",
            detail="Rahul is angry",
        )
    )
    return comment_id, case_id, item_id


async def test_what_only_repeats_them_is_forgotten_with_them(store) -> None:
    # given somebody who only agreed with them, and words that were about to be said to both
    other = Sender(kind=SenderKind.USER, id=6_000_000_002, name="Meera")
    async with store.writing() as tx:
        first, second = (
            await tx.cases.add(a_case()),
            await tx.cases.add(a_case(author_key="user:2")),
        )
        said = a_comment(text=SAID, case_id=first, verdict=a_verdict())
        await tx.comments.add(said)
        answers = {"author": other, "reply_to": MessageId(10), "case_id": second}
        agreeing, own = [
            await tx.comments.add(
                a_comment(message_ids=(MessageId(number),), verdict=verdict, **answers)
            )
            for number, verdict in ((12, a_verdict()), (13, a_verdict(vector=b"other")))
        ]
        members = tuple(
            Member(case_id=one, state=Membership.WAITING, revision=1, joined_at=NOW)
            for one in (first, second)
        )
        await tx.alike.add(
            AlikeGroup(
                id=AlikeId(0),
                owner=OWNER,
                community_id=CommunityId(1),
                lane=Lane.QUESTION,
                anchor_id=second,
                newest_at=NOW,
                members=members,
            )
        )
        send = Action(verb=Verb.GROUP_SEND, case_id=second, slots=(("1:1", "Rahul, soon"),))
        await tx.desk.put_action("token", send, at=NOW)

        await tx.persons.forget(WHO, NOBODY, at=NOW)

        assert (await tx.comments.get(agreeing)).verdict is None
        assert (await tx.comments.get(own)).verdict is not None
        assert await tx.desk.action("token") is None


async def test_what_is_kept_of_a_person_is_counted(store) -> None:
    async with store.writing() as tx:
        await a_past(tx)
        await tx.comments.add(a_comment(message_ids=(MessageId(11),), sent_at=NOW + MINUTE))

        kept = await tx.persons.footprint(WHO, at=NOW)
        stranger = Person(brand_id=BRAND, author_key="user:1")

        assert await tx.persons.footprint(stranger, at=NOW) is None
    assert kept is not None
    assert (kept.name, kept.comment_count, kept.case_count) == ("Rahul", 2, 1)
    assert (kept.open_case_count, kept.sanctions_in_force) == (0, 0)
    assert kept.last_at - kept.first_at == MINUTE


async def test_a_forgotten_person_leaves_counts_and_a_pseudonym(store) -> None:
    # given a past, and somebody who answered what they wrote
    other = Sender(kind=SenderKind.USER, id=6_000_000_002, name="Meera")
    async with store.writing() as tx:
        comment_id, case_id, item_id = await a_past(tx)
        reader = await tx.comments.add(
            a_comment(
                author=other,
                text="same here",
                message_ids=(MessageId(12),),
                reply_to=MessageId(10),
                reply_to_text=SAID,
            )
        )

        # when they are forgotten
        await tx.persons.forget(WHO, NOBODY, at=NOW)

        # then comment, case, answer and audit stay, without words and names
        comment = await tx.comments.get(comment_id)
        assert (comment.text, comment.media) == ("", FORGOTTEN_MEDIA)
        assert comment.author == NOBODY.author
        assert comment.verdict is None
        case = await tx.cases.get(case_id)
        assert (case.author_key, case.author_name) == (NOBODY.key, NOBODY.name)
        assert case.status is Status.ANSWERED
        item = await tx.outbox.get(item_id)
        assert item is not None
        assert item.payload == replace(a_public_reply(""), reply_to=MessageId(0), comment_hash="")
        assert {entry.detail for entry in await tx.cases.audit_of(case_id)} == {""}
        # and the other one's comment quotes nothing any more
        assert (await tx.comments.get(reader)).reply_to_text == ""
        assert (await tx.comments.get(reader)).text == "same here"
        assert await tx.persons.footprint(WHO, at=NOW) is None


async def test_what_was_queued_for_a_forgotten_person_does_not_leave(store) -> None:
    async with store.writing() as tx:
        _, case_id, _ = await a_past(tx)
        waiting = await tx.outbox.add(an_item(payload=a_public_reply("x"), case_id=case_id))
        other = await tx.outbox.add(an_item(payload=DeskNote(html="for all")))

        await tx.persons.forget(WHO, NOBODY, at=NOW)

        assert await tx.outbox.get(waiting) is None
        assert await tx.outbox.get(other) is not None


async def test_a_ban_that_holds_keeps_its_key_and_one_that_is_over_does_not(store) -> None:
    ban = Sanction(
        id=SanctionId(0),
        owner=OWNER,
        community_id=CommunityId(1),
        author_key=WHO.author_key,
        author_name="Rahul",
        kind=SanctionKind.BAN,
        at=NOW,
        until=None,
        by=ANNA,
        by_name="Anna",
    )
    async with store.writing() as tx:
        await a_past(tx)
        holding = await tx.sanctions.add(ban)
        over = await tx.sanctions.add(replace(ban, kind=SanctionKind.MUTE, until=NOW - MINUTE))

        await tx.persons.forget(WHO, NOBODY, at=NOW)

        kept = await tx.sanctions.of_author(CommunityId(1), WHO.author_key)
        assert [(one.id, one.author_name) for one in kept] == [(holding, NOBODY.name)]
        gone = await tx.sanctions.of_author(CommunityId(1), NOBODY.key)
        assert [one.id for one in gone] == [over]


async def test_their_very_words_are_no_example_any_more_and_common_ones_are(store) -> None:
    reply = SavedReply(
        id="order",
        titles={"en": "Order"},
        lanes=("question",),
        examples=("Where is  my order, I wait since NOON", "order?", "where is my order"),
        variants=(Variant(lang="en", text="We look."),),
    )
    async with store.writing() as tx:
        await a_past(tx)
        await tx.comments.add(a_comment(text="order?", message_ids=(MessageId(11),)))
        change = Change(at=NOW, by=ANNA, by_name="Anna", what=What.IMPORTED)
        await tx.replies.replace(BRAND, Library(replies=(reply,)), change=change)
        before = await tx.replies.revision(BRAND)

        await tx.persons.forget(WHO, NOBODY, at=NOW)

        (left,) = (await tx.replies.library(BRAND)).replies
        assert left.examples == ("order?", "where is my order")
        assert await tx.replies.revision(BRAND) > before


async def test_updates_that_tell_of_them_are_emptied_and_stay_counted(store) -> None:
    about = f'{{"message": {{"from": {{"id": {RAHUL.id}}}, "text": "hm"}}}}'
    near = f'{{"message": {{"from": {{"id": 1}}, "text": "call {RAHUL.id}"}}}}'
    async with store.writing() as tx:
        await a_past(tx)
        await tx.updates.add(BOT, [an_update(1, about), an_update(2, near)], at=NOW)

        await tx.persons.forget(WHO, NOBODY, at=NOW)

        waiting = await tx.updates.waiting(BOT, now=NOW, limit=9)
        assert [one.body for one in waiting] == [near]
        assert await tx.updates.add(BOT, [an_update(1, about)], at=NOW) == 0


async def test_the_messages_that_showed_a_case_are_known(store) -> None:
    async with store.writing() as tx:
        _, case_id, _ = await a_past(tx)
        item_id = await tx.outbox.add(an_item(case_id=case_id))
        await tx.outbox.start(item_id, at=NOW)
        await tx.outbox.finish(item_id, OutboxState.SENT, at=NOW, message_id=MessageId(55))

        (trace,) = await tx.persons.traces(WHO)

    assert (trace.chat_id, trace.message_id, trace.is_copy) == (DESK_CHAT, MessageId(55), False)


async def test_everything_about_a_person_names_no_manager(store) -> None:
    async with store.writing() as tx:
        await a_past(tx)

        told = await tx.persons.everything(WHO)

    assert [one["text"] for one in told["comments"]] == [SAID]
    assert [one["payload"] for one in told["answers"]] == ["Rahul, sorry"]
    assert [one["detail"] for one in told["decisions"]] == ["Rahul is angry"]
    assert "Anna" not in str(told)


async def test_old_words_expire_but_those_of_open_and_of_young_cases(store) -> None:
    # given an old closed case, an old open one, and one that was closed lately
    async with store.writing() as tx:
        old, old_case, _ = await a_past(tx)
        open_case = await tx.cases.add(a_case(thread_key="thread:4"))
        of_open = await tx.comments.add(
            a_comment(message_ids=(MessageId(20),), case_id=open_case, thread_key="thread:4")
        )
        young_case = await tx.cases.add(a_case(thread_key="thread:5"))
        young = await tx.cases.get(young_case)
        closed = young.close(Status.ANSWERED, by=ANNA, name="Anna", at=LATER)
        await tx.cases.save(closed, expected_version=young.version)
        of_young = await tx.comments.add(
            a_comment(message_ids=(MessageId(30),), case_id=young_case, thread_key="thread:5")
        )

        # when what is older than a year expires
        gone = await tx.persons.expire(BRAND, before=LATER - timedelta(days=365), limit=100)

        # then the first case has lost words and names, the others nothing
        assert gone == 2
        assert (await tx.comments.get(old)).text == ""
        assert (await tx.cases.get(old_case)).author_name == LONG_AGO.name
        assert (await tx.comments.get(of_open)).text != ""
        assert (await tx.comments.get(of_young)).text != ""
        # and there is nothing to do twice
        assert await tx.persons.expire(BRAND, before=LATER - timedelta(days=365), limit=100) == 0


async def test_a_private_chat_is_not_known_by_its_number_any_more(store) -> None:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        private = await tx.comments.add(
            a_comment(chat_id=ChatId(RAHUL.id), thread_key="private", case_id=case_id)
        )

        await tx.persons.forget(WHO, NOBODY, at=NOW)

        assert (await tx.comments.get(private)).chat_id == 0
