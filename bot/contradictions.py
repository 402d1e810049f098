"""What contradicts itself in a configuration whose sections are right one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.findings import Place
from bot.sections import Desk, Drafting, ListedManager, Telegram, TriageRule, WatchedCommunity

Fault = tuple[Place, str]


def webhook_faults(telegram: Telegram) -> Iterator[Fault]:
    """A webhook needs a public address, and a host a secret that it can know."""
    place = ("telegram", "webhook", "url")
    url = telegram.webhook.url
    if telegram.mode == "forwarded" and not (
        telegram.webhook.secret or telegram.webhook.secret_file
    ):
        yield (
            ("telegram", "webhook", "secret"),
            'missing, but telegram.mode is "forwarded" (hint: set '
            "JAWAB_TELEGRAM__WEBHOOK__SECRET here and send it from the host)",
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
            yield place, "changes nothing (hint: give lane, priority, tag, ignore or stop)"
        seen.add(rule.name)
