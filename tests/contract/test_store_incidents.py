"""What every store promises about incidents, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.case import Status
from bot.domain.ids import (
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    DeskId,
    IncidentId,
    MessageId,
    MessageRef,
)
from bot.domain.incidents import Happening, Incident, Outcome, TimelineEntry
from bot.domain.lane import Lane
from bot.domain.mood import Place
from tests.contract.store_values import (
    ANNA,
    DESK,
    MINUTE,
    NOW,
    OWNER,
    a_case,
    a_comment,
    a_public_reply,
    a_seed,
    a_verdict,
    an_item,
)

WHOLE = Place(community_id=CommunityId(1))
POST = Place(community_id=CommunityId(1), thread_key="thread:3")


def an_incident(**changes: Any) -> Incident:
    values: dict[str, Any] = {
        "id": IncidentId(0),
        "owner": OWNER,
        "place": POST,
        "opened_at": NOW,
        "since": NOW - 10 * MINUTE,
        "window_minutes": 10,
        "count": 34,
        "usual": 6.5,
        "words": ("refund", "भुगतान"),
        "samples": (CommentId(5),),
        "total": 34,
        "recent": 30,
        "peak": 30,
        "peak_at": NOW,
    }
    return Incident(**values | changes)


async def test_an_incident_is_kept_as_it_is_until_it_is_closed_once(store) -> None:
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        opened = an_incident(by=ANNA, by_name="Anna <3", statement="soon", asked_at=NOW)
        opened = replace(opened, id=await tx.incidents.add(opened))
        assert await tx.incidents.get(opened.id) == opened
        assert await tx.incidents.get(IncidentId(99)) is None

        # when its card is drawn, and two close it
        card = MessageRef(chat_id=ChatId(-100), message_id=MessageId(7))
        await tx.incidents.note_card(opened.id, card, shows="abc", at=NOW)
        drawn = replace(opened, card=card, shows="abc", drawn_at=NOW)
        closed = drawn.close(Outcome.FALSE_ALARM, by_name="Anna", at=NOW + MINUTE)
        assert await tx.incidents.save(closed)
        assert not await tx.incidents.save(drawn.close(Outcome.OVER, by_name="B", at=NOW))
        assert await tx.incidents.get(opened.id) == closed

        assert await tx.incidents.open_ones(DESK) == []
        assert await tx.incidents.closed_ones(DESK, limit=5) == [closed]
        assert await tx.incidents.closed_ones(DeskId(9), limit=5) == []
        assert await tx.incidents.closed_since(DESK, NOW) == [closed]
        assert await tx.incidents.closed_since(DESK, NOW + MINUTE) == []


async def test_a_thread_lies_in_its_own_incident_else_in_that_of_its_community(store) -> None:
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        assert await tx.incidents.open_at(POST) is None
        whole_id = await tx.incidents.add(an_incident(place=WHOLE))
        post_id = await tx.incidents.add(an_incident(place=POST))
        elsewhere = Place(community_id=CommunityId(1), thread_key="thread:9")

        found = [await tx.incidents.open_at(place) for place in (POST, elsewhere, WHOLE)]

        assert [one and one.id for one in found] == [post_id, whole_id, whole_id]
        assert [one.id for one in await tx.incidents.open_ones(DESK)] == [whole_id, post_id]


async def test_what_it_collects_is_counted_while_it_is_open_and_after(store) -> None:
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        fitting = [
            await tx.cases.add(a_case(author_key=f"user:{n}", priority=50 + n)) for n in range(3)
        ]
        await tx.cases.add(a_case(lane=Lane.QUESTION))
        old = await tx.cases.add(a_case(opened_at=NOW - timedelta(hours=2)))
        other = await tx.cases.add(a_case(thread_key="thread:9"))
        incident = an_incident()
        incident = replace(incident, id=await tx.incidents.add(incident))
        since, lanes = NOW - 10 * MINUTE, {Lane.COMPLAINT, Lane.ABUSE}
        found = await tx.incidents.fitting_cases(POST, lanes=lanes, since=since)
        assert found == fitting
        found = await tx.incidents.fitting_cases(WHOLE, lanes=lanes, since=since)
        assert found == [*fitting, other]
        assert await tx.incidents.first_case(incident.id) is None

        # when it collects them, one of them twice
        for case_ids in (fitting, fitting[:1], []):
            await tx.incidents.collect(incident, case_ids, at=NOW)
        assert await tx.incidents.is_collected(fitting[0])
        assert not await tx.incidents.is_collected(old)
        assert await tx.incidents.first_case(incident.id) == fitting[0]
        assert await tx.incidents.open_cases(incident.id, limit=2) == [fitting[2], fitting[1]]
        assert await tx.incidents.open_cases(incident.id, limit=2, offset=2) == [fitting[0]]

        # and one is answered
        case = await tx.cases.get(fitting[0])
        closed = case.close(Status.ANSWERED, by=ANNA, name="Anna", at=NOW + 9 * MINUTE)
        await tx.cases.save(closed, expected_version=case.version)
        at = NOW + 9 * MINUTE
        for created_at in (at, at + MINUTE):
            await tx.outbox.add(
                an_item(case_id=case.id, payload=a_public_reply(), created_at=created_at)
            )
        counts = await tx.incidents.case_counts(incident.id)
        assert counts == {Status.OPEN: 2, Status.ANSWERED: 1}
        assert await tx.incidents.waits(incident.id) == [9 * MINUTE]
        assert await tx.incidents.closings(incident.id) == {"Anna": {Status.ANSWERED: 1}}
        assert await tx.incidents.open_cases(incident.id, limit=9) == [fitting[2], fitting[1]]

        # then a closed incident holds them no more
        assert await tx.incidents.save(incident.close(Outcome.OVER, by_name="", at=NOW))
        assert not await tx.incidents.is_collected(CaseId(fitting[0]))


async def test_what_was_heard_and_what_happened_come_in_the_order_of_time(store) -> None:
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        verdict = a_verdict()
        ids = [
            await tx.comments.add(
                a_comment(
                    message_ids=(MessageId(100 + n),),
                    thread_key="thread:3" if n else "thread:9",
                    sent_at=NOW + n * MINUTE,
                    verdict=verdict if n != 2 else None,
                )
            )
            for n in range(5)
        ]
        heard = {"since": NOW, "until": NOW + 4 * MINUTE}
        found = await tx.incidents.heard(OWNER, POST, **heard, limit=9)
        assert [one.id for one in found] == [ids[1], ids[3]]
        found = await tx.incidents.heard(OWNER, WHOLE, **heard, limit=2)
        assert [one.id for one in found] == [ids[1], ids[3]]

        incident = an_incident()
        incident = replace(incident, id=await tx.incidents.add(incident))
        late = TimelineEntry(at=NOW + MINUTE, what=Happening.CLOSED, by=ANNA, by_name="Anna")
        early = TimelineEntry(at=NOW, what=Happening.PEAK, detail="34 <")
        for entry in (late, early):
            await tx.incidents.happened(incident, entry)
        assert await tx.incidents.timeline(incident.id) == [early, late]
