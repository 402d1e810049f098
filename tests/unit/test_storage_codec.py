"""What is kept as JSON comes back as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.desk import Action
from bot.domain.outbox import DeskNote, Payload
from bot.storage.codec import (
    action_from_json,
    action_to_json,
    saved_reply_from_json,
    saved_reply_to_json,
    suggestion_from_json,
    suggestion_to_json,
    verdict_from_json,
    verdict_to_json,
)
from bot.storage.payload_codec import PayloadKind, kind_of, payload_from_json, payload_to_json
from bot.storage.types import FreeText, UtcDateTime
from classifiers.types import Verdict
from replies.types import SavedReply, Suggestion

PROBABILITY = st.floats(min_value=0, max_value=1)
st.register_type_strategy(float, PROBABILITY)

PAYLOADS: st.SearchStrategy[Payload] = st.one_of(*map(st.from_type, get_args(Payload)))


def through_json(value: object) -> object:
    return json.loads(json.dumps(value))


@given(PAYLOADS)
def test_a_payload_survives(payload: Payload) -> None:
    kept = through_json(payload_to_json(payload))

    assert payload_from_json(kind_of(payload).value, kept) == payload


@given(st.from_type(Action))
def test_an_action_survives(action: Action) -> None:
    assert action_from_json(through_json(action_to_json(action))) == action


@given(st.from_type(Verdict))
def test_a_verdict_survives(verdict: Verdict) -> None:
    kept = through_json(verdict_to_json(verdict))

    assert verdict_from_json(kept, verdict.vector) == verdict


@given(st.from_type(Suggestion))
def test_a_suggestion_survives(suggestion: Suggestion) -> None:
    assert suggestion_from_json(through_json(suggestion_to_json(suggestion))) == suggestion


@given(st.from_type(SavedReply))
def test_a_saved_reply_survives(reply: SavedReply) -> None:
    assert saved_reply_from_json(reply.id, through_json(saved_reply_to_json(reply))) == reply


def test_what_an_older_version_did_not_write_takes_the_default() -> None:
    assert payload_from_json("desk_note", {"html": "hi"}) == DeskNote(html="hi")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("carrier_pigeon", {}),
        (PayloadKind.DESK_NOTE, ["html"]),
        (PayloadKind.DESK_NOTE, {"html": 7}),
        (PayloadKind.DESK_NOTE, {"html": "", "keyboard": {}}),
        (PayloadKind.DELETION, {"message_ids": ["1"]}),
        (PayloadKind.REMOVAL, {"message_id": "1"}),
    ],
)
def test_a_damaged_payload_is_refused(kind: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        payload_from_json(kind, value)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 1), sqlite.dialect())  # noqa: DTZ001


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
def test_a_moment_of_any_zone_comes_back_in_utc(dialect) -> None:
    column = UtcDateTime()
    moment = datetime(2026, 11, 1, 1, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    kept = column.process_result_value(column.process_bind_param(moment, dialect), dialect)

    assert kept == moment
    assert kept.tzinfo is UTC


@given(st.text())
def test_free_text_is_always_fit_to_be_stored(text: str) -> None:
    stored = FreeText().process_bind_param(text, sqlite.dialect())

    assert "\0" not in stored.encode().decode()


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_well_formed_text_is_not_touched(text: str) -> None:
    assert FreeText().process_bind_param(text, sqlite.dialect()) == text
