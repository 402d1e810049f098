"""`python -m bot.simulator`: a small community to try a bot against by hand."""

import argparse
import asyncio
import errno
import re
import sys

from bot.simulator.simulator import Simulator
from bot.simulator.state import Message, User

_FOR_EVER = 10.0**9
_LARGEST_PORT = 65535


def main() -> None:
    """Serve until interrupted; lines on standard input are what people say."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.simulator",
        description="Serve a small Telegram on loopback. Type `name: text` to write a comment, "
        "`desk name: text` to write at the desk, `private name: text` to write to the bot, "
        "`press name: label` to press a button at the desk or in one's private chat.",
    )
    parser.add_argument("--port", type=_port, default=8081, help="port to listen on (8081)")
    parser.add_argument(
        "--token", type=_token, default="123456:TEST", help="token of the bot (123456:TEST)"
    )
    options = parser.parse_args()
    try:
        asyncio.run(_serve(options.port, options.token))
    except KeyboardInterrupt:
        sys.exit(0)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(f"port {options.port} is in use: name another one with --port")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= _LARGEST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no port: 0 to {_LARGEST_PORT}")


def _token(text: str) -> str:
    if re.fullmatch(r"[0-9]{1,15}:\S+", text):
        return text
    raise argparse.ArgumentTypeError("a token is digits, a colon and letters: 123456:TEST")


async def _serve(port: int, token: str) -> None:
    async with Simulator(port=port) as telegram:
        community = _Community(telegram, token)
        printer = asyncio.create_task(community.print_what_the_bot_says())
        try:
            while line := await asyncio.to_thread(sys.stdin.readline):
                community.hear(line)
        finally:
            printer.cancel()


class _Community:
    """A channel with its discussion group, a desk, and whoever is named on standard input."""

    def __init__(self, telegram: Simulator, token: str) -> None:
        self._telegram = telegram
        self._people: dict[str, User] = {}
        bot = telegram.add_bot(token=token, username="chai_helper_bot", name="Chai & Co")
        channel = telegram.add_channel(title="Chai Adda", username="chai_adda")
        self._group = telegram.add_group(title="Chai Adda chat", linked_to=channel)
        self._desk = telegram.add_group(title="Desk")
        for chat in (channel, self._group, self._desk):
            telegram.promote(bot, chat)
        print(f"api_base {telegram.base_url}   token {token}")
        print(f"channel {channel.id}   group {self._group.id}   desk {self._desk.id}", flush=True)
        self._post = telegram.post(channel, "Monsoon offer: masala chai at half price!")

    def hear(self, line: str) -> None:
        """Do what one line of input says."""
        name, _, text = line.strip().partition(":")
        place, _, who = name.rpartition(" ")
        text = text.strip()
        if not text:
            return
        person = self._person(who)
        try:
            self._do(place, person, text)
        except PermissionError as refused:  # a muted or banned writer
            print(refused, flush=True)

    def _do(self, place: str, person: User, text: str) -> None:
        if place == "press":
            self._press(person, text)
        elif place == "private":
            self._telegram.say_privately(person, text)
        elif place == "desk":
            self._telegram.say(self._desk, person, text)
        else:
            self._telegram.say(self._group, person, text, reply_to=self._post)

    async def print_what_the_bot_says(self) -> None:
        """Print every message and edit of the bot as it comes."""
        seen: set[tuple[int, int, int]] = set()

        def news() -> list[Message]:
            private = [self._telegram.private_chat(one) for one in self._people.values()]
            chats = (self._group, self._desk, *private)
            said = [message for chat in chats for message in chat.visible]
            return [m for m in said if m.is_by_bot and _version(m) not in seen]

        while True:
            for message in await self._telegram.wait_for(news, timeout=_FOR_EVER):
                seen.add(_version(message))
                person = message.chat.person
                where = f"private {person.first_name}" if person else message.chat.title
                print(f"[{where}] {message.text} {message.labels}", flush=True)

    def _person(self, name: str) -> User:
        if name not in self._people:
            person = self._telegram.add_user(first_name=name.title(), username=name)
            self._people[name] = person
            print(f"{name} is user {person.id}", flush=True)
        return self._people[name]

    def _press(self, user: User, label: str) -> None:
        chats = (self._telegram.private_chat(user), self._desk)
        said = [message for chat in chats for message in reversed(chat.visible)]
        card = next((m for m in said if label in m.labels), None)
        if card is None:
            print(f"no button {label!r} for {user.first_name}", flush=True)
        else:
            self._telegram.press(user, card, label)


def _version(message: Message) -> tuple[int, int, int]:
    return message.chat.id, message.message_id, message.edited_count


if __name__ == "__main__":
    main()
