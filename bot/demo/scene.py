"""The demo's stage on the simulated Telegram: the channel, its group, the desk and the people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from pydantic import SecretStr

from bot.demo.clock import AcceleratedClock
from bot.demo.script import Day
from bot.domain.ids import BotId
from bot.domain.roster import Role
from bot.sections import (
    Brand,
    Database,
    Desk,
    ListedManager,
    Private,
    Telegram,
    WatchedCommunity,
)
from bot.settings import Settings
from bot.simulator.simulator import Simulator
from bot.simulator.state import Bot, Chat, Message, User

_TOKEN = "700100200:demo-of-chai-and-co"  # noqa: S105 - of no account but the simulator's
_UNSURE_AT = (time(11), time(15), time(18), time(20, 30))
_LANGUAGES = ("en", "hi", "hi-Latn", "ru", "es")
_LINKS = {
    name: f"https://chaiandco.example/{name}"
    for name in ("menu", "stores", "support", "jobs", "private")
}


@dataclass(eq=False, kw_only=True)
class Scene:
    """Everything and everybody that the day is played with."""

    day: Day
    clock: AcceleratedClock
    telegram: Simulator
    bot: Bot
    channel: Chat
    group: Chat
    desk: Chat
    lead: User
    manager: User
    stranger: User
    said: dict[str, Message] = field(default_factory=dict)
    """Posts and comments that the script refers to, by their keys."""
    _people: dict[str, User] = field(default_factory=dict)

    @property
    def bot_id(self) -> BotId:
        """Under which the store keeps everything."""
        return BotId(self.bot.id)

    @property
    def managers(self) -> tuple[User, User]:
        """Who works at the desk."""
        return (self.lead, self.manager)

    def person(self, name: str) -> User:
        """A member of the group, joining when first heard of."""
        if name not in self._people:
            self._people[name] = self.telegram.add_user(first_name=name)
        return self._people[name]


def set_scene(day: Day, clock: AcceleratedClock, telegram: Simulator) -> Scene:
    """Make the chats and people of the day."""
    channel = telegram.add_channel(title=day.channel, username="chaiandco")
    group = telegram.add_group(title=day.group, username="chaiadda", linked_to=channel)
    desk = telegram.add_group(title=day.desk)
    scene = Scene(
        day=day,
        clock=clock,
        telegram=telegram,
        bot=telegram.add_bot(token=_TOKEN, username="chaiandco_bot", name=day.brand),
        channel=channel,
        group=group,
        desk=desk,
        lead=telegram.add_user(first_name=day.lead),
        manager=telegram.add_user(first_name=day.manager),
        stranger=telegram.add_user(first_name=day.stranger),
    )
    telegram.promote(scene.lead, group, owner=True)
    telegram.promote(scene.bot, group, can_delete_messages=True)
    telegram.promote(scene.bot, desk, can_pin_messages=True)
    for somebody in (*scene.managers, scene.stranger):
        telegram.join(somebody, desk)
    return scene


def settings_of(scene: Scene, folder: Path) -> Settings:
    """The desk's configuration, free of the environment: nobody's real desk is touched."""
    return Settings.model_construct(
        telegram=Telegram(api_base=scene.telegram.base_url, token=SecretStr(_TOKEN)),
        database=Database(url=f"sqlite+aiosqlite:///{folder / 'demo.db'}"),
        brand=Brand(name=scene.day.brand, links=_LINKS),
        communities=(
            WatchedCommunity(
                chat_id=scene.group.id, title=scene.group.title, languages=_LANGUAGES
            ),
        ),
        private=Private(enabled=False),
        desk=Desk(chat_id=scene.desk.id, time_zone=scene.day.zone.key, unsure_at=_UNSURE_AT),
        managers=(
            ListedManager(user_id=scene.lead.id, name=scene.day.lead, role=Role.LEAD),
            ListedManager(user_id=scene.manager.id, name=scene.day.manager, role=Role.MANAGER),
        ),
    )
