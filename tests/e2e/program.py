"""The real program as a process of its own, and a stage in front of it on the wall clock."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.simulator.calls import RecordedCall
from bot.simulator.simulator import Simulator
from bot.simulator.state import Chat, Message, User

ROOT = Path(__file__).parents[2]
SECRET = "AAF-not-to-be-told-9hQ"
TOKEN = f"123456:{SECRET}"

START_SECONDS = 60.0
"""How long a test waits for a start, however busy the machine is; speed has a test of its own."""

COLD_CHAI = "[terrible] my chai came cold again, 40 minutes late, and nobody picks up the phone!"

_LIBRARY = """\
[[replies]]
id = "cold-chai"
titles = { en = "Cold chai" }
lanes = ["complaint"]
examples = ["my chai came cold", "the chai was cold and late", "cold tea after 40 minutes"]

[[replies.variants]]
lang = "en"
text = "We are sorry about the chai. We are on it."
"""


class Program:
    """`python -m bot run` with a configuration, started and ended as often as a test likes."""

    def __init__(
        self,
        config: Path,
        *,
        token: str = TOKEN,
        variables: Mapping[str, str] | None = None,
        roles: Sequence[str] = (),
        name: str = "run",
    ) -> None:
        """Several of one configuration have a `name` each."""
        self.config = config
        self._roles = roles
        self._variables = variables or {}
        self._token = token
        self._process: asyncio.subprocess.Process | None = None
        self._log = config.with_name(f"{name}.log")

    @property
    def log(self) -> str:
        """Everything that every start has printed."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it; return at once."""
        assert not self.is_running
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", "--config", str(self.config)),
                *(word for role in self._roles for word in ("--role", role)),
                cwd=self.config.parent,
                env=environment(self._token) | self._variables,
                stdout=log,
                stderr=log,
            )

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._end(signal.SIGKILL)

    async def terminate(self, *, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, as a service manager does, and return its exit code."""
        return await self._end(by)

    def used_seconds(self) -> float:
        """Processor time since the start: what a start takes where nothing else runs."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    async def exit_code(self) -> int:
        """Wait until it has ended by itself."""
        assert self._process is not None
        async with asyncio.timeout(START_SECONDS):
            return await self._process.wait()

    async def status(self) -> dict[str, object]:
        """What `jawab status --json` says."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "status", "--json", "--config", str(self.config)),
            cwd=self.config.parent,
            env=environment(self._token),
            stdout=asyncio.subprocess.PIPE,
        )
        printed, _ = await process.communicate()
        assert process.returncode == 0
        found = json.loads(printed)
        assert isinstance(found, dict)
        return found

    async def check_live(self) -> tuple[int, str]:
        """Exit code and words of `jawab check --live`."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "check", "--live", "--config", str(self.config)),
            cwd=self.config.parent,
            env=environment(self._token) | self._variables,
            stdout=asyncio.subprocess.PIPE,
        )
        printed, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, printed.decode()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Look into the database."""
        connection = sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    @property
    def database(self) -> Path:
        return self.config.with_name("jawab.db")

    async def _end(self, by: signal.Signals) -> int:
        assert self._process is not None
        if self.is_running:
            self._process.send_signal(by)
        return await self.exit_code()


class Town:
    """A community and a desk on the simulator, and the program that serves them."""

    def __init__(self, folder: Path, telegram: Simulator) -> None:
        self.telegram = telegram
        self.bot = telegram.add_bot(token=TOKEN, username="chai_helper_bot", name="Chai & Co")
        self.channel = telegram.add_channel(title="Chai Adda", username="chai_adda")
        self.group = telegram.add_group(title="Chai Adda chat", linked_to=self.channel)
        self.desk = telegram.add_group(title="Desk")
        for chat in (self.group, self.desk):
            telegram.promote(self.bot, chat, can_delete_messages=True, can_pin_messages=True)
        self.asha = telegram.add_user(first_name="Asha")
        self.ravi = telegram.add_user(first_name="Ravi")
        for person in (self.asha, self.ravi):
            telegram.join(person, self.desk)
        self._people: dict[str, User] = {}
        self.folder = folder
        self.program = Program(self.write_config())

    def write_config(
        self,
        *,
        undo_seconds: int = 1,
        telegram: Mapping[str, str] | None = None,
        communities: Sequence[int] = (),
        database: str = "sqlite+aiosqlite:///jawab.db",
        more: str = "",
    ) -> Path:
        """Write the configuration (again) and return where it is."""
        library = self.folder / "library"
        library.mkdir(exist_ok=True)
        (library / "replies.toml").write_text(_LIBRARY, encoding="utf-8")
        # it starts in half the time that aiogram takes
        connection = {"api_base": self.telegram.base_url, "library": "python-telegram-bot"}
        connection |= dict(telegram or {})
        lines = [
            "[telegram]",
            *(f'{key} = "{value}"' for key, value in connection.items()),
            f'[database]\nurl = "{database}"',
            '[brand]\nname = "Chai & Co"\nlibrary = "library"',
            f"[desk]\nchat_id = {self.desk.id}\nundo_seconds = {undo_seconds}",
            *(f"[[communities]]\nchat_id = {one}" for one in (self.group.id, *communities)),
            # alike as they are, each complaint is a card of its own here
            "[alike]\nenabled = false\n[incidents]\nenabled = false",
            f'[[managers]]\nuser_id = {self.asha.id}\nname = "Asha"\nrole = "lead"',
            f'[[managers]]\nuser_id = {self.ravi.id}\nname = "Ravi"\nrole = "manager"',
            more,
        ]
        config = self.folder / "config.toml"
        config.write_text("\n".join(lines), encoding="utf-8")
        return config

    def member(self, name: str) -> User:
        """A member of the community, the same for the same name."""
        if name not in self._people:
            self._people[name] = self.telegram.add_user(first_name=name)
        return self._people[name]

    def complains(self, name: str, *, reply_to: Message | None = None) -> Message:
        """Somebody writes a comment that any model takes for a complaint."""
        text = f"{COLD_CHAI} ({name})"
        return self.telegram.say(self.group, self.member(name), text, reply_to=reply_to)

    async def start(self) -> None:
        """Start the program and wait until it fetches updates."""
        known = len(self.telegram.calls)
        await self.program.start()
        polling = asyncio.create_task(self.called("getUpdates", since=known))
        ended = asyncio.create_task(self.program.exit_code())
        try:
            await asyncio.wait((polling, ended), return_when=asyncio.FIRST_COMPLETED)
            assert self.program.is_running, self.program.log
            await polling
        finally:
            polling.cancel()
            ended.cancel()

    async def called(
        self, method: str, *, since: int = 0, chat: Chat | None = None
    ) -> RecordedCall:
        """A call beyond the first `since`, as soon as it has reached Telegram."""

        def found() -> RecordedCall | None:
            for call in self.telegram.calls[since:]:
                in_chat = chat is None or call.params.get("chat_id") in (chat.id, str(chat.id))
                if call.method == method and in_chat:
                    return call
            return None

        return await self.telegram.wait_for(found, START_SECONDS)

    async def card(self, about: str, *, label: str = "Dismiss") -> Message:
        """The newest message in the desk with these words and this button."""
        return await self.telegram.wait_for_message(
            self.desk,
            lambda m: m.is_by_bot and about in (m.text or "") and label in m.labels,
            START_SECONDS,
        )

    async def desk_says(self, words: str) -> Message:
        """A message of the bot in the desk with these words."""
        return await self.telegram.wait_for_message(
            self.desk, lambda m: m.is_by_bot and words in (m.text or ""), START_SECONDS
        )

    async def press(self, who: User, message: Message, label: str) -> str:
        """Press a button and return what the presser reads."""
        press = self.telegram.press(who, message, label)
        return (await self.telegram.answer_to(press, START_SECONDS)).text or ""

    async def choose(self, who: User, card: Message, label: str) -> str:
        """Press a button behind `More`."""
        newest = card.chat.messages[-1].message_id
        await self.press(who, card, "More")
        menu = await self.telegram.wait_for_message(
            card.chat,
            lambda m: m.is_by_bot and "Close" in m.labels and m.message_id > newest,
            START_SECONDS,
        )
        return await self.press(who, menu, label)

    async def approve(self, name: str) -> Message:
        """Asha writes an answer to somebody's complaint and sends it; return the receipt."""
        card = await self.card(f"({name})", label="Write")
        await self.press(self.asha, card, "Write")
        prompt = await self.telegram.wait_for_message(
            self.desk,
            lambda m: m.wants_reply and name in (m.text or ""),
            START_SECONDS,
        )
        self.telegram.say(self.desk, self.asha, f"Sorry, {name}!", reply_to=prompt)
        preview = await self.card(f"Sorry, {name}!", label="Cancel")
        await self.press(self.asha, preview, "Send")
        return preview

    async def answer_under(self, comment: Message) -> Message:
        """The bot's answer under a comment."""
        return await self.telegram.wait_for_message(
            comment.chat, lambda m: m.is_by_bot and m.reply_to is comment, START_SECONDS
        )

    def answers(self) -> list[Message]:
        """Everything the bot has said in the community."""
        return [m for m in self.telegram.chat(self.group).messages if m.is_by_bot]

    async def until_triaged(self, count: int) -> None:
        """Wait until so many comments are in the database, each with its lane."""
        query = "SELECT count(*) FROM comments WHERE lane IS NOT NULL"
        await self.until_rows(query, [(count,)])

    async def until_logged(self, words: str) -> None:
        """Wait until the log says this."""
        await _until(lambda: words in self.program.log)

    async def until_rows(self, query: str, wanted: list[tuple[object, ...]]) -> None:
        """Wait until the database gives this answer; it tells nobody, so it is asked again."""
        await _until(lambda: self.program.rows(query) == wanted)


def environment(token: str) -> dict[str, str]:
    """The environment of a process: ours without any setting of Jawab's, and the token."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("JAWAB_")}
    return inherited | {"JAWAB_TELEGRAM__TOKEN": token, "PYTHONPATH": str(ROOT)}


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(START_SECONDS):
        while not holds():  # noqa: ASYNC110 - a file and another process tell nobody
            await asyncio.sleep(0.1)
