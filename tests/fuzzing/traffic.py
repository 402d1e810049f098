"""What a desk hears on its worst day: updates of every kind, damaged, from all sorts of people."""

from __future__ import annotations

import json
import random
from collections import deque
from copy import deepcopy
from pathlib import Path

from bot.simulator.wire import JsonObject
from tests.fuzzing.mutating import damaged, wild_text, written_in

UPDATES: tuple[JsonObject, ...] = tuple(
    json.loads(line)
    for line in (Path(__file__).parent / "updates.jsonl").read_text(encoding="utf-8").splitlines()
)
"""One of each kind that the Bot API knows: kinds of updates, of media, of service messages."""

COMMUNITY = -1001000000001
DESK = -1001000000002
ELSEWHERE = -1001000000003
LEAD = 7
MEMBERS = tuple(range(100, 140))
COMMANDS = (
    "queue", "next", "mine", "case 1", "why 1", "shift", "unanswered", "search chai", "author",
    "replies", "gaps", "holds", "rules", "stats", "mood", "incident", "who", "oncall", "team",
    "invite", "communities", "topics", "language", "help", "unheard",
)  # fmt: skip
_MOVES = ("migrate_to_chat_id", "migrate_from_chat_id")


class Traffic:
    """Draws one update after the other; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._number = 0
        self.tokens: deque[str] = deque(maxlen=400)
        """What stands behind buttons that the desk has shown lately."""
        self.prompts: deque[int] = deque(maxlen=20)
        """Messages of the desk that wait for an answer."""

    def next(self, *, at: int) -> JsonObject:
        """The next update, of the second `at`."""
        self._number += 1
        chance = self._chance
        update = self._placed(deepcopy(self._drawn()), at)
        update["update_id"] = self._number
        if chance.random() < 0.75:
            written_in(update, chance)
        if chance.random() < 0.4:
            damaged(update, chance)
        update["update_id"] = self._number
        return update

    def _drawn(self) -> JsonObject:
        chance = self._chance.random()
        if chance < 0.06:
            return self._press()
        if chance < 0.10:
            words = self._chance.choice(COMMANDS)
            if self._chance.random() < 0.5:
                words = f"{words.split(maxsplit=1)[0]} {wild_text(self._chance)}"
            return {"message": _message({"text": f"/{words}"}, chat=DESK, sender=LEAD)}
        if chance < 0.13 and self.prompts:
            answered = _message({}, chat=DESK, sender=1) | {
                "message_id": self._chance.choice(self.prompts)
            }
            said = {"text": wild_text(self._chance), "reply_to_message": answered}
            return {"message": _message(said, chat=DESK, sender=LEAD)}
        if chance < 0.5:
            return {"message": _message({"text": wild_text(self._chance)})}
        return self._chance.choice(UPDATES)

    def _press(self) -> JsonObject:
        data = self._chance.choice(self.tokens) if self.tokens else "0"
        who = LEAD if self._chance.random() < 0.9 else 100
        pressed = _message({"text": "card"}, chat=DESK, sender=1)
        return {
            "callback_query": {
                "id": str(self._number),
                "from": _user(who),
                "message": pressed,
                "chat_instance": "1",
                "data": data,
            }
        }

    def _placed(self, update: JsonObject, at: int) -> JsonObject:
        """Say who, where and when, as in a community with forty members."""
        chance = self._chance
        member, where = chance.choice(MEMBERS), self._where()
        for body in update.values():
            if not isinstance(body, dict):
                continue
            if any(name in body for name in _MOVES) or "new_chat_member" in body:
                where = ELSEWHERE if chance.random() < 0.98 else where
            if "message_id" in body:
                body["message_id"] = 10 + self._number
            for name in ("date", "edit_date"):
                if name in body:
                    body[name] = at
            if _id_of(body.get("from")) == 100:
                body["from"] = {**body["from"], "id": member}
            if _id_of(body.get("chat")) == -1001:
                body["chat"] = _chat(member if where > 0 else where)
        return update

    def _where(self) -> int:
        return self._chance.choices((COMMUNITY, DESK, ELSEWHERE, 1), (85, 3, 2, 10))[0]


def _id_of(body: object) -> object:
    return body.get("id") if isinstance(body, dict) else None


def _user(user_id: int) -> JsonObject:
    name = {LEAD: "Asha", 1: "Jawab"}.get(user_id, "Rahul")
    return {"id": user_id, "is_bot": user_id == 1, "first_name": name}


def _chat(chat_id: int) -> JsonObject:
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "Rahul"}
    return {"id": chat_id, "type": "supergroup", "title": "Chai Adda"}


def _message(said: JsonObject, *, chat: int = -1001, sender: int = 100) -> JsonObject:
    """A message; `_placed` says more of those of a member in the community."""
    there = {"id": -1001, "type": "supergroup", "title": "Chai Adda"}
    return {
        "message_id": 7,
        "date": 0,
        "chat": there if chat == -1001 else _chat(chat),
        "from": _user(sender),
        **said,
    }
