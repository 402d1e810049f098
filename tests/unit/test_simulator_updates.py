import asyncio

import aiohttp
import pytest
from aiohttp import web

from tests.unit.simulator_stage import Community, a_community


async def _ids(community: Community, **params: object) -> list[int]:
    updates = await community.api.result("getUpdates", **params)
    return [update["update_id"] for update in updates]


async def test_updates_come_again_until_an_offset_confirms_them() -> None:
    async with a_community() as c:
        # given three comments
        for text in "abc":
            c.telegram.say(c.group, c.asha, text)

        # when they are fetched without and with an offset
        first, again = await _ids(c), await _ids(c)
        rest = await _ids(c, offset=first[1])
        none = await _ids(c, offset=first[2] + 1)

        # then only what lies before the offset is gone
        assert first == again == [first[0], first[0] + 1, first[0] + 2]
        assert rest == first[1:]
        assert none == await _ids(c) == []


async def test_limit_and_negative_offset_choose_from_both_ends() -> None:
    async with a_community() as c:
        for text in "abcd":
            c.telegram.say(c.group, c.asha, text)

        everything = await _ids(c)
        assert await _ids(c, limit=2) == everything[:2]
        assert await _ids(c, offset=-1) == everything[3:]
        assert await _ids(c) == everything[3:], "the earlier ones are forgotten"


async def test_a_long_poll_returns_as_soon_as_something_happens() -> None:
    async with a_community() as c:
        poll = asyncio.create_task(c.api.result("getUpdates", timeout=50))
        await c.telegram.wait_for(lambda: c.telegram.calls[-1].params.get("timeout"))

        c.telegram.say(c.group, c.asha, "hello")

        assert [u["message"]["text"] for u in await poll] == ["hello"]


async def test_a_long_poll_ends_empty_after_its_time_on_the_clock() -> None:
    async with a_community() as c:
        poll = asyncio.create_task(c.api.result("getUpdates", timeout=30))
        await c.telegram.wait_for(lambda: c.telegram.calls[-1].params.get("timeout"))
        await asyncio.sleep(0)

        while not poll.done():
            c.clock.advance(seconds=31)
            await asyncio.sleep(0.01)

        assert await poll == []


async def test_the_older_of_two_pollers_is_thrown_out() -> None:
    async with a_community() as c:
        older = asyncio.create_task(c.api.refusal("getUpdates", timeout=50))
        await c.telegram.wait_for(lambda: c.telegram.calls[-1].params.get("timeout"))
        newer = asyncio.create_task(c.api.result("getUpdates", timeout=40))

        assert (await older).startswith("409 Conflict: terminated by other getUpdates request")
        c.telegram.say(c.group, c.asha, "hello")
        assert len(await newer) == 1


async def test_updates_older_than_a_day_are_forgotten() -> None:
    async with a_community() as c:
        c.telegram.say(c.group, c.asha, "old")
        c.clock.advance(hours=23)
        c.telegram.say(c.group, c.asha, "young")
        c.clock.advance(hours=2)

        assert [body["text"] for _, body in await c.api.heard()] == ["young"]


async def test_allowed_updates_choose_the_kinds_and_are_remembered() -> None:
    async with a_community() as c:
        # given that only reactions are asked for
        await c.api.result("getUpdates", allowed_updates=["message_reaction"])
        await c.api.result("getUpdates")

        # when there are a message and a reaction
        c.telegram.react(c.asha, c.telegram.say(c.group, c.asha, "hello"), "👍")

        # then only the reaction is told, and an empty list brings the default back
        assert [kind for kind, _ in await c.api.heard()] == ["message_reaction"]
        await c.api.result("getUpdates", allowed_updates=[])
        c.telegram.react(c.asha, c.telegram.say(c.group, c.asha, "hello"), "👍")
        assert [kind for kind, _ in await c.api.heard()] == ["message"]


async def test_an_unknown_kind_of_update_is_handed_out_as_it_is() -> None:
    async with a_community() as c:
        update_id = c.telegram.inject({"teleportation": {"to": "Pune"}})

        assert await c.api.result("getUpdates") == [
            {"update_id": update_id, "teleportation": {"to": "Pune"}}
        ]


async def test_a_webhook_gets_each_update_until_it_says_ok() -> None:
    async with a_community() as c:
        # given a webhook that fails once
        seen: list[tuple[int, str]] = []

        async def take(request: web.Request) -> web.Response:
            secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
            seen.append(((await request.json())["update_id"], secret))
            c.telegram._world.touch()
            return web.Response(status=500 if len(seen) == 1 else 200)

        app = web.Application()
        app.router.add_post("/hook", take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await c.api.result("setWebhook", url=url, secret_token="hush")

        # when there is something to tell
        c.telegram.say(c.group, c.asha, "hello")
        await c.telegram.wait_for(lambda: seen)
        while len(seen) < 2:
            c.clock.advance(seconds=2)
            await asyncio.sleep(0.01)

        # then it came twice, polling is refused meanwhile, and it can be ended
        assert seen == [(seen[0][0], "hush")] * 2
        assert "webhook is active" in await c.api.refusal("getUpdates")
        info = await c.api.result("getWebhookInfo")
        assert info["url"] == url
        assert "500" in info["last_error_message"]
        await c.api.result("deleteWebhook")
        assert await c.api.heard() == []
        await runner.cleanup()


async def test_an_outage_forgets_nothing_and_ends_at_the_same_address() -> None:
    async with a_community() as c:
        c.telegram.say(c.group, c.asha, "before")
        address = c.telegram.base_url
        await c.telegram.stop()
        with pytest.raises(aiohttp.ClientError):
            await c.api.call("getMe")
        c.telegram.say(c.group, c.asha, "meanwhile")

        await c.telegram.start()

        assert c.telegram.base_url == address
        assert [body["text"] for _, body in await c.api.heard()] == ["before", "meanwhile"]


async def test_a_poller_that_dies_leaves_its_updates_to_the_next() -> None:
    async with a_community() as c:
        # given a poll whose process is killed
        poll = asyncio.create_task(c.api.result("getUpdates", timeout=50))
        await c.telegram.wait_for(lambda: c.telegram.calls[-1].params.get("timeout"))
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)

        # when a comment comes and another process polls
        c.telegram.say(c.group, c.asha, "hello")

        # then it is handed over there
        assert [body["text"] for _, body in await c.api.heard(timeout=50)] == ["hello"]


async def test_with_privacy_a_bot_hears_commands_mentions_and_replies_only() -> None:
    async with a_community(privacy=True) as c:
        own = await c.api.result("sendMessage", chat_id=c.group.id, text="I am here")
        own_message = c.group.find(own["message_id"])
        for text in ("just chatting", "/help", "/help@other_bot", "hey @chai_helper_bot"):
            c.telegram.say(c.group, c.asha, text)
        c.telegram.say(c.group, c.asha, "a reply", reply_to=own_message)
        c.telegram.join(c.telegram.add_user(first_name="Ravi"), c.group)

        heard = [body.get("text", "service") for _, body in await c.api.heard()]
        assert heard == ["/help", "hey @chai_helper_bot", "a reply", "service"]


async def test_an_admin_hears_everything_despite_privacy() -> None:
    async with a_community(privacy=True) as c:
        c.telegram.promote(c.bot, c.group)
        await c.api.heard()
        c.telegram.say(c.group, c.asha, "just chatting")

        assert [body["text"] for _, body in await c.api.heard()] == ["just chatting"]


@pytest.mark.parametrize(("path", "status"), [("bot1:NO/getMe", 401), ("bot123456:TEST/fly", 404)])
async def test_a_wrong_token_and_an_unknown_method_are_told_apart(path: str, status: int) -> None:
    async with a_community() as c, aiohttp.ClientSession() as session:
        async with session.get(f"{c.telegram.base_url}/{path}") as answer:
            body = await answer.json()

        assert (answer.status, body["error_code"]) == (status, status)
        assert body["description"] == {401: "Unauthorized", 404: "Not Found"}[status]
        assert len(c.telegram.violations) == 1


async def test_a_revoked_token_ends_its_poll_and_the_new_one_goes_on_where_it_was() -> None:
    async with a_community() as c:
        # given a poll that waits
        poll = asyncio.create_task(c.api.refusal("getUpdates", timeout=50))
        await c.telegram.wait_for(lambda: c.telegram.calls_of("getUpdates"))

        # when the token is revoked, and somebody writes
        token = c.telegram.revoke_token(c.bot)
        c.telegram.say(c.group, c.asha, "hello?")

        # then the poll and all that comes with the old token is refused
        assert await poll == await c.api.refusal("getMe") == "401 Unauthorized"

        # and the new one reads what was written
        async with c.api.session.post(f"{c.telegram.base_url}/bot{token}/getUpdates") as answer:
            (update,) = (await answer.json())["result"]
        assert update["message"]["text"] == "hello?"
