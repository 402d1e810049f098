"""What the services need from outside, in the desk's words.

One module per subject; everybody imports from here. `Transaction` is one unit of work on the
store; everything done inside `Store.writing()` is committed together or not at all. Errors that a
port may raise are named in its docstrings; all are in `bot.errors`.
"""

from bot.ports.alike import AlikeGroups
from bot.ports.approvals import Approvals, Holds
from bot.ports.authors import AuthorLists, Doors, Persons
from bot.ports.cases import AuditEntry, Cases
from bot.ports.classifier import Classifier, Grouping
from bot.ports.clock import Clock
from bot.ports.comments import Comments, History
from bot.ports.damage import DamagedRows
from bot.ports.desk_messages import DeskMessages, Topics
from bot.ports.directory import DeskFacts, Directory, Invites, Seed
from bot.ports.drafter import Drafter
from bot.ports.figures import Counts, RuleHits, Tally, VitalSigns
from bot.ports.gateway import BotIdentity, ChatFacts, Gateway, Membership, RawUpdate
from bot.ports.incidents import Incidents, Moods
from bot.ports.ladders import Ladders, SlaEvents
from bot.ports.leases import Leases
from bot.ports.library import CaseFacts, Filled, Library, SlotValues, Voice
from bot.ports.lookups import Lookups
from bot.ports.moderation import Reports, Sanctions, Sweeps
from bot.ports.moments import Moments
from bot.ports.outbox import Outbox
from bot.ports.pagers import Heart, Pager
from bot.ports.reach import ReachCounts
from bot.ports.renderer import Renderer
from bot.ports.replies import Replies, UnansweredComments, UsedVector, Uses
from bot.ports.store import Store, Transaction
from bot.ports.updates import Updates, WaitingUpdate

__all__ = [
    "AlikeGroups",
    "Approvals",
    "AuditEntry",
    "AuthorLists",
    "BotIdentity",
    "CaseFacts",
    "Cases",
    "ChatFacts",
    "Classifier",
    "Clock",
    "Comments",
    "Counts",
    "DamagedRows",
    "DeskFacts",
    "DeskMessages",
    "Directory",
    "Doors",
    "Drafter",
    "Filled",
    "Gateway",
    "Grouping",
    "Heart",
    "History",
    "Holds",
    "Incidents",
    "Invites",
    "Ladders",
    "Leases",
    "Library",
    "Lookups",
    "Membership",
    "Moments",
    "Moods",
    "Outbox",
    "Pager",
    "Persons",
    "RawUpdate",
    "ReachCounts",
    "Renderer",
    "Replies",
    "Reports",
    "RuleHits",
    "Sanctions",
    "Seed",
    "SlaEvents",
    "SlotValues",
    "Store",
    "Sweeps",
    "Tally",
    "Topics",
    "Transaction",
    "UnansweredComments",
    "Updates",
    "UsedVector",
    "Uses",
    "VitalSigns",
    "Voice",
    "WaitingUpdate",
]
