"""What is made of a row of each table, so that it can be told whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sqlalchemy import Column, LargeBinary, RowMapping

from bot.domain.inspection import Damage
from bot.domain.sla import SlaKind
from bot.storage import incident_rows
from bot.storage.alike import group_of, member_of
from bot.storage.approvals import approval_of
from bot.storage.author_lists import listed_of
from bot.storage.cases import case_of
from bot.storage.cases import entry_of as audit_entry_of
from bot.storage.comment_rows import comment_of
from bot.storage.desk_messages import action_of, message_of
from bot.storage.directory import community_of, manager_of
from bot.storage.doors import door_of
from bot.storage.holds import hold_of
from bot.storage.invites import invite_of
from bot.storage.ladders import duty_of, ladder_of, ring_of
from bot.storage.leases import WRITER, lease_of
from bot.storage.outbox_rows import item_of
from bot.storage.reading import RawRow, damage_in
from bot.storage.replies import entry_of, version_of
from bot.storage.reports import report_of
from bot.storage.sanctions import sanction_of
from bot.storage.sweeps import sweep_of, swept_of
from bot.storage.topics import topic_of
from bot.storage.updates import STATES, WAITING, waiting_of
from bot.storage.uses import use_of


def damage_of(raw: RawRow) -> Damage | None:
    """What is damaged in a row; None if it is whole."""
    return damage_in(raw, _read)


def _read(raw: RowMapping) -> object:
    assert isinstance(raw, RawRow)
    for column in raw.table.columns:
        _require_kind(column, raw[column.name])
    read = _READERS.get(raw.table.name)
    return None if read is None else read(raw)


def _require_kind(column: Column[object], value: object) -> None:
    """Raise TypeError for a value that the column cannot have; SQLite takes any."""
    kind = column.type.python_type
    if value is None:
        is_fit = bool(column.nullable)
    elif kind is float:
        is_fit = isinstance(value, int | float)
    elif isinstance(column.type, LargeBinary):
        is_fit = isinstance(value, bytes)
    else:
        is_fit = kind is dict or isinstance(value, kind)
    if not is_fit:
        raise TypeError(f"{column.name} has no {kind.__name__}")


def _update_of(row: RowMapping) -> object:
    """An update that was handled is empty; a dead letter may be whatever came."""
    if row["state"] not in STATES:
        raise ValueError("a state that nobody knows")
    waiting = waiting_of(row)
    return json.loads(row["body"]) if row["state"] == WAITING else waiting


def _lease_of(row: RowMapping) -> object:
    return None if row["job"] == WRITER else lease_of(row)


def _event_of(row: RowMapping) -> object:
    return SlaKind(row["kind"])


_READERS: Mapping[str, Callable[[RowMapping], object]] = {
    "updates": _update_of,
    "communities": community_of,
    "managers": manager_of,
    "invites": invite_of,
    "doors": door_of,
    "leases": _lease_of,
    "cases": case_of,
    "comments": comment_of,
    "audit": audit_entry_of,
    "sanctions": sanction_of,
    "author_lists": listed_of,
    "approvals": approval_of,
    "holds": hold_of,
    "alike_groups": group_of,
    "alike_members": member_of,
    "sweeps": sweep_of,
    "swept": swept_of,
    "sla_events": _event_of,
    "duties": duty_of,
    "ladders": ladder_of,
    "rings": ring_of,
    "reports": report_of,
    "incidents": incident_rows.incident_of,
    "incident_timeline": incident_rows.entry_of,
    "outbox": item_of,
    "desk_messages": message_of,
    "desk_topics": topic_of,
    "actions": action_of,
    "library_entries": entry_of,
    "entry_versions": version_of,
    "reply_uses": use_of,
}
"""Tables whose columns are plain values have none."""
