"""Messages in the desk and what can be pressed under them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import CaseId, ChatId, CommentId, MessageId, OutboxId, UserId
from bot.domain.library import EntryRef


class Verb(StrEnum):
    """What a button or a reply to a prompt does."""

    SEND = "send"
    """Send the suggestion with the index in `number`, counted from 1."""
    EDIT = "edit"
    WRITE = "write"
    DISMISS = "dismiss"
    HIDE = "hide"
    CLAIM = "claim"
    RELEASE = "release"
    HIDE_ALL = "hide_all"
    """Ask whether all that the author of a case wrote in its community is to be deleted."""
    DELETE_ALL = "delete_all"
    MUTE = "mute"
    """Mute the author of a case for as many minutes as `number` says; 0: for good."""
    WARN = "warn"
    BAN = "ban"
    LIFT = "lift"
    """Take back the sanction whose id is in `number`."""
    DENY = "deny"
    """It was no spam, or no abuse."""
    REPOST = "repost"
    """Ask whether what was deleted is to be posted as a quotation."""
    REPOST_SEND = "repost_send"
    REPOST_STOP = "repost_stop"
    """Do not post it; hold it back if it is the item in `outbox_id`."""
    MORE = "more"
    """Show what else can be done with a case."""
    SNOOZE = "snooze"
    """Put a case off until the moment in `text`."""
    SNOOZE_ASK = "snooze_ask"
    """Ask until when to put it off."""
    HAND_OVER = "hand_over"
    """Show who could take a case."""
    HAND_TO = "hand_to"
    """Give a case to the manager whose user id is in `text`."""
    TAG = "tag"
    """Ask for tags."""
    SHOW_MEDIA = "show_media"
    """Show the picture or file of a comment under its card."""
    CLOSE_MENU = "close_menu"
    DELETE = "delete"
    KEEP = "keep"
    SEND_DRAFT = "send_draft"
    """Send `text` as it stands in the preview."""
    OVERRIDE = "override"
    """Ask whether `text` is to be sent although the voice stops it."""
    SEND_ANYWAY = "send_anyway"
    """Send `text` although the voice stops it."""
    REWORD = "reword"
    """Propose the same replies in other words: another tone or language."""
    CANCEL = "cancel"
    DRAFT = "draft"
    """Have a language model draft an answer."""
    EDIT_DRAFT = "edit_draft"
    """Change `text`, as it stands in the preview of a draft."""
    USE_AS_ANSWER = "use_as_answer"
    KEEP_AS_NOTE = "keep_as_note"
    FILL_SLOT = "fill_slot"
    """The reply to the prompt fills the slot named in `slot`."""
    STOP = "stop"
    """Hold back the reply in `outbox_id` while the undo window is open."""
    SPAM_HIDE = "spam_hide"
    """Ask whether the spam in `case_ids` is to be deleted."""
    SPAM_DELETE = "spam_delete"
    SPAM_LOOK = "spam_look"
    """Show a card for each of `case_ids`."""
    SPAM_KEEP = "spam_keep"
    LABEL = "label"
    """Say of the unsure case that its lane is `text`; `case_ids` are those on the same list."""
    CORRECT = "correct"
    """Ask for other words for the public reply in `outbox_id`."""
    CORRECT_SEND = "correct_send"
    """Have that reply say `text`."""
    WITHDRAW = "withdraw"
    """Ask whether that reply is to be taken away."""
    WITHDRAW_YES = "withdraw_yes"
    LEARN = "learn"
    """Make an example of the suggestion that went out with the reply in `outbox_id`."""
    UNLEARN = "unlearn"
    """Take that back."""
    IT_IS_THERE = "it_is_there"
    NOT_THERE = "not_there"
    NEXT = "next"
    SKIP = "skip"
    """Turn the card in a private chat to the next case, and leave this one to others."""
    SHOW = "show"
    """Show the case in a private chat, where the button was pressed."""
    PROMISE_ASK = "promise_ask"
    """Show by when the author could be promised something."""
    PROMISE = "promise"
    """Keep that the author was promised something by the moment in `text`."""
    PROMISE_WRITE = "promise_write"
    """Ask for that moment."""
    KEPT = "kept"
    """The promise is kept."""
    LANGUAGE = "language"
    """Speak the language in `text` with whoever presses; empty: as Telegram does."""
    SHIFT = "shift"
    """Show what somebody needs who starts work."""
    QUEUE = "queue"
    """Show the page in `number` of the open cases that `slot` names; 0: in a new message."""
    UNANSWERED = "unanswered"
    """Show the page in `number` of the posts with unanswered questions."""
    SEARCH = "search"
    """Show the page in `number` of the comments that hold the words in `text`."""
    LIBRARY = "library"
    """Show the page in `number` of a shelf of the library; `slots` say which one."""
    ENTRY = "entry"
    """Show an entry of the library: the page named in `slot`."""
    ENTRY_ASK = "entry_ask"
    """Ask for words for the part of an entry that `slot` names; the answer changes it."""
    ENTRY_SET = "entry_set"
    """Change the part of an entry that `slot` names to `text`."""
    ENTRY_RETIRE = "entry_retire"
    ENTRY_RESTORE = "entry_restore"
    ENTRY_AUTO = "entry_auto"
    """Let a saved reply answer by itself as `text` says, or not at all where it is empty."""
    ENTRY_REVERT = "entry_revert"
    """Make the version in `number` of an entry the newest one."""
    SAVE_REPLY = "save_reply"
    """Ask for the title of a new saved reply, made from the answer in `outbox_id`.

    For a gap of the library `text` may be empty: then the text is asked for first.
    """
    GAPS = "gaps"
    """Show the page in `number` of the gaps of the library."""
    GAP = "gap"
    """Show the gap that the comment in `comment_ids` stands for."""
    GAP_REPLY = "gap_reply"
    """Begin a saved reply for a gap."""
    YES = "yes"
    """Give the second yes to the request in `number`."""
    YES_BACK = "yes_back"
    """Ask why that request goes back to its writer."""
    HOLD = "hold"
    """Show what replies could be held for a case."""
    HOLD_PLACE = "hold_place"
    """Hold replies in the case's thread, or in its lane: `slot` says which."""
    HOLD_STATEMENT = "hold_statement"
    """Ask for the one text that may go out under the hold in `number`."""
    HOLD_LIFT = "hold_lift"
    """Lift that hold."""
    GROUP_PREVIEW = "group_preview"
    """Show what each of the group in `number` would be told with the reply in `reply_id`."""
    GROUP_SEND = "group_send"
    """Tell them: `slots` pair a case and its revision ("12:1") with the text it gets."""
    GROUP_CANCEL = "group_cancel"
    GROUP_WRITE = "group_write"
    """Ask for words for all that wait in the group in `number`."""
    GROUP_OUT_ASK = "group_out_ask"
    """Show who could be taken out of the group in `number`."""
    GROUP_OUT = "group_out"
    """Give the case its own card; with a list open where it was pressed, if `slot` says so."""
    GROUP_APART = "group_apart"
    """Give each of those that wait in the group in `number` a card of its own."""
    GROUP_STOP = "group_stop"
    """Hold back whatever of the group's answers has not left."""
    GAP_ASIDE = "gap_aside"
    """It is no gap: show it no more, unless it doubles."""
    ADOPT = "adopt"
    """Watch the group whose chat id is in `number`."""
    TURN_DOWN = "turn_down"
    """Leave the group whose chat id is in `number`, which is no community."""
    COMMUNITIES = "communities"
    """Show the page in `number` of the communities."""
    COMMUNITY = "community"
    """Show the community whose id is in `text`; `number` is the page that led there."""
    SET_MODE = "set_mode"
    """Give that community the mode in `slot`."""
    SET_REPORTS = "set_reports"
    """Let members of that community report comments, or no longer: `slot` is "on" or "off"."""
    AUTOMATIC_ASK = "automatic_ask"
    """Ask whether saved replies may answer by themselves in that community."""
    SET_AUTOMATIC = "set_automatic"
    """Let them, or no longer: `slot` is "on" or "off"."""
    SWEEP_ASK = "sweep_ask"
    """Show what could be deleted by itself in that community."""
    SET_SWEEP = "set_sweep"
    """Have a lane deleted by itself there from a probability on, or no longer: `slot` says."""
    SWEEP_STOP = "sweep_stop"
    """Hold back whatever of the sweep in `number` has not been deleted yet."""
    SWEEP_LOOK = "sweep_look"
    """Show the page in `number` of the sweep in `text`; 0: in a new message."""
    SWEEP_DENY = "sweep_deny"
    """It was no spam, or no abuse; the page in `number` of the sweep in `text` is looked at."""
    LEAVE_ASK = "leave_ask"
    """Ask whether the bot is to leave that community."""
    LEAVE = "leave"
    SET_TOPICS = "set_topics"
    """Sort the desk's cards into topics by what `text` says, or no longer."""
    RULES = "rules"
    """Show the page in `number` of the brand's rules."""
    RULE_SAMPLES = "rule_samples"
    """Show comments that the rule named in `text` held for; `number` is the page that led here."""
    ESCALATE = "escalate"
    """Have somebody fetched for a case."""
    ACKNOWLEDGE = "acknowledge"
    """See to what the ladder in `number` is for; it goes on when nothing is done."""
    FETCH_ASK = "fetch_ask"
    """Show who else could be fetched."""
    FETCH = "fetch"
    """Fetch the manager whose user id is in `text` for that ladder."""
    ONCALL = "oncall"
    """Show who is on call."""
    ONCALL_ASK = "oncall_ask"
    """Ask whose shift it is to be."""
    ONCALL_TAKE = "oncall_take"
    """Put whoever presses, or the manager in `slot`, on call until the moment in `text`."""
    ONCALL_GIVE = "oncall_give"
    """End what was taken by whoever presses."""
    WHY = "why"
    """Explain the priority of a case."""
    FORGET = "forget"
    """Forget the person whose key is in `text`, for good."""
    FORGET_NOT = "forget_not"
    MOOD = "mood"
    """Show the page in `number` of how people sound."""
    INCIDENT_OPEN = "incident_open"
    """Make an incident of what happens where a case is."""
    INCIDENT_CASES = "incident_cases"
    """Show the open cases of the incident in `number`: the page in `text`; empty: below."""
    INCIDENT_STATEMENT = "incident_statement"
    """Hold replies where that incident is, and ask for the one text that may go out."""
    INCIDENT_HOLD = "incident_hold"
    INCIDENT_LIFT = "incident_lift"
    INCIDENT_END = "incident_end"
    """Close it; `slot` says whether it was a false alarm."""
    INCIDENT_KEEP = "incident_keep"
    """It is calm, but stays open."""
    INCIDENT_REPORT = "incident_report"
    """Show what became of it."""
    TEAM = "team"
    """Show the managers, with a button for each."""
    TEAMMATE = "teammate"
    """Show the manager whose user id is in `number`, and what can be changed."""
    SET_ROLE = "set_role"
    """Give that manager the role in `text`."""
    REMOVE_ASK = "remove_ask"
    """Ask whether that manager is to lose every role."""
    REMOVE = "remove"
    INVITE = "invite"
    """Make a link that gives the role in `text`."""
    ADMIT = "admit"
    """Give the role to whoever used the link; `text` is the mark of the invitation."""
    TURN_AWAY = "turn_away"
    """It is not the right person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a press or an answer to a prompt means; kept in the database under an opaque token.

    `revision` is the case's revision (the entry's version) that the manager was looking at. `only`
    names the single person who may press. `slots` are values that were filled in so far, as pairs.
    `sources` are the ids of the saved replies that a model drafted `text` from; a text of a person
    has none. `comment_ids` are comments that mean the same, the most typical first. `case_ids` are
    cases that stand in one message.
    """

    verb: Verb
    case_id: CaseId | None = None
    revision: int = 0
    number: int = 0
    text: str = ""
    reply_id: str = ""
    slot: str = ""
    slots: tuple[tuple[str, str], ...] = ()
    outbox_id: OutboxId | None = None
    only: UserId | None = None
    entry: EntryRef | None = None
    sources: tuple[str, ...] = ()
    comment_ids: tuple[CommentId, ...] = ()
    case_ids: tuple[CaseId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: its label, and the token of an action or a link."""

    label: str
    token: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


class DeskRole(StrEnum):
    """What a message in the desk is for."""

    CARD = "card"
    PREVIEW = "preview"
    PROMPT = "prompt"
    NOTE = "note"
    BOARD = "board"
    REQUEST = "request"
    """Asks for a second yes."""
    RECEIPT = "receipt"
    """A preview that was sent: drawn anew with its case."""
    GROUP = "group"
    """The card of cases that ask the same; known by the case that the group began with."""
    SWEEP = "sweep"
    """Tells of what was deleted by itself; known by the case that it began with."""
    SOLO = "solo"
    """The one card in a manager's private chat, which turns from case to case."""
    ASKED = "asked"
    """A manager's message in a forum: what answers it goes into its topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskMessage:
    """A message of the bot at the desk, or in a manager's private chat, that is acted upon later.

    `awaits` is the token of the action that a reply to it completes. `above` is the case whose
    outcome stands in a line on top of the one that is shown. `shows` is a hash of what was
    drawn last, so that an unchanged card is not edited again. `thread_id` is the topic that it
    stands in, None for General and where there are none.
    """

    chat_id: ChatId
    message_id: MessageId
    role: DeskRole
    case_id: CaseId | None = None
    above: CaseId | None = None
    awaits: str = ""
    shows: str = ""
    thread_id: MessageId | None = None
