"""Several processes serve one bot on PostgreSQL, and one of them dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import asyncpg
import pytest

from tests import postgres
from tests.e2e.program import START_SECONDS, Program, Town

pytestmark = pytest.mark.skipif(
    bool(postgres.what_is_missing()), reason=postgres.what_is_missing()
)

TAKES_OVER_WITHIN = 10.0
"""Seconds; what is measured here is a bound that a busy machine keeps, too."""


class Crew:
    """Processes of several roles for one town, and what their database says."""

    def __init__(self, town: Town, url: str) -> None:
        self._town = town
        self._url = url
        self._config = town.write_config(database=url)
        self.members: list[Program] = []

    async def join(self, *roles: str) -> Program:
        """Start one more process."""
        name = f"run-{len(self.members)}"
        program = Program(self._config, roles=roles, name=name)
        self.members.append(program)
        await program.start()
        return program

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        connection = await asyncpg.connect(self._url.replace("+asyncpg", ""))
        try:
            return [tuple(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()

    async def until(
        self, query: str, holds: Callable[[list[tuple[object, ...]]], bool]
    ) -> list[tuple[object, ...]]:
        """The database's answer as soon as it is right; it tells nobody, so it is asked again."""
        async with asyncio.timeout(START_SECONDS):
            while not holds(found := await self.rows(query)):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        return found

    async def holder_of(self, job: str, *, but: str = "") -> str:
        """The process that holds a lease by now."""
        query = f"SELECT holder FROM leases WHERE job = '{job}' AND until > now()"
        found = await self.until(query, lambda rows: bool(rows) and rows[0][0] not in {"", but})
        return str(found[0][0])

    def working_as(self, holder: str) -> Program:
        """The process with that name."""
        pid = int(holder.split(":")[-2])
        return next(one for one in self.members if one.pid == pid)


@pytest.fixture
async def crew(town: Town) -> AsyncIterator[Crew]:
    with postgres.server() as url:
        await postgres.emptied(url)
        crew = Crew(town, url)
        yield crew
        for one in crew.members:
            if one.is_running:
                await one.kill()


async def test_two_share_the_work_and_a_death_loses_and_doubles_nothing(
    town: Town, crew: Crew
) -> None:
    # given one process that does everything, and one for each but what a webhook needs
    every = ("intake", "triage", "sender", "escalation")
    await asyncio.gather(crew.join(), crew.join(*every))
    await town.called("getUpdates")
    first = [town.complains(f"Guest{number}") for number in range(12)]
    await town.card("(Guest0)")
    await town.approve("Guest0")

    # when the one that sends, and judges too, is killed in the middle of it
    holder = await crew.holder_of("sender")
    await crew.working_as(holder).kill()
    second = [town.complains(f"Late{number}") for number in range(6)]

    # then another takes over in time
    died_at = asyncio.get_running_loop().time()
    await crew.holder_of("sender", but=holder)
    assert asyncio.get_running_loop().time() - died_at < TAKES_OVER_WITHIN

    # and each comment is judged once and has one case, and nothing is dead
    everybody = len(first) + len(second)
    await crew.until(
        "SELECT count(*), count(DISTINCT case_id) FROM comments WHERE lane IS NOT NULL",
        lambda rows: rows == [(everybody, everybody)],
    )
    assert await crew.rows("SELECT count(*) FROM cases") == [(everybody,)]
    assert await crew.rows("SELECT count(*) FROM updates WHERE state = 'dead'") == [(0,)]

    # and the answer stands once, or somebody is asked to look
    said = [one for one in town.answers() if one.reply_to is first[0]]
    assert len(said) <= 1
    if not said:
        await town.card("Sorry, Guest0!", label="Not there: send")
    assert town.telegram.violations == []


async def test_a_file_cannot_be_shared(town: Town) -> None:
    # given a database that is a file
    program = Program(town.write_config(), roles=["triage"])

    # when one role alone is to be run on it
    await program.start()

    # then it is refused, with what to do
    assert await program.exit_code() != 0
    assert "PostgreSQL" in program.log
