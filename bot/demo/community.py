"""The community's day: everything that members and the channel do, at its time."""

from __future__ import annotations

from bot.demo.scene import Scene
from bot.demo.script import Happening
from bot.simulator.state import Message

_PHOTOS_OF_AN_ALBUM = 3


async def live_through(scene: Scene) -> None:
    """Play every happening of the day when its time has come."""
    for at, happening in scene.day.events:
        await scene.clock.keep_appointment(at)
        _play(scene, happening)


def _play(scene: Scene, happening: Happening) -> None:
    telegram = scene.telegram
    if happening.post:
        scene.said[happening.post] = telegram.post(scene.channel, happening.text)
    elif happening.edit:
        _edit(scene, happening)
    elif happening.delete:
        telegram.delete(scene.said[happening.delete])
    elif happening.admin:
        telegram.say(scene.group, scene.lead, happening.text, anonymous_admin=True)
    else:
        message = _say(scene, happening)
        if happening.key:
            scene.said[happening.key] = message


def _edit(scene: Scene, happening: Happening) -> None:
    message = scene.said[happening.edit]
    if happening.text:
        scene.telegram.edit(message, happening.text)
    else:
        scene.telegram.phantom_edit(message)


def _say(scene: Scene, happening: Happening) -> Message:
    author = scene.person(happening.by)
    parent = _parent(scene, happening)
    if happening.media == "album":
        captions = [happening.text, *[None] * (_PHOTOS_OF_AN_ALBUM - 1)]
        return scene.telegram.say_album(scene.group, author, captions, reply_to=parent)[0]
    return scene.telegram.say(
        scene.group, author, happening.text, reply_to=parent, media=happening.media or None
    )


def _parent(scene: Scene, happening: Happening) -> Message | None:
    """What a comment answers: who comes back to an own comment answers the brand's reply to it."""
    if not (happening.on or happening.to):
        return None
    parent = scene.said[happening.on or happening.to]
    if parent.sender is scene.person(happening.by):
        replies = (m for m in scene.group.messages if m.is_by_bot and m.reply_to is parent)
        return next(replies, parent)
    return parent
