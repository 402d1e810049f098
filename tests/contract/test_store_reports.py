"""What every store promises about members' reports and about rules, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.ids import CommunityId, DeskId, MessageId
from bot.domain.reports import Outcome, Report, Reporter, Void
from bot.domain.rule_pages import HitCounts
from bot.domain.rules import RuleHit
from tests.contract.store_values import DESK, MINUTE, NOW, OWNER, a_case, a_comment

DAY = timedelta(days=1)


def a_report(comment_id: int, by: int, **changes: Any) -> Report:
    values: dict[str, Any] = {
        "owner": OWNER,
        "community_id": CommunityId(1),
        "comment_id": comment_id,
        "by": by,
        "by_name": "Lena <3",
        "at": NOW,
        "content_hash": "as it was",
    }
    return Report(**values | changes)


async def test_a_person_reports_a_comment_once_as_it_stands(store) -> None:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        comment_id = await tx.comments.add(a_comment(case_id=case_id))
        first = a_report(comment_id, 5_000_000_001)
        other = a_report(comment_id, 2, void=Void.NEW, is_of_team=True, at=NOW + MINUTE)
        edited = replace(first, content_hash="as it is since")
        assert await tx.reports.add(first)
        assert not await tx.reports.add(replace(first, at=NOW + MINUTE))
        assert await tx.reports.add(other)
        assert await tx.reports.add(edited)

    async with store.reading() as tx:
        assert await tx.reports.of_comment(comment_id) == [first, other, edited]
        assert await tx.reports.of_case(case_id) == [first, other, edited]


async def test_a_decision_is_about_the_reports_of_its_case_that_are_undecided(store) -> None:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        mine = await tx.comments.add(a_comment(case_id=case_id))
        foreign = await tx.comments.add(a_comment(message_ids=(MessageId(11),)))
        await tx.reports.add(a_report(mine, 1))
        await tx.reports.add(a_report(foreign, 1))
        await tx.reports.decide(case_id, Outcome.FOUNDED, again=False)
        await tx.reports.add(a_report(mine, 2))
        await tx.reports.decide(case_id, Outcome.UNFOUNDED, again=False)
        kept = [one.outcome for one in await tx.reports.of_case(case_id)]
        assert kept == [Outcome.FOUNDED, Outcome.UNFOUNDED]
        assert [one.outcome for one in await tx.reports.of_comment(foreign)] == [Outcome.OPEN]

        # when managers think again, all are decided anew
        await tx.reports.decide(case_id, Outcome.UNFOUNDED, again=True)
        assert {one.outcome for one in await tx.reports.of_case(case_id)} == {Outcome.UNFOUNDED}


async def test_a_reporter_is_known_by_earlier_reports_at_the_same_desk(store) -> None:
    outcomes = (Outcome.UNFOUNDED, Outcome.OPEN, Outcome.FOUNDED)
    async with store.writing() as tx:
        for number, outcome in enumerate(outcomes):
            comment_id = await tx.comments.add(a_comment(message_ids=(MessageId(20 + number),)))
            at = NOW - DAY + number * MINUTE
            await tx.reports.add(a_report(comment_id, 1, at=at, outcome=outcome))

    async with store.reading() as tx:
        assert await tx.reports.reporter(DESK, 1, since=NOW - DAY) == Reporter(
            known_since=NOW - DAY,
            reports_today=2,
            outcomes=(Outcome.FOUNDED, Outcome.UNFOUNDED),
        )
        assert await tx.reports.reporter(DeskId(9), 1, since=NOW - DAY) == Reporter()
        assert await tx.reports.reporter(DESK, 9, since=NOW - DAY) == Reporter()


async def test_rules_are_counted_as_a_comment_was_judged_last(store) -> None:
    money, hush = RuleHit(rule="money", effect="+10"), RuleHit(rule="hush", effect="", is_dry=True)
    async with store.writing() as tx:
        old, new = [
            await tx.comments.add(a_comment(message_ids=(MessageId(number),))) for number in (7, 8)
        ]
        await tx.rule_hits.put(OWNER, old, (money, hush), at=NOW - 2 * DAY)
        await tx.rule_hits.put(OWNER, new, (hush,), at=NOW)
        await tx.rule_hits.put(OWNER, new, (money,), at=NOW)

    async with store.reading() as tx:
        week = {"day": NOW - DAY, "week": NOW - 7 * DAY}
        assert await tx.rule_hits.counts(DESK, ["money", "hush"], **week) == {
            ("money", False): HitCounts(day=1, week=2),
            ("hush", True): HitCounts(day=0, week=1),
        }
        assert list(await tx.rule_hits.counts(DESK, ["hush"], **week)) == [("hush", True)]
        assert await tx.rule_hits.counts(DeskId(9), ["money"], **week) == {}
        newest = {"is_dry": False, "since": NOW - 7 * DAY}
        assert await tx.rule_hits.newest(DESK, "money", limit=1, **newest) == [new]
        assert await tx.rule_hits.newest(DESK, "money", limit=3, **newest) == [new, old]
        assert await tx.rule_hits.newest(DESK, "hush", limit=3, **newest) == []
