import asyncio
import socket
import subprocess
import sys

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
    assert "no button 'Fly' for Ravi" in capsys.readouterr().out


async def test_somebody_speaks_with_the_bot_in_private(served, capsys) -> None:
    # given Asha, who writes to the bot
    community, api = served
    printer = asyncio.create_task(community.print_what_the_bot_says())
    community.hear("private asha: /start AB12C-DE34F\n")
    *_, (_, first) = await api.heard()

    # when it answers with a button, and she presses that
    answer = {"chat_id": first["chat"]["id"], "text": "You are the lead now"}
    await api.result("sendMessage", **answer, reply_markup=keyboard(button("Next", "n1")))
    await community._telegram.wait_for(lambda: community._telegram.calls_of("sendMessage"))
    community.hear("press asha: Next\n")

    # then both reach the other side
    *_, (kind, query) = await api.heard()
    assert (first["chat"]["type"], first["text"]) == ("private", "/start AB12C-DE34F")
    assert (kind, query["data"]) == ("callback_query", "n1")
    await asyncio.sleep(0)
    printer.cancel()
    assert "[private Asha] You are the lead now ['Next']" in capsys.readouterr().out


async def test_who_may_not_write_is_said_and_the_rest_goes_on(served, capsys) -> None:
    community, api = served
    community.hear("asha: you are all thieves\n")
    *_, (_, comment) = await api.heard()
    muted = {"chat_id": community._group.id, "user_id": comment["from"]["id"]}
    await api.result("restrictChatMember", **muted, permissions={"can_send_messages": False})

    community.hear("asha: I say it again\n")
    community.hear("ravi: hello\n")

    *_, (_, heard) = await api.heard()
    assert heard["text"] == "hello"
    assert "Asha" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--port", "99999"), "99999 is no port"),
        (("--port", "x"), "x is no port"),
        (("--token", "abc"), "a token is digits, a colon and letters"),
        (("--port", "TAKEN"), "is in use: name another one with --port"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(words: tuple[str, str], told: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        option, value = words
        value = value.replace("TAKEN", str(taken.getsockname()[1]))

        done = subprocess.run(
            [sys.executable, "-m", "bot.simulator", option, value],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr
