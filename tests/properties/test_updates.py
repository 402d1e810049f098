"""However an update is damaged, it is read or refused, never a crash."""

import contextlib
import json
from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.events import MessageSeen
from bot.telegram.updates import UpdateUnreadable, read

USER = {"id": 42, "is_bot": False, "first_name": "Rahul", "username": "rahul"}
CHAT = {"id": -1001, "type": "supergroup", "title": "Chai Adda", "is_forum": True}
MESSAGE = {
    "message_id": 7,
    "message_thread_id": 6,
    "is_topic_message": True,
    "date": 1_790_000_000,
    "edit_date": 1_790_000_001,
    "chat": CHAT,
    "from": USER,
    "sender_chat": {"id": -1002, "type": "channel", "title": "Chai & Co"},
    "is_automatic_forward": False,
    "text": "see evil.example",
    "caption": "look",
    "entities": [{"type": "url", "offset": 4, "length": 12}],
    "caption_entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "https://x"}],
    "sticker": {"emoji": "😡"},
    "poll": {"question": "why?"},
    "rich_message": {"blocks": [{"type": "list", "items": [{"blocks": [{"text": ["a"]}]}]}]},
    "quote": {"text": "evil", "position": 0},
    "media_group_id": "13",
    "reply_to_message": {
        "message_id": 6,
        "date": 1_790_000_000,
        "chat": CHAT,
        "from": USER,
        "forum_topic_created": {"name": "Delivery"},
    },
}
UPDATES = (
    {"update_id": 1, "message": MESSAGE},
    {"update_id": 1, "edited_message": MESSAGE},
    {"update_id": 1, "message": {**MESSAGE, "migrate_to_chat_id": -1009}},
    {"update_id": 1, "message": {**MESSAGE, "migrate_from_chat_id": -5}},
    {
        "update_id": 1,
        "callback_query": {"id": "q", "from": USER, "message": MESSAGE, "data": "t"},
    },
    {
        "update_id": 1,
        "chat_member": {
            "chat": CHAT,
            "from": USER,
            "date": 1_790_000_000,
            "new_chat_member": {"status": "member", "user": USER},
        },
    },
    {
        "update_id": 1,
        "my_chat_member": {
            "chat": CHAT,
            "from": USER,
            "date": 1_790_000_000,
            "new_chat_member": {
                "status": "restricted",
                "is_member": True,
                "can_delete_messages": True,
                "user": USER,
            },
        },
    },
)

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec=None), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "text", "date", "blocks"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def places(body: object) -> list[tuple[str | int, ...]]:
    """Every place in a JSON value, the deepest too."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(body, dict):
        inner = list(body.items())
    elif isinstance(body, list):
        inner = list(enumerate(body))
    return [(key, *rest) for key, value in inner for rest in [(), *places(value)]]


@st.composite
def damaged_updates(draw) -> dict:
    update = deepcopy(draw(st.sampled_from(UPDATES)))
    for _ in range(draw(st.integers(1, 3))):
        found = places(update)
        if not found:
            break
        *path, last = draw(st.sampled_from(found))
        body = update
        for step in path:
            body = body[step]
        if draw(st.booleans()):
            body[last] = draw(anything)
        else:
            del body[last]
    return update


@given(update=damaged_updates())
def test_a_damaged_update_is_read_or_refused(update) -> None:
    try:
        event = read(update)
    except UpdateUnreadable:
        return
    if isinstance(event, MessageSeen):
        message = event.message
        assert message.sender.name
        assert message.sent_at.tzinfo is not None
        for text in (message.text, message.sender.name, message.quote, *message.links):
            text.encode("utf-8")


@given(update=st.dictionaries(st.text(max_size=8), anything, max_size=4))
def test_any_object_is_read_or_refused(update) -> None:
    with contextlib.suppress(UpdateUnreadable):
        assert read(update).update_id == update["update_id"]


@given(text=st.text(st.characters(codec=None)))
def test_text_survives_as_far_as_a_database_can_hold_it(text) -> None:
    update = json.loads(json.dumps({"update_id": 1, "message": {**MESSAGE, "text": text}}))

    event = read(update)

    assert isinstance(event, MessageSeen)
    if text and "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text):
        assert event.message.text == text
