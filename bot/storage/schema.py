"""The tables. Rows say which bot, brand and desk they belong to."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from bot.storage.types import FreeText, Id, Json, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _owner() -> list[Column[int]]:
    return [
        Column("bot_id", BigInteger, nullable=False),
        Column("brand_id", BigInteger, nullable=False),
        Column("desk_id", BigInteger, nullable=False),
    ]


def _owner_of_bot() -> list[Column[int]]:
    return [
        Column("bot_id", BigInteger, nullable=False),
        Column("brand_id", BigInteger),  # unknown as long as the bot has no desk
        Column("desk_id", BigInteger),
    ]


# --- the inbox -----------------------------------------------------------------------------------

updates = Table(
    "updates",
    metadata,
    Column("seq", Id, primary_key=True),  # the order of arrival: update_id may restart at random
    # which brand and desk an update is for is known only when it is read
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("body", FreeText, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", FreeText, nullable=False),
    UniqueConstraint("bot_id", "update_id"),
    Index("ix_updates_waiting", "bot_id", "state", "seq"),
    Index("ix_updates_finished", "state", "received_at"),
)

# --- brands, desks, communities, people ----------------------------------------------------------

brands = Table(
    "brands",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    Column("name", FreeText, nullable=False),
    Index("ix_brands_key", "key", unique=True),
)

desks = Table(
    "desks",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    Column("bot_id", BigInteger, nullable=False),
    Column("brand_id", BigInteger, ForeignKey("brands.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("language", String(35), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Index("ix_desks_key", "key", unique=True),
)

communities = Table(
    "communities",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("chat_id", BigInteger, nullable=False),
    Column("title", FreeText, nullable=False),
    Column("username", FreeText, nullable=False),
    Column("languages", Json, nullable=False),
    Column("answer_in", Json, nullable=False, server_default="[]"),
    Column("topics", Json, nullable=False, server_default="[]"),
    Column("tone", FreeText, nullable=False, server_default=""),
    Column("mode", String(16), nullable=False),
    Column("wants_praise", Boolean, nullable=False),
    Column("is_private", Boolean, nullable=False),
    UniqueConstraint("bot_id", "chat_id"),
)

managers = Table(
    "managers",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("desk_id", BigInteger, ForeignKey("desks.id"), primary_key=True, autoincrement=False),
    Column("bot_id", BigInteger, nullable=False),
    Column("brand_id", BigInteger, nullable=False),
    Column("name", FreeText, nullable=False),
    Column("role", String(16), nullable=False),
    Column("language", String(8), nullable=False, server_default=""),  # empty: not chosen
)

invites = Table(
    "invites",
    metadata,
    Column("mark", String(64), primary_key=True),  # of the token, which is kept nowhere
    *_owner(),
    Column("role", String(16), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", FreeText, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("guest_id", BigInteger),
    Column("guest_name", FreeText, nullable=False),
    Column("guest_username", FreeText, nullable=False),
)

doors = Table(
    "doors",
    metadata,
    Column("mark", String(64), primary_key=True),  # of the token, which is kept nowhere
    *_owner(),
    Column("case_id", Id, ForeignKey("cases.id"), nullable=False),
    Column("author_key", String(64), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
    Index("ix_doors_author", "bot_id", "author_key", "opened_at"),
)

chat_moves = Table(
    "chat_moves",
    metadata,
    # a configuration that still names the old group must not bring it back
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("old_chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("new_chat_id", BigInteger, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(128), primary_key=True),
    Column("value", FreeText, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("job", String(32), primary_key=True),
    Column("holder", String(128), nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# --- comments and cases --------------------------------------------------------------------------

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("thread_key", String(64), nullable=False),
    Column("author_key", String(64), nullable=False),
    Column("author_name", FreeText, nullable=False),
    Column("focus_id", BigInteger, nullable=False),
    Column("lane", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("risen_waiting", Integer, nullable=False, server_default="0"),  # within priority
    Column("risen_deadline", Integer, nullable=False, server_default="0"),
    Column("risen_reach", Integer, nullable=False, server_default="0"),
    Column("reasons", Json, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime),
    Column("at_risk_at", UtcDateTime),
    Column("resolve_at", UtcDateTime),
    Column("status", String(32), nullable=False),
    Column("is_open", Boolean, nullable=False),  # not closed: what the queue is searched by
    Column("holder_id", BigInteger),
    Column("holder_name", FreeText, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("lease_until", UtcDateTime),
    Column("snoozed_until", UtcDateTime),
    Column("tags", Json, nullable=False, server_default="[]"),
    Column("desk_topic", FreeText, nullable=False, server_default=""),  # by a rule
    Column("closed_at", UtcDateTime),
    Column("closed_by", FreeText, nullable=False),
    Column("promised_at", UtcDateTime),
    Column("promised_by", FreeText, nullable=False, server_default=""),
    Column("promise", String(8), nullable=False, server_default=""),  # its state; empty: none
    Column("suggestions", Json, nullable=False),
    Column("best_score", Float, nullable=False),
    Column("lack", Json),  # why nothing is suggested
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_cases_thread", "community_id", "thread_key", "author_key", "id"),
    Index("ix_cases_promised", "desk_id", "promise", "promised_at"),
)
Index(
    "ix_cases_queue",
    cases.c.desk_id,
    cases.c.is_open,
    cases.c.priority.desc(),
    cases.c.opened_at,
    cases.c.id,
)

comments = Table(
    "comments",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_ids", Json, nullable=False),
    Column("thread_key", String(64), nullable=False),
    Column("thread_id", BigInteger),
    Column("is_topic", Boolean, nullable=False),
    Column("author_key", String(64), nullable=False),
    Column("author_kind", String(32), nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("author_name", FreeText, nullable=False),
    Column("author_username", FreeText, nullable=False),
    Column("author_language", FreeText, nullable=False),
    Column("text", FreeText, nullable=False),
    Column("captions", Json, nullable=False),
    Column("media", String(64), nullable=False),
    Column("album_id", String(64)),  # NULL where there is none, so that only albums are unique
    Column("reply_to", BigInteger),
    Column("reply_to_text", FreeText, nullable=False),
    Column("links", Json, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("ripe_at", UtcDateTime, nullable=False),
    Column("edited_at", UtcDateTime),
    Column("state", String(16), nullable=False),
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("lane", String(16)),
    Column("priority", Integer, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("verdict", Json),
    Column("vector", LargeBinary),
    Column("reactions", Integer, nullable=False, server_default="0"),
    Column("reacted_at", UtcDateTime),
    UniqueConstraint("bot_id", "chat_id", "album_id"),
    Index("ix_comments_ripe", "bot_id", "state", "id"),
    Index("ix_comments_case", "case_id"),
    Index("ix_comments_author", "brand_id", "author_key", "id"),
    Index("ix_comments_sent", "bot_id", "sent_at"),
    Index("ix_comments_lane", "lane"),
    Index("ix_comments_reply", "chat_id", "reply_to"),
    Index("ix_comments_reacted", "bot_id", "reacted_at"),
)

comment_parts = Table(
    "comment_parts",
    metadata,
    # the way back from a message to its comment: an album is one comment of several messages
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("comment_id", Id, ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Index("ix_comment_parts_comment", "comment_id"),
)

threads = Table(
    "threads",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id"), primary_key=True),
    Column("key", String(64), primary_key=True),
    *_owner(),
    Column("title", FreeText, nullable=False),
    Column("root", BigInteger),
    Column("addresses", FreeText, nullable=False, server_default=""),  # with blanks between
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("by_id", BigInteger),
    Column("by_name", FreeText, nullable=False),
    Column("action", String(64), nullable=False),
    Column("detail", FreeText, nullable=False),
    Index("ix_audit_case", "case_id"),
    Index("ix_audit_desk", "desk_id", "action", "at"),
)

# --- what authors were given ---------------------------------------------------------------------

sanctions = Table(
    "sanctions",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("author_key", String(64), nullable=False),
    Column("author_name", FreeText, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", FreeText, nullable=False),
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("lifted_at", UtcDateTime),
    Index("ix_sanctions_author", "community_id", "author_key", "id"),
    Index("ix_sanctions_case", "case_id"),
)

author_lists = Table(
    "author_lists",
    metadata,
    Column("brand_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(64), primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("desk_id", BigInteger, nullable=False),
    Column("list", String(16), nullable=False),  # empty: taken off, so that no file puts them back
    Column("at", UtcDateTime, nullable=False),
    Column("by_id", BigInteger),
    Column("by_name", FreeText, nullable=False),
    Column("same_as", String(64), nullable=False),  # whose a user name turned out to be
)

# --- what keeps an answer from going out ---------------------------------------------------------

approvals = Table(
    "approvals",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("case_id", Id, ForeignKey("cases.id"), nullable=False),
    Column("text", FreeText, nullable=False),
    Column("reply_id", String(128), nullable=False),
    Column("slots", Json, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("seal", String(64), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", FreeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("decided_at", UtcDateTime),
    Column("decided_by", FreeText, nullable=False),
    Index("ix_approvals_case", "case_id", "outcome"),
    Index("ix_approvals_waiting", "desk_id", "outcome"),
)

holds = Table(
    "holds",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("case_id", Id, ForeignKey("cases.id"), nullable=False),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("thread_key", String(64), nullable=False),
    Column("lane", String(16)),
    Column("statement", FreeText, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", FreeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("lifted_at", UtcDateTime),
    Index("ix_holds_desk", "desk_id", "lifted_at"),
)

# --- same things once ----------------------------------------------------------------------------

alike_groups = Table(
    "alike_groups",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("lane", String(16), nullable=False),
    Column("anchor_id", Id, ForeignKey("cases.id"), nullable=False),  # its card is known by it
    Column("newest_at", UtcDateTime, nullable=False),
    Column("reply_id", String(128), nullable=False),
    Index("ix_alike_groups_newest", "community_id", "newest_at"),
)

alike_members = Table(
    "alike_members",
    metadata,
    Column("group_id", Id, ForeignKey("alike_groups.id"), primary_key=True, autoincrement=False),
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    *_owner(),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("item_id", BigInteger),
    Index("ix_alike_members_case", "case_id", "state"),
)

# --- deleted by itself ---------------------------------------------------------------------------

sweeps = Table(
    "sweeps",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("anchor_id", Id, ForeignKey("cases.id"), nullable=False),  # its message is known by it
    Column("began_at", UtcDateTime, nullable=False),
    Column("shows", String(64), nullable=False),
    Index("ix_sweeps_desk", "desk_id", "id"),
)

swept = Table(
    "swept",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    *_owner(),
    Column("sweep_id", Id, ForeignKey("sweeps.id"), nullable=False),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("comment_id", Id, ForeignKey("comments.id"), nullable=False),
    Column("lane", String(16), nullable=False),
    Column("probability", Float, nullable=False),
    Column("item_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("fate", String(16), nullable=False),
    Index("ix_swept_sweep", "sweep_id"),
    Index("ix_swept_community", "community_id", "at"),
)

# --- clocks, people on call, and ladders ---------------------------------------------------------

sla_events = Table(
    "sla_events",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("case_id", Id, ForeignKey("cases.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),  # the deadline that it is about
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("case_id", "kind", "due_at"),
    Index("ix_sla_events_counted", "desk_id", "kind", "at"),
)

duties = Table(
    "duties",
    metadata,
    # who took a shift from the chat; weekly ones stand in the configuration
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("user_id", BigInteger, nullable=False),
    Column("begins_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", FreeText, nullable=False),
    Index("ix_duties_desk", "desk_id", "ends_at"),
)

ladders = Table(
    "ladders",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("subject_kind", String(16), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("since", UtcDateTime, nullable=False),  # of the opening that it was started for
    Column("reason", FreeText, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("step", Integer, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Column("held_until", UtcDateTime),
    Column("held_by", FreeText, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(16), nullable=False),
    UniqueConstraint("subject_kind", "subject_id", "since"),
    Index("ix_ladders_running", "desk_id", "ended_at", "next_at"),
)

rings = Table(
    "rings",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("ladder_id", Id, ForeignKey("ladders.id"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("notify", String(16), nullable=False),
    Column("user_id", BigInteger),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("error", FreeText, nullable=False),
    Index("ix_rings_ladder", "ladder_id", "id"),
    Index("ix_rings_state", "bot_id", "state"),
)

# --- what members report, and what rules did -----------------------------------------------------

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("comment_id", Id, ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", FreeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("content_hash", String(64), nullable=False),  # what the reporter saw
    Column("is_of_team", Boolean, nullable=False),
    Column("void", String(16), nullable=False),  # why it counts nothing; empty: it counts
    Column("outcome", String(16), nullable=False),
    UniqueConstraint("comment_id", "by_id", "content_hash"),
    Index("ix_reports_reporter", "desk_id", "by_id", "at"),
)

rule_hits = Table(
    "rule_hits",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("comment_id", Id, ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("effect", FreeText, nullable=False),
    Column("is_dry", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("comment_id", "rule"),
    Index("ix_rule_hits_counted", "desk_id", "rule", "at"),
)

# --- how people sound ----------------------------------------------------------------------------

mood_buckets = Table(
    "mood_buckets",
    metadata,
    # counts alone, no text and no author: forgetting a person changes nothing here
    *_owner(),
    Column("community_id", Id, ForeignKey("communities.id"), primary_key=True),
    Column("thread_key", String(64), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),  # by when the comments were sent
    Column("minutes", Integer, primary_key=True, autoincrement=False),  # 1, an hour or a day
    Column("negative", Integer, nullable=False),
    Column("neutral", Integer, nullable=False),
    Column("positive", Integer, nullable=False),
    Column("question", Integer, nullable=False),
    Column("complaint", Integer, nullable=False),
    Column("abuse", Integer, nullable=False),
    Index("ix_mood_buckets_time", "bot_id", "starts_at"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("community_id", Id, ForeignKey("communities.id"), nullable=False),
    Column("thread_key", String(64), nullable=False),  # empty: the whole community
    Column("opened_at", UtcDateTime, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("by_id", BigInteger),
    Column("by_name", FreeText, nullable=False),
    Column("window_minutes", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("usual", Float, nullable=False),
    Column("words", Json, nullable=False),
    Column("samples", Json, nullable=False),
    Column("total", Integer, nullable=False),
    Column("recent", Integer, nullable=False),
    Column("peak", Integer, nullable=False),
    Column("peak_at", UtcDateTime, nullable=False),
    Column("calm_since", UtcDateTime),
    Column("asked_at", UtcDateTime),
    Column("hold_id", BigInteger),
    Column("statement", FreeText, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_by", FreeText, nullable=False),
    Column("outcome", String(16)),
    Column("card_chat_id", BigInteger),
    Column("card_message_id", BigInteger),
    Column("shows", String(64), nullable=False),
    Column("drawn_at", UtcDateTime),
    Index("ix_incidents_place", "community_id", "closed_at"),
    Index("ix_incidents_desk", "desk_id", "closed_at"),
)

incident_cases = Table(
    "incident_cases",
    metadata,
    Column("incident_id", Id, ForeignKey("incidents.id"), primary_key=True),
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True),
    *_owner(),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_incident_cases_case", "case_id"),
)

incident_timeline = Table(
    "incident_timeline",
    metadata,
    Column("id", Id, primary_key=True),
    Column("incident_id", Id, ForeignKey("incidents.id"), nullable=False),
    *_owner(),
    Column("at", UtcDateTime, nullable=False),
    Column("what", String(16), nullable=False),
    Column("by_id", BigInteger),
    Column("by_name", FreeText, nullable=False),
    Column("detail", FreeText, nullable=False),
    Index("ix_incident_timeline_incident", "incident_id"),
)

# --- what goes out -------------------------------------------------------------------------------

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner(),
    Column("chat_id", BigInteger, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("kind", String(32), nullable=False),
    Column("payload", Json, nullable=False),
    Column("merge_key", String(128)),  # queued items with the same one are merged
    Column("cost", String(8)),  # "send" or "edit": the budget it counts against, if any
    Column("state", String(16), nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("attempted_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("sent_message_id", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("error", FreeText, nullable=False),
    Index("ix_outbox_next", "bot_id", "state", "not_before"),
    Index("ix_outbox_merge", "merge_key", "state"),
    Index("ix_outbox_spent", "bot_id", "attempted_at"),
    Index("ix_outbox_case", "case_id", "kind"),
    Index("ix_outbox_sent", "chat_id", "sent_message_id"),
)
Index(
    "ix_outbox_due",
    outbox.c.bot_id,
    outbox.c.state,
    outbox.c.urgency,
    outbox.c.weight.desc(),
    outbox.c.id,
    outbox.c.not_before,
)
Index(
    "ix_outbox_due_by_chat",
    outbox.c.bot_id,
    outbox.c.state,
    outbox.c.chat_id,
    outbox.c.urgency,
    outbox.c.weight.desc(),
    outbox.c.id,
    outbox.c.not_before,
)

# --- the desk's messages and buttons -------------------------------------------------------------

desk_messages = Table(
    "desk_messages",
    metadata,
    Column("id", Id, primary_key=True),
    *_owner_of_bot(),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("role", String(16), nullable=False),
    Column("case_id", Id, ForeignKey("cases.id")),
    Column("above_case_id", BigInteger),  # what became of this case is told above another one
    Column("awaits", String(64), nullable=False),
    Column("shows", String(128), nullable=False),
    Column("thread_id", BigInteger),  # the topic that it stands in; NULL: General, or no forum
    # bots number the messages of their private chats each for itself
    UniqueConstraint("bot_id", "chat_id", "message_id"),
    Index("ix_desk_messages_case", "case_id"),
    Index("ix_desk_messages_above", "above_case_id"),
)

desk_topics = Table(
    "desk_topics",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String(64), primary_key=True),  # what it is for: a lane, a community
    Column("brand_id", BigInteger, nullable=False),
    Column("desk_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("title", FreeText, nullable=False),
    Column("state", String(8), nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("token", String(64), primary_key=True),
    *_owner_of_bot(),
    Column("case_id", Id),
    Column("body", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# --- the reply library ---------------------------------------------------------------------------

library_entries = Table(
    "library_entries",
    metadata,
    # Written by a library's import before there is a desk too: then only the brand is known.
    Column("brand_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("id", String(128), primary_key=True),
    Column("bot_id", BigInteger),
    Column("desk_id", BigInteger),
    Column("position", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Json, nullable=False),
    Column("retired_at", UtcDateTime),
    Column("reminded", String(32), nullable=False),  # of which end its owner was reminded last
)

entry_versions = Table(
    "entry_versions",
    metadata,
    Column("brand_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("entry_id", String(128), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("bot_id", BigInteger),
    Column("desk_id", BigInteger),
    Column("body", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by_id", BigInteger),
    Column("by_name", FreeText, nullable=False),
    Column("what", String(32), nullable=False),
)

library_revisions = Table(
    "library_revisions",
    metadata,
    # counts the changes, so that a search in memory notices that it has grown old
    Column("brand_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

reply_vectors = Table(
    "reply_vectors",
    metadata,
    Column("brand_id", BigInteger, primary_key=True, autoincrement=False),
    Column("model_id", String(128), primary_key=True),
    Column("text_hash", String(64), primary_key=True),  # texts are too long for PostgreSQL's index
    Column("text", FreeText, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

# --- learning from use ---------------------------------------------------------------------------

reply_uses = Table(
    "reply_uses",
    metadata,
    Column("case_id", BigInteger, primary_key=True, autoincrement=False),
    Column("comment_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reply_id", String(128), primary_key=True),
    *_owner(),
    Column("lang", String(16), nullable=False),
    Column("tone", FreeText, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("distance", Float, nullable=False),
    Column("by_id", BigInteger),
    Column("mark", String(16), nullable=False),
    Index("ix_reply_uses_brand", "brand_id", "reply_id", "at"),
)

use_revisions = Table(
    "use_revisions",
    metadata,
    # counts decisions, so that a search in memory notices that there is more to learn
    Column("brand_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)
