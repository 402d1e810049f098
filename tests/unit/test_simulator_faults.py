import asyncio

import aiohttp
import pytest

from bot.simulator.faults import Fault, Faults
from bot.simulator.wire import Params
from tests.unit.simulator_stage import a_community


async def test_a_lost_answer_leaves_the_message_there() -> None:
    async with a_community() as c:
        c.telegram.faults.next("sendMessage", Fault.LOST_ANSWER, chat=c.group)
        await c.api.result("sendMessage", chat_id=c.desk.id, text="elsewhere")

        with pytest.raises(aiohttp.ClientError):
            await c.api.call("sendMessage", chat_id=c.group.id, text="hello")

        assert [message.text for message in c.group.visible] == ["hello"]
        await c.api.result("sendMessage", chat_id=c.group.id, text="again")
        assert c.telegram.violations == []


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.SERVER_ERROR, Fault.BAD_GATEWAY])
async def test_these_faults_come_before_any_effect(fault: Fault) -> None:
    async with a_community() as c:
        c.telegram.faults.next("sendMessage", fault, times=2)

        for _ in range(2):
            url = f"{c.telegram.base_url}/bot123456:TEST/sendMessage"
            data = {"chat_id": c.group.id, "text": "hello"}
            with pytest.raises(aiohttp.ClientError):
                await c.api.session.post(url, data=data, raise_for_status=True)

        assert c.group.visible == []
        await c.api.result("sendMessage", chat_id=c.group.id, text="hello")


async def test_a_malformed_answer_follows_a_done_call() -> None:
    async with a_community() as c:
        c.telegram.faults.next("*", Fault.MALFORMED)

        with pytest.raises(ValueError, match="Expecting value"):
            await c.api.call("sendMessage", chat_id=c.group.id, text="hello")

        assert len(c.group.visible) == 1


async def test_a_flood_closes_the_chat_until_it_is_over() -> None:
    async with a_community() as c:
        c.telegram.faults.next("sendMessage", Fault.FLOOD, retry_after=30)

        flood = await c.api.call("sendMessage", chat_id=c.group.id, text="hello")
        c.clock.advance(seconds=20)
        early = await c.api.call("sendMessage", chat_id=c.group.id, text="hello")
        c.clock.advance(seconds=10)

        assert flood["parameters"] == {"retry_after": 30}
        assert early["parameters"] == {"retry_after": 10}
        await c.api.result("sendMessage", chat_id=c.group.id, text="hello")
        assert len(c.telegram.violations) == 1, "only the early one was the bot's doing"


async def test_a_slow_answer_comes_after_its_time_on_the_clock() -> None:
    async with a_community() as c:
        c.telegram.faults.next("sendMessage", Fault.SLOW, seconds=20)
        call = asyncio.create_task(c.api.result("sendMessage", chat_id=c.group.id, text="hello"))
        await c.telegram.wait_for_message(c.group, lambda m: m.text == "hello")

        assert not call.done()
        while not call.done():
            c.clock.advance(seconds=21)
            await asyncio.sleep(0.01)
        assert (await call)["text"] == "hello"


async def test_duplicated_updates_come_once_more_although_confirmed() -> None:
    async with a_community() as c:
        c.telegram.say(c.group, c.asha, "hello")
        c.telegram.faults.next("getUpdates", Fault.DUPLICATE)

        (update,) = await c.api.result("getUpdates")
        offset = update["update_id"] + 1

        assert await c.api.result("getUpdates", offset=offset) == [update]
        assert await c.api.result("getUpdates", offset=offset) == []


def test_random_faults_repeat_with_their_seed() -> None:
    def drawn(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.randomly(Fault.RESET, 0.3, methods=["sendMessage"])
        return [faults.due("sendMessage", Params({})) is not None for _ in range(200)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert 30 < sum(drawn(1)) < 90


def test_random_faults_spare_other_methods_and_end_when_cleared() -> None:
    faults = Faults()
    faults.randomly(Fault.RESET, 1.0, methods=["sendMessage"])

    assert faults.due("getMe", Params({})) is None
    faults.clear()
    assert faults.due("sendMessage", Params({})) is None
