"""Acting on the stage: what people and channels say, change, press and take away."""

from collections.abc import Sequence

from bot.simulator.entities import FormattedText
from bot.simulator.formatting import with_detected
from bot.simulator.media import KINDS
from bot.simulator.rendering import chat_json, message_json, user_json
from bot.simulator.staging import Stage
from bot.simulator.state import Bot, Chat, Member, Message, User
from bot.simulator.wire import JsonObject, utf16_length
from bot.simulator.world import Draft, Press


class Cast(Stage):
    """The part of the script API in which things happen."""

    def post(self, channel: Chat, text: str, *, media: str | None = None) -> Message:
        """Post in a channel and return what arrives in its discussion group.

        Without a discussion group it is the channel's own post.
        """
        draft = Draft(sender_chat=channel, content=_content(text), media=self._media(media))
        message = self._world.write(channel, draft)
        self._world.announce(message)
        self._world.forward_post(message)
        return self._world.forwards.get(message, message)

    def say(
        self,
        chat: Chat,
        who: User,
        text: str = "",
        *,
        reply_to: Message | None = None,
        topic: Message | None = None,
        entities: list[JsonObject] | None = None,
        media: str | None = None,
        sender_chat: Chat | None = None,
        anonymous_admin: bool = False,
        quote: str | None = None,
        forwarded_from: str | None = None,
        album_id: str | None = None,
    ) -> Message:
        """Write in a group as a member.

        `media` is one of photo, document, sticker, voice, video, animation, where `text` is its
        caption, or poll, contact, location. `sender_chat` writes as that channel,
        `anonymous_admin` as the group itself.
        Raise PermissionError when the chat has muted or banned the writer.
        """
        _check_place(chat)
        reply_to = self._in_chat(chat, reply_to)
        self._admit(chat, who, sender_chat)
        if anonymous_admin:
            sender, sender_chat = self._world.anonymous, chat
        else:
            sender = self._world.channel_bot if sender_chat else who
        draft = Draft(
            sender=sender,
            sender_chat=sender_chat,
            content=_content(text, entities),
            media=self._media(media),
            topic_id=topic.thread_id if topic else None,
            reply_to=reply_to,
            quote=_quote(reply_to, quote),
            album_id=album_id,
            forward_origin=self._hidden_origin(forwarded_from),
        )
        message = self._world.write(chat, draft)
        self._world.announce(message)
        return message

    def say_album(
        self,
        chat: Chat,
        who: User,
        captions: Sequence[str | None],
        *,
        reply_to: Message | None = None,
        topic: Message | None = None,
        media: str = "photo",
    ) -> list[Message]:
        """Write an album: one message for each caption, None for no caption."""
        album_id = str(13_000_000_000_000_000 + self._world.count())
        return [
            self.say(
                chat,
                who,
                caption or "",
                reply_to=reply_to,
                topic=topic,
                media=media,
                album_id=album_id,
            )
            for caption in captions
        ]

    def say_privately(
        self,
        user: User,
        text: str = "",
        *,
        bot: Bot | None = None,
        reply_to: Message | None = None,
        media: str | None = None,
    ) -> Message:
        """Write to the bot; the first such message starts the chat."""
        chat = self.private_chat(user, bot=bot)
        chat.is_started, chat.is_blocked = True, False
        return self.say(chat, user, text, reply_to=reply_to, media=media)

    def private_chat(self, user: User, *, bot: Bot | None = None) -> Chat:
        """Return somebody's chat with the bot (the only one, unless named)."""
        return self._world.private_chat(bot or self._only_bot(), user)

    def edit(
        self, message: Message, text: str, *, entities: list[JsonObject] | None = None
    ) -> None:
        """Change a message's text or caption; a post changes in the discussion group too."""
        for copy in self._copies(message):
            copy.content = _content(text, entities)
            self._announce_edit(copy)

    def phantom_edit(self, message: Message) -> None:
        """Report a message as edited although its text stays, as a link preview does."""
        for copy in self._copies(message):
            self._announce_edit(copy)

    def delete(self, message: Message) -> None:
        """Take a message away; bots are not told."""
        message.is_deleted = True
        self._world.touch()

    def delete_topic(self, topic: Message) -> None:
        """Take a topic away with all its messages; bots are not told."""
        topic.chat.drop_topic(topic.message_id)
        self._world.touch()

    def press(
        self,
        user: User,
        message: Message,
        button: str | None = None,
        *,
        data: str | None = None,
    ) -> Press:
        """Press the button with this label, or send raw callback data as a forged client could.

        Raise LookupError when there is no such button.
        """
        if data is None:
            data = _data_of(message, button)
        bot = message.sender if isinstance(message.sender, Bot) else self._only_bot()
        press = Press(
            id=str(self._world.random.getrandbits(62)),
            user=user,
            message=message,
            data=data,
            bot=bot,
            at=self._world.now(),
        )
        self._world.presses[press.id] = press
        self._world.account_of(bot).queue.put("callback_query", _query(press))
        self._world.touch()
        return press

    def react(self, user: User, message: Message, emoji: str | None) -> None:
        """Set somebody's reaction to a message, or take it away."""
        before = message.reactions.pop(user.id, None)
        if emoji is not None:
            message.reactions[user.id] = emoji
        body: JsonObject = {
            "chat": chat_json(message.chat),
            "message_id": message.message_id,
            "user": user_json(user),
            "date": int(self._world.now().timestamp()),
            "old_reaction": _reaction(before),
            "new_reaction": _reaction(emoji),
        }
        self._world.tell_admins(message.chat, "message_reaction", body)

    def block(self, user: User, *, bot: Bot | None = None) -> None:
        """Let somebody block the bot."""
        self._set_blocked(user, bot or self._only_bot(), blocked=True)

    def unblock(self, user: User, *, bot: Bot | None = None) -> None:
        """Let somebody unblock the bot."""
        self._set_blocked(user, bot or self._only_bot(), blocked=False)

    def inject(self, update: JsonObject, *, bot: Bot | None = None) -> int:
        """Queue an update exactly as given, of any kind; return its id."""
        update_id = self._world.account_of(bot or self._only_bot()).queue.put_raw(update)
        self._world.touch()
        return update_id

    def _set_blocked(self, user: User, bot: Bot, *, blocked: bool) -> None:
        chat = self._world.private_chat(bot, user)
        chat.is_blocked = blocked
        member = Member(user=bot, status="kicked" if blocked else "member")
        chat.members.setdefault(bot.id, Member(user=bot))
        self._world.change_member(chat, member, by=user)

    def _copies(self, message: Message) -> list[Message]:
        copy = self._world.forwards.get(message)
        origin = next((p for p, c in self._world.forwards.items() if c is message), None)
        return [m for m in (origin, message, copy) if m is not None]

    def _announce_edit(self, message: Message) -> None:
        message.edited_at = self._world.now()
        message.edited_count += 1
        self._world.announce(message, edited=True)

    def _admit(self, chat: Chat, who: User, sender_chat: Chat | None) -> None:
        """Let a newcomer in; raise PermissionError for whom the chat has silenced."""
        if chat.is_private:
            return
        if sender_chat is not None and sender_chat.id in chat.banned_senders:
            raise PermissionError(f"{sender_chat.title} is banned in {chat.title}")
        member = chat.members.setdefault(who.id, Member(user=who))
        if member.is_silenced(self._world.now()):
            raise PermissionError(f"{who.first_name} may not write in {chat.title}")

    def _in_chat(self, chat: Chat, message: Message | None) -> Message | None:
        """Return what a reply here means: under a post it stands in the discussion group."""
        if message is None or message.chat is chat:
            return message
        copy = self._world.forwards.get(message)
        if copy is None or copy.chat is not chat:
            raise ValueError("the message that is answered stands in another chat")
        return copy

    def _media(self, kind: str | None) -> JsonObject:
        if kind is None:
            return {}
        return KINDS[kind](self._world)

    def _hidden_origin(self, name: str | None) -> JsonObject | None:
        if name is None:
            return None
        moment = int(self._world.now().timestamp())
        return {"type": "hidden_user", "date": moment, "sender_user_name": name}

    def _only_bot(self) -> Bot:
        accounts = list(self._world.accounts.values())
        if len(accounts) != 1:
            raise LookupError(f"there are {len(accounts)} bots here: name the one you mean")
        return accounts[0].bot


def _content(text: str, entities: list[JsonObject] | None = None) -> FormattedText:
    return with_detected(FormattedText(text, entities or []))


def _quote(target: Message | None, text: str | None) -> JsonObject | None:
    if target is None or text is None:
        return None
    position = target.text.find(text)
    if position < 0:
        raise ValueError(f"{text!r} does not stand in the message that is answered")
    return {
        "text": text,
        "position": utf16_length(target.text[:position]),
        "is_manual": True,
    }


def _data_of(message: Message, label: str | None) -> str:
    if not message.is_deleted:
        for button in (button for row in message.buttons for button in row):
            if button.label == label and button.data is not None:
                return button.data
    raise LookupError(f"no button {label!r} here, only {message.labels}")


def _check_place(chat: Chat) -> None:
    if chat.type == "channel":
        raise ValueError("people do not write in channels: use post()")
    if chat.migrated_to is not None:
        raise ValueError(f"{chat.title} is a supergroup now: write in what migrate() returned")


def _query(press: Press) -> JsonObject:
    return {
        "id": press.id,
        "from": user_json(press.user),
        "message": message_json(press.message),
        "chat_instance": str(press.message.chat.id),
        "data": press.data,
    }


def _reaction(emoji: str | None) -> list[JsonObject]:
    return [] if emoji is None else [{"type": "emoji", "emoji": emoji}]
