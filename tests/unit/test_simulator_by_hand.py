import aiohttp
import pytest

from bot.simulator.__main__ import _Community
from bot.simulator.simulator import Simulator
from tests.unit.simulator_stage import TOKEN, Client, button, keyboard


@pytest.fixture
async def served():
    async with Simulator() as telegram, aiohttp.ClientSession() as session:
        yield _Community(telegram, TOKEN), Client(session, telegram.base_url)


async def test_lines_become_comments_desk_messages_and_presses(served, capsys) -> None:
    # given a card at the desk
    community, api = served
    card = {"chat_id": community._desk.id, "text": "card"}
    await api.result("sendMessage", **card, reply_markup=keyboard(button("Send 1", "s1")))
    await api.heard()

    # when lines are typed
    for line in (
        "asha: where is my order?\n",
        "desk ravi: /queue\n",
        "press ravi: Send 1\n",
        "press ravi: Fly\n",
        "\n",
    ):
        community.hear(line)

    # then the bot hears a comment under the post, a command and a press
    (_, comment), (_, command), (kind, query) = await api.heard()
    assert (comment["text"], comment["from"]["first_name"]) == ("where is my order?", "Asha")
    assert comment["reply_to_message"]["is_automatic_forward"] is True
    assert command["chat"]["title"] == "Desk"
    assert (kind, query["data"]) == ("callback_query", "s1")
    assert query["from"]["id"] == command["from"]["id"]
    assert "no button 'Fly' at the desk" in capsys.readouterr().out
