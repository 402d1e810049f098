"""What contradicts itself in a configuration whose sections are right one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.domain.author_lists import key_named
from bot.domain.ids import Keys
from bot.findings import Place
from bot.sections import Desk, Drafting, ListedManager, Telegram, WatchedCommunity
from bot.triage_sections import ListedAuthors, TriageRule

Fault = tuple[Place, str]


class DeskView(Protocol):
    """What desks of one file are compared by."""

    @property
    def keys(self) -> Keys:
        """What desk, brand and bot are called."""

    @property
    def desk(self) -> Desk:
        """The desk."""

    @property
    def telegram(self) -> Telegram:
        """Its bot."""

    @property
    def webhook_path(self) -> str:
        """Where that bot's updates arrive."""

    @property
    def communities(self) -> tuple[WatchedCommunity, ...]:
        """What it watches."""


def webhook_faults(telegram: Telegram, variable: str) -> Iterator[Fault]:
    """A webhook needs a public address, and a host a secret that it can know.

    `variable` is the one that such a secret is read from.
    """
    place = ("telegram", "webhook", "url")
    url = telegram.webhook.url
    if telegram.mode == "forwarded" and not (
        telegram.webhook.secret or telegram.webhook.secret_file
    ):
        yield (
            ("telegram", "webhook", "secret"),
            f'missing, but telegram.mode is "forwarded" (hint: set {variable} here and send it '
            "from the host)",
        )
    if telegram.mode == "webhook" and not url:
        yield place, 'missing, but telegram.mode is "webhook" (hint: the public https address)'
    if url and not url.startswith("https://"):
        yield place, "Telegram delivers to https:// addresses only"


def drafting_faults(drafting: Drafting) -> Iterator[Fault]:
    """A model needs a server, and a server a model."""
    if drafting.base_url and not drafting.model:
        yield ("drafting", "model"), "missing (hint: jawab check lists what the server has)"
    if drafting.model and not drafting.base_url:
        yield ("drafting", "base_url"), 'missing (hint: "http://127.0.0.1:8080/v1")'


def chat_faults(communities: Sequence[WatchedCommunity], desk: Desk) -> Iterator[Fault]:
    """Every chat has one part to play."""
    seen: set[int] = set()
    for index, community in enumerate(communities):
        place = ("communities", index, "chat_id")
        if community.chat_id in seen:
            yield place, f"{community.chat_id} is listed twice"
        if community.chat_id == desk.chat_id:
            yield (
                place,
                "this chat is the desk already (hint: members need one of their own)",
            )
        seen.add(community.chat_id)


def manager_faults(managers: Sequence[ListedManager]) -> Iterator[Fault]:
    """Everybody has one role."""
    seen: set[int] = set()
    for index, manager in enumerate(managers):
        if manager.user_id in seen:
            yield ("managers", index, "user_id"), f"{manager.user_id} is listed twice"
        seen.add(manager.user_id)


def rule_faults(rules: Sequence[TriageRule]) -> Iterator[Fault]:
    """A rule is told apart by its name, and does something."""
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        place = ("triage", "rules", index)
        if rule.name in seen:
            yield (*place, "name"), f'there are two rules "{rule.name}"'
        if not rule.has_effect:
            effects = "lane, priority, tag, assign, desk_topic, ladder, ignore or stop"
            yield place, f"changes nothing (hint: give {effects})"
        seen.add(rule.name)


def list_faults(lists: ListedAuthors) -> Iterator[Fault]:
    """Everybody is on one list."""
    seen: dict[str, str] = {}
    for on, people in lists.by_list.items():
        for index, person in enumerate(people):
            other = seen.setdefault(key_named(person), on.value)
            place = ("triage", "lists", on.value, index)
            if other != on.value:
                yield place, f"{person} is on the list {other} already"


def _addresses(desk: DeskView) -> Iterator[tuple[str, object]]:
    """What no two bots may have in common, by the key that says it."""
    mode, hook = desk.telegram.mode, desk.telegram.webhook
    if mode in {"webhook", "forwarded"}:
        yield "path", (hook.host, hook.port, desk.webhook_path)
    if mode == "webhook" and hook.url:
        yield "url", hook.url


def across_faults(desks: Sequence[DeskView]) -> Iterator[tuple[int, Place, str]]:
    """What is wrong between desks: the number of the later one, the place in it, and why."""
    chats = {one.desk.chat_id: one.keys.desk for one in reversed(desks) if one.desk.chat_id}
    tokens: dict[object, str] = {}
    watched: dict[tuple[int, str], str] = {}
    called: dict[object, str] = {}
    for at, one in enumerate(desks):
        key, telegram = one.keys.desk, one.telegram
        for name, address in _addresses(one):
            first = called.setdefault(address, one.keys.bot)
            if first != one.keys.bot:
                message = f"is that of bot {first} already (hint: one of its own for each bot)"
                yield at, ("telegram", "webhook", name), message
        if one.desk.chat_id is not None and chats[one.desk.chat_id] != key:
            yield at, ("desk", "chat_id"), f"is the desk {chats[one.desk.chat_id]} already"
        token = telegram.token or telegram.token_file
        if token is not None and tokens.setdefault(token, one.keys.bot) != one.keys.bot:
            message = f"the same as of bot {tokens[token]} (hint: @BotFather gives each its own)"
            yield at, ("telegram", "token_file"), message
        for index, community in enumerate(one.communities):
            place, chat = ("communities", index, "chat_id"), community.chat_id
            if chats.get(chat, key) != key:
                yield at, place, f"this chat is the desk {chats[chat]} already"
            first = watched.setdefault((chat, one.keys.brand), key)
            if first != key:
                yield at, place, f"the desk {first} of the same brand watches it already"
