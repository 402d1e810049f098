from tests.unit.simulator_stage import Community, a_community


async def _send(c: Community, chat_id: int) -> dict:
    return await c.api.call("sendMessage", chat_id=chat_id, text="hello")


async def test_the_21st_message_of_a_minute_into_a_group_waits_exactly_as_told() -> None:
    async with a_community() as c:
        # given twenty messages within ten seconds
        for _ in range(20):
            assert (await _send(c, c.group.id))["ok"]
            c.clock.advance(seconds=0.5)

        # when one more is sent
        body = await _send(c, c.group.id)

        # then it waits until the first is a minute old, and other chats do not
        assert body["error_code"] == 429
        assert body["parameters"] == {"retry_after": 50}
        assert body["description"] == "Too Many Requests: retry after 50"
        assert (await _send(c, c.desk.id))["ok"]
        c.clock.advance(seconds=49)
        assert (await _send(c, c.group.id))["parameters"] == {"retry_after": 1}
        c.clock.advance(seconds=1)
        assert (await _send(c, c.group.id))["ok"]
        assert len(c.telegram.violations) == 2


async def test_edits_have_a_budget_of_their_own() -> None:
    async with a_community() as c:
        sent = (await _send(c, c.group.id))["result"]
        where = {"chat_id": c.group.id, "message_id": sent["message_id"]}

        answers = []
        for n in range(21):
            c.clock.advance(seconds=0.1)
            answers.append(await c.api.call("editMessageText", text=f"v{n}", **where))

        assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
        assert (await _send(c, c.group.id))["ok"]


async def test_a_private_chat_takes_a_short_burst_then_one_a_second() -> None:
    async with a_community() as c:
        c.telegram.say_privately(c.asha, "/start")

        burst = [(await _send(c, c.asha.id))["ok"] for _ in range(4)]
        c.clock.advance(seconds=3)

        assert burst == [True, True, True, False]
        assert (await _send(c, c.asha.id))["ok"]


async def test_thirty_a_second_is_the_limit_over_all_chats() -> None:
    async with a_community() as c:
        groups = [c.telegram.add_group(title=f"G{n}") for n in range(31)]
        for group in groups:
            c.telegram.demote(c.bot, group)

        answers = [await _send(c, group.id) for group in groups]

        assert [answer["ok"] for answer in answers] == [True] * 30 + [False]
        assert answers[-1]["parameters"] == {"retry_after": 1}
